// hImportKey and hExportKey: the key that a blob is encrypted under.
#pragma once

#include "api/objects.h"
#include "codec/codec.h"
#include "core/cipher_key.h"

namespace cng::api {

// The AES key of an AES-wrapped blob, empty for the other types. A blob that is not wrapped takes no such key: whoever
// passes one expects an encryption. invalid_parameter: one too many or too few; invalid_handle: not a key handle;
// not_supported: not an AES key.
inline Result<Pin<CipherKey>> find_kek(codec::Seal seal, BCRYPT_KEY_HANDLE handle) {
  const bool wrapped = seal == codec::Seal::aes_wrap;
  if (handle == nullptr) {
    if (wrapped) return invalid_parameter("this blob type needs the key that wraps it");
    return Pin<CipherKey>();
  }
  Pin<KeyObject> key = handles().pin<KeyObject>(to_handle(handle), Kind::key);
  if (!key || key->state() == KeyState::pending) return invalid_handle("the wrapping key is not a key handle");
  if (!wrapped) return invalid_parameter("this blob type is not encrypted under another key");
  if (key->state() != KeyState::symmetric || static_cast<CipherKey&>(*key).algorithm().id != AlgorithmId::aes)
    return not_supported("keys are wrapped under AES keys");
  return std::move(key).as<CipherKey>();
}

}  // namespace cng::api
