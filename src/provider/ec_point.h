// Checks of points and scalars against the curves that we have arithmetic of our own for. No OpenSSL here: an import
// needs nothing to be initialised and no memory.
#pragma once

#include "core/bytes.h"
#include "core/curve.h"

namespace cng::provider::ecc {

enum class Answer : std::uint8_t { yes, no, unknown_curve };

// Are x and y, of the field's size, below the prime and on the curve? They are public.
Answer is_on_curve(const CurveInfo& curve, ByteView x, ByteView y);

// Is 0 < d < order? In constant time; d has the order's size.
Answer is_scalar(const CurveInfo& curve, ByteView d);

}  // namespace cng::provider::ecc
