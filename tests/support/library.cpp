#include "support/library.h"

#include <cng/cng.h>

#ifndef _WIN32
#include <dlfcn.h>
#endif

namespace cngtest {

#ifdef _WIN32

namespace {
void* symbol(HMODULE module, const char* name) { return reinterpret_cast<void*>(GetProcAddress(module, name)); }
}  // namespace

void* export_address(const char* name) { return symbol(GetModuleHandleA("bcrypt.dll"), name); }

std::string library_path() {
  char path[MAX_PATH] = "";
  GetModuleFileNameA(GetModuleHandleA("bcrypt.dll"), path, MAX_PATH);
  return path;
}

void* load_library(const std::string& path) { return LoadLibraryA(path.c_str()); }
void* library_symbol(void* library, const char* name) { return symbol(static_cast<HMODULE>(library), name); }
bool unload_library(void* library) { return FreeLibrary(static_cast<HMODULE>(library)) != 0; }

#else

void* export_address(const char* name) { return dlsym(RTLD_DEFAULT, name); }

std::string library_path() {
  Dl_info info = {};
  void* const address = reinterpret_cast<void*>(&BCryptOpenAlgorithmProvider);
  return dladdr(address, &info) != 0 && info.dli_fname ? info.dli_fname : "";
}

void* load_library(const std::string& path) { return dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL); }
void* library_symbol(void* library, const char* name) { return dlsym(library, name); }
bool unload_library(void* library) { return dlclose(library) == 0; }

#endif

void* load_ncrypt() { return load_library(NCRYPT_FILE); }

const char* open_cng_version() {
  void* const address = export_address("OpenCngVersion");
  return address ? reinterpret_cast<const char*(WINAPI*)()>(address)() : nullptr;
}

}  // namespace cngtest
