// BCryptCreateMultiHash and BCryptProcessMultiOperations: the same digests as those of single hashes.
#include "support/hash.h"
#include "support/properties.h"

namespace {

using namespace cngtest;
using Operation = BCRYPT_MULTI_HASH_OPERATION;

MadeHash make(BCRYPT_ALG_HANDLE algorithm, ULONG count, const Bytes* secret = nullptr, ULONG flags = 0) {
  BCRYPT_HASH_HANDLE raw = untouched();
  const NTSTATUS status = BCryptCreateMultiHash(algorithm, &raw, count, nullptr, 0, secret ? in(*secret) : nullptr,
                                                secret ? len(*secret) : 0, flags);
  const bool written = raw != untouched();
  return {status, Hash(written ? raw : nullptr), written};
}

Operation data(ULONG lane, const Bytes& bytes) {
  return {lane, BCRYPT_HASH_OPERATION_HASH_DATA, in(bytes), len(bytes)};
}
Operation end(ULONG lane, Bytes& digest) {
  return {lane, BCRYPT_HASH_OPERATION_FINISH_HASH, digest.data(), len(digest)};
}

NTSTATUS process(BCRYPT_HASH_HANDLE hash, std::vector<Operation> operations) {
  return BCryptProcessMultiOperations(hash, BCRYPT_OPERATION_TYPE_HASH, operations.data(),
                                      static_cast<ULONG>(operations.size() * sizeof(Operation)), 0);
}

TEST(MultiHash, Lanes_GiveTheDigestsOfSingleHashes) {
  const Algorithm algorithm = open(BCRYPT_SHA256_ALGORITHM, BCRYPT_MULTI_FLAG);
  const Bytes a = text("first"), b = text("second"), c = text(" half");
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_ALG_HANDLE{algorithm.get()}, BCRYPT_ALG_HANDLE{BCRYPT_SHA256_ALG_HANDLE}}) {
    const MadeHash hash = make(handle, 3);
    ASSERT_THAT(hash, IsMade());
    Bytes zero(32), one(32), two(32);
    EXPECT_THAT(process(hash.handle, {data(0, a), data(1, b), data(0, c)}), IsSuccess());
    EXPECT_THAT(process(hash.handle, {data(1, c), end(1, one), end(0, zero), end(2, two)}), IsSuccess());
    EXPECT_EQ(to_hex(zero), digest_of(hashing(BCRYPT_SHA256_ALG_HANDLE), concat({a, c}), 32));
    EXPECT_EQ(to_hex(one), digest_of(hashing(BCRYPT_SHA256_ALG_HANDLE), concat({b, c}), 32));
    EXPECT_EQ(to_hex(two), digest_of(hashing(BCRYPT_SHA256_ALG_HANDLE), {}, 32));
  }
}

TEST(MultiHash, Hmac_IsKeyedAlike) {
  const Algorithm algorithm = open(BCRYPT_SHA1_ALGORITHM, BCRYPT_MULTI_FLAG | BCRYPT_ALG_HANDLE_HMAC_FLAG);
  const Bytes key = text("key"), message = text("message");
  const MadeHash hash = make(algorithm, 2, &key);
  ASSERT_THAT(hash, IsMade());
  Bytes zero(20), one(20);
  EXPECT_THAT(process(hash.handle, {data(1, message), data(0, message), end(0, zero), end(1, one)}), IsSuccess());
  EXPECT_EQ(zero, one);
  EXPECT_EQ(to_hex(zero), digest_of(hashing_with(BCRYPT_HMAC_SHA1_ALG_HANDLE, key), message, 20));
}

