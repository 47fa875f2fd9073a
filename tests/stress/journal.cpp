#include "journal.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>

namespace cng::store {
namespace {

// Small enough that the system takes a line whole or not at all.
struct Line {
  std::int64_t time;
  std::uint32_t name, stamp;
  std::uint8_t kind, detail, rest[6];
};
constexpr std::uint8_t kBegin = 1, kEnd = 2;

}  // namespace

Journal::Journal(const std::filesystem::path& path) : file_(std::fopen(path.string().c_str(), "ab")) {
  if (file_ == nullptr) std::abort();
}

Journal::~Journal() { std::fclose(file_); }

void Journal::put(std::uint8_t kind, std::uint32_t name, std::uint8_t detail, std::uint32_t stamp) {
  Line line{};
  line.time = std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
  line.name = name;
  line.stamp = stamp;
  line.kind = kind;
  line.detail = detail;
  if (std::fwrite(&line, sizeof line, 1, file_) != 1 || std::fflush(file_) != 0) std::abort();
}

void Journal::begin(std::uint32_t name, Effect effect, std::uint32_t stamp) {
  put(kBegin, name, static_cast<std::uint8_t>(effect), stamp);
}

void Journal::end(bool had_effect) { put(kEnd, 0, had_effect ? 1 : 0, 0); }

std::vector<Change> read_journal(const std::filesystem::path& path, unsigned& unfinished) {
  std::vector<Change> changes;
  std::ifstream file(path, std::ios::binary);
  Line line{};
  bool open = false;
  while (file.read(reinterpret_cast<char*>(&line), sizeof line)) {
    if (line.kind == kBegin) {
      changes.push_back({line.name, static_cast<Effect>(line.detail), line.stamp, line.time,
                         std::numeric_limits<std::int64_t>::max(), false});
    } else if (line.detail == 0) {
      changes.pop_back();
    } else {
      changes.back().ended = line.time;
      changes.back().reported = true;
    }
    open = line.kind == kBegin;
  }
  unfinished = open ? 1 : 0;
  return changes;
}

}  // namespace cng::store
