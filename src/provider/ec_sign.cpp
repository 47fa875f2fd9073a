// ECDSA. OpenSSL speaks DER; CNG speaks r || s, each of the order's length.
#include "provider/families.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

constexpr std::size_t kMostDer = 2 * (kMostOrderBytes + 3) + 4;

constexpr Error kNotVerified = invalid_signature("the signature is not that of this digest");

// DER to r || s.
bool unpack(const unsigned char* der, std::size_t size, ByteSpan out) {
  const EcdsaSigPtr pair(d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size)));
  if (!pair) return false;
  const auto width = static_cast<int>(out.size() / 2);
  return BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out.data(), width) == width &&
         BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out.data() + width, width) == width;
}

// r || s to DER; the size of it, or 0.
std::size_t pack(ByteView signature, unsigned char (&der)[kMostDer]) {
  const EcdsaSigPtr pair(ECDSA_SIG_new());
  const auto width = static_cast<int>(signature.size() / 2);
  BnPtr r(BN_bin2bn(signature.data(), width, nullptr));
  BnPtr s(BN_bin2bn(signature.data() + width, width, nullptr));
  if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return 0;
  (void)r.release();
  (void)s.release();
  unsigned char* to = der;
  const int size = i2d_ECDSA_SIG(pair.get(), &to);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

}  // namespace

Status ecdsa_sign(const Key& key, ByteView digest, ByteSpan out) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot sign");
  if (out.size() != 2 * std::size_t{key.parts().curve->order_bytes})
    return internal_error("the buffer of a signature has another size");
  const Result<EVP_PKEY*> pkey = ec_private_pkey(key);
  if (!pkey) return pkey.error();
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_sign_init_ex);
  if (!operation) return operation.error();
  unsigned char der[kMostDer];
  std::size_t size = sizeof der;
  if (EVP_PKEY_sign(operation->get(), der, &size, bytes_or_empty(digest), digest.size()) != 1 ||
      !unpack(der, size, out))
    return ossl_failed("the signature cannot be made");
  return {};
}

Status ecdsa_verify(const Key& key, ByteView digest, ByteView signature) {
  if (signature.size() != 2 * std::size_t{key.parts().curve->order_bytes})
    return invalid_signature("the signature is not twice as long as the order of the curve");
  const Result<EVP_PKEY*> pkey = ec_public_pkey(key);
  if (!pkey) return pkey.error();
  unsigned char der[kMostDer];
  const std::size_t size = pack(signature, der);
  if (size == 0) return ossl_failed("no memory for a signature");
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_verify_init_ex);
  if (!operation) return operation.error();
  if (EVP_PKEY_verify(operation->get(), der, size, bytes_or_empty(digest), digest.size()) != 1)
    return ossl_failed(kNotVerified);
  return {};
}

}  // namespace cng::provider
