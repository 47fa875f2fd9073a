// The properties of a storage key, in one table: what reads it, what writes it, and until when.
#include "api/key_length.h"
#include "api/property_input.h"
#include "api/property_output.h"
#include "api/storage_algorithm.h"
#include "api/storage_properties.h"
#include "api/storage_record.h"

namespace cng::api {
namespace {

constexpr Error kNotSet = not_found("the property is not set");
constexpr DWORD kPersist = static_cast<DWORD>(NCRYPT_PERSIST_FLAG);
constexpr DWORD kPersistOnly = static_cast<DWORD>(NCRYPT_PERSIST_ONLY_FLAG);
constexpr std::uint32_t kPolicies = 0x1F;

// Every function below is called with the key's lock held.

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
Status set_on_cipher(StorageKey& key, LPCWSTR name, ByteView value) {
  if (key.algorithm().cipher == nullptr || !key.key) return kNoSuchProperty;
  return set_property(key.key.get(), name, value.data(), static_cast<ULONG>(value.size()), 0);
}
Status set_chaining_mode(StorageKey& key, ByteView value) { return set_on_cipher(key, BCRYPT_CHAINING_MODE, value); }
Status set_initialization_vector(StorageKey& key, ByteView value) {
  return set_on_cipher(key, BCRYPT_INITIALIZATION_VECTOR, value);
}

// ---- what the program says about a key

Status export_policy(StorageKey& key, const Output& out) { return put_dword(out, key.attributes.export_policy); }
Status usage(StorageKey& key, const Output& out) { return put_dword(out, key.attributes.usage); }
Status key_type(StorageKey& key, const Output& out) {
  const bool machine = key.named != nullptr && key.named->store.scope() == store::Scope::machine;
  return put_dword(out, machine ? NCRYPT_MACHINE_KEY_FLAG : 0);
}

Status key_name(StorageKey& key, const Output& out) {
  return key.named == nullptr ? kNoSuchProperty : put_string(out, key.named->record.name);
}

Status unique_name(StorageKey& key, const Output& out) {
  if (key.named == nullptr || key.named->in_legacy) return kNoSuchProperty;
  const Result<WideText> name = key.named->store.unique_name(key.named->record.name);
  return name ? put_string(out, *name) : name.error();
}

Status modified(StorageKey& key, const Output& out) {
  if (key.named == nullptr || key.named->record.modified == 0) return kNotSet;
  return put_bytes(out, &key.named->record.modified, sizeof key.named->record.modified);
}

Status per_boot(StorageKey& key, const Output& out) {
  return key.named != nullptr && key.named->record.per_boot ? put_dword(out, 1) : kNotSet;
}
Status ui_policy(StorageKey& key, const Output& out) { return put_ui_policy(key.attributes, out); }

Status set_export_policy(StorageKey& key, ByteView value) {
  const Result<std::uint32_t> policy = read_dword(value);
  if (!policy) return policy.error();
  if ((*policy & ~kPolicies) != 0) return invalid_parameter("unknown bits in Export Policy");
  const bool final = key.policy_is_final || (key.ready() && key.named != nullptr);
  if (final && (*policy & ~key.attributes.export_policy) != 0)
    return not_supported("the export policy of this key cannot be raised");
  key.attributes.export_policy = *policy;
  return {};
}

Status set_usage(StorageKey& key, ByteView value) {
  const Result<std::uint32_t> usage = read_dword(value);
  if (!usage) return usage.error();
  key.attributes.usage = *usage;
  return {};
}

Status set_ui_policy(StorageKey& key, ByteView value) { return keep_ui_policy(key.attributes, value); }

Status window(StorageKey& key, const Output& out) { return key.window ? put_handle(out, *key.window) : kNotSet; }

Status set_window(StorageKey& key, ByteView value) {
  Handle handle = 0;
  if (value.size() != sizeof handle) return invalid_parameter("the value is not a window handle");
  std::memcpy(&handle, value.data(), sizeof handle);
  key.window = handle;
  return {};
}

Status kept(StorageKey& key, WideView name, bool custom, const Output& out) {
  const KeptProperty* row = key.attributes.find(name, custom);
  return row == nullptr ? kNotSet : put_bytes(out, row->value.data(), row->value.size());
}
Status use_context(StorageKey& key, const Output& out) { return kept(key, CNG_W("Use Context"), false, out); }
Status set_use_context(StorageKey& key, ByteView value) {
  key.attributes.keep(CNG_W("Use Context"), false, value, false);
  return {};
}
Status certificate(StorageKey& key, const Output& out) {
  return kept(key, CNG_W("SmartCardKeyCertificate"), false, out);
}
Status set_certificate(StorageKey& key, ByteView value) {
  key.attributes.keep(CNG_W("SmartCardKeyCertificate"), false, value, false);
  return {};
}

Status not_set(StorageKey&, const Output&) { return kNotSet; }

Status provider_handle(StorageKey& key, const Output& out) {
  const bool read = out.data != nullptr && out.size >= sizeof(Handle);
  if (read) hold_provider(key.provider());
  return put_handle(out, key.provider());
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

Status refuse_reading(StorageKey&, const Output&) { return kNoSuchProperty; }

struct Property {
  WideView name;
  Status (*get)(StorageKey& key, const Output& out);
  Status (*set)(StorageKey& key, ByteView value) = nullptr;  // null: read-only
  bool after = false;                                        // may be set on a finalized key too
};

constexpr Property kProperties[] = {
    {CNG_W("Name"), key_name},
    {CNG_W("Unique Name"), unique_name},
    {CNG_W("Algorithm Name"), algorithm_name},
    {CNG_W("Algorithm Group"), group},
    {CNG_W("Length"), length, set_length, true},
    {CNG_W("PublicKeyLength"), length},
    {CNG_W("Lengths"), lengths},
    {CNG_W("Block Length"), block_length},
    {CNG_W("SignatureLength"), signature_length},
    {CNG_W("Chaining Mode"), chaining_mode, set_chaining_mode, true},
    {CNG_W("IV"), initialization_vector, set_initialization_vector, true},
    {CNG_W("AuthTagLength"), tag_lengths},
    {CNG_W("UI Policy"), ui_policy, set_ui_policy},
    {CNG_W("Export Policy"), export_policy, set_export_policy, true},
    {CNG_W("HWND Handle"), window, set_window, true},
    {CNG_W("Use Context"), use_context, set_use_context, true},
    {CNG_W("Key Usage"), usage, set_usage},
    {CNG_W("Key Type"), key_type},
    {CNG_W("Modified"), modified},
    {CNG_W("Provider Handle"), provider_handle},
    {CNG_W("SmartCardKeyCertificate"), certificate, set_certificate, true},
    {CNG_W("Virtual Iso"), not_set},
    {CNG_W("Per Boot Key"), per_boot},
    {CNG_W("ECCCurveName"), curve_name, set_curve_name},
    {CNG_W("KDFKeySecret"), refuse_reading, set_kdf_secret},
};

// Names that mean the same to ncrypt as to bcrypt.
constexpr WideView kSameInBcrypt[] = {CNG_W("ECCCurveNameList"),      CNG_W("ECCParameters"),
                                      CNG_W("DHParameters"),          CNG_W("ParameterSetName"),
                                      CNG_W("KEMSharedSecretLength"), CNG_W("KEMCiphertextLength")};

bool same_in_bcrypt(WideView name) {
  for (const WideView row : kSameInBcrypt)
    if (row == name) return true;
  return false;
}

Status set_same_in_bcrypt(StorageKey& key, WideView name, ByteView value) {
  if (!key.key || has_numbers(key)) return kNoSuchProperty;
  return set_property(key.key.get(), name.data(), value.data(), static_cast<ULONG>(value.size()), 0);
}

// Puts `before` back unless the change has reached the record of a key that is on disk.
Status save_or_undo(StorageKey& key, KeyAttributes before) {
  if (key.named == nullptr || !key.ready()) return {};
  const Status saved = save_attributes(key, key.attributes);
  if (!saved) key.attributes = std::move(before);
  return saved;
}

}  // namespace

Status get_storage_key_property(StorageKey& key, WideView name, const Output& out, DWORD flags) {
  const std::lock_guard guard(key.lock);
  if ((flags & kPersistOnly) != 0) return kept(key, name, true, out);
  if (const Property* row = find_row(kProperties, name); row != nullptr) return row->get(key, out);
  if (same_in_bcrypt(name)) return ask_inner(key, name.data(), out);
  if (key.attributes.find(name, true) != nullptr) return kept(key, name, true, out);
  return kNoSuchProperty;
}

Status set_storage_key_property(StorageKey& key, WideView name, ByteView value, DWORD flags) {
  if ((flags & kPersistOnly) == 0 && is_importable_type(name)) return import_into_pending(key, name, value);
  const std::lock_guard guard(key.lock);
  if (key.phase.load() == StorageKey::Phase::finalizing)
    return Error{Code::bad_key_state, "another thread is finalizing the key"};
  KeyAttributes before = key.attributes;
  if ((flags & kPersistOnly) != 0) {
    key.attributes.keep(name, true, value, true);
    return save_or_undo(key, std::move(before));
  }
  if (same_in_bcrypt(name)) return set_same_in_bcrypt(key, name, value);
  const Property* row = find_row(kProperties, name);
  if (row == nullptr || row->set == nullptr || (key.ready() && !row->after)) return kNoSuchProperty;
  CNG_TRY(row->set(key, value));
  if ((flags & kPersist) == 0) return {};
  for (KeptProperty& each : key.attributes.properties)
    if (!each.custom && each.name == name) each.persist = true;
  return save_or_undo(key, std::move(before));
}

}  // namespace cng::api
