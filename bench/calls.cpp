#include "bench/calls.h"

#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace cngbench {
namespace {

constexpr ULONG kDigestBytes = 32;
UCHAR g_digest[kDigestBytes] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
BCRYPT_PKCS1_PADDING_INFO g_pkcs1 = {BCRYPT_SHA256_ALGORITHM};

}  // namespace

void must(NTSTATUS status, const char* call) {
  if (status == STATUS_SUCCESS) return;
  char text[100];
  std::snprintf(text, sizeof text, "%s gave 0x%08x", call, static_cast<unsigned>(status));
  throw std::runtime_error(text);
}

Signer::Signer(const Calls& calls, const ImportCase& of) : calls_(calls), rsa_(of.algorithm == BCRYPT_RSA_ALG_HANDLE) {}

void Signer::sign(BCRYPT_KEY_HANDLE key) {
  const NTSTATUS status = calls_.sign_hash(key, rsa_ ? &g_pkcs1 : nullptr, g_digest, kDigestBytes, signature_,
                                           sizeof signature_, &size_, rsa_ ? BCRYPT_PAD_PKCS1 : 0);
  if (status != STATUS_SUCCESS) must(status, "BCryptSignHash");
}

void Signer::verify(BCRYPT_KEY_HANDLE key) {
  const NTSTATUS status = calls_.verify_signature(key, rsa_ ? &g_pkcs1 : nullptr, g_digest, kDigestBytes, signature_,
                                                  size_, rsa_ ? BCRYPT_PAD_PKCS1 : 0);
  if (status != STATUS_SUCCESS) must(status, "BCryptVerifySignature");
}

void Signer::refuse(BCRYPT_KEY_HANDLE key) {
  UCHAR none[64];
  std::memset(none, 1, sizeof none);
  const NTSTATUS status = calls_.verify_signature(key, nullptr, g_digest, kDigestBytes, none, sizeof none, 0);
  if (status != STATUS_INVALID_SIGNATURE) must(status, "BCryptVerifySignature of no signature");
}

}  // namespace cngbench
