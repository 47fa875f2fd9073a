// ECCFULLPUBLICBLOB, ECCFULLPRIVATEBLOB (BCRYPT_ECCFULLKEY_BLOB), whose curve is given by its parameters.
//
//    0  u32 dwMagic                    generic: use (ECDH or ECDSA) and half
//    4  u32 dwVersion                  1; from here to the seed it is "ECCParameters" (BCRYPT_ECC_PARAMETER_HEADER)
//    8  u32 dwCurveType                1 short Weierstrass, 2 twisted Edwards, 3 Montgomery
//   12  u32 dwCurveGenerationAlgId     how the curve was found; kept, not looked at
//   16  u32 cbFieldLength, cbSubgroupOrder, cbCofactor, cbSeed
//   32  p a b Gx Gy n h seed, Qx Qy [d]
//
// Big-endian; Q and d of curve25519 are as in ECCPUBLICBLOB. A blob of another size than these is refused.
#include "codec/ecc_key.h"

namespace cng::codec::ecc {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kShortWeierstrass = 1;
constexpr std::uint32_t kTwistedEdwards = 2;
constexpr std::uint32_t kMontgomery = 3;

// Windows' smallest and largest named curves have 160 and 521 bits; SEC 1 begins with 112.
constexpr std::uint32_t kLeastFieldBytes = 14;
constexpr std::uint32_t kMostSeedBytes = 128;

struct Header {
  std::uint32_t version, type, generation, field, order, cofactor, seed;
};

Result<Header> read_header(ByteReader& reader) {
  constexpr FieldKind kNumber = FieldKind::number;
  constexpr Field kFields[] = {{"dwVersion", "1", kNumber},
                               {"dwCurveType", "1 short Weierstrass, 2 twisted Edwards, 3 Montgomery", kNumber},
                               {"dwCurveGenerationAlgId", "how the curve was found, 0 if it is not said", kNumber},
                               {"cbFieldLength", "bytes of p and of one coordinate"},
                               {"cbSubgroupOrder", "bytes of n and of d"},
                               {"cbCofactor", "bytes of h"},
                               {"cbSeed", "bytes of the seed"}};
  std::uint32_t values[7];
  if (!reader.u32s(values, kFields)) return invalid_parameter("the curve's parameters end inside their header");
  return Header{values[0], values[1], values[2], values[3], values[4], values[5], values[6]};
}

Status check_header(const Header& header) {
  if (header.version != kVersion) return invalid_parameter("dwVersion is not 1");
  if (header.type == kTwistedEdwards) return not_supported("twisted Edwards curves are not served");
  if (header.type != kShortWeierstrass && header.type != kMontgomery)
    return invalid_parameter("dwCurveType is none that is defined");
  if (header.field < kLeastFieldBytes || header.field > kMostFieldBytes)
    return invalid_parameter("cbFieldLength is not between 14 and 66 bytes");
  if (header.order == 0 || header.order > header.field + 1)
    return invalid_parameter("cbSubgroupOrder is 0 or longer than a curve over this field can have");
  if (header.cofactor == 0 || header.cofactor > header.field)
    return invalid_parameter("cbCofactor is 0 or longer than the field");
  if (header.seed > kMostSeedBytes) return invalid_parameter("cbSeed is more than 128 bytes");
  return {};
}

bool take_numbers(ByteReader& reader, const Header& header, ByteView& p, ByteView& n) {
  ByteView number;
  return reader.take(header.field, p, "p", "prime of the field") &&
         reader.take(header.field, number, "A", "a of the curve's equation") &&
         reader.take(header.field, number, "B", "b of the curve's equation") &&
         reader.take(header.field, number, "Gx", "x of the generator") &&
         reader.take(header.field, number, "Gy", "y of the generator") &&
         reader.take(header.order, n, "n", "order of the generator") &&
         reader.take(header.cofactor, number, "h", "cofactor") &&
         reader.take(header.seed, number, "S", "seed of the curve");
}

// The curve with a name that has exactly these parameters; one with a seed or another generation is none of them.
const CurveInfo* find_name(const Header& header, ByteView parameters) {
  if (header.generation != 0 || header.seed != 0) return nullptr;
  CurveInfo like;
  like.field_bytes = header.field;
  like.order_bytes = header.order;
  like.domain = parameters.subspan(NamelessCurve::kHeaderBytes);
  const CurveInfo* found = find_curve_by_domain(like);
  return found != nullptr && is_montgomery(*found) == (header.type == kMontgomery) ? found : nullptr;
}

constexpr Error kOtherCurve = invalid_parameter("the curve is not that of the algorithm");

// Sets the curve that the parameters name, under the name that the handle has for it, or keeps the parameters.
Status choose_curve(const CurveParameters& given, const Target& target, KeyParts& parts) {
  const bool is_fixed = target.algorithm->curve != CurveId::none;
  if (given.named == nullptr) {
    if (is_fixed) return kOtherCurve;
    parts.set(ecc_part::parameters, given.bytes);
    return {};
  }
  const bool is_targets = target.curve != nullptr && is_same_curve(*given.named, *target.curve);
  if (is_fixed && !is_targets) return kOtherCurve;
  if (is_montgomery(*given.named) && target.algorithm->interface != Interface::secret_agreement)
    return not_supported("curve25519 is for agreement alone");
  parts.curve = is_targets ? target.curve : given.named;
  return {};
}

void write_full(const KeyParts& parts, const AlgorithmInfo& algorithm, bool with_private, ByteWriter& writer) {
  const Use& use = use_of(algorithm);
  writer.u32(with_private ? use.generic_private : use.generic_public);
  write_parameters(*parts.curve, writer);
  write_numbers(parts, with_private, parts.curve->field_bytes, parts.curve->order_bytes, writer);
}

}  // namespace

