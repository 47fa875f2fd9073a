// Groups for DSA, and for DH of unusual sizes, as FIPS 186 makes them.
#pragma once

#include "core/key.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::ffc {

// A new group with its seed and counter, as parts of a DSA key: up to 1024 bits by FIPS 186-2 with SHA-1 and an order
// of 160 bits, above by FIPS 186-4 with SHA-256 and 256 bits. Takes seconds for 3072 bits. `storage` holds the bytes.
Status generate(std::uint32_t bits, SecretBytes& storage, KeyParts& parts);

}  // namespace cng::provider::ffc
