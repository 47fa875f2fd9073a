#include "api/storage_objects.h"

#include "api/storage_record.h"

namespace cng::api {

Status check_storage_flags(DWORD given, DWORD allowed) {
  if ((given & ~(allowed | static_cast<DWORD>(NCRYPT_SILENT_FLAG))) != 0) return bad_flags("unknown flag");
  return {};
}

Result<InnerAlgorithm> open_inner(const AlgorithmInfo& info, WideView curve) {
  InnerAlgorithm algorithm;
  CNG_TRY(open_algorithm_provider(algorithm.out(), info.name.data(), nullptr, 0));
  if (curve.empty()) return algorithm;
  CNG_TRY(set_property(algorithm.get(), BCRYPT_ECC_CURVE_NAME, reinterpret_cast<const UCHAR*>(curve.data()),
                       static_cast<ULONG>(curve.size() * sizeof(Char16)), 0));
  return algorithm;
}

const KeptProperty* KeyAttributes::find(WideView name, bool custom) const {
  for (const KeptProperty& row : properties)
    if (row.custom == custom && row.name == name) return &row;
  return nullptr;
}

void KeyAttributes::keep(WideView name, bool custom, ByteView value, bool persist) {
  std::vector<std::uint8_t> copy(value.begin(), value.end());
  for (KeptProperty& row : properties) {
    if (row.custom != custom || row.name != name) continue;
    row.value = std::move(copy);
    row.persist = persist;
    return;
  }
  properties.push_back({WideText(name), custom, std::move(copy), persist});
}

StorageKey::StorageKey(StorageProvider& provider, Handle provider_handle, const AlgorithmInfo& algorithm)
    : provider_(provider_handle), algorithm_(&algorithm) {
  const std::lock_guard guard(provider.lock);
  ++provider.keys;
}

StorageKey::~StorageKey() { (void)release_provider(provider_, true); }

BCRYPT_KEY_HANDLE StorageKey::signer() {
  const std::lock_guard guard(lock);
  if (signer_) return signer_.get();
  const Result<Pin<Key>> pair = find_key_pair(key.get());
  if (!pair) return nullptr;
  KeyParts parts = (*pair)->parts();
  const auto use = (*pair)->algorithm().curve;
  const AlgorithmId id = use == CurveId::p256   ? AlgorithmId::ecdsa_p256
                         : use == CurveId::p384 ? AlgorithmId::ecdsa_p384
                         : use == CurveId::p521 ? AlgorithmId::ecdsa_p521
                                                : AlgorithmId::ecdsa;
  if (!give_handle(Key::create(parts, {&cng::algorithm(id), 0}), Kind::key, signer_.out())) return nullptr;
  return signer_.get();
}

Result<Pin<StorageProvider>> find_storage_provider(NCRYPT_PROV_HANDLE handle) {
  Pin<StorageProvider> provider = handles().pin<StorageProvider>(handle, Kind::storage_provider);
  if (!provider) return invalid_handle("not a storage provider handle");
  const std::lock_guard guard(provider->lock);
  if (provider->programs == 0) return invalid_handle("the storage provider handle has been freed");
  return provider;
}

Result<Pin<StorageKey>> find_storage_key(NCRYPT_KEY_HANDLE handle) {
  Pin<StorageKey> key = handles().pin<StorageKey>(handle, Kind::storage_key);
  if (!key) return invalid_handle("not a key handle of ncrypt");
  return key;
}

Result<Pin<StorageKey>> find_ready_key(NCRYPT_KEY_HANDLE handle) {
  Result<Pin<StorageKey>> key = find_storage_key(handle);
  if (key && !(*key)->ready()) return Error{Code::bad_key_state, "the key is not finalized yet"};
  return key;
}

void hold_provider(Handle provider) {
  const Pin<StorageProvider> object = handles().pin<StorageProvider>(provider, Kind::storage_provider);
  if (!object) return;
  const std::lock_guard guard(object->lock);
  ++object->programs;
}

bool release_provider(Handle provider, bool by_key) {
  const Pin<StorageProvider> object = handles().pin<StorageProvider>(provider, Kind::storage_provider);
  if (!object) return false;
  const std::lock_guard guard(object->lock);
  std::uint32_t& count = by_key ? object->keys : object->programs;
  if (count == 0) return false;
  --count;
  // It is pinned, so that it outlives the lock.
  if (object->programs == 0 && object->keys == 0) (void)handles().destroy(provider, Kind::storage_provider);
  return true;
}

Status give_storage_key(std::unique_ptr<StorageKey> key, NCRYPT_KEY_HANDLE* out) {
  void* handle = nullptr;
  CNG_TRY(give_handle(std::move(key), Kind::storage_key, &handle));
  *out = to_handle(handle);
  return {};
}

}  // namespace cng::api
