#include "provider/cipher_ecb.h"

namespace cng::provider {
namespace {

// out = in with `bytes` added to each block.
void whiten(ByteView in, ByteView bytes, ByteSpan out) {
  for (std::size_t at = 0; at < in.size(); at += bytes.size())
    for (std::size_t i = 0; i < bytes.size(); ++i) out[at + i] = in[at + i] ^ bytes[i];
}

}  // namespace

Result<EcbCipher> EcbCipher::take(const CipherKey& key, Direction direction) {
  Result<LentContext> context = LentContext::take(key, CipherUse::ecb, direction);
  if (!context) return context.error();
  if (key.algorithm().id != AlgorithmId::desx) return EcbCipher(std::move(*context), {}, {});
  const DesxParts parts = desx_parts(key, SecretAccess{});
  if (direction == Direction::encrypt) return EcbCipher(std::move(*context), parts.before, parts.after);
  return EcbCipher(std::move(*context), parts.after, parts.before);
}

bool EcbCipher::run(ByteView in, ByteSpan out) {
  if (before_.empty()) return transform(context_.evp(), in, out);
  whiten(in, before_, out);
  if (!transform(context_.evp(), out, out)) return false;
  whiten(out, after_, out);
  return true;
}

}  // namespace cng::provider
