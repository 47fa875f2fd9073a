// What an import checks of an RSA key. No OpenSSL here: a public key costs a few comparisons, a private one the product
// p * q and one word remainder for each prime. Primality is not tested, as on Windows.
#include "core/secret.h"
#include "provider/families.h"
#include "provider/limbs.h"

namespace cng::provider::rsa {
namespace {

Status check_public(const KeyParts& parts) {
  const ByteView n = parts[rsa_part::n];
  const ByteView e = parts[rsa_part::e];
  if (n.empty() || (n.back() & 1) == 0) return invalid_parameter("the modulus is even");
  if (n.size() > kMostModulusBytes) return invalid_parameter("the modulus is longer than 16384 bits");
  if (e.empty() || (e.back() & 1) == 0) return invalid_parameter("the public exponent is even");
  if (e.size() > sizeof(Limb)) return invalid_parameter("the public exponent is longer than 64 bits");
  if (e.size() == 1 && e[0] == 1) return invalid_parameter("the public exponent is 1");
  return {};
}

// p and q are those of p - 1 and q - 1 afterwards. A p or q of 1 has the common divisor e.
bool exponent_fits(Limb* p, Limb* q, std::size_t count, const OddWord& e) {
  p[0] ^= 1;
  q[0] ^= 1;
  const Limb of_p = hensel_remainder(p, count, e);
  const Limb of_q = hensel_remainder(q, count, e);
  return coprime(montgomery_product(of_p, of_q, e), e);
}

Status check_primes(const KeyParts& parts, Limb* p, Limb* q, std::size_t count) {
  Limb n[2 * kMostPrimeLimbs];
  load_limbs(parts[rsa_part::p], p);
  load_limbs(parts[rsa_part::q], q);
  n[2 * count - 1] = 0;
  load_limbs(parts[rsa_part::n], n);
  if (!product_equals(p, q, count, n)) return invalid_parameter("p * q is not the modulus");
  if (equal_limbs(p, q, count)) return invalid_parameter("p and q are the same number");
  if (!exponent_fits(p, q, count, OddWord(load_word(parts[rsa_part::e]))))
    return invalid_parameter("e has a common divisor with p - 1 or q - 1");
  return {};
}

}  // namespace

Status check(Key& key, Validation) {
  const KeyParts& parts = key.parts();
  CNG_TRY(check_public(parts));
  if (!parts.has_private) return {};
  const std::size_t half = (parts[rsa_part::n].size() + 1) / 2;
  if (parts[rsa_part::p].size() != half || parts[rsa_part::q].size() != half)
    return invalid_parameter("a prime is not half as long as the modulus");
  Limb p[kMostPrimeLimbs];
  Limb q[kMostPrimeLimbs];
  const std::size_t count = limbs_for(half);
  const Status checked = check_primes(parts, p, q, count);
  wipe(p, count * sizeof(Limb));
  wipe(q, count * sizeof(Limb));
  return checked;
}

}  // namespace cng::provider::rsa
