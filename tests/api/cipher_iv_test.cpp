// The IV of a call, the chaining register of a key, and calls that must leave both alone.
#include "cipher_known_answers.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

// AES-128 with the register at zero: the plaintext's first two blocks in CBC, the first five bytes in CFB8.
constexpr char kCbcFromZero[] = "3ad77bb40d7a3660a89ecaf32466ef97b148c17f309ee692287ae57cf12add49";
constexpr char kCfb8FromZero[] = "1686d6e534";

Key cbc() { return symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128)); }
Key ecb() { return symmetric(BCRYPT_AES_ECB_ALG_HANDLE, hex(known::kAes128)); }
Key cfb() { return symmetric(BCRYPT_AES_CFB_ALG_HANDLE, hex(known::kAes128)); }

Bytes plain(std::size_t from, std::size_t size) {
  const Bytes all = hex(known::kPlain);
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
  return Bytes(begin, begin + static_cast<std::ptrdiff_t>(size));
}

std::string cbc_answer(std::size_t from, std::size_t size) {
  return std::string(known::kCipherRows[0].cbc).substr(2 * from, 2 * size);
}

TEST(CipherIv, FreshKey_StartsWithARegisterOfZeros) {
  EXPECT_EQ(to_hex(encrypted(cbc(), plain(0, 32))), kCbcFromZero);
  EXPECT_EQ(decrypted(cbc(), hex(kCbcFromZero)), plain(0, 32));
  EXPECT_EQ(to_hex(encrypted(cfb(), plain(0, 5))), kCfb8FromZero);
  EXPECT_EQ(decrypted(cfb(), hex(kCfb8FromZero)), plain(0, 5));
}

TEST(CipherIv, NullIv_ContinuesFromTheCallBefore) {
  const Key key = cbc();
  EXPECT_EQ(to_hex(encrypted_from(key, plain(0, 32), hex(known::kIv))), cbc_answer(0, 32));
  EXPECT_EQ(to_hex(encrypted(key, plain(32, 16))), cbc_answer(32, 16));
  EXPECT_EQ(to_hex(encrypted(key, plain(48, 16))), cbc_answer(48, 16));
}

TEST(CipherIv, NullIv_ContinuesADecryptionFromItsCiphertext) {
  const Key key = cbc();
  EXPECT_EQ(decrypted_from(key, hex(cbc_answer(0, 32)), hex(known::kIv)), plain(0, 32));
  EXPECT_EQ(decrypted(key, hex(cbc_answer(32, 32))), plain(32, 32));
}

TEST(CipherIv, Register_IsSharedByEncryptionAndDecryption) {
  const Key key = cbc();
  encrypted_from(key, plain(0, 32), hex(known::kIv));
  EXPECT_EQ(decrypted(key, hex(cbc_answer(32, 16))), plain(32, 16));
  EXPECT_EQ(to_hex(encrypted(key, plain(48, 16))), cbc_answer(48, 16));
}

TEST(CipherIv, NullIv_ContinuesCfb8InsideABlock) {
  const Key key = cfb();
  const std::string all = known::kCipherRows[0].cfb8;
  std::string seen = to_hex(encrypted_from(key, plain(0, 3), hex(known::kIv)));
  seen += to_hex(encrypted(key, plain(3, 1)));
  seen += to_hex(encrypted(key, plain(4, 19)));
  seen += to_hex(encrypted(key, plain(23, 41)));
  EXPECT_EQ(seen, all);
}

TEST(CipherIv, Cfb8_UpdatesTheIvByShiftingTheCiphertextIn) {
  Bytes iv = hex(known::kIv);
  const Bytes cipher = encrypted(cfb(), plain(0, 3), &iv);
  EXPECT_EQ(to_hex(iv), std::string(known::kIv).substr(6) + to_hex(cipher));
}

TEST(CipherIv, ExplicitIv_LoadsTheRegister) {
  const Key key = cbc();
  encrypted(key, plain(0, 64));  // somewhere else
  encrypted_from(key, plain(0, 16), hex(known::kIv));
  EXPECT_EQ(to_hex(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes), cbc_answer(0, 16));
  EXPECT_EQ(to_hex(encrypted(key, plain(16, 16))), cbc_answer(16, 16));
}

TEST(CipherIv, Property_ReadsAndWritesTheRegister) {
  const Key key = cbc();
  EXPECT_EQ(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes, Bytes(16));
  EXPECT_THAT(set_property(key, BCRYPT_INITIALIZATION_VECTOR, hex(known::kIv)), IsSuccess());
  EXPECT_EQ(to_hex(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes), known::kIv);
  EXPECT_EQ(to_hex(encrypted(key, plain(0, 32))), cbc_answer(0, 32));
  EXPECT_EQ(to_hex(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes), cbc_answer(16, 16));
}