TEST(MultiHash, Reusable_StartsAgain) {
  const MadeHash once = make(BCRYPT_SHA1_ALG_HANDLE, 1);
  const MadeHash again = make(BCRYPT_SHA1_ALG_HANDLE, 1, nullptr, BCRYPT_HASH_REUSABLE_FLAG);
  Bytes first(20), second(20);
  EXPECT_THAT(process(once.handle, {end(0, first)}), IsSuccess());
  EXPECT_THAT(process(once.handle, {end(0, second)}), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(second, Bytes(20));
  EXPECT_THAT(process(again.handle, {end(0, first), end(0, second)}), IsSuccess());
  EXPECT_EQ(first, second);
}

TEST(MultiHash, BadLists_ChangeNothing) {
  const MadeHash hash = make(BCRYPT_SHA1_ALG_HANDLE, 2);
  const Bytes x = text("x");
  Bytes digest(20), wrong(19);
  const Operation bad[] = {data(2, x),
                           data(0xFFFFFFFF, x),
                           end(0, wrong),
                           {0, static_cast<BCRYPT_HASH_OPERATION_TYPE>(3), in(x), 1},
                           {0, static_cast<BCRYPT_HASH_OPERATION_TYPE>(0), in(x), 1},
                           {0, BCRYPT_HASH_OPERATION_HASH_DATA, nullptr, 1},
                           {0, BCRYPT_HASH_OPERATION_FINISH_HASH, nullptr, 20}};
  for (const Operation& operation : bad)
    EXPECT_THAT(process(hash.handle, {data(0, x), operation}), IsStatus(STATUS_INVALID_PARAMETER));
  Operation good = data(0, x);
  for (ULONG size : {ULONG{0}, ULONG{1}, static_cast<ULONG>(sizeof good - 1)})
    EXPECT_THAT(BCryptProcessMultiOperations(hash.handle, BCRYPT_OPERATION_TYPE_HASH, &good, size, 0),
                IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptProcessMultiOperations(hash.handle, BCRYPT_OPERATION_TYPE_HASH, nullptr, sizeof good, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptProcessMultiOperations(hash.handle, BCRYPT_OPERATION_TYPE_HASH, &good, sizeof good, 1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(
      BCryptProcessMultiOperations(hash.handle, static_cast<BCRYPT_MULTI_OPERATION_TYPE>(0), &good, sizeof good, 0),
      IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(process(hash.handle, {end(0, digest)}), IsSuccess());
  EXPECT_EQ(to_hex(digest), digest_of(hashing(BCRYPT_SHA1_ALG_HANDLE), {}, 20));
}

TEST(MultiHash, BadArguments_AreRefused) {
  const Algorithm plain = open(BCRYPT_SHA1_ALGORITHM);
  const Algorithm multi = open(BCRYPT_SHA1_ALGORITHM, BCRYPT_MULTI_FLAG);
  const Bytes key = text("key");
  EXPECT_THAT(make(plain, 2), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(make(multi, 0), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(make(multi, 0xFFFFFFFF), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(make(multi, 2, &key), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(make(multi, 2, nullptr, 1), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(make(BCRYPT_AES_CBC_ALG_HANDLE, 2), IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(make(nullptr, 2), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptCreateMultiHash(multi, nullptr, 2, nullptr, 0, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  BCRYPT_MULTI_OBJECT_LENGTH_STRUCT length = {};
  ULONG size = 0;
  ASSERT_THAT(
      BCryptGetProperty(multi, BCRYPT_MULTI_OBJECT_LENGTH, reinterpret_cast<PUCHAR>(&length), sizeof length, &size, 0),
      IsSuccess());
  Bytes object(length.cbPerObject + 2 * length.cbPerElement);
  BCRYPT_HASH_HANDLE raw = untouched();
  EXPECT_THAT(BCryptCreateMultiHash(multi, &raw, 2, object.data(), len(object) - 1, nullptr, 0, 0),
              IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(raw, untouched());
  EXPECT_THAT(BCryptCreateMultiHash(multi, &raw, 2, object.data(), len(object), nullptr, 0, 0), IsSuccess());
  EXPECT_THAT(BCryptDestroyHash(raw), IsSuccess());
  EXPECT_THAT(BCryptDestroyHash(raw), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(MultiHash, HandlesOfOneKind_AreNotTakenForTheOther) {
  const Hash single = hashing(BCRYPT_SHA1_ALG_HANDLE);
  const MadeHash many = make(BCRYPT_SHA1_ALG_HANDLE, 1);
  const Bytes x = text("x");
  for (PVOID handle : {PVOID{nullptr}, untouched(), single.get()})
    EXPECT_THAT(process(handle, {data(0, x)}), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(feed(many.handle, x), IsStatus(STATUS_INVALID_HANDLE));
}

}  // namespace
