// BCryptGetProperty: one table row a property.
#include <cstring>
#include <initializer_list>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

const Error kNotHere = not_supported("the object has no such property");

Status put_bytes(const Output& out, const void* data, std::size_t size) {
  return two_call(out, size, [&](ByteSpan to) -> Status {
    std::memcpy(to.data(), data, size);
    return {};
  });
}

Status put_dword(const Output& out, std::uint32_t value) { return put_bytes(out, &value, sizeof value); }

Status put_handle(const Output& out, Handle value) { return put_bytes(out, &value, sizeof value); }

// With its NUL, which the views of the tables stand before.
Status put_string(const Output& out, WideView text) {
  return two_call(out, (text.size() + 1) * sizeof(Char16), [&](ByteSpan to) -> Status {
    std::memcpy(to.data(), text.data(), text.size() * sizeof(Char16));
    std::memset(to.data() + text.size() * sizeof(Char16), 0, sizeof(Char16));
    return {};
  });
}

// ---- of algorithm handles ------------------------------------------------------------------------------------

Status alg_name(const AlgorithmRef& alg, const Output& out) { return put_string(out, alg.info->name); }

Status alg_primitive_type(const AlgorithmRef& alg, const Output& out) {
  return put_dword(out, static_cast<std::uint32_t>(alg.info->interface));
}

Status alg_object_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->object_length == 0 ? kNotHere : put_dword(out, alg.info->object_length);
}

Status alg_key_lengths(const AlgorithmRef& alg, const Output& out) {
  KeyLengths lengths = alg.info->lengths;
  if (lengths.max_bits == 0 && alg.curve != nullptr) lengths = {alg.curve->bits, alg.curve->bits, 0};
  return lengths.max_bits == 0 ? kNotHere : put_bytes(out, &lengths, sizeof lengths);
}

Status alg_padding_schemes(const AlgorithmRef& alg, const Output& out) {
  constexpr std::uint32_t kSigns = BCRYPT_SUPPORTED_PAD_PKCS1_SIG | BCRYPT_SUPPORTED_PAD_PSS;
  constexpr std::uint32_t kEncrypts = BCRYPT_SUPPORTED_PAD_PKCS1_ENC | BCRYPT_SUPPORTED_PAD_OAEP;
  if (alg.info->family != Family::rsa) return kNotHere;
  return put_dword(out, alg.info->interface == Interface::signature ? kSigns : kSigns | kEncrypts);
}

Status alg_hash_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNotHere : put_dword(out, alg.info->hash->digest_bytes);
}

Status alg_hash_block_length(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNotHere : put_dword(out, alg.info->hash->block_bytes);
}

// BCRYPT_OID_LIST, BCRYPT_OID and the bytes of the identifier in one buffer.
Status alg_hash_oid_list(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->hash == nullptr) return kNotHere;
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

Status alg_is_keyed_hash(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNotHere : put_dword(out, (alg.flags & kAlgHandleHmac) != 0 ? 1 : 0);
}

Status alg_is_reusable_hash(const AlgorithmRef& alg, const Output& out) {
  return alg.info->hash == nullptr ? kNotHere : put_dword(out, (alg.flags & kHashReusable) != 0 ? 1 : 0);
}

Status alg_curve_name(const AlgorithmRef& alg, const Output& out) {
  return alg.curve == nullptr ? kNotHere : put_string(out, alg.curve->name);
}

// BCRYPT_ECC_CURVE_NAMES, its pointers and the strings in one buffer.
Status alg_curve_names(const AlgorithmRef& alg, const Output& out) {
  if (alg.info->family != Family::ecc) return kNotHere;
  const auto curves = all_curves();
  std::size_t size = sizeof(BCRYPT_ECC_CURVE_NAMES) + curves.size() * sizeof(LPWSTR);
  for (const CurveInfo& row : curves) size += (row.name.size() + 1) * sizeof(Char16);
  return two_call(out, size, [&](ByteSpan to) -> Status {
    BCRYPT_ECC_CURVE_NAMES head{};
    head.dwEccCurveNames = static_cast<ULONG>(curves.size());
    head.pEccCurveNames = reinterpret_cast<LPWSTR*>(to.data() + sizeof head);
    std::memcpy(to.data(), &head, sizeof head);
    std::uint8_t* pointer = to.data() + sizeof head;
    std::uint8_t* text = pointer + curves.size() * sizeof(LPWSTR);
    for (const CurveInfo& row : curves) {
      const std::size_t bytes = (row.name.size() + 1) * sizeof(Char16);
      std::memcpy(pointer, &text, sizeof text);
      std::memcpy(text, row.name.data(), bytes);  // with the NUL of the table's literal
      pointer += sizeof text;
      text += bytes;
    }
    return {};
  });
}

