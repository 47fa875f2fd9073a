// RSAPUBLICBLOB, RSAPRIVATEBLOB, RSAFULLPRIVATEBLOB (BCRYPT_RSAKEY_BLOB).
//
//    0  u32 Magic        RSA1 public, RSA2 private, RSA3 full private
//    4  u32 BitLength    not believed: the real length of n counts
//    8  u32 cbPublicExp
//   12  u32 cbModulus
//   16  u32 cbPrime1     0 in a public blob
//   20  u32 cbPrime2
//   24  e n [p q [dp dq qinv d]]   big-endian, no gaps
//
// The total must be exact: trailing bytes are refused with NTE_BAD_DATA, as Windows does.
#include "codec/codec.h"

namespace cng::codec::rsa {
namespace {

constexpr std::uint32_t kPublic = 0x31415352;
constexpr std::uint32_t kPrivate = 0x32415352;
constexpr std::uint32_t kFullPrivate = 0x33415352;
constexpr std::size_t kHeader = 24;
constexpr std::uint32_t kMinBits = 384;  // what current Windows loads; generation starts at 512
constexpr std::uint32_t kMaxBits = 16384;

struct Header {
  std::uint32_t field[6];

  std::uint32_t magic() const { return field[0]; }
  std::uint32_t public_exponent() const { return field[2]; }
  std::uint32_t modulus() const { return field[3]; }
  std::uint32_t prime1() const { return field[4]; }
  std::uint32_t prime2() const { return field[5]; }
};

constexpr Field kFields[] = {
    {"Magic", "RSA1 public, RSA2 private, RSA3 full private", FieldKind::magic},
    {"BitLength", "bits of the modulus, not believed", FieldKind::number},
    {"cbPublicExp", "bytes of e"},
    {"cbModulus", "bytes of n"},
    {"cbPrime1", "bytes of p"},
    {"cbPrime2", "bytes of q"},
};

Status check_magic(const Header& h, const Target& target) {
  const bool is_private = h.magic() == kPrivate || h.magic() == kFullPrivate;
  const bool fits = target.half == Half::private_key ? is_private : h.magic() == kPublic;
  if (fits) return {};
  if (target.generic) return invalid_parameter("the magic is not that of an RSA key of this half");
  return not_supported("the magic does not belong to this blob type");
}

Status check_lengths(const Header& h, const ByteReader& reader) {
  const auto u64 = [](std::uint32_t v) { return std::uint64_t{v}; };
  std::uint64_t total = kHeader + u64(h.public_exponent()) + u64(h.modulus());
  if (h.magic() != kPublic) total += u64(h.prime1()) + u64(h.prime2());
  if (h.magic() == kFullPrivate) total += 2 * u64(h.prime1()) + u64(h.prime2()) + u64(h.modulus());
  if (total != reader.size()) return bad_data("the lengths in the header do not add up to the size of the blob");
  if (h.magic() == kPublic) return {};
  const std::uint32_t half = h.modulus() / 2 + h.modulus() % 2;
  if (h.prime1() != half || h.prime2() != half) return not_supported("a prime is not half as long as the modulus");
  return {};
}

Status check_modulus(const KeyParts& parts, std::uint32_t declared_bytes) {
  const std::uint32_t bits = bit_length(parts[rsa_part::n]);
  if (bits > kMaxBits) return not_supported("the modulus is longer than 16384 bits");
  if (bits >= kMinBits) return {};
  if (parts[rsa_part::n].size() < declared_bytes) return invalid_parameter("the modulus is short behind leading zeros");
  return not_supported("the modulus is shorter than 384 bits");
}

// A prime of a blob whose cbModulus counts leading zeros of n may be one byte too long; that byte must be zero.
bool fit(KeyParts& parts, std::size_t index, std::size_t width) {
  const ByteView number = parts[index];
  const std::size_t extra = number.size() - width;
  if (extra == 0) return true;
  parts.set(index, number.subspan(extra));
  return all_zero(number.first(extra));
}

Status fit_primes(KeyParts& parts) {
  const std::size_t half = (parts[rsa_part::n].size() + 1) / 2;
  if (!fit(parts, rsa_part::p, half) || !fit(parts, rsa_part::q, half))
    return not_supported("a prime is longer than half the modulus");
  if (parts[rsa_part::d].empty()) return {};
  // The four computed numbers are only kept for export; where one does not fit it is wrong, and all are recomputed.
  bool kept = fit(parts, rsa_part::d, parts[rsa_part::n].size());
  for (const std::size_t index : {rsa_part::dp, rsa_part::dq, rsa_part::qi}) kept = fit(parts, index, half) && kept;
  if (!kept)
    for (const std::size_t index : {rsa_part::dp, rsa_part::dq, rsa_part::qi, rsa_part::d}) parts.set(index, {});
  return {};
}

// check_lengths has proven that all of these are there.
void take_numbers(ByteReader& reader, const Header& h, KeyParts& parts) {
  ByteView e, n;
  (void)reader.take(h.public_exponent(), e, "e", "public exponent");
  (void)reader.take(h.modulus(), n, "n", "modulus");
  parts.set(rsa_part::e, strip_zeros(e));
  parts.set(rsa_part::n, strip_zeros(n));
  if (h.magic() == kPublic) return;
  const auto take = [&](std::uint32_t length, std::size_t index, const char* name, const char* meaning) {
    ByteView number;
    (void)reader.take(length, number, name, meaning, FieldKind::secret_bytes);
    parts.set(index, number);
  };
  take(h.prime1(), rsa_part::p, "p", "prime 1");
  take(h.prime2(), rsa_part::q, "q", "prime 2");
  if (h.magic() != kFullPrivate) return;
  take(h.prime1(), rsa_part::dp, "dp", "d mod (p-1)");
  take(h.prime2(), rsa_part::dq, "dq", "d mod (q-1)");
  take(h.prime1(), rsa_part::qi, "qinv", "q^-1 mod p");
  take(h.modulus(), rsa_part::d, "d", "private exponent");
}

void write_header(std::uint32_t magic, const KeyParts& parts, ByteWriter& writer) {
  const auto size = [&](std::size_t index) { return static_cast<std::uint32_t>(parts[index].size()); };
  const bool with_primes = magic != kPublic;
  writer.u32(magic);
  writer.u32(key_bits(parts));
  writer.u32(size(rsa_part::e));
  writer.u32(size(rsa_part::n));
  writer.u32(with_primes ? size(rsa_part::p) : 0);
  writer.u32(with_primes ? size(rsa_part::q) : 0);
  writer.put(parts[rsa_part::e]);
  writer.put(parts[rsa_part::n]);
  if (!with_primes) return;
  writer.put(parts[rsa_part::p]);
  writer.put(parts[rsa_part::q]);
}

Status parse_into(ByteReader& reader, const Target& target, KeyParts& parts) {
  Header h;
  if (!reader.u32s(h.field, kFields)) return invalid_parameter("the blob is shorter than its header of 24 bytes");
  CNG_TRY(check_magic(h, target));
  CNG_TRY(check_lengths(h, reader));
  parts.family = Family::rsa;
  parts.has_private = h.magic() != kPublic;
  take_numbers(reader, h, parts);
  CNG_TRY(check_modulus(parts, h.modulus()));
  if (parts[rsa_part::e].size() > 8) return invalid_parameter("the public exponent is longer than 64 bits");
  return parts.has_private ? fit_primes(parts) : Status();
}

}  // namespace

// Filled where the caller will have it: the parts are not copied.
Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  Result<KeyParts> result{std::in_place};
  if (const Status parsed = parse_into(reader, target, *result); !parsed) result = parsed.error();
  return result;
}

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_header(kPublic, parts, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_header(kPrivate, parts, writer);
}

void write_full_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write_header(kFullPrivate, parts, writer);
  const std::size_t half = parts[rsa_part::p].size();
  for (const std::size_t index : {rsa_part::dp, rsa_part::dq, rsa_part::qi}) writer.put_padded(parts[index], half);
  writer.put_padded(parts[rsa_part::d], parts[rsa_part::n].size());
}

}  // namespace cng::codec::rsa
