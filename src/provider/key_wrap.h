// AES key wrap (RFC 3394, NIST SP 800-38F section 6.2) with the default initial value.
#pragma once

#include "core/bytes.h"
#include "core/cipher_key.h"
#include "core/result.h"

namespace cng::provider {

// Wraps `secret`, two or more units of 8 bytes, under `kek`, an AES key; `out` has 8 bytes more. invalid_parameter:
// the secret has another length. When it fails nothing of the secret is left in `out`.
Status wrap_key(const CipherKey& kek, ByteView secret, ByteSpan out);

// The way back; `out` has 8 bytes less than `wrapped`. invalid_parameter, and `out` wiped, if the integrity value is
// not the default initial value; it is compared in constant time.
Status unwrap_key(const CipherKey& kek, ByteView wrapped, ByteSpan out);

}  // namespace cng::provider
