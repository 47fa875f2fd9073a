// The documented calls that are measured, by pointer: of the library that a program is linked with, or of one that it
// has loaded. A call that fails throws: a benchmark of refusals would be a fast one.
#pragma once

#include <cng/cng.h>

#include "bench/blobs.h"

namespace cngbench {

struct Calls {
  decltype(&BCryptImportKeyPair) import_key_pair;
  decltype(&BCryptImportKey) import_key;
  decltype(&BCryptExportKey) export_key;
  decltype(&BCryptDestroyKey) destroy_key;
  decltype(&BCryptSignHash) sign_hash;
  decltype(&BCryptVerifySignature) verify_signature;
};

// Throws std::runtime_error with the name of the call unless `status` is success.
void must(NTSTATUS status, const char* call);

// Key imports a case and destroys the handle at its end.
class Key {
 public:
  Key(const Calls& calls, const ImportCase& from, BCRYPT_ALG_HANDLE algorithm) : calls_(calls) {
    const NTSTATUS status =
        calls.import_key_pair(algorithm, nullptr, from.type, &handle_, const_cast<PUCHAR>(from.blob.data()),
                              static_cast<ULONG>(from.blob.size()), from.flags);
    if (status != STATUS_SUCCESS) must(status, from.name);
  }
  Key(const Calls& calls, const ImportCase& from) : Key(calls, from, from.algorithm) {}
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (const NTSTATUS status = calls_.destroy_key(handle_); status != STATUS_SUCCESS) must(status, "BCryptDestroyKey");
  }
  BCRYPT_KEY_HANDLE handle() const { return handle_; }

 private:
  const Calls& calls_;
  BCRYPT_KEY_HANDLE handle_ = nullptr;
};

// The same for a symmetric key.
class SymmetricKey {
 public:
  SymmetricKey(const Calls& calls, const ImportCase& from, BCRYPT_ALG_HANDLE algorithm) : calls_(calls) {
    const NTSTATUS status =
        calls.import_key(algorithm, nullptr, from.type, &handle_, nullptr, 0, const_cast<PUCHAR>(from.blob.data()),
                         static_cast<ULONG>(from.blob.size()), from.flags);
    if (status != STATUS_SUCCESS) must(status, from.name);
  }
  SymmetricKey(const SymmetricKey&) = delete;
  SymmetricKey& operator=(const SymmetricKey&) = delete;
  ~SymmetricKey() {
    if (const NTSTATUS status = calls_.destroy_key(handle_); status != STATUS_SUCCESS) must(status, "BCryptDestroyKey");
  }
  BCRYPT_KEY_HANDLE handle() const { return handle_; }

 private:
  const Calls& calls_;
  BCRYPT_KEY_HANDLE handle_ = nullptr;
};

// Exports into `out` and returns the size.
inline ULONG export_key(const Calls& calls, BCRYPT_KEY_HANDLE key, LPCWSTR type, Bytes& out) {
  ULONG size = 0;
  const NTSTATUS status = calls.export_key(key, nullptr, type, out.data(), static_cast<ULONG>(out.size()), &size, 0);
  if (status != STATUS_SUCCESS) must(status, "BCryptExportKey");
  return size;
}

// Signer signs and verifies one fixed SHA-256 digest: PKCS #1 for RSA, plain for ECDSA.
class Signer {
 public:
  Signer(const Calls& calls, const ImportCase& of);

  // Writes the signature into a buffer of the object.
  void sign(BCRYPT_KEY_HANDLE key);
  // Verifies what the last sign() wrote.
  void verify(BCRYPT_KEY_HANDLE key);
  // Verifies a signature that is none.
  void refuse(BCRYPT_KEY_HANDLE key);

 private:
  const Calls& calls_;
  bool rsa_;
  UCHAR signature_[512] = {};
  ULONG size_ = 0;
};

}  // namespace cngbench
