#include "api/cipher.h"

#include <functional>

#include "core/secret.h"

namespace cng::api {
namespace {

// True if the two share bytes without being the same memory: then working in place would read what it has written.
bool overlaps_shifted(ByteView in, const Output& out) {
  if (out.data == nullptr || in.empty() || in.data() == out.data) return false;
  const std::less<const std::uint8_t*> before;
  return before(in.data(), out.data + out.size) && before(out.data, in.data() + in.size());
}

Status dispatch(CipherKey& key, const CipherCall& call) {
  CipherKey::State state;
  {
    const std::lock_guard guard(key.lock);
    state = key.state;
  }
  switch (key.cipher().kind) {
    case CipherKind::stream:
      return stream_cipher(key, call);
    case CipherKind::xts:
      return xts_cipher(key, state.message_block, call);
    case CipherKind::poly1305:
      return aead_cipher(key, state.mode, call);
    case CipherKind::block:
      break;
  }
  if (state.mode == ChainMode::gcm || state.mode == ChainMode::ccm) return aead_cipher(key, state.mode, call);
  return block_cipher(key, state.mode, state.message_block, call);
}

}  // namespace

Status run_cipher(CipherKey& key, const CipherCall& call) {
  if (!overlaps_shifted(call.in, call.out)) return dispatch(key, call);
  const SecretBytes copy(call.in, SecretAccess{});
  CipherCall apart = call;
  apart.in = copy.view(SecretAccess{});
  return dispatch(key, apart);
}

}  // namespace cng::api
