// Rules that hold for every property: pointers, sizes, flags, handles.
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

NTSTATUS query(BCRYPT_HANDLE object, LPCWSTR name, ULONG flags = 0) {
  ULONG size = 0;
  return BCryptGetProperty(object, name, nullptr, 0, &size, flags);
}

TEST(PropertyRules, Get_NullHandleIsRefused) {
  EXPECT_THAT(query(nullptr, BCRYPT_ALGORITHM_NAME), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(PropertyRules, Get_NullNameOrResultIsRefused) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(query(algorithm, nullptr), IsStatus(STATUS_INVALID_PARAMETER));
  MarkedBuffer buffer(64);
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, buffer.data(), buffer.size(), nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, nullptr, 0, nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
}

TEST(PropertyRules, Get_NullOutputAsksForTheSize) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  ULONG size = 0;
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 8U);  // "RSA" and its NUL in UTF-16
  size = 0;
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, nullptr, 1000, &size, 0), IsSuccess());
  EXPECT_EQ(size, 8U);
}

TEST(PropertyRules, Get_ShortBufferGivesTheSizeAndStaysUntouched) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  for (ULONG size : {0U, 1U, 6U, 7U}) {
    MarkedBuffer buffer(8);
    ULONG needed = 0;
    EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, buffer.data(), size, &needed, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL))
        << size;
    EXPECT_EQ(needed, 8U);
    EXPECT_TRUE(buffer.untouched());
  }
}

TEST(PropertyRules, Get_LargerBufferIsWrittenOnlyAsFarAsNeeded) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  MarkedBuffer buffer(100);
  ULONG written = 0;
  EXPECT_THAT(BCryptGetProperty(algorithm, BCRYPT_ALGORITHM_NAME, buffer.data(), buffer.size(), &written, 0),
              IsSuccess());
  EXPECT_EQ(written, 8U);
  EXPECT_TRUE(buffer.untouched_from(8));
}

TEST(PropertyRules, Get_UnknownNameIsNotSupported) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  const Key key = imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  for (LPCWSTR name :
       {CNG_TEXT("NoSuchProperty"), CNG_TEXT(""), CNG_TEXT("AlgorithmNam"), CNG_TEXT("AlgorithmName ")}) {
    EXPECT_THAT(query(algorithm, name), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
    EXPECT_THAT(query(key, name), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
  }
}

TEST(PropertyRules, Get_FlagsAreRefused) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(query(algorithm, BCRYPT_ALGORITHM_NAME, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(query(algorithm, BCRYPT_ALGORITHM_NAME, 0x80000000), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(PropertyRules, Get_ClosedAndDestroyedHandlesAreRefused) {
  Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  Key key = imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  const BCRYPT_HANDLE stale_algorithm = algorithm.get();
  const BCRYPT_HANDLE stale_key = key.get();
  algorithm.reset();
  key.reset();
  EXPECT_THAT(query(stale_algorithm, BCRYPT_ALGORITHM_NAME), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(query(stale_key, BCRYPT_KEY_LENGTH), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(PropertyRules, Set_NullHandleOrNameIsRefused) {
  EXPECT_THAT(set_text(nullptr, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsStatus(STATUS_INVALID_HANDLE));
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_text(algorithm, nullptr, "nistP256"), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(PropertyRules, Set_FlagsAreRefused) {
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_property(algorithm, BCRYPT_ECC_CURVE_NAME, text_bytes("nistP256"), 1),
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(PropertyRules, Set_ReadOnlyAndUnknownNamesAreNotSupported) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  const Key key = imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  EXPECT_THAT(set_text(algorithm, BCRYPT_ALGORITHM_NAME, "RSA"), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(algorithm, CNG_TEXT("NoSuchProperty"), "RSA"), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_number(algorithm, BCRYPT_PRIMITIVE_TYPE, 3), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(key, BCRYPT_ALGORITHM_NAME, "RSA"), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_number(key, BCRYPT_SIGNATURE_LENGTH, 64), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(get_text(key, BCRYPT_ALGORITHM_NAME), "RSA");
}

TEST(PropertyRules, Set_OnAnUnfinalizedKeyKnowsOnlyWhatCanBeSet) {
  const MadeKey rsa = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512),
                fixed = generate_pair(BCRYPT_ECDSA_P256_ALG_HANDLE, 256);
  for (BCRYPT_KEY_HANDLE key : {rsa.handle.get(), fixed.handle.get()}) {
    EXPECT_THAT(set_text(key, CNG_TEXT("NoSuchProperty"), "x"), IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(set_text(key, BCRYPT_ALGORITHM_NAME, "RSA"), IsStatus(STATUS_NOT_SUPPORTED));
  }
  EXPECT_NE(set_text(rsa.handle, BCRYPT_ECC_CURVE_NAME, "nistP256"), STATUS_SUCCESS);
  // The curve is what the algorithm is about.
  EXPECT_NE(set_text(fixed.handle, BCRYPT_ECC_CURVE_NAME, "nistP384"), STATUS_SUCCESS);
  EXPECT_THAT(BCryptFinalizeKeyPair(fixed.handle, 0), IsSuccess());
  EXPECT_EQ(get_number(fixed.handle, BCRYPT_KEY_LENGTH), 256U);
}

TEST(PropertyRules, Set_OnAPseudoHandleIsDenied) {
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECDH_ALG_HANDLE})
    EXPECT_THAT(set_text(handle, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsStatus(STATUS_ACCESS_DENIED));
  EXPECT_THAT(set_text(BCRYPT_RSA_ALG_HANDLE, BCRYPT_ALGORITHM_NAME, "RSA"), IsStatus(STATUS_ACCESS_DENIED));
  EXPECT_THAT(set_number(BCRYPT_SHA256_ALG_HANDLE, BCRYPT_HASH_LENGTH, 32), IsStatus(STATUS_ACCESS_DENIED));
}

}  // namespace
