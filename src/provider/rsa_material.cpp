// The EVP_PKEY of an RSA key.
#include <openssl/core_names.h>

#include "core/secret.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/number_params.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

struct RsaMaterial final : Material {
  explicit RsaMaterial(PkeyPtr built) : pkey(std::move(built)) {}
  PkeyPtr pkey;
};

struct Field {
  std::size_t part;
  const char* name;
};
constexpr Field kPublic[] = {{rsa_part::n, OSSL_PKEY_PARAM_RSA_N}, {rsa_part::e, OSSL_PKEY_PARAM_RSA_E}};
constexpr Field kPrivate[] = {
    {rsa_part::d, OSSL_PKEY_PARAM_RSA_D},          {rsa_part::p, OSSL_PKEY_PARAM_RSA_FACTOR1},
    {rsa_part::q, OSSL_PKEY_PARAM_RSA_FACTOR2},    {rsa_part::dp, OSSL_PKEY_PARAM_RSA_EXPONENT1},
    {rsa_part::dq, OSSL_PKEY_PARAM_RSA_EXPONENT2}, {rsa_part::qi, OSSL_PKEY_PARAM_RSA_COEFFICIENT1},
};

using Params =
    NumberParams<2 * rsa::kMostModulusBytes + 5 * rsa::kMostPrimeBytes + 8, std::size(kPublic) + std::size(kPrivate)>;

void add(Params& params, std::span<const Field> fields, const KeyParts& parts) {
  for (const Field& field : fields) params.add(field.name, parts[field.part]);
}

Result<PkeyPtr> build(const Key& key) {
  const Result<KeyParts> parts = rsa::complete(key);
  if (!parts) return parts.error();
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  Params params;
  add(params, kPublic, *parts);
  if (parts->has_private) add(params, kPrivate, *parts);
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "RSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, parts->has_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                        params.get()) != 1)
    return ossl_failed("OpenSSL does not take this RSA key");
  return PkeyPtr(made);
}

}  // namespace

Result<EVP_PKEY*> rsa_pkey(const Key& key) {
  if (const Material* known = key.material.get(); known != nullptr)
    return static_cast<const RsaMaterial*>(known)->pkey.get();
  Result<PkeyPtr> built = build(key);
  if (!built) return built.error();
  const Material* kept = key.material.publish(std::make_unique<RsaMaterial>(std::move(*built)));
  return static_cast<const RsaMaterial*>(kept)->pkey.get();
}

}  // namespace cng::provider
