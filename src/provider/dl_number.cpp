#include "provider/dl_number.h"

#include <cstring>

#include "provider/library.h"
#include "provider/limbs.h"
#include "provider/ossl_error.h"

namespace cng::provider::dl {
namespace {

constexpr std::size_t kMostPrimeLimbs = limbs_for(kMostPrimeBytes);
constexpr std::size_t kMostGroupLimbs = limbs_for(kMostGroupBytes);

constexpr const char* kNoMemory = "no memory for the numbers of a key";

// Adds `factor` times q to x[0..count]; the carry of the limb above goes on to the next call.
void add_multiple(Limb* x, const Limb* q, std::size_t count, Limb factor, Limb& above) {
  Limb carry = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const DoubleLimb product = multiply(factor, q[i]);
    const Limb low = product.low + carry;
    carry = product.high + (low < carry ? 1 : 0);
    x[i] += low;
    carry += x[i] < low ? 1 : 0;
  }
  const Limb sum = x[count] + carry;
  const Limb over = sum < carry ? 1 : 0;
  x[count] = sum + above;
  above = over + (x[count] < above ? 1 : 0);
}

}  // namespace

bool is_inside(ByteView number, ByteView p) {
  const std::size_t last = p.size() - 1;
  if (number.size() != p.size()) return false;
  const ByteView stripped = strip_zeros(number);
  if (stripped.empty() || (stripped.size() == 1 && stripped[0] == 1)) return false;
  const int order = std::memcmp(number.data(), p.data(), last);
  return order < 0 || (order == 0 && number[last] < p[last] - 1);
}

bool is_secret_below(ByteView x, ByteView limit) {
  unsigned borrow = 0, seen = 0;
  const std::size_t more = limit.size() - x.size();
  for (std::size_t i = limit.size(); i-- > 0;) {
    const unsigned byte = i >= more ? x[i - more] : 0;
    seen |= byte;
    borrow = (byte - limit[i] - borrow) >> 8 & 1;
  }
  return (borrow & (seen != 0 ? 1U : 0U)) != 0;
}

// p - 1 plus a multiple of q is made a multiple of 2^(64 * limbs of p). What is left above is at most q, and q itself
// exactly if q divides p - 1.
bool divides_p_minus_1(ByteView q_bytes, ByteView p_bytes) {
  const std::size_t count = limbs_for(p_bytes.size()), group = limbs_for(q_bytes.size());
  if (count > kMostPrimeLimbs || group > kMostGroupLimbs || q_bytes.empty() || p_bytes.empty()) return false;
  Limb q[kMostGroupLimbs];
  Limb x[kMostPrimeLimbs + kMostGroupLimbs + 1];
  load_limbs(q_bytes, q);
  load_limbs(p_bytes, x);
  std::memset(x + count, 0, (group + 1) * sizeof(Limb));
  x[0] ^= 1;
  const Limb inverse = inverse_word(q[0]);
  Limb above = 0;
  for (std::size_t i = 0; i < count; ++i) add_multiple(x + i, q, group, 0 - x[i] * inverse, above);
  return above == 0 && std::memcmp(x + count, q, group * sizeof(Limb)) == 0;
}

BnPtr number(ByteView bytes) { return BnPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)); }

BnPtr secret_number(ByteView bytes) {
  BnPtr made(BN_secure_new());
  if (!made || BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), made.get()) == nullptr) return nullptr;
  BN_set_flags(made.get(), BN_FLG_CONSTTIME);
  return made;
}

Status power(ByteView base, ByteView exponent, ByteView p, ByteSpan out) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_secure_new_ex(*context));
  const BnPtr b = number(base), e = secret_number(exponent), m = number(p), result(BN_secure_new());
  if (!scratch || !b || !e || !m || !result) return ossl_failed(kNoMemory);
  const auto width = static_cast<int>(out.size());
  if (BN_mod_exp_mont_consttime(result.get(), b.get(), e.get(), m.get(), scratch.get(), nullptr) != 1 ||
      BN_bn2binpad(result.get(), out.data(), width) != width)
    return ossl_failed("the power cannot be computed");
  return {};
}

Result<bool> power_equals(ByteView base, ByteView exponent, ByteView p, ByteView expected) {
  SecretArray<kMostPrimeBytes> storage;
  const ByteSpan result = storage.span(SecretAccess{}, p.size());
  CNG_TRY(power(base, exponent, p, result));
  return equal_constant_time(result, expected);
}

Result<bool> power_is_one(ByteView base, ByteView exponent, ByteView p) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_new_ex(*context));
  const BnPtr b = number(base), e = number(exponent), m = number(p), result(BN_new());
  if (!scratch || !b || !e || !m || !result ||
      BN_mod_exp_mont(result.get(), b.get(), e.get(), m.get(), scratch.get(), nullptr) != 1)
    return ossl_failed(kNoMemory);
  return BN_is_one(result.get()) != 0;
}

SecretBytes half_of(ByteView p) {
  SecretBytes half(p.size());
  unsigned carry = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    half.span(SecretAccess{})[i] = static_cast<std::uint8_t>(carry << 7 | p[i] >> 1);
    carry = p[i] & 1;
  }
  return half;
}

Result<SecretBytes> random_below(ByteView limit) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_secure_new_ex(*context));
  const BnPtr range = number(limit), x(BN_secure_new());
  SecretBytes out(limit.size());
  const auto width = static_cast<int>(out.size());
  if (!scratch || !range || !x || BN_sub_word(range.get(), 1) != 1 ||
      BN_priv_rand_range_ex(x.get(), range.get(), 0, scratch.get()) != 1 || BN_add_word(x.get(), 1) != 1 ||
      BN_bn2binpad(x.get(), out.span(SecretAccess{}).data(), width) != width)
    return ossl_failed("no random number for a key");
  return out;
}

Result<bool> is_prime(ByteView bytes) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_new_ex(*context));
  const BnPtr candidate = number(bytes);
  const int answer = scratch && candidate ? BN_check_prime(candidate.get(), scratch.get(), nullptr) : -1;
  if (answer < 0) return ossl_failed("the test of a prime cannot be done");
  return answer == 1;
}

Status check_prime(ByteView bytes, const char* why_not) {
  const Result<bool> prime = is_prime(bytes);
  if (!prime) return prime.error();
  return *prime ? Status{} : Status{invalid_parameter(why_not)};
}

}  // namespace cng::provider::dl
