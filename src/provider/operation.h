// An OpenSSL operation on a key, ready to run.
#pragma once

#include <openssl/params.h>

#include "core/bytes.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

using OperationInit = int (*)(EVP_PKEY_CTX* context, const OSSL_PARAM* params);

// A context of `pkey` after `init` with `params`: EVP_PKEY_sign_init_ex and its siblings.
Result<PkeyCtxPtr> start(EVP_PKEY* pkey, OperationInit init, const OSSL_PARAM* params = nullptr);

// OpenSSL refuses null pointers, also where there are no bytes to point at.
inline const unsigned char* bytes_or_empty(ByteView bytes) {
  static constexpr unsigned char kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

// A text parameter; OpenSSL's type lacks the const.
inline OSSL_PARAM text_param(const char* name, const char* text) {
  return OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(text), 0);
}

// A parameter of bytes that OpenSSL only reads.
inline OSSL_PARAM bytes_param(const char* name, ByteView bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<unsigned char*>(bytes_or_empty(bytes)), bytes.size());
}

}  // namespace cng::provider
