// Symmetric keys and their use.
#ifndef OPENCNG_TESTS_SUPPORT_SYMMETRIC_H_
#define OPENCNG_TESTS_SUPPORT_SYMMETRIC_H_

#include "support/handles.h"

namespace cngtest {

// Secrets and blobs are copied to heap blocks of exactly their size, so that a sanitizer sees a read behind them.
MadeKey generate_symmetric(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags = 0);
MadeKey import_symmetric(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags = 0);

// symmetric gives a usable key and fails the test when there is none.
Key symmetric(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags = 0);

// key_data is the documented KeyDataBlob of a secret.
inline constexpr ULONG kKdbm = 0x4D42444B;
Bytes key_data(const Bytes& secret);

// Ran is what one call of BCryptEncrypt or BCryptDecrypt did: status, *pcbResult, and of its buffer the bytes up to
// that size, or none when nothing of the buffer was written.
struct Ran {
  NTSTATUS status = 0;
  ULONG size = 0;
  Bytes bytes;
  bool wrote = false;
};

using CipherFunction = NTSTATUS(WINAPI*)(BCRYPT_KEY_HANDLE, PUCHAR, ULONG, PVOID, PUCHAR, ULONG, PUCHAR, ULONG, ULONG*,
                                         ULONG);

// run calls with a buffer of `room` bytes; it checks that nothing behind them, and nothing behind the size of a
// success, is written. The input's pointer is never NULL. `iv` null: no IV; else it is updated as the call does.
Ran run(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes* iv, std::size_t room,
        ULONG flags = 0, PVOID info = nullptr);

// query asks for the size. It checks that the IV stays as it is.
Ran query(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes* iv, ULONG flags = 0,
          PVOID info = nullptr);

// encrypted and decrypted give the result in a buffer as large as the query says, and fail the test on a refusal.
Bytes encrypted(BCRYPT_KEY_HANDLE key, const Bytes& plain, Bytes* iv = nullptr, ULONG flags = 0);
Bytes decrypted(BCRYPT_KEY_HANDLE key, const Bytes& cipher, Bytes* iv = nullptr, ULONG flags = 0);

// With an IV of this call alone.
Bytes encrypted_from(BCRYPT_KEY_HANDLE key, const Bytes& plain, Bytes iv, ULONG flags = 0);
Bytes decrypted_from(BCRYPT_KEY_HANDLE key, const Bytes& cipher, Bytes iv, ULONG flags = 0);

// chaining_mode reads the property: 64 bytes, whatever the mode's name is.
std::string chaining_mode(BCRYPT_HANDLE object);

// Aead owns what a BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO points to; a test changes the field that it is about.
class Aead {
 public:
  Aead(Bytes nonce, Bytes aad, Bytes tag);
  Aead(const Aead&) = delete;
  Aead& operator=(const Aead&) = delete;

  PVOID get() { return &info; }
  const Bytes& tag() const { return tag_; }
  void set_aad(Bytes aad);
  // chained makes it the info of a chain of calls.
  void chained();

  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info;

 private:
  Bytes nonce_, aad_, tag_, context_;
};

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_SYMMETRIC_H_
