// The safe-prime groups of RFC 3526 and RFC 7919 that fit into a DH key, and groups that are made for one key.
#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"

namespace cng::provider::dh {

// A group: p, its generator g and the order q of g, each as long as p, or q shorter.
struct Group {
  SecretBytes p, g, q;
};

// The group for new keys of `bits` bits: a known one for 1536, 2048, 3072 and 4096 bits, else one of its own with an
// order of 160 (up to 1024 bits) or 256 bits, made as FIPS 186 makes those of DSA.
Result<Group> make_group(std::uint32_t bits);

// True if p is the prime of a known group; then g has the order (p - 1) / 2.
Result<bool> is_known_prime(ByteView p);

}  // namespace cng::provider::dh
