// CAPIPUBLICBLOB, CAPIPRIVATEBLOB: CryptoAPI's RSA keys, behind the common header of capi.h.
//
//    8  u32 magic    RSA1 public, RSA2 private
//   12  u32 bitlen   of n
//   16  u32 pubexp
//   20  n[(bitlen+7)/8] [p q dp dq qinv, each [(bitlen+15)/16], d[(bitlen+7)/8]]   little-endian
//
// dp, dq, qinv and d are kept for export only, as those of RSAFULLPRIVATEBLOB are.
#include <bit>

#include "codec/capi.h"

namespace cng::codec::capi_rsa {
namespace {

using capi::NumberReader;

constexpr std::uint32_t kMinBits = 384;
constexpr std::uint32_t kMaxBits = 16384;
constexpr std::uint32_t kExchange = 0xA400;   // CALG_RSA_KEYX
constexpr std::uint32_t kSignature = 0x2400;  // CALG_RSA_SIGN
constexpr std::uint32_t kAlgorithms[] = {kExchange, kSignature};
constexpr std::uint32_t kPublicMagic = 0x31415352;
constexpr std::uint32_t kPrivateMagic = 0x32415352;
constexpr capi::Form kPublic[] = {{2, kPublicMagic, Half::public_key}};
constexpr capi::Form kPrivate[] = {{2, kPrivateMagic, Half::private_key}};

// Of a number whose most significant byte is the last and not zero.
std::size_t bits_of(ByteView little_endian) {
  if (little_endian.empty()) return 0;
  return 8 * (little_endian.size() - 1) + static_cast<std::size_t>(std::bit_width(little_endian.back()));
}

constexpr std::size_t half_bytes(std::uint32_t bits) { return (std::size_t{bits} + 15) / 16; }

// The numbers have the lengths that follow from bitlen. Where n is shorter than that, what is behind the primes is zero
// or the product is not n, and the computed numbers are left to be computed again.
void take_private(NumberReader& numbers, std::uint32_t bits, std::size_t modulus) {
  const FieldKind kind = FieldKind::secret_bytes;
  const std::size_t declared = half_bytes(bits), half = (modulus + 1) / 2;
  const bool exact = capi::bytes_of_bits(bits) == modulus;
  const auto take = [&](std::size_t size, std::size_t part, const char* name, const char* meaning) {
    if (exact) return numbers.take(size, part, name, meaning, kind);
    (void)numbers.skip(size, name, meaning, kind);
  };
  const auto take_prime = [&](std::size_t part, const char* name, const char* meaning) {
    numbers.take(half, part, name, meaning, kind);
    if (declared > half) (void)numbers.skip(declared - half, "padding", "of the prime", kind);
  };
  take_prime(rsa_part::p, "p", "prime 1, least byte first");
  take_prime(rsa_part::q, "q", "prime 2");
  take(declared, rsa_part::dp, "dp", "d mod (p-1)");
  take(declared, rsa_part::dq, "dq", "d mod (q-1)");
  take(declared, rsa_part::qi, "qinv", "q^-1 mod p");
  take(capi::bytes_of_bits(bits), rsa_part::d, "d", "private exponent");
}

void write(std::uint32_t magic, const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  const bool is_private = magic == kPrivateMagic;
  const std::size_t size = parts[rsa_part::n].size();
  capi::write_header({is_private ? capi::kPrivateKeyBlob : capi::kPublicKeyBlob, 2,
                      algorithm.id == AlgorithmId::rsa_sign ? kSignature : kExchange, magic},
                     writer);
  writer.u32(key_bits(parts));
  writer.put_reversed(parts[rsa_part::e], 4);
  writer.put_reversed(parts[rsa_part::n], size);
  if (!is_private) return;
  for (const std::size_t part : {rsa_part::p, rsa_part::q, rsa_part::dp, rsa_part::dq, rsa_part::qi})
    writer.put_reversed(parts[part], (size + 1) / 2);
  writer.put_reversed(parts[rsa_part::d], size);
}

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  const Result<const capi::Form*> form =
      capi::read_header(reader, target.half == Half::private_key ? kPrivate : kPublic, kAlgorithms);
  if (!form) return form.error();
  std::uint32_t bits = 0;
  KeyParts parts;
  parts.family = Family::rsa;
  parts.has_private = target.half == Half::private_key;
  NumberReader numbers(reader, parts);
  if (!reader.u32(bits, "bitlen", "bits of n", FieldKind::number)) return capi::kTooShort;
  numbers.take_short(4, rsa_part::e, "pubexp", "public exponent", FieldKind::number);
  if (!numbers.ok()) return capi::kTooShort;
  if (bits < kMinBits || bits > kMaxBits) return not_supported("the modulus is not of 384 to 16384 bits");
  numbers.take_short(capi::bytes_of_bits(bits), rsa_part::n, "n", "modulus, least byte first");
  const std::size_t size = parts[rsa_part::n].size();
  if (numbers.ok() && bits_of(parts[rsa_part::n]) < kMinBits)
    return not_supported("the modulus is shorter than 384 bits");
  if (parts.has_private && numbers.ok()) take_private(numbers, bits, size);
  if (!numbers.ok()) return capi::kNumbersTooShort;
  return parts;
}

Status check_writable(const KeyParts& parts) {
  if (parts[rsa_part::e].size() > 4) return not_supported("this form holds public exponents of 32 bits only");
  return {};
}

void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(kPublicMagic, parts, algorithm, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  write(kPrivateMagic, parts, algorithm, writer);
}

}  // namespace cng::codec::capi_rsa
