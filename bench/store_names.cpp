// store_names FOLDER: how long the key store takes for a name that is not there, and for one that is, among 200 and
// among 100,000 keys. The records are written without sync and behind the store's back: only their reading is measured.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "store/key_store.h"
#include "store/name.h"
#include "store/protector.h"

namespace {

using namespace cng;
using namespace cng::store;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 1001;

WideText numbered(const char* start, int number) {
  const std::string text = start + std::to_string(number);
  return {text.begin(), text.end()};
}

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "store_names: %s\n", what);
  std::exit(1);
}

Record sample(int number) {
  Record record;
  record.name = numbered("benchmark key ", number);
  record.algorithm = CNG_W("RSA");
  record.blob_type = CNG_W("RSAFULLPRIVATEBLOB");
  record.blob = SecretBytes(1179);  // of RSA-2048
  return record;
}

MasterKey master_key(const KeyStore& store) {
  std::ifstream file(fs::path(store.folder()) / "master.key", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  Result<MasterKey> key =
      parse_master_key({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, Scope::user);
  if (!key) fail("the master key cannot be read");
  return std::move(*key);
}

void fill(const KeyStore& store, int from, int to) {
  const MasterKey master = master_key(store);
  for (int i = from; i < to; ++i) {
    const Record record = sample(i);
    const Result<SecretBytes> sealed = seal_record(record, Scope::user, master);
    const Result<std::string> name = file_name(Scope::user, record.name);
    if (!sealed || !name) fail("a record cannot be made");
    const fs::path folder = fs::path(store.folder()) / subfolder_of(*name);
    fs::create_directory(folder);
    const ByteView bytes = sealed->view(SecretAccess{});
    std::ofstream(folder / *name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
}

double median_microseconds(const KeyStore& store, const char* start, int modulus, bool there) {
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    const WideText name = numbered(start, static_cast<int>((i * 7919LL) % modulus));
    const auto begin = Clock::now();
    const Result<Record> record = store.read(name);
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    if (static_cast<bool>(record) != there) fail("a key is there that should not be, or the other way round");
  }
  std::nth_element(times.begin(), times.begin() + kRounds / 2, times.end());
  return times[kRounds / 2];
}

// In a store that is not there.
double one_miss_microseconds(const KeyStore& store) {
  const auto begin = Clock::now();
  const Result<Record> record = store.read(CNG_W("missing"));
  const double time = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
  if (record) fail("a key is there that should not be");
  return time;
}

void measure(const KeyStore& store, int keys) {
  const double miss = median_microseconds(store, "missing ", 1 << 30, false);
  const double hit = median_microseconds(store, "benchmark key ", keys, true);
  const auto begin = Clock::now();
  const Result<std::vector<Entry>> entries = store.list();
  const double all = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  if (!entries || entries->size() != static_cast<std::size_t>(keys)) fail("the list is not complete");
  std::printf("%7d keys: missing %.1f us, open %.1f us, list %.1f ms\n", keys, miss, hit, all);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail("usage: store_names FOLDER, which must not exist");
  if (fs::exists(argv[1])) fail("the folder exists");
  const KeyStore store(Scope::user, argv[1]);
  const double cold = one_miss_microseconds(store), warm = one_miss_microseconds(store);
  std::printf("first look of a process for a missing key %.1f us, second %.1f us\n", cold, warm);
  Record first = sample(0);
  if (!store.create(first, Existing::keep)) fail("the store cannot be made");
  std::vector<double> times;
  for (int i = 1; i < 200; ++i) {
    Record record = sample(i);
    const auto begin = Clock::now();
    if (!store.create(record, Existing::keep)) fail("a key cannot be made");
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
  }
  std::nth_element(times.begin(), times.begin() + 99, times.end());
  std::printf("create %.1f us\n", times[99]);
  measure(store, 200);
  fill(store, 200, 100'000);
  measure(store, 100'000);
  return 0;
}
