// Keys on curve25519 (RFC 7748). Here x is u and d the scalar, both of 32 bytes, little-endian.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::x25519 {

constexpr std::size_t kBytes = 32;

// Windows' rules: the scalar is already clamped; u is below the prime, on the curve and not of small order, the last
// two not with Validation::none.
Status check(Key& key, Validation validation);

// Clears and sets the bits that RFC 7748 ignores in a scalar.
void clamp(ByteSpan d);

// Refuses a public half that is not that of the private one.
Status compare_public(const KeyParts& parts);

Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, const CurveInfo& curve);

// OpenSSL's key objects of one half.
Result<PkeyPtr> private_pkey(const KeyParts& parts);
Result<PkeyPtr> public_pkey(const KeyParts& parts);

}  // namespace cng::provider::x25519
