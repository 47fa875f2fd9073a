// Hash algorithms named by callers: in padding structures and in KDF parameters.
#pragma once

#include "core/algorithm.h"
#include "core/result.h"
#include "core/wide_string.h"

namespace cng::api {

// not_supported if the name is not that of a hash.
inline Result<const AlgorithmInfo*> find_hash_row(WideView name) {
  const AlgorithmInfo* info = find_algorithm(name);
  if (info == nullptr || info->hash == nullptr || info->hash->kind != HashKind::digest)
    return not_supported("the name is not that of a hash algorithm");
  return info;
}

inline Result<const HashInfo*> find_hash(WideView name) {
  const Result<const AlgorithmInfo*> info = find_hash_row(name);
  if (!info) return info.error();
  return (*info)->hash;
}

}  // namespace cng::api
