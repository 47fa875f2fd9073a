// A key of a key derivation algorithm: what is derived from, and for HKDF how far its two steps have come.
#pragma once

#include <memory>

#include "core/key.h"
#include "core/lock.h"
#include "core/secret.h"

namespace cng {

class KdfKey final : public KeyObject {
 public:
  // What may change while the key lives; all of it is read and written under `lock`.
  struct State {
    SecretBytes secret;                   // HKDF: the input keying material, and once finalized the pseudorandom key
    const AlgorithmInfo* hash = nullptr;  // HKDF
    bool finalized = false;               // HKDF
  };

  KdfKey(SecretBytes secret, const KeyOrigin& origin) : KeyObject(KeyState::derivation), origin_(origin) {
    state.secret = std::move(secret);
  }

  const AlgorithmInfo& algorithm() const { return *origin_.algorithm; }
  const KeyOrigin& origin() const { return origin_; }

  // The state as it is now, with a copy of the secret.
  State copy_state() const {
    const std::lock_guard guard(lock);
    return {SecretBytes(state.secret.view(SecretAccess{}), SecretAccess{}), state.hash, state.finalized};
  }

  mutable Lock lock;
  State state;

 private:
  KeyOrigin origin_;
};

}  // namespace cng
