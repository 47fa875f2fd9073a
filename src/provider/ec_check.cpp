// What an import checks of an elliptic curve key.
#include "provider/ec_domain.h"
#include "provider/ec_group.h"
#include "provider/ec_point.h"
#include "provider/ecx.h"
#include "provider/families.h"
#include "provider/provider.h"

namespace cng::provider {

Status check_curve(const CurveInfo& curve) {
  if (curve.id != CurveId::nameless) [[likely]]
    return {};
  const Result<const ecc::NamelessMaterial*> checked = ecc::check_domain(static_cast<const NamelessCurve&>(curve));
  return checked ? Status() : checked.error();
}

namespace ecc {
namespace {

Status check_point(const CurveInfo& curve, ByteView x, ByteView y) {
  return is_on_curve(curve, x, y) ? Status() : kNotOnCurve;
}

// A scalar comes in the size of the order, or of the field where that is shorter.
bool is_scalar_size(const CurveInfo& curve, std::size_t size) {
  return size == curve.order_bytes || (size == curve.field_bytes && size < curve.order_bytes);
}

Status compare_public(const KeyParts& parts) {
  const Result<bool> equal = is_base_times(*parts.curve, parts[ecc_part::d], parts[ecc_part::x], parts[ecc_part::y]);
  if (!equal) return equal.error();
  if (!*equal) return invalid_parameter("the public point is not that of the private scalar");
  return {};
}

// A curve with a name has no cofactor.
Status check_subgroup(const KeyParts& parts, Validation validation) {
  if (parts.curve->id != CurveId::nameless || validation == Validation::none) [[likely]]
    return {};
  return check_order(*parts.curve, parts[ecc_part::x], parts[ecc_part::y]);
}

}  // namespace

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  if (is_montgomery(*parts.curve)) return x25519::check(key, validation);
  const bool has_public = !parts[ecc_part::x].empty() || !parts[ecc_part::y].empty();
  if (!has_public && !parts.has_private) return invalid_parameter("the key has no public point");
  CNG_TRY(check_curve(*parts.curve));
  if (has_public) {
    if (parts[ecc_part::x].size() != parts.curve->field_bytes || parts[ecc_part::y].size() != parts.curve->field_bytes)
      return invalid_parameter("a coordinate does not have the size of the curve's field");
    const bool compared_below = parts.has_private && validation != Validation::none;  // which checks the point too
    if (!compared_below) {
      CNG_TRY(check_point(*parts.curve, parts[ecc_part::x], parts[ecc_part::y]));
      CNG_TRY(check_subgroup(parts, validation));
    }
  }
  if (!parts.has_private) return {};
  if (!is_scalar_size(*parts.curve, parts[ecc_part::d].size()))
    return invalid_parameter("the private scalar does not have the size of the curve's order");
  if (!is_scalar(*parts.curve, parts[ecc_part::d])) return kNotAScalar;
  if (!has_public) return {};
  if (validation != Validation::none) return compare_public(parts);
  key.drop_public();
  return {};
}

}  // namespace ecc
}  // namespace cng::provider
