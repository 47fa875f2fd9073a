// XTS-AES: known answers of IEEE 1619, data units, and what is refused.
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

Bytes fill(std::size_t size, UCHAR byte) { return Bytes(size, byte); }

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

Bytes number(unsigned long long value) {
  Bytes out;
  for (int i = 0; i < 8; ++i, value >>= 8) out.push_back(static_cast<UCHAR>(value));
  return out;
}

Key xts(const Bytes& secret, ULONG unit) {
  Key key = symmetric(BCRYPT_XTS_AES_ALG_HANDLE, secret);
  EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, unit), IsSuccess());
  return key;
}

Bytes run_all(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes iv) {
  const Ran out = run(function, key, input, &iv, input.size());
  EXPECT_THAT(out.status, IsSuccess());
  return out.bytes;
}

struct Known {
  const char* label;
  Bytes secret;
  unsigned long long unit;
  Bytes plain;
  const char* cipher;  // its first bytes
};

// IEEE 1619, annex B: vectors 1 (equal halves), 2, 3, 4 and 10.
const Known kKnown[] = {
    {"Vector1", fill(32, 0), 0, fill(32, 0), "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e"},
    {"Vector2", concat({fill(16, 0x11), fill(16, 0x22)}), 0x3333333333, fill(32, 0x44),
     "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0"},
    {"Vector3", concat({hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0"), fill(16, 0x22)}), 0x3333333333, fill(32, 0x44),
     "af85336b597afc1a900b2eb21ec949d292df4c047e0b21532186a5971a227a89"},
    {"Vector4", hex("2718281828459045235360287471352631415926535897932384626433832795"), 0,
     concat({counting(256), counting(256)}),
     "27a7479befa1d476489f308cd4cfa6e2a96e4bbe3208ff25287dd3819616e89cc78cf7f5e543445f8333d8fa7f560000"
     "05279fa5d8b5e4ad40e736ddb4d35412"},
    {"Vector10",
     hex("2718281828459045235360287471352662497757247093699959574966967627"
         "3141592653589793238462643383279502884197169399375105820974944592"),
     0xFF, concat({counting(256), counting(256)}),
     "1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b5d31e276f8fe4a8d66b317f9ac683f44"
     "680a86ac35adfc3345befecb4bb188fd"},
};

TEST(Xts, GivesTheAnswersOfIeee1619) {
  for (const Known& row : kKnown) {
    const Key key = xts(row.secret, len(row.plain));
    const Bytes cipher = run_all(BCryptEncrypt, key, row.plain, number(row.unit));
    ASSERT_EQ(cipher.size(), row.plain.size());
    const std::string wanted = row.cipher;
    EXPECT_EQ(to_hex(cipher).substr(0, wanted.size()), wanted) << row.label;
    EXPECT_EQ(run_all(BCryptDecrypt, key, cipher, number(row.unit)), row.plain) << row.label;
  }
}

TEST(Xts, OneCall_TakesManyDataUnits) {
  const Bytes secret = counting(64), plain = counting(4 * 48);
  const Key key = xts(secret, 48);
  // The last number wraps around.
  for (unsigned long long first : {0ULL, 7ULL, 0xFFFFFFFFULL, 0xFFFFFFFFFFFFFFFEULL}) {
    Bytes apart;
    for (unsigned i = 0; i < 4; ++i) {
      const Bytes unit(plain.begin() + 48 * i, plain.begin() + 48 * (i + 1));
      const Bytes cipher = run_all(BCryptEncrypt, key, unit, number(first + i));
      apart.insert(apart.end(), cipher.begin(), cipher.end());
    }
    EXPECT_EQ(run_all(BCryptEncrypt, key, plain, number(first)), apart);
    EXPECT_EQ(run_all(BCryptDecrypt, key, apart, number(first)), plain);
  }
}

TEST(Xts, LongUnits_AndInPlace) {
  const Bytes plain = counting(1 << 16);
  const Key key = xts(counting(32), 1 << 16);
  const Bytes cipher = run_all(BCryptEncrypt, key, plain, number(1));
  Bytes buffer = plain, iv = number(1);
  ULONG size = 0;
  EXPECT_THAT(
      BCryptEncrypt(key, buffer.data(), len(buffer), nullptr, iv.data(), 8, buffer.data(), len(buffer), &size, 0),
      IsSuccess());
  EXPECT_EQ(buffer, cipher);
  EXPECT_EQ(iv, number(1));
  EXPECT_EQ(run_all(BCryptDecrypt, key, cipher, number(1)), plain);
}

TEST(Xts, MessageBlockLength_ComesFirstAndMayChange) {
  const Key key = symmetric(BCRYPT_XTS_AES_ALG_HANDLE, counting(32));
  EXPECT_EQ(get_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH), 0U);
  Bytes iv = number(0);
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(32), &iv, 32).status, IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG bad : {0U, 1U, 15U, 17U, 24U, (1U << 24) + 16, 0xFFFFFFF0U})
    EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, bad), IsStatus(STATUS_INVALID_PARAMETER)) << bad;
  EXPECT_THAT(set_property(key, BCRYPT_MESSAGE_BLOCK_LENGTH, Bytes(2)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, 16), IsSuccess());
  const Bytes short_units = run_all(BCryptEncrypt, key, Bytes(32), number(0));
  EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, 32), IsSuccess());
  EXPECT_EQ(get_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH), 32U);
  const Bytes long_unit = run_all(BCryptEncrypt, key, Bytes(32), number(0));
  EXPECT_EQ(to_hex(short_units).substr(0, 32), to_hex(long_unit).substr(0, 32));
  EXPECT_NE(short_units, long_unit);
}

