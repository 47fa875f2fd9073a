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

Status check_primes(const KeyParts& parts, Limb* p, Limb* q, std::size_t count) {
  const OddWord e(load_word(parts[rsa_part::e]));
  load_limbs(parts[rsa_part::p], p);
  load_limbs(parts[rsa_part::q], q);
  if (!product_equals(p, q, count, parts[rsa_part::n])) return invalid_parameter("p * q is not the modulus");
  p[0] ^= 1;  // p - 1 and q - 1: both are odd, as their product is
  q[0] ^= 1;
  const HenselPair remainders = hensel_pair(p, q, count, e);
  if (remainders.equal) return invalid_parameter("p and q are the same number");
  if (!coprime(montgomery_product(remainders.of_x, remainders.of_y, e), e))
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
  const std::size_t count = limbs_for(half);
  Limb primes[2 * kMostPrimeLimbs];
  const Status checked = check_primes(parts, primes, primes + count, count);
  wipe(primes, 2 * count * sizeof(Limb));
  return checked;
}

}  // namespace cng::provider::rsa
