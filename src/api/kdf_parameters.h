// The parameter list of BCryptDeriveKey, read into one structure.
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
  std::vector<ByteView> prepend, append;  // in the order given
  std::optional<ByteView> hmac_key, label, seed, algorithm_id, party_u, party_v;
  ByteView public_info{}, private_info{}, salt{}, info{};
  std::optional<std::uint32_t> protocol;
};

// A null list is an empty one. Unknown hash names: not_supported; broken buffers and unknown types: invalid_parameter.
Result<KdfParameters> read_kdf_parameters(const BCryptBufferDesc* list);

}  // namespace cng::api
