// Hash objects and their use.
#ifndef OPENCNG_TESTS_SUPPORT_HASH_H_
#define OPENCNG_TESTS_SUPPORT_HASH_H_

#include "support/handles.h"

namespace cngtest {

void destroy_hash(PVOID handle);
using Hash = Owned<destroy_hash>;
using MadeHash = Made<Hash>;

// `secret` null: no key is passed.
MadeHash create_hash(BCRYPT_ALG_HANDLE algorithm, const Bytes* secret = nullptr, ULONG flags = 0);
MadeHash duplicate_hash(BCRYPT_HASH_HANDLE hash);

// hashing and duplicated give a usable object and fail the test when there is none.
Hash hashing(BCRYPT_ALG_HANDLE algorithm, ULONG flags = 0);
Hash hashing_with(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags = 0);
Hash duplicated(BCRYPT_HASH_HANDLE hash);

NTSTATUS feed(BCRYPT_HASH_HANDLE hash, const Bytes& data);

// finish and hash_once check that nothing behind the output is written, and nothing at all on a refusal.
Output finish(BCRYPT_HASH_HANDLE hash, std::size_t size, ULONG flags = 0);
Output hash_once(BCRYPT_ALG_HANDLE algorithm, const Bytes* secret, const Bytes& data, std::size_t size);

// finished gives hex, and fails the test on a refusal; digest_of feeds and finishes.
std::string finished(BCRYPT_HASH_HANDLE hash, std::size_t size, ULONG flags = 0);
std::string digest_of(BCRYPT_HASH_HANDLE hash, const Bytes& data, std::size_t size);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_HASH_H_
