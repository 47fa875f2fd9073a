#include "support.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <random>

namespace cng::store {

namespace {

fs::path base_of(Where where) {
#ifdef _WIN32
  const fs::path memory = "Z:/dev/shm";  // under Wine
#else
  const fs::path memory = "/dev/shm";
#endif
  std::error_code none;
  return where == Where::memory && fs::is_directory(memory, none) ? memory : fs::temp_directory_path();
}

}  // namespace

TemporaryFolder::TemporaryFolder(Where where) {
  std::random_device random;
  path_ = base_of(where) / ("cng-store-" + std::to_string(random()) + "-" + std::to_string(random()));
  fs::create_directory(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path StoreTest::file_of(WideView name) const {
  const Result<std::string> file = file_name(Scope::user, name);
  return folder_ / subfolder_of(*file) / *file;
}

std::vector<WideText> StoreTest::listed() const {
  const Result<std::vector<Entry>> entries = store_.list();
  EXPECT_EQ(code(entries), Code::ok);
  std::vector<WideText> names;
  if (entries)
    for (const Entry& entry : *entries) names.push_back(entry.name);
  std::sort(names.begin(), names.end());
  return names;
}

Record make_record(WideView name, unsigned seed, std::size_t size) {
  Record record;
  record.name = name;
  record.algorithm = CNG_W("RSA");
  record.export_policy = seed;
  record.usage = 3;
  record.legacy_spec = 1;
  record.blob_type = CNG_W("RSAFULLPRIVATEBLOB");
  record.properties = {{CNG_W("Use Context"), false, {'a', 0, 0, 0}},
                       {CNG_W("CLR IsEphemeral"), true, {static_cast<std::uint8_t>(seed)}},
                       {CNG_W("empty"), true, {}}};
  record.blob = SecretBytes(size);
  std::minstd_rand bytes(seed + 1);
  for (std::uint8_t& byte : record.blob.span(SecretAccess{})) byte = static_cast<std::uint8_t>(bytes() >> 8);
  return record;
}

unsigned seed_of(const Record& record) { return record.export_policy; }

std::string damage_of(const Record& record) {
  const Record expected = make_record(record.name, seed_of(record), record.blob.size());
  if (record.algorithm != expected.algorithm || record.blob_type != expected.blob_type) return "texts";
  if (record.usage != expected.usage || record.legacy_spec != expected.legacy_spec) return "numbers";
  if (record.properties.size() != expected.properties.size()) return "number of properties";
  for (std::size_t i = 0; i < expected.properties.size(); ++i) {
    const Property &a = record.properties[i], &b = expected.properties[i];
    if (a.name != b.name || a.custom != b.custom || a.value != b.value) return "property " + std::to_string(i);
  }
  if (!equal_constant_time(record.blob.view(SecretAccess{}), expected.blob.view(SecretAccess{}))) return "blob";
  return {};
}

std::vector<std::string> strays(const fs::path& folder) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const std::string parent = entry.path().parent_path().filename().string();
    const bool top = entry.path().parent_path() == folder;
    if (top && (name == "lock" || name == "master.key" || name == "tmp")) continue;
    if (top && entry.is_directory() && name.size() == 2) continue;
    if (!top && entry.is_regular_file() && is_file_name(name) && subfolder_of(name) == parent) continue;
    found.push_back(parent + "/" + name);
  }
  return found;
}

std::vector<fs::path> temporaries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "tmp", none)) found.push_back(entry.path());
  return found;
}

std::vector<std::uint8_t> read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_bytes(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  EXPECT_TRUE(file.good()) << path;
}

}  // namespace cng::store
