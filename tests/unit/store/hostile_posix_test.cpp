// What others may have put into the store: links, pipes, owners and rights of a POSIX system.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "store/atomic_file.h"
#include "store/system.h"
#include "support.h"

namespace cng::store {
namespace {

constexpr uid_t kNobody = 65534;

class HostilePosix : public StoreTest {
 protected:
  void SetUp() override {
    Record record = make_record(CNG_W("name"));
    ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  }
  Code create(WideView name, Existing existing = Existing::keep) {
    Record record = make_record(name);
    return code(store_.create(record, existing));
  }
  // The code of `body` in a process of a user without rights, to whom all of the test's folder belongs.
  template <class Body>
  Code as_plain_user(Body body) {
    if (::geteuid() != 0) return body();
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(temporary_.path()))
      EXPECT_EQ(::lchown(entry.path().c_str(), kNobody, kNobody), 0);
    EXPECT_EQ(::chown(temporary_.path().c_str(), kNobody, kNobody), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) ::_exit(255);
      ::_exit(static_cast<int>(body()));
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    return static_cast<Code>(WEXITSTATUS(status));
  }
};

TEST_F(HostilePosix, Files_AreTheOwnersAlone) {
  const mode_t mask = ::umask(0);
  EXPECT_EQ(create(CNG_W("loose")), Code::ok);
  fs::remove_all(folder_);
  EXPECT_EQ(create(CNG_W("loose")), Code::ok);
  ::umask(mask);
  const auto mode = [](const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(::lstat(path.c_str(), &info), 0) << path;
    return info.st_mode & 07777;
  };
  EXPECT_EQ(mode(folder_), 0700u);
  EXPECT_EQ(mode(folder_.parent_path()), 0700u);
  EXPECT_EQ(mode(file_of(CNG_W("loose"))), 0600u);
  EXPECT_EQ(mode(file_of(CNG_W("loose")).parent_path()), 0700u);
  EXPECT_EQ(mode(folder_ / "master.key"), 0600u);
  EXPECT_EQ(mode(folder_ / "lock"), 0600u);
}

TEST_F(HostilePosix, StrangeUmask_DoesNotMatter) {
  fs::remove_all(folder_);
  const mode_t mask = ::umask(0177);
  EXPECT_EQ(create(CNG_W("file")), ::geteuid() == 0 ? Code::ok : create(CNG_W("file")));
  ::umask(mask);
}

TEST_F(HostilePosix, SymbolicLinkToARecord_IsRefused) {
  const fs::path file = file_of(CNG_W("name")), moved = temporary_.path() / "moved";
  fs::rename(file, moved);
  fs::create_symlink(moved, file);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(create(CNG_W("name")), Code::not_permitted);
  EXPECT_EQ(create(CNG_W("name"), Existing::replace), Code::not_permitted);
  EXPECT_THAT(listed(), testing::IsEmpty());
  EXPECT_TRUE(fs::is_regular_file(moved));
}

TEST_F(HostilePosix, Fifo_IsRefusedAtOnce) {
  const fs::path file = file_of(CNG_W("name"));
  fs::remove(file);
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(create(CNG_W("name"), Existing::replace), Code::not_permitted);
  EXPECT_THAT(listed(), testing::IsEmpty());
  fs::remove(folder_ / "lock");
  ASSERT_EQ(::mkfifo((folder_ / "lock").c_str(), 0600), 0);
  EXPECT_EQ(create(CNG_W("other")), Code::not_permitted);
}

TEST_F(HostilePosix, SymbolicLinksInTheStore_AreRefused) {
  const fs::path subfolder = file_of(CNG_W("name")).parent_path(), moved = temporary_.path() / "moved";
  fs::rename(subfolder, moved);
  fs::create_directory_symlink(moved, subfolder);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(create(CNG_W("name"), Existing::replace), Code::not_permitted);
  for (const char* name : {"master.key", "lock", "tmp"}) {
    fs::remove_all(folder_);
    ASSERT_EQ(create(CNG_W("name")), Code::ok);
    fs::remove_all(moved);
    fs::rename(folder_ / name, moved);
    fs::create_symlink(moved, folder_ / name);
    EXPECT_EQ(create(CNG_W("other")), Code::not_permitted) << name;
  }
  fs::remove_all(moved);
  fs::rename(folder_, moved);
  fs::create_directory_symlink(moved, folder_);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
}

TEST_F(HostilePosix, WritableByOthers_IsRefused) {
  for (const fs::path& path :
       {folder_, file_of(CNG_W("name")).parent_path(), file_of(CNG_W("name")), folder_ / "master.key"}) {
    fs::permissions(path, fs::perms::group_write, fs::perm_options::add);
    EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted) << path;
    EXPECT_EQ(create(CNG_W("name"), Existing::replace), Code::not_permitted) << path;
    fs::permissions(path, fs::perms::group_write, fs::perm_options::remove);
    EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::ok) << path;
  }
}

