#include "provider/ec_point.h"

#include "core/secret.h"
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
Answer check_point(ByteView x_bytes, ByteView y_bytes) {
  const Number<N> x = load<N>(x_bytes);
  const Number<N> y = load<N>(y_bytes);
  if (!is_less(x, Field::kPrime) || !is_less(y, Field::kPrime)) return Answer::no;
  return satisfies_equation<Field>(x, y) ? Answer::yes : Answer::no;
}

template <class Field, std::size_t N = Field::kPrime.size()>
Answer check_scalar(ByteView bytes) {
  Number<N> d = load<N>(bytes);
  Limb seen = 0;
  for (const Limb limb : d) seen |= limb;
  const Limb below = subtract(d, Field::kOrder, d);
  wipe(d.data(), sizeof d);
  return seen != 0 && below != 0 ? Answer::yes : Answer::no;
}

}  // namespace

Answer is_on_curve(const CurveInfo& curve, ByteView x, ByteView y) {
  switch (curve.id) {
    case CurveId::p256:
      return check_point<P256>(x, y);
    case CurveId::p384:
      return check_point<P384>(x, y);
    case CurveId::p521:
      return check_point<P521>(x, y);
    default:
      return Answer::unknown_curve;
  }
}

Answer is_scalar(const CurveInfo& curve, ByteView d) {
  switch (curve.id) {
    case CurveId::p256:
      return check_scalar<P256>(d);
    case CurveId::p384:
      return check_scalar<P384>(d);
    case CurveId::p521:
      return check_scalar<P521>(d);
    default:
      return Answer::unknown_curve;
  }
}

}  // namespace cng::provider::ecc
