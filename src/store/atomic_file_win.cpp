#include <utility>

#include "core/platform.h"
#include "store/atomic_file.h"
#include "store/calls_win.h"

namespace cng::store {

constinit std::atomic<FaultHook> g_fault_hook{nullptr};

namespace {

constexpr const wchar_t* kTemporary = L"tmp";
constexpr const wchar_t* kLock = L"lock";
constexpr int kTries = 500;  // of one millisecond each, while another program has a file open

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

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

// A regular file with one name.
Result<std::size_t> check_file(const File& file) {
  BY_HANDLE_FILE_INFORMATION info;
  if (GetFileType(file.get()) != FILE_TYPE_DISK) return not_permitted("not a regular file");
  if (!call("stat", [&] { return GetFileInformationByHandle(file.get(), &info); })) return failed();
  if ((info.dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY)) != 0)
    return not_permitted("not a regular file");
  if (info.nNumberOfLinks > 1) return not_permitted("the file has a second name");
  if (info.nFileSizeHigh != 0) return bad_data("the file is too long");
  return std::size_t{info.nFileSizeLow};
}

Status check_folder(const std::wstring& path) {
  const DWORD attributes = call("stat", INVALID_FILE_ATTRIBUTES, [&] { return GetFileAttributesW(path.c_str()); });
  if (attributes == INVALID_FILE_ATTRIBUTES) return failed();
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0 || (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
    return not_permitted("not a folder");
  return {};
}

// What is in the way must be a file of ours.
Status check_target(const std::wstring& path, Existing existing) {
  const DWORD attributes = call("stat", INVALID_FILE_ATTRIBUTES, [&] { return GetFileAttributesW(path.c_str()); });
  if (attributes == INVALID_FILE_ATTRIBUTES) {
    const Error error = failed();
    return error.code == Code::not_found ? Status{} : error;
  }
  if ((attributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT)) != 0)
    return not_permitted("not a regular file");
  if (existing == Existing::keep) return Error{Code::exists, "a key of this name exists"};
  return {};
}

// Makes a folder, or finds it made.
Status make_folder(const std::wstring& path) {
  if (call("mkdir", [&] { return CreateDirectoryW(path.c_str(), nullptr); })) return {};
  return GetLastError() == ERROR_ALREADY_EXISTS ? Status{} : failed();
}

Status make_parents(const std::wstring& path) {
  const std::size_t end = path.find_last_of(L'\\');
  if (end == std::wstring::npos || end == 0) return {};
  const std::wstring parent = path.substr(0, end);
  if (parent.back() == L':' || GetFileAttributesW(parent.c_str()) != INVALID_FILE_ATTRIBUTES) return {};
  CNG_TRY(make_parents(parent));
  return make_folder(parent);
}

// Absolute, and freed of the old limit on the length of a path.
Result<std::wstring> widen(const std::string& utf8) {
  wchar_t wide[4096], whole[4096];
  constexpr int kSize = 4096;
  if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.c_str(), -1, wide, kSize) <= 1)
    return invalid_parameter("the store's folder is not a path");
  const DWORD length = GetFullPathNameW(wide, kSize, whole, nullptr);
  if (length == 0 || length >= kSize) return invalid_parameter("the store's folder is not a path");
  std::wstring path(whole, length);
  while (path.size() > 3 && path.back() == L'\\') path.pop_back();
  return path.compare(0, 2, L"\\\\") == 0 ? path : L"\\\\?\\" + path;
}

// Names of files here are ASCII.
std::wstring widen_name(const std::string& name) { return std::wstring(name.begin(), name.end()); }

Status write_all(const File& file, ByteView bytes) {
  while (!bytes.empty()) {
    DWORD put = 0;
    const auto size = static_cast<DWORD>(bytes.size());
    if (!call("write", [&] { return WriteFile(file.get(), bytes.data(), size, &put, nullptr); }) || put == 0)
      return failed();
    bytes = bytes.subspan(put);
  }
  return {};
}

Status write_new(const std::wstring& path, ByteView bytes) {
  const File file = open_file(path, GENERIC_WRITE, 0, CREATE_NEW);
  if (!file) return failed();
  CNG_TRY(write_all(file, bytes));
  if (!call("fsync", [&] { return FlushFileBuffers(file.get()); })) return failed();
  return {};
}

bool move_file(const std::wstring& from, const std::wstring& to, DWORD flags) {
  return when_free([&] {
    return call("rename", [&] { return MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_WRITE_THROUGH | flags); });
  });
}

// A name that no other writer has, even where locks do not work.
Result<std::wstring> temporary_name() {
  std::uint8_t random[16];
  if (!platform::random_bytes(random)) return internal_error("the system gives no random bytes");
  std::wstring name;
  for (const std::uint8_t byte : random) {
    name += static_cast<wchar_t>(L'a' + (byte >> 4));
    name += static_cast<wchar_t>(L'a' + (byte & 15));
  }
  return name;
}

struct FindCloser {
  void operator()(void* handle) const { FindClose(handle); }
};

