// Functions of other DLLs, looked up at first need: crypt32 and advapi32 as imports would cost every program that loads
// our DLL a third of the time that it takes.
#pragma once

#include <windows.h>

namespace cng::store {

// Null if the system does not have it.
template <class Function>
Function* find(const wchar_t* dll, const char* name) {
  const HMODULE module = LoadLibraryExW(dll, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (module == nullptr) return nullptr;
  return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

}  // namespace cng::store
