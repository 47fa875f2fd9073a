#include "support/key_folder.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "support/private_store.h"

namespace cngtest {
namespace {

constexpr char kStore[] = "OPENCNG_STORE";

std::string current_store() {
  const char* set = std::getenv(kStore);
  return set == nullptr ? std::string() : std::string(set);
}

}  // namespace

KeyFolder::KeyFolder() : before_(current_store()), path_(fresh_folder()) { set_environment(kStore, path_.string()); }

// An empty value is none to the library.
KeyFolder::~KeyFolder() {
  set_environment(kStore, before_);
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::filesystem::path> KeyFolder::files() const {
  constexpr std::size_t kRecordName = 64;
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path_))
    if (entry.is_regular_file() && entry.path().filename().native().size() == kRecordName) out.push_back(entry.path());
  return out;
}

}  // namespace cngtest
