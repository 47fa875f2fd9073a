// The properties of algorithm handles: one table row each.
#include <vector>

#include "api/aead_lengths.h"
#include "api/cng_headers.h"
#include "api/multi_hash.h"
#include "api/properties.h"
#include "api/property_input.h"
#include "api/property_output.h"
#include "codec/codec.h"

namespace cng::api {

Status put_curve_parameters(const CurveInfo* curve, const Output& out) {
  if (curve == nullptr) return kNoSuchProperty;
  ByteWriter counter;
  codec::ecc::write_parameters(*curve, counter);
  return two_call(out, counter.written(), [&](ByteSpan to) -> Status {
    ByteWriter writer(to);
    codec::ecc::write_parameters(*curve, writer);
    return {};
  });
}

namespace {

Status alg_name(const AlgorithmRef& alg, const Output& out) { return put_string(out, alg.info->name); }

Status alg_primitive_type(const AlgorithmRef& alg, const Output& out) {
  return put_dword(out, static_cast<std::uint32_t>(alg.info->interface));
}

Status alg_object_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->object_length == 0 ? kNoSuchProperty : put_dword(out, alg.info->object_length);
}

Status alg_key_lengths(const AlgorithmRef& alg, const Output& out) {
  KeyLengths lengths = alg.info->lengths;
  if (lengths.max_bits == 0 && alg.curve != nullptr) lengths = {alg.curve->bits, alg.curve->bits, 0};
  return lengths.max_bits == 0 ? kNoSuchProperty : put_bytes(out, &lengths, sizeof lengths);
}

Status alg_padding_schemes(const AlgorithmRef& alg, const Output& out) {
  constexpr std::uint32_t kSigns = BCRYPT_SUPPORTED_PAD_PKCS1_SIG | BCRYPT_SUPPORTED_PAD_PSS;
  constexpr std::uint32_t kEncrypts = BCRYPT_SUPPORTED_PAD_PKCS1_ENC | BCRYPT_SUPPORTED_PAD_OAEP;
  if (alg.info->family != Family::rsa) return kNoSuchProperty;
  return put_dword(out, alg.info->interface == Interface::signature ? kSigns : kSigns | kEncrypts);
}

Status alg_hash_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNoSuchProperty : put_dword(out, alg.info->hash->digest_bytes);
}

Status alg_hash_block_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNoSuchProperty : put_dword(out, alg.info->hash->block_bytes);
}

// BCRYPT_OID_LIST, BCRYPT_OID and the bytes of the identifier in one buffer.
Status alg_hash_oid_list(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->hash == nullptr || alg.info->hash->oid.empty()) return kNoSuchProperty;
  const ByteView oid = alg.info->hash->oid;
  const std::size_t head = sizeof(BCRYPT_OID_LIST) + sizeof(BCRYPT_OID);
  return two_call(out, head + oid.size(), [&](ByteSpan to) -> Status {
    BCRYPT_OID entry{};
    entry.cbOID = static_cast<ULONG>(oid.size());
    entry.pbOID = to.data() + head;
    BCRYPT_OID_LIST list{};
    list.dwOIDCount = 1;
    list.pOIDs = reinterpret_cast<BCRYPT_OID*>(to.data() + sizeof list);
    std::memcpy(to.data(), &list, sizeof list);
    std::memcpy(to.data() + sizeof list, &entry, sizeof entry);
    std::memcpy(to.data() + head, oid.data(), oid.size());
    return {};
  });
}

bool is_keyed(const AlgorithmRef& alg) {
  const HashKind kind = alg.info->hash->kind;
  const bool is_mac = kind == HashKind::cmac || kind == HashKind::gmac || kind == HashKind::kmac;
  return is_mac || (alg.flags & kAlgHandleHmac) != 0;
}

Status alg_is_keyed_hash(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNoSuchProperty : put_dword(out, is_keyed(alg) ? 1 : 0);
}

Status alg_is_reusable_hash(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNoSuchProperty : put_dword(out, (alg.flags & kHashReusable) != 0 ? 1 : 0);
}

Status alg_multi_object_length(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->hash == nullptr) return kNoSuchProperty;
  const BCRYPT_MULTI_OBJECT_LENGTH_STRUCT length = multi_object_length(*alg.info);
  return put_bytes(out, &length, sizeof length);
}

Status alg_curve_name(const AlgorithmRef& alg, const Output& out) {
  return alg.curve == nullptr ? kNoSuchProperty : put_string(out, alg.curve->name);
}

std::vector<WideView> curve_names(const AlgorithmInfo& info) {
  std::vector<WideView> names;
  for (const CurveInfo& row : all_curves())
    if (!is_montgomery(row) || info.interface == Interface::secret_agreement) names.push_back(row.name);
  return names;
}

