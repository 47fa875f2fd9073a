#include "provider/ec_point.h"

#include <algorithm>

#include "core/secret.h"
#include "provider/ec_any_field.h"
#include "provider/ec_field.h"

namespace cng::provider::ecc {
namespace {

template <std::size_t N>
Number<N> load(ByteView bytes) {
  Number<N> number{};
  load_limbs(bytes, number.data());
  return number;
}

template <std::size_t N>
constexpr Number<N> minus(const Number<N>& a, const Number<N>& b) {
  Number<N> difference{};
  subtract(a, b, difference);
  return difference;
}

template <std::size_t N>
constexpr Number<N> plus(const Number<N>& a, const Number<N>& b) {
  Number<N> sum{};
  Limb carry = 0;
  for (std::size_t i = 0; i < N; ++i) sum[i] = add(a[i], b[i], carry);
  return sum;
}

template <class Field>
struct Constants {
  static constexpr std::size_t kLimbs = Field::kPrime.size();
  using Longer = Number<kLimbs + 1>;
  static constexpr Longer kPrime = resize<kLimbs + 1>(Field::kPrime);
  static constexpr Number<kLimbs> kMinusThree = minus(Field::kPrime, Number<kLimbs>{3});
  // b / R, plus twice the prime so that a number below that can be subtracted.
  static constexpr Longer kB = plus(plus(kPrime, kPrime), Field::reduce(resize<2 * kLimbs>(Field::kB)));
};

// x (x^2 - 3) + b == y^2. A reduction divides by R, so with u = (x^2 - 3) / R and b / R for b
// the sum x u + b / R - y^2 / R is to be a multiple of the prime.
template <class Field, std::size_t N>
bool satisfies_equation(const Number<N>& x, const Number<N>& y) {
  using Constant = Constants<Field>;
  Number<2 * N> wide;
  product_plus(x, x, Constant::kMinusThree, wide);
  const Number<N> u = normalize<Field>(Field::reduce(wide));
  product_plus(y, y, Number<0>{}, wide);
  const Number<N + 1> square = Field::reduce(wide);
  product_plus(x, u, minus(Constant::kB, square), wide);
  const Number<N + 1> rest = Field::reduce(wide);
  return rest == Number<N + 1>{} || rest == Constant::kPrime;
}

template <class Field, std::size_t N = Field::kPrime.size()>
bool check_point(ByteView x_bytes, ByteView y_bytes) {
  const Number<N> x = load<N>(x_bytes);
  const Number<N> y = load<N>(y_bytes);
  if (!is_less(x, Field::kPrime) || !is_less(y, Field::kPrime)) return false;
  return satisfies_equation<Field>(x, y);
}

template <class Field, std::size_t N = Field::kPrime.size()>
bool check_scalar(ByteView bytes) {
  Number<N> d = load<N>(bytes);
  Limb seen = 0;
  for (const Limb limb : d) seen |= limb;
  const Limb below = subtract(d, Field::kOrder, d);
  wipe(d.data(), sizeof d);
  return seen != 0 && below != 0;
}

// The same on any curve: y^2 = x (x^2 + a) + b, with every term divided by R twice.
bool check_any_point(const CurveInfo& curve, ByteView x_bytes, ByteView y_bytes) {
  const AnyField field(curve.p());
  Element x, y, a, b;
  if (!field.load(x_bytes, x) || !field.load(y_bytes, y) || !field.load(curve.a(), a) || !field.load(curve.b(), b))
    return false;
  const Element factor = field.sum(field.product(x, x), field.divided(a));
  const Element right = field.sum(field.product(x, factor), field.divided(field.divided(b)));
  return field.divided(field.product(y, y)) == right;
}

bool check_any_scalar(const CurveInfo& curve, ByteView d) {
  const ByteView order = curve.n();
  const std::size_t more = order.size() - d.size();
  unsigned borrow = 0;
  for (std::size_t i = order.size(); i-- > 0;) borrow = ((i < more ? 0U : d[i - more]) - order[i] - borrow) >> 8 & 1;
  const bool is_zero = all_zero(d);
  return !is_zero && borrow != 0;
}

// The u of the points whose order divides 8, on curve25519 or its twist, and that are below the prime.
constexpr std::uint8_t kSmallOrder[][32] = {
    {0},
    {1},
    {0xE0, 0xEB, 0x7A, 0x7C, 0x3B, 0x41, 0xB8, 0xAE, 0x16, 0x56, 0xE3, 0xFA, 0xF1, 0x9F, 0xC4, 0x6A,
     0xDA, 0x09, 0x8D, 0xEB, 0x9C, 0x32, 0xB1, 0xFD, 0x86, 0x62, 0x05, 0x16, 0x5F, 0x49, 0xB8, 0x00},
    {0x5F, 0x9C, 0x95, 0xBC, 0xA3, 0x50, 0x8C, 0x24, 0xB1, 0xD0, 0xB1, 0x55, 0x9C, 0x83, 0xEF, 0x5B,
     0x04, 0x44, 0x5C, 0xC4, 0x58, 0x1C, 0x8E, 0x86, 0xD8, 0x22, 0x4E, 0xDD, 0xD0, 0x9F, 0x11, 0x57},
    {0xEC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
     0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
};

}  // namespace

bool is_on_curve(const CurveInfo& curve, ByteView x, ByteView y) {
  switch (curve.id) {
    case CurveId::p256:
      return check_point<P256>(x, y);
    case CurveId::p384:
      return check_point<P384>(x, y);
    case CurveId::p521:
      return check_point<P521>(x, y);
    default:
      return check_any_point(curve, x, y);
  }
}

bool is_scalar(const CurveInfo& curve, ByteView d) {
  switch (curve.id) {
    case CurveId::p256:
      return check_scalar<P256>(d);
    case CurveId::p384:
      return check_scalar<P384>(d);
    case CurveId::p521:
      return check_scalar<P521>(d);
    default:
      return check_any_scalar(curve, d);
  }
}

// v^2 = u (u^2 + A u + 1) has a solution; the factors 1 / R are squares, R being 2^256.
bool is_on_curve25519(ByteView bytes) {
  for (const auto& small : kSmallOrder)
    if (std::equal(bytes.begin(), bytes.end(), std::begin(small))) return false;
  const CurveInfo& info = curve(CurveId::curve25519);
  const AnyField field(info.p());
  std::uint8_t big_endian[32];
  std::reverse_copy(bytes.begin(), bytes.end(), big_endian);
  Element u, a;
  if (!field.load(big_endian, u) || !field.load(info.a(), a)) return false;
  const Element linear = field.sum(field.product(u, u), field.product(a, u));
  return field.is_square(field.product(u, field.sum(linear, field.divided({1}))));
}

}  // namespace cng::provider::ecc
