// The container of the two formats of ours that hold encrypted keys: OpaqueKeyBlob and OpaqueTransport.
//
//    0  u32 magic        OPKB or NOKB
//    4  u16 version      1; u16 bytes of the header, 64
//    8  u32 algorithm    OPKB: a number of that format; NOKB: 0
//   12  u32 mode         0
//   16  u32 flags        bit 0; the format says what it means
//   20  u32 cbIv         0: nothing of a running message is kept
//   24  u32 cbText
//   28  u32 bits         RC2: effective key bits, else 0
//   32  id[16]           of the sealing key
//   48  nonce[12]
//   60  u32              0
//   64  text[cbText]     AES-256-GCM, with the header as associated data
//       tag[16]
//
// Integers are little-endian.
#pragma once

#include <cstdint>

#include "core/bytes.h"
#include "core/result.h"

namespace cng::codec::sealed {

constexpr std::uint32_t kOpaqueMagic = 0x424B504F;     // OPKB
constexpr std::uint32_t kTransportMagic = 0x424B4F4E;  // NOKB

constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

// A blob's parts; the views point into it. Nothing is to be believed before the tag has been compared.
struct Blob {
  std::uint32_t algorithm;
  bool flag;
  std::uint32_t bits;
  ByteView header, key_id, nonce, text, tag;
};

// invalid_parameter if the layout is not that of a blob with this magic.
Result<Blob> read(ByteReader& reader, std::uint32_t magic);

struct Header {
  std::uint32_t magic, algorithm;
  bool flag;
  std::uint32_t text_bytes, bits;
  ByteView key_id, nonce;
};
void write_header(const Header& header, ByteWriter& writer);

}  // namespace cng::codec::sealed
