#include "support/private_store.h"

#include <cstdlib>
#include <filesystem>
#include <random>
#include <vector>

#ifdef _WIN32
#include <cng/cng.h>
#endif

namespace cngtest {
namespace {

namespace fs = std::filesystem;

class Folders {
 public:
  ~Folders() {
    std::error_code ignored;
    for (const fs::path& path : made_) fs::remove_all(path, ignored);
  }
  std::string make() {
    std::random_device random;
    made_.push_back(fs::temp_directory_path() /
                    ("opencng-test-" + std::to_string(random()) + std::to_string(random())));
    fs::create_directory(made_.back());
    fs::permissions(made_.back(), fs::perms::owner_all);
    return made_.back().string();
  }

 private:
  std::vector<fs::path> made_;
};

Folders& folders() {
  static Folders value;
  return value;
}

}  // namespace

void set_environment(const char* name, const std::string& value) {
#ifdef _WIN32
  SetEnvironmentVariableA(name, value.c_str());
  _putenv_s(name, value.c_str());
#else
  setenv(name, value.c_str(), 1);
#endif
}

std::string fresh_folder() { return folders().make(); }

void use_private_store() {
  static const std::string folder = fresh_folder();
  const char* set = std::getenv("OPENCNG_STORE");
  // Set again in any case: on Windows the runtime's copy may hold what the process's environment no longer has.
  set_environment("OPENCNG_STORE", set == nullptr || *set == '\0' ? folder : std::string(set));
}

}  // namespace cngtest
