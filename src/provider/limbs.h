// Arithmetic on 64-bit limbs, least significant first, for the checks of an import and for what follows from p, q and
// e. No function here branches on the value of a limb or uses it as an address or a divisor: only lengths and the
// public exponent decide how long it takes. No division instruction is used at all; remainders modulo the odd word e
// are Hensel remainders: x = quotient * e - r * 2^(64 * count), which are as good as ordinary ones for a greatest
// common divisor, and are turned into ordinary ones by a factor that depends on public values only.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/bytes.h"

// i686 has no 128-bit integer; CNG_PORTABLE_LIMBS is how the tests get at the code for it.
#if defined(__SIZEOF_INT128__) && !defined(CNG_PORTABLE_LIMBS)
#define CNG_WIDE_LIMBS
#endif

namespace cng::provider {

using Limb = std::uint64_t;

constexpr std::size_t limbs_for(std::size_t bytes) { return (bytes + sizeof(Limb) - 1) / sizeof(Limb); }

struct DoubleLimb {
  Limb high, low;
};

constexpr DoubleLimb multiply(Limb a, Limb b) {
#ifdef CNG_WIDE_LIMBS
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return {static_cast<Limb>(product >> 64), static_cast<Limb>(product)};
#else
  const Limb a0 = a & 0xFFFFFFFF, a1 = a >> 32, b0 = b & 0xFFFFFFFF, b1 = b >> 32;
  const Limb low = a0 * b0;
  const Limb middle = a1 * b0 + (low >> 32);
  const Limb other = a0 * b1 + (middle & 0xFFFFFFFF);
  return {a1 * b1 + (middle >> 32) + (other >> 32), other << 32 | (low & 0xFFFFFFFF)};
#endif
}

inline Limb load_limb(const std::uint8_t* big_endian) {
  Limb limb;
  std::memcpy(&limb, big_endian, sizeof limb);
  return std::endian::native == std::endian::little ? __builtin_bswap64(limb) : limb;
}

inline void store_limb(Limb limb, std::uint8_t* big_endian) {
  if (std::endian::native == std::endian::little) limb = __builtin_bswap64(limb);
  std::memcpy(big_endian, &limb, sizeof limb);
}

// Loads a big-endian number into limbs_for(bytes.size()) limbs.
inline void load_limbs(ByteView bytes, Limb* out) {
  const std::uint8_t* end = bytes.data() + bytes.size();
  std::size_t whole = bytes.size() / sizeof(Limb);
  for (; whole >= 4; whole -= 4, end -= 4 * sizeof(Limb), out += 4) {
    out[0] = load_limb(end - sizeof(Limb));
    out[1] = load_limb(end - 2 * sizeof(Limb));
    out[2] = load_limb(end - 3 * sizeof(Limb));
    out[3] = load_limb(end - 4 * sizeof(Limb));
  }
  for (; whole > 0; --whole, end -= sizeof(Limb)) *out++ = load_limb(end - sizeof(Limb));
  const std::size_t left = bytes.size() % sizeof(Limb);
  if (left == 0) return;
  Limb top = 0;
  for (std::size_t i = 0; i < left; ++i) top = top << 8 | bytes[i];
  *out = top;
}

// Stores the low out.size() bytes of a number big-endian.
inline void store_limbs(const Limb* limbs, ByteSpan out) {
  std::size_t left = out.size();
  for (; left >= sizeof(Limb); left -= sizeof(Limb)) store_limb(*limbs++, out.data() + left - sizeof(Limb));
  if (left == 0) return;
  for (Limb top = *limbs; left > 0; top >>= 8) out[--left] = static_cast<std::uint8_t>(top);
}

// One column of a product: the sum of a[i] * b[n - i], in three limbs.
struct Column {
  Limb low = 0, middle = 0, high = 0;

  void add_product(Limb a, Limb b) {
#if defined(CNG_WIDE_LIMBS) && defined(__x86_64__)
    Limb top;
    asm("mulq %[b]\n\taddq %%rax, %[low]\n\tadcq %%rdx, %[middle]\n\tadcq $0, %[high]"
        : "+a"(a), "=&d"(top), [low] "+&r"(low), [middle] "+&r"(middle), [high] "+&r"(high)
        : [b] "rm"(b)
        : "cc");
#else
    const DoubleLimb product = multiply(a, b);
    low += product.low;
    const Limb carry = product.high + (low < product.low ? 1 : 0);  // the high half of a product is below 2^64 - 1
    middle += carry;
    high += middle < carry ? 1 : 0;
#endif
  }

