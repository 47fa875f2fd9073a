// New key pairs. The numbers are taken out of OpenSSL's object at once; what can be computed is left to first need.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include "core/nameless_curve.h"
#include "provider/ecx.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {
namespace {

constexpr unsigned kPublicExponent = 65537;

int init_generation(EVP_PKEY_CTX* context, const OSSL_PARAM*) { return EVP_PKEY_keygen_init(context); }

Result<PkeyPtr> run_generation(EVP_PKEY_CTX* generator) {
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_generate(generator, &made) != 1) return ossl_failed("the key pair cannot be generated");
  return PkeyPtr(made);
}

Result<PkeyPtr> generate_pkey(const char* type, const OSSL_PARAM* params) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyCtxPtr generator(EVP_PKEY_CTX_new_from_name(*context, type, nullptr));
  if (!generator || EVP_PKEY_keygen_init(generator.get()) != 1 || EVP_PKEY_CTX_set_params(generator.get(), params) != 1)
    return ossl_failed("the key pair cannot be generated");
  return run_generation(generator.get());
}

// Writes the number `name` of a key, padded to the whole of `out`.
bool copy_number(const EVP_PKEY* pkey, const char* name, ByteSpan out) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(pkey, name, &number) != 1) return false;
  const BnPtr owned(number);
  return BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) == static_cast<int>(out.size());
}

}  // namespace

Result<std::unique_ptr<Key>> rsa::generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo*) {
  std::size_t size = bits;
  unsigned exponent = kPublicExponent;
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_size_t(OSSL_PKEY_PARAM_RSA_BITS, &size),
                               OSSL_PARAM_construct_uint(OSSL_PKEY_PARAM_RSA_E, &exponent), OSSL_PARAM_construct_end()};
  const Result<PkeyPtr> pkey = generate_pkey("RSA", params);
  if (!pkey) return pkey.error();

  const std::size_t modulus = (std::size_t{bits} + 7) / 8;
  const std::size_t half = (modulus + 1) / 2;
  SecretBytes storage(3 + modulus + 2 * half);
  const ByteSpan bytes = storage.span(SecretAccess{});
  const ByteSpan e = bytes.first(3);
  const ByteSpan n = bytes.subspan(3, modulus);
  const ByteSpan p = bytes.subspan(3 + modulus, half);
  const ByteSpan q = bytes.last(half);
  if (!copy_number(pkey->get(), OSSL_PKEY_PARAM_RSA_E, e) || !copy_number(pkey->get(), OSSL_PKEY_PARAM_RSA_N, n) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_RSA_FACTOR1, p) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_RSA_FACTOR2, q))
    return ossl_failed("the generated key does not have the size that was asked for");
  KeyParts parts;
  parts.family = Family::rsa;
  parts.has_private = true;
  parts.set(rsa_part::e, e);
  parts.set(rsa_part::n, n);
  parts.set(rsa_part::p, p);
  parts.set(rsa_part::q, q);
  return Key::create(parts, origin);
}

Result<std::unique_ptr<Key>> ecc::generate(const KeyOrigin& origin, std::uint32_t, const CurveInfo* curve) {
  if (curve == nullptr) return invalid_parameter("no curve is set");
  if (is_montgomery(*curve)) return x25519::generate(origin, *curve);
  const Result<EVP_PKEY*> parameters = ec_parameters(*curve);
  if (!parameters) return parameters.error();
  const Result<PkeyCtxPtr> generator = start(*parameters, init_generation);
  if (!generator) return generator.error();
  const Result<PkeyPtr> pkey = run_generation(generator->get());
  if (!pkey) return pkey.error();

  const std::size_t field = curve->field_bytes;
  SecretBytes storage(2 * field + curve->order_bytes);
  const ByteSpan bytes = storage.span(SecretAccess{});
  const ByteSpan x = bytes.first(field);
  const ByteSpan y = bytes.subspan(field, field);
  const ByteSpan d = bytes.last(curve->order_bytes);
  if (!copy_number(pkey->get(), OSSL_PKEY_PARAM_EC_PUB_X, x) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_EC_PUB_Y, y) || !copy_number(pkey->get(), OSSL_PKEY_PARAM_PRIV_KEY, d))
    return ossl_failed("the generated key does not have the size that was asked for");
  KeyParts parts;
  parts.family = Family::ecc;
  parts.has_private = true;
  parts.curve = curve;
  parts.nist_magic = origin.algorithm->curve != CurveId::none;
  parts.set(ecc_part::x, x);
  parts.set(ecc_part::y, y);
  parts.set(ecc_part::d, d);
  if (const ByteView parameters_of = nameless_parameters(*curve); !parameters_of.empty())
    parts.set(ecc_part::parameters, parameters_of);
  return Key::create(parts, origin);
}

}  // namespace cng::provider
