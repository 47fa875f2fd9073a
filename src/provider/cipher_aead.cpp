#include "provider/cipher_aead.h"

namespace cng::provider {

Status cipher_aead(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out) {
  if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
  if (operation.mode == ChainMode::gcm) return gcm_message(key, operation, in, out);
  if (operation.mode == ChainMode::ccm) return ccm_message(key, operation, in, out);
  return internal_error("this mode does not authenticate");
}

}  // namespace cng::provider