  void add(Limb limb) {
    low += limb;
    const Limb carry = low < limb ? 1 : 0;
    middle += carry;
    high += middle < carry ? 1 : 0;
  }

  // The finished limb of this column; the rest goes on to the next one.
  Limb take() {
    const Limb limb = low;
    low = middle;
    middle = high;
    high = 0;
    return limb;
  }
};

// Adds the sum of x[i] * y[-i] for i < terms to a column.
inline void add_products(Column& column, const Limb* x, const Limb* y, std::size_t terms) {
  for (; terms >= 4; terms -= 4, x += 4, y -= 4) {
    column.add_product(x[0], y[0]);
    column.add_product(x[1], y[-1]);
    column.add_product(x[2], y[-2]);
    column.add_product(x[3], y[-3]);
  }
  for (; terms > 0; --terms) column.add_product(*x++, *y--);
}

// Hands out the limbs of a * b, lowest first, as emit(index, limb); a and b have `count` limbs.
template <class Emit>
inline void each_product_limb(const Limb* a, const Limb* b, std::size_t count, Emit emit) {
  Column column;
  std::size_t k = 0;
  for (; k < count; ++k) {
    add_products(column, a, b + k, k + 1);
    emit(k, column.take());
  }
  for (; k + 1 < 2 * count; ++k) {
    add_products(column, a + (k + 1 - count), b + (count - 1), 2 * count - 1 - k);
    emit(k, column.take());
  }
  emit(k, column.take());
}

// product = a * b; the product has twice as many limbs.
inline void multiply_limbs(const Limb* a, const Limb* b, std::size_t count, Limb* product) {
  each_product_limb(a, b, count, [product](std::size_t k, Limb limb) { product[k] = limb; });
}

// Limb `index` of a big-endian number; 0 above its top.
inline Limb limb_at(ByteView bytes, std::size_t index) {
  const std::size_t below = index * sizeof(Limb);
  if (bytes.size() >= below + sizeof(Limb)) [[likely]]
    return load_limb(bytes.data() + (bytes.size() - below) - sizeof(Limb));
  Limb top = 0;
  for (std::size_t i = 0; i + below < bytes.size(); ++i) top = top << 8 | bytes[i];
  return top;
}

// True if a * b == product, a big-endian number of no more than twice as many limbs.
inline bool product_equals(const Limb* a, const Limb* b, std::size_t count, ByteView product) {
  Limb difference = 0;
  each_product_limb(a, b, count, [&](std::size_t k, Limb limb) { difference |= limb ^ limb_at(product, k); });
  return difference == 0;
}

// True if a * b == product.
inline bool product_equals(const Limb* a, const Limb* b, std::size_t count, const Limb* product) {
  Limb difference = 0;
  each_product_limb(a, b, count, [&](std::size_t k, Limb limb) { difference |= limb ^ product[k]; });
  return difference == 0;
}

// The inverse of an odd word modulo 2^64, by Newton's method: each step doubles the right bits.
constexpr Limb inverse_word(Limb odd) {
  Limb inverse = odd * 3 ^ 2;  // 5 bits
  for (int bits = 5; bits < 64; bits *= 2) inverse *= 2 - odd * inverse;
  return inverse;
}

// What is needed again and again of the public exponent e, an odd word greater than 1.
struct OddWord {
  Limb value;
  Limb inverse;  // modulo 2^64

