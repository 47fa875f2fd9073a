// Keys in DER and PEM: PKCS #1, PKCS #8, SEC 1 and SubjectPublicKeyInfo, read and written by OpenSSL.
#pragma once

#include <cstdint>

#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"

namespace cng::provider {

// What the DER is: PKCS #1 is RSAPrivateKey or RSAPublicKey, PKCS #8 PrivateKeyInfo, SEC 1 ECPrivateKey. Of a
// post-quantum key with a seed pkcs8 holds the seed and the expanded key, the two others one of them alone; all are
// read as pkcs8.
enum class Form : std::uint8_t { pkcs1, pkcs8, pkcs8_seed, pkcs8_expanded, sec1, spki };

// A decoded key. `parts` are in canonical form and point into `storage`; nothing but the layout has been checked.
struct DecodedKey {
  SecretBytes storage;
  KeyParts parts;
  Form form = Form::pkcs8;
  bool pem = false;
};

// Reads the first key of a PEM text, or a DER structure that fills `bytes`. Encrypted keys, curves without a name that
// we know, RSA with more than two primes and other algorithms are refused with not_supported, the rest that is no key
// with invalid_parameter.
Result<DecodedKey> decode_der_or_pem(ByteView bytes);

// Reads a DER structure of one form that fills `der`; errors as above. `algorithm` is OpenSSL's name of the key's, or
// its OID in numbers; null, if it is not known beforehand.
Result<DecodedKey> decode_der_as(ByteView der, Form form, const char* algorithm);

// Writes a complete key. `form` says which half where the key has both; PKCS #1 is private if the parts are. A form
// that is not for this kind of key: not_supported; a private form of a public key: invalid_parameter.
Result<SecretBytes> encode(const KeyParts& parts, Form form, bool pem);

}  // namespace cng::provider