// BCRYPT_ECC_PARAMETER_HEADER and p, a, b, G, n, h, big-endian; no seed.
Status put_curve_parameters(const CurveInfo* curve, const Output& out) {
  if (curve == nullptr) return kNotHere;
  const Result<provider::CurveParameters> numbers = provider::curve_parameters(*curve);
  if (!numbers) return numbers.error();
  const auto write = [&](ByteWriter& writer) {
    constexpr std::uint32_t kVersion = 1, kShortWeierstrass = 1, kNoGeneration = 0, kNoSeed = 0;
    for (const std::uint32_t field : {kVersion, kShortWeierstrass, kNoGeneration, curve->field_bytes,
                                      curve->order_bytes, std::uint32_t{1}, kNoSeed})
      writer.u32(field);
    for (const ByteView part : {numbers->p(), numbers->a(), numbers->b(), numbers->gx(), numbers->gy(), numbers->n()})
      writer.put(part);
    writer.put(std::initializer_list<std::uint8_t>{numbers->cofactor});
  };
  ByteWriter counter;
  write(counter);
  return two_call(out, counter.written(), [&](ByteSpan to) -> Status {
    ByteWriter writer(to);
    write(writer);
    return {};
  });
}

Status alg_curve_parameters(const AlgorithmRef& alg, const Output& out) { return put_curve_parameters(alg.curve, out); }

// ---- of finished keys ----------------------------------------------------------------------------------------

Status key_name(const Key& key, const Output& out) { return put_string(out, key.algorithm().name); }

Status key_provider(const Key& key, const Output& out) { return put_handle(out, key.origin().provider); }

Status key_length(const Key& key, const Output& out) { return put_dword(out, key_bits(key.parts())); }

Status key_block_length(const Key& key, const Output& out) {
  if (key.parts().family != Family::rsa) return kNotHere;
  return put_dword(out, static_cast<std::uint32_t>(key.parts()[rsa_part::n].size()));
}

Status key_signature_length(const Key& key, const Output& out) {
  if (key.algorithm().interface == Interface::secret_agreement) return kNotHere;
  if (key.parts().curve != nullptr) return put_dword(out, 2 * key.parts().curve->order_bytes);
  return key_block_length(key, out);
}

Status key_curve_name(const Key& key, const Output& out) {
  return key.parts().curve == nullptr ? kNotHere : put_string(out, key.parts().curve->name);
}

Status key_curve_parameters(const Key& key, const Output& out) { return put_curve_parameters(key.parts().curve, out); }

// ---- the table -----------------------------------------------------------------------------------------------

struct Property {
  WideView name;
  Status (*of_algorithm)(const AlgorithmRef& alg, const Output& out);
  Status (*of_key)(const Key& key, const Output& out);
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), alg_name, key_name},
    {CNG_W("PrimitiveType"), alg_primitive_type, nullptr},
    {CNG_W("ObjectLength"), alg_object_length, nullptr},
    {CNG_W("ProviderHandle"), nullptr, key_provider},
    {CNG_W("KeyLengths"), alg_key_lengths, nullptr},
    {CNG_W("KeyLength"), nullptr, key_length},
    {CNG_W("KeyStrength"), nullptr, key_length},
    {CNG_W("PublicKeyLength"), nullptr, key_length},
    {CNG_W("BlockLength"), nullptr, key_block_length},
    {CNG_W("SignatureLength"), nullptr, key_signature_length},
    {CNG_W("PaddingSchemes"), alg_padding_schemes, nullptr},
    {CNG_W("HashDigestLength"), alg_hash_length, nullptr},
    {CNG_W("HashBlockLength"), alg_hash_block_length, nullptr},
    {CNG_W("HashOIDList"), alg_hash_oid_list, nullptr},
    {CNG_W("IsKeyedHash"), alg_is_keyed_hash, nullptr},
    {CNG_W("IsReusableHash"), alg_is_reusable_hash, nullptr},
    {CNG_W("ECCCurveName"), alg_curve_name, key_curve_name},
    {CNG_W("ECCCurveNameList"), alg_curve_names, nullptr},
    {CNG_W("ECCParameters"), alg_curve_parameters, key_curve_parameters},
};

const Property* find_property(WideView name) {
  for (const Property& row : kProperties)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace

Status get_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, UCHAR* pbOutput, ULONG cbOutput, ULONG* pcbResult,
                    ULONG dwFlags) {
  const Result<AlgorithmRef> alg = find_algorithm_handle(hObject);
  const Result<Pin<Key>> key = alg ? Result<Pin<Key>>(invalid_handle("")) : find_key_pair(hObject);
  if (!alg && !key) return invalid_handle("neither an algorithm handle nor one of a finished key");
  if (pszProperty == nullptr || pcbResult == nullptr) return invalid_parameter("pszProperty or pcbResult is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const Property* row = find_property(wide(pszProperty));
  const Output out{pbOutput, cbOutput, pcbResult};
  if (row == nullptr) return kNotHere;
  if (alg) return row->of_algorithm == nullptr ? kNotHere : row->of_algorithm(*alg, out);
  return row->of_key == nullptr ? kNotHere : row->of_key(**key, out);
}

}  // namespace cng::api
