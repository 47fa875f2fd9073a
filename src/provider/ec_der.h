// The numbers of OpenSSL's elliptic curve keys as KeyParts, for DER alone.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

// Copies the numbers of an "EC" key. A curve that has no name here is taken by its parameters.
Status ecc_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts);

// The same of an "X25519" key. Its scalar is clamped, which CNG asks for and which makes the same key of it.
Status x25519_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts);

}  // namespace cng::provider
