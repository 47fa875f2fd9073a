// BCryptGenerateSymmetricKey, and how keys of the ciphers live: lengths, objects, duplicates, destruction.
#include "support/keys.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

struct Row {
  LPCWSTR id;
  const char* label;
  std::size_t shortest, longest, step;  // bytes; step 0: one length
  std::size_t extended;                 // longest with BCRYPT_EXTENDED_KEYSIZE
};

const Row kRows[] = {
    {BCRYPT_AES_ALGORITHM, "AES", 16, 32, 8, 32},           {BCRYPT_3DES_ALGORITHM, "3DES", 24, 24, 0, 24},
    {BCRYPT_3DES_112_ALGORITHM, "3DES_112", 16, 16, 0, 16}, {BCRYPT_DES_ALGORITHM, "DES", 8, 8, 0, 8},
    {BCRYPT_DESX_ALGORITHM, "DESX", 24, 24, 0, 24},         {BCRYPT_RC2_ALGORITHM, "RC2", 2, 16, 1, 128},
    {BCRYPT_RC4_ALGORITHM, "RC4", 1, 64, 1, 256},
};

Bytes secret(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(0x11 + i);
  return out;
}

Bytes exported_secret(BCRYPT_KEY_HANDLE key) {
  const Output out = export_key(key, BCRYPT_KEY_DATA_BLOB);
  EXPECT_THAT(out.status, IsSuccess());
  return out.bytes.size() < 12 ? Bytes() : Bytes(out.bytes.begin() + 12, out.bytes.end());
}

bool allowed(const Row& row, std::size_t size) {
  if (size < row.shortest || size > row.longest) return false;
  return row.step == 0 ? size == row.longest : (size - row.shortest) % row.step == 0;
}

class SymmetricKey : public testing::TestWithParam<Row> {};

