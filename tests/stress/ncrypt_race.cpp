// Processes that want the same name at the same time, through NCryptImportKey and NCryptFinalizeKey: one gets it, the
// others NTE_EXISTS. ncrypt_race RACES; it starts itself as the racers.
#include <cng/cng.h>

#include <iostream>

#include "support.h"

namespace {

using cng::store::Child;
namespace fs = std::filesystem;

constexpr unsigned kRacers = 4;
constexpr int kStrange = 250;  // an exit code: a status that no racer should get

bool check(bool good, const std::string& what) {
  std::cout << (good ? "PASS " : "FAIL ") << "ncrypt_race: " << what << std::endl;
  return good;
}

// All racers begin a race when its file is there.
void wait_for(const fs::path& signal) {
  while (!fs::exists(signal)) cng::store::sleep_microseconds(100);
}

std::basic_string<WCHAR> wide_name(unsigned race) {
  const std::string text = "race " + std::to_string(race);
  return {text.begin(), text.end()};
}

SECURITY_STATUS finalize(NCRYPT_PROV_HANDLE provider, const WCHAR* name, const fs::path& signal,
                         std::vector<BYTE>* exported) {
  NCRYPT_KEY_HANDLE key = 0;
  SECURITY_STATUS status = NCryptCreatePersistedKey(provider, &key, BCRYPT_ECDSA_P256_ALGORITHM, name, 0, 0);
  if (status != 0) return status;
  DWORD policy = NCRYPT_ALLOW_EXPORT_FLAG | NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG;
  status = NCryptSetProperty(key, NCRYPT_EXPORT_POLICY_PROPERTY, reinterpret_cast<BYTE*>(&policy), sizeof policy, 0);
  if (name != nullptr) wait_for(signal);
  if (status == 0) status = NCryptFinalizeKey(key, 0);
  if (status == 0 && exported != nullptr) {
    DWORD size = 0;
    exported->resize(1000);
    status = NCryptExportKey(key, 0, BCRYPT_ECCPRIVATE_BLOB, nullptr, exported->data(), 1000, &size, 0);
    exported->resize(size);
  }
  NCryptFreeObject(key);
  return status;
}

SECURITY_STATUS import(NCRYPT_PROV_HANDLE provider, std::basic_string<WCHAR> name, std::vector<BYTE>& blob) {
  NCryptBuffer buffer{static_cast<ULONG>((name.size() + 1) * sizeof(WCHAR)), NCRYPTBUFFER_PKCS_KEY_NAME, name.data()};
  NCryptBufferDesc list{NCRYPTBUFFER_VERSION, 1, &buffer};
  const NCRYPT_KEY_HANDLE untouched = 0x5EA1ED00;
  NCRYPT_KEY_HANDLE key = untouched;
  const SECURITY_STATUS status = NCryptImportKey(provider, 0, BCRYPT_ECCPRIVATE_BLOB, &list, &key, blob.data(),
                                                 static_cast<DWORD>(blob.size()), 0);
  if (status == 0) NCryptFreeObject(key);
  return status != 0 && key != untouched ? NTE_FAIL : status;  // a failing call writes no handle
}

// Runs its races, every other one through NCryptImportKey; how many it won is in the file `result`.
int race(const fs::path& folder, const std::string& number, unsigned races) {
  NCRYPT_PROV_HANDLE provider = 0;
  if (NCryptOpenStorageProvider(&provider, nullptr, 0) != 0) return kStrange;
  std::vector<BYTE> blob;
  if (finalize(provider, nullptr, {}, &blob) != 0) return kStrange;
  int won = 0;
  for (unsigned i = 0; i < races; ++i) {
    const fs::path signal = folder / ("go" + std::to_string(i));
    cng::store::write_bytes(folder / ("ready" + std::to_string(i) + "." + number), {1});
    SECURITY_STATUS status = 0;
    if (i % 2 == 0) {
      status = finalize(provider, wide_name(i).c_str(), signal, nullptr);
    } else {
      wait_for(signal);
      status = import(provider, wide_name(i), blob);
    }
    if (status != 0 && status != NTE_EXISTS) return kStrange;
    won += status == 0;
    cng::store::write_bytes(folder / ("done" + std::to_string(i) + "." + number), {1});
  }
  NCryptFreeObject(provider);
  return won;
}

void wait_for_all(const fs::path& folder, const std::string& what) {
  for (unsigned racer = 0; racer < kRacers; ++racer) {
    for (int i = 0; i < 100'000 && !fs::exists(folder / (what + "." + std::to_string(racer))); ++i)
      cng::store::sleep_microseconds(200);
  }
}

int run(unsigned races) {
  const cng::store::TemporaryFolder temporary;
  const fs::path folder = temporary.path();
#ifdef _WIN32
  SetEnvironmentVariableW(L"OPENCNG_STORE", (folder / "store").c_str());
#else
  ::setenv("OPENCNG_STORE", (folder / "store").c_str(), 1);
#endif
  std::vector<Child> racers;
  for (unsigned i = 0; i < kRacers; ++i)
    racers.push_back(Child({folder.string(), std::to_string(i), std::to_string(races)}));
  for (unsigned i = 0; i < races; ++i) {
    wait_for_all(folder, "ready" + std::to_string(i));
    cng::store::sleep_microseconds(2000);  // those that finalize have made their key
    cng::store::write_bytes(folder / ("go" + std::to_string(i)), {1});
  }
  int won = 0;
  bool expected = true;
  for (Child& racer : racers) {
    const int result = racer.wait();
    expected &= result >= 0 && result != kStrange;
    won += result;
  }
  bool good = check(expected, "every status is success or NTE_EXISTS");
  good &= check(won == static_cast<int>(races), std::to_string(races) + " names, " + std::to_string(won) + " won");
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 4 && arguments[0] == "--role")
    return race(arguments[1], arguments[2], static_cast<unsigned>(std::stoul(arguments[3])));
  if (arguments.size() == 1) return run(static_cast<unsigned>(std::stoul(arguments[0])));
  std::cerr << "usage: ncrypt_race RACES (at most 200)\n";
  return 2;
}
