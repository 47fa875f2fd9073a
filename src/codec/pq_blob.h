// The layout that the blobs of all post-quantum algorithms share; mlkem.cpp and pqdsa.cpp say what differs.
#pragma once

#include "codec/codec.h"

namespace cng::codec::pq {

// The magics of an algorithm; 0: it has no such blob.
struct Magics {
  std::uint32_t public_key, private_key, seed;
};

// What a blob may hold, bit by bit.
enum Content : unsigned { kPublicKey = 1, kPrivateKey = 2, kSeed = 4 };

// Bytes behind the key.
enum class Trailing : std::uint8_t { ignored, refused };

// The three numbers that every such blob begins with.
struct Head {
  std::uint32_t magic, name_bytes, key_bytes;
};
Result<Head> read_head(ByteReader& reader, const Target& target);

// Parses a blob with one of `contents`.
Result<KeyParts> parse(ByteReader& reader, const Target& target, const Magics& magics, unsigned contents,
                       Trailing trailing);

// Writes a blob whose key is the part of this number.
void write(const KeyParts& parts, std::uint32_t magic, std::size_t part, ByteWriter& writer);

}  // namespace cng::codec::pq
