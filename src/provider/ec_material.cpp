// The EVP_PKEYs of an elliptic curve key. A private operation does not need the public point, which may have to be
// computed first, so there are two of them.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>
#include <cstring>

#include "core/secret.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

struct Holder {
  PkeyPtr pkey;
};

struct EcMaterial final : Material {
  Lazy<Holder> private_half, public_half;
};

const EcMaterial& material(const Key& key) {
  const Material* known = key.material.get();
  if (known == nullptr) known = key.material.publish(std::make_unique<EcMaterial>());
  return *static_cast<const EcMaterial*>(known);
}

Result<PkeyPtr> build(const KeyParts& parts, bool with_private) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  std::uint8_t point[1 + 2 * ecc::kMostFieldBytes];
  SecretArray<ecc::kMostFieldBytes> scalar_bytes;
  OSSL_PARAM params[4];
  std::size_t count = 0;
  params[count++] =
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(parts.curve->provider_name), 0);
  const ByteView x = parts[ecc_part::x];
  const ByteView y = parts[ecc_part::y];
  if (!x.empty()) {
    point[0] = POINT_CONVERSION_UNCOMPRESSED;
    std::memcpy(point + 1, x.data(), x.size());
    std::memcpy(point + 1 + x.size(), y.data(), y.size());
    params[count++] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, 1 + x.size() + y.size());
  }
  if (with_private) {
    const ByteView d = parts[ecc_part::d];
    const ByteSpan scalar = scalar_bytes.span(SecretAccess{}, d.size());
    std::reverse_copy(d.begin(), d.end(), scalar.begin());  // a number in the machine's byte order
    params[count++] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, scalar.data(), scalar.size());
  }
  params[count] = OSSL_PARAM_construct_end();
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, with_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
    return ossl_failed("OpenSSL does not take this elliptic curve key");
  return PkeyPtr(made);
}

Result<EVP_PKEY*> keep(const Lazy<Holder>& place, Result<PkeyPtr> built) {
  if (!built) return built.error();
  return place.publish(std::unique_ptr<Holder>(new Holder{std::move(*built)}))->pkey.get();
}

}  // namespace

Result<EVP_PKEY*> ec_private_pkey(const Key& key) {
  const Lazy<Holder>& place = material(key).private_half;
  if (const Holder* known = place.get(); known != nullptr) return known->pkey.get();
  return keep(place, build(key.parts(), true));
}

Result<EVP_PKEY*> ec_public_pkey(const Key& key) {
  const Lazy<Holder>& place = material(key).public_half;
  if (const Holder* known = place.get(); known != nullptr) return known->pkey.get();
  const Result<KeyParts> parts = ecc::complete(key);
  if (!parts) return parts.error();
  return keep(place, build(*parts, false));
}

}  // namespace cng::provider
