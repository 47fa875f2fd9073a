#include "provider/ffc_generate.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <cstring>

#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"

namespace cng::provider::ffc {
namespace {

constexpr std::uint32_t kMostOldBits = 1024;

Result<PkeyPtr> generate_parameters(std::uint32_t bits) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const bool old = bits <= kMostOldBits;
  std::size_t prime = bits, group = old ? 160 : 256;
  const OSSL_PARAM params[] = {text_param(OSSL_PKEY_PARAM_FFC_TYPE, old ? "fips186_2" : "fips186_4"),
                               text_param(OSSL_PKEY_PARAM_FFC_DIGEST, old ? "SHA1" : "SHA256"),
                               OSSL_PARAM_construct_size_t(OSSL_PKEY_PARAM_FFC_PBITS, &prime),
                               OSSL_PARAM_construct_size_t(OSSL_PKEY_PARAM_FFC_QBITS, &group),
                               OSSL_PARAM_construct_end()};
  const PkeyCtxPtr generator(EVP_PKEY_CTX_new_from_name(*context, "DSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!generator || EVP_PKEY_paramgen_init(generator.get()) != 1 ||
      EVP_PKEY_CTX_set_params(generator.get(), params) != 1 || EVP_PKEY_generate(generator.get(), &made) != 1)
    return ossl_failed("the group cannot be generated");
  return PkeyPtr(made);
}

bool copy_number(const EVP_PKEY* pkey, const char* name, ByteSpan out) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(pkey, name, &number) != 1) return false;
  const BnPtr owned(number);
  return BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) == static_cast<int>(out.size());
}

bool copy_seed(const EVP_PKEY* pkey, ByteSpan seed, ByteSpan count) {
  std::size_t size = 0;
  int counter = -1;
  if (EVP_PKEY_get_octet_string_param(pkey, OSSL_PKEY_PARAM_FFC_SEED, seed.data(), seed.size(), &size) != 1 ||
      size != seed.size() || EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_FFC_PCOUNTER, &counter) != 1 || counter < 0)
    return false;
  for (std::size_t i = 0; i < count.size(); ++i)
    count[i] = static_cast<std::uint8_t>(static_cast<unsigned>(counter) >> (8 * (count.size() - 1 - i)));
  return true;
}

}  // namespace

Status generate(std::uint32_t bits, SecretBytes& storage, KeyParts& parts) {
  const Result<PkeyPtr> pkey = generate_parameters(bits);
  if (!pkey) return pkey.error();
  const std::size_t prime = bits / 8, group = bits <= kMostOldBits ? 20 : 32;
  constexpr std::size_t kCount = 4;
  storage = SecretBytes(1 + kCount + 2 * group + 2 * prime);
  ByteSpan rest = storage.span(SecretAccess{});
  const auto place = [&](std::size_t part, std::size_t size) {
    const ByteSpan bytes = rest.first(size);
    rest = rest.subspan(size);
    parts.set(part, bytes);
    return bytes;
  };
  parts.family = Family::dsa;
  const ByteSpan standard = place(dsa_part::standard, 1), count = place(dsa_part::count, kCount),
                 seed = place(dsa_part::seed, group);
  standard[0] = 1;
  if (!copy_seed(pkey->get(), seed, count) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_FFC_Q, place(dsa_part::q, group)) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_FFC_P, place(dsa_part::p, prime)) ||
      !copy_number(pkey->get(), OSSL_PKEY_PARAM_FFC_G, place(dsa_part::g, prime)))
    return ossl_failed("the generated group does not have the size that was asked for");
  return {};
}

}  // namespace cng::provider::ffc
