// Calls that use a key: sign, verify, encrypt, decrypt. Each of the two-call functions is asked for its size first.
#ifndef OPENCNG_TESTS_SUPPORT_USE_H_
#define OPENCNG_TESTS_SUPPORT_USE_H_

#include "support/handles.h"

namespace cngtest {

// The padding structures with their strings; they must outlive the call only.
struct Pkcs1 {
  explicit Pkcs1(LPCWSTR hash) : info{hash} {}
  BCRYPT_PKCS1_PADDING_INFO info;
};
struct Pss {
  Pss(LPCWSTR hash, ULONG salt) : info{hash, salt} {}
  BCRYPT_PSS_PADDING_INFO info;
};
struct Oaep {
  explicit Oaep(LPCWSTR hash, const Bytes& label = {}) : info{hash, label.empty() ? nullptr : in(label), len(label)} {}
  BCRYPT_OAEP_PADDING_INFO info;
};

// sign and its kin check that the size query agrees with the call and that nothing behind the size is written.
Output sign(BCRYPT_KEY_HANDLE key, PVOID padding, const Bytes& digest, ULONG flags);
Output sign(BCRYPT_KEY_HANDLE key, Pkcs1 padding, const Bytes& digest);
Output sign(BCRYPT_KEY_HANDLE key, Pss padding, const Bytes& digest);
NTSTATUS verify(BCRYPT_KEY_HANDLE key, PVOID padding, const Bytes& digest, const Bytes& signature, ULONG flags);
NTSTATUS verify(BCRYPT_KEY_HANDLE key, Pkcs1 padding, const Bytes& digest, const Bytes& signature);
NTSTATUS verify(BCRYPT_KEY_HANDLE key, Pss padding, const Bytes& digest, const Bytes& signature);

Output encrypt(BCRYPT_KEY_HANDLE key, const Bytes& plain, PVOID padding, ULONG flags);
// decrypt gives the plaintext; a failure must leave the output buffer alone.
Output decrypt(BCRYPT_KEY_HANDLE key, const Bytes& cipher, PVOID padding, ULONG flags);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_USE_H_
