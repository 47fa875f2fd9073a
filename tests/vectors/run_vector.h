// Runs one vector through BCrypt.
#ifndef OPENCNG_TESTS_VECTORS_RUN_VECTOR_H_
#define OPENCNG_TESTS_VECTORS_RUN_VECTOR_H_

#include <optional>
#include <string>

#include "vector.h"

namespace vectors {

// run gives nothing when the library did what the vector says, else what was wrong. It reports nothing to GoogleTest,
// so that a vector of a known gap can be tried.
std::optional<std::string> run(const Vector& vector);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_RUN_VECTOR_H_
