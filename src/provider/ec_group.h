// The groups of the named curves, made at first need and kept.
#pragma once

#include "core/bytes.h"
#include "core/curve.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::ecc {

// The group of a curve. Never freed; any number of threads may use it.
Result<const EC_GROUP*> group_of(const CurveInfo& curve);

// An affine point as big-endian coordinates of the curve's field size.
struct Coordinates {
  ByteSpan x, y;
};

// Computes d * G in constant time; d must be in range.
Status base_times(const CurveInfo& curve, ByteView d, const Coordinates& out);

}  // namespace cng::provider::ecc
