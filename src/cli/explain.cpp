#include "cli/explain.h"

#include <cstdio>
#include <string_view>

#include "cli/console.h"

namespace cng::cli {
namespace {

constexpr std::uint32_t kKeyDataMagic = 0x4D42444B;

Field* find(Report& report, std::string_view name) {
  for (Field& field : report.fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::string text(std::size_t number) { return std::to_string(number); }

// Marks each named field and gives "name is value" for each.
std::string blame(Report& report, std::initializer_list<const char*> names) {
  std::string out;
  for (const char* name : names) {
    Field* const field = find(report, name);
    if (field == nullptr) continue;
    field->bad = true;
    if (!out.empty()) out += ", ";
    out += std::string(name) + " is " + text(little_endian(field->bytes));
  }
  return out;
}

struct RsaSizes {
  std::uint64_t e = 0, n = 0, p = 0, q = 0, total = 24;
};

bool read_sizes(Report& report, RsaSizes& sizes) {
  const Field* const fields[] = {find(report, "Magic"), find(report, "cbPublicExp"), find(report, "cbModulus"),
                                 find(report, "cbPrime1"), find(report, "cbPrime2")};
  for (const Field* field : fields)
    if (field == nullptr) return false;
  sizes.e = little_endian(fields[1]->bytes);
  sizes.n = little_endian(fields[2]->bytes);
  sizes.p = little_endian(fields[3]->bytes);
  sizes.q = little_endian(fields[4]->bytes);
  const char kind = static_cast<char>(fields[0]->bytes[3]);  // '1' public, '2' with primes, '3' with all
  sizes.total += sizes.e + sizes.n;
  if (kind != '1') sizes.total += sizes.p + sizes.q;
  if (kind == '3') sizes.total += 2 * sizes.p + sizes.q + sizes.n;
  return true;
}

void explain_rsa(Code code, Report& report) {
  RsaSizes sizes;
  if (!read_sizes(report, sizes)) return;
  const std::size_t have = report.input.size();
  const std::uint64_t half = sizes.n / 2 + sizes.n % 2;
  if (code == Code::bad_data) {
    report.detail = blame(report, {"cbPublicExp", "cbModulus", "cbPrime1", "cbPrime2"}) + ": together " +
                    text(sizes.total) + " bytes; the blob has " + text(have);
  } else if (find(report, "n") == nullptr) {
    // Nothing was taken behind the header: it is the magic or the length of the primes.
    if (sizes.total != have || sizes.p == half) return explain_magic(report);
    report.detail = blame(report, {"cbPrime1", "cbPrime2"}) + "; half of cbModulus is " + text(half);
  } else {
    report.detail = "the header says " + text(sizes.e) + " bytes of e and " + text(sizes.n) + " bytes of n";
  }
}

// The sizes of a blob with a curve's parameters, or the field of its header that the reason names.
void explain_ecc_full(const Error& error, Report& report) {
  const Field* const field = find(report, "cbFieldLength");
  const Field* const order = find(report, "cbSubgroupOrder");
  const Field* const cofactor = find(report, "cbCofactor");
  const Field* const seed = find(report, "cbSeed");
  if (seed == nullptr) return explain_magic(report);
  for (const char* name : {"dwVersion", "dwCurveType", "cbFieldLength", "cbSubgroupOrder", "cbCofactor", "cbSeed"}) {
    if (std::string_view(error.reason).find(name) == std::string_view::npos) continue;
    report.detail = blame(report, {name});
    return;
  }
  const std::uint64_t scalars = report.codec->half == codec::Half::private_key ? 2 : 1;
  const std::uint64_t total = 32 + std::uint64_t{7} * little_endian(field->bytes) +
                              scalars * little_endian(order->bytes) + little_endian(cofactor->bytes) +
                              little_endian(seed->bytes);
  if (total == report.input.size()) return explain_magic(report);
  report.detail = blame(report, {"cbFieldLength", "cbSubgroupOrder", "cbCofactor", "cbSeed"}) + ": together " +
                  text(total) + " bytes; the blob has " + text(report.input.size());
}

void explain_ecc(const codec::Target& target, const Error& error, Report& report) {
  if (find(report, "dwVersion") != nullptr) return explain_ecc_full(error, report);
  const Field* const size = find(report, "cbKey");
  if (size == nullptr) return;
  const std::optional<codec::Identity> identity = codec::identify(report.input.view(SecretAccess{}));
  const CurveInfo* curve_info = target.curve;
  if (identity && identity->algorithm->curve != CurveId::none) curve_info = &curve(identity->algorithm->curve);
  if (curve_info == nullptr || !identity || identity->codec->half != target.half ||
      (target.curve != nullptr && !is_same_curve(*target.curve, *curve_info)))
    return explain_magic(report);
  const std::uint32_t bytes = little_endian(size->bytes);
  if (bytes != curve_info->field_bytes && bytes != key_bytes(*curve_info)) {
    report.detail = blame(report, {"cbKey"}) + "; " + narrow(curve_info->name) + " has " +
                    text(key_bytes(*curve_info)) + "-byte coordinates";
    return;
  }
  const std::size_t needed = 8 + std::size_t{bytes} * (target.half == codec::Half::private_key ? 3 : 2);
  if (report.input.size() >= needed) return explain_magic(report);
  report.detail = "a blob of this kind has " + text(needed) + " bytes; this one has " + text(report.input.size());
}

void explain_post_quantum(Code code, Report& report) {
  if (code == Code::invalid_buffer_size)
    report.detail =
        blame(report, {"cbParameterSet", "cbKey"}) + "; the blob has " + text(report.input.size()) + " bytes";
  else if (Field* const name = find(report, "ParameterSet"); name != nullptr)
    name->bad = true;
  else
    explain_magic(report);
}

void explain_key_data(Report& report) {
  const Field* const version = find(report, "dwVersion");
  const Field* const size = find(report, "cbKeyData");
  if (version == nullptr || size == nullptr || little_endian(report.fields.front().bytes) != kKeyDataMagic)
    return explain_magic(report);
  if (little_endian(version->bytes) != 1) {
    report.detail = blame(report, {"dwVersion"});
    return;
  }
  report.detail = blame(report, {"cbKeyData"}) + "; behind the header are " + text(report.input.size() - 12) + " bytes";
}

// "AES has keys of 128 to 256 bits".
std::string lengths_of(const AlgorithmInfo& algorithm) {
  const KeyLengths& lengths = algorithm.lengths;
  std::string out = narrow(algorithm.name) + " has keys of " + text(lengths.min_bits);
  if (lengths.max_bits != lengths.min_bits) out += " to " + text(lengths.max_bits);
  return out + " bits";
}

// The lengths that a header has, for the families whose blobs have nothing else that could be wrong in them.
void explain_lengths(Code code, Report& report) {
  if (code == Code::not_supported) return explain_magic(report);
  const std::string lengths = blame(report, {"cbKey", "hashAlgorithm", "standardVersion", "cbSeedLength", "cbGroupSize",
                                             "bitlen", "bitlenP", "bitlenQ", "bitlenJ", "bitlenX"});
  report.detail = lengths + (lengths.empty() ? "" : "; ") + "the blob has " + text(report.input.size()) + " bytes";
}

bool is_capi(Report& report) { return find(report, "aiKeyAlg") != nullptr; }

// Bytes of the header of the family's blobs.
std::size_t header_of(Family family) {
  switch (family) {
    case Family::rsa:
      return 24;
    case Family::ecc:
    case Family::dh:
    case Family::dsa:
      return 8;
    default:
      return 12;
  }
}

}  // namespace

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[i]) << (8 * i);
  return value;
}

std::string magic_letters(ByteView bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    if (byte < 0x20 || byte > 0x7E) return {};
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

void explain_magic(Report& report) {
  ByteView bytes = report.input.view(SecretAccess{});
  for (Field& field : report.fields) {
    if (field.kind != FieldKind::magic) continue;
    field.bad = true;
    bytes = field.bytes;
  }
  if (bytes.size() < 4 || (!report.recognised && !report.show_secrets)) {
    // What is no key blob may be any secret.
    report.detail = "the file has " + text(report.input.size()) + " bytes";
    if (bytes.size() >= 4) report.detail += "; --show-secrets shows its magic";
    return;
  }
  char number[16];
  std::snprintf(number, sizeof number, "0x%08X", static_cast<unsigned>(little_endian(bytes.first(4))));
  const std::string letters = magic_letters(bytes.first(4));
  report.detail = "the magic is " + std::string(number) + (letters.empty() ? "" : " (" + letters + ")");
  if (report.algorithm != nullptr) report.detail += ", the algorithm " + narrow(report.algorithm->name);
}

void explain(const codec::Target& target, const Error& error, Report& report) {
  const Family family = target.algorithm->family;
  if (report.input.size() < header_of(family) || report.codec->seal != codec::Seal::none) {
    report.detail = "the blob has " + text(report.input.size()) + " bytes";
  } else if (!report.recognised) {
    explain_magic(report);
  } else if (family == Family::dh || family == Family::dsa || is_capi(report)) {
    explain_lengths(error.code, report);
  } else if (family == Family::rsa) {
    explain_rsa(error.code, report);
  } else if (family == Family::ecc) {
    explain_ecc(target, error, report);
  } else if (has_parameter_sets(*target.algorithm) || family == Family::hash_based) {
    explain_post_quantum(error.code, report);
  } else if (family == Family::symmetric || family == Family::derivation) {
    explain_key_data(report);
  }
}

std::string curve_text(const CurveInfo& curve) {
  return curve.name.empty() ? "a curve without a name" : narrow(curve.name);
}

void explain_numbers(Report& report) {
  const KeyParts& parts = report.key->parts();
  if (parts.family == Family::symmetric) {
    report.detail = "the secret has " + text(key_bits(parts)) + " bits; " + lengths_of(*report.algorithm);
    return;
  }
  if (parts.parameters != nullptr) {
    report.detail = "the parameter set is " + narrow(parts.parameters->name);
    return;
  }
  if (parts.family == Family::dh || parts.family == Family::dsa) {
    report.detail = "p has " + text(key_bits(parts)) + " bits";
    return;
  }
  report.detail = parts.curve != nullptr ? "the curve is " + curve_text(*parts.curve)
                                         : "the modulus has " + text(key_bits(parts)) + " bits, e " +
                                               text(strip_zeros(parts[rsa_part::e]).size()) + " bytes";
}

}  // namespace cng::cli
