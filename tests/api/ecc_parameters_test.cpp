// The property ECCParameters: a header of 28 bytes, then p, a, b, Gx, Gy, n, h.
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

Bytes expected(const Curve& c) {
  Bytes a = c.p;  // a = p - 3; the lowest byte of p is 0xFF on all three
  a.back() = static_cast<UCHAR>(a.back() - 3);
  return concat(
      {le32(1), le32(1), le32(0), le32(c.size), le32(c.size), le32(1), le32(0), c.p, a, c.b, c.gx, c.gy, c.n, {1}});
}

TEST(EccParameters, FixedAlgorithmsAndTheirKeys_GiveTheNumbersOfTheCurve) {
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    for (BCRYPT_ALG_HANDLE handle : {c.ecdsa_handle, c.ecdh_handle})
      EXPECT_EQ(to_hex(get_property(handle, BCRYPT_ECC_PARAMETERS).bytes), to_hex(expected(c)));
    const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_a(c)));
    EXPECT_EQ(to_hex(get_property(key, BCRYPT_ECC_PARAMETERS).bytes), to_hex(expected(c)));
  }
}

TEST(EccParameters, ReferenceSizeAndHeader_AreMatched) {
  const Bytes seen = get_property(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECC_PARAMETERS).bytes;
  ASSERT_EQ(seen.size(), 221U);
  EXPECT_EQ(to_hex(Bytes(seen.begin(), seen.begin() + 28)), "01000000010000000000000020000000200000000100000000000000");
}

TEST(EccParameters, GenericAlgorithm_HasThemWithItsCurve) {
  const Algorithm algorithm = open(BCRYPT_ECDH_ALGORITHM);
  EXPECT_NE(get_property(algorithm, BCRYPT_ECC_PARAMETERS).status, STATUS_SUCCESS);
  EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, "nistP384"), IsSuccess());
  EXPECT_EQ(to_hex(get_property(algorithm, BCRYPT_ECC_PARAMETERS).bytes), to_hex(expected(p384())));
}

TEST(EccParameters, OtherAlgorithms_HaveNone) {
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  for (BCRYPT_HANDLE handle :
       {static_cast<BCRYPT_HANDLE>(BCRYPT_RSA_ALG_HANDLE), rsa.get(),
        static_cast<BCRYPT_HANDLE>(BCRYPT_SHA256_ALG_HANDLE), static_cast<BCRYPT_HANDLE>(BCRYPT_RNG_ALG_HANDLE)})
    for (LPCWSTR name : {BCRYPT_ECC_PARAMETERS, BCRYPT_ECC_CURVE_NAME, BCRYPT_ECC_CURVE_NAME_LIST})
      EXPECT_THAT(get_property(handle, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

}  // namespace
