// OpenSSL's objects of a key, built at its first cryptographic use and published with the key.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

// Holds one key object, to be published.
struct Holder {
  PkeyPtr pkey;
};

// The key object that holds all of a private key, or a public one. It lives as long as the key.
Result<EVP_PKEY*> rsa_pkey(const Key& key);

// A key object with the curve and no key, to copy or to generate from. It lives as long as the curve. Short Weierstrass
// curves only.
Result<EVP_PKEY*> ec_parameters(const CurveInfo& curve);

// A key object of complete parts, its private half only if `with_private`.
Result<PkeyPtr> make_ec_pkey(const KeyParts& parts, bool with_private);

// The object for private operations: d without the public point. Needs has_private.
Result<EVP_PKEY*> ec_private_pkey(const Key& key);

// The object for public operations: a missing public point is computed.
Result<EVP_PKEY*> ec_public_pkey(const Key& key);

// The object for an ML-KEM, ML-DSA or SLH-DSA key: of all of a private key, or a public one.
Result<EVP_PKEY*> pq_pkey(const Key& key);
Result<PkeyPtr> build_pq_pkey(const KeyParts& parts);

// Gives the key an object that was made with it; what it has by then instead, if another thread was faster.
EVP_PKEY* keep_pq_pkey(const Key& key, PkeyPtr pkey);

}  // namespace cng::provider
