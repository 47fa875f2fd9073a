// NCryptCreatePersistedKey, NCryptFinalizeKey, NCryptOpenKey, NCryptDeleteKey.
#include "api/storage_algorithm.h"
#include "api/storage_api.h"
#include "api/storage_legacy.h"
#include "api/storage_objects.h"
#include "api/storage_properties.h"
#include "api/storage_record.h"
#include "core/platform.h"
#include "core/secret.h"
#include "store/legacy.h"

namespace cng::api {

namespace {

constexpr DWORD kCreateFlags = NCRYPT_MACHINE_KEY_FLAG | NCRYPT_OVERWRITE_KEY_FLAG | NCRYPT_PREFER_VBS_FLAG |
                               NCRYPT_REQUIRE_VBS_FLAG | NCRYPT_USE_PER_BOOT_KEY_FLAG |
                               NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG;

// A pair to be generated, with BCrypt's own rules for what may be set on it before.
Status begin_pair(StorageKey& key) {
  if (has_one_secret(key.algorithm())) return {};
  const Result<InnerAlgorithm> algorithm = open_inner(key.algorithm(), {});
  if (!algorithm) return algorithm.error();
  return generate_key_pair(algorithm->get(), key.key.out(), key.bits, 0);
}

Status generate_secret(StorageKey& key) {
  if (key.algorithm().cipher == nullptr) return invalid_parameter("a key derivation key has a secret of the program's");
  const Result<InnerAlgorithm> algorithm = open_inner(key.algorithm(), {});
  if (!algorithm) return algorithm.error();
  SecretBytes secret(key.bits / 8);
  if (!platform::random_bytes(secret.span(SecretAccess{}))) return internal_error("the system gives no random bytes");
  const ByteView bytes = secret.view(SecretAccess{});
  return generate_symmetric_key(algorithm->get(), key.key.out(), nullptr, 0, bytes.data(),
                                static_cast<ULONG>(bytes.size()), 0);
}

Status check_ui_policy(const StorageKey& key, DWORD flags) {
  if (ui_policy_flags(key.attributes) == 0) return {};
  if ((flags & NCRYPT_SILENT_FLAG) != 0) return Error{Code::silent_context, "the UI policy asks for a window"};
  return not_supported("there is no user interface");
}

// What fails after the key was made leaves a key that need not be made again.
Status make_whole(StorageKey& key, DWORD flags) {
  CNG_TRY(check_ui_policy(key, flags));
  if (!key.imported) {
    CNG_TRY(has_one_secret(key.algorithm()) ? generate_secret(key) : finalize_key_pair(key.key.get(), 0));
    key.imported = true;
  }
  return {};
}

// Nothing can be set meanwhile, however long it takes; CryptoAPI is called without the lock.
Status complete(StorageKey& key, DWORD flags, bool legacy_copy) {
  {
    const std::lock_guard guard(key.lock);
    CNG_TRY(make_whole(key, flags));
    if (!legacy_copy) return key.named == nullptr ? Status() : store_new(key);
  }
  return store_with_legacy_copy(key);
}

// Cards have no keys here.
Status check_has_names(const StorageProvider& provider) {
  if (provider.kind == ProviderKind::software) return {};
  return bad_keyset("there is no card");
}

Status remove_stored(StorageKey& key) {
  const NamedKey& named = *key.named;
  if (named.in_legacy) return store::legacy::remove({named.record.name, named.store.scope()}, key.legacy_spec);
  const std::lock_guard guard(key.lock);
  return named.store.remove(named.record.name, &named.record.id);
}

Status check_legacy_spec(DWORD spec) {
  if (spec > 2) return invalid_parameter("dwLegacyKeySpec is neither 0, AT_KEYEXCHANGE nor AT_SIGNATURE");
  return {};
}

}  // namespace

Status create_persisted_key(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey, LPCWSTR pszAlgId,
                            LPCWSTR pszKeyName, DWORD dwLegacyKeySpec, DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(dwFlags, kCreateFlags));
  if (pszAlgId == nullptr) return Error{Code::null_reference, "pszAlgId is NULL"};
  if (phKey == nullptr) return invalid_parameter("phKey is NULL");
  CNG_TRY(check_legacy_spec(dwLegacyKeySpec));
  CNG_TRY(check_isolation_flags(dwFlags));
  const AlgorithmInfo* info = find_storage_algorithm(wide(pszAlgId));
  if (info == nullptr) return not_supported("no keys of this algorithm are kept");
  auto key = std::make_unique<StorageKey>(**provider, hProvider, *info);
  if (pszKeyName != nullptr) {
    CNG_TRY(check_has_names(**provider));
    Result<std::unique_ptr<NamedKey>> named = make_named({wide(pszKeyName), dwFlags});
    if (!named) return named.error();
    CNG_TRY(check_name_is_free(**named));
    key->named = std::move(*named);
  }
  key->bits = default_bits(*info);
  key->legacy_spec = dwLegacyKeySpec;
  CNG_TRY(begin_pair(*key));
  return give_storage_key(std::move(key), phKey);
}

Status finalize_key(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags) {
  const Result<Pin<StorageKey>> found = find_storage_key(hKey);
  if (!found) return found.error();
  StorageKey& key = **found;
  CNG_TRY(check_storage_flags(dwFlags, NCRYPT_NO_KEY_VALIDATION | NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG));
  const bool legacy_copy = key.legacy_copy || (dwFlags & NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG) != 0;
  if (legacy_copy) CNG_TRY(check_legacy_copy(key));
  StorageKey::Phase expected = StorageKey::Phase::pending;
  if (!key.phase.compare_exchange_strong(expected, StorageKey::Phase::finalizing))
    return invalid_handle("the key is finalized already");
  const Status done = complete(key, dwFlags, legacy_copy);
  key.phase.store(done ? StorageKey::Phase::ready : StorageKey::Phase::pending, std::memory_order_release);
  return done;
}

Status open_key(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey, LPCWSTR pszKeyName, DWORD dwLegacyKeySpec,
                DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(
      dwFlags, NCRYPT_MACHINE_KEY_FLAG | NCRYPT_AUTHORITY_KEY_FLAG | NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG));
  if (phKey == nullptr || pszKeyName == nullptr) return invalid_parameter("phKey or pszKeyName is NULL");
  CNG_TRY(check_legacy_spec(dwLegacyKeySpec));
  if ((dwFlags & NCRYPT_AUTHORITY_KEY_FLAG) != 0) return not_supported("only hardware has authority keys");
  CNG_TRY(check_has_names(**provider));
  Result<std::unique_ptr<StorageKey>> key = load_stored(**provider, hProvider, {wide(pszKeyName), dwFlags});
  if (!key && key.error().code == Code::bad_keyset && store::legacy::check_present())
    key = load_legacy(**provider, hProvider, {wide(pszKeyName), dwFlags}, dwLegacyKeySpec);
  if (!key) return key.error();
  return give_storage_key(std::move(*key), phKey);
}

Status delete_key(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags) {
  const Result<Pin<StorageKey>> key = find_storage_key(hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(dwFlags, 0));
  if ((*key)->ready() && (*key)->named != nullptr) CNG_TRY(remove_stored(**key));
  if (!handles().destroy(hKey, Kind::storage_key)) return invalid_handle("another thread has freed the key");
  return {};
}

}  // namespace cng::api
