// What each asymmetric algorithm and the random generator say about themselves.
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

struct Row {
  LPCWSTR id;
  BCRYPT_ALG_HANDLE pseudo;
  const char* name;
  ULONG interface_number;
  ULONG min_bits, max_bits, step;  // 0 0 0: needs a curve first
};

const Row kRows[] = {
    {BCRYPT_RSA_ALGORITHM, BCRYPT_RSA_ALG_HANDLE, "RSA", 3, 512, 16384, 8},
    {BCRYPT_RSA_SIGN_ALGORITHM, BCRYPT_RSA_SIGN_ALG_HANDLE, "RSA_SIGN", 5, 512, 16384, 8},
    {BCRYPT_ECDSA_ALGORITHM, BCRYPT_ECDSA_ALG_HANDLE, "ECDSA", 5, 0, 0, 0},
    {BCRYPT_ECDSA_P256_ALGORITHM, BCRYPT_ECDSA_P256_ALG_HANDLE, "ECDSA_P256", 5, 256, 256, 0},
    {BCRYPT_ECDSA_P384_ALGORITHM, BCRYPT_ECDSA_P384_ALG_HANDLE, "ECDSA_P384", 5, 384, 384, 0},
    {BCRYPT_ECDSA_P521_ALGORITHM, BCRYPT_ECDSA_P521_ALG_HANDLE, "ECDSA_P521", 5, 521, 521, 0},
    {BCRYPT_ECDH_ALGORITHM, BCRYPT_ECDH_ALG_HANDLE, "ECDH", 4, 0, 0, 0},
    {BCRYPT_ECDH_P256_ALGORITHM, BCRYPT_ECDH_P256_ALG_HANDLE, "ECDH_P256", 4, 256, 256, 0},
    {BCRYPT_ECDH_P384_ALGORITHM, BCRYPT_ECDH_P384_ALG_HANDLE, "ECDH_P384", 4, 384, 384, 0},
    {BCRYPT_ECDH_P521_ALGORITHM, BCRYPT_ECDH_P521_ALG_HANDLE, "ECDH_P521", 4, 521, 521, 0},
};

class AlgorithmProperty : public testing::TestWithParam<Row> {};

TEST_P(AlgorithmProperty, Name_IsTheId) {
  EXPECT_EQ(get_text(open(GetParam().id), BCRYPT_ALGORITHM_NAME), GetParam().name);
  EXPECT_EQ(get_text(GetParam().pseudo, BCRYPT_ALGORITHM_NAME), GetParam().name);
}

TEST_P(AlgorithmProperty, PrimitiveType_IsTheInterface) {
  EXPECT_EQ(get_number(open(GetParam().id), BCRYPT_PRIMITIVE_TYPE), GetParam().interface_number);
  EXPECT_EQ(get_number(GetParam().pseudo, BCRYPT_PRIMITIVE_TYPE), GetParam().interface_number);
}

TEST_P(AlgorithmProperty, KeyLengths_AreDocumented) {
  const Row& row = GetParam();
  const Algorithm algorithm = open(row.id);
  for (BCRYPT_HANDLE handle : {algorithm.get(), row.pseudo}) {
    const Output out = get_property(handle, BCRYPT_KEY_LENGTHS);
    if (row.max_bits == 0) {
      EXPECT_NE(out.status, STATUS_SUCCESS) << "no curve, no lengths";
      continue;
    }
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), to_hex(concat({le32(row.min_bits), le32(row.max_bits), le32(row.step)})));
  }
}

TEST_P(AlgorithmProperty, PropertiesOfHashesAndCiphers_AreNotSupported) {
  const Algorithm algorithm = open(GetParam().id);
  for (LPCWSTR name :
       {BCRYPT_OBJECT_LENGTH, BCRYPT_HASH_LENGTH, BCRYPT_HASH_BLOCK_LENGTH, BCRYPT_HASH_OID_LIST, BCRYPT_CHAINING_MODE,
        BCRYPT_AUTH_TAG_LENGTH, BCRYPT_BLOCK_SIZE_LIST, BCRYPT_IS_KEYED_HASH, BCRYPT_IS_REUSABLE_HASH})
    EXPECT_THAT(get_property(algorithm, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

TEST_P(AlgorithmProperty, PropertiesOfKeys_AreNotSupported) {
  const Algorithm algorithm = open(GetParam().id);
  for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_KEY_STRENGTH, BCRYPT_SIGNATURE_LENGTH, BCRYPT_PUBLIC_KEY_LENGTH,
                       BCRYPT_PROVIDER_HANDLE})
    EXPECT_THAT(get_property(algorithm, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

TEST_P(AlgorithmProperty, PropertiesOfATpm_AreNotSupported) {
  const Algorithm algorithm = open(GetParam().id);
  for (LPCWSTR name : {CNG_TEXT("PCP_PLATFORM_TYPE"), CNG_TEXT("PCP_PROVIDER_VERSION"), CNG_TEXT("IsIfxTpmWeakKey")})
    EXPECT_THAT(get_property(algorithm, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

INSTANTIATE_TEST_SUITE_P(All, AlgorithmProperty, testing::ValuesIn(kRows),
                         [](const testing::TestParamInfo<Row>& row) { return row.param.name; });

TEST(PaddingSchemes, Rsa_SaysWhatItCanDo) {
  const ULONG all = BCRYPT_SUPPORTED_PAD_PKCS1_ENC | BCRYPT_SUPPORTED_PAD_PKCS1_SIG | BCRYPT_SUPPORTED_PAD_OAEP |
                    BCRYPT_SUPPORTED_PAD_PSS;
  const ULONG schemes = get_number(open(BCRYPT_RSA_ALGORITHM), BCRYPT_PADDING_SCHEMES).value_or(0);
  EXPECT_EQ(schemes & all, all);
  EXPECT_EQ(schemes & ~ULONG{0x1F}, 0U);
}

TEST(PaddingSchemes, RsaSign_SaysThatItSigns) {
  const ULONG schemes = get_number(open(BCRYPT_RSA_SIGN_ALGORITHM), BCRYPT_PADDING_SCHEMES).value_or(0);
  EXPECT_NE(schemes & BCRYPT_SUPPORTED_PAD_PKCS1_SIG, 0U);
}

TEST(PaddingSchemes, Ecc_HasNone) {
  EXPECT_THAT(get_property(open(BCRYPT_ECDSA_P256_ALGORITHM), BCRYPT_PADDING_SCHEMES).status,
              IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(get_property(open(BCRYPT_ECDH_P256_ALGORITHM), BCRYPT_PADDING_SCHEMES).status,
              IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(RngProperty, OnlyTheNameAndTheTypeApply) {
  const Algorithm algorithm = open(BCRYPT_RNG_ALGORITHM);
  for (BCRYPT_HANDLE handle : {algorithm.get(), static_cast<BCRYPT_HANDLE>(BCRYPT_RNG_ALG_HANDLE)}) {
    EXPECT_EQ(get_text(handle, BCRYPT_ALGORITHM_NAME), "RNG");
    EXPECT_EQ(get_number(handle, BCRYPT_PRIMITIVE_TYPE), 6U);
    EXPECT_THAT(get_property(handle, BCRYPT_HASH_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(get_property(handle, BCRYPT_OBJECT_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

}  // namespace
