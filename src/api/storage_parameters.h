// The parameter list of NCryptImportKey and NCryptExportKey, read into one structure.
#pragma once

#include <optional>
#include <string>

#include "api/cng_headers.h"
#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/wide_string.h"

namespace cng::api {

// Text is copied, for the caller's buffer may be at any address; the rest are views. Unknown buffers are ignored.
struct StorageParameters {
  std::optional<WideText> name;       // NCRYPTBUFFER_PKCS_KEY_NAME
  std::optional<SecretBytes> secret;  // NCRYPTBUFFER_PKCS_SECRET: UTF-16LE without the NUL
  WideText curve;                     // NCRYPTBUFFER_ECC_CURVE_NAME
  ByteView curve_parameters{};        // NCRYPTBUFFER_ECC_PARAMETERS
  std::string protection_oid;         // NCRYPTBUFFER_PKCS_ALG_OID, dotted decimal
  ByteView protection{};              // NCRYPTBUFFER_PKCS_ALG_PARAM
  ByteView certificate{};             // NCRYPTBUFFER_CERT_BLOB
};

// A null list is an empty one. A buffer that promises bytes and has none: invalid_parameter.
Result<StorageParameters> read_storage_parameters(const NCryptBufferDesc* list);

}  // namespace cng::api
