// Between a storage key and its record on disk.
#pragma once

#include <memory>

#include "api/storage_objects.h"
#include "store/key_store.h"

namespace cng::api {

// What a key with a name is on disk, or will be.
struct NamedKey {
  store::KeyStore store;
  store::Existing existing = store::Existing::keep;
  bool in_legacy = false;  // only CryptoAPI has the key; there is no record
  store::Record record;    // never holds the blob: that is in memory only while it is written or read
};

// A key as an import made it.
struct Imported {
  InnerKey key;
  const AlgorithmInfo* algorithm = nullptr;
  bool has_private = true;
  // What a blob says that carries more than a key.
  std::optional<WideText> name{};
  std::uint32_t legacy_spec = 0;
  KeyAttributes attributes{};
  bool policy_is_final = false;
};

// What NCryptCreatePersistedKey, NCryptImportKey and NCryptOpenKey were asked for.
struct NameRequest {
  WideView name;
  DWORD flags;
};

// bad_flags for isolation flags that do not go together, vbs_unavailable where isolation is required.
Status check_isolation_flags(DWORD flags);

// invalid_parameter for a name that no key may have.
Result<std::unique_ptr<NamedKey>> make_named(const NameRequest& request);

// exists if the name is taken and may not be replaced. Another process may still be first.
Status check_name_is_free(const NamedKey& named);

// A key that is still to be finalized, without a name.
std::unique_ptr<StorageKey> make_storage_key(StorageProvider& provider, Handle handle, Imported&& made);

// A key as its record says it, all but what the store itself adds. Its lock
// is held, or nobody else knows it yet. not_supported: keys of this algorithm are not stored.
Result<store::Record> to_record(const StorageKey& key);

// The key of a record that is authentic, and is checked like any other blob; bad_data if it does not import.
// `generic`: NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG.
Result<Imported> from_record(const store::Record& record, bool generic);

// Writes the finished key; its lock is held, or nobody else knows it yet.
Status store_new(StorageKey& key);

// The key of a name, ready for use. bad_keyset: there is none.
Result<std::unique_ptr<StorageKey>> load_stored(StorageProvider& provider, Handle handle, const NameRequest& request);

// Writes `attributes` to the record of a key that is on disk; bad_keyset: it has been deleted.
Status save_attributes(StorageKey& key, const KeyAttributes& attributes);

}  // namespace cng::api
