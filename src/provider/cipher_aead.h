// What the authenticating ciphers share. Inside of the provider only.
#pragma once

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "core/bytes.h"
#include "core/result.h"
#include "provider/cipher.h"
#include "provider/cipher_context.h"

namespace cng::provider {

constexpr Error kWrongTag = {Code::auth_tag_mismatch, "the tag is not that of the message"};
constexpr Error kAeadFailed = internal_error("the cipher failed");

constexpr std::size_t kGcmNonce = 12;
constexpr std::size_t kLeastGcmTag = 12;
constexpr std::size_t kMostTag = 16;
constexpr std::size_t kPoly1305Nonce = 12;

// The parameter that sets a tag to be compared, or gets the one that was made.
struct TagParam {
  explicit TagParam(ByteSpan tag)
      : list{OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag.data(), tag.size()),
             OSSL_PARAM_construct_end()} {}
  OSSL_PARAM list[2];
};

inline bool get_tag(EVP_CIPHER_CTX* context, ByteSpan tag) {
  TagParam param(tag);
  return EVP_CIPHER_CTX_get_params(context, param.list) == 1;
}

// Ends a message. When decrypting, false is a wrong tag.
inline bool end_message(EVP_CIPHER_CTX* context) {
  std::uint8_t nothing[kMostTag];
  int written = 0;
  return EVP_CipherFinal_ex(context, nothing, &written) == 1 && written == 0;
}

// A message of a cipher that needs no lengths in advance: GCM and ChaCha20-Poly1305.
Status one_pass(const CipherKey& key, CipherUse use, const AeadOperation& operation, ByteView in, ByteSpan out);

Status gcm_message(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out);
Status ccm_message(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out);

}  // namespace cng::provider
