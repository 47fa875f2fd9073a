// BCryptEncrypt, BCryptDecrypt for RSA.
#include <cstring>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "api/rsa_padding.h"

namespace cng::api {
namespace {

constexpr std::size_t kLongestBlock = 2048;  // RSA, 16384 bits

Status check_encrypts(const Key& key) {
  if (key.algorithm().interface != Interface::asymmetric_encryption)
    return not_supported("keys of this algorithm do not encrypt");
  return {};
}

}  // namespace

Status encrypt(BCRYPT_KEY_HANDLE hKey, const UCHAR* pbInput, ULONG cbInput, const void* pPaddingInfo, UCHAR* pbOutput,
               ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  if (pcbResult == nullptr || missing(pbInput, cbInput)) return invalid_parameter("pcbResult or pbInput is NULL");
  CNG_TRY(check_encrypts(**key));
  const Result<provider::RsaPadding> padding = read_encryption_padding(pPaddingInfo, dwFlags);
  if (!padding) return padding.error();
  const Output out{pbOutput, cbOutput, pcbResult};
  return two_call(out, (*key)->parts()[rsa_part::n].size(), [&](ByteSpan to) -> Status {
    std::uint8_t block[kLongestBlock];  // the caller may encrypt in place
    CNG_TRY(provider::rsa_encrypt(**key, *padding, view(pbInput, cbInput), ByteSpan(block, to.size())));
    std::memcpy(to.data(), block, to.size());
    return {};
  });
}

Status decrypt(BCRYPT_KEY_HANDLE hKey, const UCHAR* pbInput, ULONG cbInput, const void* pPaddingInfo, UCHAR* pbOutput,
               ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  if (pcbResult == nullptr || missing(pbInput, cbInput)) return invalid_parameter("pcbResult or pbInput is NULL");
  CNG_TRY(check_encrypts(**key));
  const Result<provider::RsaPadding> padding = read_encryption_padding(pPaddingInfo, dwFlags);
  if (!padding) return padding.error();
  if (!(*key)->parts().has_private) return invalid_parameter("the key has no private half");
  if (cbInput != (*key)->parts()[rsa_part::n].size())
    return invalid_parameter("the ciphertext is not as long as the modulus");
  // A size query decrypts too: Windows reports the exact length of the plaintext.
  Result<SecretBytes> plain = provider::rsa_decrypt(**key, *padding, view(pbInput, cbInput));
  if (!plain) return plain.error();
  return two_call({pbOutput, cbOutput, pcbResult}, plain->size(), [&](ByteSpan to) -> Status {
    if (!to.empty()) std::memcpy(to.data(), plain->view(SecretAccess{}).data(), to.size());
    return {};
  });
}

}  // namespace cng::api
