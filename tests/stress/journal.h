// What a writer says of each change: before it begins, and when it has been told of its success. What was handed to the
// system stays when the process is killed, so the journal needs no sync.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace cng::store {

enum class Effect : std::uint8_t { set, remove };

// A change that may be on disk. What failed, as a creation of a key that is there does, has no effect and is left out.
struct Change {
  std::uint32_t name = 0;
  Effect effect = Effect::set;
  std::uint32_t stamp = 0;
  std::int64_t begun = 0, ended = 0;  // nanoseconds of one clock for all processes
  bool reported = false;              // as done; else the process was killed meanwhile
};

class Journal {
 public:
  explicit Journal(const std::filesystem::path& path);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();
  void begin(std::uint32_t name, Effect effect, std::uint32_t stamp);
  void end(bool had_effect);

 private:
  void put(std::uint8_t kind, std::uint32_t name, std::uint8_t detail, std::uint32_t stamp);
  std::FILE* file_;
};

// `unfinished` is how many changes were begun and not ended: 0 or 1.
std::vector<Change> read_journal(const std::filesystem::path& path, unsigned& unfinished);

}  // namespace cng::store
