// A folder for named keys that lives as long as a test.
#ifndef OPENCNG_TESTS_SUPPORT_KEY_FOLDER_H_
#define OPENCNG_TESTS_SUPPORT_KEY_FOLDER_H_

#include <filesystem>
#include <string>
#include <vector>

namespace cngtest {

// KeyFolder sends the library's stores to a folder of its own; when it dies they are where they were, and it is gone.
class KeyFolder {
 public:
  KeyFolder();
  ~KeyFolder();
  KeyFolder(const KeyFolder&) = delete;
  KeyFolder& operator=(const KeyFolder&) = delete;

  // files are the records of both stores.
  std::vector<std::filesystem::path> files() const;

 private:
  std::string before_;
  std::filesystem::path path_;
};

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_KEY_FOLDER_H_
