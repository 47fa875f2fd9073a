// RSA keys made here: generate, finalize, and the life of a key handle.
#include "support/handles.h"
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

TEST(RsaGenerate, FinalizedKey_HasTheSizeAskedFor) {
  for (ULONG bits : {512U, 520U, 1024U, 2048U})
    for (BCRYPT_ALG_HANDLE algorithm : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSA_SIGN_ALG_HANDLE}) {
      const Key key = finalized(algorithm, bits);
      EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), bits);
      const std::size_t n = (bits + 7) / 8, prime = (n + 1) / 2;
      EXPECT_EQ(export_key(key, BCRYPT_RSAPUBLIC_BLOB).bytes.size(), 24 + 3 + n);
      EXPECT_EQ(export_key(key, BCRYPT_RSAPRIVATE_BLOB).bytes.size(), 24 + 3 + n + 2 * prime);
      EXPECT_EQ(export_key(key, BCRYPT_RSAFULLPRIVATE_BLOB).bytes.size(), 24 + 3 + 2 * n + 5 * prime);
    }
}

TEST(RsaGenerate, Exponent_Is65537AndTheHeaderIsExact) {
  const Key key = finalized(BCRYPT_RSA_ALG_HANDLE, 1024);
  const Bytes blob = export_key(key, BCRYPT_RSAPUBLIC_BLOB).bytes;
  ASSERT_EQ(blob.size(), 155U);
  EXPECT_EQ(to_hex(Bytes(blob.begin(), blob.begin() + 27)),
            to_hex(concat({le32(kRsa1), le32(1024), le32(3), le32(128), le32(0), le32(0), hex("010001")})));
  EXPECT_GE(blob[27], 0x80) << "1024 bits means that the highest one is set";
}

TEST(RsaGenerate, TwoKeys_Differ) {
  EXPECT_NE(export_key(finalized(BCRYPT_RSA_ALG_HANDLE, 512), BCRYPT_RSAPUBLIC_BLOB).bytes,
            export_key(finalized(BCRYPT_RSA_ALG_HANDLE, 512), BCRYPT_RSAPUBLIC_BLOB).bytes);
}

TEST(RsaGenerate, ExportedKey_ComesBackWhole) {
  const Key made = finalized(BCRYPT_RSA_ALG_HANDLE, 1024);
  for (LPCWSTR type : {BCRYPT_RSAPRIVATE_BLOB, BCRYPT_RSAFULLPRIVATE_BLOB}) {
    const Key back = imported(BCRYPT_RSA_ALG_HANDLE, type, export_key(made, type).bytes);
    EXPECT_EQ(to_hex(export_key(back, BCRYPT_RSAFULLPRIVATE_BLOB).bytes),
              to_hex(export_key(made, BCRYPT_RSAFULLPRIVATE_BLOB).bytes));
  }
}

TEST(RsaGenerate, LengthsOutsideTheRange_AreRefused) {
  for (ULONG bits : {1U, 8U, 384U, 504U, 511U, 513U, 1023U, 1025U, 16385U, 16392U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(generate_pair(BCRYPT_RSA_ALG_HANDLE, bits), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bits;
}

TEST(RsaGenerate, Flags_AreRefused) {
  for (ULONG flags : {1U, 8U, 0x20U, 0x80000000U})
    EXPECT_THAT(generate_pair(BCRYPT_RSA_ALG_HANDLE, 512, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

TEST(RsaGenerate, NullsAndOtherAlgorithms_AreRefused) {
  EXPECT_THAT(generate_pair(nullptr, 512), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptGenerateKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, 512, 0), IsStatus(STATUS_INVALID_PARAMETER));
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_SHA256_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE})
    EXPECT_THAT(generate_pair(handle, 512), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(RsaGenerate, Finalize_TakesNoFlags) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  EXPECT_THAT(BCryptFinalizeKeyPair(key.handle, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptFinalizeKeyPair(key.handle, 0), IsSuccess());
}

TEST(RsaGenerate, Finalize_SecondTimeIsRefused) {
  const Key key = finalized(BCRYPT_RSA_ALG_HANDLE, 512);
  EXPECT_THAT(BCryptFinalizeKeyPair(key, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(export_key(key, BCRYPT_RSAPUBLIC_BLOB).status, IsSuccess());
}

TEST(RsaGenerate, Finalize_ImportedKeyIsRefused) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  EXPECT_THAT(BCryptFinalizeKeyPair(key, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptFinalizeKeyPair(nullptr, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(RsaGenerate, UnfinalizedKey_CannotBeUsed) {
  const MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  ASSERT_THAT(key, IsMade());
  for (LPCWSTR type : {BCRYPT_RSAPUBLIC_BLOB, BCRYPT_RSAPRIVATE_BLOB})
    EXPECT_THAT(export_key(key.handle, type).status, IsStatus(STATUS_INVALID_HANDLE));
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA1_ALGORITHM};
  MarkedBuffer buffer(64);
  ULONG size = kUntouchedSize;
  Bytes digest(20);
  EXPECT_THAT(
      BCryptSignHash(key.handle, &padding, digest.data(), 20, buffer.data(), buffer.size(), &size, BCRYPT_PAD_PKCS1),
      IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptVerifySignature(key.handle, &padding, digest.data(), 20, buffer.data(), 64, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptEncrypt(key.handle, digest.data(), 20, nullptr, nullptr, 0, buffer.data(), buffer.size(), &size,
                            BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptDecrypt(key.handle, digest.data(), 20, nullptr, nullptr, 0, buffer.data(), buffer.size(), &size,
                            BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_TRUE(buffer.untouched());
}

TEST(RsaGenerate, UnfinalizedKey_CanBeDestroyed) {
  MadeKey key = generate_pair(BCRYPT_RSA_ALG_HANDLE, 16384);
  ASSERT_THAT(key, IsMade());
  EXPECT_THAT(BCryptDestroyKey(key.handle.release()), IsSuccess());
}

TEST(RsaGenerate, ClosedProvider_LeavesItsKeysAlive) {
  Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  const MadeKey key = generate_pair(algorithm, 512);
  algorithm.reset();
  EXPECT_THAT(BCryptFinalizeKeyPair(key.handle, 0), IsSuccess());
  EXPECT_THAT(export_key(key.handle, BCRYPT_RSAPUBLIC_BLOB).status, IsSuccess());
}

}  // namespace
