// d, dp, dq and qinv of an RSA key, computed from n, e, p and q. For a word e no long inverse is needed:
// e^-1 modulo m is (1 + k * m) / e with k = -(m^-1) modulo e. d is taken modulo (p - 1)(q - 1), as Windows takes it.
#include <algorithm>
#include <cstring>

#include "core/secret.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/limbs.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::rsa {
namespace {

// Limbs on the stack, as many as the longest key needs; what was used is wiped.
template <std::size_t Most>
class SecretLimbs {
 public:
  explicit SecretLimbs(std::size_t count) : count_(count) {}
  SecretLimbs(const SecretLimbs&) = delete;
  SecretLimbs& operator=(const SecretLimbs&) = delete;
  ~SecretLimbs() { wipe(limbs_, count_ * sizeof(Limb)); }
  operator Limb*() { return limbs_; }  // NOLINT(google-explicit-constructor)

 private:
  std::size_t count_;
  Limb limbs_[Most];
};

using PrimeLimbs = SecretLimbs<kMostPrimeLimbs>;
using ModulusLimbs = SecretLimbs<2 * kMostPrimeLimbs>;

struct Exponents {
  ByteSpan dp, dq, d;
};

// 2^(-64 * (count - 1)) modulo e. Public.
Limb power_below_one(std::size_t count, const OddWord& e) {
  Limb power = 1;
  for (std::size_t i = 1; i < count; ++i) power = montgomery_product(power, 1, e);
  return power;
}

// 2^128 modulo e. Public.
Limb montgomery_square(const OddWord& e) {
  Limb power = 1;
  for (int i = 0; i < 128; ++i) {
    const bool over = power >= e.value - power;
    power = over ? power - (e.value - power) : power + power;
  }
  return power;
}

// dp, dq and d from the limbs of p - 1 and q - 1.
void compute_exponents(const Limb* p1, const Limb* q1, std::size_t count, const OddWord& e, const Exponents& out) {
  const Limb scale = power_below_one(count, e);
  // p - 1 = -r * 2^(64 * count), so -(p - 1)^-1 = r^-1 * 2^(-64 * count).
  const Limb kp = montgomery_product(inverse_modulo(hensel_remainder(p1, count, e), e), scale, e);
  const Limb kq = montgomery_product(inverse_modulo(hensel_remainder(q1, count, e), e), scale, e);
  const Limb product = montgomery_product(montgomery_product(kp, kq, e), montgomery_square(e), e);

  PrimeLimbs exponent(count);
  one_plus_multiple_over(p1, count, kp, e, exponent);
  store_limbs(exponent, out.dp);
  one_plus_multiple_over(q1, count, kq, e, exponent);
  store_limbs(exponent, out.dq);

  ModulusLimbs phi(2 * count);
  ModulusLimbs d(2 * count);
  multiply_limbs(p1, q1, count, phi);
  one_plus_multiple_over(phi, 2 * count, e.value - product, e, d);
  store_limbs(d, out.d);
}

void compute_exponents(const KeyParts& parts, const Exponents& out) {
  const std::size_t count = limbs_for(parts[rsa_part::p].size());
  PrimeLimbs p(count);
  PrimeLimbs q(count);
  p[0] = q[0] = 0;  // a checked key has primes; the compiler cannot know
  load_limbs(parts[rsa_part::p], p);
  load_limbs(parts[rsa_part::q], q);
  p[0] -= 1;
  q[0] -= 1;
  compute_exponents(p, q, count, OddWord(load_word(parts[rsa_part::e])), out);
}

BnPtr secret_number(ByteView bytes) {
  BnPtr number(BN_secure_new());
  if (!number || BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number.get()) == nullptr) return nullptr;
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  return number;
}

// qinv = q^-1 modulo p. Fails if p and q have a common divisor: then p is no prime.
Status compute_coefficient(const KeyParts& parts, BN_CTX* scratch, ByteSpan out) {
  const BnPtr p = secret_number(parts[rsa_part::p]);
  const BnPtr q = secret_number(parts[rsa_part::q]);
  const BnPtr inverse(BN_secure_new());
  if (!p || !q || !inverse) return ossl_failed("no memory for the numbers of a key");
  const auto width = static_cast<int>(out.size());
  if (BN_mod_inverse(inverse.get(), q.get(), p.get(), scratch) == nullptr ||
      BN_bn2binpad(inverse.get(), out.data(), width) != width)
    return ossl_failed("q has no inverse modulo p: they are not both primes");
  return {};
}

