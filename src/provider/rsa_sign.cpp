// RSA signatures. PKCS #1 blocks are ours and go through the bare RSA operation; PSS is OpenSSL's.
#include <openssl/core_names.h>

#include <cstring>

#include "provider/families.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"
#include "provider/rsa_pkcs1.h"

namespace cng::provider {
namespace {

using Scheme = RsaPadding::Scheme;

struct SignatureParams {
  OSSL_PARAM list[5];
  int salt;
};

void set_bare(SignatureParams& params) {
  params.list[0] = text_param(OSSL_SIGNATURE_PARAM_PAD_MODE, OSSL_PKEY_RSA_PAD_MODE_NONE);
  params.list[1] = OSSL_PARAM_construct_end();
}

void set_pss(SignatureParams& params, const RsaPadding& padding) {
  params.salt = static_cast<int>(padding.salt_bytes);
  params.list[0] = text_param(OSSL_SIGNATURE_PARAM_DIGEST, padding.hash->provider_name);
  params.list[1] = text_param(OSSL_SIGNATURE_PARAM_PAD_MODE, OSSL_PKEY_RSA_PAD_MODE_PSS);
  params.list[2] = text_param(OSSL_SIGNATURE_PARAM_MGF1_DIGEST, padding.hash->provider_name);
  params.list[3] = OSSL_PARAM_construct_int(OSSL_SIGNATURE_PARAM_PSS_SALTLEN, &params.salt);
  params.list[4] = OSSL_PARAM_construct_end();
}

// What is wrong in the same way for signing and verifying.
Status check_padding(const Key& key, const RsaPadding& padding, ByteView digest) {
  if (padding.scheme != Scheme::pkcs1 && padding.scheme != Scheme::pss)
    return invalid_parameter("this padding is not for signatures");
  if (padding.hash == nullptr)
    return padding.scheme == Scheme::pkcs1 ? Status{} : Status{invalid_parameter("PSS needs a hash")};
  if (digest.size() != padding.hash->digest_bytes)
    return invalid_parameter("the digest does not have the length of its hash");
  if (padding.scheme == Scheme::pkcs1) return {};
  const std::size_t block = (std::size_t{key_bits(key.parts())} - 1 + 7) / 8;
  const std::uint64_t needed = std::uint64_t{padding.salt_bytes} + padding.hash->digest_bytes + 2;
  return needed <= block ? Status{} : Status{invalid_parameter("the salt is too long for the modulus")};
}

Status sign(const Key& key, const SignatureParams& params, ByteView input, ByteSpan out) {
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_sign_init_ex, params.list);
  if (!operation) return operation.error();
  std::size_t size = out.size();
  if (EVP_PKEY_sign(operation->get(), out.data(), &size, bytes_or_empty(input), input.size()) != 1 ||
      size != out.size())
    return ossl_failed("the signature cannot be made: p or q may not be a prime");
  return {};
}

constexpr Error kNotVerified = invalid_signature("the signature is not that of this digest");

Status verify_pss(const Key& key, const RsaPadding& padding, ByteView digest, ByteView signature) {
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  SignatureParams params;
  set_pss(params, padding);
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_verify_init_ex, params.list);
  if (!operation) return operation.error();
  if (EVP_PKEY_verify(operation->get(), signature.data(), signature.size(), digest.data(), digest.size()) != 1)
    return ossl_failed(kNotVerified);
  return {};
}

// signature^e modulo n.
Status recover(const Key& key, ByteView signature, ByteSpan block) {
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  SignatureParams params;
  set_bare(params);
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_verify_recover_init_ex, params.list);
  if (!operation) return operation.error();
  std::size_t size = block.size();
  if (EVP_PKEY_verify_recover(operation->get(), block.data(), &size, signature.data(), signature.size()) != 1 ||
      size != block.size())
    return ossl_failed(kNotVerified);
  return {};
}

Status verify_pkcs1(const Key& key, const RsaPadding& padding, ByteView digest, ByteView signature) {
  using rsa::HashName;
  std::uint8_t recovered[rsa::kMostModulusBytes];
  std::uint8_t expected[rsa::kMostModulusBytes];
  const ByteSpan block(expected, signature.size());
  CNG_TRY(recover(key, signature, {recovered, signature.size()}));
  for (const HashName name : {HashName::with_null, HashName::without_null, HashName::absent}) {
    if (rsa::encode_pkcs1(padding.hash, name, digest, block) && std::memcmp(recovered, expected, signature.size()) == 0)
      return {};
    if (!padding.optional_oid) break;
  }
  return kNotVerified;
}

}  // namespace

Status rsa_sign(const Key& key, const RsaPadding& padding, ByteView digest, ByteSpan out) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot sign");
  CNG_TRY(check_padding(key, padding, digest));
  if (out.size() != key.parts()[rsa_part::n].size())
    return internal_error("the buffer of a signature has another size");
  SignatureParams params;
  if (padding.scheme == Scheme::pss) {
    set_pss(params, padding);
    return sign(key, params, digest, out);
  }
  std::uint8_t block[rsa::kMostModulusBytes];
  if (!rsa::encode_pkcs1(padding.hash, rsa::HashName::with_null, digest, {block, out.size()}))
    return invalid_parameter("the digest is too long for the modulus");
  set_bare(params);
  return sign(key, params, {block, out.size()}, out);
}

Status rsa_verify(const Key& key, const RsaPadding& padding, ByteView digest, ByteView signature) {
  CNG_TRY(check_padding(key, padding, digest));
  if (signature.size() != key.parts()[rsa_part::n].size())
    return invalid_parameter("the signature does not have the length of the modulus");
  if (padding.scheme == Scheme::pss) return verify_pss(key, padding, digest, signature);
  return verify_pkcs1(key, padding, digest, signature);
}

}  // namespace cng::provider
