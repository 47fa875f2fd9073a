// RC4: a stream that goes on from call to call.
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

// The key stream of the key 01 02 03 04 05, as in RFC 6229.
constexpr char kStream[] = "b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919";
const Bytes kKey = {1, 2, 3, 4, 5};

Bytes zeros(std::size_t size) { return Bytes(size); }

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

TEST(Rc4, KnownAnswers) {
  EXPECT_EQ(to_hex(encrypted(symmetric(BCRYPT_RC4_ALG_HANDLE, kKey), zeros(32))), kStream);
  EXPECT_EQ(to_hex(encrypted(symmetric(BCRYPT_RC4_ALG_HANDLE, text("Key")), text("Plaintext"))), "bbf316e8d940af0ad3");
  EXPECT_EQ(to_hex(encrypted(symmetric(BCRYPT_RC4_ALG_HANDLE, {1}), zeros(16))), "06080e0e182029293933495766768783");
  EXPECT_EQ(to_hex(encrypted(symmetric(BCRYPT_RC4_ALG_HANDLE, counting(64)), zeros(16))),
            "c93dce54060dc2a132b4e9eca1ccf469");
}

TEST(Rc4, ExtendedKeySize_TakesUpTo256Bytes) {
  EXPECT_EQ(to_hex(encrypted(symmetric(BCRYPT_RC4_ALG_HANDLE, counting(256), BCRYPT_EXTENDED_KEYSIZE), zeros(16))),
            "5e2eb7b20d86864f73d39dd95c5a1525");
}

TEST(Rc4, Stream_ContinuesFromCallToCall) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  std::string seen;
  for (std::size_t size : {1U, 2U, 0U, 13U, 15U, 1U}) seen += to_hex(encrypted(key, zeros(size)));
  EXPECT_EQ(seen, kStream);
}

TEST(Rc4, EncryptAndDecrypt_MoveTheSameStream) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  std::string seen = to_hex(encrypted(key, zeros(8)));
  seen += to_hex(decrypted(key, zeros(8)));
  seen += to_hex(encrypted(key, zeros(16)));
  EXPECT_EQ(seen, kStream);
}

TEST(Rc4, SizeQueryAndRefusals_DoNotMoveTheStream) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  const Ran asked = query(BCryptEncrypt, key, zeros(32), nullptr);
  EXPECT_THAT(asked.status, IsSuccess());
  EXPECT_EQ(asked.size, 32U);
  const Ran small = run(BCryptEncrypt, key, zeros(32), nullptr, 31);
  EXPECT_THAT(small.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(small.size, 32U);
  EXPECT_FALSE(small.wrote);
  EXPECT_THAT(run(BCryptEncrypt, key, zeros(32), nullptr, 32, 0x80).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(to_hex(encrypted(key, zeros(32))), kStream);
}

TEST(Rc4, DuplicateOfAFreshKey_RestartsTheStream) {
  const Key fresh = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  for (int i = 0; i < 3; ++i) {
    const Key copy = std::move(duplicate_key(fresh).handle);
    EXPECT_EQ(to_hex(encrypted(copy, zeros(32))), kStream);
  }
  EXPECT_EQ(to_hex(encrypted(fresh, zeros(32))), kStream);
}

TEST(Rc4, DuplicateOfAUsedKey_GoesOnByItself) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  const std::string stream = kStream;
  encrypted(key, zeros(5));
  const Key copy = std::move(duplicate_key(key).handle);
  EXPECT_EQ(to_hex(encrypted(copy, zeros(3))), stream.substr(10, 6));
  EXPECT_EQ(to_hex(encrypted(key, zeros(27))), stream.substr(10));
  EXPECT_EQ(to_hex(encrypted(copy, zeros(24))), stream.substr(16));
}

TEST(Rc4, ExportedKey_StartsTheStreamAnew) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
  encrypted(key, zeros(11));
  const Bytes blob = export_key(key, BCRYPT_KEY_DATA_BLOB).bytes;
  EXPECT_EQ(to_hex(blob), to_hex(key_data(kKey)));
  const MadeKey again = import_symmetric(BCRYPT_RC4_ALG_HANDLE, BCRYPT_KEY_DATA_BLOB, blob);
  ASSERT_THAT(again, IsMade());
  EXPECT_EQ(to_hex(encrypted(again.handle, zeros(32))), kStream);
}

TEST(Rc4, InPlaceAndShifted_GiveTheSame) {
  for (int distance : {0, 1, -1, 7}) {
    const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, kKey);
    Bytes buffer(64);
    ULONG size = 0;
    EXPECT_THAT(
        BCryptEncrypt(key, buffer.data() + 16, 32, nullptr, nullptr, 0, buffer.data() + 16 + distance, 32, &size, 0),
        IsSuccess());
    EXPECT_EQ(to_hex(Bytes(buffer.data() + 16 + distance, buffer.data() + 48 + distance)), kStream) << distance;
  }
}

TEST(Rc4, Properties_AreThoseOfAStream) {
  const Algorithm algorithm = open(BCRYPT_RC4_ALGORITHM);
  EXPECT_EQ(get_number(algorithm, BCRYPT_BLOCK_LENGTH), 1U);
  EXPECT_EQ(chaining_mode(algorithm), "ChainingModeN/A");
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeN/A"), IsSuccess());
  for (const char* mode : {"ChainingModeCBC", "ChainingModeECB", "ChainingModeGCM"})
    EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, mode), IsStatus(STATUS_NOT_SUPPORTED)) << mode;
  const Key key = symmetric(algorithm, kKey);
  EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), 40U);
  EXPECT_EQ(get_number(key, BCRYPT_BLOCK_LENGTH), 1U);
}

}  // namespace
