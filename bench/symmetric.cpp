// AES keys: import and destroy beside the bare memory work, and encryption of short and of long messages on a warm key
// beside a keyed context of EVP that is only given its next IV.
#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <memory>

#include "bench/bench.h"
#include "bench/evp.h"

namespace cngbench {
namespace {

constexpr ULONG kTagBytes = 16;
constexpr ULONG kNonceBytes = 12;

// Allocate, copy, wipe, free: what no import can do without.
void memory_floor(const ImportCase& from) {
  const std::size_t size = from.blob.size();
  void* copy = std::malloc(size);
  benchmark::DoNotOptimize(copy);
  std::memcpy(copy, from.blob.data(), size);
  benchmark::ClobberMemory();
  std::memset(copy, 0, size);
  benchmark::ClobberMemory();
  std::free(copy);
}

class Message {
 public:
  explicit Message(ULONG size) : plain(size, 0x5A), cipher(size + kTagBytes) {}
  Bytes plain, cipher;
  UCHAR nonce[kNonceBytes] = {1, 2, 3};
  UCHAR tag[kTagBytes] = {};
  UCHAR iv[16] = {};
};

class Gcm {
 public:
  explicit Gcm(ULONG size) : message_(size), key_(kOurs, import_case("AesKeyData"), BCRYPT_AES_GCM_ALG_HANDLE) {
    BCRYPT_INIT_AUTH_MODE_INFO(info_);
    info_.pbNonce = message_.nonce;
    info_.cbNonce = kNonceBytes;
    info_.pbTag = message_.tag;
    info_.cbTag = kTagBytes;
  }
  void encrypt() {
    ULONG size = 0;
    const NTSTATUS status =
        BCryptEncrypt(key_.handle(), message_.plain.data(), static_cast<ULONG>(message_.plain.size()), &info_, nullptr,
                      0, message_.cipher.data(), static_cast<ULONG>(message_.cipher.size()), &size, 0);
    if (status != STATUS_SUCCESS) must(status, "BCryptEncrypt");
  }

 private:
  Message message_;
  SymmetricKey key_;
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info_{};
};

class Cbc {
 public:
  explicit Cbc(ULONG size) : message_(size), key_(kOurs, import_case("AesKeyData"), BCRYPT_AES_CBC_ALG_HANDLE) {}
  void encrypt() {
    ULONG size = 0;
    const NTSTATUS status = BCryptEncrypt(
        key_.handle(), message_.plain.data(), static_cast<ULONG>(message_.plain.size()), nullptr, message_.iv,
        sizeof message_.iv, message_.cipher.data(), static_cast<ULONG>(message_.cipher.size()), &size, 0);
    if (status != STATUS_SUCCESS) must(status, "BCryptEncrypt");
  }

 private:
  Message message_;
  SymmetricKey key_;
};

// EVP at its best: cipher fetched and keyed once.
class EvpCipher {
 public:
  EvpCipher(const char* name, ULONG size) : message_(size), aead_(std::strstr(name, "GCM") != nullptr) {
    const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> cipher(EVP_CIPHER_fetch(evp_library(), name, nullptr),
                                                                         EVP_CIPHER_free);
    const Bytes& blob = import_case("AesKeyData").blob;
    evp_must(EVP_EncryptInit_ex2(context_, cipher.get(), blob.data() + 12, nullptr, nullptr) == 1, name);
    EVP_CIPHER_CTX_set_padding(context_, 0);
  }
  EvpCipher(const EvpCipher&) = delete;
  EvpCipher& operator=(const EvpCipher&) = delete;
  ~EvpCipher() { EVP_CIPHER_CTX_free(context_); }

  void encrypt() {
    int part = 0;
    int rest = 0;
    bool good = EVP_EncryptInit_ex2(context_, nullptr, nullptr, aead_ ? message_.nonce : message_.iv, nullptr) == 1 &&
                EVP_EncryptUpdate(context_, message_.cipher.data(), &part, message_.plain.data(),
                                  static_cast<int>(message_.plain.size())) == 1 &&
                EVP_EncryptFinal_ex(context_, message_.cipher.data() + part, &rest) == 1;
    if (aead_) good = good && EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_GET_TAG, kTagBytes, message_.tag) == 1;
    if (!good) evp_must(false, "encryption");
  }

