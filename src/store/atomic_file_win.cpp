#include <utility>

#include "core/platform.h"
#include "store/atomic_file.h"
#include "store/calls_win.h"

namespace cng::store {
namespace {

constexpr const wchar_t* kTemporary = L"tmp";
constexpr const wchar_t* kLock = L"lock";

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr Error kSecondName = not_permitted("the file has a second name");

// The bytes of a regular file. Not by GetFileInformationByHandle, which under Wine takes longer than all the rest of a
// reading; nor by GetFileType unless the file is empty, as what is no file at all seems to be.
Result<std::size_t> check_file(const File& file, bool& has_second_name) {
  FILE_STANDARD_INFO info;
  FILE_BASIC_INFO basic;
  const auto ask = [&](FILE_INFO_BY_HANDLE_CLASS what, auto& answer) {
    return call("stat", [&] { return GetFileInformationByHandleEx(file.get(), what, &answer, sizeof answer); });
  };
  if (!ask(FileStandardInfo, info) || !ask(FileBasicInfo, basic)) return failed();
  const bool regular = (basic.FileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY)) == 0;
  if (!regular || (info.EndOfFile.QuadPart == 0 && GetFileType(file.get()) != FILE_TYPE_DISK))
    return not_permitted("not a regular file");
  has_second_name = info.NumberOfLinks > 1;
  if (info.EndOfFile.HighPart != 0) return bad_data("the file is too long");
  return std::size_t{info.EndOfFile.LowPart};
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

Status write_new(const std::wstring& path, ByteView bytes) {
  const File file = open_file(path, GENERIC_WRITE, 0, CREATE_NEW);
  if (!file) return failed();
  CNG_TRY(write_all(file, path, bytes));
  return sync(file, path);
}

std::wstring parent_of(const std::wstring& path) { return path.substr(0, path.find_last_of(L'\\')); }

}  // namespace

struct Folder::System {
  std::wstring path;
  bool was_held = false;

