#include "core/cipher_key.h"

#include <cstring>
#include <new>

#include "core/pool.h"

namespace cng {

std::unique_ptr<CipherKey> CipherKey::create(ByteView secret, const KeyOrigin& origin, ChainMode mode,
                                             std::uint32_t effective_bits) {
  void* memory = pool::allocate(sizeof(CipherKey) + secret.size());
  return std::unique_ptr<CipherKey>(new (memory) CipherKey(secret, origin, mode, effective_bits));
}

CipherKey::CipherKey(ByteView secret, const KeyOrigin& origin, ChainMode mode, std::uint32_t effective_bits)
    : KeyObject(KeyState::symmetric), origin_(origin), secret_bytes_(secret.size()), effective_bits_(effective_bits) {
  if (!secret.empty()) std::memcpy(storage(), secret.data(), secret.size());
  state.mode = mode;
  state.message_block = 1;
}

void CipherKey::operator delete(CipherKey* key, std::destroying_delete_t) {
  const std::size_t size = sizeof(CipherKey) + key->secret_bytes_;
  key->~CipherKey();
  pool::release(key, size);
}

CipherKey::~CipherKey() {
  wipe(storage(), secret_bytes_);
  wipe(&state, sizeof state);
}

}  // namespace cng
