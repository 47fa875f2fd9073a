// The fields of the NIST curves, for checks on public points: arithmetic whose lengths are known to the compiler, with
// every constant made by it. Not in constant time, and not to be used on secrets.
//
// reduce() divides by the Montgomery radix R = 2^(64 * limbs) while it reduces, except for P-521, whose prime reduces
// by folding; there R is 1.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "provider/limbs.h"

namespace cng::provider::ecc {

template <std::size_t N>
using Number = std::array<Limb, N>;

// The low limb of a * b + c + carry; the high one becomes the carry.
constexpr Limb multiply_add(Limb a, Limb b, Limb c, Limb& carry) {
#ifdef CNG_WIDE_LIMBS
  __extension__ using Wide = unsigned __int128;
  const Wide sum = Wide{a} * b + c + carry;
  carry = static_cast<Limb>(sum >> 64);
  return static_cast<Limb>(sum);
#else
  const DoubleLimb product = multiply(a, b);
  const Limb first = product.low + c;
  const Limb second = first + carry;
  carry = product.high + (first < c ? 1 : 0) + (second < first ? 1 : 0);
  return second;
#endif
}

// The low limb of a + b + carry; the high one becomes the carry.
constexpr Limb add(Limb a, Limb b, Limb& carry) { return multiply_add(1, a, b, carry); }

// The low limb of a - b - borrow; the borrow is 0 or 1.
constexpr Limb subtract(Limb a, Limb b, Limb& borrow) {
  const Limb first = a - b;
  const Limb second = first - borrow;
  borrow = (a < b ? 1U : 0U) | (first < borrow ? 1U : 0U);
  return second;
}

template <std::size_t N>
constexpr bool is_less(const Number<N>& a, const Number<N>& b) {
  for (std::size_t i = N; i-- > 0;)
    if (a[i] != b[i]) return a[i] < b[i];
  return false;
}

template <std::size_t N>
constexpr Limb subtract(const Number<N>& a, const Number<N>& b, Number<N>& difference) {
  Limb borrow = 0;
  for (std::size_t i = 0; i < N; ++i) difference[i] = subtract(a[i], b[i], borrow);
  return borrow;
}

// The low N limbs of a number below 2^64 times as large, or all of a shorter one.
template <std::size_t N, std::size_t M>
constexpr Number<N> resize(const Number<M>& number) {
  Number<N> out{};
  for (std::size_t i = 0; i < N && i < M; ++i) out[i] = number[i];
  return out;
}

// Column K of a * b + c.
template <std::size_t K, std::size_t N, std::size_t M>
inline Limb product_limb(Column& column, const Number<N>& a, const Number<N>& b, const Number<M>& c) {
  constexpr std::size_t kFirst = K < N ? 0 : K - N + 1;
  constexpr std::size_t kTerms = K < N ? K + 1 : 2 * N - 1 - K;
  if constexpr (K < M) column.add(c[K]);
  [&]<std::size_t... I>(std::index_sequence<I...>) { (column.add_product(a[kFirst + I], b[K - kFirst - I]), ...); }
  (std::make_index_sequence<kTerms>{});
  return column.take();
}

// a * b + c, which must be below 2^(128 * N).
template <std::size_t N, std::size_t M>
inline void product_plus(const Number<N>& a, const Number<N>& b, const Number<M>& c, Number<2 * N>& out) {
  Column column;
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((out[K] = product_limb<K>(column, a, b, c)), ...); }
  (std::make_index_sequence<2 * N - 1>{});
  out[2 * N - 1] = column.take();
}

// One digit of a Montgomery reduction: makes t[I] zero by adding a multiple of the prime.
template <class Field, std::size_t I, std::size_t N2>
constexpr void reduce_digit(Number<N2>& t, Limb& top) {
  constexpr std::size_t kLimbs = N2 / 2;
  constexpr Number<kLimbs> kPrime = Field::kPrime;
  constexpr Limb kInverse = 0 - inverse_word(kPrime[0]);
  const Limb digit = t[I] * kInverse;
  Limb carry = 0;
  const auto step = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
    if constexpr (J == 0 && kPrime[J] == ~Limb{0}) {
      carry = digit;  // digit == t[I], and digit * (2^64 - 1) + digit == digit * 2^64
    } else if constexpr (kPrime[J] == 0) {
      t[I + J] = add(t[I + J], 0, carry);
    } else {
      t[I + J] = multiply_add(digit, kPrime[J], t[I + J], carry);
    }
  };
  [&]<std::size_t... J>(std::index_sequence<J...>) { (step(std::integral_constant<std::size_t, J>{}), ...); }
  (std::make_index_sequence<kLimbs>{});
  t[I + kLimbs] = add(t[I + kLimbs], top, carry);
  top = carry;
}

