// BCryptEncrypt, BCryptDecrypt: RSA here, symmetric keys in cipher.cpp.
#include <cstring>

#include "api/api.h"
#include "api/cipher.h"
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

Status encrypt_rsa(const Key& key, const EncryptCall& call, const Output& out) {
  CNG_TRY(check_encrypts(key));
  const Result<provider::RsaPadding> padding = read_encryption_padding(call.pPaddingInfo, call.dwFlags);
  if (!padding) return padding.error();
  return two_call(out, key.parts()[rsa_part::n].size(), [&](ByteSpan to) -> Status {
    std::uint8_t block[kLongestBlock];  // the caller may encrypt in place
    CNG_TRY(provider::rsa_encrypt(key, *padding, view(call.pbInput, call.cbInput), ByteSpan(block, to.size())));
    std::memcpy(to.data(), block, to.size());
    return {};
  });
}

Status decrypt_rsa(const Key& key, const EncryptCall& call, const Output& out) {
  CNG_TRY(check_encrypts(key));
  const Result<provider::RsaPadding> padding = read_encryption_padding(call.pPaddingInfo, call.dwFlags);
  if (!padding) return padding.error();
  if (!key.parts().has_private) return invalid_parameter("the key has no private half");
  if (call.cbInput != key.parts()[rsa_part::n].size())
    return invalid_parameter("the ciphertext is not as long as the modulus");
  // A size query decrypts too: Windows reports the exact length of the plaintext.
  Result<SecretBytes> plain = provider::rsa_decrypt(key, *padding, view(call.pbInput, call.cbInput));
  if (!plain) return plain.error();
  return two_call(out, plain->size(), [&](ByteSpan to) -> Status {
    if (!to.empty()) std::memcpy(to.data(), plain->view(SecretAccess{}).data(), to.size());
    return {};
  });
}

Status run_symmetric(CipherKey& key, const EncryptCall& call, const Output& out, provider::Direction direction) {
  if ((call.dwFlags & ~static_cast<ULONG>(BCRYPT_BLOCK_PADDING)) != 0) return invalid_parameter("unknown flag");
  return run_cipher(key, {direction, view(call.pbInput, call.cbInput), call.pbInput == nullptr, call.pPaddingInfo,
                          call.pbIV, call.cbIV, out, call.dwFlags != 0});
}

// What encryption and decryption have in common: the pointers, and which kind of key it is.
Status transform(const EncryptCall& call, provider::Direction direction) {
  const Pin<KeyObject> key = handles().pin<KeyObject>(to_handle(call.hKey), Kind::key);
  if (!key) return invalid_handle("not a key handle");
  if (key->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (call.pcbResult == nullptr || missing(call.pbInput, call.cbInput))
    return invalid_parameter("pcbResult or pbInput is NULL");
  const Output out{call.pbOutput, call.cbOutput, call.pcbResult};
  if (key->state() == KeyState::symmetric) return run_symmetric(static_cast<CipherKey&>(*key), call, out, direction);
  if (key->state() == KeyState::derivation) return not_supported("keys of this algorithm do not encrypt");
  const Key& pair = static_cast<Key&>(*key);
  return direction == provider::Direction::encrypt ? encrypt_rsa(pair, call, out) : decrypt_rsa(pair, call, out);
}

}  // namespace

Status encrypt(const EncryptCall& call) { return transform(call, provider::Direction::encrypt); }

Status decrypt(const EncryptCall& call) { return transform(call, provider::Direction::decrypt); }

}  // namespace cng::api
