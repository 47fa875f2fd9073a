// The key that OpaqueKeyBlobs are sealed under: one for each account and boot of the machine, kept in a folder of its
// own beside the account's keys. A process that cannot reach it has one for itself.
#pragma once

#include <array>
#include <memory>

#include "codec/codec.h"
#include "core/cipher_key.h"

namespace cng::api {

struct SealingKey {
  std::array<std::uint8_t, codec::opaque::kIdBytes> id{};
  std::unique_ptr<CipherKey> key;  // AES-256 in GCM
};

// The key to seal with; the first export of an account after a boot makes it. It is never freed.
Result<const SealingKey*> sealing_key();

// The key of this id, or null: the blob is of another account, of an earlier boot, or of a process that was alone.
const SealingKey* find_sealing_key(ByteView id);

}  // namespace cng::api
