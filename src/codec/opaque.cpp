// OpaqueKeyBlob: the secret of a symmetric key for another process of this account, until the next boot. The format is
// this project's own. Integers are little-endian.
//
//    0  u32 magic        OPKB
//    4  u16 version      1; u16 bytes of the header, 64
//    8  u32 algorithm    a number of this format
//   12  u32 mode         0: an imported key takes the mode of its algorithm handle
//   16  u32 flags        bit 0: the secret is longer than the algorithm's usual keys
//   20  u32 cbIv         0: nothing of a running message is kept
//   24  u32 cbSecret
//   28  u32 bits         RC2: effective key bits, else 0
//   32  id[16]           of the sealing key
//   48  nonce[12]
//   60  u32              0
//   64  text[cbSecret]   AES-256-GCM, with the header as associated data
//       tag[16]
#include "codec/codec.h"

namespace cng::codec::opaque {
namespace {

constexpr std::uint32_t kMagic = 0x424B504F;
constexpr std::uint32_t kVersion = 1 | 64U << 16;  // and the header's size

struct Number {
  AlgorithmId algorithm;
  std::uint32_t number;
};

// Never to be numbered anew: another version of the library may have written the blob.
constexpr Number kNumbers[] = {
    {AlgorithmId::aes, 1}, {AlgorithmId::tdes, 2},    {AlgorithmId::tdes_112, 3},
    {AlgorithmId::des, 4}, {AlgorithmId::desx, 5},    {AlgorithmId::rc2, 6},
    {AlgorithmId::rc4, 7}, {AlgorithmId::xts_aes, 8}, {AlgorithmId::chacha20_poly1305, 9},
};

std::uint32_t number_of(const AlgorithmInfo& algorithm) {
  for (const Number& row : kNumbers)
    if (row.algorithm == algorithm.id) return row.number;
  return 0;
}

}  // namespace

Result<Sealed> read(ByteReader& reader, const AlgorithmInfo& algorithm) {
  constexpr Error kShort = invalid_parameter("the blob is shorter than its header of 64 bytes");
  constexpr Field kFields[] = {{"Magic", "OPKB", FieldKind::magic},
                               {"Version", "1, and the size of the header", FieldKind::number},
                               {"Algorithm", "as this format numbers them", FieldKind::number},
                               {"Mode", "0", FieldKind::number},
                               {"Flags", "1: an extended key size", FieldKind::number},
                               {"cbIv", "0"},
                               {"cbSecret", "bytes of the secret"},
                               {"Bits", "effective key bits of RC2", FieldKind::number}};
  std::uint32_t head[8];
  std::uint32_t reserved = 0;
  Sealed out;
  if (!reader.u32s(head, kFields) || !reader.take(kIdBytes, out.key_id, "KeyId", "of the sealing key") ||
      !reader.take(kNonceBytes, out.nonce, "Nonce", "of the encryption") ||
      !reader.u32(reserved, "Reserved", "0", FieldKind::number))
    return kShort;
  if (head[0] != kMagic) return invalid_parameter("the magic is not OPKB");
  if (head[1] != kVersion) return invalid_parameter("the version is not 1");
  if (head[3] != 0 || head[4] > 1 || head[5] != 0 || reserved != 0)
    return invalid_parameter("a field of the header has a value that version 1 does not know");
  if (!reader.take(head[6], out.text, "text", "the key, encrypted") ||
      !reader.take(kTagBytes, out.tag, "tag", "of the encryption") || reader.rest() != 0)
    return invalid_parameter("the blob is not as long as its header says");
  if (head[2] != number_of(algorithm)) return not_supported("the blob holds a key of another algorithm");
  out.header = reader.whole().first(kHeaderBytes);
  out.extended = head[4] != 0;
  out.effective_bits = head[7];
  return out;
}

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  const Result<Sealed> sealed = read(reader, *target.algorithm);
  if (!sealed) return sealed.error();
  KeyParts parts;
  parts.family = Family::symmetric;
  parts.has_private = true;
  parts.set(cipher_part::secret, sealed->text);
  return parts;
}

void write_header(const Header& header, ByteWriter& writer) {
  for (const std::uint32_t field : {kMagic, kVersion, number_of(*header.algorithm), 0U, header.extended ? 1U : 0U, 0U,
                                    header.secret_bytes, header.effective_bits})
    writer.u32(field);
  writer.put(header.key_id);
  writer.put(header.nonce);
  writer.u32(0);
}

void write(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) { writer.put(parts[cipher_part::secret]); }

}  // namespace cng::codec::opaque
