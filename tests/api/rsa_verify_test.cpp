// What PKCS #1 verification takes: exactly one encoding, and two more under BCRYPT_PAD_PKCS1_OPTIONAL_HASH_OID.
// The blocks are made here and raised to d by an unpadded decryption.
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

constexpr ULONG kOptional = BCRYPT_PAD_PKCS1 | BCRYPT_PAD_PKCS1_OPTIONAL_HASH_OID;

// DigestInfo of SHA256 up to the digest, with and without the NULL parameters.
const char kWithNull[] = "3031300d060960864801650304020105000420";
const char kWithoutNull[] =
    "302f300b0609608648016503040201"
    "0420";

class RsaVerify : public testing::Test {
 protected:
  // block pads the rest with 0xFF, as EMSA-PKCS1-v1_5 does.
  Bytes block(const Bytes& rest) { return concat({{0, 1}, Bytes(125 - rest.size(), 0xFF), {0}, rest}); }
  Bytes raise(const Bytes& encoded) {
    EXPECT_EQ(encoded.size(), 128U);
    return decrypt(own, encoded, nullptr, BCRYPT_PAD_NONE).bytes;
  }
  NTSTATUS check(const Bytes& encoded, ULONG flags = BCRYPT_PAD_PKCS1) {
    return verify(own, &sha256.info, digest, raise(encoded), flags);
  }
  const Key own = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  const Bytes digest = Bytes(32, 0x3C);
  Pkcs1 sha256{BCRYPT_SHA256_ALGORITHM};
};

TEST_F(RsaVerify, TheOneEncoding_IsTaken) {
  for (ULONG flags : {ULONG{BCRYPT_PAD_PKCS1}, kOptional})
    EXPECT_THAT(check(block(concat({hex(kWithNull), digest})), flags), IsSuccess());
}

TEST_F(RsaVerify, DigestInfoWithoutParameters_NeedsTheFlag) {
  const Bytes encoded = block(concat({hex(kWithoutNull), digest}));
  EXPECT_THAT(check(encoded), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(check(encoded, kOptional), IsSuccess());
}

TEST_F(RsaVerify, BareDigest_NeedsTheFlag) {
  EXPECT_THAT(check(block(digest)), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(check(block(digest), kOptional), IsSuccess());
}

TEST_F(RsaVerify, ForgedEncodings_AreInvalidUnderEveryFlag) {
  const Bytes info = concat({hex(kWithNull), digest});
  const Bytes sha384_info = concat({hex("3041300d060960864801650304020205000420"), digest});
  const Bytes long_length = concat({hex("308131300d060960864801650304020105000420"), digest});
  const Bytes null_with_bytes = concat({hex("3033300f06096086480165030402010502414104 20"), digest});
  const Bytes forged[] = {
      concat({{0, 1}, Bytes(8, 0xFF), {0}, info, Bytes(128 - 11 - info.size(), 0x41)}),  // rubbish behind the digest
      concat({{0, 1}, Bytes(10, 0xFF), {0}, info, Bytes(128 - 13 - info.size())}),
      concat({{0, 2}, Bytes(125 - info.size(), 0xFF), {0}, info}),  // the block type of encryption
      concat({{1, 1}, Bytes(125 - info.size(), 0xFF), {0}, info}),
      concat({{0, 1}, Bytes(124 - info.size(), 0xFF), {0xFE}, {0}, info}),  // one padding byte is another
      concat({{0, 1}, Bytes(126 - info.size(), 0xFF), info}),               // no end of the padding
      block(sha384_info),
      block(long_length),
      block(null_with_bytes),
      block(concat({hex(kWithNull), Bytes(32, 0x3D)})),
      Bytes(128),
  };
  for (const Bytes& each : forged)
    for (ULONG flags : {ULONG{BCRYPT_PAD_PKCS1}, kOptional})
      EXPECT_THAT(check(each, flags), IsStatus(STATUS_INVALID_SIGNATURE)) << to_hex(each);
}

}  // namespace
