// Post-quantum vectors: decapsulation, and signatures of whole messages.
#ifndef OPENCNG_TESTS_VECTORS_PQ_VECTOR_H_
#define OPENCNG_TESTS_VECTORS_PQ_VECTOR_H_

#include "vector.h"

namespace vectors {

// is_decapsulation and is_message_signature say which runner a vector of op derive or sign_verify is for.
bool is_decapsulation(const Vector& vector);
bool is_message_signature(const Vector& vector);

void run_decapsulation(const Vector& vector);
void run_message_signature(const Vector& vector);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_PQ_VECTOR_H_
