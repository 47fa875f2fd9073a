// The properties of a storage key, in one table: what reads it, what writes it, and until when.
#include "api/property_input.h"
#include "api/property_output.h"
#include "api/storage_key_numbers.h"
#include "api/storage_properties.h"
#include "api/storage_record.h"

namespace cng::api {
namespace {

constexpr DWORD kPersist = static_cast<DWORD>(NCRYPT_PERSIST_FLAG);
constexpr DWORD kPersistOnly = static_cast<DWORD>(NCRYPT_PERSIST_ONLY_FLAG);
constexpr std::uint32_t kPolicies = 0x1F;

// Every function below is called with the key's lock held.

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
    {CNG_W("Algorithm Name"), numbers::algorithm_name},
    {CNG_W("Algorithm Group"), numbers::group},
    {CNG_W("Length"), numbers::length, numbers::set_length, true},
    {CNG_W("PublicKeyLength"), numbers::length},
    {CNG_W("Lengths"), numbers::lengths},
    {CNG_W("Block Length"), numbers::block_length},
    {CNG_W("SignatureLength"), numbers::signature_length},
    {CNG_W("Chaining Mode"), numbers::chaining_mode, numbers::set_chaining_mode, true},
    {CNG_W("IV"), numbers::initialization_vector, numbers::set_initialization_vector, true},
    {CNG_W("AuthTagLength"), numbers::tag_lengths},
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
    {CNG_W("ECCCurveName"), numbers::curve_name, numbers::set_curve_name},
    {CNG_W("KDFKeySecret"), refuse_reading, numbers::set_kdf_secret},
};

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
  if (same_in_bcrypt(name)) return get_same_in_bcrypt(key, name, out);
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
