#include "store/calls_win.h"

#include <algorithm>

namespace cng::store {

constinit std::atomic<FaultHook> g_fault_hook{nullptr};
constinit std::atomic<ChangeHook> g_change_hook{nullptr};

namespace {

using Kind = FileChange::Kind;

constexpr int kTries = 500;  // of one millisecond each, while another program has a file open

// As tests write paths: with slashes, and without what lifts the limit on their length.
std::string told_path(const std::wstring& path) {
  const std::wstring plain = path.compare(0, 4, L"\\\\?\\") == 0 ? path.substr(4) : path;
  const int units = static_cast<int>(plain.size());
  std::string text(3 * plain.size(), '\0');
  text.resize(static_cast<std::size_t>(WideCharToMultiByte(CP_UTF8, 0, plain.c_str(), units, text.data(),
                                                           static_cast<int>(text.size()), nullptr, nullptr)));
  std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

void tell(Kind kind, const std::wstring& path, const std::wstring& to = {}, ByteView bytes = {}) {
  const ChangeHook hook = g_change_hook.load(std::memory_order_relaxed);
  if (hook == nullptr) return;
  const DWORD error = GetLastError();
  hook({kind, told_path(path), told_path(to), bytes});
  SetLastError(error);
}

// A program that reads a file keeps it from being replaced, for the moment that the reading takes.
template <class Body>
bool when_free(Body body) {
  for (int i = 0; i < kTries; ++i) {
    if (body()) return true;
    const DWORD error = GetLastError();
    if (error != ERROR_SHARING_VIOLATION && error != ERROR_ACCESS_DENIED && error != ERROR_LOCK_VIOLATION) return false;
    if (g_fault_hook.load(std::memory_order_relaxed) != nullptr) return false;
    Sleep(1);
    SetLastError(error);
  }
  return false;
}

struct FindCloser {
  void operator()(void* handle) const { FindClose(handle); }
};

}  // namespace

DWORD injected(const char* call) {
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
    case Fault::skipped:
      return kSkipped;
  }
  return ERROR_IO_DEVICE;
}

Error failed() {
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

File open_file(const std::wstring& path, DWORD access, DWORD share, DWORD disposition, DWORD flags) {
  const HANDLE handle = call("open", INVALID_HANDLE_VALUE, [&] {
    return CreateFileW(path.c_str(), access, share, nullptr, disposition,
                       FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT | flags, nullptr);
  });
  if (handle == INVALID_HANDLE_VALUE) return nullptr;
  if (disposition != OPEN_EXISTING) tell(Kind::create, path);
  return File(handle);
}

Status make_folder(const std::wstring& path, SECURITY_ATTRIBUTES* attributes) {
  if (!call("mkdir", [&] { return CreateDirectoryW(path.c_str(), attributes); }))
    return GetLastError() == ERROR_ALREADY_EXISTS ? Status{} : failed();
  tell(Kind::make_folder, path);
  return {};
}

Status write_all(const File& file, const std::wstring& path, ByteView bytes) {
  while (!bytes.empty()) {
    DWORD put = 0;
    const auto size = static_cast<DWORD>(bytes.size());
    if (!call("write", [&] { return WriteFile(file.get(), bytes.data(), size, &put, nullptr); }) || put == 0)
      return failed();
    tell(Kind::write, path, {}, bytes.first(put));
    bytes = bytes.subspan(put);
  }
  return {};
}

Status sync(const File& file, const std::wstring& path) {
  if (!call("fsync", [&] { return FlushFileBuffers(file.get()); })) return failed();
  tell(Kind::sync, path);
  return {};
}

File open_folder(const std::wstring& path) {
  return open_file(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, OPEN_EXISTING,
                   FILE_FLAG_BACKUP_SEMANTICS);
}

// On Windows itself the moves are written through, and this only makes sure; under Wine nothing else brings the names
// of a folder to the disk.
Status sync_folder(const File& folder, const std::wstring& path) {
  const Status synced = sync(folder, path);
  const DWORD error = synced ? ERROR_SUCCESS : GetLastError();
  // A file system that has no such thing.
  if (error == ERROR_INVALID_FUNCTION || error == ERROR_NOT_SUPPORTED || error == ERROR_INVALID_HANDLE) return {};
  return synced;
}

bool move_file(const std::wstring& from, const std::wstring& to, bool replaces) {
  const DWORD flags = MOVEFILE_WRITE_THROUGH | (replaces ? static_cast<DWORD>(MOVEFILE_REPLACE_EXISTING) : 0u);
  const bool done =
      when_free([&] { return call("rename", [&] { return MoveFileExW(from.c_str(), to.c_str(), flags); }); });
  if (done) tell(Kind::rename, from, to);
  return done;
}

bool remove_file(const std::wstring& path) {
  if (!call("unlink", [&] { return DeleteFileW(path.c_str()); })) return false;
  tell(Kind::remove, path);
  return true;
}

bool remove_folder(const std::wstring& path) {
  if (!call("unlink", [&] { return RemoveDirectoryW(path.c_str()); })) return false;
  tell(Kind::remove, path);
  return true;
}

Result<std::vector<std::string>> list(const std::wstring& folder) {
  WIN32_FIND_DATAW entry;
  std::vector<std::string> names;
  const HANDLE first =
      call("readdir", INVALID_HANDLE_VALUE, [&] { return FindFirstFileW((folder + L"\\*").c_str(), &entry); });
  if (first == INVALID_HANDLE_VALUE) {
    if (GetLastError() == ERROR_FILE_NOT_FOUND) return names;
    return failed();
  }
  const std::unique_ptr<void, FindCloser> closer(first);
  do {
    std::string name;
    for (const wchar_t* unit = entry.cFileName; *unit != 0; ++unit)
      name += *unit < 0x80 ? static_cast<char>(*unit) : '?';
    if (name != "." && name != "..") names.push_back(std::move(name));
  } while (call("readdir", [&] { return FindNextFileW(first, &entry); }));
  if (GetLastError() != ERROR_NO_MORE_FILES) return failed();
  return names;
}

}  // namespace cng::store
