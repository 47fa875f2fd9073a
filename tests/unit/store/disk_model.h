// A disk as POSIX allows it to be: what was not synced when the power is cut is there, or not, or in part. Names are on
// disk when their folder is synced, bytes when their file is.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/atomic_file.h"
#include "support.h"

namespace cng::store {

using Bytes = std::vector<std::uint8_t>;

class DiskModel {
 public:
  // One file or folder; entries with the same number are one file with two names.
  struct Entry {
    int number;
    bool is_folder;
    Bytes bytes;
    auto operator<=>(const Entry&) const = default;
  };
  using Image = std::map<std::string, Entry>;  // by path below the root

  // The disk holds what is below `root` now, and all of it is synced.
  explicit DiskModel(const fs::path& root);

  // Changes outside the root are not ours.
  void apply(const FileChange& change);

  // Every disk that there may be when the power is cut now.
  std::set<Image> images() const;

  // Makes `folder` what the image has below the root.
  static void put(const Image& image, const fs::path& folder);

 private:
  static constexpr int kNothing = -1;
  struct Node {
    bool is_folder = false;
    Bytes synced, bytes;
    std::map<std::string, int> names;
    std::map<std::string, std::vector<int>> unsynced;  // the numbers that a name had since the last sync, oldest first
  };
  struct Choice {
    int node;
    std::string name;  // empty: the bytes of the file
    int options;
  };

  int add(bool is_folder);
  void scan(const fs::path& path, int folder);
  std::string below_root(const std::string& path) const;
  int find(const std::string& path) const;
  void set_name(const std::string& path, int number);
  std::vector<Choice> choices() const;
  void draw(int folder, const std::string& path, const std::map<std::pair<int, std::string>, int>& chosen,
            Image& image) const;

  std::string root_;
  std::vector<Node> nodes_;
};

}  // namespace cng::store
