// Key derivation. OpenSSL's SSKDF refuses an empty secret, so that one is ours.
#include <openssl/core_names.h>

#include <algorithm>
#include <cstring>

#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

class KdfParams {
 public:
  explicit KdfParams(const char* hash) { list_[count_++] = text_param(OSSL_KDF_PARAM_DIGEST, hash); }

  KdfParams& add(const char* name, ByteView bytes) {
    list_[count_++] = bytes_param(name, bytes);
    return *this;
  }
  const OSSL_PARAM* get() {
    list_[count_] = OSSL_PARAM_construct_end();
    return list_;
  }

 private:
  OSSL_PARAM list_[8];
  std::size_t count_ = 0;
};

Status derive(const char* name, KdfParams& params, ByteSpan out) {
  if (out.empty()) return invalid_parameter("no bytes are asked for");
  const Result<OSSL_LIB_CTX*> library_context = library();
  if (!library_context) return library_context.error();
  const KdfPtr implementation(EVP_KDF_fetch(*library_context, name, nullptr));
  if (!implementation) return ossl_failed("OpenSSL does not have this key derivation");
  const KdfCtxPtr context(EVP_KDF_CTX_new(implementation.get()));
  if (!context || EVP_KDF_derive(context.get(), out.data(), out.size(), params.get()) != 1)
    return ossl_failed("the key derivation failed");
  return {};
}

}  // namespace

Status tls_prf(const HashInfo* hash, ByteView secret, ByteView label, ByteView seed, ByteSpan out) {
  if (label.empty() && seed.empty()) return invalid_parameter("the PRF needs a label or a seed");
  KdfParams params(hash == nullptr ? "MD5-SHA1" : hash->provider_name);
  params.add(OSSL_KDF_PARAM_SECRET, secret).add(OSSL_KDF_PARAM_SEED, label).add(OSSL_KDF_PARAM_SEED, seed);
  return derive(OSSL_KDF_NAME_TLS1_PRF, params, out);
}

Status concat_kdf(const HashInfo& hash, ByteView secret, ByteView other_info, ByteSpan out) {
  if (out.empty()) return invalid_parameter("no bytes are asked for");
  if (out.size() / hash.digest_bytes >= 0xFFFFFFFF) return invalid_parameter("the counter has only 32 bits");
  SecretArray<EVP_MAX_MD_SIZE> storage;
  const ByteSpan block = storage.span(SecretAccess{}, hash.digest_bytes);
  std::uint32_t counter = 0;
  for (std::size_t done = 0; done < out.size();) {
    ++counter;
    const std::uint8_t number[] = {static_cast<std::uint8_t>(counter >> 24), static_cast<std::uint8_t>(counter >> 16),
                                   static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)};
    const ByteView pieces[] = {number, secret, other_info};
    CNG_TRY(digest(hash, pieces, block));
    const std::size_t part = std::min(block.size(), out.size() - done);
    std::memcpy(out.data() + done, block.data(), part);
    done += part;
  }
  return {};
}

Status hkdf(const HashInfo& hash, ByteView secret, ByteView salt, ByteView info, ByteSpan out) {
  if (out.size() > 255 * std::size_t{hash.digest_bytes})
    return invalid_parameter("HKDF gives no more than 255 times the length of its hash");
  KdfParams params(hash.provider_name);
  params.add(OSSL_KDF_PARAM_KEY, secret).add(OSSL_KDF_PARAM_SALT, salt).add(OSSL_KDF_PARAM_INFO, info);
  return derive(OSSL_KDF_NAME_HKDF, params, out);
}

}  // namespace cng::provider
