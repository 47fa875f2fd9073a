// The parameter sets of the stateful hash-based signatures: LMS (RFC 8554) and XMSS (RFC 8391), single trees, with the
// sets that SP 800-208 adds. A public key begins with the numbers of its set.
#pragma once

#include <cstdint>
#include <optional>

#include "core/algorithm.h"
#include "core/bytes.h"

namespace cng {

struct HashBasedSet {
  AlgorithmId hash;              // sha256, sha512, shake128 or shake256
  std::uint32_t hash_bytes;      // n: hash values are cut to it
  std::uint32_t height;          // of the tree: it has 2^height leaves
  std::uint32_t digit_bits;      // lg w: 1, 2, 4 or 8
  std::uint32_t digits;          // chains of a one-time signature, those of the checksum included
  std::uint32_t checksum_shift;  // that puts the checksum's digits to the left of its 16 bits
  std::uint32_t public_bytes, signature_bytes;
};

// The set of an LMS or XMSS public key; nothing if it names none, or an LMS and an LM-OTS set of different hashes. The
// size of the key is the caller's to check.
std::optional<HashBasedSet> hash_based_set(AlgorithmId algorithm, ByteView public_key);

}  // namespace cng