Result<CurveParameters> parse_parameters(ByteReader& reader) {
  const std::size_t start = reader.position();
  const Result<Header> header = read_header(reader);
  if (!header) return header.error();
  CNG_TRY(check_header(*header));
  ByteView p, n;
  if (!take_numbers(reader, *header, p, n)) return invalid_parameter("the curve's parameters end inside their numbers");
  if (p[0] == 0 || n[0] == 0) return invalid_parameter("p or n is shorter than its size in the header");
  const ByteView bytes = reader.taken_since(start);
  const CurveParameters out{bytes, find_name(*header, bytes), header->field, header->order};
  if (header->type == kMontgomery && out.named == nullptr)
    return not_supported("of the Montgomery curves only curve25519 is served");
  return out;
}

void write_parameters(const CurveInfo& curve, ByteWriter& writer) {
  if (const ByteView bytes = nameless_parameters(curve); !bytes.empty()) return writer.put(bytes);
  constexpr std::uint32_t kNoGeneration = 0, kCofactorBytes = 1, kNoSeed = 0;
  for (const std::uint32_t field : {kVersion, is_montgomery(curve) ? kMontgomery : kShortWeierstrass, kNoGeneration,
                                    curve.field_bytes, curve.order_bytes, kCofactorBytes, kNoSeed})
    writer.u32(field);
  writer.put(curve.domain);
}

Result<KeyParts> parse_full(ByteReader& reader, const Target& target) {
  std::uint32_t magic = 0;
  if (!reader.u32(magic, "dwMagic", "use and half of the key", FieldKind::magic))
    return invalid_parameter("the blob is shorter than its magic");
  const Use& use = use_of(*target.algorithm);
  const bool is_private = magic == use.generic_private;
  if (!is_private && magic != use.generic_public) return invalid_parameter("the magic is not one of this algorithm");
  if (is_private != (target.half == Half::private_key))
    return invalid_parameter("the magic is that of the other half of a key pair");
  const Result<CurveParameters> given = parse_parameters(reader);
  if (!given) return given.error();
  Numbers numbers;
  if (!reader.take(given->field_bytes, numbers.x, "Qx", "x of the public point") ||
      !reader.take(given->field_bytes, numbers.y, "Qy", "y of the public point") ||
      (is_private && !reader.take(given->order_bytes, numbers.d, "d", "private scalar", FieldKind::secret_bytes)))
    return invalid_parameter("the blob ends inside its numbers");
  if (reader.rest() != 0) return invalid_parameter("the blob is longer than its header says");

  KeyParts parts;
  parts.family = Family::ecc;
  parts.has_private = is_private;
  parts.nist_magic = target.algorithm->curve != CurveId::none;
  const bool is_montgomery_key = given->named != nullptr && is_montgomery(*given->named);
  set_numbers(numbers, is_montgomery_key, parts);
  CNG_TRY(choose_curve(*given, target, parts));
  return parts;
}

void write_full_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write_full(parts, algorithm, false, writer);
}

void write_full_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write_full(parts, algorithm, true, writer);
}

}  // namespace cng::codec::ecc
