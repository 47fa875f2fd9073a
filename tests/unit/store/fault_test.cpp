// Every call of the system fails once, in every way: the store is as it was before, or as the caller was told.
#include <set>

#include "store/atomic_file.h"
#include "support.h"

namespace cng::store {
namespace {

int g_calls_left = 0;
Fault g_fault = Fault::none;
const char* g_failed = "";

// Real syncs would only take time.
Fault fail_one(const char* call) {
  if (g_calls_left-- != 0) return std::string(call) == "fsync" ? Fault::skipped : Fault::none;
  g_failed = call;
  return g_fault;
}

Fault sync_nothing(const char* call) { return std::string(call) == "fsync" ? Fault::skipped : Fault::none; }

Code expected_code(Fault fault) {
  return fault == Fault::full     ? Code::storage_full
         : fault == Fault::broken ? Code::storage_failure
                                  : Code::not_permitted;
}

class Faults : public StoreTest, public testing::WithParamInterface<Fault> {
 protected:
  Faults() : StoreTest(Where::memory) { g_fault_hook = sync_nothing; }
  ~Faults() override { g_fault_hook = nullptr; }

  // Runs `change` with its call number n failing, for every n, from a fresh start; ends when no call failed. `check`
  // gets what `change` returned.
  template <class Change, class Check>
  void each_call(Change change, Check check) {
    std::set<std::string> failed;
    for (int number = 0;; ++number) {
      ASSERT_LT(number, 300);
      fs::remove_all(temporary_.path() / "some");
      Record old = make_record(CNG_W("old"), 1);
      if (starts_with_a_key_) {
        ASSERT_EQ(code(store_.create(old, Existing::keep)), Code::ok);
      }
      g_calls_left = number;
      g_fault = GetParam();
      g_failed = "";
      g_fault_hook = fail_one;
      const Status done = change(old);
      g_fault_hook = sync_nothing;
      SCOPED_TRACE(std::string("call ") + std::to_string(number) + ": " + g_failed);
      failed.insert(g_failed);
      if (!done) {
        EXPECT_EQ(done.error().code, expected_code(GetParam()));
      }
      check(done);
      if (g_calls_left >= 0) {
        EXPECT_TRUE(static_cast<bool>(done));
        EXPECT_GT(number, 4);
        break;
      }
      // Nothing is left at once but, after a call for tidying up failed too, what goes with the next change.
      Record next = make_record(CNG_W("next"));
      EXPECT_EQ(code(store_.create(next, Existing::keep)), Code::ok);
      EXPECT_THAT(strays(folder_), testing::IsEmpty());
    }
    for (const char* call : must_fail_) EXPECT_TRUE(failed.contains(call)) << call;
  }
  // Whether a failing call was the sync of a folder after the change was made, which cannot be taken back.
  static bool was_sync() { return std::string(g_failed) == "fsync"; }

