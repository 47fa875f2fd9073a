#include "cli/storage.h"

#include "cli/names.h"

namespace cng::cli {
namespace {

template <class Value>
Value number(const StorageHandle& key, LPCWSTR property) {
  Value value = 0;
  DWORD size = 0;
  const Status read =
      api::get_storage_property(key.get(), property, reinterpret_cast<BYTE*>(&value), sizeof value, &size, 0);
  return read ? value : 0;
}

std::string text(const StorageHandle& key, LPCWSTR property) { return utf8_name(stored_text(key, property)); }

}  // namespace

Result<StorageHandle> open_storage() {
  StorageHandle storage;
  CNG_TRY(api::open_storage_provider(storage.out(), nullptr, 0));
  return storage;
}

Result<StorageHandle> open_stored(const StorageHandle& storage, const WideText& name, bool machine) {
  // The functions of ncrypt take names that end with a NUL, so they cannot see one inside.
  if (name.find(Char16{0}) != WideText::npos) return invalid_parameter("the name of the key has a NUL in it");
  StorageHandle key;
  CNG_TRY(api::open_key(storage.get(), key.out(), name.c_str(), 0, machine ? NCRYPT_MACHINE_KEY_FLAG : 0));
  return key;
}

Result<store::KeyStore> open_store(const Arguments& arguments) {
  return store::KeyStore::open(arguments.machine ? store::Scope::machine : store::Scope::user);
}

std::uint32_t stored_bits(const StorageHandle& key) { return number<DWORD>(key, NCRYPT_LENGTH_PROPERTY); }

WideText stored_text(const StorageHandle& key, LPCWSTR property) {
  DWORD size = 0;
  if (!api::get_storage_property(key.get(), property, nullptr, 0, &size, 0)) return {};
  WideText value(size / sizeof(Char16) + 1, 0);
  auto* const bytes = reinterpret_cast<BYTE*>(value.data());
  if (!api::get_storage_property(key.get(), property, bytes, size, &size, 0)) return {};
  return WideText(value.c_str());
}

Result<StoredKey> describe_stored(const StorageHandle& key, const store::KeyStore& store) {
  StoredKey out;
  out.name = stored_text(key, NCRYPT_NAME_PROPERTY);
  // The names of the properties that a program has put on a key are in its record alone.
  const Result<store::Record> record = store.read(out.name);
  if (!record) return record.error();
  const Result<std::string> path = store.path(out.name);
  if (!path) return path.error();
  for (const store::Property& each : record->properties)
    out.properties.push_back({show_name(each.name), each.custom, each.value.size()});
  out.path = *path;
  out.legacy_spec = record->legacy_spec;
  out.machine = store.scope() == store::Scope::machine;
  out.per_boot = record->per_boot;
  out.algorithm = text(key, NCRYPT_ALGORITHM_PROPERTY);
  out.group = text(key, NCRYPT_ALGORITHM_GROUP_PROPERTY);
  out.curve = text(key, BCRYPT_ECC_CURVE_NAME);
  out.parameter_set = text(key, BCRYPT_PARAMETER_SET_NAME);
  out.unique_name = text(key, NCRYPT_UNIQUE_NAME_PROPERTY);
  out.bits = stored_bits(key);
  out.policy = number<DWORD>(key, NCRYPT_EXPORT_POLICY_PROPERTY);
  out.usage = number<DWORD>(key, NCRYPT_KEY_USAGE_PROPERTY);
  out.modified = number<std::uint64_t>(key, NCRYPT_LAST_MODIFIED_PROPERTY);
  return out;
}

}  // namespace cng::cli
