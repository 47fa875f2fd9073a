#include "disk_model.h"

#include <stdexcept>

namespace cng::store {
namespace {

using Kind = FileChange::Kind;

constexpr std::size_t kMostImages = 20000;

std::string folder_of(const std::string& path) {
  const std::size_t end = path.find_last_of('/');
  return end == std::string::npos ? std::string() : path.substr(0, end);
}
std::string name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// What may be left of bytes of which `synced` are on disk: those, all, a part, or the length alone.
std::vector<Bytes> remains(const Bytes& synced, const Bytes& bytes) {
  Bytes part = bytes, zeros(bytes.size());
  part.resize(bytes.size() / 2);
  return {synced, bytes, part, zeros};
}

}  // namespace

DiskModel::DiskModel(const fs::path& root) : root_(root.generic_string()) { scan(root, add(true)); }

int DiskModel::add(bool is_folder) {
  nodes_.push_back({is_folder, {}, {}, {}, {}});
  return static_cast<int>(nodes_.size()) - 1;
}

void DiskModel::scan(const fs::path& path, int folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    const int number = add(entry.is_directory());
    nodes_[static_cast<std::size_t>(folder)].names[entry.path().filename().string()] = number;
    if (entry.is_directory()) {
      scan(entry.path(), number);
    } else {
      Node& node = nodes_[static_cast<std::size_t>(number)];
      node.bytes = node.synced = read_bytes(entry.path());
    }
  }
}

std::string DiskModel::below_root(const std::string& path) const {
  if (path == root_) return {};
  return path.compare(0, root_.size() + 1, root_ + "/") == 0 ? path.substr(root_.size() + 1) : "/";
}

int DiskModel::find(const std::string& path) const {
  int at = 0;
  for (std::size_t from = 0; from < path.size();) {
    std::size_t end = path.find('/', from);
    if (end == std::string::npos) end = path.size();
    const auto& names = nodes_[static_cast<std::size_t>(at)].names;
    const auto found = names.find(path.substr(from, end - from));
    if (found == names.end()) return kNothing;
    at = found->second;
    from = end + 1;
  }
  return at;
}

void DiskModel::set_name(const std::string& path, int number) {
  const int folder = find(folder_of(path));
  if (folder == kNothing) throw std::logic_error("a change in a folder that is not there: " + path);
  Node& node = nodes_[static_cast<std::size_t>(folder)];
  const std::string name = name_of(path);
  std::vector<int>& history = node.unsynced[name];
  if (history.empty()) history.push_back(node.names.contains(name) ? node.names[name] : kNothing);
  history.push_back(number);
  if (number == kNothing)
    node.names.erase(name);
  else
    node.names[name] = number;
}

void DiskModel::apply(const FileChange& change) {
  const std::string path = below_root(change.path);
  if (path == "/") return;
  const int number = find(path);
  switch (change.kind) {
    case Kind::create:
      if (number == kNothing) set_name(path, add(false));
      return;
    case Kind::make_folder:
      set_name(path, add(true));
      return;
    case Kind::remove:
      set_name(path, kNothing);
      return;
    case Kind::rename:
      set_name(below_root(change.to), number);
      set_name(path, kNothing);
      return;
    case Kind::write: {
      Node& node = nodes_.at(static_cast<std::size_t>(number));
      node.bytes.insert(node.bytes.end(), change.bytes.begin(), change.bytes.end());
      return;
    }
    case Kind::sync: {
      Node& node = nodes_.at(static_cast<std::size_t>(number));
      node.synced = node.bytes;
      node.unsynced.clear();
    }
  }
}

std::vector<DiskModel::Choice> DiskModel::choices() const {
  std::vector<Choice> all;
  std::size_t product = 1;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const int number = static_cast<int>(i);
    if (!nodes_[i].is_folder && nodes_[i].synced != nodes_[i].bytes) all.push_back({number, "", 4});
    for (const auto& [name, history] : nodes_[i].unsynced)
      all.push_back({number, name, static_cast<int>(history.size())});
  }
  for (const Choice& choice : all) product *= static_cast<std::size_t>(choice.options);
  if (product > kMostImages) throw std::logic_error("too many disks to look at");
  return all;
}

void DiskModel::draw(int folder, const std::string& path, const std::map<std::pair<int, std::string>, int>& chosen,
                     Image& image) const {
  const Node& node = nodes_[static_cast<std::size_t>(folder)];
  std::map<std::string, int> names = node.names;
  for (const auto& [name, history] : node.unsynced)
    names[name] = history[static_cast<std::size_t>(chosen.at({folder, name}))];
  for (const auto& [name, number] : names) {
    if (number == kNothing) continue;
    const Node& child = nodes_[static_cast<std::size_t>(number)];
    const std::string whole = path.empty() ? name : path + "/" + name;
    Entry entry{number, child.is_folder, child.bytes};
    if (const auto choice = chosen.find({number, ""}); choice != chosen.end())
      entry.bytes = remains(child.synced, child.bytes)[static_cast<std::size_t>(choice->second)];
    image.emplace(whole, std::move(entry));
    if (child.is_folder) draw(number, whole, chosen, image);
  }
}

std::set<DiskModel::Image> DiskModel::images() const {
  const std::vector<Choice> all = choices();
  std::map<std::pair<int, std::string>, int> chosen;
  for (const Choice& choice : all) chosen[{choice.node, choice.name}] = 0;
  std::set<Image> found;
  for (;;) {
    Image image;
    draw(0, "", chosen, image);
    found.insert(std::move(image));
    std::size_t digit = 0;
    for (; digit < all.size(); ++digit) {
      int& option = chosen[{all[digit].node, all[digit].name}];
      if (++option < all[digit].options) break;
      option = 0;
    }
    if (digit == all.size()) return found;
  }
}

void DiskModel::put(const Image& image, const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directory(folder);
  std::map<int, fs::path> written;
  for (const auto& [path, entry] : image) {
    const fs::path whole = folder / path;
    if (entry.is_folder) {
      fs::create_directory(whole);
    } else if (const auto first = written.find(entry.number); first != written.end()) {
      fs::create_hard_link(first->second, whole);
    } else {
      write_bytes(whole, entry.bytes);
      written[entry.number] = whole;
    }
  }
}

}  // namespace cng::store
