// Key derivation, by OpenSSL's EVP_KDF.
#include <openssl/core_names.h>

#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

// OpenSSL takes a parameter of no bytes for a missing one in some derivations; leaving it out means the same in ours.
class KdfParams {
 public:
  explicit KdfParams(const char* hash) { list_[count_++] = text_param(OSSL_KDF_PARAM_DIGEST, hash); }

  KdfParams& add(const char* name, ByteView bytes) {
    if (!bytes.empty()) list_[count_++] = bytes_param(name, bytes);
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
  KdfParams params(hash == nullptr ? "MD5-SHA1" : hash->provider_name);
  params.add(OSSL_KDF_PARAM_SECRET, secret).add(OSSL_KDF_PARAM_SEED, label).add(OSSL_KDF_PARAM_SEED, seed);
  return derive(OSSL_KDF_NAME_TLS1_PRF, params, out);
}

Status concat_kdf(const HashInfo& hash, ByteView secret, ByteView other_info, ByteSpan out) {
  KdfParams params(hash.provider_name);
  params.add(OSSL_KDF_PARAM_SECRET, secret).add(OSSL_KDF_PARAM_INFO, other_info);
  return derive(OSSL_KDF_NAME_SSKDF, params, out);
}

Status hkdf(const HashInfo& hash, ByteView secret, ByteView salt, ByteView info, ByteSpan out) {
  if (out.size() > 255 * std::size_t{hash.digest_bytes})
    return invalid_parameter("HKDF gives no more than 255 times the length of its hash");
  KdfParams params(hash.provider_name);
  params.add(OSSL_KDF_PARAM_KEY, secret).add(OSSL_KDF_PARAM_SALT, salt).add(OSSL_KDF_PARAM_INFO, info);
  return derive(OSSL_KDF_NAME_HKDF, params, out);
}

}  // namespace cng::provider
