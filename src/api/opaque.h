// OpaqueKeyBlob: sealing and opening.
#pragma once

#include "api/objects.h"
#include "api/output.h"
#include "core/cipher_key.h"

namespace cng::api {

// Writes the blob of a key; its size is the same every time.
Status export_opaque(const CipherKey& key, const Output& output);

// Makes the key of a blob. invalid_parameter: the layout is wrong, the blob has been changed, or its sealing key is not
// at hand; not_supported: it holds a key of another algorithm.
Result<std::unique_ptr<CipherKey>> import_opaque(const AlgorithmRef& algorithm, ByteView blob);

}  // namespace cng::api
