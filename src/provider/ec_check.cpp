// What an import checks of an elliptic curve key.
#include "provider/ec_group.h"
#include "provider/ec_point.h"
#include "provider/families.h"

namespace cng::provider::ecc {
namespace {

// The point check: x and y are below the prime and satisfy the curve's equation.
Status check_point(const CurveInfo& curve, ByteView x, ByteView y) {
  switch (is_on_curve(curve, x, y)) {
    case Answer::yes:
      return {};
    case Answer::no:
      return kNotOnCurve;
    default:
      return check_point_by_group(curve, x, y);
  }
}

// 0 < d < order.
Status check_scalar(const CurveInfo& curve, ByteView d) {
  switch (is_scalar(curve, d)) {
    case Answer::yes:
      return {};
    case Answer::no:
      return kNotAScalar;
    default:
      return check_scalar_by_group(curve, d);
  }
}

Status compare_public(const KeyParts& parts) {
  const Result<bool> equal = is_base_times(*parts.curve, parts[ecc_part::d], parts[ecc_part::x], parts[ecc_part::y]);
  if (!equal) return equal.error();
  if (!*equal) return invalid_parameter("the public point is not that of the private scalar");
  return {};
}

}  // namespace

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  const bool has_public = !parts[ecc_part::x].empty() || !parts[ecc_part::y].empty();
  if (!has_public && !parts.has_private) return invalid_parameter("the key has no public point");
  if (has_public) {
    if (parts[ecc_part::x].size() != parts.curve->field_bytes || parts[ecc_part::y].size() != parts.curve->field_bytes)
      return invalid_parameter("a coordinate does not have the size of the curve's field");
    const bool compared_below = parts.has_private && validation != Validation::none;  // which checks the point too
    if (!compared_below) CNG_TRY(check_point(*parts.curve, parts[ecc_part::x], parts[ecc_part::y]));
  }
  if (!parts.has_private) return {};
  if (parts[ecc_part::d].size() != parts.curve->order_bytes)
    return invalid_parameter("the private scalar does not have the size of the curve's order");
  CNG_TRY(check_scalar(*parts.curve, parts[ecc_part::d]));
  if (!has_public) return {};
  if (validation != Validation::none) return compare_public(parts);
  key.drop_public();
  return {};
}

}  // namespace cng::provider::ecc
