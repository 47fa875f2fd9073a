// The blobs of ML-KEM, ML-DSA and SLH-DSA, and what those of LMS and XMSS have in common with them.
#pragma once

#include "codec/codec.h"

namespace cng::codec::pq {

// The three numbers that every such blob begins with.
struct Head {
  std::uint32_t magic, name_bytes, key_bytes;
};
Result<Head> read_head(ByteReader& reader, const Target& target);

}  // namespace cng::codec::pq