// BCRYPT_ECC_CURVE_NAMES, its pointers and the strings in one buffer.
Status alg_curve_names(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->family != Family::ecc) return kNoSuchProperty;
  const std::vector<WideView> names = curve_names(*alg.info);
  std::size_t size = sizeof(BCRYPT_ECC_CURVE_NAMES) + names.size() * sizeof(LPWSTR);
  for (const WideView name : names) size += (name.size() + 1) * sizeof(Char16);
  return two_call(out, size, [&](ByteSpan to) -> Status {
    BCRYPT_ECC_CURVE_NAMES head{};
    head.dwEccCurveNames = static_cast<ULONG>(names.size());
    head.pEccCurveNames = reinterpret_cast<LPWSTR*>(to.data() + sizeof head);
    std::memcpy(to.data(), &head, sizeof head);
    std::uint8_t* pointer = to.data() + sizeof head;
    std::uint8_t* text = pointer + names.size() * sizeof(LPWSTR);
    for (const WideView name : names) {
      const std::size_t bytes = (name.size() + 1) * sizeof(Char16);
      std::memcpy(pointer, &text, sizeof text);
      std::memcpy(text, name.data(), bytes);  // with the NUL of the table's literal
      pointer += sizeof text;
      text += bytes;
    }
    return {};
  });
}

Status alg_curve_parameters(const AlgorithmRef& alg, const Output& out) {
  return put_curve_parameters(alg.curve.get(), out);
}

// BlockLength; BlockSizeList has the one value too.
Status alg_block_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->cipher == nullptr ? kNoSuchProperty : put_dword(out, alg.info->cipher->block_bytes);
}

Status alg_chaining_mode(const AlgorithmRef& alg, const Output& out) {
  return alg.info->cipher == nullptr ? kNoSuchProperty : put_chain_mode(out, alg.mode);
}

Status alg_auth_tag_length(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->cipher == nullptr) return kNoSuchProperty;
  const AeadLengths* lengths = aead_lengths(*alg.info->cipher, alg.mode);
  return lengths == nullptr ? kNoSuchProperty : put_bytes(out, &lengths->tag, sizeof lengths->tag);
}

Status alg_effective_key_length(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->id != AlgorithmId::rc2) return kNoSuchProperty;
  return put_dword(out, alg.effective_bits != 0 ? alg.effective_bits : alg.info->lengths.max_bits);
}

struct Property {
  WideView name;
  Status (*get)(const AlgorithmRef& alg, const Output& out);
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), alg_name},
    {CNG_W("PrimitiveType"), alg_primitive_type},
    {CNG_W("ObjectLength"), alg_object_length},
    {CNG_W("KeyLengths"), alg_key_lengths},
    {CNG_W("BlockLength"), alg_block_length},
    {CNG_W("BlockSizeList"), alg_block_length},
    {CNG_W("ChainingMode"), alg_chaining_mode},
    {CNG_W("AuthTagLength"), alg_auth_tag_length},
    {CNG_W("EffectiveKeyLength"), alg_effective_key_length},
    {CNG_W("PaddingSchemes"), alg_padding_schemes},
    {CNG_W("HashDigestLength"), alg_hash_length},
    {CNG_W("HashBlockLength"), alg_hash_block_length},
    {CNG_W("HashOIDList"), alg_hash_oid_list},
    {CNG_W("IsKeyedHash"), alg_is_keyed_hash},
    {CNG_W("IsReusableHash"), alg_is_reusable_hash},
    {CNG_W("MultiObjectLength"), alg_multi_object_length},
    {CNG_W("ECCCurveName"), alg_curve_name},
    {CNG_W("ECCCurveNameList"), alg_curve_names},
    {CNG_W("ECCParameters"), alg_curve_parameters},
};

}  // namespace

Status get_algorithm_property(const AlgorithmRef& algorithm, WideView name, const Output& out) {
  const Property* row = find_row(kProperties, name);
  return row == nullptr ? kNoSuchProperty : row->get(algorithm, out);
}

Status set_algorithm_property(AlgorithmObject& algorithm, WideView name, ByteView input) {
  const AlgorithmInfo& info = algorithm.info;
  if (sets_curve(info, name)) {
    Result<CurvePtr> curve = read_curve(info, name, input);
    if (!curve) return curve.error();
    algorithm.curve.store(std::move(*curve));
    return {};
  }
  if (name == CNG_W("ChainingMode") && info.cipher != nullptr) {
    const Result<ChainMode> mode = read_chain_mode(*info.cipher, input);
    if (!mode) return mode.error();
    algorithm.mode.store(*mode);
    return {};
  }
  if (name == CNG_W("EffectiveKeyLength") && info.id == AlgorithmId::rc2) {
    const Result<std::uint32_t> bits = read_dword(input);
    if (!bits) return bits.error();
    if (*bits < info.lengths.min_bits || *bits > info.cipher->extended_bits)
      return invalid_parameter("RC2 has 16 to 1024 effective bits");
    algorithm.effective_bits.store(*bits);
    return {};
  }
  return kNoSuchProperty;
}

}  // namespace cng::api
