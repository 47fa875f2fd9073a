// The properties of key pairs, finished and pending.
#include "api/key_length.h"
#include "api/properties.h"
#include "api/property_input.h"
#include "api/property_output.h"
#include "codec/codec.h"
#include "core/hash_based.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

Status key_name(const Key& key, const Output& out) { return put_string(out, key.algorithm().name); }

Status key_provider(const Key& key, const Output& out) { return put_handle(out, key.origin().provider); }

Status key_length(const Key& key, const Output& out) { return put_dword(out, key_bits(key.parts())); }

std::optional<HashBasedSet> hash_based(const Key& key) {
  if (key.parts().family != Family::hash_based) return std::nullopt;
  return hash_based_set(key.algorithm().id, key.parts()[pq_part::public_key]);
}

// Of post-quantum keys the work of an attack; of all others their length.
Status key_strength(const Key& key, const Output& out) {
  if (const ParameterSet* set = key.parts().parameters; set != nullptr) return put_dword(out, set->strength);
  const std::optional<HashBasedSet> tree = hash_based(key);
  return tree ? put_dword(out, 8 * tree->hash_bytes) : key_length(key, out);
}

Status key_block_length(const Key& key, const Output& out) {
  if (key.parts().family != Family::rsa) return kNoSuchProperty;
  return put_dword(out, static_cast<std::uint32_t>(key.parts()[rsa_part::n].size()));
}

Status key_signature_length(const Key& key, const Output& out) {
  const Interface use = key.algorithm().interface;
  if (use == Interface::secret_agreement || use == Interface::key_encapsulation) return kNoSuchProperty;
  if (key.parts().parameters != nullptr) return put_dword(out, key.parts().parameters->output_bytes);
  if (const std::optional<HashBasedSet> tree = hash_based(key); tree) return put_dword(out, tree->signature_bytes);
  if (key.parts().curve != nullptr) return put_dword(out, 2 * key.parts().curve->order_bytes);
  if (key.parts().family == Family::dsa)
    return put_dword(out, static_cast<std::uint32_t>(2 * key.parts()[dsa_part::q].size()));
  return key_block_length(key, out);
}

Status key_curve_name(const Key& key, const Output& out) {
  return key.parts().curve == nullptr ? kNoSuchProperty : put_string(out, key.parts().curve->name);
}

Status key_curve_parameters(const Key& key, const Output& out) { return put_curve_parameters(key.parts().curve, out); }

Status key_parameter_set(const Key& key, const Output& out) {
  return key.parts().parameters == nullptr ? kNoSuchProperty : put_string(out, key.parts().parameters->name);
}

Status key_kem_secret_length(const Key& key, const Output& out) {
  return key.parts().family == Family::mlkem ? put_dword(out, kMlkemSecretBytes) : kNoSuchProperty;
}

Status key_kem_ciphertext_length(const Key& key, const Output& out) {
  if (key.parts().family != Family::mlkem) return kNoSuchProperty;
  return put_dword(out, key.parts().parameters->output_bytes);
}

template <class Write>
Status put_group(const KeyParts& parts, const Output& out, Write&& write) {
  ByteWriter counter;
  write(parts, counter);
  return two_call(out, counter.written(), [&](ByteSpan to) -> Status {
    ByteWriter writer(to);
    write(parts, writer);
    return {};
  });
}

Status key_dh_parameters(const Key& key, const Output& out) {
  if (key.parts().family != Family::dh) return kNoSuchProperty;
  return put_group(key.parts(), out, codec::dh::write_parameters);
}

Status key_dsa_parameters(const Key& key, const Output& out) {
  if (key.parts().family != Family::dsa) return kNoSuchProperty;
  return put_group(key.parts(), out, codec::dsa::write_parameters);
}

struct Property {
  WideView name;
  Status (*get)(const Key& key, const Output& out);
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), key_name},
    {CNG_W("ProviderHandle"), key_provider},
    {CNG_W("KeyLength"), key_length},
    {CNG_W("KeyStrength"), key_strength},
    {CNG_W("PublicKeyLength"), key_length},
    {CNG_W("BlockLength"), key_block_length},
    {CNG_W("SignatureLength"), key_signature_length},
    {CNG_W("ECCCurveName"), key_curve_name},
    {CNG_W("ECCParameters"), key_curve_parameters},
    {CNG_W("ParameterSetName"), key_parameter_set},
    {CNG_W("KEMSharedSecretLength"), key_kem_secret_length},
    {CNG_W("KEMCiphertextLength"), key_kem_ciphertext_length},
    {CNG_W("DHParameters"), key_dh_parameters},
    {CNG_W("DSAParameters"), key_dsa_parameters},
};

// A group of another length than the key is to have does not belong to it.
Status set_group(PendingKey& key, const Result<KeyParts>& group) {
  if (!group) return group.error();
  CNG_TRY(provider::check_group(*group));
  if (key_bits(*group) != key.wish().bits) return invalid_parameter("p does not have the length of the key");
  key.set_group(Key::create(*group, key.origin));
  return {};
}

// The private value of a DH key, big-endian, in the group that was set before.
Status set_private_value(PendingKey& key, ByteView x) {
  const std::shared_ptr<const Key> group = key.wish().group;
  if (group == nullptr) return invalid_parameter("DHParameters is not set");
  KeyParts parts = group->parts();
  parts.has_private = true;
  parts.set(dh_part::x, x);
  std::unique_ptr<Key> whole = Key::create(parts, key.origin);
  CNG_TRY(provider::check(*whole, Validation::full));
  key.set_group(std::move(whole));
  return {};
}

}  // namespace

Status get_key_property(const Key& key, WideView name, const Output& out) {
  const Property* row = find_row(kProperties, name);
  return row == nullptr ? kNoSuchProperty : row->get(key, out);
}

Status set_pending_property(PendingKey& key, WideView name, ByteView input) {
  const AlgorithmInfo& info = *key.origin.algorithm;
  if (name == CNG_W("KeyLength")) {
    const Result<std::uint32_t> bits = read_dword(input);
    if (!bits) return bits.error();
    CNG_TRY(check_key_length(info, key.wish().curve.get(), *bits));
    key.set_bits(*bits);
    return {};
  }
  if (name == CNG_W("ParameterSetName") && has_parameter_sets(info)) {
    const Result<const ParameterSet*> parameters = read_parameter_set(info.id, input);
    if (!parameters) return parameters.error();
    key.set_parameters(*parameters);
    return {};
  }
  if (name == CNG_W("DHParameters") && info.family == Family::dh)
    return set_group(key, codec::dh::parse_parameters(input));
  if (name == CNG_W("PrivKeyVal") && info.family == Family::dh) return set_private_value(key, input);
  if (name == CNG_W("DSAParameters") && info.family == Family::dsa)
    return set_group(key, codec::dsa::parse_parameters(input));
  if (!sets_curve(info, name)) return kNoSuchProperty;
  Result<CurvePtr> curve = read_curve(info, name, input);
  if (!curve) return curve.error();
  key.set_curve(std::move(*curve));
  return {};
}

// Windows takes KeyLength on a finished key too, without effect.
Status set_key_property(WideView name, ByteView input) {
  if (name != CNG_W("KeyLength")) return kNoSuchProperty;
  const Result<std::uint32_t> bits = read_dword(input);
  return bits ? Status() : bits.error();
}

}  // namespace cng::api
