// How atomic_file_win.cpp calls the system: tests may put a fault in a call's place, the last error becomes an Error.
#pragma once

#include <windows.h>

#include <memory>
#include <string>

#include "core/result.h"
#include "store/atomic_file.h"

namespace cng::store {

inline DWORD injected(const char* call) {
  const FaultHook hook = g_fault_hook.load(std::memory_order_relaxed);
  switch (hook == nullptr ? Fault::none : hook(call)) {
    case Fault::none:
      return ERROR_SUCCESS;
    case Fault::full:
      return ERROR_DISK_FULL;
    case Fault::broken:
      return ERROR_IO_DEVICE;
    case Fault::denied:
      return ERROR_ACCESS_DENIED;
  }
  return ERROR_IO_DEVICE;
}

// A call of the system that gives `failure` and sets the last error.
template <class Value, class Body>
Value call(const char* name, Value failure, Body body) {
  if (const DWORD error = injected(name); error != ERROR_SUCCESS) {
    SetLastError(error);
    return failure;
  }
  return body();
}
template <class Body>
bool call(const char* name, Body body) {
  return call(name, FALSE, body) != FALSE;
}

inline Error failed() {
  switch (GetLastError()) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      return not_found("the file is not there");
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
      return Error{Code::exists, "a key of this name exists"};
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case ERROR_NOT_ENOUGH_QUOTA:
    case ERROR_FILE_TOO_LARGE:
      return Error{Code::storage_full, "the disk or a quota is full"};
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_SHARING_VIOLATION:
    case ERROR_CANT_ACCESS_FILE:
    case ERROR_DIRECTORY:
    case ERROR_INVALID_NAME:
    case ERROR_PRIVILEGE_NOT_HELD:
      return not_permitted("the system does not allow it");
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
      return no_memory("out of memory");
    default:
      return Error{Code::storage_failure, "the system fails to read or write"};
  }
}

struct HandleCloser {
  void operator()(void* handle) const { CloseHandle(handle); }
};
using File = std::unique_ptr<void, HandleCloser>;

inline File open_file(const std::wstring& path, DWORD access, DWORD share, DWORD disposition, DWORD flags = 0) {
  const HANDLE handle = call("open", INVALID_HANDLE_VALUE, [&] {
    return CreateFileW(path.c_str(), access, share, nullptr, disposition,
                       FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT | flags, nullptr);
  });
  return File(handle == INVALID_HANDLE_VALUE ? nullptr : handle);
}

// Whose a store's folder is. make: it and, by inheritance, all in it is for the user alone, or for administrators, and
// for the system. check: not_permitted if it belongs to someone else.
Status make_owned_folder(const std::wstring& path, Scope scope);
Status check_owner(const std::wstring& path);

}  // namespace cng::store
