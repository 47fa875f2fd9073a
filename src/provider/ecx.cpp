#include "provider/ecx.h"

#include <openssl/rand.h>

#include "provider/ec_group.h"
#include "provider/ec_point.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::x25519 {
namespace {

// Nothing is asked of a point that is not to be validated but that it is one number, written in one way.
bool is_below_prime(ByteView u) {
  const ByteView prime = curve(CurveId::curve25519).p();
  for (std::size_t i = kBytes; i-- > 0;)
    if (u[i] != prime[kBytes - 1 - i]) return u[i] < prime[kBytes - 1 - i];
  return false;
}

Status check_point(ByteView u, Validation validation) {
  if (u.size() != kBytes || !is_below_prime(u)) return invalid_parameter("u is not below the prime of curve25519");
  if (validation == Validation::full && !ecc::is_on_curve25519(u))
    return invalid_parameter("u is on the twist of curve25519, or of small order");
  return {};
}

// RFC 7748, section 5: the cofactor divides the scalar, and bit 254 is its highest.
bool is_clamped(ByteView d) { return ((d[0] & 7) | ((d[kBytes - 1] & 0xC0) ^ 0x40)) == 0; }

Status public_of(ByteView d, ByteSpan u) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyPtr pkey(EVP_PKEY_new_raw_private_key_ex(*context, "X25519", nullptr, d.data(), d.size()));
  std::size_t size = u.size();
  if (!pkey || EVP_PKEY_get_raw_public_key(pkey.get(), u.data(), &size) != 1 || size != u.size())
    return ossl_failed("the public point cannot be computed");
  return {};
}

KeyParts private_parts(const CurveInfo& curve, ByteView u, ByteView d) {
  KeyParts parts;
  parts.family = Family::ecc;
  parts.curve = &curve;
  parts.has_private = true;
  parts.set(ecc_part::x, u);
  parts.set(ecc_part::d, d);
  return parts;
}

}  // namespace

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  const ByteView u = parts[ecc_part::x];
  const ByteView d = parts[ecc_part::d];
  if (!parts.has_private) return check_point(u, validation);
  if (d.size() != kBytes || !is_clamped(d)) return invalid_parameter("the scalar of curve25519 is not clamped");
  if (u.empty()) return {};
  if (validation == Validation::full) return compare_public(parts);
  key.drop_public();
  return {};
}

void clamp(ByteSpan d) {
  d[0] = static_cast<std::uint8_t>(d[0] & 0xF8);
  d[kBytes - 1] = static_cast<std::uint8_t>((d[kBytes - 1] & 0x3F) | 0x40);
}

Status compare_public(const KeyParts& parts) {
  std::uint8_t own[kBytes];
  CNG_TRY(public_of(parts[ecc_part::d], own));
  if (!equal_constant_time(parts[ecc_part::x], own))
    return invalid_parameter("the public point is not that of the private scalar");
  return {};
}

Result<KeyParts> complete(const Key& key) {
  auto derived = std::make_unique<DerivedParts>();
  derived->storage = SecretBytes(kBytes);
  const ByteSpan u = derived->storage.span(SecretAccess{});
  CNG_TRY(public_of(key.parts()[ecc_part::d], u));
  derived->parts = key.parts();
  derived->parts.set(ecc_part::x, u);
  return key.derived.publish(std::move(derived))->parts;
}

Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, const CurveInfo& curve) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  SecretArray<kBytes> scalar;
  const ByteSpan d = scalar.span(SecretAccess{});
  if (RAND_priv_bytes_ex(*context, d.data(), d.size(), 0) != 1) return ossl_failed("no random bytes");
  clamp(d);
  std::uint8_t u[kBytes];
  CNG_TRY(public_of(d, u));
  return Key::create(private_parts(curve, u, d), origin);
}

Result<PkeyPtr> private_pkey(const KeyParts& parts) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const ByteView d = parts[ecc_part::d];
  PkeyPtr made(EVP_PKEY_new_raw_private_key_ex(*context, "X25519", nullptr, d.data(), d.size()));
  if (!made) return ossl_failed("OpenSSL does not take this scalar");
  return made;
}

Result<PkeyPtr> public_pkey(const KeyParts& parts) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const ByteView u = parts[ecc_part::x];
  PkeyPtr made(EVP_PKEY_new_raw_public_key_ex(*context, "X25519", nullptr, u.data(), u.size()));
  if (!made) return ossl_failed("OpenSSL does not take this point");
  return made;
}

}  // namespace cng::provider::x25519