  bool starts_with_a_key_ = true;
  std::vector<const char*> must_fail_;  // calls that there must have been
};

TEST_P(Faults, Create_LeavesNothing) {
  must_fail_ = {"open", "stat", "mkdir", "lock", "readdir", "read", "write", "fsync", "rename"};
  each_call(
      [&](Record&) {
        Record record = make_record(CNG_W("new"), 2);
        const RecordId id = record.id;
        const std::uint64_t modified = record.modified;
        const Status done = store_.create(record, Existing::keep);
        // The caller's record is as it was, unless it was stored.
        EXPECT_EQ(record.id == id, !done);
        EXPECT_EQ(record.modified == modified, !done);
        return done;
      },
      [&](const Status& done) {
        EXPECT_THAT(temporaries(folder_), testing::IsEmpty());
        EXPECT_EQ(code(store_.read(CNG_W("new"))), done ? Code::ok : Code::bad_keyset);
        EXPECT_EQ(seed_of(*store_.read(CNG_W("old"))), 1u);
      });
}

TEST_P(Faults, Overwrite_LeavesTheOldOne) {
  must_fail_ = {"open", "stat", "lock", "readdir", "write", "fsync", "rename"};
  each_call(
      [&](Record&) {
        Record record = make_record(CNG_W("OLD"), 2);
        return store_.create(record, Existing::replace);
      },
      [&](const Status& done) {
        EXPECT_THAT(temporaries(folder_), testing::IsEmpty());
        const Result<Record> record = store_.read(CNG_W("old"));
        ASSERT_EQ(code(record), Code::ok);
        EXPECT_EQ(damage_of(*record), "");
        EXPECT_TRUE(seed_of(*record) == (done ? 2u : 1u) || (was_sync() && seed_of(*record) == 2));
      });
}

TEST_P(Faults, Rewrite_LeavesTheOldOne) {
  must_fail_ = {"open", "stat", "lock", "readdir", "read", "write", "fsync", "rename"};
  each_call(
      [&](Record& old) {
        old.export_policy = 2;
        return store_.rewrite(old);
      },
      [&](const Status& done) {
        EXPECT_THAT(temporaries(folder_), testing::IsEmpty());
        const Result<Record> record = store_.read(CNG_W("old"));
        ASSERT_EQ(code(record), Code::ok);
        EXPECT_TRUE(seed_of(*record) == (done ? 2u : 1u) || (was_sync() && seed_of(*record) == 2));
      });
}

// A deletion whose sync fails is taken back.
TEST_P(Faults, Remove_LeavesTheKey) {
  must_fail_ = {"open", "stat", "lock", "readdir", "fsync", "rename", "unlink"};
  each_call([&](Record& old) { return store_.remove(CNG_W("old"), &old.id); },
            [&](const Status& done) {
              // The temporary is the old file, whose removal may be what failed.
              EXPECT_LE(temporaries(folder_).size(), std::string(g_failed) == "unlink" ? 1u : 0u);
              const Result<Record> record = store_.read(CNG_W("old"));
              ASSERT_EQ(code(record), done ? Code::bad_keyset : Code::ok);
              if (record) {
                EXPECT_EQ(damage_of(*record), "");
              }
            });
}

TEST_P(Faults, List_SaysSoOrLeavesOutWhatCannotBeRead) {
  must_fail_ = {"open", "stat", "readdir", "read"};
  each_call(
      [&](Record&) -> Status {
        const Result<std::vector<Entry>> entries = store_.list();
        return entries ? Status{} : Status(entries.error());
      },
      [&](const Status&) { EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("old")}); });
}

// The first key makes the folders, the master key and its own subfolder.
TEST_P(Faults, FirstKey_LeavesAStoreThatWorks) {
  starts_with_a_key_ = false;
  must_fail_ = {"open", "stat", "mkdir", "lock", "readdir", "write", "fsync", "rename", "unlink"};
  each_call(
      [&](Record&) {
        Record record = make_record(CNG_W("new"), 2);
        return store_.create(record, Existing::keep);
      },
      [&](const Status& done) {
        EXPECT_EQ(code(store_.read(CNG_W("new"))), done ? Code::ok : Code::bad_keyset);
        if (done || !fs::exists(folder_ / "tmp")) return;
        // Only the mark of a master key that may not be on disk stays, and it is empty.
        for (const fs::path& path : temporaries(folder_)) {
          EXPECT_TRUE(was_sync());
          EXPECT_EQ(fs::file_size(path), 0u);
        }
      });
}

TEST_P(Faults, Read_SaysSo) {
  must_fail_ = {"open", "stat", "read"};
  each_call(
      [&](Record&) -> Status {
        const Result<Record> record = store_.read(CNG_W("old"));
        return record ? Status{} : Status(record.error());
      },
      [](const Status&) {});
}

INSTANTIATE_TEST_SUITE_P(Kinds, Faults, testing::Values(Fault::full, Fault::broken, Fault::denied));

}  // namespace
}  // namespace cng::store
