// The keys that blobs are sealed under, each kept in a folder of its own beside the keys of the store. OpaqueKeyBlob:
// one for each account and boot of the machine; a process that cannot reach it has one for itself. OpaqueTransport: one
// for each store, for as long as that lasts.
#pragma once

#include <array>
#include <memory>

#include "codec/codec.h"
#include "core/cipher_key.h"
#include "store/key_store.h"

namespace cng::api {

struct SealingKey {
  std::array<std::uint8_t, codec::sealed::kIdBytes> id{};
  std::unique_ptr<CipherKey> key;  // AES-256 in GCM
};

// The key to seal with; the first export of an account after a boot makes it. It is never freed.
Result<const SealingKey*> sealing_key();

// The key of this id, or null: the blob is of another account, of an earlier boot, or of a process that was alone.
const SealingKey* find_sealing_key(ByteView id);

// The key that OpaqueTransport blobs of a store are sealed under; the first export makes it. Errors are those of
// KeyStore.
Result<SealingKey> transport_key(store::Scope scope);

// That key, to open a blob; bad_data: it is not the key of this id, or there is none, or it cannot be read.
Result<SealingKey> find_transport_key(store::Scope scope, ByteView id);

}  // namespace cng::api
