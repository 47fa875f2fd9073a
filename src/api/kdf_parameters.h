// The parameter list of BCryptDeriveKey and BCryptKeyDerivation, read into one structure.
#pragma once

#include <optional>
#include <vector>

#include "api/cng_headers.h"
#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/result.h"

namespace cng::api {

// Views into the caller's buffers. What is absent is empty, or nullopt where that differs from an empty buffer.
struct KdfParameters {
  const HashInfo* hash = nullptr;
  std::vector<ByteView> prepend, append;                                          // in the order given
  std::optional<ByteView> hmac_key, label, seed, algorithm_id, party_u, party_v;  // label and seed: of TLS
  std::optional<ByteView> kdf_label, kdf_context, kdf_salt, generic;
  ByteView public_info{}, private_info{}, salt{}, info{};
  std::optional<std::uint32_t> protocol;
  std::optional<std::uint64_t> iterations;
};

// The hash of a name in UTF-16, with or without a counted NUL, at any alignment. not_supported: no hash has this name.
Result<const AlgorithmInfo*> read_hash_name(ByteView bytes);

// A null list is an empty one. Unknown hash names: not_supported; broken buffers and unknown types: invalid_parameter.
Result<KdfParameters> read_kdf_parameters(const BCryptBufferDesc* list);

}  // namespace cng::api
