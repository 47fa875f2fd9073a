// The EVP_PKEYs of an elliptic curve key. A private operation does not need the public point, which may have to be
// computed first, so there are two of them.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "core/secret.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr const char* kNotTaken = "OpenSSL does not take this elliptic curve key";

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

// A point as OpenSSL reads it.
class EncodedPoint {
 public:
  EncodedPoint(ByteView x, ByteView y) : size_(1 + x.size() + y.size()) {
    bytes_[0] = POINT_CONVERSION_UNCOMPRESSED;
    std::memcpy(bytes_ + 1, x.data(), x.size());
    std::memcpy(bytes_ + 1 + x.size(), y.data(), y.size());
  }
  unsigned char* data() { return bytes_; }
  std::size_t size() const { return size_; }

 private:
  unsigned char bytes_[1 + 2 * ecc::kMostFieldBytes];
  std::size_t size_;
};

Result<PkeyPtr> from_data(int selection, OSSL_PARAM* params) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, selection, params) != 1)
    return ossl_failed(kNotTaken);
  return PkeyPtr(made);
}

OSSL_PARAM group_param(const CurveInfo& curve) { return text_param(OSSL_PKEY_PARAM_GROUP_NAME, curve.provider_name); }

// A key object with the parameters of a curve and no key, made once: copying it costs half of naming the group.
Result<const EVP_PKEY*> parameters_of(const CurveInfo& curve) {
  static constinit std::atomic<EVP_PKEY*> kept[ecc::kMostCurves] = {};
  std::atomic<EVP_PKEY*>& place = kept[static_cast<std::size_t>(curve.id)];
  if (const EVP_PKEY* known = place.load(std::memory_order_acquire); known != nullptr) return known;
  OSSL_PARAM params[] = {group_param(curve), OSSL_PARAM_construct_end()};
  Result<PkeyPtr> made = from_data(EVP_PKEY_KEY_PARAMETERS, params);
  if (!made) return made.error();
  EVP_PKEY* expected = nullptr;
  if (place.compare_exchange_strong(expected, made->get(), std::memory_order_acq_rel))
    return static_cast<const EVP_PKEY*>(made->release());
  return static_cast<const EVP_PKEY*>(expected);
}

Result<PkeyPtr> build_public(const KeyParts& parts) {
  const Result<const EVP_PKEY*> parameters = parameters_of(*parts.curve);
  if (!parameters) return parameters.error();
  EncodedPoint point(parts[ecc_part::x], parts[ecc_part::y]);
  PkeyPtr made(EVP_PKEY_new());
  if (!made || EVP_PKEY_copy_parameters(made.get(), *parameters) != 1 ||
      EVP_PKEY_set1_encoded_public_key(made.get(), point.data(), point.size()) != 1)
    return ossl_failed(kNotTaken);
  return made;
}

// Without a public point: no private operation reads it.
Result<PkeyPtr> build_private(const KeyParts& parts) {
  const ByteView d = parts[ecc_part::d];
  SecretArray<ecc::kMostFieldBytes> storage;
  const ByteSpan scalar = storage.span(SecretAccess{}, d.size());
  std::reverse_copy(d.begin(), d.end(), scalar.begin());  // a number in the machine's byte order
  OSSL_PARAM params[] = {group_param(*parts.curve),
                         OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, scalar.data(), scalar.size()),
                         OSSL_PARAM_construct_end()};
  return from_data(EVP_PKEY_KEYPAIR, params);
}

Result<EVP_PKEY*> keep(const Lazy<Holder>& place, Result<PkeyPtr> built) {
  if (!built) return built.error();
  return place.publish(std::unique_ptr<Holder>(new Holder{std::move(*built)}))->pkey.get();
}

}  // namespace

Result<EVP_PKEY*> ec_private_pkey(const Key& key) {
  const Lazy<Holder>& place = material(key).private_half;
  if (const Holder* known = place.get(); known != nullptr) return known->pkey.get();
  return keep(place, build_private(key.parts()));
}

Result<EVP_PKEY*> ec_public_pkey(const Key& key) {
  const Lazy<Holder>& place = material(key).public_half;
  if (const Holder* known = place.get(); known != nullptr) return known->pkey.get();
  const Result<KeyParts> parts = ecc::complete(key);
  if (!parts) return parts.error();
  return keep(place, build_public(*parts));
}

}  // namespace cng::provider
