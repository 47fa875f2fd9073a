// What an import checks of an elliptic curve key.
#include <cstring>

#include "core/secret.h"
#include "provider/ec_group.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::ecc {
namespace {

// The point check: x and y are below the prime and satisfy the curve's equation.
Status check_point(const CurveInfo& curve, ByteView x, ByteView y) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  const EcPointPtr point(EC_POINT_new(*group));
  const BnCtxPtr scratch(BN_CTX_new());
  if (!point || !scratch) return ossl_failed("no memory for a point");
  std::uint8_t encoded[1 + 2 * kMostFieldBytes];
  encoded[0] = POINT_CONVERSION_UNCOMPRESSED;
  std::memcpy(encoded + 1, x.data(), x.size());
  std::memcpy(encoded + 1 + x.size(), y.data(), y.size());
  if (EC_POINT_oct2point(*group, point.get(), encoded, 1 + x.size() + y.size(), scratch.get()) != 1)
    return ossl_failed(invalid_parameter("the public point is not on the curve"));
  return {};
}

// 0 < d < n, by a subtraction whose borrow must come out.
Status check_scalar(const CurveInfo& curve, ByteView d) {
  const Result<const EC_GROUP*> group = group_of(curve);
  if (!group) return group.error();
  std::uint8_t order[kMostFieldBytes + 1];
  const auto size = static_cast<int>(curve.order_bytes);
  if (BN_bn2binpad(EC_GROUP_get0_order(*group), order, size) != size)
    return ossl_failed("the curve's order is too long");
  unsigned borrow = 0;
  for (std::size_t i = d.size(); i-- > 0;) borrow = (d[i] - order[i] - borrow) >> 8 & 1;
  if (all_zero(d)) return invalid_parameter("the private scalar is zero");
  if (borrow == 0) return invalid_parameter("the private scalar is not below the order of the curve");
  return {};
}

Status compare_public(const KeyParts& parts) {
  std::uint8_t x[kMostFieldBytes];
  std::uint8_t y[kMostFieldBytes];
  const std::size_t size = parts.curve->field_bytes;
  CNG_TRY(base_times(*parts.curve, parts[ecc_part::d], {{x, size}, {y, size}}));
  if (equal_constant_time({x, size}, parts[ecc_part::x]) && equal_constant_time({y, size}, parts[ecc_part::y]))
    return {};
  return invalid_parameter("the public point is not that of the private scalar");
}

}  // namespace

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  const bool has_public = !parts[ecc_part::x].empty() || !parts[ecc_part::y].empty();
  if (!has_public && !parts.has_private) return invalid_parameter("the key has no public point");
  if (has_public) {
    if (parts[ecc_part::x].size() != parts.curve->field_bytes || parts[ecc_part::y].size() != parts.curve->field_bytes)
      return invalid_parameter("a coordinate does not have the size of the curve's field");
    CNG_TRY(check_point(*parts.curve, parts[ecc_part::x], parts[ecc_part::y]));
  }
  if (!parts.has_private) return {};
  if (parts[ecc_part::d].size() != parts.curve->order_bytes)
    return invalid_parameter("the private scalar does not have the size of the curve's order");
  CNG_TRY(check_scalar(*parts.curve, parts[ecc_part::d]));
  if (!has_public) return {};
  if (validation == Validation::full) return compare_public(parts);
  key.drop_public();
  return {};
}

}  // namespace cng::provider::ecc
