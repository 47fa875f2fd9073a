// CCM. The lengths of nonce and tag are part of what OpenSSL keys, and it wants a message in one piece.
#include "provider/cipher_aead.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr std::size_t kLeastNonce = 7;
constexpr std::size_t kMostNonce = 13;
constexpr std::size_t kLeastTag = 4;
constexpr std::size_t kNonceAndCounter = 15;

Status check(const AeadOperation& operation, ByteView in) {
  const std::size_t nonce = operation.nonce.size();
  if (nonce < kLeastNonce || nonce > kMostNonce) return invalid_parameter("a CCM nonce has 7 to 13 bytes");
  const std::size_t tag = operation.tag.size();
  if (tag < kLeastTag || tag > kMostTag || tag % 2 != 0)
    return invalid_parameter("a CCM tag has 4 to 16 bytes, an even number");
  const std::size_t counter_bits = 8 * (kNonceAndCounter - nonce);
  if (counter_bits < 64 && std::uint64_t{in.size()} >> counter_bits != 0)
    return invalid_parameter("the message is too long for the nonce");
  if (in.size() > kMostAtOnce || operation.associated_data.size() > kMostAtOnce)
    return not_supported("a CCM message has no more than 2^30 bytes");
  return {};
}

bool set_key(KeyedContext& context, const CipherKey& key, const AeadOperation& operation) {
  const std::size_t nonce = operation.nonce.size();
  const std::size_t tag = operation.tag.size();
  if (context.nonce_bytes == nonce && context.tag_bytes == tag) return true;
  EVP_CIPHER_CTX* evp = context.evp.get();
  if (EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(nonce), nullptr) != 1 ||
      EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag), nullptr) != 1 ||
      EVP_CipherInit_ex2(evp, nullptr, key.secret(SecretAccess{}).data(), nullptr, -1, nullptr) != 1)
    return false;
  context.nonce_bytes = nonce;
  context.tag_bytes = tag;
  return true;
}

// The length first, then the associated data.
bool begin(EVP_CIPHER_CTX* evp, const AeadOperation& operation, std::size_t size) {
  const TagParam tag(operation.tag);
  const bool decrypting = operation.direction == Direction::decrypt;
  int taken = 0;
  return set_iv(evp, operation.nonce, decrypting ? tag.list : nullptr) &&
         EVP_CipherUpdate(evp, nullptr, &taken, nullptr, static_cast<int>(size)) == 1 &&
         authenticate(evp, operation.associated_data);
}

// The text, also one of no bytes: it is here that a tag is compared.
bool run(EVP_CIPHER_CTX* evp, ByteView in, ByteSpan out) {
  std::uint8_t nothing = 0;
  int written = 0;
  return EVP_CipherUpdate(evp, in.empty() ? &nothing : out.data(), &written, in.empty() ? &nothing : in.data(),
                          static_cast<int>(in.size())) == 1 &&
         written == static_cast<int>(in.size());
}

}  // namespace

Status ccm_message(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out) {
  CNG_TRY(check(operation, in));
  Result<LentContext> context = LentContext::take(key, CipherUse::ccm, operation.direction);
  if (!context) return context.error();
  EVP_CIPHER_CTX* evp = context->evp();
  const bool encrypting = operation.direction == Direction::encrypt;
  const bool begun = set_key(context->keyed(), key, operation) && begin(evp, operation, in.size());
  if (!begun || !run(evp, in, out) || (encrypting && !get_tag(evp, operation.tag))) {
    wipe(out.data(), out.size());
    return ossl_failed(begun && !encrypting ? kWrongTag : kAeadFailed);
  }
  context->give_back();
  return {};
}

}  // namespace cng::provider
