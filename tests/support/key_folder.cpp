#include "support/key_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h>
#endif

namespace cngtest {
namespace {

void set_store(const std::filesystem::path& path) {
#ifdef _WIN32
  SetEnvironmentVariableW(L"OPENCNG_STORE", path.empty() ? nullptr : path.c_str());
#else
  path.empty() ? unsetenv("OPENCNG_STORE") : setenv("OPENCNG_STORE", path.c_str(), 1);
#endif
}

unsigned long process() {
#ifdef _WIN32
  return GetCurrentProcessId();
#else
  return static_cast<unsigned long>(getpid());
#endif
}

}  // namespace

KeyFolder::KeyFolder() {
  static int count = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("opencng-keys-" + std::to_string(process()) + "-" + std::to_string(++count));
  std::filesystem::remove_all(path_);
  std::filesystem::create_directory(path_);
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  set_store(path_);
}

KeyFolder::~KeyFolder() {
  set_store({});
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
