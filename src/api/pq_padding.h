// BCRYPT_PQDSA_PADDING_INFO and the flags of ML-DSA and SLH-DSA; LMS and XMSS take only the plain ones.
#pragma once

#include "api/cng_headers.h"
#include "provider/provider.h"

namespace cng::api {

// What the flags and the structure say of `input`, a message unless they say otherwise. The views point into the
// caller's structure.
Result<provider::PqInput> read_pq_input(const AlgorithmInfo& algorithm, const void* info, ULONG flags, ByteView input);

}  // namespace cng::api
