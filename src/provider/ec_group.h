// The groups of the named curves, made at first need and kept.
#pragma once

#include "core/bytes.h"
#include "core/curve.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::ecc {

constexpr Error kNotOnCurve = invalid_parameter("the public point is not on the curve");
constexpr Error kNotAScalar = invalid_parameter("the private scalar is not between 0 and the order of the curve");

// The group of a curve. Never freed; any number of threads may use it.
Result<const EC_GROUP*> group_of(const CurveInfo& curve);

// An affine point as big-endian coordinates of the curve's field size.
struct Coordinates {
  ByteSpan x, y;
};

// Computes d * G in constant time; d must be in range.
Status base_times(const CurveInfo& curve, ByteView d, const Coordinates& out);

// The check of ec_point.h by OpenSSL's arithmetic, for every curve.
Status check_point_by_group(const CurveInfo& curve, ByteView x, ByteView y);
Status check_scalar_by_group(const CurveInfo& curve, ByteView d);

// True if d * G is the point (x, y); d must be in range. invalid_parameter if the point is not on the curve.
Result<bool> is_base_times(const CurveInfo& curve, ByteView d, ByteView x, ByteView y);

}  // namespace cng::provider::ecc
