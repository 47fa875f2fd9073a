#include "provider/ec_group.h"

#include <openssl/objects.h>

#include <atomic>

#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::ecc {
namespace {

constexpr std::size_t kMostCurves = 64;
constinit std::atomic<EC_GROUP*> g_groups[kMostCurves] = {};

}  // namespace

Result<const EC_GROUP*> group_of(const CurveInfo& curve) {
  const auto index = static_cast<std::size_t>(curve.id);
  if (index >= kMostCurves) return internal_error("more curves than places for their groups");
  if (const EC_GROUP* known = g_groups[index].load(std::memory_order_acquire); known != nullptr) return known;
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  int nid = EC_curve_nist2nid(curve.provider_name);
  if (nid == NID_undef) nid = OBJ_sn2nid(curve.provider_name);
  EcGroupPtr made(EC_GROUP_new_by_curve_name_ex(*context, nullptr, nid));
  if (!made) return ossl_failed("OpenSSL does not have this curve");
  EC_GROUP* expected = nullptr;
  if (g_groups[index].compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel))
    return static_cast<const EC_GROUP*>(made.release());
  return static_cast<const EC_GROUP*>(expected);
}

Status base_times(const CurveInfo& curve, ByteView d, const Coordinates& out) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_secure_new_ex(*context));
  const BnPtr scalar(BN_new());
  const BnPtr x(BN_new());
  const BnPtr y(BN_new());
  const EcPointPtr point(EC_POINT_new(*group));
  if (!scratch || !scalar || !x || !y || !point) return ossl_failed("no memory for a point");
  BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
  const auto width = static_cast<int>(curve.field_bytes);
  if (BN_bin2bn(d.data(), static_cast<int>(d.size()), scalar.get()) == nullptr ||
      EC_POINT_mul(*group, point.get(), scalar.get(), nullptr, nullptr, scratch.get()) != 1 ||
      EC_POINT_get_affine_coordinates(*group, point.get(), x.get(), y.get(), scratch.get()) != 1 ||
      BN_bn2binpad(x.get(), out.x.data(), width) != width || BN_bn2binpad(y.get(), out.y.data(), width) != width)
    return ossl_failed("the public point cannot be computed");
  return {};
}

}  // namespace cng::provider::ecc