// t / R modulo the prime, below twice the prime, for t below R times the prime.
template <class Field, std::size_t N2>
constexpr Number<N2 / 2 + 1> montgomery_reduce(Number<N2> t) {
  constexpr std::size_t kLimbs = N2 / 2;
  Limb top = 0;
  [&]<std::size_t... I>(std::index_sequence<I...>) { (reduce_digit<Field, I>(t, top), ...); }
  (std::make_index_sequence<kLimbs>{});
  Number<kLimbs + 1> high{};
  for (std::size_t i = 0; i < kLimbs; ++i) high[i] = t[kLimbs + i];
  high[kLimbs] = top;
  return high;
}

// The same number below the prime, of one below twice the prime.
template <class Field, std::size_t N1>
constexpr Number<N1 - 1> normalize(const Number<N1>& number) {
  const Number<N1 - 1> low = resize<N1 - 1>(number);
  if (number[N1 - 1] == 0 && is_less(low, Field::kPrime)) return low;
  Number<N1 - 1> less{};
  subtract(low, Field::kPrime, less);
  return less;
}

struct P256 {
  static constexpr Number<4> kPrime{0xFFFFFFFFFFFFFFFF, 0x00000000FFFFFFFF, 0x0000000000000000, 0xFFFFFFFF00000001};
  static constexpr Number<4> kOrder{0xF3B9CAC2FC632551, 0xBCE6FAADA7179E84, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF00000000};
  static constexpr Number<4> kB{0x3BCE3C3E27D2604B, 0x651D06B0CC53B0F6, 0xB3EBBD55769886BC, 0x5AC635D8AA3A93E7};
  static constexpr Number<5> reduce(const Number<8>& t) { return montgomery_reduce<P256>(t); }
};

struct P384 {
  static constexpr Number<6> kPrime{0x00000000FFFFFFFF, 0xFFFFFFFF00000000, 0xFFFFFFFFFFFFFFFE,
                                    0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
  static constexpr Number<6> kOrder{0xECEC196ACCC52973, 0x581A0DB248B0A77A, 0xC7634D81F4372DDF,
                                    0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
  static constexpr Number<6> kB{0x2A85C8EDD3EC2AEF, 0xC656398D8A2ED19D, 0x0314088F5013875A,
                                0x181D9C6EFE814112, 0x988E056BE3F82D19, 0xB3312FA7E23EE7E4};
  static constexpr Number<7> reduce(const Number<12>& t) { return montgomery_reduce<P384>(t); }
};

struct P521 {
  static constexpr Limb kTop = 0x1FF;  // 521 = 8 * 64 + 9
  static constexpr Number<9> kPrime{~Limb{0}, ~Limb{0}, ~Limb{0}, ~Limb{0}, ~Limb{0},
                                    ~Limb{0}, ~Limb{0}, ~Limb{0}, kTop};
  static constexpr Number<9> kOrder{0xBB6FB71E91386409, 0x3BB5C9B8899C47AE, 0x7FCC0148F709A5D0,
                                    0x51868783BF2F966B, 0xFFFFFFFFFFFFFFFA, 0xFFFFFFFFFFFFFFFF,
                                    0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, kTop};
  static constexpr Number<9> kB{0xEF451FD46B503F00, 0x3573DF883D2C34F1, 0x1652C0BD3BB1BF07,
                                0x56193951EC7E937B, 0xB8B489918EF109E1, 0xA2DA725B99B315F3,
                                0x929A21A0B68540EE, 0x953EB9618E1C9A1F, 0x0000000000000051};

  // 2^521 is 1 modulo the prime: the bits above are added to the bits below.
  static constexpr Number<10> reduce(const Number<18>& t) {
    Number<10> sum{};
    Limb carry = 0;
    for (std::size_t i = 0; i < 9; ++i)
      sum[i] = add(i == 8 ? t[i] & kTop : t[i], t[i + 8] >> 9 | t[i + 9] << 55, carry);
    return sum;
  }
};

}  // namespace cng::provider::ecc
