#include "provider/ec_group.h"

#include <openssl/objects.h>

#include <atomic>
#include <cstring>

#include "provider/families.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::ecc {
namespace {

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

// A pair of points for the length of a call; one is kept for the next call.
class Points {
 public:
  Points(const CurveInfo& curve, const EC_GROUP* group) : place_(spare_[static_cast<std::size_t>(curve.id)]) {
    pair_.reset(place_.exchange(nullptr, std::memory_order_acquire));
    if (pair_) return;
    pair_ = std::make_unique<PointPair>(group);
    if (!pair_->computed || !pair_->given || !pair_->scratch) pair_.reset();
  }
  Points(const Points&) = delete;
  Points& operator=(const Points&) = delete;
  ~Points() { delete place_.exchange(pair_.release(), std::memory_order_acq_rel); }

  explicit operator bool() const { return pair_ != nullptr; }
  const PointPair* operator->() const { return pair_.get(); }

 private:
  static constinit std::atomic<PointPair*> spare_[kMostCurves];
  std::atomic<PointPair*>& place_;
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

Status check_point_by_group(const CurveInfo& curve, ByteView x, ByteView y) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  const BnCtxPtr scratch(BN_CTX_new());
  const EcPointPtr point(EC_POINT_new(*group));
  if (!scratch || !point) return ossl_failed(kNoMemory);
  if (!read_point(*group, x, y, point.get(), scratch.get())) return ossl_failed(kNotOnCurve);
  return {};
}

Status check_scalar_by_group(const CurveInfo& curve, ByteView d) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  std::uint8_t order[kMostFieldBytes + 1];
  const auto size = static_cast<int>(curve.order_bytes);
  if (BN_bn2binpad(EC_GROUP_get0_order(*group), order, size) != size)
    return ossl_failed("the curve's order is too long");
  unsigned borrow = 0;
  for (std::size_t i = d.size(); i-- > 0;) borrow = (d[i] - order[i] - borrow) >> 8 & 1;
  if (all_zero(d) || borrow == 0) return kNotAScalar;
  return {};
}

}  // namespace cng::provider::ecc
