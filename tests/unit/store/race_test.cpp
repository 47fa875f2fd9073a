// Processes and threads that want the same at once.
#include <atomic>
#include <thread>

#include "support.h"

namespace cng::store {
namespace {

constexpr int kRaces = 40;
constexpr int kProcesses = 4;

WideText race_name(int number) {
  WideText name = CNG_W("race ");
  for (const char digit : std::to_string(number)) name += static_cast<Char16>(digit);
  return name;
}

using Race = StoreTest;

// The children also meet in a store that is not there: only one master key comes of it.
TEST_F(Race, SameNames_EachIsWonOnce) {
  for (int round = 0; round < 5; ++round) {
    fs::remove_all(folder_);
    std::vector<Child> children;
    for (int i = 0; i < kProcesses; ++i)
      children.push_back(Child({"create_names", store_.folder(), std::to_string(i + 1)}));
    int won = 0;
    for (Child& child : children) {
      const int exit_code = child.wait();
      ASSERT_GE(exit_code, 0);
      ASSERT_LE(exit_code, kRaces);
      won += exit_code;
    }
    EXPECT_EQ(won, kRaces);
    for (int i = 0; i < kRaces; ++i) {
      const Result<Record> record = store_.read(race_name(i));
      ASSERT_EQ(code(record), Code::ok);
      EXPECT_EQ(damage_of(*record), "");
    }
    EXPECT_THAT(strays(folder_), testing::IsEmpty());
  }
}

// Rewrites are read, compared and written under the lock: with readers beside them, none fails.
TEST_F(Race, RewritesAndReads_AllSucceed) {
  Record record = make_record(CNG_W("shared"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  std::vector<Child> children;
  for (int i = 0; i < 3; ++i) children.push_back(Child({"rewrite_many", store_.folder(), std::to_string(i + 2)}));
  for (Child& child : children) EXPECT_EQ(child.wait(), 0);
  const Result<Record> last = store_.read(CNG_W("shared"));
  ASSERT_EQ(code(last), Code::ok);
  EXPECT_EQ(damage_of(*last), "");
  EXPECT_EQ(last->id, record.id);
}

TEST_F(Race, Threads_EachNameIsWonOnce) {
  std::atomic<int> won{0}, failed{0};
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kProcesses; ++i)
    threads.emplace_back([&, i] {
      for (int number = 0; number < kRaces; ++number) {
        Record record = make_record(race_name(number), i);
        const Code done = code(store_.create(record, Existing::keep));
        won += done == Code::ok;
        failed += done != Code::ok && done != Code::exists;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, kRaces);
  EXPECT_EQ(failed, 0);
}

}  // namespace

// How many of the names this process won; more than there are after an unexpected error.
int create_names(const std::vector<std::string>& arguments) {
  const KeyStore store(Scope::user, arguments.at(0));
  int won = 0;
  for (int i = 0; i < kRaces; ++i) {
    Record record = make_record(race_name(i), static_cast<unsigned>(std::stoul(arguments.at(1))));
    const Code done = code(store.create(record, Existing::keep));
    if (done != Code::ok && done != Code::exists) return 100 + static_cast<int>(done);
    won += done == Code::ok;
  }
  return won;
}

int rewrite_many(const std::vector<std::string>& arguments) {
  const KeyStore store(Scope::user, arguments.at(0));
  const auto seed = static_cast<unsigned>(std::stoul(arguments.at(1)));
  for (int i = 0; i < 100; ++i) {
    const Result<Record> known = store.read(CNG_W("shared"));
    if (!known) return 100 + static_cast<int>(known.error().code);
    if (!damage_of(*known).empty()) return 2;
    Record record = make_record(CNG_W("SHARED"), seed);
    record.id = known->id;
    if (const Status done = store.rewrite(record); !done) return 150 + static_cast<int>(done.error().code);
  }
  return 0;
}

}  // namespace cng::store
