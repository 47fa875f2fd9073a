// DHPUBLICBLOB, DHPRIVATEBLOB (BCRYPT_DH_KEY_BLOB) and the property DHParameters (BCRYPT_DH_PARAMETER_HEADER).
//
//    0  u32 dwMagic   DHPB public, DHPV private           0  u32 cbLength     of the whole property
//    4  u32 cbKey     bytes of each number                4  u32 dwMagic      DHPM
//    8  p g y [x]     big-endian, padded with zeros       8  u32 cbKeyLength
//                                                        12  p g
//
// The total must be exact. y all zero in a private blob: the provider computes it.
#include "codec/codec.h"

namespace cng::codec::dh {
namespace {

constexpr std::uint32_t kPublic = 0x42504844;
constexpr std::uint32_t kPrivate = 0x56504844;
constexpr std::uint32_t kParameters = 0x4D504844;
constexpr std::size_t kHeader = 8;
constexpr std::size_t kParameterHeader = 12;
constexpr std::uint64_t kLeastBytes = 64;

constexpr Field kFields[] = {
    {"dwMagic", "DHPB public, DHPV private", FieldKind::magic},
    {"cbKey", "bytes of each number"},
};
constexpr Field kParameterFields[] = {
    {"cbLength", "bytes of the whole property"},
    {"dwMagic", "DHPM", FieldKind::magic},
    {"cbKeyLength", "bytes of each number"},
};

Status check_prime(ByteView p) {
  if (p[0] == 0) return invalid_parameter("p has zero bytes in front: cbKey is not its length");
  return {};
}

void write(std::uint32_t magic, const KeyParts& parts, ByteWriter& writer) {
  const ByteView p = parts[dh_part::p];
  writer.u32(magic);
  writer.u32(static_cast<std::uint32_t>(p.size()));
  writer.put(p);
  writer.put(parts[dh_part::g]);
  writer.put(parts[dh_part::y]);
  if (magic == kPrivate) writer.put_padded(parts[dh_part::x], p.size());
}

}  // namespace

Status check_size(std::uint64_t prime_bytes) {
  if (prime_bytes < kLeastBytes) return invalid_parameter("p is shorter than 512 bits");
  if (prime_bytes > kMostBytes) return invalid_parameter("p is longer than 4096 bits");
  return {};
}

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  std::uint32_t header[2];
  if (!reader.u32s(header, kFields)) return invalid_parameter("the blob is shorter than its header of 8 bytes");
  const bool is_private = target.half == Half::private_key;
  const std::uint64_t size = header[1];
  if (kHeader + size * (is_private ? 4 : 3) != reader.size())
    return invalid_parameter("cbKey does not fit the size of the blob");
  if (header[0] != (is_private ? kPrivate : kPublic)) {
    if (target.generic) return invalid_parameter("the magic is not that of a DH key of this half");
    return not_supported("the magic does not belong to this blob type");
  }
  CNG_TRY(check_size(size));
  KeyParts parts;
  parts.family = Family::dh;
  parts.has_private = is_private;
  ByteView p, g, y, x;
  (void)reader.take(size, p, "p", "prime");
  (void)reader.take(size, g, "g", "generator");
  (void)reader.take(size, y, "y", "public value");
  parts.set(dh_part::p, p);
  parts.set(dh_part::g, g);
  parts.set(dh_part::y, is_private && all_zero(y) ? ByteView() : y);
  if (is_private) {
    (void)reader.take(size, x, "x", "private value", FieldKind::secret_bytes);
    parts.set(dh_part::x, x);
  }
  CNG_TRY(check_prime(p));
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) { write(kPublic, parts, writer); }

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) { write(kPrivate, parts, writer); }

Result<KeyParts> parse_parameters(ByteView value) {
  ByteReader reader(value);
  std::uint32_t header[3];
  if (!reader.u32s(header, kParameterFields)) return invalid_parameter("the property is shorter than its header");
  const std::uint64_t size = header[2];
  if (header[1] != kParameters) return invalid_parameter("the magic is not DHPM");
  if (header[0] != value.size() || kParameterHeader + 2 * size != value.size())
    return invalid_parameter("the lengths in the header do not fit the size of the property");
  CNG_TRY(check_size(size));
  KeyParts parts;
  parts.family = Family::dh;
  ByteView p, g;
  (void)reader.take(size, p, "p", "prime");
  (void)reader.take(size, g, "g", "generator");
  parts.set(dh_part::p, p);
  parts.set(dh_part::g, g);
  CNG_TRY(check_prime(p));
  return parts;
}

void write_parameters(const KeyParts& parts, ByteWriter& writer) {
  const auto size = static_cast<std::uint32_t>(parts[dh_part::p].size());
  writer.u32(static_cast<std::uint32_t>(kParameterHeader) + 2 * size);
  writer.u32(kParameters);
  writer.u32(size);
  writer.put(parts[dh_part::p]);
  writer.put(parts[dh_part::g]);
}

}  // namespace cng::codec::dh
