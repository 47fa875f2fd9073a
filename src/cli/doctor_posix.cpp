#include <dlfcn.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cli/doctor_system.h"

namespace cng::cli {
namespace {

// The loader says by its text alone whether the file is missing or does not load; the text is English here, for no
// locale is set.
bool is_missing(const std::string& name, const std::string& error) {
  return error.find(name + ": cannot open shared object file: No such file or directory") == 0;
}

Library find_library(const char* name) {
  Library library;
  library.name = name;
  void* const handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* const error = ::dlerror();
    const std::string text = error == nullptr ? "the loader does not say why" : error;
    library.found = !is_missing(library.name, text);
    if (library.found) library.problem = text;
    return library;
  }
  library.found = true;
  void* const symbol = ::dlsym(handle, "OpenCngVersion");
  if (symbol == nullptr) return library;
  library.version = reinterpret_cast<const char* (*)()>(symbol)();
  Dl_info info{};
  if (::dladdr(symbol, &info) != 0 && info.dli_fname != nullptr) library.path = info.dli_fname;
  return library;
}

}  // namespace

Platform platform() {
  struct utsname names {};
  if (::uname(&names) != 0) return {"linux", {}};
  return {"linux", std::string(names.release) + " " + names.machine};
}

std::vector<Library> find_libraries() {
  return {find_library("libcng-bcrypt.so.1"), find_library("libcng-ncrypt.so.1")};
}

std::string program_folder() {
  std::string path(4096, '\0');
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  path.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return path.substr(0, path.rfind('/'));
}

std::optional<std::string> wine_overrides() { return std::nullopt; }

}  // namespace cng::cli