// True if the given qinv is below p and q * qinv = 1 modulo p.
bool coefficient_fits(const KeyParts& parts, BN_CTX* scratch) {
  if (parts[rsa_part::qi].size() != parts[rsa_part::p].size()) return false;
  const BnPtr p = secret_number(parts[rsa_part::p]);
  const BnPtr q = secret_number(parts[rsa_part::q]);
  const BnPtr given = secret_number(parts[rsa_part::qi]);
  const BnPtr product(BN_secure_new());
  const bool fits = p && q && given && product && BN_cmp(given.get(), p.get()) < 0 &&
                    BN_mod_mul(product.get(), q.get(), given.get(), p.get(), scratch) == 1 &&
                    BN_is_one(product.get()) != 0;
  if (!fits) ossl_failed("");
  return fits;
}

// True if `d` modulo `prime` - 1 is `exponent`.
bool reduces_to(const BIGNUM* d, ByteView prime, ByteView exponent, BN_CTX* scratch) {
  const BnPtr modulus = secret_number(prime);
  const BnPtr expected = secret_number(exponent);
  const BnPtr remainder(BN_secure_new());
  return modulus && expected && remainder && BN_sub_word(modulus.get(), 1) == 1 &&
         BN_mod(remainder.get(), d, modulus.get(), scratch) == 1 && BN_cmp(remainder.get(), expected.get()) == 0;
}

// True if the given dp and dq are the computed ones and d belongs to them; d may be larger than ours, or smaller.
bool exponents_fit(const KeyParts& parts, const Exponents& computed, BN_CTX* scratch) {
  if (!equal_constant_time(parts[rsa_part::dp], computed.dp) || !equal_constant_time(parts[rsa_part::dq], computed.dq))
    return false;
  if (equal_constant_time(parts[rsa_part::d], computed.d)) return true;
  const BnPtr d = secret_number(parts[rsa_part::d]);
  const bool fits = d && reduces_to(d.get(), parts[rsa_part::p], computed.dp, scratch) &&
                    reduces_to(d.get(), parts[rsa_part::q], computed.dq, scratch);
  if (!fits) ossl_failed("");
  return fits;
}

// Where the four computed numbers stand in one storage.
struct Layout {
  Exponents exponents;
  ByteSpan qi;

  Layout(ByteSpan storage, std::size_t half)
      : exponents{storage.subspan(0, half), storage.subspan(half, half), storage.subspan(3 * half)},
        qi(storage.subspan(2 * half, half)) {}
};

bool has_given(const KeyParts& parts) {
  return !parts[rsa_part::d].empty() && parts[rsa_part::d].size() <= parts[rsa_part::n].size() &&
         !parts[rsa_part::dp].empty() && !parts[rsa_part::dq].empty();
}

Status derive(DerivedParts& derived) {
  KeyParts& parts = derived.parts;
  const std::size_t half = parts[rsa_part::p].size();
  derived.storage = SecretBytes(3 * half + parts[rsa_part::n].size());
  const Layout computed(derived.storage.span(SecretAccess{}), half);
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_secure_new_ex(*context));
  if (!scratch) return ossl_failed("no memory for the numbers of a key");

  compute_exponents(parts, computed.exponents);
  const bool coefficient_given = coefficient_fits(parts, scratch.get());
  if (coefficient_given && has_given(parts) && exponents_fit(parts, computed.exponents, scratch.get())) return {};
  if (coefficient_given) {
    std::memcpy(computed.qi.data(), parts[rsa_part::qi].data(), half);
  } else {
    CNG_TRY(compute_coefficient(parts, scratch.get(), computed.qi));
  }
  parts.set(rsa_part::dp, computed.exponents.dp);
  parts.set(rsa_part::dq, computed.exponents.dq);
  parts.set(rsa_part::qi, computed.qi);
  parts.set(rsa_part::d, computed.exponents.d);
  return {};
}

}  // namespace

Result<KeyParts> complete(const Key& key) {
  if (!key.parts().has_private) return key.parts();
  if (const DerivedParts* known = key.derived.get(); known != nullptr) return known->parts;
  auto derived = std::make_unique<DerivedParts>();
  derived->parts = key.parts();
  CNG_TRY(derive(*derived));
  return key.derived.publish(std::move(derived))->parts;
}

}  // namespace cng::provider::rsa
