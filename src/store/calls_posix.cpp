#include "store/calls_posix.h"

#include <dirent.h>
#include <stdio.h>

#include <cstring>
#include <memory>

namespace cng::store {

constinit std::atomic<FaultHook> g_fault_hook{nullptr};
constinit std::atomic<ChangeHook> g_change_hook{nullptr};

namespace {

using Kind = FileChange::Kind;

std::string path_of(int file) {
  char path[4096];
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
  return length <= 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
}

std::string path_of(At place) { return path_of(place.folder) + "/" + place.name; }

void tell(const FileChange& change) {
  const int error = errno;
  if (const ChangeHook hook = g_change_hook.load(std::memory_order_relaxed)) hook(change);
  errno = error;
}
bool is_told() { return g_change_hook.load(std::memory_order_relaxed) != nullptr; }

struct DirCloser {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

int injected(const char* call) {
  const FaultHook hook = g_fault_hook.load(std::memory_order_relaxed);
  switch (hook == nullptr ? Fault::none : hook(call)) {
    case Fault::none:
      return 0;
    case Fault::full:
      return ENOSPC;
    case Fault::broken:
      return EIO;
    case Fault::denied:
      return EACCES;
    case Fault::skipped:
      return kSkipped;
  }
  return EIO;
}

Error failed() {
  switch (errno) {
    case ENOENT:
      return not_found("the file is not there");
    case EEXIST:
      return Error{Code::exists, "a key of this name exists"};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Error{Code::storage_full, "the disk or a quota is full"};
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:    // O_NOFOLLOW met a symbolic link
    case ENOTDIR:  // and there something that is no folder
    case EISDIR:
    case ENXIO:
      return not_permitted("the system does not allow it");
    case ENOMEM:
      return no_memory("out of memory");
    default:
      return Error{Code::storage_failure, "the system fails to read or write"};
  }
}

Descriptor open_at(At place, int flags, mode_t mode) {
  Descriptor file(
      call("open", [&] { return ::openat(place.folder, place.name, flags | O_CLOEXEC | O_NOFOLLOW, mode); }));
  if (file && (flags & O_CREAT) != 0 && is_told()) tell({Kind::create, path_of(place), {}, {}});
  return file;
}

Status make_folder(At place, mode_t mode) {
  if (call("mkdir", [&] { return ::mkdirat(place.folder, place.name, mode); }) != 0)
    return errno == EEXIST ? Status{} : failed();
  if (is_told()) tell({Kind::make_folder, path_of(place), {}, {}});
  return {};
}

Status write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = call("write", [&] { return ::write(file, bytes.data(), bytes.size()); });
    if (put < 0) return failed();
    const auto written = static_cast<std::size_t>(put);
    if (is_told()) tell({Kind::write, path_of(file), {}, bytes.first(written)});
    bytes = bytes.subspan(written);
  }
  return {};
}

Status sync(int file) {
  if (call("fsync", [&] { return ::fsync(file); }) != 0) return failed();
  if (is_told()) tell({Kind::sync, path_of(file), {}, {}});
  return {};
}

bool rename_at(At from, At to, unsigned flags) {
  const int done = call("rename", [&] { return ::renameat2(from.folder, from.name, to.folder, to.name, flags); });
  if (done == 0 && is_told()) tell({Kind::rename, path_of(from), path_of(to), {}});
  return done == 0;
}

bool remove_at(At place, int flags) {
  if (call("unlink", [&] { return ::unlinkat(place.folder, place.name, flags); }) != 0) return false;
  if (is_told()) tell({Kind::remove, path_of(place), {}, {}});
  return true;
}

Result<std::vector<std::string>> list(int folder) {
  Descriptor own = open_folder({folder, "."});
  if (!own) return failed();
  const std::unique_ptr<DIR, DirCloser> stream(::fdopendir(own.get()));
  if (!stream) return failed();
  (void)own.release();
  std::vector<std::string> names;
  for (;;) {
    errno = injected("readdir");
    const dirent* entry = errno == 0 ? ::readdir(stream.get()) : nullptr;
    if (entry == nullptr && errno != 0) return failed();
    if (entry == nullptr) return names;
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
      names.emplace_back(entry->d_name);
  }
}

Status stat_of(int file, struct stat& info) {
  if (call("stat", [&] { return ::fstat(file, &info); }) != 0) return failed();
  return {};
}

Status check_owner(const struct stat& info) {
  if (info.st_uid != ::geteuid() && info.st_uid != 0) return not_permitted("the store belongs to someone else");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return not_permitted("others may change the store");
  return {};
}

Status check_folder(int folder) {
  struct stat info {};
  CNG_TRY(stat_of(folder, info));
  return check_owner(info);
}

Result<Descriptor> open_checked(At place) {
  Descriptor folder = open_folder(place);
  if (!folder) return failed();
  CNG_TRY(check_folder(folder.get()));
  return folder;
}

Result<std::size_t> check_file(int file, bool& has_second_name) {
  struct stat info {};
  CNG_TRY(stat_of(file, info));
  if (!S_ISREG(info.st_mode)) return not_permitted("not a regular file");
  CNG_TRY(check_owner(info));
  has_second_name = info.st_nlink > 1;
  return static_cast<std::size_t>(info.st_size);
}

}  // namespace cng::store
