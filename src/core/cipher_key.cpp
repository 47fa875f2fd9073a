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
  if (cipher().kind == CipherKind::block) state.message_block = 1;
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

Result<ByteView> fit_secret(const AlgorithmInfo& info, ByteView secret, bool extended) {
  if (info.cipher == nullptr) return secret;
  const KeyLengths& allowed = info.lengths;
  const std::uint32_t most = (extended ? info.cipher->extended_bits : allowed.max_bits) / 8;
  if (secret.size() > most) {
    if (extended) return invalid_parameter("the secret is longer than the longest key");
    secret = secret.first(most);
  }
  const auto bits = static_cast<std::uint32_t>(secret.size() * 8);
  if (bits < allowed.min_bits) return invalid_parameter("the secret is shorter than the shortest key");
  if (allowed.increment != 0 && (bits - allowed.min_bits) % allowed.increment != 0)
    return invalid_parameter("the secret has a length between two key lengths");
  return secret;
}

}  // namespace cng
