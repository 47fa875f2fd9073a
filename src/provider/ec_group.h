// The groups of curves, made at first need and kept.
#pragma once

#include "core/bytes.h"
#include "core/curve.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::ecc {

constexpr Error kNotOnCurve = invalid_parameter("the public point is not on the curve");
constexpr Error kNotAScalar = invalid_parameter("the private scalar is not between 0 and the order of the curve");

// The group of a short Weierstrass curve. Of a named one it is never freed, of another it lives as long as the curve,
// and asking for it checks the curve. Any number of threads may use it.
Result<const EC_GROUP*> group_of(const CurveInfo& curve);

// An affine point as big-endian coordinates of the curve's field size.
struct Coordinates {
  ByteSpan x, y;
};

// Computes d * G in constant time; d must be in range.
Status base_times(const CurveInfo& curve, ByteView d, const Coordinates& out);

// Refuses a point on the curve, of whose points not all are multiples of the generator, that is none.
Status check_order(const CurveInfo& curve, ByteView x, ByteView y);

// True if d * G is the point (x, y); d must be in range. invalid_parameter if the point is not on the curve.
Result<bool> is_base_times(const CurveInfo& curve, ByteView d, ByteView x, ByteView y);

}  // namespace cng::provider::ecc
