// The padding structures of RSA, read from the caller.
#pragma once

#include "api/cng_headers.h"
#include "core/result.h"
#include "provider/provider.h"

namespace cng::api {

// For signatures: PKCS #1 or PSS, and a structure for it; else invalid_parameter. A name that is no hash:
// not_supported.
Result<provider::RsaPadding> read_signature_padding(const void* info, ULONG flags);

// For encryption: none, PKCS #1 or OAEP.
Result<provider::RsaPadding> read_encryption_padding(const void* info, ULONG flags);

}  // namespace cng::api
