#include "provider/cipher_aead.h"

#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

Status encrypt(const CipherKey& key, CipherUse use, const AeadOperation& operation, ByteView in, ByteSpan out) {
  Result<LentContext> context = LentContext::take(key, use, Direction::encrypt);
  if (!context) return context.error();
  EVP_CIPHER_CTX* evp = context->evp();
  if (!set_iv(evp, operation.nonce) || !authenticate(evp, operation.associated_data) || !transform(evp, in, out) ||
      !end_message(evp) || !get_tag(evp, operation.tag)) {
    wipe(out.data(), out.size());
    return ossl_failed(kAeadFailed);
  }
  context->give_back();
  return {};
}

Status decrypt(const CipherKey& key, CipherUse use, const AeadOperation& operation, ByteView in, ByteSpan out) {
  Result<LentContext> context = LentContext::take(key, use, Direction::decrypt);
  if (!context) return context.error();
  EVP_CIPHER_CTX* evp = context->evp();
  const TagParam tag(operation.tag);
  const bool begun =
      set_iv(evp, operation.nonce, tag.list) && authenticate(evp, operation.associated_data) && transform(evp, in, out);
  if (!begun || !end_message(evp)) {
    wipe(out.data(), out.size());
    return ossl_failed(begun ? kWrongTag : kAeadFailed);
  }
  context->give_back();
  return {};
}

Status poly1305_message(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out) {
  if (operation.nonce.size() != kPoly1305Nonce) return invalid_parameter("a ChaCha20-Poly1305 nonce has 12 bytes");
  if (operation.tag.size() != kMostTag) return invalid_parameter("a ChaCha20-Poly1305 tag has 16 bytes");
  return one_pass(key, CipherUse::poly1305, operation, in, out);
}

}  // namespace

Status one_pass(const CipherKey& key, CipherUse use, const AeadOperation& operation, ByteView in, ByteSpan out) {
  if (operation.direction == Direction::encrypt) return encrypt(key, use, operation, in, out);
  return decrypt(key, use, operation, in, out);
}

Status cipher_aead(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out) {
  if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
  if (key.cipher().kind == CipherKind::poly1305) return poly1305_message(key, operation, in, out);
  if (operation.mode == ChainMode::gcm) return gcm_message(key, operation, in, out);
  if (operation.mode == ChainMode::ccm) return ccm_message(key, operation, in, out);
  return internal_error("this mode does not authenticate");
}

}  // namespace cng::provider
