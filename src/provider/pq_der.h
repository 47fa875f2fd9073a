// Post-quantum keys in DER: what OpenSSL's encoders and decoders need beside their own. Inside of the provider only.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

// The parameter set of an OpenSSL key; null if it has none of ours.
const ParameterSet* parameter_set_of(const EVP_PKEY* pkey);

// Copies the seed of `pkey`, else its private key, else its public key into `storage` and points `parts` at it.
Status pq_parts_of_pkey(const EVP_PKEY* pkey, const ParameterSet& set, SecretBytes& storage, KeyParts& parts);

// Builds a key object of complete parts: of the public key; of the private key alone; or, where there is one, of the
// seed.
enum class PqContent : std::uint8_t { public_key, expanded, seed };
Result<PkeyPtr> pq_pkey_of_parts(const KeyParts& parts, PqContent content);

// PrivateKeyInfo whose key is [0] of the seed alone, as RFC 9881 and RFC 9935 have it; OpenSSL writes it only if a
// configuration says so. DER or PEM.
Result<SecretBytes> encode_seed_alone(const KeyParts& parts, bool pem);

}  // namespace cng::provider
