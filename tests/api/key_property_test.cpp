// What keys say about themselves, and KeyLength between generate and finalize.
#include <cstring>

#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

TEST(KeyProperty, Rsa_LengthsFollowTheModulus) {
  for (const RsaKey* key : {&rsa512(), &rsa1024(), &rsa1032(), &rsa2048()}) {
    for (const Bytes& blob : {rsa_public(*key), rsa_private(*key)}) {
      const LPCWSTR type = blob[3] == '1' ? BCRYPT_RSAPUBLIC_BLOB : BCRYPT_RSAPRIVATE_BLOB;
      const Key handle = imported(BCRYPT_RSA_ALG_HANDLE, type, blob);
      EXPECT_EQ(get_number(handle, BCRYPT_KEY_LENGTH), key->bits);
      EXPECT_EQ(get_number(handle, BCRYPT_KEY_STRENGTH), key->bits);
      EXPECT_EQ(get_number(handle, BCRYPT_PUBLIC_KEY_LENGTH), key->bits);
      EXPECT_EQ(get_number(handle, BCRYPT_BLOCK_LENGTH), len(key->n));
      EXPECT_EQ(get_number(handle, BCRYPT_SIGNATURE_LENGTH), len(key->n));
    }
  }
}

TEST(KeyProperty, Ecc_LengthsFollowTheCurve) {
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    const Key ecdsa = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
    EXPECT_EQ(get_number(ecdsa, BCRYPT_KEY_LENGTH), c.bits);
    EXPECT_EQ(get_number(ecdsa, BCRYPT_KEY_STRENGTH), c.bits);
    EXPECT_EQ(get_number(ecdsa, BCRYPT_PUBLIC_KEY_LENGTH), c.bits);
    EXPECT_EQ(get_number(ecdsa, BCRYPT_SIGNATURE_LENGTH), 2 * c.size);
    const Key ecdh = imported(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, ec_key_a(c)));
    EXPECT_EQ(get_number(ecdh, BCRYPT_KEY_LENGTH), c.bits);
    EXPECT_EQ(get_number(ecdh, BCRYPT_KEY_STRENGTH), c.bits);
    EXPECT_THAT(get_property(ecdh, BCRYPT_SIGNATURE_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
    for (BCRYPT_KEY_HANDLE key : {ecdsa.get(), ecdh.get()})
      EXPECT_THAT(get_property(key, BCRYPT_BLOCK_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST(KeyProperty, AlgorithmName_IsThatOfTheProvider) {
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  EXPECT_EQ(get_text(rsa, BCRYPT_ALGORITHM_NAME), "RSA");
  const Key sign = imported(BCRYPT_RSA_SIGN_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  EXPECT_EQ(get_text(sign, BCRYPT_ALGORITHM_NAME), "RSA_SIGN");
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    const Key ecdsa = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_a(c)));
    EXPECT_EQ(get_text(ecdsa, BCRYPT_ALGORITHM_NAME), narrow(c.ecdsa));
    const Key ecdh = imported(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, ec_key_a(c)));
    EXPECT_EQ(get_text(ecdh, BCRYPT_ALGORITHM_NAME), narrow(c.ecdh));
  }
}

TEST(KeyProperty, CurveName_IsTheCanonicalName) {
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_a(c)));
    EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
  }
}

TEST(KeyProperty, ProviderHandle_IsTheHandleTheKeyWasMadeWith) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  for (BCRYPT_ALG_HANDLE made_with : {algorithm.get(), static_cast<BCRYPT_ALG_HANDLE>(BCRYPT_RSA_ALG_HANDLE)}) {
    const Key key = imported(made_with, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
    const Output out = get_property(key, BCRYPT_PROVIDER_HANDLE);
    EXPECT_THAT(out.status, IsSuccess());
    ASSERT_EQ(out.bytes.size(), sizeof made_with);
    BCRYPT_ALG_HANDLE seen = nullptr;
    std::memcpy(&seen, out.bytes.data(), sizeof seen);
    EXPECT_EQ(seen, made_with);
  }
}

TEST(KeyProperty, PropertiesOfOtherObjects_AreNotSupported) {
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  for (LPCWSTR name : {BCRYPT_ECC_CURVE_NAME, BCRYPT_HASH_LENGTH, BCRYPT_AUTH_TAG_LENGTH, BCRYPT_DH_PARAMETERS})
    EXPECT_THAT(get_property(rsa, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
  const Key ecdsa =
      imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPUBLIC_BLOB, ec_public(p256().ecdsa_public, ec_key_a(p256())));
  for (LPCWSTR name : {BCRYPT_HASH_LENGTH, BCRYPT_AUTH_TAG_LENGTH, BCRYPT_DH_PARAMETERS})
    EXPECT_THAT(get_property(ecdsa, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

TEST(KeyProperty, KeyLength_SetBeforeFinalizeDecides) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  ASSERT_THAT(key, IsMade());
  EXPECT_THAT(set_number(key.handle, BCRYPT_KEY_LENGTH, 1024), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(key.handle, 0), IsSuccess());
  EXPECT_EQ(get_number(key.handle, BCRYPT_KEY_LENGTH), 1024U);
  EXPECT_EQ(export_key(key.handle, BCRYPT_RSAPUBLIC_BLOB).bytes.size(), 24U + 3U + 128U);
}

TEST(KeyProperty, KeyLength_SetAfterFinalizeSucceedsAndChangesNothing) {
  const Key key = finalized(BCRYPT_RSA_ALG_HANDLE, 512);
  EXPECT_THAT(set_number(key, BCRYPT_KEY_LENGTH, 1024), IsSuccess());
  EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), 512U);
}

TEST(KeyProperty, KeyLength_OfAnotherSizeIsRefused) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  ASSERT_THAT(key, IsMade());
  for (std::size_t size : {0U, 1U, 2U, 3U, 5U, 8U}) {
    Bytes value = concat({le32(1024), Bytes(4)});
    value.resize(size);
    // The pointer is valid also for the empty value.
    EXPECT_THAT(BCryptSetProperty(key.handle, BCRYPT_KEY_LENGTH, in(concat({value, Bytes(1)})), len(value), 0),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  }
  EXPECT_THAT(BCryptFinalizeKeyPair(key.handle, 0), IsSuccess());
  EXPECT_EQ(get_number(key.handle, BCRYPT_KEY_LENGTH), 512U);
}

TEST(KeyProperty, KeyLength_OutsideTheRangeIsRefused) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  ASSERT_THAT(key, IsMade());
  for (ULONG bits : {0U, 1U, 504U, 511U, 513U, 16385U, 16392U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(set_number(key.handle, BCRYPT_KEY_LENGTH, bits), IsStatus(STATUS_INVALID_PARAMETER)) << bits;
}

TEST(KeyProperty, UnfinalizedKey_SaysNothingYet) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  ASSERT_THAT(key, IsMade());
  EXPECT_THAT(get_property(key.handle, BCRYPT_KEY_LENGTH).status, IsStatus(STATUS_INVALID_HANDLE));
}

}  // namespace