TEST_F(HostilePosix, OfAnotherUser_IsRefused) {
  if (::geteuid() != 0) {
    // Without rights there is no giving away: "/" is root's, who may do all, so there is nobody else to ask.
    GTEST_SKIP() << "only root can give a folder away";
  }
  for (const fs::path& path : {folder_, file_of(CNG_W("name")), folder_ / "master.key"}) {
    ASSERT_EQ(::chown(path.c_str(), kNobody, kNobody), 0);
    EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted) << path;
    EXPECT_EQ(create(CNG_W("name"), Existing::replace), Code::not_permitted) << path;
    ASSERT_EQ(::chown(path.c_str(), 0, 0), 0);
  }
}

TEST_F(HostilePosix, UnwritableFolder_IsNotPermitted) {
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(as_plain_user([&] { return create(WideText(CNG_W("new name"))); }), Code::not_permitted);
  EXPECT_EQ(as_plain_user([&] { return code(store_.read(CNG_W("name"))); }), Code::ok);
  fs::permissions(folder_, fs::perms::owner_all);
}

// A child that was forked while the store is held has the lock's descriptor too, and keeps nobody out with it.
TEST_F(HostilePosix, ForkWhileHeld_LeavesNoLock) {
  const Result<Folder> folder = Folder::open(folder_.string(), Scope::user);
  ASSERT_EQ(code(folder), Code::ok);
  pid_t child = -1;
  {
    const Result<Folder::Hold> hold = folder->hold();
    ASSERT_EQ(code(hold), Code::ok);
    child = ::fork();
    if (child == 0) {
      ::alarm(60);
      ::pause();
      ::_exit(0);
    }
  }
  EXPECT_EQ(create(CNG_W("other")), Code::ok);  // waits for ever if the lock is still held
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_F(HostilePosix, ForkedChild_UsesTheStoreAndRepeatsNothing) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(static_cast<int>(create(CNG_W("child's"))));
  EXPECT_EQ(create(CNG_W("parent's")), Code::ok);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_NE(store_.read(CNG_W("child's"))->id, store_.read(CNG_W("parent's"))->id);
}

// Keys without a name come from bcrypt and never get here; a name says at once that it cannot be kept.
TEST_F(HostilePosix, ReadOnlyStore_ReadsAndRefusesChanges) {
  for (const fs::path& path : {folder_, file_of(CNG_W("name")).parent_path(), folder_ / "tmp"})
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(as_plain_user([&] { return code(store_.read(CNG_W("name"))); }), Code::ok);
  EXPECT_EQ(as_plain_user([&] { return create(CNG_W("name"), Existing::replace); }), Code::not_permitted);
  EXPECT_EQ(as_plain_user([&] { return code(store_.remove(CNG_W("name"))); }), Code::not_permitted);
  for (const fs::path& path : {folder_, file_of(CNG_W("name")).parent_path(), folder_ / "tmp"})
    fs::permissions(path, fs::perms::owner_all);
}

TEST_F(HostilePosix, UnwritableHome_IsNotPermitted) {
  fs::remove_all(folder_.parent_path());
  fs::permissions(temporary_.path(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(as_plain_user([&] { return create(CNG_W("name")); }), Code::not_permitted);
  EXPECT_EQ(as_plain_user([&] { return code(store_.read(CNG_W("name"))); }), Code::bad_keyset);
  fs::permissions(temporary_.path(), fs::perms::owner_all);
}

TEST(StorePlace, FollowsTheEnvironment) {
  // In a process of its own: no other thread reads the environment meanwhile.
  const pid_t child = ::fork();
  if (child == 0) {
    int wrong = 0;
    const auto expect = [&](Scope scope, const char* path) {
      const Result<std::string> folder = system::store_folder(scope);
      ++wrong;
      if (!folder || *folder != path) ::_exit(wrong);
    };
    ::setenv("OPENCNG_STORE", "/some/where", 1);
    expect(Scope::user, "/some/where/user");
    expect(Scope::machine, "/some/where/machine");
    ::setenv("OPENCNG_STORE", "relative", 1);
    if (code(system::store_folder(Scope::user)) != Code::not_permitted) ::_exit(50);
    ::unsetenv("OPENCNG_STORE");
    ::setenv("XDG_DATA_HOME", "/data", 1);
    expect(Scope::user, "/data/opencng/user");
    expect(Scope::machine, "/var/lib/opencng/machine");
    ::setenv("XDG_DATA_HOME", "relative", 1);
    ::setenv("HOME", "/home/x", 1);
    expect(Scope::user, "/home/x/.local/share/opencng/user");
    ::unsetenv("HOME");
    if (!system::store_folder(Scope::user)) ::_exit(51);  // from the list of users
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cng::store
