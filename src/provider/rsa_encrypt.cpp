// RSA encryption and decryption.
#include <openssl/core_names.h>

#include <cstring>

#include "provider/families.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

using Scheme = RsaPadding::Scheme;

struct CipherParams {
  OSSL_PARAM list[5];
  unsigned implicit_rejection = 0;  // a wrong PKCS #1 block is an error, as in CNG, not random bytes
};

void set(CipherParams& params, const RsaPadding& padding) {
  std::size_t count = 0;
  switch (padding.scheme) {
    case Scheme::oaep:
      params.list[count++] = text_param(OSSL_ASYM_CIPHER_PARAM_PAD_MODE, OSSL_PKEY_RSA_PAD_MODE_OAEP);
      params.list[count++] = text_param(OSSL_ASYM_CIPHER_PARAM_OAEP_DIGEST, padding.hash->provider_name);
      params.list[count++] = text_param(OSSL_ASYM_CIPHER_PARAM_MGF1_DIGEST, padding.hash->provider_name);
      if (!padding.label.empty()) params.list[count++] = bytes_param(OSSL_ASYM_CIPHER_PARAM_OAEP_LABEL, padding.label);
      break;
    case Scheme::pkcs1:
      params.list[count++] = text_param(OSSL_ASYM_CIPHER_PARAM_PAD_MODE, OSSL_PKEY_RSA_PAD_MODE_PKCSV15);
      params.list[count++] =
          OSSL_PARAM_construct_uint(OSSL_ASYM_CIPHER_PARAM_IMPLICIT_REJECTION, &params.implicit_rejection);
      break;
    default:
      params.list[count++] = text_param(OSSL_ASYM_CIPHER_PARAM_PAD_MODE, OSSL_PKEY_RSA_PAD_MODE_NONE);
  }
  params.list[count] = OSSL_PARAM_construct_end();
}

Status check_padding(const RsaPadding& padding) {
  if (padding.scheme == Scheme::pss) return invalid_parameter("this padding is not for encryption");
  if (padding.scheme == Scheme::oaep && padding.hash == nullptr) return invalid_parameter("OAEP needs a hash");
  return {};
}

// The bytes that a padding adds at least.
std::size_t overhead(const RsaPadding& padding) {
  switch (padding.scheme) {
    case Scheme::oaep:
      return 2 * std::size_t{padding.hash->digest_bytes} + 2;
    case Scheme::pkcs1:
      return 11;
    default:
      return 0;
  }
}

Status check_plain(const RsaPadding& padding, ByteView n, ByteView plain) {
  if (n.size() < overhead(padding) || plain.size() > n.size() - overhead(padding))
    return invalid_parameter("the input is too long for the padding and the modulus");
  if (padding.scheme != Scheme::none) return {};
  if (plain.size() != n.size()) return invalid_parameter("without padding the input must be as long as the modulus");
  if (std::memcmp(plain.data(), n.data(), n.size()) >= 0)
    return invalid_parameter("without padding the input must be less than the modulus");
  return {};
}

}  // namespace

Status rsa_encrypt(const Key& key, const RsaPadding& padding, ByteView plain, ByteSpan out) {
  CNG_TRY(check_padding(padding));
  const ByteView n = key.parts()[rsa_part::n];
  CNG_TRY(check_plain(padding, n, plain));
  if (out.size() != n.size()) return internal_error("the buffer of a ciphertext has another size");
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  CipherParams params;
  set(params, padding);
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_encrypt_init_ex, params.list);
  if (!operation) return operation.error();
  std::size_t size = out.size();
  if (EVP_PKEY_encrypt(operation->get(), out.data(), &size, bytes_or_empty(plain), plain.size()) != 1 ||
      size != out.size())
    return ossl_failed("the encryption failed");
  return {};
}

Result<SecretBytes> rsa_decrypt(const Key& key, const RsaPadding& padding, ByteView cipher) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot decrypt");
  CNG_TRY(check_padding(padding));
  if (cipher.size() != key.parts()[rsa_part::n].size()) return kRsaDecodeFailure;
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  CipherParams params;
  set(params, padding);
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_decrypt_init_ex, params.list);
  if (!operation) return operation.error();
  SecretArray<rsa::kMostModulusBytes> block;
  std::size_t size = cipher.size();
  if (EVP_PKEY_decrypt(operation->get(), block.span(SecretAccess{}).data(), &size, cipher.data(), cipher.size()) != 1)
    return ossl_failed(kRsaDecodeFailure);
  return SecretBytes(block.span(SecretAccess{}, size), SecretAccess{});
}

}  // namespace cng::provider
