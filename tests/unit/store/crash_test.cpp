// A process that is killed at any one call: every key that was committed is there and whole, and nothing else is.
// tests/stress kills at any moment.
#include <string>

#include "store/atomic_file.h"
#include "support.h"

namespace cng::store {
namespace {

int g_calls_left = 0;
Fault count_down(const char*) {
  if (g_calls_left-- <= 0) die();
  return Fault::none;
}

// What a killed writer may have left is gone with the next write, and all keys but `fresh` can be read.
void expect_consistent(const KeyStore& store) {
  Record fresh = make_record(CNG_W("fresh"));
  ASSERT_EQ(code(store.create(fresh, Existing::replace)), Code::ok);
  EXPECT_THAT(strays(store.folder()), testing::IsEmpty());
  const Result<std::vector<Entry>> entries = store.list();
  ASSERT_EQ(code(entries), Code::ok);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(store.folder()))
    if (entry.is_regular_file() && is_file_name(entry.path().filename().string())) ++files;
  EXPECT_EQ(entries->size(), files);
  for (const Entry& entry : *entries) {
    const Result<Record> record = store.read(entry.name);
    ASSERT_EQ(code(record), Code::ok);
    EXPECT_EQ(damage_of(*record), "");
  }
}

// The changes that are broken off; `first` is a create where there is no store yet.
enum class Step { first, create, overwrite, rewrite, remove };

Status take_step(const KeyStore& store, Step step) {
  const WideText name = CNG_W("victim");
  Record record = make_record(name, 2);
  switch (step) {
    case Step::first:
    case Step::create:
      return store.create(record, Existing::keep);
    case Step::overwrite:
      return store.create(record, Existing::replace);
    case Step::rewrite: {
      Result<Record> known = store.read(name);
      if (!known) return known.error();
      record.id = known->id;
      return store.rewrite(record);
    }
    case Step::remove:
      return store.remove(name);
  }
  return {};
}

class DieAtCall : public StoreTest, public testing::WithParamInterface<Step> {};

TEST_P(DieAtCall, LeavesTheOldKeyOrTheNew) {
  const Step step = GetParam();
  const bool is_new = step == Step::first || step == Step::create;
  int exit_code = kDied;
  for (int calls = 0; exit_code != 0; ++calls) {
    SCOPED_TRACE(calls);
    ASSERT_LT(calls, 200);
    fs::remove_all(folder_);
    Record other = make_record(CNG_W("other"), 7), old = make_record(CNG_W("victim"), 1);
    if (step != Step::first) {
      ASSERT_EQ(code(store_.create(other, Existing::keep)), Code::ok);
    }
    if (!is_new) {
      ASSERT_EQ(code(store_.create(old, Existing::keep)), Code::ok);
    }
    exit_code =
        Child({"die_at_call", store_.folder(), std::to_string(static_cast<int>(step)), std::to_string(calls)}).wait();
    ASSERT_TRUE(exit_code == kDied || exit_code == 0) << exit_code;
    const Result<Record> victim = store_.read(CNG_W("victim"));
    const unsigned found = victim ? seed_of(*victim) : 0;
    if (!victim) {
      EXPECT_EQ(code(victim), Code::bad_keyset);
    }
    const unsigned before = is_new ? 0 : 1, after = step == Step::remove ? 0 : 2;
    EXPECT_TRUE(found == after || (exit_code == kDied && found == before)) << found;
    ASSERT_NO_FATAL_FAILURE(expect_consistent(store_));
    EXPECT_EQ(code(store_.read(CNG_W("other"))), step == Step::first ? Code::bad_keyset : Code::ok);
  }
}

INSTANTIATE_TEST_SUITE_P(Steps, DieAtCall,
                         testing::Values(Step::first, Step::create, Step::overwrite, Step::rewrite, Step::remove));

}  // namespace

int die_at_call(const std::vector<std::string>& arguments) {
  const KeyStore store(Scope::user, arguments.at(0));
  const auto step = static_cast<Step>(std::stoi(arguments.at(1)));
  g_calls_left = std::stoi(arguments.at(2));
  g_fault_hook = count_down;
  return take_step(store, step) ? 0 : 1;
}

}  // namespace cng::store
