// KeyDataBlob (BCRYPT_KEY_DATA_BLOB_HEADER): the secret of a symmetric key.
//
//    0  u32 dwMagic     KDBM
//    4  u32 dwVersion   1
//    8  u32 cbKeyData
//   12  secret
//
// Trailing bytes are ignored. Which lengths are good is the algorithm's business, not the layout's.
#include "codec/codec.h"

namespace cng::codec::key_data {
namespace {

constexpr std::uint32_t kMagic = 0x4D42444B;
constexpr std::uint32_t kVersion = 1;

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  std::uint32_t magic = 0;
  std::uint32_t version = 0;
  std::uint32_t size = 0;
  if (!reader.u32(magic, "dwMagic", "KDBM", FieldKind::magic) ||
      !reader.u32(version, "dwVersion", "1", FieldKind::number) ||
      !reader.u32(size, "cbKeyData", "bytes of the secret"))
    return buffer_too_small("the blob is shorter than its header of 12 bytes");
  if (magic != kMagic) return invalid_parameter("the magic is not KDBM");
  if (version != kVersion) return invalid_parameter("the version is not 1");
  KeyParts parts;
  parts.family = target.algorithm->family;
  parts.has_private = true;
  ByteView secret;
  if (!reader.take(size, secret, "secret", "the key", FieldKind::secret_bytes))
    return invalid_parameter("the blob ends inside the secret");
  parts.set(cipher_part::secret, secret);
  return parts;
}

void write(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  writer.u32(kMagic);
  writer.u32(kVersion);
  writer.u32(static_cast<std::uint32_t>(parts[cipher_part::secret].size()));
  writer.put(parts[cipher_part::secret]);
}

}  // namespace cng::codec::key_data