  constexpr explicit OddWord(Limb odd) : value(odd), inverse(inverse_word(odd)) {}
};

// One step of hensel_remainder: what is left of `limb` and the carry so far.
inline Limb hensel_step(Limb limb, Limb carry, const OddWord& e) {
  const Limb borrow = limb < carry ? 1 : 0;
  return multiply((limb - carry) * e.inverse, e.value).high + borrow;
}

// The Hensel remainder r of x: x = -r * 2^(64 * count) modulo e, 0 <= r <= e; x is a multiple of e if r is 0 or e.
inline Limb hensel_remainder(const Limb* x, std::size_t count, const OddWord& e) {
  Limb carry = 0;
  for (std::size_t i = 0; i < count; ++i) carry = hensel_step(x[i], carry, e);
  return carry;
}

// The Hensel remainders of two numbers, and whether they are equal. Each step waits for the one before it, so two at
// once take the time of one.
struct HenselPair {
  Limb of_x, of_y;
  bool equal;
};
inline HenselPair hensel_pair(const Limb* x, const Limb* y, std::size_t count, const OddWord& e) {
  HenselPair pair{0, 0, false};
  Limb difference = 0;
  for (std::size_t i = 0; i < count; ++i) {
    pair.of_x = hensel_step(x[i], pair.of_x, e);
    pair.of_y = hensel_step(y[i], pair.of_y, e);
    difference |= x[i] ^ y[i];
  }
  pair.equal = difference == 0;
  return pair;
}

// a * b / 2^64 modulo e, in [0, e), for a * b < e * 2^64.
inline Limb montgomery_product(Limb a, Limb b, const OddWord& e) {
  const DoubleLimb product = multiply(a, b);
  const Limb part = multiply(product.low * e.inverse, e.value).high;
  const Limb below = 0 - static_cast<Limb>(product.high < part ? 1 : 0);
  return product.high - part + (e.value & below);
}

// One step of the binary greatest common divisor; the pair (a, b) keeps it, b stays odd, and the sum of their bit
// lengths shrinks until a is 0. Returns masks of what was done.
struct GcdStep {
  Limb odd, swapped;
};
inline GcdStep gcd_step(Limb& a, Limb& b) {
  const Limb odd = 0 - (a & 1);
  const Limb subtrahend = b & odd;
  const Limb difference = a - subtrahend;
  const Limb swapped = 0 - static_cast<Limb>(a < subtrahend ? 1 : 0);
  b += difference & swapped;  // b + (a - b)
  a = ((difference ^ swapped) - swapped) >> 1;
  return {odd, swapped};
}

// True for 3, 5, 17, 257 and 65537: 2^k + 1 that are prime.
constexpr bool is_fermat_prime(Limb word) {
  return word == 65537 || word == 3 || word == 5 || word == 17 || word == 257;
}

// True if gcd(a, e) == 1, for a <= e. The usual exponents are primes, and a prime divides only 0 and itself here.
inline bool coprime(Limb a, const OddWord& e) {
  if (is_fermat_prime(e.value)) return a != 0 && a != e.value;
  Limb b = e.value;
  for (auto left = 2 * std::bit_width(e.value); left > 0; --left) gcd_step(a, b);
  return b == 1;
}

// The inverse of a modulo e, for a <= e with gcd(a, e) == 1.
inline Limb inverse_modulo(Limb a, const OddWord& e) {
  Limb b = e.value;
  Limb u = 1;  // a = u * input and b = v * input modulo e
  Limb v = 0;
  const Limb half = e.value / 2 + 1;  // of e + 1
  for (auto left = 2 * std::bit_width(e.value); left > 0; --left) {
    const GcdStep step = gcd_step(a, b);
    const Limb swap = (u ^ v) & step.swapped;
    u ^= swap;
    v ^= swap;
    const Limb subtrahend = v & step.odd;
    u = u - subtrahend + (e.value & (0 - static_cast<Limb>(u < subtrahend ? 1 : 0)));
    u = (u >> 1) + (half & (0 - (u & 1)));
  }
  return v;
}

// out = (1 + k * m) / e, which must be a whole number of no more than `count` limbs, as many as m has.
inline void one_plus_multiple_over(const Limb* m, std::size_t count, Limb k, const OddWord& e, Limb* out) {
  Limb carry = 1;   // of the product
  Limb borrow = 0;  // of the exact division
  for (std::size_t i = 0; i < count; ++i) {
    const DoubleLimb product = multiply(m[i], k);
    const Limb low = product.low + carry;
    carry = product.high + (low < carry ? 1 : 0);
    const Limb below = low < borrow ? 1 : 0;
    out[i] = (low - borrow) * e.inverse;
    borrow = multiply(out[i], e.value).high + below;
  }
}

}  // namespace cng::provider
