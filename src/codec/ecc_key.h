// What the blobs of elliptic curve keys have in common. Inside of the codecs only.
#pragma once

#include "codec/codec.h"
#include "core/nameless_curve.h"

namespace cng::codec::ecc {

// The magics of a use, ECDH or ECDSA: generic ones, and those of the NIST curves.
struct Use {
  std::uint32_t generic_public, generic_private;
  std::uint32_t CurveInfo::*nist_public;
};

inline const Use& use_of(const AlgorithmInfo& algorithm) {
  static constexpr Use kEcdh{0x504B4345, 0x564B4345, &CurveInfo::ecdh_public};
  static constexpr Use kEcdsa{0x50444345, 0x56444345, &CurveInfo::ecdsa_public};
  return algorithm.interface == Interface::secret_agreement ? kEcdh : kEcdsa;
}

// The numbers of a key as a blob has them; d is empty in a public one.
struct Numbers {
  ByteView x, y, d;
};

// Sets the numbers. X and Y both zero in a private key, or X alone on curve25519, are left to be computed.
void set_numbers(const Numbers& numbers, bool is_montgomery, KeyParts& parts);

// Writes X Y [d]: x and y padded to `coordinate` bytes, d to `scalar`.
void write_numbers(const KeyParts& parts, bool with_private, std::uint32_t coordinate, std::uint32_t scalar,
                   ByteWriter& writer);

}  // namespace cng::codec::ecc
