// OpenSSL as we use it: a library context of our own, without a configuration file, with the default and the legacy
// provider. It is made at the first need of cryptography, never at load time, and stays until the process ends.
#pragma once

#include <openssl/types.h>

#include "core/algorithm.h"
#include "core/result.h"

namespace cng::provider {

// The library context. Every later call returns it at once; after a failure the next call tries again.
Result<OSSL_LIB_CTX*> library();

// The implementation of a hash, fetched once and never freed.
Result<const EVP_MD*> fetch_digest(const HashInfo& hash);

}  // namespace cng::provider
