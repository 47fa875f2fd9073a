// How hash objects live: arguments, finished objects, duplicates, handles of other kinds.
#include "support/hash.h"
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

constexpr ULONG kSize = 32;  // of SHA-256
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Hash sha256(ULONG flags = 0) { return hashing(BCRYPT_SHA256_ALG_HANDLE, flags); }

TEST(HashRules, Create_BadAlgorithmHandlesAreRefused) {
  Algorithm closed = open(BCRYPT_SHA256_ALGORITHM);
  const BCRYPT_ALG_HANDLE stale = closed.get();
  closed.reset();
  const Hash hash = sha256();
  for (PVOID handle : {PVOID{nullptr}, untouched(), PVOID{stale}, hash.get()}) {
    EXPECT_THAT(create_hash(handle), IsRefusedWith(STATUS_INVALID_HANDLE));
    EXPECT_THAT(hash_once(handle, nullptr, text("abc"), kSize).status, IsStatus(STATUS_INVALID_HANDLE));
  }
}

TEST(HashRules, Create_AlgorithmsThatAreNoHashesAreRefused) {
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE}) {
    const MadeHash made = create_hash(handle);
    EXPECT_NE(made.status, STATUS_SUCCESS);
    EXPECT_FALSE(made.written);
    EXPECT_NE(hash_once(handle, nullptr, text("abc"), kSize).status, STATUS_SUCCESS);
  }
}

