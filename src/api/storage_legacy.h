// RSA keys in the containers of CryptoAPI: NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG puts a copy there, and NCryptOpenKey
// finds keys that only CryptoAPI has. On ELF there is no CryptoAPI.
#pragma once

#include "api/storage_record.h"

namespace cng::api {

// Whether the key can go into a container. not_supported: there are none here, or it is no RSA key; invalid_parameter:
// it has no name, or one that is too long.
Status check_legacy_copy(const StorageKey& key);

// Stores a finished key and its copy. The record is written first, for it can be taken back: a container that is
// replaced may hold a key that nobody can read out. So if CryptoAPI refuses, the store is as it was before. No lock is
// held.
Status store_with_legacy_copy(StorageKey& key);

// The key of a container, ready for use. bad_keyset: there is none, or CryptoAPI does not give it away.
Result<std::unique_ptr<StorageKey>> load_legacy(StorageProvider& provider, Handle handle, const NameRequest& request,
                                                std::uint32_t spec);

}  // namespace cng::api
