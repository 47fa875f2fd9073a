// RC4: one stream a key, for both directions.
#include "provider/cipher.h"
#include "provider/cipher_context.h"
#include "provider/ossl_error.h"

namespace cng::provider {

Status cipher_stream(const CipherKey& key, ByteView in, ByteSpan out) {
  if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
  CipherMaterial& material = cipher_material(key);
  if (!material.stream) {
    Result<std::unique_ptr<KeyedContext>> made = make_context(key, CipherUse::stream, Direction::encrypt);
    if (!made) return made.error();
    material.stream = std::move((*made)->evp);
  }
  if (!transform(material.stream.get(), in, out)) return ossl_failed("the cipher failed");
  return {};
}

Status copy_stream(const CipherKey& from, const CipherKey& to) {
  const CipherCtxPtr& stream = cipher_material(from).stream;
  if (!stream) return {};  // nothing was taken of it: `to` starts where `from` will
  CipherCtxPtr copy(EVP_CIPHER_CTX_dup(stream.get()));
  if (!copy) return ossl_failed("no memory for a cipher");
  cipher_material(to).stream = std::move(copy);
  return {};
}

}  // namespace cng::provider