// Names that are not ASCII are none of ours.
Result<std::vector<std::string>> list(const std::wstring& folder) {
  WIN32_FIND_DATAW entry;
  std::vector<std::string> names;
  const HANDLE first = FindFirstFileW((folder + L"\\*").c_str(), &entry);
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
  } while (FindNextFileW(first, &entry) != 0);
  if (GetLastError() != ERROR_NO_MORE_FILES) return failed();
  return names;
}

}  // namespace

struct Folder::System {
  std::wstring path;

  std::wstring folder(const std::string& subfolder) const {
    return subfolder.empty() ? path : path + L"\\" + widen_name(subfolder);
  }
  std::wstring file(const Place& place) const { return folder(place.subfolder) + L"\\" + widen_name(place.name); }
  std::wstring temporary() const { return path + L"\\" + kTemporary; }
};

struct Folder::Hold::System {
  File file;  // the lock ends with it
};

Folder::Hold::Hold(std::unique_ptr<System> system) : system_(std::move(system)) {}
Folder::Hold::Hold(Hold&&) noexcept = default;
Folder::Hold::~Hold() = default;

Folder::Folder(std::unique_ptr<System> system) : system_(std::move(system)) {}
Folder::Folder(Folder&&) noexcept = default;
Folder::~Folder() = default;

Result<Folder> Folder::open(const std::string& path, Scope) {
  Result<std::wstring> wide = widen(path);
  if (!wide) return wide.error();
  CNG_TRY(check_folder(*wide));
  CNG_TRY(check_owner(*wide));
  return Folder(std::make_unique<System>(System{std::move(*wide)}));
}

Result<Folder> Folder::make(const std::string& path, Scope scope) {
  Result<Folder> found = open(path, scope);
  if (found || found.error().code != Code::not_found) return found;
  const Result<std::wstring> wide = widen(path);
  if (!wide) return wide.error();
  CNG_TRY(make_parents(*wide));
  CNG_TRY(make_owned_folder(*wide, scope));
  return open(path, scope);
}

Result<Folder::Hold> Folder::hold() const {
  File file = open_file(system_->path + L"\\" + kLock, GENERIC_READ | GENERIC_WRITE, kShareAll, OPEN_ALWAYS);
  if (!file) return failed();
  if (const Result<std::size_t> size = check_file(file); !size) return size.error();
  OVERLAPPED at{};
  if (!call("lock", [&] { return LockFileEx(file.get(), LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &at); })) return failed();
  Hold hold(std::make_unique<Hold::System>(Hold::System{std::move(file)}));

  const std::wstring temporary = system_->temporary();
  CNG_TRY(make_folder(temporary));
  const Result<std::vector<std::string>> stray = list(temporary);
  if (!stray) return stray.error();
  for (const std::string& name : *stray) DeleteFileW((temporary + L"\\" + widen_name(name)).c_str());
  return hold;
}

Result<SecretBytes> Folder::read(const Place& place, std::size_t most) const {
  const std::wstring path = system_->file(place);
  File file = open_file(path, GENERIC_READ, kShareAll, OPEN_EXISTING);
  if (!file) return failed();
  const Result<std::size_t> size = check_file(file);
  if (!size) return size.error();
  if (*size > most) return bad_data("the file is too long");
  SecretBytes bytes(*size);
  const ByteSpan to = bytes.span(SecretAccess{});
  for (std::size_t done = 0; done < to.size();) {
    DWORD got = 0;
    const auto rest = static_cast<DWORD>(to.size() - done);
    if (!call("read", [&] { return ReadFile(file.get(), to.data() + done, rest, &got, nullptr); })) return failed();
    if (got == 0) return bad_data("the file became shorter");
    done += got;
  }
  return bytes;
}

Status Folder::write(const Place& place, ByteView bytes, Existing existing, const Hold&) const {
  if (!place.subfolder.empty()) {
    CNG_TRY(make_folder(system_->folder(place.subfolder)));
    CNG_TRY(check_folder(system_->folder(place.subfolder)));
  }
  const std::wstring target = system_->file(place);
  CNG_TRY(check_target(target, existing));
  const Result<std::wstring> name = temporary_name();
  if (!name) return name.error();
  const std::wstring temporary = system_->temporary() + L"\\" + *name;
  Status done = write_new(temporary, bytes);
  if (done && !move_file(temporary, target, existing == Existing::replace ? MOVEFILE_REPLACE_EXISTING : 0))
    done = failed();
  if (done) return {};
  DeleteFileW(temporary.c_str());
  if (done.error().code == Code::not_found) return Error{Code::storage_failure, "the temporary file is gone"};
  return done;
}

Status Folder::remove(const Place& place, const Hold&) const {
  const std::wstring path = system_->file(place);
  const DWORD attributes = GetFileAttributesW(path.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) return failed();
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return not_permitted("not a regular file");
  // Moved away first: a file that another program has open would keep its name until that program closes it.
  const Result<std::wstring> name = temporary_name();
  if (!name) return name.error();
  const std::wstring temporary = system_->temporary() + L"\\" + *name;
  if (!move_file(path, temporary, 0)) return failed();
  DeleteFileW(temporary.c_str());
  return {};
}

Result<std::vector<std::string>> Folder::names(const std::string& subfolder) const {
  Result<std::vector<std::string>> found = list(system_->folder(subfolder));
  if (!found && found.error().code == Code::not_found) return std::vector<std::string>();
  return found;
}

}  // namespace cng::store
