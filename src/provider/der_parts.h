// The two directions between OpenSSL's key object and KeyParts, for DER alone: keys in use have their own, faster way.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

// Copies the numbers of `pkey` into `storage` and points `parts` at them, in canonical form.
Status parts_of_pkey(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts);

// Builds a key object of complete parts, its private half only if `with_private`.
Result<PkeyPtr> pkey_of_parts(const KeyParts& parts, bool with_private);

}  // namespace cng::provider
