#include <sys/stat.h>
#include <unistd.h>

#include "store/calls_posix.h"
#include "store/file_facts.h"

namespace cng::store {
namespace {

// In the machine's store everyone may look at the folders, and at the files nobody but their owner.
Status check_rights(const struct stat& info, Scope scope) {
  if (info.st_uid != ::geteuid() && info.st_uid != 0) return not_permitted("it belongs to someone else");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return not_permitted("others may change it");
  const bool is_open_folder = S_ISDIR(info.st_mode) && scope == Scope::machine;
  if (!is_open_folder && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) return not_permitted("others may read it");
  return {};
}

}  // namespace

Result<FileFacts> look_at(const std::string& path, Scope scope) {
  constexpr std::int64_t kFrom1601To1970 = 11644473600;  // seconds
  struct stat info {};
  if (call("stat", [&] { return ::lstat(path.c_str(), &info); }) != 0) return failed();
  FileFacts facts;
  if (S_ISREG(info.st_mode)) facts.kind = FileFacts::Kind::file;
  if (S_ISDIR(info.st_mode)) facts.kind = FileFacts::Kind::folder;
  facts.modified = static_cast<std::uint64_t>(kFrom1601To1970 + info.st_mtim.tv_sec) * 10'000'000;
  facts.rights = check_rights(info, scope);
  return facts;
}

Status remove_file(const std::string& path) {
  if (call("unlink", [&] { return ::unlink(path.c_str()); }) != 0) return failed();
  return {};
}

}  // namespace cng::store
