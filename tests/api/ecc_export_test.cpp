// Exports of EC keys by the two-call rule, and EC keys made here.
#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

class EccExport : public testing::TestWithParam<int> {
 protected:
  const Curve& c = curve(GetParam());
};

TEST_P(EccExport, PrivateTypesOfAPublicKey_AreRefused) {
  for (BCRYPT_ALG_HANDLE algorithm : {c.ecdsa_handle, c.ecdh_handle}) {
    const ULONG magic = algorithm == c.ecdsa_handle ? c.ecdsa_public : c.ecdh_public;
    const Key key = imported(algorithm, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, ec_key_a(c)));
    for (LPCWSTR type : {BCRYPT_ECCPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
      EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_INVALID_PARAMETER));
      MarkedBuffer buffer(1000);
      ULONG size = kUntouchedSize;
      EXPECT_THAT(BCryptExportKey(key, nullptr, type, buffer.data(), buffer.size(), &size, 0),
                  IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_TRUE(buffer.untouched());
      EXPECT_EQ(size, kUntouchedSize);
    }
  }
}

TEST_P(EccExport, ShortBuffer_GivesTheSizeAndStaysUntouched) {
  const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
  struct Row {
    LPCWSTR type;
    ULONG size;
  };
  for (const Row& row : {Row{BCRYPT_ECCPUBLIC_BLOB, 8 + 2 * c.size}, Row{BCRYPT_ECCPRIVATE_BLOB, 8 + 3 * c.size}})
    for (ULONG size : {ULONG{0}, ULONG{1}, ULONG{7}, ULONG{8}, row.size - 1}) {
      MarkedBuffer buffer(row.size);
      ULONG needed = 0;
      EXPECT_THAT(BCryptExportKey(key, nullptr, row.type, buffer.data(), size, &needed, 0),
                  IsStatus(STATUS_BUFFER_TOO_SMALL));
      EXPECT_EQ(needed, row.size);
      EXPECT_TRUE(buffer.untouched()) << size;
    }
}

TEST_P(EccExport, FlagsAndExportKeys_AreRefused) {
  const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
  MarkedBuffer buffer(1000);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(key, nullptr, BCRYPT_ECCPRIVATE_BLOB, buffer.data(), buffer.size(), &size, 1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptExportKey(key, key, BCRYPT_ECCPRIVATE_BLOB, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
}

TEST_P(EccExport, UnknownTypes_AreNotSupported) {
  const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
  for (LPCWSTR type : {BCRYPT_RSAPUBLIC_BLOB, BCRYPT_RSAPRIVATE_BLOB, BCRYPT_DH_PRIVATE_BLOB, BCRYPT_KEY_DATA_BLOB,
                       CNG_TEXT(""), CNG_TEXT("eccprivateblob")})
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_P(EccExport, GeneratedKey_ComesBackWhole) {
  for (ULONG bits : {c.bits, ULONG{0}}) {
    const Key made = finalized(c.ecdh_handle, bits);
    EXPECT_EQ(get_number(made, BCRYPT_KEY_LENGTH), c.bits);
    const Bytes blob = export_key(made, BCRYPT_ECCPRIVATE_BLOB).bytes;
    ASSERT_EQ(blob.size(), 8 + 3 * c.size);
    EXPECT_EQ(to_hex(Bytes(blob.begin(), blob.begin() + 8)), to_hex(concat({le32(c.ecdh_private), le32(c.size)})));
    const Key back = imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, blob);
    EXPECT_EQ(to_hex(export_key(back, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
  }
}

TEST_P(EccExport, GeneratedKeys_Differ) {
  EXPECT_NE(export_key(finalized(c.ecdsa_handle, 0), BCRYPT_ECCPUBLIC_BLOB).bytes,
            export_key(finalized(c.ecdsa_handle, 0), BCRYPT_ECCPUBLIC_BLOB).bytes);
}

TEST_P(EccExport, Generate_OtherLengthsThanTheCurvesAreRefused) {
  for (ULONG bits : {1U, 255U, 257U, 512U, 520U, 528U, 0xFFFFFFFFU})
    for (BCRYPT_ALG_HANDLE algorithm : {c.ecdsa_handle, c.ecdh_handle})
      EXPECT_THAT(generate_pair(algorithm, bits), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bits;
  EXPECT_THAT(generate_pair(c.ecdsa_handle, curve((GetParam() + 1) % kCurveCount).bits),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccExport, UnfinalizedKey_CannotBeExportedOrUsed) {
  const MadeKey made = generate_pair(c.ecdsa_handle, c.bits);
  ASSERT_THAT(made, IsMade());
  EXPECT_THAT(export_key(made.handle, BCRYPT_ECCPUBLIC_BLOB).status, IsStatus(STATUS_INVALID_HANDLE));
  Bytes digest(32), signature(2 * c.size);
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(made.handle, nullptr, digest.data(), 32, signature.data(), len(signature), &size, 0),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(export_key(made.handle, BCRYPT_ECCPUBLIC_BLOB).status, IsSuccess());
}

INSTANTIATE_TEST_SUITE_P(All, EccExport, testing::Range(0, kCurveCount),
                         [](const testing::TestParamInfo<int>& row) { return curve(row.param).label; });

}  // namespace
