// A store in a folder of its own, records to put into it, and other processes that are this program again.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "core/wide_string.h"
#include "store/key_store.h"
#include "store/name.h"

namespace cng {
inline std::ostream& operator<<(std::ostream& out, Code code) { return out << "Code " << static_cast<int>(code); }
}  // namespace cng

namespace cng::store {

namespace fs = std::filesystem;

// The code of a result, ok for a value.
template <class T>
Code code(const Result<T>& result) {
  return result ? Code::ok : result.error().code;
}

// memory: where there is a file system in memory, for tests of many small files that no disk matters to.
enum class Where { disk, memory };

// An empty folder that goes with the object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(Where where = Where::disk);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// A store that is not there yet, two folders deep.
class StoreTest : public testing::Test {
 protected:
  explicit StoreTest(Where where = Where::disk) : temporary_(where) {}

  TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path() / "some" / "store";
  const KeyStore store_{Scope::user, folder_.string()};

  fs::path file_of(WideView name) const;
  std::vector<WideText> listed() const;
};

// A record whose blob is `size` bytes that follow from `seed`, and whose properties tell the seed too.
Record make_record(WideView name, unsigned seed = 1, std::size_t size = 600);
// Empty if `record` is what make_record made with some seed; else what is wrong.
std::string damage_of(const Record& record);
// The seed of a record that make_record made.
unsigned seed_of(const Record& record);

// Everything in the store's folder that should not be there: temporary files, names that are no records.
std::vector<std::string> strays(const fs::path& folder);

// The files of writers that did not come to their end.
std::vector<fs::path> temporaries(const fs::path& folder);

std::vector<std::uint8_t> read_bytes(const fs::path& path);
void write_bytes(const fs::path& path, const std::vector<std::uint8_t>& bytes);

// This program once more, as what `arguments` name: see main.cpp.
class Child {
 public:
  explicit Child(const std::vector<std::string>& arguments);
  Child(Child&&) noexcept;
  ~Child();  // kills
  void kill();
  int wait();  // the exit code; -1 if it was killed

 private:
  struct System;
  std::unique_ptr<System> system_;
};
void sleep_microseconds(unsigned time);
[[noreturn]] void die();  // as kill() would: nothing is cleaned up
inline constexpr int kDied = -1;

// What a child does; its exit code.
using Role = int (*)(const std::vector<std::string>& arguments);
int die_at_call(const std::vector<std::string>& arguments);
int create_names(const std::vector<std::string>& arguments);
int rewrite_many(const std::vector<std::string>& arguments);

}  // namespace cng::store
