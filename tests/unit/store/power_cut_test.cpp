// The power is cut after every call of a change, and every disk that a POSIX file system may leave is opened: what was
// reported as done is done, and what was not is done or not, never half.
#include "disk_model.h"

namespace cng::store {
namespace {

using Kind = FileChange::Kind;

// A change with bytes of its own.
struct Recorded {
  Kind kind;
  std::string path, to;
  Bytes bytes;
};

std::vector<Recorded>* g_recorded = nullptr;
void record(const FileChange& change) {
  g_recorded->push_back({change.kind, change.path, change.to, {change.bytes.begin(), change.bytes.end()}});
}

int g_calls_left = 0;
// Real syncs would only take time: the model keeps count of them.
Fault sync_nothing(const char* call) { return std::string(call) == "fsync" ? Fault::skipped : Fault::none; }
Fault die_later(const char* call) { return g_calls_left-- > 0 ? sync_nothing(call) : Fault::broken; }

const WideText kVictim = CNG_W("victim"), kOther = CNG_W("other"), kNext = CNG_W("next");

// The seed of the key of a name, 0: there is none; unexpected codes are negative.
int seed_at(const KeyStore& store, WideView name) {
  const Result<Record> record = store.read(name);
  if (!record) return record.error().code == Code::bad_keyset ? 0 : -static_cast<int>(record.error().code);
  return damage_of(*record).empty() ? static_cast<int>(seed_of(*record)) : -1000;
}

enum class Change { first, create, overwrite, rewrite, remove };

class PowerCut : public StoreTest, public testing::WithParamInterface<Change> {
 protected:
  const fs::path disk_ = temporary_.path() / "disk", cut_ = temporary_.path() / "cut";
  const fs::path place_ = fs::path("some") / "store";
  const KeyStore store_{Scope::user, (disk_ / place_).string()}, found_{Scope::user, (cut_ / place_).string()};
  PowerCut() : StoreTest(Where::memory) { g_fault_hook = sync_nothing; }
  ~PowerCut() override {
    g_fault_hook = nullptr;
    g_change_hook = nullptr;
  }
  bool is_new() const { return GetParam() == Change::first || GetParam() == Change::create; }
  int before() const { return is_new() ? 0 : 1; }
  int after() const { return GetParam() == Change::remove ? 0 : 2; }

  // The disk before the change.
  void begin() {
    fs::remove_all(disk_);
    fs::create_directory(disk_);
    if (GetParam() == Change::first) return;
    Record other = make_record(kOther, 7), old = make_record(kVictim, 1);
    ASSERT_EQ(code(store_.create(other, Existing::keep)), Code::ok);
    if (!is_new()) {
      ASSERT_EQ(code(store_.create(old, Existing::keep)), Code::ok);
    }
  }

