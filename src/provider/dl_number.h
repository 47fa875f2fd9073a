// Arithmetic that DH and DSA share: comparisons of big-endian numbers without OpenSSL, and powers modulo a prime.
#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::dl {

constexpr std::size_t kMostPrimeBytes = 512;  // of DH; DSA has 384
constexpr std::size_t kMostGroupBytes = 64;   // of DSA's q

// 1 < number < p - 1, of public numbers; p is odd and as long as `number`.
bool is_inside(ByteView number, ByteView p);

// 0 < x < limit, in a time that depends on the lengths only; x is no longer than `limit`.
bool is_secret_below(ByteView x, ByteView limit);

// True if q divides p - 1; both are odd, q has no more than kMostGroupBytes bytes, p no more than kMostPrimeBytes.
bool divides_p_minus_1(ByteView q, ByteView p);

// A number in OpenSSL's form; null without memory. A secret one is computed with in constant time.
BnPtr number(ByteView bytes);
BnPtr secret_number(ByteView bytes);

// base^exponent modulo the odd p into `out`, which is as long as p. Constant time in a secret exponent.
Status power(ByteView base, ByteView exponent, ByteView p, ByteSpan out);

// base^exponent modulo p is `expected`, as long as p.
Result<bool> power_equals(ByteView base, ByteView exponent, ByteView p, ByteView expected);

// base^exponent modulo p is 1, of public numbers.
Result<bool> power_is_one(ByteView base, ByteView exponent, ByteView p);

// (p - 1) / 2, as long as p.
SecretBytes half_of(ByteView p);

// A random x with 0 < x < limit, as long as `limit`.
Result<SecretBytes> random_below(ByteView limit);

Status check_prime(ByteView number, const char* why_not);
Result<bool> is_prime(ByteView number);

}  // namespace cng::provider::dl
