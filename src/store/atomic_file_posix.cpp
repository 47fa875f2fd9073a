#include <stdio.h>
#include <sys/stat.h>

#include <utility>

#include "core/platform.h"
#include "store/atomic_file.h"
#include "store/calls_posix.h"

namespace cng::store {
namespace {

constexpr const char* kTemporary = "tmp";
constexpr const char* kLock = "lock";

// In the machine's store everyone may see that a key is not there, and no more.
constexpr mode_t folder_mode(Scope scope) { return scope == Scope::machine ? 0755 : 0700; }

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
      CNG_TRY(make_folder({at.get(), part.c_str()}, mode));
      next = open();
    }
    at = std::move(next);
  }
  if (!at) return failed();
  return at;
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

Status write_new(At place, ByteView bytes) {
  const Descriptor file = open_at(place, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!file) return failed();
  if (call("chmod", [&] { return ::fchmod(file.get(), 0600); }) != 0) return failed();  // whatever the umask is
  CNG_TRY(write_all(file.get(), bytes));
  return sync(file.get());
}

// What is there at a place: nothing, or a file of ours that may be replaced.
Status check_target(At place, Existing existing) {
  struct stat info {};
  if (call("stat", [&] { return ::fstatat(place.folder, place.name, &info, AT_SYMLINK_NOFOLLOW); }) != 0)
    return errno == ENOENT ? Status{} : failed();
  if (!S_ISREG(info.st_mode)) return not_permitted("not a regular file");
  if (existing == Existing::keep) return Error{Code::exists, "a key of this name exists"};
  return check_owner(info);
}

Status put_in_place(At from, At to, Existing existing) {
  if (existing == Existing::keep) {
    if (rename_at(from, to, RENAME_NOREPLACE)) return {};
    if (errno != EINVAL && errno != ENOSYS) return failed();
    // A file system that cannot do it: the lock keeps others of our kind away.
    CNG_TRY(check_target(to, existing));
  }
  if (!rename_at(from, to)) return failed();
  return {};
}

}  // namespace

struct Folder::System {
  Descriptor folder;
  Scope scope;
  std::string last_name{};  // of the subfolder that was used last
  Descriptor last{};
  bool was_held = false;

  // The store's own folder, or a subfolder of it, until the next call.
  Result<int> find(const std::string& subfolder) {
    if (subfolder.empty()) return folder.get();
    if (last && last_name == subfolder) return last.get();
    Result<Descriptor> found = open_checked({folder.get(), subfolder.c_str()});
    if (!found) return found.error();
    last = std::move(*found);
    last_name = subfolder;
    return last.get();
  }
  Result<int> find_or_make(const std::string& subfolder) {
    const Result<int> found = find(subfolder);
    if (found || found.error().code != Code::not_found) return found;
    const At place{folder.get(), subfolder.c_str()};
    CNG_TRY(make_folder(place, folder_mode(scope)));
    const Status synced = sync(folder.get());
    if (synced) return find(subfolder);
    (void)remove_at(place, AT_REMOVEDIR);  // the next writer would take it for synced
    return synced.error();
  }
};