TEST_P(SymmetricKey, Lengths_AreDocumentedOnesOnly) {
  const Algorithm algorithm = open(GetParam().id);
  for (std::size_t size = 0; size <= GetParam().longest; ++size) {
    MadeKey key = generate_symmetric(algorithm, secret(size));
    if (allowed(GetParam(), size)) {
      ASSERT_THAT(key, IsMade()) << size;
      EXPECT_EQ(exported_secret(key.handle), secret(size));
      EXPECT_EQ(get_number(key.handle, BCRYPT_KEY_LENGTH), 8 * size);
    } else {
      EXPECT_THAT(key, IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
    }
  }
}

TEST_P(SymmetricKey, LongerSecrets_AreCutToTheLongestKey) {
  const Algorithm algorithm = open(GetParam().id);
  for (std::size_t more : {1U, 7U, 8U, 100U, 1000U}) {
    MadeKey key = generate_symmetric(algorithm, secret(GetParam().longest + more));
    ASSERT_THAT(key, IsMade()) << more;
    EXPECT_EQ(exported_secret(key.handle), secret(GetParam().longest));
  }
}

TEST_P(SymmetricKey, ExtendedSize_CutsNothing) {
  const Row& row = GetParam();
  const Algorithm algorithm = open(row.id);
  MadeKey key = generate_symmetric(algorithm, secret(row.extended), BCRYPT_EXTENDED_KEYSIZE);
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(exported_secret(key.handle), secret(row.extended));
  EXPECT_THAT(generate_symmetric(algorithm, secret(row.extended + 1), BCRYPT_EXTENDED_KEYSIZE),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(SymmetricKey, UnknownFlags_AreRefused) {
  for (ULONG flags : {0x1U, 0x8U, 0x20U, 0x100U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(generate_symmetric(open(GetParam().id), secret(GetParam().longest), flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << flags;
}

TEST_P(SymmetricKey, KeyObject_IsTakenFromItsLengthOn) {
  const Algorithm algorithm = open(GetParam().id);
  const ULONG needed = get_number(algorithm, BCRYPT_OBJECT_LENGTH).value_or(0);
  ASSERT_GT(needed, 0U);
  EXPECT_LE(needed, 1024U);
  Bytes object(needed), bytes = secret(GetParam().longest);
  for (ULONG size : {ULONG{0}, ULONG{1}, needed - 1}) {
    BCRYPT_KEY_HANDLE raw = untouched();
    EXPECT_THAT(BCryptGenerateSymmetricKey(algorithm, &raw, object.data(), size, bytes.data(), len(bytes), 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(raw, untouched());
  }
  BCRYPT_KEY_HANDLE raw = untouched();
  ASSERT_THAT(BCryptGenerateSymmetricKey(algorithm, &raw, object.data(), needed, bytes.data(), len(bytes), 0),
              IsSuccess());
  const Key key(raw);
  object.assign(needed, 0xDD);  // the caller may do with it what he likes
  EXPECT_EQ(exported_secret(key), bytes);
  // Neither does a size without a pointer matter.
  ASSERT_THAT(BCryptGenerateSymmetricKey(algorithm, &raw, nullptr, 5, bytes.data(), len(bytes), 0), IsSuccess());
  const Key second(raw);
}

TEST_P(SymmetricKey, Key_OutlivesItsAlgorithmAndItsSecret) {
  Algorithm algorithm = open(GetParam().id);
  Bytes bytes = secret(GetParam().longest);
  const Key key = symmetric(algorithm, bytes);
  algorithm.reset();
  const Bytes before = encrypted(key, Bytes(16));
  EXPECT_EQ(before.size(), 16U);
  EXPECT_EQ(exported_secret(key), bytes);
}

TEST_P(SymmetricKey, Duplicate_LivesByItself) {
  Key original = symmetric(open(GetParam().id), secret(GetParam().longest));
  const Key copy = std::move(duplicate_key(original).handle);
  ASSERT_NE(copy.get(), nullptr);
  EXPECT_NE(copy.get(), original.get());
  EXPECT_EQ(encrypted(original, Bytes(16)), encrypted(copy, Bytes(16)));
  original.reset();
  EXPECT_EQ(exported_secret(copy), secret(GetParam().longest));
}

TEST_P(SymmetricKey, Duplicate_ChecksItsArguments) {
  const Key key = symmetric(open(GetParam().id), secret(GetParam().longest));
  EXPECT_THAT(BCryptDuplicateKey(key, nullptr, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  BCRYPT_KEY_HANDLE raw = untouched();
  UCHAR object[4] = {};
  EXPECT_THAT(BCryptDuplicateKey(key, &raw, nullptr, 0, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDuplicateKey(key, &raw, object, sizeof object, 0), IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(raw, untouched());
}

TEST_P(SymmetricKey, Destroy_WorksOnce) {
  Key key = symmetric(open(GetParam().id), secret(GetParam().longest));
  const BCRYPT_KEY_HANDLE raw = key.release();
  EXPECT_THAT(BCryptDestroyKey(raw), IsSuccess());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(BCryptDestroyKey(raw), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(export_key(raw, BCRYPT_KEY_DATA_BLOB).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(duplicate_key(raw), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(get_property(raw, BCRYPT_KEY_LENGTH).status, IsStatus(STATUS_INVALID_HANDLE));
}

INSTANTIATE_TEST_SUITE_P(All, SymmetricKey, testing::ValuesIn(kRows),
                         [](const testing::TestParamInfo<Row>& row) { return "_" + std::string(row.param.label); });

TEST(SymmetricKeyRules, BadAlgorithmHandles_AreRefused) {
  Algorithm closed = open(BCRYPT_AES_ALGORITHM);
  const BCRYPT_ALG_HANDLE stale = closed.get();
  closed.reset();
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  for (PVOID handle : {PVOID{nullptr}, untouched(), PVOID{stale}, key.get()})
    EXPECT_THAT(generate_symmetric(handle, secret(16)), IsRefusedWith(STATUS_INVALID_HANDLE));
}

TEST(SymmetricKeyRules, NullPointers_AreRefused) {
  const Algorithm algorithm = open(BCRYPT_AES_ALGORITHM);
  Bytes bytes = secret(16);
  EXPECT_THAT(BCryptGenerateSymmetricKey(algorithm, nullptr, nullptr, 0, bytes.data(), 16, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptGenerateSymmetricKey(algorithm, &raw, nullptr, 0, nullptr, 16, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptGenerateSymmetricKey(algorithm, &raw, nullptr, 0, nullptr, 0, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
}

TEST(SymmetricKeyRules, AlgorithmsWithoutSymmetricKeys_AreNotSupported) {
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE,
                                   BCRYPT_HMAC_SHA256_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE})
    EXPECT_THAT(generate_symmetric(handle, secret(16)), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(SymmetricKeyRules, WeakKeysAndParity_AreTheCallersAffair) {
  for (const char* weak : {"0101010101010101", "fefefefefefefefe", "0000000000000000", "0123456789abcdee"}) {
    const Key key = symmetric(BCRYPT_DES_ECB_ALG_HANDLE, hex(weak));
    EXPECT_EQ(to_hex(exported_secret(key)), weak);
    EXPECT_EQ(decrypted(key, encrypted(key, secret(16))), secret(16));
  }
  const Key same = symmetric(BCRYPT_3DES_ECB_ALG_HANDLE, Bytes(24, 0x42));
  EXPECT_EQ(encrypted(same, secret(8)), encrypted(symmetric(BCRYPT_DES_ECB_ALG_HANDLE, Bytes(8, 0x42)), secret(8)));
}

TEST(SymmetricKeyRules, ModeOfTheAlgorithm_CountsForKeysMadeAfterwards) {
  const Algorithm algorithm = open(BCRYPT_AES_ALGORITHM);
  const Key before = symmetric(algorithm, secret(16));
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeECB"), IsSuccess());
  const Key after = symmetric(algorithm, secret(16));
  EXPECT_EQ(chaining_mode(before), "ChainingModeCBC");
  EXPECT_EQ(chaining_mode(after), "ChainingModeECB");
  const Key copy = std::move(duplicate_key(before).handle);
  EXPECT_EQ(chaining_mode(copy), "ChainingModeCBC");
}

}  // namespace
