// CipherKeyBlob, KDFKeyBlob (NCRYPT_KEY_BLOB_HEADER): a KeyDataBlob with the name of its algorithm.
//
//    0  u32 cbSize      16
//    4  u32 dwMagic     CPHR or KDF1
//    8  u32 cbAlgName   bytes of the name, with its NUL
//   12  u32 cbKeyData
//   16  name[cbAlgName]  UTF-16LE
//       data[cbKeyData]  a KeyDataBlob
//
// The total must be exact.
#include "codec/storage_blob.h"

#include <cstring>

namespace cng::codec {
namespace {

constexpr std::uint32_t kHeader = 16;
constexpr std::uint32_t kMostName = 128;

constexpr Field kFields[] = {
    {"cbSize", "bytes of this header"},
    {"dwMagic", "CPHR a cipher's key, KDF1 a key derivation key", FieldKind::magic},
    {"cbAlgName", "bytes of the algorithm's name"},
    {"cbKeyData", "bytes of the KeyDataBlob"},
};

}  // namespace

Result<StorageBlob> parse_storage_blob(ByteReader& reader, std::uint32_t magic) {
  std::uint32_t header[4];
  if (!reader.u32s(header, kFields)) return bad_data("the blob is shorter than its header of 16 bytes");
  if (header[0] != kHeader) return bad_data("cbSize is not 16");
  if (header[1] != magic) return invalid_parameter("the magic does not belong to this blob type");
  if (std::uint64_t{header[2]} + header[3] != reader.rest())
    return bad_data("the lengths in the header do not add up to the size of the blob");
  if (header[2] > kMostName || header[2] % sizeof(Char16) != 0) return bad_data("cbAlgName is not that of a name");
  ByteView name;
  StorageBlob blob;
  (void)reader.take(header[2], name, "AlgName", "name of the algorithm");
  (void)reader.take(header[3], blob.key_data, "KeyData", "KeyDataBlob", FieldKind::secret_bytes);
  blob.algorithm.assign(name.size() / sizeof(Char16), 0);
  if (!name.empty()) std::memcpy(blob.algorithm.data(), name.data(), name.size());
  if (blob.algorithm.empty() || blob.algorithm.back() != 0) return bad_data("the algorithm's name has no NUL");
  blob.algorithm.pop_back();
  return blob;
}

void write_storage_blob(std::uint32_t magic, WideView algorithm, ByteView key_data, ByteWriter& writer) {
  WideText name(algorithm);
  name += Char16{0};
  const ByteView bytes(reinterpret_cast<const std::uint8_t*>(name.data()), name.size() * sizeof(Char16));
  writer.u32(kHeader);
  writer.u32(magic);
  writer.u32(static_cast<std::uint32_t>(bytes.size()));
  writer.u32(static_cast<std::uint32_t>(key_data.size()));
  writer.put(bytes);
  writer.put(key_data);
}

}  // namespace cng::codec
