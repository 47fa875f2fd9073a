// Handles: looked up, never believed.
#include "core/handle_table.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>
#include <vector>

namespace cng {
namespace {

constexpr std::uint32_t kAlive = 0x600DCAFE;

class Counted final : public Object {
 public:
  Counted() { ++living; }
  ~Counted() override {
    mark = 0xDEAD;
    --living;
  }
  std::atomic<std::uint32_t> mark{kAlive};
  static inline std::atomic<int> living{0};
};

Handle make() { return handles().insert(std::make_unique<Counted>(), Kind::key); }

TEST(HandleTable, ALiveHandle_GivesItsObject) {
  const Handle handle = make();
  ASSERT_NE(handle, 0u);
  const auto pin = handles().pin<Counted>(handle, Kind::key);
  ASSERT_TRUE(pin);
  EXPECT_EQ(pin->mark, kAlive);
  EXPECT_TRUE(handles().destroy(handle, Kind::key));
}

TEST(HandleTable, AnotherKind_IsRefused) {
  const Handle handle = make();
  EXPECT_FALSE(handles().pin<Counted>(handle, Kind::secret));
  EXPECT_FALSE(handles().destroy(handle, Kind::secret));
  EXPECT_TRUE(handles().destroy(handle, Kind::key));
}

TEST(HandleTable, ASecondDestroy_IsRefused) {
  const Handle handle = make();
  EXPECT_TRUE(handles().destroy(handle, Kind::key));
  EXPECT_FALSE(handles().destroy(handle, Kind::key));
  EXPECT_FALSE(handles().pin<Counted>(handle, Kind::key));
}

TEST(HandleTable, AStaleHandle_StaysStaleWhenItsSlotIsUsedAgain) {
  std::set<Handle> stale;
  for (int i = 0; i < 10000; ++i) {
    const Handle handle = make();
    EXPECT_TRUE(stale.insert(handle).second) << "a handle came back";
    EXPECT_TRUE(handles().destroy(handle, Kind::key));
  }
  const Handle live = make();
  for (const Handle handle : stale) EXPECT_FALSE(handles().pin<Counted>(handle, Kind::key));
  EXPECT_TRUE(handles().destroy(live, Kind::key));
}

TEST(HandleTable, RandomValues_AreRefused) {
  const Handle live = make();
  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; ++i) {
    const auto value = static_cast<Handle>(random() >> (random() % 64));
    if (value == live) continue;
    EXPECT_FALSE(handles().pin<Counted>(value, Kind::key));
  }
  EXPECT_TRUE(handles().destroy(live, Kind::key));
}

TEST(HandleTable, NoHandle_LooksLikeAPseudoHandle) {
  for (int i = 0; i < 100; ++i) {
    const Handle handle = make();
    EXPECT_NE(handle & 0xF, 1u);
    handles().destroy(handle, Kind::key);
  }
}

TEST(HandleTable, AnObjectDestroyedWhilePinned_LivesUntilThePinEnds) {
  const int before = Counted::living;
  const Handle handle = make();
  {
    const auto pin = handles().pin<Counted>(handle, Kind::key);
    std::thread([&] { EXPECT_TRUE(handles().destroy(handle, Kind::key)); }).join();
    EXPECT_EQ(pin->mark, kAlive);
    EXPECT_FALSE(handles().pin<Counted>(handle, Kind::key));
    EXPECT_EQ(Counted::living, before + 1);
  }
  EXPECT_EQ(Counted::living, before) << "the last one out frees";
}

TEST(HandleTable, Replace_KeepsTheHandleAndFreesTheOldObject) {
  const int before = Counted::living;
  const Handle handle = make();
  {
    const auto pin = handles().pin<Counted>(handle, Kind::key);
    EXPECT_TRUE(handles().replace(handle, &*pin, std::make_unique<Counted>()));
    EXPECT_FALSE(handles().replace(handle, &*pin, std::make_unique<Counted>())) << "it is there no longer";
    EXPECT_EQ(pin->mark, kAlive);
  }
  EXPECT_EQ(Counted::living, before + 1);
  EXPECT_TRUE(handles().destroy(handle, Kind::key));
  EXPECT_EQ(Counted::living, before);
}

// Threads use, destroy and make again the handles of a few shared places.
TEST(HandleTable, ManyThreads_NeverSeeADeadObjectAndLeakNone) {
  const int before = Counted::living;
  constexpr int kThreads = 4, kRounds = 20000;
  std::atomic<Handle> place[8] = {};
  for (auto& handle : place) handle = make();
  std::atomic<int> dead{0}, destroyed{0}, made{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      for (int i = 0; i < kRounds; ++i) {
        auto& spot = place[random() % std::size(place)];
        const Handle handle = spot;
        if (random() % 4 == 0 && handles().destroy(handle, Kind::key)) {
          ++destroyed;
          spot = make();
          ++made;
        } else if (const auto pin = handles().pin<Counted>(handle, Kind::key)) {
          if (pin->mark != kAlive) ++dead;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(dead, 0);
  EXPECT_EQ(destroyed, made);
  for (auto& handle : place) EXPECT_TRUE(handles().destroy(handle, Kind::key));
  EXPECT_EQ(Counted::living, before);
}

TEST(HandleTable, ThreadsThatEnd_GiveTheirSlotsBack) {
  for (int i = 0; i < 200; ++i)
    std::thread([] {
      const Handle handle = make();
      EXPECT_TRUE(handles().destroy(handle, Kind::key));
    }).join();
  int blocks = 0;
  for (const ThreadBlock* block = first_thread_block(); block != nullptr; block = block->next) ++blocks;
  EXPECT_LT(blocks, 20) << "a block is handed on to a later thread";
}

}  // namespace
}  // namespace cng