TEST(HashRules, Create_ChecksItsArguments) {
  EXPECT_THAT(BCryptCreateHash(BCRYPT_SHA256_ALG_HANDLE, nullptr, nullptr, 0, nullptr, 0, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG flags : {0x1U, 0x8U, 0x80U, 0x80000000U})
    EXPECT_THAT(create_hash(BCRYPT_SHA256_ALG_HANDLE, nullptr, flags), IsRefusedWith(STATUS_INVALID_PARAMETER))
        << flags;
  BCRYPT_HASH_HANDLE raw = untouched();
  EXPECT_THAT(BCryptCreateHash(BCRYPT_HMAC_SHA256_ALG_HANDLE, &raw, nullptr, 0, nullptr, 16, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
}

TEST(HashRules, Create_HashObjectIsTakenFromItsLengthOn) {
  const ULONG needed = get_number(BCRYPT_SHA256_ALG_HANDLE, BCRYPT_OBJECT_LENGTH).value_or(1);
  Bytes object(needed);
  BCRYPT_HASH_HANDLE raw = untouched();
  for (ULONG size : {ULONG{0}, ULONG{1}, needed - 1})
    EXPECT_THAT(BCryptCreateHash(BCRYPT_SHA256_ALG_HANDLE, &raw, object.data(), size, nullptr, 0, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(raw, untouched());
  ASSERT_THAT(BCryptCreateHash(BCRYPT_SHA256_ALG_HANDLE, &raw, object.data(), needed, nullptr, 0, 0), IsSuccess());
  const Hash hash(raw);
  EXPECT_THAT(feed(hash, text("a")), IsSuccess());
  object.assign(needed, 0xDD);
  BCRYPT_HASH_HANDLE second = untouched();
  EXPECT_THAT(BCryptDuplicateHash(hash, &second, object.data(), needed - 1, 0), IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(second, untouched());
  ASSERT_THAT(BCryptDuplicateHash(hash, &second, object.data(), needed, 0), IsSuccess());
  const Hash copy(second);
  EXPECT_EQ(digest_of(hash, text("bc"), kSize), kAbc);
  EXPECT_EQ(digest_of(copy, text("bc"), kSize), kAbc);
}

TEST(HashRules, Object_OutlivesItsAlgorithm) {
  Algorithm algorithm = open(BCRYPT_SHA256_ALGORITHM);
  const Hash hash = hashing(algorithm);
  algorithm.reset();
  EXPECT_EQ(digest_of(hash, text("abc"), kSize), kAbc);
}

TEST(HashRules, Data_ChecksItsArguments) {
  const Hash hash = sha256();
  Bytes data = text("abc");
  EXPECT_THAT(BCryptHashData(hash, nullptr, 0, 0), IsSuccess());
  EXPECT_THAT(BCryptHashData(hash, nullptr, 3, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptHashData(hash, data.data(), 3, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptHashData(hash, data.data(), 0, 0), IsSuccess());
  EXPECT_EQ(digest_of(hash, data, kSize), kAbc) << "a refused call was hashed";
}

TEST(HashRules, Finish_ChecksItsArguments) {
  const Hash hash = sha256();
  EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
  EXPECT_THAT(BCryptFinishHash(hash, nullptr, kSize, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptFinishHash(hash, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG flags : {0x2U, 0x20U, 0x80000000U})
    EXPECT_THAT(finish(hash, kSize, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
  EXPECT_EQ(finished(hash, kSize), kAbc);
}

TEST(HashRules, OneCall_ChecksItsArguments) {
  Bytes data = text("abc"), out(kSize);
  EXPECT_THAT(BCryptHash(BCRYPT_SHA256_ALG_HANDLE, nullptr, 0, data.data(), 3, nullptr, kSize),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptHash(BCRYPT_SHA256_ALG_HANDLE, nullptr, 0, nullptr, 3, out.data(), kSize),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptHash(BCRYPT_HMAC_SHA256_ALG_HANDLE, nullptr, 3, data.data(), 3, out.data(), kSize),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(out, Bytes(kSize));
  EXPECT_THAT(BCryptHash(BCRYPT_SHA256_ALG_HANDLE, nullptr, 0, nullptr, 0, out.data(), kSize), IsSuccess());
}

TEST(HashRules, OneCall_MayWriteOverItsInput) {
  Bytes buffer = text("abc");
  buffer.resize(kSize);
  EXPECT_THAT(BCryptHash(BCRYPT_SHA256_ALG_HANDLE, nullptr, 0, buffer.data(), 3, buffer.data(), kSize), IsSuccess());
  EXPECT_EQ(to_hex(buffer), kAbc);
}

TEST(HashRules, FinishedHash_TakesNothingMore) {
  const Hash hash = sha256();
  EXPECT_EQ(digest_of(hash, text("abc"), kSize), kAbc);
  EXPECT_THAT(feed(hash, text("abc")), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(finish(hash, kSize).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(duplicate_hash(hash), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(get_number(hash, BCRYPT_HASH_LENGTH), kSize) << "it still says what it is";
}

TEST(HashRules, Duplicate_ChecksItsArguments) {
  const Hash hash = sha256();
  EXPECT_THAT(BCryptDuplicateHash(hash, nullptr, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  BCRYPT_HASH_HANDLE raw = untouched();
  EXPECT_THAT(BCryptDuplicateHash(hash, &raw, nullptr, 0, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
}

TEST(HashRules, Duplicate_IsReusableIfTheOriginalIs) {
  const Hash hash = sha256(BCRYPT_HASH_REUSABLE_FLAG);
  EXPECT_THAT(feed(hash, text("ab")), IsSuccess());
  const Hash copy = duplicated(hash);
  EXPECT_EQ(digest_of(copy, text("c"), kSize), kAbc);
  EXPECT_EQ(digest_of(copy, text("abc"), kSize), kAbc);
  EXPECT_EQ(digest_of(hash, text("c"), kSize), kAbc);
}

TEST(HashRules, Destroy_RefusalsAreInvalidParameter) {
  EXPECT_THAT(BCryptDestroyHash(nullptr), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDestroyHash(untouched()), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDestroyHash(BCRYPT_SHA256_ALG_HANDLE), IsStatus(STATUS_INVALID_PARAMETER));
  Hash hash = sha256();
  const BCRYPT_HASH_HANDLE raw = hash.release();
  EXPECT_THAT(BCryptDestroyHash(raw), IsSuccess());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(BCryptDestroyHash(raw), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(HashRules, HandlesOfOtherKinds_AreRefusedAndStayAlive) {
  const Algorithm algorithm = open(BCRYPT_SHA256_ALGORITHM);
  const Key key =
      imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  const Secret secret = agreed(key, key);
  for (PVOID handle :
       {algorithm.get(), key.get(), secret.get(), PVOID{nullptr}, untouched(), PVOID{BCRYPT_SHA256_ALG_HANDLE}}) {
    EXPECT_THAT(feed(handle, text("abc")), IsStatus(STATUS_INVALID_HANDLE));
    EXPECT_THAT(finish(handle, kSize).status, IsStatus(STATUS_INVALID_HANDLE));
    EXPECT_THAT(duplicate_hash(handle), IsRefusedWith(STATUS_INVALID_HANDLE));
    EXPECT_THAT(BCryptDestroyHash(handle), IsStatus(STATUS_INVALID_PARAMETER));
  }
  const Hash hash = sha256();
  EXPECT_THAT(BCryptDestroyKey(hash), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptDestroySecret(hash), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptCloseAlgorithmProvider(hash, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(duplicate_key(hash), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_EQ(digest_of(hash, text("abc"), kSize), kAbc);
  EXPECT_THAT(export_key(key, BCRYPT_ECCPRIVATE_BLOB).status, IsSuccess());
}

TEST(HashRules, DestroyedHash_IsRefusedByEveryCall) {
  Hash hash = sha256();
  const BCRYPT_HASH_HANDLE stale = hash.get();
  hash.reset();
  const Hash next = sha256();  // may take the place of the first
  EXPECT_THAT(feed(stale, text("abc")), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(finish(stale, kSize).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(duplicate_hash(stale), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(get_property(stale, BCRYPT_HASH_LENGTH).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(digest_of(next, text("abc"), kSize), kAbc);
}

TEST(HashRules, DontResetFlag_IsForExtendableOutputs) {
  const Hash hash = sha256();
  EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
  EXPECT_THAT(finish(hash, kSize, BCRYPT_HASH_DONT_RESET_FLAG).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(finished(hash, kSize), kAbc);
}

}  // namespace