TEST(Xts, BadCalls_AreRefusedAndNothingIsWritten) {
  const Key key = xts(counting(32), 32);
  for (CipherFunction function : {CipherFunction{BCryptEncrypt}, CipherFunction{BCryptDecrypt}}) {
    for (std::size_t size : {1U, 16U, 31U, 33U, 48U}) {
      Bytes iv = number(0);
      const Ran out = run(function, key, Bytes(size), &iv, 64);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_BUFFER_SIZE)) << size;
      EXPECT_EQ(out.size, size);
      EXPECT_FALSE(out.wrote);
    }
    for (std::size_t size : {1U, 7U, 9U, 16U}) {
      Bytes iv(size);
      const Ran out = run(function, key, Bytes(32), &iv, 32);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
      EXPECT_FALSE(out.wrote);
    }
    EXPECT_THAT(run(function, key, Bytes(32), nullptr, 32).status, IsStatus(STATUS_INVALID_PARAMETER));
    Bytes iv = number(0);
    EXPECT_THAT(run(function, key, Bytes(32), &iv, 64, BCRYPT_BLOCK_PADDING).status,
                IsStatus(STATUS_INVALID_PARAMETER));
    const Ran small = run(function, key, Bytes(64), &iv, 63);
    EXPECT_THAT(small.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(small.size, 64U);
    EXPECT_FALSE(small.wrote);
    EXPECT_EQ(query(function, key, Bytes(96), &iv).size, 96U);
    EXPECT_EQ(query(function, key, Bytes(96), nullptr).size, 96U);
  }
}

TEST(Xts, Lengths_AreTwoAesKeys) {
  for (std::size_t size : {0U, 16U, 31U, 33U, 48U, 63U})
    EXPECT_THAT(generate_symmetric(BCRYPT_XTS_AES_ALG_HANDLE, counting(size)), IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  for (std::size_t size : {32U, 64U}) {
    const Key key = symmetric(BCRYPT_XTS_AES_ALG_HANDLE, counting(size));
    EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), 8 * size);
    EXPECT_EQ(export_key(key, BCRYPT_KEY_DATA_BLOB).bytes, key_data(counting(size)));
  }
  EXPECT_EQ(get_property(BCRYPT_XTS_AES_ALG_HANDLE, BCRYPT_KEY_LENGTHS).bytes,
            concat({le32(256), le32(512), le32(256)}));
}

TEST(Xts, EqualHalves_AreRefusedOnDemandOnly) {
  const Bytes equal(64, 0x5A);
  EXPECT_THAT(generate_symmetric(BCRYPT_XTS_AES_ALG_HANDLE, equal), IsMade());
  EXPECT_THAT(generate_symmetric(BCRYPT_XTS_AES_ALG_HANDLE, equal, BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(generate_symmetric(BCRYPT_XTS_AES_ALG_HANDLE, counting(64), BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS),
              IsMade());
  EXPECT_THAT(generate_symmetric(BCRYPT_AES_CBC_ALG_HANDLE, Bytes(16), BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Algorithm strict = open(BCRYPT_XTS_AES_ALGORITHM, BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS);
  EXPECT_THAT(generate_symmetric(strict, equal), IsRefusedWith(STATUS_INVALID_PARAMETER));
  BCRYPT_ALG_HANDLE raw = untouched();
  EXPECT_THAT(BCryptOpenAlgorithmProvider(&raw, BCRYPT_AES_ALGORITHM, nullptr, BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
}

TEST(Xts, Properties) {
  const Key key = xts(counting(32), 512);
  EXPECT_EQ(chaining_mode(key), "ChainingModeN/A");
  EXPECT_EQ(get_number(key, BCRYPT_BLOCK_LENGTH), 16U);
  EXPECT_EQ(get_text(key, BCRYPT_ALGORITHM_NAME), "XTS-AES");
  EXPECT_THAT(get_property(key, BCRYPT_INITIALIZATION_VECTOR).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(key, BCRYPT_CHAINING_MODE, "ChainingModeCBC"), IsStatus(STATUS_NOT_SUPPORTED));
  MadeKey copy = duplicate_key(key);
  ASSERT_THAT(copy, IsMade());
  EXPECT_EQ(run_all(BCryptEncrypt, copy.handle, Bytes(512), number(3)),
            run_all(BCryptEncrypt, key, Bytes(512), number(3)));
}

}  // namespace
