// Keys inside other structures: PKCS #8, PKCS #7 envelopes, and blobs that name their algorithm.
#pragma once

#include "api/output.h"
#include "api/storage_objects.h"
#include "api/storage_parameters.h"
#include "api/storage_record.h"
#include "codec/codec.h"

namespace cng::api {

// What opens an envelope: a key handle, or 0 and then the parameters' certificate tells which stored key.
struct Opener {
  StorageProvider& provider;
  Handle provider_handle;
  NCRYPT_KEY_HANDLE key;
  DWORD flags;
};

// `type` is any but none. not_supported: a type that is not served.
Result<Imported> import_enveloped(codec::StorageType type, ByteView bytes, const StorageParameters& parameters,
                                  const Opener& opener);

// The policy has been checked.
Status export_enveloped(codec::StorageType type, StorageKey& key, const StorageParameters& parameters,
                        const Output& out);

// True if the export is encrypted.
bool is_encrypted(codec::StorageType type, const StorageParameters& parameters);

}  // namespace cng::api
