// The domain parameters of a named curve as numbers.
#include "provider/ec_group.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {

Result<CurveParameters> curve_parameters(const CurveInfo& curve) {
  const Result<const EC_GROUP*> group = ecc::group_of(curve);
  if (!group) return group.error();
  const BnPtr p(BN_new()), a(BN_new()), b(BN_new()), gx(BN_new()), gy(BN_new());
  if (!p || !a || !b || !gx || !gy) return no_memory("out of memory");
  const BIGNUM* order = EC_GROUP_get0_order(*group);
  const BIGNUM* cofactor = EC_GROUP_get0_cofactor(*group);
  if (EC_GROUP_get_curve(*group, p.get(), a.get(), b.get(), nullptr) != 1 ||
      EC_POINT_get_affine_coordinates(*group, EC_GROUP_get0_generator(*group), gx.get(), gy.get(), nullptr) != 1 ||
      order == nullptr || cofactor == nullptr)
    return internal_error("the curve's parameters cannot be read");

  CurveParameters out;
  out.field_bytes = curve.field_bytes;
  out.order_bytes = curve.order_bytes;
  out.cofactor = static_cast<std::uint8_t>(BN_get_word(cofactor));
  const BIGNUM* numbers[] = {p.get(), a.get(), b.get(), gx.get(), gy.get(), order};
  for (std::size_t i = 0; i < std::size(numbers); ++i) {
    const std::uint32_t width = numbers[i] == order ? curve.order_bytes : curve.field_bytes;
    if (BN_bn2binpad(numbers[i], out.number[i], static_cast<int>(width)) < 0)
      return internal_error("a parameter of the curve is too long");
  }
  return out;
}

}  // namespace cng::provider
