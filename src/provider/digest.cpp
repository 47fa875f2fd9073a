// Hashes and HMAC.
#include <openssl/core_names.h>

#include <atomic>

#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

constinit std::atomic<EVP_MAC*> g_hmac{nullptr};

Result<EVP_MAC*> fetch_hmac() {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  if (EVP_MAC* known = g_hmac.load(std::memory_order_acquire); known != nullptr) return known;
  MacPtr fetched(EVP_MAC_fetch(*context, OSSL_MAC_NAME_HMAC, nullptr));
  if (!fetched) return ossl_failed("OpenSSL does not have HMAC");
  EVP_MAC* expected = nullptr;
  if (g_hmac.compare_exchange_strong(expected, fetched.get(), std::memory_order_acq_rel)) return fetched.release();
  return expected;
}

}  // namespace

Status digest(const HashInfo& hash, std::span<const ByteView> pieces, ByteSpan out) {
  if (out.size() != hash.digest_bytes) return internal_error("the buffer of a digest has another size");
  const Result<const EVP_MD*> implementation = fetch_digest(hash);
  if (!implementation) return implementation.error();
  const MdCtxPtr context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex2(context.get(), *implementation, nullptr) != 1)
    return ossl_failed("the hash cannot be started");
  for (const ByteView piece : pieces)
    if (EVP_DigestUpdate(context.get(), piece.data(), piece.size()) != 1) return ossl_failed("the hash failed");
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context.get(), out.data(), &size) != 1 || size != out.size())
    return ossl_failed("the hash failed");
  return {};
}

Status hmac(const HashInfo& hash, ByteView key, std::span<const ByteView> pieces, ByteSpan out) {
  if (out.size() != hash.digest_bytes) return internal_error("the buffer of a digest has another size");
  const Result<EVP_MAC*> implementation = fetch_hmac();
  if (!implementation) return implementation.error();
  const MacCtxPtr context(EVP_MAC_CTX_new(*implementation));
  const OSSL_PARAM params[] = {text_param(OSSL_MAC_PARAM_DIGEST, hash.provider_name), OSSL_PARAM_construct_end()};
  if (!context || EVP_MAC_init(context.get(), bytes_or_empty(key), key.size(), params) != 1)
    return ossl_failed("the HMAC cannot be started");
  for (const ByteView piece : pieces)
    if (EVP_MAC_update(context.get(), piece.data(), piece.size()) != 1) return ossl_failed("the HMAC failed");
  std::size_t size = 0;
  if (EVP_MAC_final(context.get(), out.data(), &size, out.size()) != 1 || size != out.size())
    return ossl_failed("the HMAC failed");
  return {};
}

}  // namespace cng::provider
