#include <windows.h>

// After windows.h, which it needs.
#include <wincrypt.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "store/dll_win.h"
#include "store/system.h"

namespace cng::store::system {
namespace {

// Wine's CryptProtectData hides the bytes by a constant that everyone can read; a file that only its owner can open is
// worth more.
bool is_wine() { return find<void()>(L"ntdll.dll", "wine_get_version") != nullptr; }

std::string utf8(const wchar_t* text) {
  const int size = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, nullptr, 0, nullptr, nullptr);
  if (size <= 1) return {};
  std::string out(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, out.data(), size, nullptr, nullptr);
  out.pop_back();
  return out;
}

std::string environment(const wchar_t* name) {
  wchar_t value[4096];
  const DWORD length = GetEnvironmentVariableW(name, value, static_cast<DWORD>(std::size(value)));
  return length == 0 || length >= std::size(value) ? std::string() : utf8(value);
}

// A program with raised rights must not be led to a place of the user's choice. Every program is raised under Wine.
bool is_elevated() {
  if (is_wine()) return false;
  const auto open = find<decltype(OpenProcessToken)>(L"advapi32.dll", "OpenProcessToken");
  const auto ask = find<decltype(GetTokenInformation)>(L"advapi32.dll", "GetTokenInformation");
  HANDLE token = nullptr;
  if (open == nullptr || ask == nullptr || open(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return true;
  TOKEN_ELEVATION elevation{1};
  DWORD size = 0;
  const bool known = ask(token, TokenElevation, &elevation, sizeof elevation, &size) != 0;
  CloseHandle(token);
  return !known || elevation.TokenIsElevated != 0;
}

// With a drive or a server: one that depends on no current folder.
bool is_absolute(const std::string& path) {
  const auto slash = [&](std::size_t at) { return path.size() > at && (path[at] == '\\' || path[at] == '/'); };
  return (slash(0) && slash(1)) || (path.size() > 1 && path[1] == ':' && slash(2));
}

constexpr BYTE kEntropy[] = "OpenCNG key store, master key, version 1";

struct LocalBlob {
  DATA_BLOB blob{};
  LocalBlob() = default;
  LocalBlob(const LocalBlob&) = delete;
  LocalBlob& operator=(const LocalBlob&) = delete;
  ~LocalBlob() {
    if (blob.pbData == nullptr) return;
    wipe(blob.pbData, blob.cbData);
    LocalFree(blob.pbData);
  }
};

// CryptProtectData and CryptUnprotectData, whose second parameters are of different types that are null here.
using Dpapi = BOOL WINAPI(DATA_BLOB* in, void* description, DATA_BLOB* entropy, void* reserved, void* prompt,
                          DWORD flags, DATA_BLOB* out);

Result<SecretBytes> dpapi(const char* function, Scope scope, ByteView in) {
  const auto call = find<Dpapi>(L"crypt32.dll", function);
  if (call == nullptr) return not_permitted("Windows' data protection is not there");
  // It only reads them; its types lack the const.
  DATA_BLOB input{static_cast<DWORD>(in.size()), const_cast<BYTE*>(in.data())};
  DATA_BLOB entropy{static_cast<DWORD>(sizeof kEntropy), const_cast<BYTE*>(kEntropy)};
  const DWORD flags =
      CRYPTPROTECT_UI_FORBIDDEN | (scope == Scope::machine ? static_cast<DWORD>(CRYPTPROTECT_LOCAL_MACHINE) : 0u);
  LocalBlob out;
  if (call(&input, nullptr, &entropy, nullptr, nullptr, flags, &out.blob) == 0) {
    if (GetLastError() == ERROR_INVALID_DATA) return bad_data("the master key was sealed for someone else");
    return not_permitted("Windows' data protection refuses");
  }
  return SecretBytes(ByteView(out.blob.pbData, out.blob.cbData), SecretAccess{});
}

Result<SecretBytes> change(const char* function, Protector protector, Scope scope, ByteView in) {
  if (protector == Protector::master_key) return SecretBytes(in, SecretAccess{});
  return dpapi(function, scope, in);
}

}  // namespace

Result<std::string> store_folder(Scope scope) {
  const char* name = scope == Scope::machine ? "machine" : "user";
  if (const std::string set = environment(L"OPENCNG_STORE"); !set.empty() && !is_elevated()) {
    if (!is_absolute(set)) return not_permitted("OPENCNG_STORE is not an absolute path");
    return set + "\\" + name;
  }
  std::string base = environment(scope == Scope::machine ? L"ProgramData" : L"LOCALAPPDATA");
  if (base.empty() && scope == Scope::user) base = environment(L"APPDATA");
  if (base.empty()) return not_permitted("the user has no folder for application data");
  return base + "\\OpenCNG\\" + name;
}

std::string join(const std::string& folder, const std::string& name) { return folder + "\\" + name; }

Protector protector() { return is_wine() ? Protector::master_key : Protector::windows_dpapi; }

Result<SecretBytes> wrap(Protector protector, Scope scope, ByteView key) {
  return change("CryptProtectData", protector, scope, key);
}

Result<SecretBytes> unwrap(Protector protector, Scope scope, ByteView wrapped) {
  return change("CryptUnprotectData", protector, scope, wrapped);
}

Result<std::array<std::uint8_t, 16>> boot_id() {
  struct TimeOfDay {  // SystemTimeOfDayInformation; only the first member is documented
    LARGE_INTEGER boot_time;
    std::uint8_t rest[40];
  } time{};
  const auto query = find<LONG NTAPI(ULONG, PVOID, ULONG, PULONG)>(L"ntdll.dll", "NtQuerySystemInformation");
  ULONG size = 0;
  if (query == nullptr || query(3, &time, sizeof time, &size) < 0)
    return not_supported("the system does not tell one boot from another");
  // To the minute, for the value moves with the clock's corrections.
  constexpr std::int64_t kMinute = 600'000'000;
  const std::int64_t minutes = (time.boot_time.QuadPart + kMinute / 2) / kMinute;
  std::array<std::uint8_t, 16> id{};
  std::memcpy(id.data(), &minutes, sizeof minutes);
  return id;
}

std::uint64_t now() {
  FILETIME time;
  GetSystemTimeAsFileTime(&time);
  return time.dwLowDateTime | std::uint64_t{time.dwHighDateTime} << 32;
}

}  // namespace cng::store::system
