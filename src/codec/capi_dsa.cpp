// CAPIDSAPUBLICBLOB, CAPIDSAPRIVATEBLOB, V2CAPIDSAPUBLICBLOB, V2CAPIDSAPRIVATEBLOB: CryptoAPI's DSA keys, behind the
// common header of capi.h.
//
//   version 2                                   version 3: DSSPUBKEY_VER3, DSSPRIVKEY_VER3
//    8  u32 magic    DSS1 public, DSS2 private   8  u32 magic     DSS3 public, DSS4 private
//   12  u32 bitlen   of p                       12  u32 bitlenP
//   16  p q[20] g y  DSSSEED   (public)         16  u32 bitlenQ
//       p q[20] g x[20] DSSSEED   (private)     20  u32 bitlenJ   0: no j
//                                              [24  u32 bitlenX   private only]
//                                                   DSSSEED
//                                                   p q g j y [x]
//
// Numbers are little-endian, the counter too; the bytes of the seed stand as in the other blobs. The names that begin
// with V2 are version 2, the others are written as version 3 and read as either.
#include "codec/capi.h"

namespace cng::codec::capi_dsa {
namespace {

using capi::NumberReader;

constexpr std::uint32_t kAlgorithm = 0x2200;  // CALG_DSS_SIGN
constexpr std::uint32_t kAlgorithms[] = {kAlgorithm};
constexpr std::size_t kV2Group = 20;
constexpr std::uint32_t kPublicV2 = 0x31535344, kPrivateV2 = 0x32535344;
constexpr std::uint32_t kPublicV3 = 0x33535344, kPrivateV3 = 0x34535344;
constexpr capi::Form kPublic[] = {{2, kPublicV2, Half::public_key}, {3, kPublicV3, Half::public_key}};
constexpr capi::Form kPrivate[] = {{2, kPrivateV2, Half::private_key}, {3, kPrivateV3, Half::private_key}};

struct Bits {
  std::uint32_t p = 0, q = 0, j = 0, x = 0;
};

// True for the bytes of a seed that mean something in this form. Without a counter they stand for an unknown seed,
// which in the other forms has as many ones as q has bytes; where that is 20 there is nothing to change.
bool is_kept(ByteView count, ByteView seed, std::size_t group) {
  if (seed.size() != capi::Seed::kBytes || count.empty()) return false;
  return group == capi::Seed::kBytes || !equal_constant_time(count, dsa::unknown_count());
}

void set_seed(const capi::Seed& seed, std::size_t group, KeyParts& parts) {
  parts.set_reversed(dsa_part::count, seed.count);
  parts.set(dsa_part::seed, is_kept(seed.count, seed.seed, group) ? seed.seed : dsa::unknown_seed(group));
}

Status read_v2(ByteReader& reader, KeyParts& parts) {
  Bits bits;
  if (!reader.u32(bits.p, "bitlen", "bits of p", FieldKind::number)) return capi::kTooShort;
  const std::size_t size = capi::bytes_of_bits(bits.p);
  CNG_TRY(dsa::check_sizes(size, kV2Group));
  NumberReader numbers(reader, parts);
  numbers.take(size, dsa_part::p, "p", "prime, least byte first");
  numbers.take(kV2Group, dsa_part::q, "q", "order of g");
  numbers.take(size, dsa_part::g, "g", "generator");
  if (parts.has_private) {
    numbers.take(kV2Group, dsa_part::x, "x", "private value", FieldKind::secret_bytes);
  } else {
    numbers.take(size, dsa_part::y, "y", "public value");
  }
  capi::Seed seed;
  if (!numbers.ok() || !capi::take_seed(reader, seed)) return capi::kNumbersTooShort;
  set_seed(seed, kV2Group, parts);
  return {};
}

Status read_v3(ByteReader& reader, KeyParts& parts) {
  Bits bits;
  capi::Seed seed;
  if (!reader.u32(bits.p, "bitlenP", "bits of p", FieldKind::number) ||
      !reader.u32(bits.q, "bitlenQ", "bits of q", FieldKind::number) ||
      !reader.u32(bits.j, "bitlenJ", "bits of j, 0: it is left out", FieldKind::number) ||
      (parts.has_private && !reader.u32(bits.x, "bitlenX", "bits of x", FieldKind::number)) ||
      !capi::take_seed(reader, seed))
    return capi::kTooShort;
  const std::size_t size = capi::bytes_of_bits(bits.p);
  const std::size_t group = capi::bytes_of_bits(bits.q);
  CNG_TRY(dsa::check_sizes(size, group));
  if (bits.j > bits.p || bits.x > bits.q) return invalid_parameter("a number is longer than the prime of its group");
  NumberReader numbers(reader, parts);
  numbers.take(size, dsa_part::p, "p", "prime, least byte first");
  numbers.take(group, dsa_part::q, "q", "order of g");
  numbers.take(size, dsa_part::g, "g", "generator");
  if (bits.j != 0) numbers.skip(capi::bytes_of_bits(bits.j), "j", "(p-1)/q, not kept");
  numbers.take(size, dsa_part::y, "y", "public value");
  if (parts.has_private)
    numbers.take(capi::bytes_of_bits(bits.x), dsa_part::x, "x", "private value", FieldKind::secret_bytes);
  if (!numbers.ok()) return capi::kNumbersTooShort;
  set_seed(seed, group, parts);
  return {};
}

Result<KeyParts> parse_forms(ByteReader& reader, const Target& target, std::size_t forms) {
  const bool is_private = target.half == Half::private_key;
  const std::span<const capi::Form> known = is_private ? kPrivate : kPublic;
  const Result<const capi::Form*> form = capi::read_header(reader, known.first(forms), kAlgorithms);
  if (!form) return form.error();
  KeyParts parts;
  parts.family = Family::dsa;
  parts.has_private = is_private;
  CNG_TRY((*form)->version == 3 ? read_v3(reader, parts) : read_v2(reader, parts));
  if (!capi::is_full(parts[dsa_part::p]))
    return invalid_parameter("p has zero bytes in front: bitlen is not its length");
  if ((parts[dsa_part::q].back() & 0x80) == 0) return invalid_parameter("q does not have all the bits of its length");
  if (is_private && all_zero(parts[dsa_part::y])) parts.set(dsa_part::y, {});
  return parts;
}

void write_seed(const KeyParts& parts, ByteWriter& writer) {
  const bool fits = is_kept(parts[dsa_part::count], parts[dsa_part::seed], parts[dsa_part::q].size());
  writer.put_reversed(fits ? parts[dsa_part::count] : dsa::unknown_count(), 4);
  writer.put(fits ? parts[dsa_part::seed] : dsa::unknown_seed(capi::Seed::kBytes));
}

void write_v2(std::uint32_t magic, const KeyParts& parts, ByteWriter& writer) {
  const bool is_private = magic == kPrivateV2;
  const std::size_t size = parts[dsa_part::p].size();
  capi::write_header({is_private ? capi::kPrivateKeyBlob : capi::kPublicKeyBlob, 2, kAlgorithm, magic}, writer);
  writer.u32(static_cast<std::uint32_t>(8 * size));
  writer.put_reversed(parts[dsa_part::p], size);
  writer.put_reversed(parts[dsa_part::q], kV2Group);
  writer.put_reversed(parts[dsa_part::g], size);
  writer.put_reversed(parts[is_private ? dsa_part::x : dsa_part::y], is_private ? kV2Group : size);
  write_seed(parts, writer);
}

void write_v3(std::uint32_t magic, const KeyParts& parts, ByteWriter& writer) {
  const bool is_private = magic == kPrivateV3;
  const std::size_t size = parts[dsa_part::p].size(), group = parts[dsa_part::q].size();
  capi::write_header({is_private ? capi::kPrivateKeyBlob : capi::kPublicKeyBlob, 3, kAlgorithm, magic}, writer);
  writer.u32(static_cast<std::uint32_t>(8 * size));
  writer.u32(static_cast<std::uint32_t>(8 * group));
  writer.u32(0);
  if (is_private) writer.u32(static_cast<std::uint32_t>(8 * group));
  write_seed(parts, writer);
  writer.put_reversed(parts[dsa_part::p], size);
  writer.put_reversed(parts[dsa_part::q], group);
  writer.put_reversed(parts[dsa_part::g], size);
  writer.put_reversed(parts[dsa_part::y], size);
  if (is_private) writer.put_reversed(parts[dsa_part::x], group);
}

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target& target) { return parse_forms(reader, target, 2); }

Result<KeyParts> parse_v2(ByteReader& reader, const Target& target) { return parse_forms(reader, target, 1); }

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_v3(kPublicV3, parts, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_v3(kPrivateV3, parts, writer);
}

Status check_writable_v2(const KeyParts& parts) {
  if (parts[dsa_part::q].size() != kV2Group) return not_supported("this form holds groups of 160 bits only");
  return {};
}

void write_v2_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_v2(kPublicV2, parts, writer);
}

void write_v2_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_v2(kPrivateV2, parts, writer);
}

}  // namespace cng::codec::capi_dsa
