// BCryptEncapsulate, BCryptDecapsulate.
#include <cstring>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

constexpr std::size_t kMostCiphertext = 1568;  // ML-KEM-1024

Result<Pin<Key>> find_kem_key(BCRYPT_KEY_HANDLE handle, ULONG flags) {
  Result<Pin<Key>> key = find_key_pair(handle);
  if (!key) return key.error();
  if ((*key)->parts().family != Family::mlkem) return not_supported("keys of this algorithm do not encapsulate");
  if (flags != 0) return invalid_parameter("no flag is defined");
  return key;
}

void give(const Output& out, ByteView bytes) { std::memcpy(out.data, bytes.data(), bytes.size()); }

}  // namespace

// Both outputs are made before either is written: a caller's buffers are whole or untouched.
Status encapsulate(BCRYPT_KEY_HANDLE hKey, UCHAR* pbSecretKey, ULONG cbSecretKey, ULONG* pcbSecretKey,
                   UCHAR* pbCipherText, ULONG cbCipherText, ULONG* pcbCipherText, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_kem_key(hKey, dwFlags);
  if (!key) return key.error();
  if (pcbSecretKey == nullptr || pcbCipherText == nullptr)
    return invalid_parameter("pcbSecretKey or pcbCipherText is NULL");
  if ((pbSecretKey == nullptr) != (pbCipherText == nullptr))
    return invalid_parameter("one of pbSecretKey and pbCipherText is NULL, and the other is not");
  const std::uint32_t size = (*key)->parts().parameters->output_bytes;
  const Output secret{pbSecretKey, cbSecretKey, pcbSecretKey};
  const Output ciphertext{pbCipherText, cbCipherText, pcbCipherText};
  const bool fits = secret.size >= kMlkemSecretBytes && ciphertext.size >= size;
  if (secret.data != nullptr && fits) {
    SecretArray<kMlkemSecretBytes> fresh;
    std::uint8_t sent[kMostCiphertext];
    const ByteSpan secret_bytes = fresh.span(SecretAccess{});
    CNG_TRY(provider::mlkem_encapsulate(**key, secret_bytes, ByteSpan(sent, size)));
    give(secret, secret_bytes);
    give(ciphertext, ByteView(sent, size));
  }
  *pcbSecretKey = kMlkemSecretBytes;
  *pcbCipherText = size;
  if (secret.data != nullptr && !fits) return buffer_too_small("the output buffer is too small");
  return {};
}

Status decapsulate(BCRYPT_KEY_HANDLE hKey, const UCHAR* pbCipherText, ULONG cbCipherText, UCHAR* pbSecretKey,
                   ULONG cbSecretKey, ULONG* pcbSecretKey, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_kem_key(hKey, dwFlags);
  if (!key) return key.error();
  if (pcbSecretKey == nullptr) return invalid_parameter("pcbSecretKey is NULL");
  if (pbSecretKey != nullptr && pbCipherText == nullptr) return invalid_parameter("pbCipherText is NULL");
  return two_call({pbSecretKey, cbSecretKey, pcbSecretKey}, kMlkemSecretBytes, [&](ByteSpan out) -> Status {
    SecretArray<kMlkemSecretBytes> secret;
    const ByteSpan bytes = secret.span(SecretAccess{});
    CNG_TRY(provider::mlkem_decapsulate(**key, view(pbCipherText, cbCipherText), bytes));
    std::memcpy(out.data(), bytes.data(), out.size());
    return {};
  });
}

}  // namespace cng::api