  Status change() const {
    Record record = make_record(kVictim, 2);
    switch (GetParam()) {
      case Change::first:
      case Change::create:
        return store_.create(record, Existing::keep);
      case Change::overwrite:
        return store_.create(record, Existing::replace);
      case Change::rewrite: {
        const Result<Record> known = store_.read(kVictim);
        if (!known) return known.error();
        record.id = known->id;
        return store_.rewrite(record);
      }
      case Change::remove:
        return store_.remove(kVictim);
    }
    return {};
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  template <class Body>
  std::vector<Recorded> recorded(Body body) {
    std::vector<Recorded> all;
    g_recorded = &all;
    g_change_hook = record;
    body();
    g_change_hook = nullptr;
    return all;
  }

  // What is wrong with the disk in `cut_`, or nothing.
  std::string wrong(bool reported, int next) const {
    const int victim = seed_at(found_, kVictim), other = seed_at(found_, kOther);
    if (victim != after() && (reported || victim != before())) return "the key: " + std::to_string(victim);
    if (other != (GetParam() == Change::first ? 0 : 7)) return "another key: " + std::to_string(other);
    if (next != 0 && seed_at(found_, kNext) != next) return "the next key: " + std::to_string(seed_at(found_, kNext));
    return {};
  }

  // Disks that were looked at, how many of them are wrong, and what is wrong with the first one.
  struct Found {
    int disks = 0, bad = 0;
    std::string first;
  };
  void look(const DiskModel& disk, bool reported, int next, Found& found) {
    for (const DiskModel::Image& image : disk.images()) {
      DiskModel::put(image, cut_);
      ++found.disks;
      const std::string text = wrong(reported, next);
      if (text.empty()) continue;
      if (found.bad++ == 0) found.first = text;
    }
  }
  // With a change `left_out`, of which the model is not told, only after the last one.
  Found cut_everywhere(const DiskModel& start, const std::vector<Recorded>& changes, std::size_t left_out) {
    DiskModel disk = start;
    Found found;
    for (std::size_t done = 0; done <= changes.size(); ++done) {
      if (left_out == kNone || done == changes.size()) look(disk, done == changes.size(), 0, found);
      if (done < changes.size() && done != left_out) apply(disk, changes[done]);
    }
    return found;
  }
  static void apply(DiskModel& disk, const Recorded& change) {
    disk.apply({change.kind, change.path, change.to, change.bytes});
  }
};

TEST_P(PowerCut, AfterAnyCall_OldOrNewAndWhatWasReportedStays) {
  ASSERT_NO_FATAL_FAILURE(begin());
  const DiskModel start(disk_);
  const std::vector<Recorded> changes = recorded([&] { EXPECT_EQ(code(change()), Code::ok); });
  const Found found = cut_everywhere(start, changes, kNone);
  EXPECT_EQ(found.bad, 0) << found.first;
  EXPECT_GT(found.disks, static_cast<int>(changes.size()));
}

// Each sync is needed: without any one of them there is a disk on which something is lost.
TEST_P(PowerCut, WithoutAnyOneSync_SomethingIsLost) {
  ASSERT_NO_FATAL_FAILURE(begin());
  const DiskModel start(disk_);
  const std::vector<Recorded> changes = recorded([&] { EXPECT_EQ(code(change()), Code::ok); });
  int syncs = 0, spare = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::string& path = changes[i].path;
    if (changes[i].kind != Kind::sync || path.compare(0, disk_.generic_string().size(), disk_.generic_string()) != 0)
      continue;
    ++syncs;
    // The first key syncs the store's folder twice: for the master key, whose mark goes then, and for its subfolder.
    const bool twice = GetParam() == Change::first && path == (disk_ / place_).generic_string();
    if (const int bad = cut_everywhere(start, changes, i).bad; bad != 0) continue;
    EXPECT_TRUE(twice && spare++ == 0) << path;
  }
  EXPECT_GE(syncs, GetParam() == Change::remove ? 1 : 2);
}

// A writer that is killed before it synced something leaves that to the next writer, whose success is then a promise.
TEST_P(PowerCut, AfterAKilledWriter_TheNextOnesKeyStays) {
  int disks = 0;
  for (int calls = 0;; ++calls) {
    SCOPED_TRACE(calls);
    ASSERT_LT(calls, 300);
    ASSERT_NO_FATAL_FAILURE(begin());
    DiskModel disk(disk_);
    const std::vector<Recorded> changes = recorded([&] {
      g_calls_left = calls;
      g_fault_hook = die_later;
      (void)change();
      g_fault_hook = sync_nothing;
      Record next = make_record(kNext, 3);
      EXPECT_EQ(code(store_.create(next, Existing::keep)), Code::ok);
    });
    if (g_calls_left >= 0) break;
    for (const Recorded& each : changes) apply(disk, each);
    Found found;
    look(disk, false, 3, found);
    EXPECT_EQ(found.bad, 0) << found.first;
    disks += found.disks;
  }
  EXPECT_GT(disks, 30);
}

INSTANTIATE_TEST_SUITE_P(Changes, PowerCut,
                         testing::Values(Change::first, Change::create, Change::overwrite, Change::rewrite,
                                         Change::remove));

}  // namespace
}  // namespace cng::store
