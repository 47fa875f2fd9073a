// Properties of the ciphers' algorithm handles and keys.
#include <cstring>

#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

struct Row {
  LPCWSTR id;
  const char* name;
  ULONG block, min_bits, max_bits, step;
  const char* mode;
};

const Row kRows[] = {{BCRYPT_AES_ALGORITHM, "AES", 16, 128, 256, 64, "ChainingModeCBC"},
                     {BCRYPT_3DES_ALGORITHM, "3DES", 8, 192, 192, 0, "ChainingModeCBC"},
                     {BCRYPT_3DES_112_ALGORITHM, "3DES_112", 8, 128, 128, 0, "ChainingModeCBC"},
                     {BCRYPT_DES_ALGORITHM, "DES", 8, 64, 64, 0, "ChainingModeCBC"},
                     {BCRYPT_DESX_ALGORITHM, "DESX", 8, 192, 192, 0, "ChainingModeCBC"},
                     {BCRYPT_RC2_ALGORITHM, "RC2", 8, 16, 128, 8, "ChainingModeCBC"},
                     {BCRYPT_RC4_ALGORITHM, "RC4", 1, 8, 512, 8, "ChainingModeN/A"}};

class CipherProperty : public testing::TestWithParam<Row> {
 protected:
  Key key(BCRYPT_ALG_HANDLE algorithm) { return symmetric(algorithm, Bytes(GetParam().max_bits / 8, 0x21)); }
};

TEST_P(CipherProperty, Algorithm_DescribesItself) {
  const Row& row = GetParam();
  const Algorithm algorithm = open(row.id);
  EXPECT_EQ(get_text(algorithm, BCRYPT_ALGORITHM_NAME), row.name);
  EXPECT_EQ(get_number(algorithm, BCRYPT_PRIMITIVE_TYPE), 1U);
  EXPECT_EQ(get_number(algorithm, BCRYPT_BLOCK_LENGTH), row.block);
  EXPECT_EQ(to_hex(get_property(algorithm, BCRYPT_KEY_LENGTHS).bytes),
            to_hex(concat({le32(row.min_bits), le32(row.max_bits), le32(row.step)})));
  EXPECT_EQ(chaining_mode(algorithm), row.mode);
  EXPECT_EQ(get_property(algorithm, BCRYPT_BLOCK_SIZE_LIST).bytes, le32(row.block));
}

TEST_P(CipherProperty, ObjectLength_FitsTheBuffersOfRealPrograms) {
  const ULONG size = get_number(open(GetParam().id), BCRYPT_OBJECT_LENGTH).value_or(0);
  EXPECT_GT(size, 0U);
  EXPECT_LE(size, 1024U);
}