TEST(CipherIv, Property_OfAnotherLengthIsRefused) {
  const Key key = cbc();
  EXPECT_THAT(set_property(key, BCRYPT_INITIALIZATION_VECTOR, hex(known::kIv)), IsSuccess());
  for (std::size_t size : {1U, 8U, 15U, 17U, 32U})
    EXPECT_THAT(set_property(key, BCRYPT_INITIALIZATION_VECTOR, Bytes(size)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(to_hex(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes), known::kIv);
}

TEST(CipherIv, SizeQuery_ChangesNeitherIvNorRegister) {
  const Key key = cbc();
  EXPECT_THAT(set_property(key, BCRYPT_INITIALIZATION_VECTOR, hex(known::kIv)), IsSuccess());
  Bytes other(16, 0x77);
  for (CipherFunction function : {CipherFunction(BCryptEncrypt), CipherFunction(BCryptDecrypt)}) {
    EXPECT_THAT(query(function, key, plain(0, 32), nullptr).status, IsSuccess());
    EXPECT_THAT(query(function, key, plain(0, 32), &other).status, IsSuccess());
    EXPECT_THAT(query(function, key, plain(0, 32), &other, BCRYPT_BLOCK_PADDING).status, IsSuccess());
  }
  EXPECT_EQ(to_hex(encrypted(key, plain(0, 32))), cbc_answer(0, 32));
}

TEST(CipherIv, RefusedCalls_ChangeNeitherIvNorRegister) {
  const Key key = cbc();
  EXPECT_THAT(set_property(key, BCRYPT_INITIALIZATION_VECTOR, hex(known::kIv)), IsSuccess());
  Bytes other(16, 0x77);
  for (Bytes* iv : {static_cast<Bytes*>(nullptr), &other}) {
    EXPECT_THAT(run(BCryptEncrypt, key, plain(0, 32), iv, 31).status, IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_THAT(run(BCryptEncrypt, key, plain(0, 31), iv, 64).status, IsStatus(STATUS_INVALID_BUFFER_SIZE));
    EXPECT_THAT(run(BCryptDecrypt, key, plain(0, 32), iv, 32, BCRYPT_BLOCK_PADDING).status,
                IsStatus(STATUS_DATA_ERROR));
    EXPECT_THAT(run(BCryptEncrypt, key, plain(0, 32), iv, 64, 0x80).status, IsStatus(STATUS_INVALID_PARAMETER));
  }
  EXPECT_EQ(other, Bytes(16, 0x77));
  EXPECT_EQ(to_hex(encrypted(key, plain(0, 32))), cbc_answer(0, 32));
}

TEST(CipherIv, WrongLength_IsRefused) {
  for (const Key& key : {cbc(), cfb()}) {
    for (std::size_t size : {1U, 8U, 12U, 15U, 17U, 32U}) {
      Bytes iv(size, 0x11);
      const Ran out = run(BCryptEncrypt, key, plain(0, 16), &iv, 32);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
      EXPECT_FALSE(out.wrote);
      EXPECT_EQ(iv, Bytes(size, 0x11));
    }
    UCHAR byte = 0;
    ULONG size = 0;
    Bytes data = plain(0, 16);
    EXPECT_THAT(BCryptEncrypt(key, data.data(), 16, nullptr, &byte, 0, data.data(), 16, &size, 0),
                IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST(CipherIv, LengthWithoutAPointer_IsIgnored) {
  for (ULONG length : {1U, 15U, 16U, 1000U}) {
    Bytes data = plain(0, 32);
    ULONG size = 0;
    EXPECT_THAT(BCryptEncrypt(cbc(), data.data(), 32, nullptr, nullptr, length, data.data(), 32, &size, 0),
                IsSuccess());
    EXPECT_EQ(to_hex(data), kCbcFromZero);
  }
}

TEST(CipherIv, Ecb_RefusesAnIvAndTellsTheSize) {
  const Key key = ecb();
  for (std::size_t length : {16U, 8U}) {
    Bytes iv(length, 0x22);
    for (CipherFunction function : {CipherFunction(BCryptEncrypt), CipherFunction(BCryptDecrypt)}) {
      const Ran out = run(function, key, plain(0, 32), &iv, 64);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_EQ(out.size, 32U);
      EXPECT_FALSE(out.wrote);
    }
    const Ran padded = run(BCryptEncrypt, key, plain(0, 32), &iv, 64, BCRYPT_BLOCK_PADDING);
    EXPECT_THAT(padded.status, IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_EQ(padded.size, 48U);
    EXPECT_EQ(iv, Bytes(length, 0x22));
  }
}

TEST(CipherIv, Ecb_HasNoMemoryOfTheCallBefore) {
  const Key key = ecb();
  const Bytes first = encrypted(key, plain(0, 16));
  encrypted(key, plain(16, 48));
  EXPECT_EQ(encrypted(key, plain(0, 16)), first);
}

TEST(CipherIv, Duplicate_GoesOnFromTheRegisterByItself) {
  const Key key = cbc();
  encrypted_from(key, plain(0, 32), hex(known::kIv));
  const Key copy = std::move(duplicate_key(key).handle);
  EXPECT_EQ(to_hex(encrypted(key, plain(32, 32))), cbc_answer(32, 32));
  EXPECT_EQ(to_hex(encrypted(copy, plain(32, 16))), cbc_answer(32, 16));
  EXPECT_EQ(to_hex(encrypted(copy, plain(48, 16))), cbc_answer(48, 16));
}

}  // namespace
