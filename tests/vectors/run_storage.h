// Vectors whose sources used NCrypt: the same operations through key storage.
#ifndef OPENCNG_TESTS_VECTORS_RUN_STORAGE_H_
#define OPENCNG_TESTS_VECTORS_RUN_STORAGE_H_

#include "vector.h"

namespace vectors {

bool uses_storage(const Vector& vector);

// Throws Wrong with the reason when the library does something else than the vector says.
void run_storage(const Vector& vector);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_RUN_STORAGE_H_
