// THE dispatch table: no other file compares blob-type strings.
#include "codec/codec.h"

namespace cng::codec {
namespace {

using F = Family;
using H = Half;

constexpr BlobCodec kCodecs[] = {
    // type, family, half, generic, computed parts, parse, write
    {CNG_W("RSAPUBLICBLOB"), F::rsa, H::public_key, false, false, rsa::parse, rsa::write_public},
    {CNG_W("RSAPRIVATEBLOB"), F::rsa, H::private_key, false, false, rsa::parse, rsa::write_private},
    {CNG_W("RSAFULLPRIVATEBLOB"), F::rsa, H::private_key, false, true, rsa::parse, rsa::write_full_private},
    {CNG_W("PUBLICBLOB"), F::rsa, H::public_key, true, false, rsa::parse, rsa::write_public},
    {CNG_W("PRIVATEBLOB"), F::rsa, H::private_key, true, false, rsa::parse, rsa::write_private},
    {CNG_W("ECCPUBLICBLOB"), F::ecc, H::public_key, false, true, ecc::parse, ecc::write_public},
    {CNG_W("ECCPRIVATEBLOB"), F::ecc, H::private_key, false, true, ecc::parse, ecc::write_private},
    {CNG_W("PUBLICBLOB"), F::ecc, H::public_key, true, true, ecc::parse, ecc::write_public},
    {CNG_W("PRIVATEBLOB"), F::ecc, H::private_key, true, true, ecc::parse, ecc::write_private},
    {CNG_W("KeyDataBlob"), F::symmetric, H::private_key, false, false, key_data::parse, key_data::write},
};

struct Magic {
  std::uint32_t value;
  WideView type;
  AlgorithmId algorithm;
};

using A = AlgorithmId;
constexpr Magic kMagics[] = {
    {0x31415352, CNG_W("RSAPUBLICBLOB"), A::rsa},         {0x32415352, CNG_W("RSAPRIVATEBLOB"), A::rsa},
    {0x33415352, CNG_W("RSAFULLPRIVATEBLOB"), A::rsa},    {0x314B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p256},
    {0x324B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p256},  {0x334B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p384},
    {0x344B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p384},  {0x354B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p521},
    {0x364B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p521},  {0x504B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh},
    {0x564B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh},       {0x31534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p256},
    {0x32534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p256}, {0x33534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p384},
    {0x34534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p384}, {0x35534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p521},
    {0x36534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p521}, {0x50444345, CNG_W("ECCPUBLICBLOB"), A::ecdsa},
    {0x56444345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa},      {0x4D42444B, CNG_W("KeyDataBlob"), A::aes},
};

}  // namespace

std::span<const BlobCodec> all() { return kCodecs; }

const BlobCodec* find(WideView type, Family family) {
  for (const BlobCodec& row : kCodecs)
    if (row.family == family && equal(row.type, type)) return &row;
  return nullptr;
}

std::optional<Identity> identify(ByteView blob) {
  ByteReader reader(blob);
  std::uint32_t value = 0;
  if (!reader.u32(value, "Magic", "")) return std::nullopt;
  for (const Magic& row : kMagics) {
    if (row.value != value) continue;
    const AlgorithmInfo& info = algorithm(row.algorithm);
    return Identity{find(row.type, info.family), &info};
  }
  return std::nullopt;
}

}  // namespace cng::codec
