// The EVP_PKEYs of an elliptic curve key. A private operation does not need the public point, which may have to be
// computed first, so there are two of them.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "core/secret.h"
#include "provider/ec_domain.h"
#include "provider/ecx.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr const char* kNotTaken = "OpenSSL does not take this elliptic curve key";

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
  unsigned char bytes_[1 + 2 * kMostFieldBytes];
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

// A public number in the machine's byte order, as OpenSSL's parameters have it.
class NativeNumber {
 public:
  explicit NativeNumber(ByteView number) : size_(number.size()) {
    std::reverse_copy(number.begin(), number.end(), bytes_);
  }
  OSSL_PARAM param(const char* name) { return OSSL_PARAM_construct_BN(name, bytes_, size_); }

 private:
  unsigned char bytes_[kMostOrderBytes];
  std::size_t size_;
};

// A curve as parameters, and what they point to: its name, or all of its numbers. It must not be moved.
class CurveParams {
 public:
  explicit CurveParams(const CurveInfo& curve)
      : generator_(curve.gx(), curve.gy()),
        numbers_{NativeNumber(curve.p()), NativeNumber(curve.a()), NativeNumber(curve.b()), NativeNumber(curve.n()),
                 NativeNumber(curve.h())} {
    if (curve.id != CurveId::nameless) {
      add(text_param(OSSL_PKEY_PARAM_GROUP_NAME, curve.provider_name));
      return;
    }
    add(text_param(OSSL_PKEY_PARAM_EC_FIELD_TYPE, "prime-field"));
    constexpr const char* kNames[] = {OSSL_PKEY_PARAM_EC_P, OSSL_PKEY_PARAM_EC_A, OSSL_PKEY_PARAM_EC_B,
                                      OSSL_PKEY_PARAM_EC_ORDER, OSSL_PKEY_PARAM_EC_COFACTOR};
    for (std::size_t i = 0; i < std::size(kNames); ++i) add(numbers_[i].param(kNames[i]));
    add(OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_EC_GENERATOR, generator_.data(), generator_.size()));
    if (const ByteView seed = static_cast<const NamelessCurve&>(curve).seed(); !seed.empty())
      add(bytes_param(OSSL_PKEY_PARAM_EC_SEED, seed));
  }
  CurveParams(const CurveParams&) = delete;
  CurveParams& operator=(const CurveParams&) = delete;

  void add(const OSSL_PARAM& param) { params_[count_++] = param; }
  // The parameters so far, closed by their end.
  OSSL_PARAM* list() {
    params_[count_] = OSSL_PARAM_construct_end();
    return params_;
  }

 private:
  EncodedPoint generator_;
  NativeNumber numbers_[5];
  std::size_t count_ = 0;
  OSSL_PARAM params_[11];
};

Result<PkeyPtr> build_parameters(const CurveInfo& curve) {
  CurveParams params(curve);
  return from_data(EVP_PKEY_KEY_PARAMETERS, params.list());
}

Result<EVP_PKEY*> keep(const Lazy<Holder>& place, Result<PkeyPtr> built) {
  if (!built) return built.error();
  return place.publish(std::unique_ptr<Holder>(new Holder{std::move(*built)}))->pkey.get();
}

Result<EVP_PKEY*> nameless_parameters_of(const NamelessCurve& curve) {
  const Result<const ecc::NamelessMaterial*> material = ecc::check_domain(curve);
  if (!material) return material.error();
  const Lazy<Holder>& place = (*material)->parameters;
  if (const Holder* known = place.get(); known != nullptr) return known->pkey.get();
  return keep(place, build_parameters(curve));
}

Result<PkeyPtr> build_public(const KeyParts& parts) {
  if (is_montgomery(*parts.curve)) return x25519::public_pkey(parts);
  const Result<EVP_PKEY*> parameters = ec_parameters(*parts.curve);
  if (!parameters) return parameters.error();
  EncodedPoint point(parts[ecc_part::x], parts[ecc_part::y]);
  PkeyPtr made(EVP_PKEY_new());
  if (!made || EVP_PKEY_copy_parameters(made.get(), *parameters) != 1 ||
      EVP_PKEY_set1_encoded_public_key(made.get(), point.data(), point.size()) != 1)
    return ossl_failed(kNotTaken);
  return made;
}

// A secret scalar in the machine's byte order.
class NativeScalar {
 public:
  explicit NativeScalar(ByteView d) : bytes_(storage_.span(SecretAccess{}, d.size())) {
    std::reverse_copy(d.begin(), d.end(), bytes_.begin());
  }
  OSSL_PARAM param() { return OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, bytes_.data(), bytes_.size()); }

 private:
  SecretArray<kMostOrderBytes> storage_;
  ByteSpan bytes_;
};

// Without a public point: no private operation reads it.
Result<PkeyPtr> build_private(const KeyParts& parts) {
  if (is_montgomery(*parts.curve)) return x25519::private_pkey(parts);
  NativeScalar scalar(parts[ecc_part::d]);
  CurveParams params(*parts.curve);
  params.add(scalar.param());
  return from_data(EVP_PKEY_KEYPAIR, params.list());
}

}  // namespace

// Copying such an object costs half of naming the group. That of a named curve is never freed.
Result<EVP_PKEY*> ec_parameters(const CurveInfo& curve) {
  if (curve.id == CurveId::nameless) return nameless_parameters_of(static_cast<const NamelessCurve&>(curve));
  static constinit std::atomic<EVP_PKEY*> kept[ecc::kMostCurves] = {};
  std::atomic<EVP_PKEY*>& place = kept[static_cast<std::size_t>(curve.id)];
  if (EVP_PKEY* known = place.load(std::memory_order_acquire); known != nullptr) return known;
  Result<PkeyPtr> made = build_parameters(curve);
  if (!made) return made.error();
  EVP_PKEY* expected = nullptr;
  if (place.compare_exchange_strong(expected, made->get(), std::memory_order_acq_rel)) return made->release();
  return expected;
}

Result<PkeyPtr> make_ec_pkey(const KeyParts& parts, bool with_private) {
  if (is_montgomery(*parts.curve)) return with_private ? x25519::private_pkey(parts) : x25519::public_pkey(parts);
  EncodedPoint point(parts[ecc_part::x], parts[ecc_part::y]);
  CurveParams params(*parts.curve);
  params.add(OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()));
  if (!with_private) return from_data(EVP_PKEY_PUBLIC_KEY, params.list());
  NativeScalar scalar(parts[ecc_part::d]);
  params.add(scalar.param());
  return from_data(EVP_PKEY_KEYPAIR, params.list());
}

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
