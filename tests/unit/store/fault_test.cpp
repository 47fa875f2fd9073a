// Every call of the system fails once, in every way: the store is as it was before, or as the caller was told.
#include "store/atomic_file.h"
#include "support.h"

namespace cng::store {
namespace {

int g_calls_left = 0;
Fault g_fault = Fault::none;
const char* g_failed = "";

Fault fail_one(const char* call) {
  if (g_calls_left-- != 0) return Fault::none;
  g_failed = call;
  return g_fault;
}

class Faults : public StoreTest, public testing::WithParamInterface<Fault> {
 protected:
  void TearDown() override { g_fault_hook = nullptr; }

  // Runs `change` with its call number n failing, for every n, from a fresh start; ends when no call failed.
  template <class Change, class Check>
  void each_call(Change change, Check check) {
    for (int number = 0;; ++number) {
      ASSERT_LT(number, 300);
      fs::remove_all(folder_);
      Record old = make_record(CNG_W("old"), 1);
      ASSERT_EQ(code(store_.create(old, Existing::keep)), Code::ok);
      g_calls_left = number;
      g_fault = GetParam();
      g_failed = "";
      g_fault_hook = fail_one;
      const Status done = change(old);
      g_fault_hook = nullptr;
      SCOPED_TRACE(std::string("call ") + std::to_string(number) + ": " + g_failed);
      if (!done) {
        const Code expected = GetParam() == Fault::full     ? Code::storage_full
                              : GetParam() == Fault::broken ? Code::storage_failure
                                                            : Code::not_permitted;
        EXPECT_EQ(done.error().code, expected);
      }
      check(done);
      if (g_calls_left >= 0) {
        EXPECT_TRUE(static_cast<bool>(done));
        EXPECT_GT(number, 5);
        return;
      }
      Record next = make_record(CNG_W("next"));
      EXPECT_EQ(code(store_.create(next, Existing::keep)), Code::ok);
      EXPECT_THAT(strays(folder_), testing::IsEmpty());
    }
  }
};

TEST_P(Faults, Create_LeavesNothing) {
  each_call(
      [&](Record&) {
        Record record = make_record(CNG_W("new"), 2);
        return store_.create(record, Existing::keep);
      },
      [&](const Status& done) {
        EXPECT_EQ(code(store_.read(CNG_W("new"))), done ? Code::ok : Code::bad_keyset);
        EXPECT_EQ(seed_of(*store_.read(CNG_W("old"))), 1u);
      });
}

TEST_P(Faults, Overwrite_LeavesTheOldOne) {
  each_call(
      [&](Record&) {
        Record record = make_record(CNG_W("OLD"), 2);
        return store_.create(record, Existing::replace);
      },
      [&](const Status& done) {
        const Result<Record> record = store_.read(CNG_W("old"));
        ASSERT_EQ(code(record), Code::ok);
        EXPECT_EQ(damage_of(*record), "");
        // The sync of the folder comes after the replacement, which cannot be taken back.
        const bool late = std::string(g_failed) == "fsync" && seed_of(*record) == 2;
        EXPECT_TRUE(seed_of(*record) == (done ? 2u : 1u) || late);
      });
}

TEST_P(Faults, Rewrite_LeavesTheOldOne) {
  each_call(
      [&](Record& old) {
        old.export_policy = 2;
        return store_.rewrite(old);
      },
      [&](const Status& done) {
        const Result<Record> record = store_.read(CNG_W("old"));
        ASSERT_EQ(code(record), Code::ok);
        const bool late = std::string(g_failed) == "fsync" && seed_of(*record) == 2;
        EXPECT_TRUE(seed_of(*record) == (done ? 2u : 1u) || late);
      });
}

TEST_P(Faults, FirstKey_LeavesAStoreThatWorks) {
  for (int number = 0;; ++number) {
    ASSERT_LT(number, 300);
    fs::remove_all(temporary_.path() / "some");
    g_calls_left = number;
    g_fault = GetParam();
    g_fault_hook = fail_one;
    Record record = make_record(CNG_W("new"), 2);
    const Status done = store_.create(record, Existing::keep);
    g_fault_hook = nullptr;
    if (g_calls_left >= 0) break;
    // One look is only for keys of an earlier boot: it may fail.
    if (!done) {
      EXPECT_EQ(code(store_.read(CNG_W("new"))), Code::bad_keyset) << number << g_failed;
      EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::ok) << number << g_failed;
    }
    EXPECT_EQ(code(store_.read(CNG_W("new"))), Code::ok);
  }
}

TEST_P(Faults, Read_SaysSo) {
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
