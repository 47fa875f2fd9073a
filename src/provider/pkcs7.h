// PKCS #7 / CMS EnvelopedData (RFC 5652): content sealed for the key of a certificate.
#pragma once

#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/der.h"

namespace cng::provider {

// The public key of an X.509 certificate in DER, or of the first one in a serialized certificate store of Windows
// (a file header "00000000 'CERT'" and elements). bad_data: neither; not_supported: a key that is not served.
Result<DecodedKey> certificate_key(ByteView certificate);

// Opens an EnvelopedData that fills `der` with the private key of one of its recipients. bad_data: it is none, or the
// key does not open it; invalid_parameter: the key has no private half.
Result<SecretBytes> open_envelope(ByteView der, const Key& recipient);

// Seals `content` for the certificate's key. `cipher_oid` is the dotted number of the content cipher: AES-CBC of 128,
// 192 or 256 bits, or 3DES-CBC; others: not_supported.
Result<SecretBytes> seal_envelope(ByteView content, ByteView certificate, const char* cipher_oid);

}  // namespace cng::provider