 private:
  Message message_;
  bool aead_;
  EVP_CIPHER_CTX* context_ = EVP_CIPHER_CTX_new();
};

// A key of 32 bytes wrapped under the key of AesKeyData, and its way back: imported and destroyed, or by OpenSSL's
// cipher.
class Wrapped {
 public:
  Wrapped() : kek_(kOurs, import_case("AesKeyData"), BCRYPT_AES_CBC_ALG_HANDLE), blob_(40) {
    const SymmetricKey key(kOurs, import_case("AesKeyData"), BCRYPT_AES_CBC_ALG_HANDLE);
    ULONG size = 0;
    must(BCryptExportKey(key.handle(), kek_.handle(), BCRYPT_AES_WRAP_KEY_BLOB, blob_.data(),
                         static_cast<ULONG>(blob_.size()), &size, 0),
         "BCryptExportKey");
    const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> cipher(
        EVP_CIPHER_fetch(evp_library(), "AES-256-WRAP", nullptr), EVP_CIPHER_free);
    evp_must(
        EVP_DecryptInit_ex2(context_, cipher.get(), import_case("AesKeyData").blob.data() + 12, nullptr, nullptr) == 1,
        "AES-256-WRAP");
  }
  Wrapped(const Wrapped&) = delete;
  Wrapped& operator=(const Wrapped&) = delete;
  ~Wrapped() { EVP_CIPHER_CTX_free(context_); }

  void import() {
    BCRYPT_KEY_HANDLE key = nullptr;
    const NTSTATUS status = BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, kek_.handle(), BCRYPT_AES_WRAP_KEY_BLOB, &key,
                                            nullptr, 0, blob_.data(), static_cast<ULONG>(blob_.size()), 0);
    if (status != STATUS_SUCCESS) must(status, "BCryptImportKey");
    must(BCryptDestroyKey(key), "BCryptDestroyKey");
  }
  void evp() {
    UCHAR out[40];
    int size = 0;
    if (EVP_DecryptInit_ex2(context_, nullptr, nullptr, nullptr, nullptr) != 1 ||
        EVP_DecryptUpdate(context_, out, &size, blob_.data(), static_cast<int>(blob_.size())) != 1)
      evp_must(false, "unwrapping");
    benchmark::DoNotOptimize(out);
  }

 private:
  SymmetricKey kek_;
  Bytes blob_;
  EVP_CIPHER_CTX* context_ = EVP_CIPHER_CTX_new();
};

void add_encryption(ULONG size) {
  const std::string operation = "encrypt" + std::to_string(size);
  add("AesGcm", operation.c_str(), "ours", [gcm = std::make_shared<Gcm>(size)] { gcm->encrypt(); });
  add("AesGcm", operation.c_str(), "evp", [evp = std::make_shared<EvpCipher>("AES-256-GCM", size)] { evp->encrypt(); });
  add("AesCbc", operation.c_str(), "ours", [cbc = std::make_shared<Cbc>(size)] { cbc->encrypt(); });
  add("AesCbc", operation.c_str(), "evp", [evp = std::make_shared<EvpCipher>("AES-256-CBC", size)] { evp->encrypt(); });
}

}  // namespace

void add_symmetric() {
  const ImportCase& from = import_case("AesKeyData");
  add("AesKeyData", "import", "ours", [&from] {
    const SymmetricKey key(kOurs, from, from.algorithm);
    benchmark::DoNotOptimize(key.handle());
  });
  add("AesKeyData", "import", "floor", [&from] { memory_floor(from); });
  const auto wrapped = std::make_shared<Wrapped>();
  add("AesWrap", "import", "ours", [wrapped] { wrapped->import(); });
  add("AesWrap", "import", "evp", [wrapped] { wrapped->evp(); });
  for (const ULONG size : {16U, 1024U, 16384U}) add_encryption(size);
}

}  // namespace cngbench
