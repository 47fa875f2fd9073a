// Checks of points and scalars by arithmetic of our own. No OpenSSL here: an import needs nothing to be initialised and
// no memory.
#pragma once

#include "core/bytes.h"
#include "core/curve.h"

namespace cng::provider::ecc {

// Are x and y, of the field's size, below the prime and on the short Weierstrass curve? They are public. The prime is
// odd, and a and b are below it.
bool is_on_curve(const CurveInfo& curve, ByteView x, ByteView y);

// Is 0 < d < order? In constant time; d is not longer than the order.
bool is_scalar(const CurveInfo& curve, ByteView d);

// Is u, of 32 bytes, little-endian, the coordinate of a point on curve25519, below the prime and not of small order? A
// point on its twist is none. It is public.
bool is_on_curve25519(ByteView u);

}  // namespace cng::provider::ecc
