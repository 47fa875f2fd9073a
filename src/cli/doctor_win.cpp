#include "cli/console.h"
#include "cli/doctor_system.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

namespace cng::cli {
namespace {

template <class Function>
Function* function_of(HMODULE module, const char* name) {
  return module == nullptr ? nullptr
                           : reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

std::string path_of(HMODULE module) {
  wchar_t path[4096];
  const DWORD length = GetModuleFileNameW(module, path, static_cast<DWORD>(std::size(path)));
  bool ok = length != 0 && length < std::size(path);
  return ok ? to_utf8(path, ok) : std::string();
}

// The path of Windows' and Wine's own is not given: Wine tells that of system32 whatever it has loaded.
Library find_library(const wchar_t* wide_name, const char* name) {
  Library library;
  library.name = name;
  const HMODULE module = LoadLibraryW(wide_name);
  if (module == nullptr) {
    const DWORD error = GetLastError();
    library.found = error != ERROR_MOD_NOT_FOUND;
    if (library.found) library.problem = "the loader refuses it with system error " + std::to_string(error);
    return library;
  }
  library.found = true;
  const auto version = function_of<const char * WINAPI()>(module, "OpenCngVersion");
  if (version == nullptr) return library;
  library.version = version();
  library.path = path_of(module);
  return library;
}

}  // namespace

Platform platform() {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  if (const auto wine = function_of<const char * CDECL()>(ntdll, "wine_get_version")) return {"wine", wine()};
  OSVERSIONINFOW info{};
  info.dwOSVersionInfoSize = sizeof info;
  const auto ask = function_of<LONG NTAPI(OSVERSIONINFOW*)>(ntdll, "RtlGetVersion");
  if (ask == nullptr || ask(&info) != 0) return {"windows", {}};
  return {"windows", std::to_string(info.dwMajorVersion) + "." + std::to_string(info.dwMinorVersion) + "." +
                         std::to_string(info.dwBuildNumber)};
}

std::vector<Library> find_libraries() {
  return {find_library(L"bcrypt.dll", "bcrypt.dll"), find_library(L"ncrypt.dll", "ncrypt.dll")};
}

std::string program_folder() {
  const std::string path = path_of(nullptr);
  return path.substr(0, path.rfind('\\'));
}

std::optional<std::string> wine_overrides() {
  if (platform().kind != "wine") return std::nullopt;
  wchar_t value[4096];
  const DWORD length = GetEnvironmentVariableW(L"WINEDLLOVERRIDES", value, static_cast<DWORD>(std::size(value)));
  bool ok = length != 0 && length < std::size(value);
  return ok ? to_utf8(value, ok) : std::string();
}

}  // namespace cng::cli
