#include "codec/sealed_blob.h"

namespace cng::codec::sealed {
namespace {

constexpr std::uint32_t kVersion = 1 | 64U << 16;  // and the header's size

}  // namespace

Result<Blob> read(ByteReader& reader, std::uint32_t magic) {
  constexpr Error kShort = invalid_parameter("the blob is shorter than its header of 64 bytes");
  constexpr Field kFields[] = {
      {"Magic", "OPKB or NOKB", FieldKind::magic},
      {"Version", "1, and the size of the header", FieldKind::number},
      {"Algorithm", "as this format numbers them", FieldKind::number},
      {"Mode", "0", FieldKind::number},
      {"Flags", "OPKB: 1 an extended key size; NOKB: 1 a key of the machine", FieldKind::number},
      {"cbIv", "0"},
      {"cbText", "bytes of the secret, encrypted"},
      {"Bits", "effective key bits of RC2", FieldKind::number}};
  std::uint32_t head[8];
  std::uint32_t reserved = 0;
  Blob out{};
  if (!reader.u32s(head, kFields) || !reader.take(kIdBytes, out.key_id, "KeyId", "of the sealing key") ||
      !reader.take(kNonceBytes, out.nonce, "Nonce", "of the encryption") ||
      !reader.u32(reserved, "Reserved", "0", FieldKind::number))
    return kShort;
  if (head[0] != magic) return invalid_parameter("the magic is not that of the blob type");
  if (head[1] != kVersion) return invalid_parameter("the version is not 1");
  if (head[3] != 0 || head[4] > 1 || head[5] != 0 || reserved != 0)
    return invalid_parameter("a field of the header has a value that version 1 does not know");
  if (!reader.take(head[6], out.text, "text", "the key, encrypted") ||
      !reader.take(kTagBytes, out.tag, "tag", "of the encryption") || reader.rest() != 0)
    return invalid_parameter("the blob is not as long as its header says");
  out.header = reader.whole().first(kHeaderBytes);
  out.algorithm = head[2];
  out.flag = head[4] != 0;
  out.bits = head[7];
  return out;
}

void write_header(const Header& header, ByteWriter& writer) {
  for (const std::uint32_t field :
       {header.magic, kVersion, header.algorithm, 0U, header.flag ? 1U : 0U, 0U, header.text_bytes, header.bits})
    writer.u32(field);
  writer.put(header.key_id);
  writer.put(header.nonce);
  writer.u32(0);
}

}  // namespace cng::codec::sealed