  std::wstring folder(const std::string& subfolder) const {
    return subfolder.empty() ? path : path + L"\\" + widen_name(subfolder);
  }
  std::wstring file(const Place& place) const { return folder(place.subfolder) + L"\\" + widen_name(place.name); }
  // The folder of a place, made if need be, to be synced.
  Result<File> require(const std::wstring& subfolder) const {
    Status found = check_folder(subfolder);
    if (!found && found.error().code == Code::not_found) found = make(subfolder);
    if (!found) return found.error();
    File opened = open_folder(subfolder);
    if (!opened) return failed();
    return opened;
  }
  // The folder of `target`, to be synced.
  Result<File> write_and_move(const std::wstring& from, ByteView bytes, const std::wstring& to_folder,
                              const std::wstring& target, Existing existing) const {
    CNG_TRY(write_new(from, bytes));
    Result<File> opened = require(to_folder);
    if (opened && !move_file(from, target, existing == Existing::replace)) return failed();
    return opened;
  }
  Status make(const std::wstring& subfolder) const {
    CNG_TRY(make_folder(subfolder));
    const Status synced = sync_names();
    if (!synced) (void)remove_folder(subfolder);  // the next writer would take it for synced
    return synced;
  }
  Status sync_names() const {
    const File own = open_folder(path);
    return own ? sync_folder(own, path) : Status(failed());
  }
  std::wstring temporary(const std::wstring& name) const { return path + L"\\" + kTemporary + L"\\" + name; }
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
  const Status parents = make_parents(*wide);
  const Status made = parents ? make_owned_folder(*wide, scope) : parents;
  if (!made && made.error().code == Code::not_found)
    return not_permitted("above the store's folder there is a file, or no drive");
  if (!made) return made.error();
  return open(path, scope);
}

// Folders above that may not be opened for writing were not made here.
Status Folder::sync_path() const {
  for (std::wstring path = parent_of(system_->path); path.size() > 4; path = parent_of(path)) {
    const bool drive = path.back() == L':';
    if (drive) path += L'\\';
    if (const File folder = open_folder(path)) CNG_TRY(sync_folder(folder, path));
    if (drive) return {};
  }
  return {};
}

Result<Folder::Hold> Folder::hold() const {
  File file = open_file(system_->path + L"\\" + kLock, GENERIC_READ | GENERIC_WRITE, kShareAll, OPEN_ALWAYS);
  if (!file) return failed();
  bool has_second_name = false;
  if (const Result<std::size_t> size = check_file(file, has_second_name); !size) return size.error();
  if (has_second_name) return kSecondName;
  OVERLAPPED at{};
  if (!call("lock", [&] { return LockFileEx(file.get(), LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &at); })) return failed();
  system_->was_held = true;
  Hold hold(std::make_unique<Hold::System>(Hold::System{std::move(file)}));

  const std::wstring temporary = system_->path + L"\\" + kTemporary;
  CNG_TRY(make_folder(temporary));
  CNG_TRY(check_folder(temporary));
  const Result<std::vector<std::string>> strays = list(temporary);
  if (!strays) return strays.error();
  // A writer was killed: a subfolder that it made, or the master key, may not be on disk yet.
  if (!strays->empty()) CNG_TRY(system_->sync_names());
  for (const std::string& name : *strays) (void)remove_file(system_->temporary(widen_name(name)));
  return hold;
}

Result<SecretBytes> Folder::read(const Place& place, std::size_t most) const {
  File file = open_file(system_->file(place), GENERIC_READ, kShareAll, OPEN_EXISTING);
  if (!file) return failed();
  bool has_second_name = false;
  const Result<std::size_t> size = check_file(file, has_second_name);
  if (!size) return size.error();
  if (has_second_name && system_->was_held) return kSecondName;
  if (has_second_name) {
    file.reset();  // nothing goes while it is open
    if (const Result<Hold> tidied = hold(); !tidied) return tidied.error();
    return read(place, most);
  }
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

// The temporary file is there before the subfolder is made, and the mark until the master key is synced: the next
// writer sees from them that this one was killed.
Status Folder::write(const Place& place, ByteView bytes, Existing existing, const Hold&) const {
  const std::wstring folder = system_->folder(place.subfolder), target = system_->file(place);
  CNG_TRY(check_target(target, existing));
  const Result<std::wstring> name = temporary_name(), mark = temporary_name();
  if (!name || !mark) return name ? mark.error() : name.error();
  const std::wstring temporary = system_->temporary(*name), marked = system_->temporary(*mark);
  const bool is_marked = place.subfolder.empty();
  if (is_marked && !open_file(marked, GENERIC_WRITE, 0, CREATE_NEW)) return failed();
  const Result<File> opened = system_->write_and_move(temporary, bytes, folder, target, existing);
  if (!opened) {
    (void)remove_file(temporary);
    if (is_marked) (void)remove_file(marked);
    if (opened.error().code == Code::not_found) return Error{Code::storage_failure, "the temporary file is gone"};
    return opened.error();
  }
  const Status synced = sync_folder(*opened, folder);
  // A master key may be in use already: it stays, and so does its mark.
  if (is_marked && synced) (void)remove_file(marked);
  if (!is_marked && !synced && existing == Existing::keep) (void)remove_file(target);
  return synced;
}

Status Folder::remove(const Place& place, const Hold&) const {
  const std::wstring path = system_->file(place);
  const DWORD attributes = call("stat", INVALID_FILE_ATTRIBUTES, [&] { return GetFileAttributesW(path.c_str()); });
  if (attributes == INVALID_FILE_ATTRIBUTES) return failed();
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return not_permitted("not a regular file");
  const Result<std::wstring> name = temporary_name();
  if (!name) return name.error();
  // Moved away first: it can be moved back, and a file that another program has open would keep its name until that
  // program closes it.
  const std::wstring temporary = system_->temporary(*name), folder = system_->folder(place.subfolder);
  const File opened = open_folder(folder);
  if (!opened || !move_file(path, temporary, false)) return failed();
  const Status synced = sync_folder(opened, folder);
  if (synced)
    (void)remove_file(temporary);
  else
    (void)move_file(temporary, path, false);
  return synced;
}

Result<std::vector<std::string>> Folder::names(const std::string& subfolder) const {
  Result<std::vector<std::string>> found = list(system_->folder(subfolder));
  if (!found && found.error().code == Code::not_found) return std::vector<std::string>();
  return found;
}

}  // namespace cng::store
