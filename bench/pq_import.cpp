// Import and destroy of post-quantum keys, beside EVP with its default settings. Keys are new in each process: no key
// of a set is dearer than another.
#include <openssl/core_names.h>

#include <memory>

#include "bench/bench.h"
#include "bench/evp.h"

namespace cngbench {
namespace {

struct Form {
  const char* suffix;
  const char* evp_name;
  int selection;
  ULONG magic;
  LPCWSTR type;
};
constexpr const char *kPublicName = OSSL_PKEY_PARAM_PUB_KEY, *kPrivateName = OSSL_PKEY_PARAM_PRIV_KEY;
constexpr const char* kSeedName = OSSL_PKEY_PARAM_ML_KEM_SEED;
constexpr int kPublic = EVP_PKEY_PUBLIC_KEY, kPair = EVP_PKEY_KEYPAIR;
const Form kMlkem[] = {
    {"Public", kPublicName, kPublic, BCRYPT_MLKEM_PUBLIC_MAGIC, BCRYPT_MLKEM_PUBLIC_BLOB},
    {"Private", kPrivateName, kPair, BCRYPT_MLKEM_PRIVATE_MAGIC, BCRYPT_MLKEM_PRIVATE_BLOB},
    {"Seed", kSeedName, kPair, BCRYPT_MLKEM_PRIVATE_SEED_MAGIC, BCRYPT_MLKEM_PRIVATE_SEED_BLOB},
};
const Form kMldsa[] = {
    {"Public", kPublicName, kPublic, BCRYPT_MLDSA_PUBLIC_MAGIC, BCRYPT_PQDSA_PUBLIC_BLOB},
    {"Private", kPrivateName, kPair, BCRYPT_MLDSA_PRIVATE_MAGIC, BCRYPT_PQDSA_PRIVATE_BLOB},
    {"Seed", kSeedName, kPair, BCRYPT_MLDSA_PRIVATE_SEED_MAGIC, BCRYPT_PQDSA_PRIVATE_SEED_BLOB},
};

Bytes part(const EVP_PKEY* pkey, const char* name) {
  std::size_t size = 0;
  evp_must(EVP_PKEY_get_octet_string_param(pkey, name, nullptr, 0, &size) == 1, name);
  Bytes out(size);
  evp_must(EVP_PKEY_get_octet_string_param(pkey, name, out.data(), size, &size) == 1, name);
  return out;
}

Bytes make_blob(ULONG magic, const std::string& set, const Bytes& key) {
  Bytes name;
  for (const char c : set) name.insert(name.end(), {static_cast<UCHAR>(c), 0});
  name.insert(name.end(), {0, 0});
  return cngtest::concat(
      {cngtest::le32(magic), cngtest::le32(cngtest::len(name)), cngtest::le32(cngtest::len(key)), name, key});
}

void add_set(const char* algorithm, const std::string& set, const char* label, BCRYPT_ALG_HANDLE handle,
             const Form (&forms)[3]) {
  const std::string evp_algorithm = std::string(algorithm) + "-" + set;
  EVP_PKEY* const pkey = EVP_PKEY_Q_keygen(evp_library(), nullptr, evp_algorithm.c_str());
  evp_must(pkey != nullptr, "EVP_PKEY_Q_keygen");
  for (const Form& form : forms) {
    const Bytes bytes = part(pkey, form.evp_name);
    const std::string key = std::string(label) + form.suffix + set;
    const auto from =
        std::make_shared<ImportCase>(ImportCase{"", nullptr, handle, form.type, 0, make_blob(form.magic, set, bytes)});
    add(key, "import", "ours", [from] {
      const Key imported(kOurs, *from);
      benchmark::DoNotOptimize(imported.handle());
    });
    const auto maker = std::make_shared<EvpMaker>(evp_algorithm.c_str(), form.selection);
    maker->octets(form.evp_name, bytes);
    add(key, "import", "evp", [maker] { EVP_PKEY_free(maker->make()); });
  }
  EVP_PKEY_free(pkey);
}

}  // namespace

void add_pq_imports() {
  for (const char* set : {"512", "768", "1024"}) add_set("ML-KEM", set, "Mlkem", BCRYPT_MLKEM_ALG_HANDLE, kMlkem);
  for (const char* set : {"44", "65", "87"}) add_set("ML-DSA", set, "Mldsa", BCRYPT_MLDSA_ALG_HANDLE, kMldsa);
}

}  // namespace cngbench
