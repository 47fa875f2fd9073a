// Vectors whose blob is encrypted: the key comes from somewhere else too, and the bytes are compared where they can be.
#ifndef OPENCNG_TESTS_VECTORS_RUN_SEALED_H_
#define OPENCNG_TESTS_VECTORS_RUN_SEALED_H_

#include "vector.h"

namespace vectors {

bool is_sealed(const std::string& blob_type);

// Throws Wrong with the reason.
void run_sealed(const Vector& vector);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_RUN_SEALED_H_
