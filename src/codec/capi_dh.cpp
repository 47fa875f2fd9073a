// CAPIDHPUBLICBLOB, CAPIDHPRIVATEBLOB: CryptoAPI's Diffie-Hellman keys, behind the common header of capi.h.
//
//   version 3: DHPUBKEY_VER3, DHPRIVKEY_VER3             version 2, private
//    8  u32 magic     DH3 public, DH4 private             8  u32 magic   DH2
//   12  u32 bitlenP                                      12  u32 bitlen
//   16  u32 bitlenQ   0: no q                            16  p g x
//   20  u32 bitlenJ   0: no j
//  [24  u32 bitlenX   private only]
//       DSSSEED       not kept
//       p q g j y [x]
//
// Numbers are little-endian. Export writes version 3 without q and j.
#include "codec/capi.h"

namespace cng::codec::capi_dh {
namespace {

using capi::NumberReader;

constexpr std::uint32_t kStored = 0xAA01;     // CALG_DH_SF
constexpr std::uint32_t kEphemeral = 0xAA02;  // CALG_DH_EPHEM
constexpr std::uint32_t kAlgorithms[] = {kStored, kEphemeral};
constexpr std::uint32_t kPublicMagic = 0x33484400;
constexpr std::uint32_t kPrivateMagic = 0x34484400;
constexpr capi::Form kPublic[] = {{3, kPublicMagic, Half::public_key}};
constexpr capi::Form kPrivate[] = {{3, kPrivateMagic, Half::private_key}, {2, 0x32484400, Half::private_key}};

struct Bits {
  std::uint32_t p = 0, q = 0, j = 0, x = 0;
};

Status check(const Bits& bits) {
  CNG_TRY(dh::check_size(capi::bytes_of_bits(bits.p)));
  if (bits.q > bits.p || bits.j > bits.p || bits.x > bits.p)
    return invalid_parameter("a number is longer than the prime");
  return {};
}

Status read_v2(ByteReader& reader, KeyParts& parts) {
  Bits bits;
  if (!reader.u32(bits.p, "bitlen", "bits of p", FieldKind::number)) return capi::kTooShort;
  CNG_TRY(check(bits));
  const std::size_t size = capi::bytes_of_bits(bits.p);
  NumberReader numbers(reader, parts);
  numbers.take(size, dh_part::p, "p", "prime, least byte first");
  numbers.take(size, dh_part::g, "g", "generator");
  numbers.take(size, dh_part::x, "x", "private value", FieldKind::secret_bytes);
  return numbers.ok() ? Status{} : Status{capi::kNumbersTooShort};
}

Status read_v3(ByteReader& reader, KeyParts& parts) {
  Bits bits;
  capi::Seed seed;
  if (!reader.u32(bits.p, "bitlenP", "bits of p", FieldKind::number) ||
      !reader.u32(bits.q, "bitlenQ", "bits of q, 0: it is left out", FieldKind::number) ||
      !reader.u32(bits.j, "bitlenJ", "bits of j, 0: it is left out", FieldKind::number) ||
      (parts.has_private && !reader.u32(bits.x, "bitlenX", "bits of x", FieldKind::number)) ||
      !capi::take_seed(reader, seed))
    return capi::kTooShort;
  CNG_TRY(check(bits));
  const std::size_t size = capi::bytes_of_bits(bits.p);
  NumberReader numbers(reader, parts);
  numbers.take(size, dh_part::p, "p", "prime, least byte first");
  if (bits.q != 0) numbers.take_short(capi::bytes_of_bits(bits.q), dh_part::q, "q", "order of g");
  numbers.take(size, dh_part::g, "g", "generator");
  if (bits.j != 0) numbers.skip(capi::bytes_of_bits(bits.j), "j", "(p-1)/q, not kept");
  numbers.take(size, dh_part::y, "y", "public value");
  if (parts.has_private)
    numbers.take(capi::bytes_of_bits(bits.x), dh_part::x, "x", "private value", FieldKind::secret_bytes);
  return numbers.ok() ? Status{} : Status{capi::kNumbersTooShort};
}

void write(std::uint32_t magic, const KeyParts& parts, ByteWriter& writer) {
  const bool is_private = magic == kPrivateMagic;
  const std::size_t size = parts[dh_part::p].size();
  const auto bits = static_cast<std::uint32_t>(8 * size);
  capi::write_header({is_private ? capi::kPrivateKeyBlob : capi::kPublicKeyBlob, 3, kStored, magic}, writer);
  writer.u32(bits);
  writer.u32(0);
  writer.u32(0);
  if (is_private) writer.u32(bits);
  writer.put(dsa::unknown_count());
  writer.put_reversed({}, capi::Seed::kBytes);
  for (const std::size_t part : {dh_part::p, dh_part::g, dh_part::y}) writer.put_reversed(parts[part], size);
  if (is_private) writer.put_reversed(parts[dh_part::x], size);
}

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  const bool is_private = target.half == Half::private_key;
  const Result<const capi::Form*> form =
      is_private ? capi::read_header(reader, kPrivate, kAlgorithms) : capi::read_header(reader, kPublic, kAlgorithms);
  if (!form) return form.error();
  KeyParts parts;
  parts.family = Family::dh;
  parts.has_private = is_private;
  CNG_TRY((*form)->version == 3 ? read_v3(reader, parts) : read_v2(reader, parts));
  if (!capi::is_full(parts[dh_part::p]))
    return invalid_parameter("p has zero bytes in front: bitlen is not its length");
  if (is_private && all_zero(parts[dh_part::y])) parts.set(dh_part::y, {});
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write(kPublicMagic, parts, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write(kPrivateMagic, parts, writer);
}

}  // namespace cng::codec::capi_dh
