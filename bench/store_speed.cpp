// store_speed FOLDER: ratios of the key store, measured in turn in one run: the creation of a key to a bare file
// written, synced, renamed and its folder synced, of the same bytes on the same file system; and on Linux the import of
// a PKCS #8 key with a password (PBES2) to OpenSSL's PBKDF2 of the same number of iterations.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "store/key_store.h"
#include "store/name.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <cng/cng.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>
#endif

namespace {

using namespace cng;
using namespace cng::store;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 301;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "store_speed: %s\n", what);
  std::exit(1);
}

template <class Body>
double microseconds(Body body) {
  const auto begin = Clock::now();
  body();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// The median of the ratios of pairs that were measured one after the other.
void print(const char* what, const std::vector<double>& ours, const std::vector<double>& anchor, double most) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(ours[i] / anchor[i]);
  std::printf("%s: %.1f us, anchor %.1f us, ratio %.3f (target <= %.2f)\n", what, median(ours), median(anchor),
              median(ratios), most);
  std::fflush(stdout);
}

#ifdef _WIN32
void write_bare(const fs::path& folder, const std::string& name, const std::vector<char>& bytes) {
  const fs::path temporary = folder / "temporary";
  const HANDLE file = CreateFileW(temporary.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, 0, nullptr);
  DWORD put = 0;
  if (!WriteFile(file, bytes.data(), static_cast<DWORD>(bytes.size()), &put, nullptr) || !FlushFileBuffers(file))
    fail("a bare file cannot be written");
  CloseHandle(file);
  if (!MoveFileExW(temporary.c_str(), (folder / name).c_str(), MOVEFILE_WRITE_THROUGH)) fail("cannot rename");
  const HANDLE parent =
      CreateFileW(folder.c_str(), GENERIC_WRITE, 7, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  FlushFileBuffers(parent);
  CloseHandle(parent);
}
#else
void write_bare(const fs::path& folder, const std::string& name, const std::vector<char>& bytes) {
  const fs::path temporary = folder / "temporary";
  const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (::write(file, bytes.data(), bytes.size()) < 0 || ::fsync(file) != 0) fail("a bare file cannot be written");
  ::close(file);
  if (::rename(temporary.c_str(), (folder / name).c_str()) != 0 || ::fsync(parent) != 0) fail("cannot rename");
  ::close(parent);
}
#endif

WideText numbered(int number) {
  const std::string text = "key " + std::to_string(number);
  return {text.begin(), text.end()};
}

Record sample(int number) {
  Record record;
  record.name = numbered(number);
  record.algorithm = CNG_W("RSA");
  record.blob_type = CNG_W("RSAFULLPRIVATEBLOB");
  record.blob = SecretBytes(1179);  // of RSA-2048
  return record;
}

// Subfolders are made before, as those of any store that is in use.
void measure_creation(const fs::path& root) {
  const KeyStore store(Scope::user, (root / "store").string());
  Record first = sample(-1);
  if (!store.create(first, Existing::keep)) fail("the store cannot be made");
  const fs::path bare = root / "bare";
  fs::create_directory(bare);
  std::vector<double> ours, anchor;
  for (int i = 0; i < kRounds; ++i) {
    Record record = sample(i);
    const std::string name = *file_name(Scope::user, record.name);
    fs::create_directory(root / "store" / subfolder_of(name));
    ours.push_back(microseconds([&] {
      if (!store.create(record, Existing::keep)) fail("a key cannot be made");
    }));
    const std::vector<char> bytes(static_cast<std::size_t>(fs::file_size(root / "store" / subfolder_of(name) / name)));
    anchor.push_back(microseconds([&] { write_bare(bare, name, bytes); }));
  }
  print("create a key", ours, anchor, 1.3);
}

#ifndef _WIN32
// Of CPU time: what other programs do meanwhile does not count.
template <class Body>
double cpu_microseconds(Body body) {
  const std::clock_t begin = std::clock();
  body();
  return static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC;
}

struct Pbes2Key {
  NCRYPT_PROV_HANDLE provider = 0;
  std::vector<BYTE> der;
  WCHAR password[7] = {'s', 'e', 's', 'a', 'm', 'e', 0};
};

Pbes2Key make_pbes2_key(int iterations) {
  Pbes2Key made;
  NCRYPT_KEY_HANDLE key = 0;
  DWORD policy = NCRYPT_ALLOW_EXPORT_FLAG | NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG;
  if (NCryptOpenStorageProvider(&made.provider, nullptr, 0) != 0 ||
      NCryptCreatePersistedKey(made.provider, &key, BCRYPT_ECDSA_P256_ALGORITHM, nullptr, 0, 0) != 0 ||
      NCryptSetProperty(key, NCRYPT_EXPORT_POLICY_PROPERTY, reinterpret_cast<BYTE*>(&policy), sizeof policy, 0) != 0 ||
      NCryptFinalizeKey(key, 0) != 0)
    fail("no key");
  char oid[] = "1.2.840.113549.1.5.13";
  struct {
    CRYPT_PKCS12_PBE_PARAMS head{0, 16};
    BYTE salt[16] = {1, 2, 3};
  } parameters;
  parameters.head.iIterations = iterations;
  NCryptBuffer buffers[] = {{sizeof oid, NCRYPTBUFFER_PKCS_ALG_OID, oid},
                            {sizeof parameters, NCRYPTBUFFER_PKCS_ALG_PARAM, &parameters},
                            {sizeof made.password, NCRYPTBUFFER_PKCS_SECRET, made.password}};
  NCryptBufferDesc list{NCRYPTBUFFER_VERSION, 3, buffers};
  DWORD size = 0;
  made.der.resize(4096);
  if (NCryptExportKey(key, 0, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, &list, made.der.data(), 4096, &size, 0) != 0)
    fail("no encrypted PKCS #8");
  made.der.resize(size);
  NCryptFreeObject(key);
  return made;
}

void measure_pbes2(const char* what, int iterations) {
  Pbes2Key with = make_pbes2_key(iterations);
  NCryptBuffer buffer{sizeof with.password, NCRYPTBUFFER_PKCS_SECRET, with.password};
  NCryptBufferDesc list{NCRYPTBUFFER_VERSION, 1, &buffer};
  std::vector<double> ours, anchor;
  for (int i = 0; i < 31; ++i) {
    ours.push_back(cpu_microseconds([&] {
      NCRYPT_KEY_HANDLE key = 0;
      if (NCryptImportKey(with.provider, 0, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, &list, &key, with.der.data(),
                          static_cast<DWORD>(with.der.size()), 0) != 0)
        fail("no import");
      NCryptFreeObject(key);
    }));
    anchor.push_back(cpu_microseconds([&] {
      unsigned char salt[16] = {1, 2, 3}, out[32];
      if (PKCS5_PBKDF2_HMAC("sesame", 6, salt, 16, iterations, EVP_sha256(), 32, out) != 1) fail("no PBKDF2");
    }));
  }
  print(what, ours, anchor, 1.05);
  NCryptFreeObject(with.provider);
}
#endif

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail("usage: store_speed FOLDER, which must not exist");
  if (fs::exists(argv[1])) fail("the folder exists");
  fs::create_directories(argv[1]);
  measure_creation(fs::absolute(argv[1]));
#ifndef _WIN32
  measure_pbes2("import PKCS #8 with PBES2, 10,000 iterations", 10000);
  measure_pbes2("import PKCS #8 with PBES2, 100,000 iterations", 100000);
#endif
  return 0;
}
