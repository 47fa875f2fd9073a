// EMSA-PKCS1-v1_5 of RFC 8017: the block that an RSA signature is made of. Ours, because it serves every hash alike,
// and because a verification that compares whole blocks has nothing to parse.
#pragma once

#include "core/algorithm.h"
#include "core/bytes.h"

namespace cng::provider::rsa {

// How the hash is named in the block: DigestInfo with the NULL parameters that RFC 8017 asks for, without them, or not.
enum class HashName { with_null, without_null, absent };

// Fills `block`, which has the length of the modulus; false if `digest` is too long for it.
bool encode_pkcs1(const HashInfo* hash, HashName name, ByteView digest, ByteSpan block);

}  // namespace cng::provider::rsa