TEST_P(CipherProperty, PropertiesOfOtherObjects_AreNotSupported) {
  const Algorithm algorithm = open(GetParam().id);
  const Key made = key(algorithm);
  for (LPCWSTR name : {BCRYPT_HASH_LENGTH, BCRYPT_HASH_BLOCK_LENGTH, BCRYPT_HASH_OID_LIST, BCRYPT_PADDING_SCHEMES,
                       BCRYPT_ECC_CURVE_NAME, BCRYPT_SIGNATURE_LENGTH, BCRYPT_IS_KEYED_HASH}) {
    EXPECT_THAT(get_property(algorithm, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
    EXPECT_THAT(get_property(made, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
  }
  EXPECT_THAT(get_property(algorithm, BCRYPT_KEY_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(get_property(algorithm, BCRYPT_INITIALIZATION_VECTOR).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_P(CipherProperty, Key_DescribesItself) {
  const Row& row = GetParam();
  const Algorithm algorithm = open(row.id);
  const Key made = key(algorithm);
  EXPECT_EQ(get_text(made, BCRYPT_ALGORITHM_NAME), row.name);
  EXPECT_EQ(get_number(made, BCRYPT_KEY_LENGTH), row.max_bits);
  EXPECT_EQ(get_number(made, BCRYPT_BLOCK_LENGTH), row.block);
  EXPECT_EQ(chaining_mode(made), row.mode);
  BCRYPT_ALG_HANDLE provider = nullptr;
  const Bytes bytes = get_property(made, BCRYPT_PROVIDER_HANDLE).bytes;
  ASSERT_EQ(bytes.size(), sizeof provider);
  std::memcpy(&provider, bytes.data(), sizeof provider);
  EXPECT_EQ(provider, algorithm.get());
}

TEST_P(CipherProperty, ReadOnlyProperties_CannotBeSet) {
  const Algorithm algorithm = open(GetParam().id);
  const Key made = key(algorithm);
  for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_BLOCK_LENGTH, BCRYPT_OBJECT_LENGTH, BCRYPT_AUTH_TAG_LENGTH}) {
    EXPECT_THAT(set_number(algorithm, name, 128), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
    if (narrow(name) != "KeyLength") {
      EXPECT_THAT(set_number(made, name, 128), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
    }
  }
  EXPECT_EQ(get_number(made, BCRYPT_KEY_LENGTH), GetParam().max_bits);
}

TEST_P(CipherProperty, ChainingMode_IsOneOfTheAlgorithms) {
  const bool aes = GetParam().name == std::string("AES"), stream = GetParam().block == 1;
  struct Mode {
    const char* name;
    bool known;
  };
  const Mode modes[] = {{"ChainingModeCBC", !stream},
                        {"ChainingModeECB", !stream},
                        {"ChainingModeCFB", !stream},
                        {"ChainingModeGCM", aes},
                        {"ChainingModeCCM", aes},
                        {"ChainingModeN/A", stream},
                        {"ChainingModeXTS", false},
                        {"ChainingMode", false},
                        {"chainingmodecbc", false},
                        {"ChainingModeCBC ", false},
                        {"CBC", false},
                        {"", false}};
  const Algorithm algorithm = open(GetParam().id);
  const Key made = key(algorithm);
  for (const Mode& mode : modes) {
    for (PVOID object : {algorithm.get(), made.get()}) {
      const std::string before = chaining_mode(object);
      const NTSTATUS status = set_text(object, BCRYPT_CHAINING_MODE, mode.name);
      EXPECT_THAT(status, IsStatus(mode.known ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED)) << mode.name;
      EXPECT_EQ(chaining_mode(object), mode.known ? mode.name : before);
    }
  }
}

TEST_P(CipherProperty, ChainingMode_IsReadAsATextWhateverItsLength) {
  const Algorithm algorithm = open(GetParam().id);
  const Bytes name = text_bytes(GetParam().block == 1 ? "ChainingModeN/A" : "ChainingModeECB");
  for (ULONG size : {ULONG{0}, ULONG{2}, len(name) - 2, len(name)})
    EXPECT_THAT(BCryptSetProperty(algorithm, BCRYPT_CHAINING_MODE, in(name), size, 0), IsSuccess()) << size;
}

TEST_P(CipherProperty, ChainingMode_IsReadIn64Bytes) {
  const Algorithm algorithm = open(GetParam().id);
  MarkedBuffer buffer(64);
  ULONG size = 0;
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_CHAINING_MODE, buffer.data(), 63, &size, 0),
              IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(size, 64U);
  EXPECT_TRUE(buffer.untouched());
}

TEST_P(CipherProperty, Iv_IsABlock) {
  const Key made = key(open(GetParam().id));
  if (GetParam().block == 1) {
    EXPECT_THAT(get_property(made, BCRYPT_INITIALIZATION_VECTOR).status, IsStatus(STATUS_NOT_SUPPORTED));
    return;
  }
  EXPECT_EQ(get_property(made, BCRYPT_INITIALIZATION_VECTOR).bytes, Bytes(GetParam().block));
  const Bytes iv(GetParam().block, 0x5A);
  EXPECT_THAT(set_property(made, BCRYPT_INITIALIZATION_VECTOR, iv), IsSuccess());
  EXPECT_EQ(get_property(made, BCRYPT_INITIALIZATION_VECTOR).bytes, iv);
  EXPECT_THAT(set_property(made, BCRYPT_INITIALIZATION_VECTOR, Bytes(GetParam().block + 1)),
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(CipherProperty, MessageBlockLength_IsOneOrABlock) {
  const Key made = key(open(GetParam().id));
  const ULONG block = GetParam().block;
  if (block == 1) return;
  EXPECT_EQ(get_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH), 1U);
  EXPECT_THAT(set_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH, block), IsSuccess());
  EXPECT_EQ(get_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH), block);
  for (ULONG bytes : {ULONG{0}, ULONG{2}, block - 1, block + 1, 2 * block, ULONG{0xFFFFFFFF}})
    EXPECT_THAT(set_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH, bytes), IsStatus(STATUS_INVALID_PARAMETER)) << bytes;
  EXPECT_THAT(set_property(made, BCRYPT_MESSAGE_BLOCK_LENGTH, Bytes(2)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(get_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH), block);
  EXPECT_THAT(set_number(made, BCRYPT_MESSAGE_BLOCK_LENGTH, 1), IsSuccess());
}

INSTANTIATE_TEST_SUITE_P(All, CipherProperty, testing::ValuesIn(kRows),
                         [](const testing::TestParamInfo<Row>& row) { return "_" + std::string(row.param.name); });

TEST(CipherProperties, KeyStrength_OfAesIsItsLength) {
  for (std::size_t size : {16U, 24U, 32U})
    EXPECT_EQ(get_number(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, Bytes(size)), BCRYPT_KEY_STRENGTH), 8 * size);
}

TEST(CipherProperties, AuthTagLength_BelongsToTheModeOfTheAlgorithm) {
  const Algorithm algorithm = open(BCRYPT_AES_ALGORITHM);
  const auto read = [&] { return get_property(algorithm, BCRYPT_AUTH_TAG_LENGTH); };
  EXPECT_THAT(read().status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeGCM"), IsSuccess());
  EXPECT_EQ(to_hex(read().bytes), to_hex(concat({le32(12), le32(16), le32(1)})));
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeCCM"), IsSuccess());
  EXPECT_EQ(to_hex(read().bytes), to_hex(concat({le32(4), le32(16), le32(2)})));
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeECB"), IsSuccess());
  EXPECT_THAT(read().status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(get_property(BCRYPT_AES_GCM_ALG_HANDLE, BCRYPT_AUTH_TAG_LENGTH).status, IsSuccess());
}

TEST(CipherProperties, AuthTagLength_OfAKeyIsNeverSupported) {
  for (BCRYPT_ALG_HANDLE mode : {BCRYPT_AES_GCM_ALG_HANDLE, BCRYPT_AES_CCM_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE})
    EXPECT_THAT(get_property(symmetric(mode, Bytes(16)), BCRYPT_AUTH_TAG_LENGTH).status,
                IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(CipherProperties, PseudoHandles_CannotBeSet) {
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_3DES_CBC_ALG_HANDLE, BCRYPT_RC4_ALG_HANDLE})
    EXPECT_THAT(set_text(handle, BCRYPT_CHAINING_MODE, "ChainingModeECB"), IsStatus(STATUS_ACCESS_DENIED));
}

TEST(CipherProperties, FlagsOfHashes_DoNotOpenACipher) {
  for (ULONG flags : {ULONG{BCRYPT_ALG_HANDLE_HMAC_FLAG}, ULONG{BCRYPT_HASH_REUSABLE_FLAG}}) {
    BCRYPT_ALG_HANDLE raw = untouched();
    EXPECT_THAT(BCryptOpenAlgorithmProvider(&raw, BCRYPT_AES_ALGORITHM, nullptr, flags),
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_EQ(raw, untouched());
  }
}

// Answers of RFC 2268, section 5; 40 and 1024 bits were computed with its algorithm.
TEST(EffectiveKeyLength, Rc2_CountsForKeysMadeAfterwards) {
  struct Answer {
    const char* key;
    ULONG bits;
    const char *plain, *cipher;
  };
  const Answer answers[] = {
      {"0000000000000000", 63, "0000000000000000", "ebb773f993278eff"},
      {"ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"},
      {"3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"},
      {"88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"},
      {"88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"},
      {"88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"},
      {"88bca90e90875a7f0f79c384627bafb2", 40, "0000000000000000", "6bed97c551eae41d"},
      {"88bca90e90875a7f0f79c384627bafb2", 1024, "0000000000000000", "db66015b97954a43"},
      {"88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000",
       "5b78d3a43dfff1f1"},
  };
  for (const Answer& row : answers) {
    const Algorithm algorithm = open(BCRYPT_RC2_ALGORITHM);
    EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeECB"), IsSuccess());
    EXPECT_THAT(set_number(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH, row.bits), IsSuccess());
    EXPECT_EQ(get_number(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH), row.bits);
    const Key key = symmetric(algorithm, hex(row.key), BCRYPT_EXTENDED_KEYSIZE);
    EXPECT_EQ(to_hex(encrypted(key, hex(row.plain))), row.cipher) << row.bits;
    EXPECT_EQ(get_number(key, BCRYPT_EFFECTIVE_KEY_LENGTH), row.bits);
    EXPECT_EQ(to_hex(encrypted(duplicate_key(key).handle, hex(row.plain))), row.cipher) << row.bits;
  }
}

TEST(EffectiveKeyLength, OutsideTheRangeIsRefused) {
  const Algorithm algorithm = open(BCRYPT_RC2_ALGORITHM);
  for (ULONG bits : {0U, 1U, 15U, 1025U, 0xFFFFFFFFU})
    EXPECT_THAT(set_number(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH, bits), IsStatus(STATUS_INVALID_PARAMETER)) << bits;
  EXPECT_THAT(set_property(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH, Bytes(2)), IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG bits : {16U, 17U, 128U, 1024U})
    EXPECT_THAT(set_number(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH, bits), IsSuccess()) << bits;
}

TEST(EffectiveKeyLength, OtherAlgorithmsHaveNone) {
  for (LPCWSTR id : {BCRYPT_AES_ALGORITHM, BCRYPT_DES_ALGORITHM, BCRYPT_RC4_ALGORITHM}) {
    const Algorithm algorithm = open(id);
    EXPECT_THAT(get_property(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(set_number(algorithm, BCRYPT_EFFECTIVE_KEY_LENGTH, 64), IsStatus(STATUS_NOT_SUPPORTED));
  }
}

}  // namespace
