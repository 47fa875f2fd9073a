#include "api/storage_key_numbers.h"

#include "api/key_length.h"
#include "api/property_input.h"
#include "api/property_output.h"
#include "api/storage_algorithm.h"

namespace cng::api {
namespace {

// A key whose pair is still to be generated has no BCrypt key to ask.
bool has_numbers(const StorageKey& key) { return key.ready() || key.imported; }

Status ask_inner(const StorageKey& key, LPCWSTR name, const Output& out) {
  if (!has_numbers(key)) return kNoSuchProperty;
  return get_property(key.key.get(), name, out.data, out.size, out.result, 0);
}

std::uint32_t bits_of(const StorageKey& key) {
  std::uint32_t bits = 0;
  ULONG size = 0;
  if (has_numbers(key)) {
    (void)get_property(key.key.get(), BCRYPT_KEY_LENGTH, reinterpret_cast<UCHAR*>(&bits), sizeof bits, &size, 0);
    return bits;
  }
  if (key.algorithm().curve != CurveId::none) return curve(key.algorithm().curve).bits;
  const CurveInfo* named = key.curve.empty() ? nullptr : find_curve(key.curve);
  return named != nullptr ? named->bits : key.bits;
}

Status set_on_cipher(StorageKey& key, LPCWSTR name, ByteView value) {
  if (key.algorithm().cipher == nullptr || !key.key) return kNoSuchProperty;
  return set_property(key.key.get(), name, value.data(), static_cast<ULONG>(value.size()), 0);
}

constexpr WideView kSameInBcrypt[] = {CNG_W("ECCCurveNameList"),      CNG_W("ECCParameters"),
                                      CNG_W("DHParameters"),          CNG_W("ParameterSetName"),
                                      CNG_W("KEMSharedSecretLength"), CNG_W("KEMCiphertextLength")};

}  // namespace

namespace numbers {

Status algorithm_name(StorageKey& key, const Output& out) { return put_string(out, key.algorithm().name); }
Status group(StorageKey& key, const Output& out) { return put_string(out, algorithm_group(key.algorithm())); }

Status length(StorageKey& key, const Output& out) {
  const std::uint32_t bits = bits_of(key);
  return bits == 0 ? kNotSet : put_dword(out, bits);
}

Status lengths(StorageKey& key, const Output& out) {
  const KeyLengths& allowed = key.algorithm().lengths;
  NCRYPT_SUPPORTED_LENGTHS value{allowed.min_bits, allowed.max_bits, allowed.increment, default_bits(key.algorithm())};
  if (allowed.max_bits == 0 || key.algorithm().family == Family::ecc) {
    const std::uint32_t bits = bits_of(key);
    if (bits == 0) return kNoSuchProperty;
    value = {bits, bits, 0, bits};
  }
  return put_bytes(out, &value, sizeof value);
}

Status block_length(StorageKey& key, const Output& out) {
  if (key.algorithm().cipher != nullptr) return put_dword(out, key.algorithm().cipher->block_bytes);
  if (has_numbers(key)) return ask_inner(key, BCRYPT_BLOCK_LENGTH, out);
  return key.algorithm().family == Family::rsa ? put_dword(out, (key.bits + 7) / 8) : kNoSuchProperty;
}

Status signature_length(StorageKey& key, const Output& out) {
  if (has_numbers(key)) return ask_inner(key, BCRYPT_SIGNATURE_LENGTH, out);
  return key.algorithm().family == Family::rsa ? put_dword(out, (key.bits + 7) / 8) : kNoSuchProperty;
}

Status set_length(StorageKey& key, ByteView value) {
  const Result<std::uint32_t> bits = read_dword(value);
  if (!bits) return bits.error();
  if (has_numbers(key)) return {};  // as Windows does: taken, without effect
  if (key.algorithm().cipher != nullptr) {
    CNG_TRY(check_key_length(key.algorithm(), nullptr, *bits));
  } else {
    CNG_TRY(set_property(key.key.get(), BCRYPT_KEY_LENGTH, value.data(), static_cast<ULONG>(value.size()), 0));
  }
  key.bits = *bits;
  return {};
}

// ---- symmetric keys

Status chaining_mode(StorageKey& key, const Output& out) {
  return key.algorithm().cipher == nullptr ? kNoSuchProperty : ask_inner(key, BCRYPT_CHAINING_MODE, out);
}
Status initialization_vector(StorageKey& key, const Output& out) {
  return key.algorithm().cipher == nullptr ? kNoSuchProperty : ask_inner(key, BCRYPT_INITIALIZATION_VECTOR, out);
}
Status tag_lengths(StorageKey& key, const Output& out) {
  if (key.algorithm().id != AlgorithmId::aes) return kNoSuchProperty;
  constexpr BCRYPT_KEY_LENGTHS_STRUCT kGcm{12, 16, 1};
  return put_bytes(out, &kGcm, sizeof kGcm);
}
Status set_chaining_mode(StorageKey& key, ByteView value) { return set_on_cipher(key, BCRYPT_CHAINING_MODE, value); }
Status set_initialization_vector(StorageKey& key, ByteView value) {
  return set_on_cipher(key, BCRYPT_INITIALIZATION_VECTOR, value);
}

// ---- what is set before a pair is generated, under BCrypt's names

Status curve_name(StorageKey& key, const Output& out) {
  if (key.algorithm().family != Family::ecc) return kNoSuchProperty;
  if (has_numbers(key)) return ask_inner(key, BCRYPT_ECC_CURVE_NAME, out);
  if (key.algorithm().curve != CurveId::none) return put_string(out, curve(key.algorithm().curve).name);
  return key.curve.empty() ? kNotSet : put_string(out, key.curve);
}

Status set_curve_name(StorageKey& key, ByteView value) {
  if (!key.key || has_numbers(key)) return kNoSuchProperty;
  CNG_TRY(set_property(key.key.get(), BCRYPT_ECC_CURVE_NAME, value.data(), static_cast<ULONG>(value.size()), 0));
  key.curve.assign(value.size() / sizeof(Char16), 0);
  if (!value.empty()) std::memcpy(key.curve.data(), value.data(), value.size() & ~std::size_t{1});
  key.curve = WideText(key.curve.c_str());
  return {};
}

// The secret of a key derivation key; it never comes back this way.
Status set_kdf_secret(StorageKey& key, ByteView value) {
  if (key.algorithm().family != Family::derivation || has_numbers(key)) return kNoSuchProperty;
  const Result<InnerAlgorithm> algorithm = open_inner(key.algorithm(), {});
  if (!algorithm) return algorithm.error();
  InnerKey made;
  CNG_TRY(generate_symmetric_key(algorithm->get(), made.out(), nullptr, 0, value.data(),
                                 static_cast<ULONG>(value.size()), 0));
  key.key = std::move(made);
  key.imported = true;
  return {};
}

}  // namespace numbers

bool same_in_bcrypt(WideView name) {
  for (const WideView row : kSameInBcrypt)
    if (row == name) return true;
  return false;
}

Status set_same_in_bcrypt(StorageKey& key, WideView name, ByteView value) {
  if (!key.key || has_numbers(key)) return kNoSuchProperty;
  return set_property(key.key.get(), name.data(), value.data(), static_cast<ULONG>(value.size()), 0);
}

Status get_same_in_bcrypt(StorageKey& key, WideView name, const Output& out) {
  return ask_inner(key, name.data(), out);
}

}  // namespace cng::api
