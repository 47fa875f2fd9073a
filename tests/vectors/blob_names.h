// Which provider and which other blob type belong to a vector.
#ifndef OPENCNG_TESTS_VECTORS_BLOB_NAMES_H_
#define OPENCNG_TESTS_VECTORS_BLOB_NAMES_H_

#include <string>

#include "vector.h"

namespace vectors {

// provider_of gives the algorithm id to open. EC keys with a magic of one of the NIST curves go to that curve's
// algorithm; those with a generic magic go to the generic one, with the curve set as a property.
struct Provider {
  std::string id;
  std::string curve;  // to set as ECCCurveName; empty: none
};
Provider provider_of(const Vector& vector, const Bytes& blob);

// public_type gives the type of the public half: ECCPUBLICBLOB for ECCPRIVATEBLOB, PUBLICBLOB for PRIVATEBLOB.
std::string public_type(const std::string& blob_type);

// is_symmetric is true for the types that BCryptImportKey takes.
bool is_symmetric(const std::string& blob_type);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_BLOB_NAMES_H_
