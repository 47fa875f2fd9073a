// ECCPUBLICBLOB, ECCPRIVATEBLOB (BCRYPT_ECCKEY_BLOB) of named curves.
//
//    0  u32 dwMagic   says curve, use (ECDH or ECDSA) and half; or generic, and then the handle says the curve
//    4  u32 cbKey     bytes of one coordinate
//    8  X Y [d]       big-endian, cbKey bytes each
//
// Trailing bytes are ignored, as Windows does. X and Y both zero in a private blob: the provider computes them.
#include "codec/codec.h"

namespace cng::codec::ecc {
namespace {

constexpr std::uint32_t kPrivateStep = 0x01000000;  // the private magic of a NIST curve is the public one plus this

struct Use {
  std::uint32_t generic_public, generic_private;
  std::uint32_t CurveInfo::*nist_public;
};
constexpr Use kEcdh{0x504B4345, 0x564B4345, &CurveInfo::ecdh_public};
constexpr Use kEcdsa{0x50444345, 0x56444345, &CurveInfo::ecdsa_public};

const Use& use_of(const AlgorithmInfo& algorithm) {
  return algorithm.interface == Interface::secret_agreement ? kEcdh : kEcdsa;
}

struct Magic {
  bool known = false;
  bool is_private = false;
  const CurveInfo* curve = nullptr;  // null: a generic magic
};

Magic read_magic(std::uint32_t value, const Use& use) {
  if (value == use.generic_public || value == use.generic_private) return {true, value == use.generic_private, nullptr};
  for (const CurveInfo& row : all_curves()) {
    const std::uint32_t nist = row.*use.nist_public;
    if (nist != 0 && (value == nist || value == nist + kPrivateStep)) return {true, value != nist, &row};
  }
  return {};
}

Result<const CurveInfo*> choose_curve(const Magic& magic, const Target& target) {
  if (!magic.known) return invalid_parameter("the magic is not one of this algorithm");
  if (magic.is_private != (target.half == Half::private_key))
    return invalid_parameter("the magic is that of the other half of a key pair");
  if (magic.curve == nullptr && target.curve == nullptr)
    return invalid_parameter("a generic magic needs a curve set on the algorithm handle");
  if (magic.curve != nullptr && target.curve != nullptr && magic.curve->id != target.curve->id)
    return invalid_parameter("the magic names another curve than the algorithm handle");
  return target.curve != nullptr ? target.curve : magic.curve;
}

void write(const KeyParts& parts, const AlgorithmInfo& algorithm, bool with_private, ByteWriter& writer) {
  const Use& use = use_of(algorithm);
  const std::uint32_t nist = parts.curve->*use.nist_public;
  if (parts.nist_magic && nist != 0) {
    writer.u32(with_private ? nist + kPrivateStep : nist);
  } else {
    writer.u32(with_private ? use.generic_private : use.generic_public);
  }
  writer.u32(parts.curve->field_bytes);
  writer.put(parts[ecc_part::x]);
  writer.put(parts[ecc_part::y]);
  if (with_private) writer.put(parts[ecc_part::d]);
}

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  std::uint32_t value = 0;
  std::uint32_t size = 0;
  if (!reader.u32(value, "dwMagic", "curve, use and half of the key", FieldKind::magic) ||
      !reader.u32(size, "cbKey", "bytes of one coordinate"))
    return invalid_parameter("the blob is shorter than its header of 8 bytes");
  const Magic magic = read_magic(value, use_of(*target.algorithm));
  const Result<const CurveInfo*> curve = choose_curve(magic, target);
  if (!curve) return curve.error();
  if (size != (*curve)->field_bytes) return invalid_parameter("cbKey is not the coordinate size of the curve");

  KeyParts parts;
  parts.family = Family::ecc;
  parts.curve = *curve;
  parts.has_private = magic.is_private;
  parts.nist_magic = target.algorithm->curve != CurveId::none || target.curve == nullptr;
  ByteView x, y, d;
  if (!reader.take(size, x, "X", "x of the public point") || !reader.take(size, y, "Y", "y of the public point") ||
      (magic.is_private && !reader.take(size, d, "d", "private scalar", FieldKind::secret_bytes)))
    return invalid_parameter("the blob ends inside its numbers");
  const bool computed = magic.is_private && all_zero(x) && all_zero(y);
  parts.set(ecc_part::x, computed ? ByteView() : x);
  parts.set(ecc_part::y, computed ? ByteView() : y);
  if (magic.is_private) parts.set(ecc_part::d, d);
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(parts, algorithm, false, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(parts, algorithm, true, writer);
}

}  // namespace cng::codec::ecc
