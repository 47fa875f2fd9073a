// How atomic_file_win.cpp calls the system: tests may put a fault in a call's place and are told of each change, the
// last error becomes an Error.
#pragma once

#include <windows.h>

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/atomic_file.h"

namespace cng::store {

// The error of a test that stands for the call; ERROR_SUCCESS: the call is to be made; kSkipped: it is not.
inline constexpr DWORD kSkipped = 0xFFFFFFFF;
DWORD injected(const char* call);

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
  return call(name, FALSE, body) != FALSE || GetLastError() == kSkipped;
}

// What the last error says.
Error failed();

struct HandleCloser {
  void operator()(void* handle) const { CloseHandle(handle); }
};
using File = std::unique_ptr<void, HandleCloser>;

// Reparse points are not followed. Without a handle the last error tells why.
File open_file(const std::wstring& path, DWORD access, DWORD share, DWORD disposition, DWORD flags = 0);

// Makes a folder, or finds it made; its parent is not synced.
Status make_folder(const std::wstring& path, SECURITY_ATTRIBUTES* attributes = nullptr);

Status write_all(const File& file, const std::wstring& path, ByteView bytes);
Status sync(const File& file, const std::wstring& path);

// A folder to be synced: its names.
File open_folder(const std::wstring& path);
Status sync_folder(const File& folder, const std::wstring& path);

// False: the last error tells why.
bool move_file(const std::wstring& from, const std::wstring& to, bool replaces);
bool remove_file(const std::wstring& path);
bool remove_folder(const std::wstring& path);

// All names but "." and ".."; '?' for what is not ASCII, which is none of ours.
Result<std::vector<std::string>> list(const std::wstring& folder);

// Whose a store's folder is. make: it and, by inheritance, all in it is for the user alone, or for administrators, and
// for the system. check: not_permitted if it belongs to someone else.
Status make_owned_folder(const std::wstring& path, Scope scope);
Status check_owner(const std::wstring& path);

}  // namespace cng::store