struct Folder::Hold::System {
  Descriptor file, temporary;
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
  Result<Descriptor> folder = open_checked({AT_FDCWD, path.c_str()});
  if (!folder) return folder.error();
  return Folder(std::make_unique<System>(System{std::move(*folder), scope}));
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

// A folder that was made here belongs to this user; those that may not be read were not made here.
Status Folder::sync_path() const {
  Descriptor parent;
  for (int at = system_->folder.get();; at = parent.get()) {
    struct stat info {
    }, above{};
    CNG_TRY(stat_of(at, info));
    if (info.st_uid != ::geteuid()) return {};
    Descriptor next = open_folder({at, ".."});
    if (!next) return {};
    CNG_TRY(stat_of(next.get(), above));
    if (above.st_dev == info.st_dev && above.st_ino == info.st_ino) return {};
    // Strange file systems further up cannot be synced.
    if (const Status synced = sync(next.get()); !synced && errno != EINVAL && errno != EROFS) return synced;
    parent = std::move(next);
  }
}

Result<Folder::Hold> Folder::hold() const {
  System& store = *system_;
  Descriptor file = open_at({store.folder.get(), kLock}, O_RDWR | O_CREAT | O_NONBLOCK, 0600);
  if (!file) return failed();
  bool has_second_name = false;
  if (const Result<std::size_t> size = check_file(file.get(), has_second_name); !size) return size.error();
  if (has_second_name) return kSecondName;
  // A lock of the open file and not of the process: it keeps other threads away too, and Wine's LockFileEx.
  struct flock lock {};
  lock.l_type = F_WRLCK;
  if (call("lock", [&] { return ::fcntl(file.get(), F_OFD_SETLKW, &lock); }) != 0) return failed();
  store.was_held = true;
  Hold hold(std::make_unique<Hold::System>(std::move(file)));

  CNG_TRY(make_folder({store.folder.get(), kTemporary}, folder_mode(store.scope)));
  Result<Descriptor> opened = open_checked({store.folder.get(), kTemporary});
  if (!opened) return opened.error();
  const int temporary = opened->get();
  hold.system_->temporary = std::move(*opened);
  const Result<std::vector<std::string>> strays = list(temporary);
  if (!strays) return strays.error();
  // A writer was killed: a subfolder that it made, or the master key, may not be on disk yet.
  if (!strays->empty()) CNG_TRY(sync(store.folder.get()));
  for (const std::string& name : *strays) (void)remove_at({temporary, name.c_str()});
  return hold;
}

Result<SecretBytes> Folder::read(const Place& place, std::size_t most) const {
  const Result<int> folder = system_->find(place.subfolder);
  if (!folder) return folder.error();
  Descriptor file = open_at({*folder, place.name.c_str()}, O_RDONLY | O_NONBLOCK);  // never waits for a FIFO
  if (!file) return failed();
  bool has_second_name = false;
  const Result<std::size_t> size = check_file(file.get(), has_second_name);
  if (!size) return size.error();
  if (has_second_name && system_->was_held) return kSecondName;
  if (has_second_name) {
    file = Descriptor();
    if (const Result<Hold> tidied = hold(); !tidied) return tidied.error();
    return read(place, most);
  }
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

namespace {

// Writes `bytes` to the temporary file and moves it to `target`, whose folder is not synced yet.
template <class Find>
Status write_and_move(At temporary, ByteView bytes, Find find_folder, const char* target, Existing existing) {
  CNG_TRY(write_new(temporary, bytes));
  const Result<int> folder = find_folder();
  if (!folder) return folder.error();
  return put_in_place(temporary, {*folder, target}, existing);
}

}  // namespace

// The temporary file is there before the subfolder is made, and the mark until the master key is synced: the next
// writer sees from them that this one was killed.
Status Folder::write(const Place& place, ByteView bytes, Existing existing, const Hold& hold) const {
  const char* target = place.name.c_str();
  const Result<int> present = system_->find(place.subfolder);
  if (present) CNG_TRY(check_target({*present, target}, existing));
  if (!present && present.error().code != Code::not_found) return present.error();
  const Result<std::string> name = temporary_name(), mark = temporary_name();
  if (!name || !mark) return name ? mark.error() : name.error();
  const int folder = hold.system_->temporary.get();
  const At temporary{folder, name->c_str()}, marked{folder, mark->c_str()};
  const bool is_marked = place.subfolder.empty();
  if (is_marked && !open_at(marked, O_WRONLY | O_CREAT | O_EXCL, 0600)) return failed();
  const auto find_folder = [&] { return system_->find_or_make(place.subfolder); };
  const Status moved = write_and_move(temporary, bytes, find_folder, target, existing);
  if (!moved) {
    (void)remove_at(temporary);
    if (is_marked) (void)remove_at(marked);
    if (moved.error().code == Code::not_found) return Error{Code::storage_failure, "the temporary file is gone"};
    return moved;
  }
  const Result<int> own = find_folder();
  if (!own) return own.error();
  const Status synced = sync(*own);
  // A master key may be in use already: it stays, and so does its mark.
  if (is_marked && synced) (void)remove_at(marked);
  if (!is_marked && !synced && existing == Existing::keep) (void)remove_at({*own, target});
  return synced;
}

Status Folder::remove(const Place& place, const Hold& hold) const {
  const Result<int> folder = system_->find(place.subfolder);
  if (!folder) return folder.error();
  const At target{*folder, place.name.c_str()};
  struct stat info {};
  if (call("stat", [&] { return ::fstatat(target.folder, target.name, &info, AT_SYMLINK_NOFOLLOW); }) != 0)
    return failed();
  if (S_ISDIR(info.st_mode)) return not_permitted("not a regular file");
  const Result<std::string> name = temporary_name();
  if (!name) return name.error();
  // Moved away first: it can be moved back.
  const At temporary{hold.system_->temporary.get(), name->c_str()};
  if (!rename_at(target, temporary)) return failed();
  const Status synced = sync(*folder);
  if (synced)
    (void)remove_at(temporary);
  else
    (void)rename_at(temporary, target, RENAME_NOREPLACE);
  return synced;
}

Result<std::vector<std::string>> Folder::names(const std::string& subfolder) const {
  const Result<int> folder = system_->find(subfolder);
  if (folder) return list(*folder);
  if (folder.error().code == Code::not_found) return std::vector<std::string>();
  return folder.error();
}

}  // namespace cng::store
