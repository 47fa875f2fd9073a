// ECCPUBLICBLOB, ECCPRIVATEBLOB (BCRYPT_ECCKEY_BLOB).
//
//    0  u32 dwMagic   says curve, use (ECDH or ECDSA) and half; or generic, and then the handle says the curve
//    4  u32 cbKey     bytes of one coordinate, or of the order where that is longer
//    8  X Y [d]       big-endian, cbKey bytes each; of curve25519 u, zeros and scalar, little-endian
//
// Trailing bytes are ignored, as Windows does. X and Y both zero in a private blob: the provider computes them. A curve
// without a name is not said by the blob; only the handle that it is imported with can know it.
#include "codec/ecc_key.h"

namespace cng::codec::ecc {
namespace {

constexpr std::uint32_t kPrivateStep = 0x01000000;  // the private magic of a NIST curve is the public one plus this

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
  if (magic.curve != nullptr && target.curve != nullptr && !is_same_curve(*magic.curve, *target.curve))
    return invalid_parameter("the magic names another curve than the algorithm handle");
  return target.curve != nullptr ? target.curve : magic.curve;
}

// Of the curves whose order is longer than the field, d may still be written in the size of the field.
bool is_size_of(const CurveInfo& curve, std::uint32_t size) {
  return size == key_bytes(curve) || size == curve.field_bytes;
}

// Takes the zeros in front of a number that is longer than `width` away; false if it does not fit then.
bool narrow(ByteView& number, std::size_t width) {
  if (number.size() <= width) [[likely]]
    return true;
  const std::size_t excess = number.size() - width;
  if (!all_zero(number.first(excess))) return false;
  number = number.subspan(excess);
  return true;
}

void write(const KeyParts& parts, const AlgorithmInfo& algorithm, bool with_private, ByteWriter& writer) {
  const Use& use = use_of(algorithm);
  const std::uint32_t nist = parts.curve->*use.nist_public;
  if (parts.nist_magic && nist != 0) {
    writer.u32(with_private ? nist + kPrivateStep : nist);
  } else {
    writer.u32(with_private ? use.generic_private : use.generic_public);
  }
  const std::uint32_t size = key_bytes(*parts.curve);
  writer.u32(size);
  write_numbers(parts, with_private, size, size, writer);
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
  if (!is_size_of(**curve, size)) return invalid_parameter("cbKey is not the coordinate size of the curve");

  KeyParts parts;
  parts.family = Family::ecc;
  parts.curve = *curve;
  parts.has_private = magic.is_private;
  parts.nist_magic = target.algorithm->curve != CurveId::none || target.curve == nullptr;
  Numbers numbers;
  if (!reader.take(size, numbers.x, "X", "x of the public point") ||
      !reader.take(size, numbers.y, "Y", "y of the public point") ||
      (magic.is_private && !reader.take(size, numbers.d, "d", "private scalar", FieldKind::secret_bytes)))
    return invalid_parameter("the blob ends inside its numbers");
  if (!narrow(numbers.x, (*curve)->field_bytes) || !narrow(numbers.y, (*curve)->field_bytes) ||
      !narrow(numbers.d, (*curve)->order_bytes))
    return invalid_parameter("a number is longer than the curve's field or order");
  set_numbers(numbers, is_montgomery(**curve), parts);
  if (const ByteView parameters = nameless_parameters(**curve); !parameters.empty())
    parts.set(ecc_part::parameters, parameters);
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(parts, algorithm, false, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(parts, algorithm, true, writer);
}

}  // namespace cng::codec::ecc
