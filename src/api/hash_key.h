// What the functions that begin a hash have in common: the algorithm, and the key that a computation gets.
#pragma once

#include "api/objects.h"
#include "api/output.h"

namespace cng::api {

// invalid_handle: no algorithm handle; not_supported: not one of a hash.
inline Result<AlgorithmRef> find_hash_algorithm(BCRYPT_ALG_HANDLE handle) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(handle);
  if (!algorithm) return algorithm.error();
  if (algorithm->info->hash == nullptr) return not_supported("this algorithm is not a hash");
  return algorithm;
}

// HMAC takes any key, even none; CMAC, GMAC and KMAC need one; a plain hash takes none.
inline Result<provider::HashKey> read_hash_key(const AlgorithmRef& algorithm, const UCHAR* secret, ULONG size) {
  if (missing(secret, size)) return invalid_parameter("pbSecret is NULL");
  const HashKind kind = algorithm.info->hash->kind;
  const bool is_mac = kind == HashKind::cmac || kind == HashKind::gmac || kind == HashKind::kmac;
  const bool hmac = (algorithm.flags & kAlgHandleHmac) != 0;
  if (hmac && kind != HashKind::digest) return not_supported("there is no HMAC with this hash");
  if (is_mac && secret == nullptr) return invalid_parameter("this algorithm needs a key");
  if (!is_mac && !hmac && secret != nullptr) return invalid_parameter("the handle was not opened for HMAC");
  return provider::HashKey{is_mac || hmac, view(secret, size)};
}

// True where BCryptFinishHash gives as many bytes as it is asked for.
inline bool any_length(const HashInfo& info) {
  return info.kind == HashKind::xof || info.kind == HashKind::cshake || info.kind == HashKind::kmac;
}

}  // namespace cng::api
