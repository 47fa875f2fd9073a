#include "provider/ec_group.h"

#include <openssl/objects.h>

#include <atomic>
#include <cstring>

#include "provider/ec_domain.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::ecc {
namespace {

static_assert(static_cast<std::size_t>(CurveId::nameless) < kMostCurves);

constinit std::atomic<EC_GROUP*> g_groups[kMostCurves] = {};

Result<const EC_GROUP*> nameless_group(const NamelessCurve& curve) {
  const Result<const NamelessMaterial*> material = check_domain(curve);
  if (!material) return material.error();
  return (*material)->group.get();
}

}  // namespace

Result<const EC_GROUP*> group_of(const CurveInfo& curve) {
  if (curve.id == CurveId::nameless) return nameless_group(static_cast<const NamelessCurve&>(curve));
  std::atomic<EC_GROUP*>& place = g_groups[static_cast<std::size_t>(curve.id)];
  if (const EC_GROUP* known = place.load(std::memory_order_acquire); known != nullptr) return known;
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  int nid = EC_curve_nist2nid(curve.provider_name);
  if (nid == NID_undef) nid = OBJ_sn2nid(curve.provider_name);
  EcGroupPtr made(EC_GROUP_new_by_curve_name_ex(*context, nullptr, nid));
  if (!made) return ossl_failed("OpenSSL does not have this curve");
  EC_GROUP* expected = nullptr;
  if (place.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel))
    return static_cast<const EC_GROUP*>(made.release());
  return static_cast<const EC_GROUP*>(expected);
}

namespace {

BnPtr secret_scalar(ByteView d) {
  BnPtr scalar(BN_secure_new());
  if (!scalar || BN_bin2bn(d.data(), static_cast<int>(d.size()), scalar.get()) == nullptr) return nullptr;
  BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
  return scalar;
}

// d * G, in constant time.
bool multiply_base(const EC_GROUP* group, ByteView d, EC_POINT* out, BN_CTX* scratch) {
  const BnPtr scalar = secret_scalar(d);
  return scalar && EC_POINT_mul(group, out, scalar.get(), nullptr, nullptr, scratch) == 1;
}

// Reads a point; false if it is not on the curve or a coordinate is not below the prime.
bool read_point(const EC_GROUP* group, ByteView x, ByteView y, EC_POINT* out, BN_CTX* scratch) {
  std::uint8_t encoded[1 + 2 * kMostFieldBytes];
  encoded[0] = POINT_CONVERSION_UNCOMPRESSED;
  std::memcpy(encoded + 1, x.data(), x.size());
  std::memcpy(encoded + 1 + x.size(), y.data(), y.size());
  return EC_POINT_oct2point(group, out, encoded, 1 + x.size() + y.size(), scratch) == 1;
}

constexpr const char* kNoMemory = "no memory for a point";

// Two points of a curve, and memory for work on them. Only public points ever come here.
struct PointPair {
  explicit PointPair(const EC_GROUP* group)
      : computed(EC_POINT_new(group)), given(EC_POINT_new(group)), scratch(BN_CTX_new()) {}

  EcPointPtr computed, given;
  BnCtxPtr scratch;
};

// A pair of points for the length of a call; one of each named curve is kept for the next call.
class Points {
 public:
  Points(const CurveInfo& curve, const EC_GROUP* group)
      : place_(curve.id == CurveId::nameless ? nullptr : &spare_[static_cast<std::size_t>(curve.id)]) {
    if (place_ != nullptr) pair_.reset(place_->exchange(nullptr, std::memory_order_acquire));
    if (pair_) return;
    pair_ = std::make_unique<PointPair>(group);
    if (!pair_->computed || !pair_->given || !pair_->scratch) pair_.reset();
  }
  Points(const Points&) = delete;
  Points& operator=(const Points&) = delete;
  ~Points() {
    if (place_ != nullptr) delete place_->exchange(pair_.release(), std::memory_order_acq_rel);
  }

  explicit operator bool() const { return pair_ != nullptr; }
  const PointPair* operator->() const { return pair_.get(); }

 private:
  static constinit std::atomic<PointPair*> spare_[kMostCurves];
  std::atomic<PointPair*>* place_;
  std::unique_ptr<PointPair> pair_;
};
constinit std::atomic<PointPair*> Points::spare_[kMostCurves] = {};

}  // namespace

Status base_times(const CurveInfo& curve, ByteView d, const Coordinates& out) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  const BnCtxPtr scratch(BN_CTX_secure_new());
  const BnPtr x(BN_new());
  const BnPtr y(BN_new());
  const EcPointPtr point(EC_POINT_new(*group));
  if (!scratch || !x || !y || !point) return ossl_failed(kNoMemory);
  const auto width = static_cast<int>(curve.field_bytes);
  if (!multiply_base(*group, d, point.get(), scratch.get()) ||
      EC_POINT_get_affine_coordinates(*group, point.get(), x.get(), y.get(), scratch.get()) != 1 ||
      BN_bn2binpad(x.get(), out.x.data(), width) != width || BN_bn2binpad(y.get(), out.y.data(), width) != width)
    return ossl_failed("the public point cannot be computed");
  return {};
}

Result<bool> is_base_times(const CurveInfo& curve, ByteView d, ByteView x, ByteView y) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  const BnCtxPtr secret_scratch(BN_CTX_secure_new());
  const Points points(curve, *group);
  if (!secret_scratch || !points) return ossl_failed(kNoMemory);
  BN_CTX* scratch = points->scratch.get();
  if (!read_point(*group, x, y, points->given.get(), scratch)) return ossl_failed(kNotOnCurve);
  if (!multiply_base(*group, d, points->computed.get(), secret_scratch.get()))
    return ossl_failed("the public point cannot be computed");
  // Compared as they are: the division that makes a point affine costs as much as the multiplication.
  const int different = EC_POINT_cmp(*group, points->computed.get(), points->given.get(), scratch);
  if (different < 0) return ossl_failed("the public point cannot be compared");
  return different == 0;
}

Status check_order(const CurveInfo& curve, ByteView x, ByteView y) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  if (BN_is_one(EC_GROUP_get0_cofactor(*group)) == 1) return {};
  const Points points(curve, *group);
  if (!points) return ossl_failed(kNoMemory);
  BN_CTX* scratch = points->scratch.get();
  if (!read_point(*group, x, y, points->given.get(), scratch)) return ossl_failed(kNotOnCurve);
  if (EC_POINT_mul(*group, points->computed.get(), nullptr, points->given.get(), EC_GROUP_get0_order(*group),
                   scratch) != 1)
    return ossl_failed("the order of a point cannot be computed");
  if (EC_POINT_is_at_infinity(*group, points->computed.get()) != 1)
    return invalid_parameter("the public point is not a multiple of the generator");
  return {};
}

}  // namespace cng::provider::ecc
