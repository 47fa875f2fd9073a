#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/platform.h"
#include "store/atomic_file.h"
#include "store/calls_posix.h"

namespace cng::store {

constinit std::atomic<FaultHook> g_fault_hook{nullptr};

namespace {

constexpr const char* kTemporary = "tmp";
constexpr const char* kLock = "lock";

Descriptor open_at(int folder, const char* name, int flags, mode_t mode = 0) {
  return Descriptor(call("open", [&] { return ::openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode); }));
}

Descriptor open_folder(int parent, const char* name) { return open_at(parent, name, O_RDONLY | O_DIRECTORY); }

// What others own or may change is not ours to believe. Root's own machine store is everyone's to use.
Status check_owner(const struct stat& info) {
  if (info.st_uid != ::geteuid() && info.st_uid != 0) return not_permitted("the store belongs to someone else");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return not_permitted("others may change the store");
  return {};
}

Status check_folder(int folder) {
  struct stat info {};
  if (call("stat", [&] { return ::fstat(folder, &info); }) != 0) return failed();
  return check_owner(info);
}

Result<std::size_t> check_file(int file) {
  struct stat info {};
  if (call("stat", [&] { return ::fstat(file, &info); }) != 0) return failed();
  if (!S_ISREG(info.st_mode)) return not_permitted("not a regular file");
  if (info.st_nlink > 1) return not_permitted("the file has a second name");
  CNG_TRY(check_owner(info));
  return static_cast<std::size_t>(info.st_size);
}

Status sync(int file) {
  if (call("fsync", [&] { return ::fsync(file); }) != 0) return failed();
  return {};
}

// Makes a folder, or finds it made; a new one is synced into its parent.
Status make_folder(int parent, const char* name, mode_t mode) {
  if (call("mkdir", [&] { return ::mkdirat(parent, name, mode); }) == 0) return sync(parent);
  return errno == EEXIST ? Status{} : failed();
}

// The folder of a path whose parents may be missing. Those that are there may be symbolic links, except the last one.
Result<Descriptor> make_path(const std::string& path, mode_t mode) {
  Descriptor at(call("open", [] { return ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  std::size_t from = 0;
  while (at && from < path.size()) {
    std::size_t end = path.find('/', from);
    if (end == std::string::npos) end = path.size();
    const std::string part = path.substr(from, end - from);
    from = end + 1;
    if (part.empty()) continue;
    const bool last = path.find_first_not_of('/', end) == std::string::npos;
    const auto open = [&] {
      return Descriptor(call("open", [&] {
        return ::openat(at.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (last ? O_NOFOLLOW : 0));
      }));
    };
    Descriptor next = open();
    if (!next && errno == ENOENT) {
      CNG_TRY(make_folder(at.get(), part.c_str(), mode));
      next = open();
    }
    at = std::move(next);
  }
  if (!at) return failed();
  return at;
}

Status write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = call("write", [&] { return ::write(file, bytes.data(), bytes.size()); });
    if (put < 0) return failed();
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

// A name that no other writer has, even where locks do not work.
Result<std::string> temporary_name() {
  std::uint8_t random[16];
  if (!platform::random_bytes(random)) return internal_error("the system gives no random bytes");
  std::string name;
  for (const std::uint8_t byte : random) {
    name += static_cast<char>('a' + (byte >> 4));
    name += static_cast<char>('a' + (byte & 15));
  }
  return name;
}

Status write_new(int folder, const char* name, ByteView bytes) {
  Descriptor file = open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!file) return failed();
  if (call("chmod", [&] { return ::fchmod(file.get(), 0600); }) != 0) return failed();  // whatever the umask is
  CNG_TRY(write_all(file.get(), bytes));
  return sync(file.get());
}

Status rename_new(int from, const char* name, int to, const char* target) {
  if (call("rename", [&] { return ::renameat2(from, name, to, target, RENAME_NOREPLACE); }) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return failed();
  // A file system that cannot do it: the lock keeps others of our kind away.
  struct stat info {};
  if (::fstatat(to, target, &info, AT_SYMLINK_NOFOLLOW) == 0) return Error{Code::exists, "a key of this name exists"};
  if (call("rename", [&] { return ::renameat(from, name, to, target); }) != 0) return failed();
  return {};
}

// What is in the way must be a file of ours.
Status check_target(int folder, const char* name, Existing existing) {
  struct stat info {};
  if (call("stat", [&] { return ::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW); }) != 0)
    return errno == ENOENT ? Status{} : failed();
  if (!S_ISREG(info.st_mode)) return not_permitted("not a regular file");
  if (existing == Existing::keep) return Error{Code::exists, "a key of this name exists"};
  return check_owner(info);
}

Status put_in_place(int from, const char* name, int to, const char* target, Existing existing) {
  if (existing == Existing::keep) return rename_new(from, name, to, target);
  if (call("rename", [&] { return ::renameat(from, name, to, target); }) != 0) return failed();
  return {};
}

struct DirCloser {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

Result<std::vector<std::string>> list(int folder) {
  Descriptor own = open_folder(folder, ".");
  if (!own) return failed();
  const std::unique_ptr<DIR, DirCloser> stream(::fdopendir(own.get()));
  if (!stream) return failed();
  (void)own.release();
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
      names.emplace_back(entry->d_name);
  }
  if (errno != 0) return failed();
  return names;
}

}  // namespace

// In the machine's store everyone may see that a key is not there, and no more.
constexpr mode_t folder_mode(Scope scope) { return scope == Scope::machine ? 0755 : 0700; }

struct Folder::System {
  Descriptor folder;
  Scope scope;

  // The store's own folder, or a subfolder of it.
  Result<Descriptor> find(const std::string& subfolder) const {
    const char* name = subfolder.empty() ? "." : subfolder.c_str();
    Descriptor found = open_folder(folder.get(), name);
    if (!found) return failed();
    CNG_TRY(check_folder(found.get()));
    return found;
  }
  Result<Descriptor> find_or_make(const std::string& subfolder) const {
    Result<Descriptor> found = find(subfolder);
    if (found || found.error().code != Code::not_found) return found;
    CNG_TRY(make_folder(folder.get(), subfolder.c_str(), folder_mode(scope)));
    return find(subfolder);
  }
};

struct Folder::Hold::System {
  Descriptor file;
  explicit System(Descriptor locked) : file(std::move(locked)) {}
  System(const System&) = delete;
  System& operator=(const System&) = delete;
  ~System() {
    // Explicitly: a child that was forked meanwhile has the same lock.
    struct flock lock {};
    lock.l_type = F_UNLCK;
    (void)::fcntl(file.get(), F_OFD_SETLK, &lock);
  }
};

Folder::Hold::Hold(std::unique_ptr<System> system) : system_(std::move(system)) {}
Folder::Hold::Hold(Hold&&) noexcept = default;
Folder::Hold::~Hold() = default;

Folder::Folder(std::unique_ptr<System> system) : system_(std::move(system)) {}
Folder::Folder(Folder&&) noexcept = default;
Folder::~Folder() = default;

Result<Folder> Folder::open(const std::string& path, Scope scope) {
  Descriptor folder = open_folder(AT_FDCWD, path.c_str());
  if (!folder) return failed();
  CNG_TRY(check_folder(folder.get()));
  return Folder(std::make_unique<System>(System{std::move(folder), scope}));
}

Result<Folder> Folder::make(const std::string& path, Scope scope) {
  Result<Folder> found = open(path, scope);
  if (found || found.error().code != Code::not_found) return found;
  if (path.empty() || path.front() != '/') return invalid_parameter("the store's folder is not an absolute path");
  Result<Descriptor> folder = make_path(path, folder_mode(scope));
  if (!folder) return folder.error();
  CNG_TRY(check_folder(folder->get()));
  return Folder(std::make_unique<System>(System{std::move(*folder), scope}));
}

Result<Folder::Hold> Folder::hold() const {
  Descriptor file = open_at(system_->folder.get(), kLock, O_RDWR | O_CREAT | O_NONBLOCK, 0600);
  if (!file) return failed();
  if (const Result<std::size_t> size = check_file(file.get()); !size) return size.error();
  // A lock of the open file and not of the process: it keeps other threads away too, and Wine's LockFileEx.
  struct flock lock {};
  lock.l_type = F_WRLCK;
  if (call("lock", [&] { return ::fcntl(file.get(), F_OFD_SETLKW, &lock); }) != 0) return failed();
  Hold hold(std::make_unique<Hold::System>(std::move(file)));

  const Result<Descriptor> temporary = system_->find_or_make(kTemporary);
  if (!temporary) return temporary.error();
  const Result<std::vector<std::string>> stray = list(temporary->get());
  if (!stray) return stray.error();
  for (const std::string& name : *stray) (void)::unlinkat(temporary->get(), name.c_str(), 0);
  return hold;
}

Result<SecretBytes> Folder::read(const Place& place, std::size_t most) const {
  const Result<Descriptor> folder = system_->find(place.subfolder);
  if (!folder) return folder.error();
  const Descriptor file = open_at(folder->get(), place.name.c_str(), O_RDONLY | O_NONBLOCK);  // never waits for a FIFO
  if (!file) return failed();
  const Result<std::size_t> size = check_file(file.get());
  if (!size) return size.error();
  if (*size > most) return bad_data("the file is too long");
  SecretBytes bytes(*size);
  const ByteSpan to = bytes.span(SecretAccess{});
  for (std::size_t done = 0; done < to.size();) {
    const ssize_t got = call("read", [&] { return ::read(file.get(), to.data() + done, to.size() - done); });
    if (got < 0) return failed();
    if (got == 0) return bad_data("the file became shorter");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

Status Folder::write(const Place& place, ByteView bytes, Existing existing, const Hold&) const {
  const Result<Descriptor> folder = system_->find_or_make(place.subfolder);
  if (!folder) return folder.error();
  const Result<Descriptor> temporary = system_->find(kTemporary);
  if (!temporary) return temporary.error();
  CNG_TRY(check_target(folder->get(), place.name.c_str(), existing));
  const Result<std::string> name = temporary_name();
  if (!name) return name.error();
  Status done = write_new(temporary->get(), name->c_str(), bytes);
  if (done) done = put_in_place(temporary->get(), name->c_str(), folder->get(), place.name.c_str(), existing);
  if (!done) {
    (void)::unlinkat(temporary->get(), name->c_str(), 0);
    if (done.error().code == Code::not_found) return Error{Code::storage_failure, "the temporary file is gone"};
    return done;
  }
  const Status synced = sync(folder->get());
  if (!synced && existing == Existing::keep) (void)::unlinkat(folder->get(), place.name.c_str(), 0);
  return synced;
}

Status Folder::remove(const Place& place, const Hold&) const {
  const Result<Descriptor> folder = system_->find(place.subfolder);
  if (!folder) return folder.error();
  if (call("unlink", [&] { return ::unlinkat(folder->get(), place.name.c_str(), 0); }) != 0) return failed();
  return sync(folder->get());
}

Result<std::vector<std::string>> Folder::names(const std::string& subfolder) const {
  const Result<Descriptor> folder = system_->find(subfolder);
  if (folder) return list(folder->get());
  if (folder.error().code == Code::not_found) return std::vector<std::string>();
  return folder.error();
}

}  // namespace cng::store
