// Hashes and HMAC of short and of long inputs, in one call, beside EVP with everything fetched once.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

#include "bench/bench.h"
#include "bench/evp.h"

namespace cngbench {
namespace {

constexpr ULONG kDigestBytes = 32;

struct Input {
  explicit Input(ULONG size) : data(size, 0xA5) {}
  Bytes data;
  UCHAR key[32] = {1, 2, 3};
  UCHAR digest[kDigestBytes] = {};
};

void hash(Input& input, BCRYPT_ALG_HANDLE algorithm, ULONG key_bytes) {
  const NTSTATUS status = BCryptHash(algorithm, key_bytes == 0 ? nullptr : input.key, key_bytes, input.data.data(),
                                     static_cast<ULONG>(input.data.size()), input.digest, kDigestBytes);
  if (status != STATUS_SUCCESS) must(status, "BCryptHash");
}

// A context that is started again for each input, and never copied.
class EvpDigest {
 public:
  explicit EvpDigest(ULONG size) : input_(size), digest_(EVP_MD_fetch(evp_library(), "SHA2-256", nullptr)) {}
  EvpDigest(const EvpDigest&) = delete;
  EvpDigest& operator=(const EvpDigest&) = delete;
  ~EvpDigest() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(digest_);
  }
  void run() {
    const bool good = EVP_DigestInit_ex2(context_, digest_, nullptr) == 1 &&
                      EVP_DigestUpdate(context_, input_.data.data(), input_.data.size()) == 1 &&
                      EVP_DigestFinal_ex(context_, input_.digest, nullptr) == 1;
    if (!good) evp_must(false, "EVP_Digest");
  }

 private:
  Input input_;
  EVP_MD* digest_;
  EVP_MD_CTX* context_ = EVP_MD_CTX_new();
};

class EvpHmac {
 public:
  explicit EvpHmac(ULONG size) : input_(size) {
    EVP_MAC* mac = EVP_MAC_fetch(evp_library(), "HMAC", nullptr);
    context_ = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    char name[] = "SHA2-256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                 OSSL_PARAM_construct_end()};
    evp_must(EVP_MAC_init(context_, input_.key, sizeof input_.key, params) == 1, "EVP_MAC_init");
  }
  EvpHmac(const EvpHmac&) = delete;
  EvpHmac& operator=(const EvpHmac&) = delete;
  ~EvpHmac() { EVP_MAC_CTX_free(context_); }
  void run() {
    std::size_t size = 0;
    const bool good = EVP_MAC_init(context_, input_.key, sizeof input_.key, nullptr) == 1 &&
                      EVP_MAC_update(context_, input_.data.data(), input_.data.size()) == 1 &&
                      EVP_MAC_final(context_, input_.digest, &size, sizeof input_.digest) == 1;
    if (!good) evp_must(false, "EVP_MAC");
  }

 private:
  Input input_;
  EVP_MAC_CTX* context_ = nullptr;
};

}  // namespace

void add_hashes() {
  for (const ULONG size : {32U, 1024U, 16384U}) {
    const std::string operation = "hash" + std::to_string(size);
    add("Sha256", operation.c_str(), "ours",
        [input = std::make_shared<Input>(size)] { hash(*input, BCRYPT_SHA256_ALG_HANDLE, 0); });
    add("Sha256", operation.c_str(), "evp", [evp = std::make_shared<EvpDigest>(size)] { evp->run(); });
    add("HmacSha256", operation.c_str(), "ours",
        [input = std::make_shared<Input>(size)] { hash(*input, BCRYPT_HMAC_SHA256_ALG_HANDLE, sizeof input->key); });
    add("HmacSha256", operation.c_str(), "evp", [evp = std::make_shared<EvpHmac>(size)] { evp->run(); });
  }
}

}  // namespace cngbench
