// BCryptSignHash, BCryptVerifySignature.
#include <cstring>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "api/rsa_padding.h"

namespace cng::api {
namespace {

constexpr std::size_t kLongestSignature = 2048;  // RSA, 16384 bits

// ECDSA takes neither padding nor flags.
Status check_no_padding(const void* info, ULONG flags) {
  if (info != nullptr || flags != 0) return invalid_parameter("this algorithm has no padding");
  return {};
}

Status check_signs(const Key& key) {
  if (key.algorithm().interface == Interface::secret_agreement)
    return not_supported("keys of this algorithm do not sign");
  return {};
}

// Into a buffer of ours first: the caller's, which may be the input too, is written only when all went well.
template <class Sign>
Status sign_into(const Output& out, std::size_t size, Sign&& sign) {
  return two_call(out, size, [&](ByteSpan to) -> Status {
    std::uint8_t signature[kLongestSignature];
    CNG_TRY(sign(ByteSpan(signature, to.size())));
    std::memcpy(to.data(), signature, to.size());
    return {};
  });
}

Status sign_rsa(const Key& key, const void* info, ULONG flags, ByteView digest, const Output& out) {
  const Result<provider::RsaPadding> padding = read_signature_padding(info, flags);
  if (!padding) return padding.error();
  return sign_into(out, key.parts()[rsa_part::n].size(),
                   [&](ByteSpan to) { return provider::rsa_sign(key, *padding, digest, to); });
}

Status sign_ecdsa(const Key& key, const void* info, ULONG flags, ByteView digest, const Output& out) {
  CNG_TRY(check_no_padding(info, flags));
  return sign_into(out, std::size_t{2} * key.parts().curve->order_bytes,
                   [&](ByteSpan to) { return provider::ecdsa_sign(key, digest, to); });
}

}  // namespace

Status sign_hash(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbInput, ULONG cbInput, UCHAR* pbOutput,
                 ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  if (pcbResult == nullptr) return invalid_parameter("pcbResult is NULL");
  CNG_TRY(check_signs(**key));
  if (pbOutput != nullptr) {
    if (pbInput == nullptr) return invalid_parameter("pbInput is NULL");
    if (!(*key)->parts().has_private) return invalid_parameter("the key has no private half");
  }
  const auto sign = (*key)->parts().family == Family::rsa ? sign_rsa : sign_ecdsa;
  return sign(**key, pPaddingInfo, dwFlags, view(pbInput, cbInput), {pbOutput, cbOutput, pcbResult});
}

Status verify_signature(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbHash, ULONG cbHash,
                        const UCHAR* pbSignature, ULONG cbSignature, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  CNG_TRY(check_signs(**key));
  if (pbHash == nullptr || pbSignature == nullptr) return invalid_parameter("pbHash or pbSignature is NULL");
  const ByteView hash = view(pbHash, cbHash);
  const ByteView signature = view(pbSignature, cbSignature);
  if ((*key)->parts().family != Family::rsa) {
    CNG_TRY(check_no_padding(pPaddingInfo, dwFlags));
    return provider::ecdsa_verify(**key, hash, signature);
  }
  const Result<provider::RsaPadding> padding = read_signature_padding(pPaddingInfo, dwFlags);
  if (!padding) return padding.error();
  return provider::rsa_verify(**key, *padding, hash, signature);
}

}  // namespace cng::api
