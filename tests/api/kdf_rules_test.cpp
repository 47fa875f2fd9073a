// Rules of BCryptDeriveKey that do not depend on the KDF, and the life of a secret.
#include "support/derive.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

class KdfRules : public testing::Test {
 protected:
  const Curve& c = p256();
  const Key own = imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, ec_key_a(c)));
  const Key peer = imported(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, ec_key_b(c)));
  Secret secret = agreed(own, peer);
};

TEST_F(KdfRules, NamesThatAreNoHash_AreNotSupportedOnASizeQueryToo) {
  for (LPCWSTR kdf : {BCRYPT_KDF_HASH, BCRYPT_KDF_HMAC})
    for (LPCWSTR name : {CNG_TEXT("INVALID"), CNG_TEXT("RNG"), CNG_TEXT("AES"), CNG_TEXT("sha256")}) {
      ULONG size = kUntouchedSize;
      EXPECT_THAT(derive_size(secret, kdf, KdfParameters().hash(name), &size), IsStatus(STATUS_NOT_SUPPORTED));
      EXPECT_THAT(derive(secret, kdf, KdfParameters().hash(name), 20).status, IsStatus(STATUS_NOT_SUPPORTED));
    }
}

TEST_F(KdfRules, UnknownKdf_IsNotSupported) {
  for (LPCWSTR kdf : {CNG_TEXT("NoSuchKdf"), CNG_TEXT(""), CNG_TEXT("hash"), CNG_TEXT("HASH ")})
    EXPECT_THAT(derive(secret, kdf, 20).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_F(KdfRules, NullNameOrResult_IsRefused) {
  MarkedBuffer out(32);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptDeriveKey(secret, nullptr, nullptr, out.data(), out.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDeriveKey(secret, BCRYPT_KDF_HASH, nullptr, out.data(), out.size(), nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_F(KdfRules, HandlesThatAreNoSecret_AreRefused) {
  EXPECT_THAT(derive(nullptr, BCRYPT_KDF_HASH, 20).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive(own, BCRYPT_KDF_HASH, 20).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive(c.ecdh_handle, BCRYPT_KDF_HASH, 20).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive(untouched(), BCRYPT_KDF_HASH, 20).status, IsStatus(STATUS_INVALID_HANDLE));
}

TEST_F(KdfRules, VersionOfTheList_IsNotChecked) {
  KdfParameters parameters;
  BCryptBufferDesc* const list = parameters.hash(BCRYPT_SHA256_ALGORITHM).list();
  list->ulVersion = 0xDEADBEEF;
  MarkedBuffer out(32);
  ULONG size = 0;
  EXPECT_THAT(BCryptDeriveKey(secret, BCRYPT_KDF_HASH, list, out.data(), out.size(), &size, 0), IsSuccess());
  EXPECT_EQ(size, 32U);
}

TEST_F(KdfRules, UnknownFlags_AreRefused) {
  for (ULONG flags : {2U, 8U, 0x80000000U})
    for (LPCWSTR kdf : {BCRYPT_KDF_HASH, BCRYPT_KDF_HMAC, BCRYPT_KDF_RAW_SECRET, BCRYPT_KDF_TLS_PRF,
                        BCRYPT_KDF_SP80056A_CONCAT, CNG_TEXT("HKDF")}) {
      // With every parameter that any of them needs, so that the flag is what is wrong.
      KdfParameters all;
      all.hash(BCRYPT_SHA256_ALGORITHM).add(KDF_TLS_PRF_LABEL, text("l")).add(KDF_TLS_PRF_SEED, Bytes(64));
      all.add(KDF_TLS_PRF_PROTOCOL, le32(0x0303)).add(KDF_ALGORITHMID, text("a")).add(KDF_PARTYUINFO, text("u"));
      all.add(KDF_PARTYVINFO, text("v"));
      EXPECT_THAT(derive(secret, kdf, all, 48).status, IsSuccess()) << narrow(kdf);
      EXPECT_THAT(derive(secret, kdf, all, 48, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << narrow(kdf);
    }
}

TEST_F(KdfRules, EmptyParts_AreTaken) {
  KdfParameters parameters;
  parameters.add(KDF_SECRET_PREPEND, {}).add(KDF_SECRET_APPEND, {}).hash(BCRYPT_SHA1_ALGORITHM);
  EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_HASH, parameters, 20).bytes),
            to_hex(derive(secret, BCRYPT_KDF_HASH, 20).bytes));
}

TEST_F(KdfRules, ListWithoutItsBuffers_IsRefused) {
  BCryptBufferDesc list = {BCRYPTBUFFER_VERSION, 3, nullptr};
  MarkedBuffer out(32);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptDeriveKey(secret, BCRYPT_KDF_HASH, &list, out.data(), out.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  BCryptBuffer hollow = {16, KDF_SECRET_PREPEND, nullptr};
  BCryptBufferDesc with_hollow = {BCRYPTBUFFER_VERSION, 1, &hollow};
  EXPECT_THAT(BCryptDeriveKey(secret, BCRYPT_KDF_HASH, &with_hollow, out.data(), out.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_F(KdfRules, Secret_SecondDestroyIsRefused) {
  const BCRYPT_SECRET_HANDLE raw = secret.release();
  EXPECT_THAT(BCryptDestroySecret(raw), IsSuccess());
  EXPECT_THAT(BCryptDestroySecret(raw), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive(raw, BCRYPT_KDF_HASH, 20).status, IsStatus(STATUS_INVALID_HANDLE));
}

TEST_F(KdfRules, KeysAndSecrets_AreNotDestroyedByEachOthersFunction) {
  EXPECT_THAT(BCryptDestroySecret(own), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptDestroyKey(secret), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptDestroySecret(nullptr), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive(secret, BCRYPT_KDF_HASH, 20).status, IsSuccess());
}

}  // namespace
