// DSAPUBLICBLOB, DSAPRIVATEBLOB and the property DSAParameters, each in two versions: up to 1024 bits, and above.
//
//   V1 (BCRYPT_DSA_KEY_BLOB)                      V2 (BCRYPT_DSA_KEY_BLOB_V2)
//    0  u32 dwMagic   DSPB public, DSPV private    0  u32 dwMagic          DPB2 public, DPV2 private
//    4  u32 cbKey     bytes of p                   4  u32 cbKey
//    8  Count[4]      big-endian                   8  u32 hashAlgorithm    0 SHA-1, 1 SHA-256, 2 SHA-512
//   12  Seed[20]                                  12  u32 standardVersion  0 FIPS 186-2, 1 FIPS 186-3
//   32  q[20]                                     16  u32 cbSeedLength
//   52  p g y [x[20]]                             20  u32 cbGroupSize      bytes of q
//                                                 24  Count[4]
//                                                 28  Seed q p g y [x]
//
// The properties begin with u32 cbLength before the magic (DSPM, DPM2) and end with g. Numbers are big-endian, the
// total must be exact. Count and Seed are kept as they are given; all ones stand for unknown. y all zero in a private
// blob: the provider computes it.
#include <array>

#include "codec/codec.h"

namespace cng::codec::dsa {
namespace {

// The magics and header lengths of a blob or property.
struct Form {
  std::uint32_t v1, v2;
  std::size_t v1_header, v2_header;
};
constexpr Form kPublic{0x42505344, 0x32425044, 52, 28};
constexpr Form kPrivate{0x56505344, 0x32565044, 52, 28};
constexpr Form kParameters{0x4D505344, 0x324D5044, 56, 32};

constexpr std::uint64_t kLeastPrime = 64;
constexpr std::uint64_t kMostV1Prime = 128;
constexpr std::uint64_t kMostPrime = 384;
constexpr std::size_t kV1Group = 20;
constexpr std::uint64_t kMostSeed = 1024;  // far beyond any standard
constexpr std::uint32_t kGroupOfHash[] = {20, 32, 64};
constexpr std::uint8_t kStandard186_3[] = {1};

constexpr Field kV2Fields[] = {
    {"hashAlgorithm", "0 SHA-1, 1 SHA-256, 2 SHA-512", FieldKind::number},
    {"standardVersion", "0 FIPS 186-2, 1 FIPS 186-3", FieldKind::number},
    {"cbSeedLength", "bytes of the seed"},
    {"cbGroupSize", "bytes of q"},
};

bool is_v2(std::uint64_t prime_bytes) { return prime_bytes > kMostV1Prime; }

// What follows the magic, once the lengths have been checked against each other and against the size of the blob.
struct Layout {
  std::uint64_t prime, group = kV1Group, seed = kV1Group;
  bool v2 = false;
};

Status check_total(const Layout& layout, const Form& form, const Target* target, std::size_t size) {
  std::uint64_t total = layout.v2 ? form.v2_header + layout.seed + layout.group : form.v1_header;
  total += layout.prime * (target != nullptr ? 3 : 2);
  if (target != nullptr && target->half == Half::private_key) total += layout.group;
  if (total != size) return invalid_parameter("the lengths in the header do not add up to the size of the blob");
  return {};
}

Status read_v2(ByteReader& reader, Layout& layout, KeyParts& parts, ByteView all) {
  std::uint32_t field[4];
  const std::size_t at = all.size() - reader.rest();
  if (!reader.u32s(field, kV2Fields)) return invalid_parameter("the blob is shorter than its header of version 2");
  layout.seed = field[2];
  layout.group = field[3];
  if (field[0] >= std::size(kGroupOfHash) || kGroupOfHash[field[0]] != field[3])
    return invalid_parameter("hashAlgorithm does not fit cbGroupSize");
  if (field[1] > 1) return invalid_parameter("standardVersion is not 0 or 1");
  if (layout.seed > kMostSeed) return invalid_parameter("the seed is longer than 1024 bytes");
  parts.set(dsa_part::standard, all.subspan(at + 4, 1));  // the low byte of a little-endian number below 2
  return {};
}

Status check_prime(const KeyParts& parts) {
  if (parts[dsa_part::p][0] == 0) return invalid_parameter("p has zero bytes in front: cbKey is not its length");
  if ((parts[dsa_part::q][0] & 0x80) == 0) return invalid_parameter("q does not have all the bits of its length");
  return {};
}

// check_total has proven that all of it is there.
void take_group(ByteReader& reader, const Layout& layout, KeyParts& parts) {
  const auto take = [&](std::uint64_t size, std::size_t index, const char* name, const char* meaning) {
    ByteView bytes;
    (void)reader.take(size, bytes, name, meaning);
    parts.set(index, bytes);
  };
  take(4, dsa_part::count, "Count", "counter of the generation, all ones: unknown");
  take(layout.seed, dsa_part::seed, "Seed", "seed of the generation, all ones: unknown");
  take(layout.group, dsa_part::q, "q", "order of g");
  take(layout.prime, dsa_part::p, "p", "prime");
  take(layout.prime, dsa_part::g, "g", "generator");
}

// Everything from cbKey to g.
Result<Layout> parse_group(ByteReader& reader, bool v2, const Form& form, const Target* target, ByteView all,
                           KeyParts& parts) {
  std::uint32_t prime = 0;
  if (all.size() < (v2 ? form.v2_header : form.v1_header) || !reader.u32(prime, "cbKey", "bytes of p"))
    return invalid_parameter("the blob is shorter than its header");
  Layout layout{prime};
  layout.v2 = v2;
  parts.family = Family::dsa;
  if (v2) CNG_TRY(read_v2(reader, layout, parts, all));
  CNG_TRY(check_sizes(layout.prime, layout.group));
  if (v2 != is_v2(layout.prime))
    return invalid_parameter("the magic is that of the other version for this length of p");
  CNG_TRY(check_total(layout, form, target, all.size()));
  take_group(reader, layout, parts);
  CNG_TRY(check_prime(parts));
  return layout;
}

// check_writable has proven that there is one.
std::uint32_t hash_of(std::size_t group_bytes) {
  std::uint32_t hash = 0;
  while (hash + 1 < std::size(kGroupOfHash) && kGroupOfHash[hash] != group_bytes) ++hash;
  return hash;
}

void write_group(const Form& form, const KeyParts& parts, ByteWriter& writer) {
  const auto size = [&](std::size_t index) { return static_cast<std::uint32_t>(parts[index].size()); };
  const bool v2 = is_v2(size(dsa_part::p));
  const ByteView seed = parts[dsa_part::seed], count = parts[dsa_part::count], standard = parts[dsa_part::standard];
  // Keys that did not come from a blob know nothing of a seed. One of a legacy blob has 20 bytes, whatever q has.
  const ByteView given_seed = count.empty() ? unknown_seed(v2 ? size(dsa_part::q) : kV1Group) : seed;
  writer.u32(v2 ? form.v2 : form.v1);
  writer.u32(size(dsa_part::p));
  if (v2) {
    writer.u32(hash_of(size(dsa_part::q)));
    writer.u32((standard.empty() ? ByteView(kStandard186_3) : standard)[0]);
    writer.u32(static_cast<std::uint32_t>(given_seed.size()));
    writer.u32(size(dsa_part::q));
  }
  writer.put(count.empty() ? unknown_count() : count);
  writer.put(given_seed);
  for (const std::size_t index : {dsa_part::q, dsa_part::p, dsa_part::g}) writer.put(parts[index]);
}

}  // namespace

ByteView unknown_seed(std::size_t group_bytes) {
  static constexpr auto kOnes = [] {
    std::array<std::uint8_t, 64> ones{};
    ones.fill(0xFF);
    return ones;
  }();
  return ByteView(kOnes).first(group_bytes);
}

ByteView unknown_count() { return unknown_seed(4); }

Status check_sizes(std::uint64_t prime_bytes, std::uint64_t group_bytes) {
  if (prime_bytes < kLeastPrime) return invalid_parameter("p is shorter than 512 bits");
  if (prime_bytes > kMostPrime) return invalid_parameter("p is longer than 3072 bits");
  if (prime_bytes % 8 != 0) return invalid_parameter("p does not have a multiple of 64 bits");
  const bool fits = group_bytes == kV1Group ||
                    (is_v2(prime_bytes) && (group_bytes == kGroupOfHash[1] || group_bytes == kGroupOfHash[2]));
  return fits ? Status{} : Status{invalid_parameter("q does not have a length that goes with that of p")};
}

Status check_writable(const KeyParts& parts) {
  if (check_sizes(parts[dsa_part::p].size(), parts[dsa_part::q].size())) return {};
  return not_supported("no blob holds a group of these lengths");
}

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  const ByteView all = reader.whole();
  const bool is_private = target.half == Half::private_key;
  const Form& form = is_private ? kPrivate : kPublic;
  std::uint32_t magic = 0;
  if (!reader.u32(magic, "dwMagic", "DSPB, DPB2 public, DSPV, DPV2 private", FieldKind::magic))
    return invalid_parameter("the blob is shorter than its header");
  if (magic != form.v1 && magic != form.v2) {
    if (target.generic) return invalid_parameter("the magic is not that of a DSA key of this half");
    return not_supported("the magic does not belong to this blob type");
  }
  KeyParts parts;
  const Result<Layout> layout = parse_group(reader, magic == form.v2, form, &target, all, parts);
  if (!layout) return layout.error();
  parts.has_private = is_private;
  ByteView y, x;
  (void)reader.take(layout->prime, y, "y", "public value");
  parts.set(dsa_part::y, is_private && all_zero(y) ? ByteView() : y);
  if (!is_private) return parts;
  (void)reader.take(layout->group, x, "x", "private value", FieldKind::secret_bytes);
  parts.set(dsa_part::x, x);
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_group(kPublic, parts, writer);
  writer.put(parts[dsa_part::y]);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_group(kPrivate, parts, writer);
  writer.put(parts[dsa_part::y]);
  writer.put_padded(parts[dsa_part::x], parts[dsa_part::q].size());
}

Result<KeyParts> parse_parameters(ByteView value) {
  ByteReader reader(value);
  std::uint32_t length = 0;
  std::uint32_t magic = 0;
  if (!reader.u32(length, "cbLength", "bytes of the whole property") ||
      !reader.u32(magic, "dwMagic", "DSPM, DPM2", FieldKind::magic))
    return invalid_parameter("the property is shorter than its header");
  if (magic != kParameters.v1 && magic != kParameters.v2) return invalid_parameter("the magic is not DSPM or DPM2");
  if (length != value.size()) return invalid_parameter("cbLength is not the size of the property");
  KeyParts parts;
  const Result<Layout> layout = parse_group(reader, magic == kParameters.v2, kParameters, nullptr, value, parts);
  if (!layout) return layout.error();
  return parts;
}

void write_parameters(const KeyParts& parts, ByteWriter& writer) {
  ByteWriter counter;
  write_group(kParameters, parts, counter);
  writer.u32(static_cast<std::uint32_t>(counter.written() + 4));
  write_group(kParameters, parts, writer);
}

}  // namespace cng::codec::dsa
