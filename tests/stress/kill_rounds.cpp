// Rounds of writers that are killed: what they reported as done is there, nothing is torn, no temporary file has a
// secret.
#include <algorithm>
#include <iostream>
#include <random>

#include "journal.h"
#include "stress.h"

namespace cng::store {
namespace {

constexpr unsigned kFreshEvery = 25;  // rounds: the store is made anew, so that its first key is hit too

class Rounds {
 public:
  explicit Rounds(unsigned writers) : writers_(writers), random_(std::random_device{}()) {
    for (std::uint8_t& byte : marker_) byte = static_cast<std::uint8_t>(random_());
  }

  // False: a writer ended by itself.
  bool run(unsigned round) {
    if (round % kFreshEvery == 0) start_anew();
    std::vector<Child> children;
    for (unsigned i = 0; i < writers_; ++i) {
      fs::remove(journal(i));
      children.push_back(
          Child({"write_and_tell", store_.folder(), journal(i).string(), std::to_string(random_()), to_text(marker_)}));
    }
    for (unsigned i = 0; i < writers_; ++i) wait_for_start(i);
    sleep_microseconds(static_cast<unsigned>(random_() % 15000));
    for (Child& child : children) child.kill();
    for (Child& child : children)
      if (child.wait() != kDied) return false;
    look();
    return true;
  }

  bool report(unsigned rounds) const {
    std::cout << rounds << " rounds with " << writers_ << " writers: " << rounds * writers_ << " processes killed, "
              << hits_ << " of them within a change; " << reported_ << " changes reported as done; " << left_
              << " temporary files left by the killed\n";
    bool good = check(hits_ > rounds / 10, "kills hit changes in progress");
    good &= check(lost_ == 0, "no committed change is lost (" + std::to_string(lost_) + ")");
    good &= check(torn_ == 0, "no record is torn (" + std::to_string(torn_) + ")");
    good &= check(secrets_ == 0, "no file has a secret in clear (" + std::to_string(secrets_) + ")");
    return good & check(stuck_ == 0, "the next change removes what was left (" + std::to_string(stuck_) + ")");
  }

 private:
  fs::path journal(unsigned writer) const { return temporary_.path() / ("journal" + std::to_string(writer)); }

  void start_anew() {
    fs::remove_all(store_.folder());
    known_.fill(0);
  }

  // The first line of its journal is there.
  void wait_for_start(unsigned writer) const {
    std::error_code none;
    for (int i = 0; i < 20000; ++i) {
      if (const auto size = fs::file_size(journal(writer), none); !none && size > 0) return;
      sleep_microseconds(500);
    }
  }

  void look() {
    std::vector<Change> changes;
    for (unsigned i = 0; i < writers_; ++i) {
      unsigned unfinished = 0;
      const std::vector<Change> own = read_journal(journal(i), unfinished);
      hits_ += unfinished;
      changes.insert(changes.end(), own.begin(), own.end());
    }
    for (const Change& change : changes) reported_ += change.reported;
    look_for_secrets();
    std::size_t there = 0;
    for (unsigned number = 0; number < kNames; ++number) {
      const Result<Record> record = store_.read(name_of(number));
      const std::uint32_t stamp = record ? stamp_of(*record, marker_) : 0;
      if (record ? stamp == 0 : record.error().code != Code::bad_keyset) ++torn_;
      if (!is_possible(changes, number, stamp)) ++lost_;
      known_[number] = stamp;
      there += stamp != 0;
    }
    const Result<std::vector<Entry>> entries = store_.list();
    if (!entries || entries->size() != there) ++torn_;
    tidy();
  }

  // Whether a name can have this stamp, or none (0): not if a change that was reported as done began after the one that
  // it comes from had ended.
  bool is_possible(const std::vector<Change>& changes, unsigned number, std::uint32_t stamp) const {
    const auto is_last = [&](std::int64_t ended) {
      return std::none_of(changes.begin(), changes.end(), [&](const Change& other) {
        return other.name == number && other.reported && other.begun > ended;
      });
    };
    if (known_[number] == stamp && is_last(0)) return true;
    return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      const std::uint32_t left = change.effect == Effect::remove ? 0 : change.stamp;
      return change.name == number && left == stamp && is_last(change.ended);
    });
  }

  bool has(const std::vector<std::uint8_t>& file, ByteView secret) const {
    return std::search(file.begin(), file.end(), secret.begin(), secret.end()) != file.end();
  }

  // The marker in any file; the master key anywhere but in its own.
  void look_for_secrets() {
    std::vector<std::uint8_t> master;
    const fs::path file = fs::path(store_.folder()) / "master.key";
    std::error_code none;
    if (fs::exists(file, none)) master = read_bytes(file);
    constexpr std::size_t kKey = 32;
    for (const fs::path& path : temporaries(store_.folder())) {
      ++left_;
      const std::vector<std::uint8_t> bytes = read_bytes(path);
      secrets_ += has(bytes, marker_);
      if (master.size() >= kKey) secrets_ += has(bytes, ByteView(master).last(kKey));
    }
    for (unsigned number = 0; number < kNames; ++number) {
      const std::string name = *file_name(Scope::user, name_of(number));
      const fs::path path = fs::path(store_.folder()) / subfolder_of(name) / name;
      if (fs::exists(path, none)) secrets_ += has(read_bytes(path), marker_);
    }
  }

  void tidy() {
    (void)store_.remove(name_of(kNames));  // a change that finds nothing to do
    if (fs::exists(store_.folder())) stuck_ += !temporaries(store_.folder()).empty();
  }

  TemporaryFolder temporary_;
  const KeyStore store_{Scope::user, (temporary_.path() / "some" / "store").string()};
  const unsigned writers_;
  std::mt19937 random_;
  Marker marker_{};
  std::array<std::uint32_t, kNames> known_{};  // the stamps at the end of the last round
  std::uint64_t hits_ = 0, reported_ = 0, left_ = 0, lost_ = 0, torn_ = 0, secrets_ = 0, stuck_ = 0;
};

}  // namespace

bool run_kill_rounds(unsigned rounds, unsigned writers) {
  Rounds all(writers);
  unsigned done = 0;
  bool good = true;
  while (good && done < rounds) {
    good = all.run(done);
    ++done;
  }
  if (!check(good, "writers end only when they are killed")) return false;
  return all.report(done);
}

}  // namespace cng::store
