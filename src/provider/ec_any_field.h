// Arithmetic modulo a prime that is known at run time only: what a check of a public point needs on the curves that
// ec_field.h has no arithmetic for. Not in constant time, and not to be used on secrets.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/curve.h"
#include "provider/limbs.h"

namespace cng::provider::ecc {

constexpr std::size_t kMostFieldLimbs = limbs_for(kMostFieldBytes);

// A number below the prime of an AnyField; the limbs above those of the prime are 0.
using Element = std::array<Limb, kMostFieldLimbs>;

class AnyField {
 public:
  // `prime` is odd, big-endian, of at most kMostFieldBytes, without zeros in front.
  explicit AnyField(ByteView prime) : count_(limbs_for(prime.size())) {
    load_limbs(prime, prime_.data());
    inverse_ = 0 - inverse_word(prime_[0]);
  }

  // False if the number is not below the prime. It has no more bytes than the prime.
  bool load(ByteView bytes, Element& out) const {
    out = {};
    load_limbs(bytes, out.data());
    return is_less(out, prime_);
  }

  Element sum(const Element& a, const Element& b) const {
    Element out{};
    Limb carry = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const Limb first = a[i] + carry;
      out[i] = first + b[i];
      carry = (first < carry ? 1U : 0U) + (out[i] < first ? 1U : 0U);
    }
    reduce_once(out, carry);
    return out;
  }

  // a * b / R, where R is 2^(64 * limbs).
  Element product(const Element& a, const Element& b) const {
    Wide wide;
    multiply_limbs(a.data(), b.data(), count_, wide.data());
    return reduce(wide);
  }

  // a / R.
  Element divided(const Element& a) const {
    Wide wide{};
    std::copy_n(a.begin(), count_, wide.begin());
    return reduce(wide);
  }

  // True if a has a square root, 0 included: the Jacobi symbol of a and the prime is not -1.
  bool is_square(Element a) const;

 private:
  using Wide = std::array<Limb, 2 * kMostFieldLimbs>;

  bool is_less(const Element& a, const Element& b) const {
    for (std::size_t i = count_; i-- > 0;)
      if (a[i] != b[i]) return a[i] < b[i];
    return false;
  }

  // Takes b from a; what is borrowed at the top is lost.
  void take(Element& a, const Element& b) const {
    Limb borrow = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const Limb first = a[i] - b[i];
      const Limb difference = first - borrow;
      borrow = (a[i] < b[i] ? 1U : 0U) | (first < borrow ? 1U : 0U);
      a[i] = difference;
    }
  }

  // Below the prime, of a number below twice the prime whose bit above the limbs is `top`.
  void reduce_once(Element& a, Limb top) const {
    if (top != 0 || !is_less(a, prime_)) take(a, prime_);
  }

  // wide / R.
  Element reduce(Wide& wide) const {
    Limb top = 0;
    for (std::size_t i = 0; i < count_; ++i) top = add_multiple(wide.data() + i, top);
    Element out{};
    std::copy_n(wide.begin() + static_cast<std::ptrdiff_t>(count_), count_, out.begin());
    reduce_once(out, top);
    return out;
  }

  // One step of a Montgomery reduction: makes at[0] zero by adding a multiple of the prime. Returns the new carry into
  // the limb behind.
  Limb add_multiple(Limb* at, Limb top) const {
    const Limb digit = at[0] * inverse_;
    Limb carry = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const DoubleLimb part = multiply(digit, prime_[i]);
      const Limb first = part.low + at[i];
      const Limb second = first + carry;
      carry = part.high + (first < at[i] ? 1 : 0) + (second < first ? 1 : 0);
      at[i] = second;
    }
    const Limb first = at[count_] + carry;
    const Limb second = first + top;
    at[count_] = second;
    return (first < carry ? 1U : 0U) + (second < first ? 1U : 0U);
  }

  void shift_right(Element& a, unsigned bits) const {
    for (std::size_t i = 0; i + 1 < count_; ++i) a[i] = a[i] >> bits | a[i + 1] << (64 - bits);
    a[count_ - 1] >>= bits;
  }

  bool is_zero(const Element& a) const {
    return std::all_of(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(count_), [](Limb limb) { return limb == 0; });
  }

  std::size_t count_;
  Element prime_{};
  Limb inverse_;
};

// The binary algorithm: 2 is a square modulo n = 1 or 7 modulo 8, and reciprocity turns the symbol of two odd numbers
// round, with a change of sign if both are 3 modulo 4.
inline bool AnyField::is_square(Element a) const {
  Element n = prime_;
  bool minus = false;
  while (!is_zero(a)) {
    while ((a[0] & 1) == 0) {
      const unsigned zeros = a[0] == 0 ? 32 : static_cast<unsigned>(std::countr_zero(a[0]));
      const bool two_is_square = (n[0] & 7) == 1 || (n[0] & 7) == 7;
      minus ^= !two_is_square && (zeros & 1) != 0;
      shift_right(a, zeros);
    }
    if (is_less(a, n)) {
      minus ^= (a[0] & n[0] & 3) == 3;
      std::swap(a, n);
    }
    take(a, n);
  }
  return !minus;
}

}  // namespace cng::provider::ecc
