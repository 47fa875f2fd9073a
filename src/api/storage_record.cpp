#include "api/storage_record.h"

#include "api/storage_algorithm.h"
#include "codec/codec.h"

namespace cng::api {
namespace {

constexpr WideView kCurveName = CNG_W("ECCCurveName");

// The blob types that keys are stored as, the fullest of each family first.
constexpr WideView kStoredAs[] = {
    CNG_W("RSAFULLPRIVATEBLOB"), CNG_W("ECCPRIVATEBLOB"),       CNG_W("ECCFULLPRIVATEBLOB"),
    CNG_W("DHPRIVATEBLOB"),      CNG_W("DSAPRIVATEBLOB"),       CNG_W("MLKEMPRIVATESEEDBLOB"),
    CNG_W("MLKEMPRIVATEBLOB"),   CNG_W("PQDSAPRIVATESEEDBLOB"), CNG_W("PQDSAPRIVATEBLOB"),
    CNG_W("KeyDataBlob"),
};

Result<SecretBytes> export_as(const StorageKey& key, WideView type) {
  ULONG size = 0;
  CNG_TRY(export_key(key.key.get(), nullptr, type.data(), nullptr, 0, &size, 0));
  SecretBytes blob(size);
  CNG_TRY(export_key(key.key.get(), nullptr, type.data(), blob.span(SecretAccess{}).data(), size, &size, 0));
  return blob;
}

// "ECCCurveName" of a key whose algorithm does not tell it; empty where there is no name.
WideText curve_name_of(const StorageKey& key) {
  if (key.algorithm().family != Family::ecc || key.algorithm().curve != CurveId::none) return {};
  Char16 name[64] = {};
  ULONG size = 0;
  const Status read =
      get_property(key.key.get(), BCRYPT_ECC_CURVE_NAME, reinterpret_cast<UCHAR*>(name), sizeof name, &size, 0);
  return read ? WideText(name) : WideText();
}

// A curve without a name needs its parameters beside the key.
bool fits(const StorageKey& key, WideView type, const WideText& curve) {
  if (codec::find(type, key.algorithm().family) == nullptr) return false;
  const bool needs_name = type == CNG_W("ECCPRIVATEBLOB") && key.algorithm().curve == CurveId::none;
  return !needs_name || !curve.empty();
}

Status put_key(const StorageKey& key, store::Record& record) {
  const WideText curve = curve_name_of(key);
  for (const WideView type : kStoredAs) {
    if (!fits(key, type, curve)) continue;
    Result<SecretBytes> blob = export_as(key, type);
    if (!blob) continue;
    record.blob_type = type;
    record.blob = std::move(*blob);
    if (curve.empty()) return {};
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(curve.data());
    record.properties.push_back({WideText(kCurveName), false, {bytes, bytes + curve.size() * sizeof(Char16)}});
    return {};
  }
  return not_supported("keys of this algorithm cannot be stored");
}

void put_attributes(const KeyAttributes& attributes, store::Record& record) {
  record.export_policy = attributes.export_policy;
  record.usage = attributes.usage;
  std::erase_if(record.properties,
                [](const store::Property& each) { return each.custom || WideView(each.name) != kCurveName; });
  for (const KeptProperty& each : attributes.properties)
    if (each.persist) record.properties.push_back({each.name, each.custom, each.value});
}

WideText stored_curve(const store::Record& record) {
  for (const store::Property& each : record.properties) {
    if (each.custom || WideView(each.name) != kCurveName) continue;
    WideText name(each.value.size() / sizeof(Char16), 0);
    if (!name.empty()) std::memcpy(name.data(), each.value.data(), name.size() * sizeof(Char16));
    return name;
  }
  return {};
}

void take_attributes(const store::Record& record, KeyAttributes& attributes) {
  attributes.export_policy = record.export_policy;
  attributes.usage = record.usage;
  for (const store::Property& each : record.properties)
    if (each.custom || WideView(each.name) != kCurveName)
      attributes.properties.push_back({each.name, each.custom, each.value, true});
}

}  // namespace

Result<store::Record> to_record(const StorageKey& key) {
  store::Record record;
  if (key.named != nullptr) record.name = key.named->record.name;
  record.algorithm = key.algorithm().name;
  record.legacy_spec = key.legacy_spec;
  put_attributes(key.attributes, record);
  CNG_TRY(put_key(key, record));
  return record;
}

Result<Imported> from_record(const store::Record& record, bool generic) {
  const AlgorithmInfo* info = find_storage_algorithm(record.algorithm);
  const codec::BlobCodec* row = info == nullptr ? nullptr : codec::find(record.blob_type, info->family);
  if (row == nullptr) return bad_data("the record has a key that is not served");
  WideText curve_name = stored_curve(record);
  if (generic && info->curve != CurveId::none) {
    curve_name = curve(info->curve).name;
    info = &without_curve(*info);
  }
  const Result<InnerAlgorithm> opened = open_inner(*info, curve_name);
  if (!opened) return opened.error();
  Imported made{InnerKey(), info};
  const ByteView blob = record.blob.view(SecretAccess{});
  const auto size = static_cast<ULONG>(blob.size());
  const Char16* type = record.blob_type.c_str();
  const Status done = has_one_secret(*info)
                          ? import_key(opened->get(), nullptr, type, made.key.out(), nullptr, 0, blob.data(), size, 0)
                          : import_key_pair(opened->get(), type, made.key.out(), blob.data(), size, 0);
  if (!done) return bad_data("the record has a key that does not import");
  made.legacy_spec = record.legacy_spec;
  take_attributes(record, made.attributes);
  return made;
}

Status check_isolation_flags(DWORD flags) {
  const bool prefer = (flags & NCRYPT_PREFER_VBS_FLAG) != 0;
  const bool require = (flags & NCRYPT_REQUIRE_VBS_FLAG) != 0;
  if (prefer && require) return bad_flags("a key cannot both prefer and require isolation");
  if ((flags & NCRYPT_USE_PER_BOOT_KEY_FLAG) != 0 && !prefer && !require)
    return bad_flags("a key of one boot asks for isolation too");
  if (require) return Error{Code::vbs_unavailable, "there is no virtualization-based security"};
  return {};
}

Result<std::unique_ptr<NamedKey>> make_named(const NameRequest& request) {
  if (request.name.empty() || request.name.size() > store::kMostNameUnits)
    return invalid_parameter("a key's name has 1 to 512 characters");
  const bool machine = (request.flags & NCRYPT_MACHINE_KEY_FLAG) != 0;
  Result<store::KeyStore> opened = store::KeyStore::open(machine ? store::Scope::machine : store::Scope::user);
  if (!opened) return opened.error();
  auto named = std::make_unique<NamedKey>(NamedKey{std::move(*opened), store::Existing::keep, false, {}});
  if ((request.flags & NCRYPT_OVERWRITE_KEY_FLAG) != 0) named->existing = store::Existing::replace;
  named->record.name = request.name;
  named->record.per_boot = (request.flags & NCRYPT_USE_PER_BOOT_KEY_FLAG) != 0;
  return named;
}

Status check_name_is_free(const NamedKey& named) {
  if (named.existing == store::Existing::replace) return {};
  const Result<store::Record> found = named.store.read(named.record.name);
  if (!found && found.error().code == Code::bad_keyset) return {};
  if (!found && found.error().code == Code::not_permitted) return found.error();
  return Error{Code::exists, "there is a key of this name"};  // a damaged one has the name too
}

std::unique_ptr<StorageKey> make_storage_key(StorageProvider& provider, Handle handle, Imported&& made) {
  auto key = std::make_unique<StorageKey>(provider, handle, *made.algorithm);
  key->key = std::move(made.key);
  key->imported = true;
  key->has_private = made.has_private;
  key->legacy_spec = made.legacy_spec;
  key->attributes = std::move(made.attributes);
  key->policy_is_final = made.policy_is_final;
  return key;
}

Status store_new(StorageKey& key) {
  NamedKey& named = *key.named;
  Result<store::Record> record = to_record(key);
  if (!record) return record.error();
  record->per_boot = named.record.per_boot;
  CNG_TRY(named.store.create(*record, named.existing));
  record->blob = SecretBytes();
  record->properties.clear();
  named.record = std::move(*record);
  return {};
}

Result<std::unique_ptr<StorageKey>> load_stored(StorageProvider& provider, Handle handle, const NameRequest& request) {
  Result<std::unique_ptr<NamedKey>> named = make_named(request);
  if (!named) return named.error();
  Result<store::Record> record = (*named)->store.read(request.name);
  if (!record) return record.error();
  Result<Imported> made = from_record(*record, (request.flags & NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG) != 0);
  if (!made) return made.error();
  std::unique_ptr<StorageKey> key = make_storage_key(provider, handle, std::move(*made));
  record->blob = SecretBytes();
  record->properties.clear();
  (*named)->record = std::move(*record);
  key->named = std::move(*named);
  key->phase.store(StorageKey::Phase::ready);
  return key;
}

Status save_attributes(StorageKey& key, const KeyAttributes& attributes) {
  if (key.named->in_legacy) return not_supported("CryptoAPI keeps no properties");
  const store::Record& mine = key.named->record;
  Result<store::Record> record = key.named->store.read(mine.name);
  if (!record) return record.error();
  if (record->id != mine.id) return bad_keyset("the key has been deleted, and another one has its name");
  put_attributes(attributes, *record);
  CNG_TRY(key.named->store.rewrite(*record));
  key.named->record.modified = record->modified;
  return {};
}

}  // namespace cng::api
