// Inside of pkcs8*.cpp: OpenSSL's object of a PrivateKeyInfo.
#pragma once

#include <openssl/x509.h>

#include "core/result.h"
#include "core/secret.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

// Its free function clears the key.
using KeyInfoPtr = OsslPtr<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

Result<SecretBytes> encode_key_info(const PKCS8_PRIV_KEY_INFO* info);

}  // namespace cng::provider
