// CBC, ECB and CFB.
#include <algorithm>

#include "provider/cipher.h"
#include "provider/cipher_context.h"
#include "provider/cipher_ecb.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr Error kFailed = internal_error("the cipher failed");

// The lengths are the caller's to get right.
Status check(const CipherKey& key, const BlockOperation& operation, ByteView in, ByteSpan out) {
  const std::size_t block = key.cipher().block_bytes;
  const bool cfb = operation.mode == ChainMode::cfb;
  if (block < 2 || (!cfb && operation.mode != ChainMode::cbc && operation.mode != ChainMode::ecb))
    return internal_error("this is not a mode of a block cipher");
  if (cfb && operation.feedback_bytes != 1 && operation.feedback_bytes != block)
    return not_supported("CFB feeds back one byte or a block");
  if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
  if (in.size() % (cfb ? operation.feedback_bytes : block) != 0)
    return internal_error("the input of a cipher is not whole blocks");
  if (operation.iv.size() != (operation.mode == ChainMode::ecb ? 0 : block))
    return internal_error("the IV of a cipher has another size");
  return {};
}

CipherUse use_of(const BlockOperation& operation) {
  if (operation.mode == ChainMode::cbc) return CipherUse::cbc;
  return operation.feedback_bytes == 1 ? CipherUse::cfb8 : CipherUse::cfb;
}

Status run_ecb(const CipherKey& key, Direction direction, ByteView in, ByteSpan out) {
  Result<EcbCipher> cipher = EcbCipher::take(key, direction);
  if (!cipher) return cipher.error();
  if (!cipher->run(in, out)) return ossl_failed(kFailed);
  cipher->give_back();
  return {};
}

// Each round the register is encrypted, its first bytes are added to the text, and the ciphertext is shifted in.
Status run_cfb_by_hand(const CipherKey& key, const BlockOperation& operation, ByteView in, ByteSpan out) {
  Result<EcbCipher> cipher = EcbCipher::take(key, Direction::encrypt);
  if (!cipher) return cipher.error();
  const std::size_t block = key.cipher().block_bytes;
  const std::size_t unit = operation.feedback_bytes;
  const bool encrypting = operation.direction == Direction::encrypt;
  SecretArray<CipherKey::kMostBlock> mask_bytes;
  const ByteSpan mask = mask_bytes.span(SecretAccess{}, block);
  std::uint8_t shifting[2 * CipherKey::kMostBlock];
  std::copy(operation.iv.begin(), operation.iv.end(), shifting);
  for (std::size_t at = 0; at < in.size(); at += unit) {
    if (!cipher->run({shifting, block}, mask)) return ossl_failed(kFailed);
    for (std::size_t i = 0; i < unit; ++i) {
      const std::uint8_t given = in[at + i];
      out[at + i] = given ^ mask[i];
      shifting[block + i] = encrypting ? out[at + i] : given;
    }
    std::copy(shifting + unit, shifting + unit + block, shifting);
  }
  cipher->give_back();
  return {};
}

}  // namespace

Status cipher_blocks(const CipherKey& key, const BlockOperation& operation, ByteView in, ByteSpan out) {
  CNG_TRY(check(key, operation, in, out));
  if (in.empty()) return {};
  if (operation.mode == ChainMode::ecb) return run_ecb(key, operation.direction, in, out);
  const CipherUse use = use_of(operation);
  if (is_cfb_by_hand(key.algorithm().id, use)) return run_cfb_by_hand(key, operation, in, out);

  Result<LentContext> context = LentContext::take(key, use, operation.direction);
  if (!context) return context.error();
  if (!set_iv(context->evp(), operation.iv) || !transform(context->evp(), in, out)) return ossl_failed(kFailed);
  context->give_back();
  return {};
}

}  // namespace cng::provider
