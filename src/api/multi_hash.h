// Arrays of hashes: how large the caller's object for one is to be.
#pragma once

#include "api/cng_headers.h"
#include "core/algorithm.h"

namespace cng::api {

// "MultiObjectLength". The buffer is not used, as with single hashes.
inline BCRYPT_MULTI_OBJECT_LENGTH_STRUCT multi_object_length(const AlgorithmInfo& info) {
  constexpr ULONG kPerObject = 64;
  return {kPerObject, info.object_length};
}

}  // namespace cng::api
