// Rules of BCryptSignHash and BCryptVerifySignature with RSA keys: flags, padding, pointers, sizes.
#include "rsa_known_answers.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

class SignRules : public testing::Test {
 protected:
  const Key own = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  const Key peer = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  const Bytes digest = hex(known::kSigned[2].digest);
  const Bytes signature = hex(known::kSigned[2].pkcs1);
  Pkcs1 pkcs1{BCRYPT_SHA256_ALGORITHM};
  Pss pss{BCRYPT_SHA256_ALGORITHM, 32};
};

TEST_F(SignRules, NoPaddingFlagOrNoPaddingInfo_IsRefused) {
  EXPECT_THAT(sign(own, &pkcs1.info, digest, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(sign(own, nullptr, digest, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG flags : {ULONG{BCRYPT_PAD_PKCS1}, ULONG{BCRYPT_PAD_PSS}}) {
    EXPECT_THAT(sign(own, nullptr, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(verify(peer, nullptr, digest, signature, flags), IsStatus(STATUS_INVALID_PARAMETER));
  }
  EXPECT_THAT(verify(peer, &pkcs1.info, digest, signature, 0), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_F(SignRules, OtherFlags_AreRefused) {
  for (ULONG flags : {ULONG{BCRYPT_PAD_OAEP}, ULONG{BCRYPT_PAD_PKCS1 | BCRYPT_PAD_PSS},
                      ULONG{BCRYPT_PAD_PKCS1 | BCRYPT_PAD_OAEP}, ULONG{0x20}, ULONG{0x80000002}, ULONG{0xFFFFFFFF}}) {
    EXPECT_THAT(sign(own, &pkcs1.info, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(verify(peer, &pkcs1.info, digest, signature, flags), IsStatus(STATUS_INVALID_PARAMETER)) << flags;
  }
}

TEST_F(SignRules, PssWithoutAHashName_IsRefused) {
  EXPECT_NE(sign(own, Pss(nullptr, 32), digest).status, STATUS_SUCCESS);
  EXPECT_NE(verify(peer, Pss(nullptr, 32), digest, signature), STATUS_SUCCESS);
}

TEST_F(SignRules, OptionalHashOid_BelongsToPkcs1) {
  EXPECT_THAT(verify(peer, &pss.info, digest, signature, BCRYPT_PAD_PSS | BCRYPT_PAD_PKCS1_OPTIONAL_HASH_OID),
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_F(SignRules, NamesThatAreNoHash_AreNotSupported) {
  for (LPCWSTR name : {CNG_TEXT("AES"), CNG_TEXT("RSA"), CNG_TEXT("RNG"), CNG_TEXT("INVALID"), CNG_TEXT("")}) {
    EXPECT_THAT(sign(own, Pkcs1(name), digest).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(verify(peer, Pkcs1(name), digest, signature), IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(sign(own, Pss(name, 32), digest).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST_F(SignRules, SizeQuery_WorksOnAPublicKeyToo) {
  for (BCRYPT_KEY_HANDLE key : {own.get(), peer.get()}) {
    ULONG size = 0;
    EXPECT_THAT(BCryptSignHash(key, &pkcs1.info, in(digest), 32, nullptr, 0, &size, BCRYPT_PAD_PKCS1), IsSuccess());
    EXPECT_EQ(size, 128U);
  }
}

TEST_F(SignRules, PublicKey_CannotSign) {
  MarkedBuffer out(128);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptSignHash(peer, &pkcs1.info, in(digest), 32, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptSignHash(peer, &pss.info, in(digest), 32, out.data(), 128, &size, BCRYPT_PAD_PSS),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_F(SignRules, ShortOutput_GivesTheSizeAndStaysUntouched) {
  for (ULONG count : {0U, 1U, 127U}) {
    MarkedBuffer out(128);
    ULONG size = 0;
    EXPECT_THAT(BCryptSignHash(own, &pkcs1.info, in(digest), 32, out.data(), count, &size, BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(size, 128U);
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(SignRules, LargerOutput_IsWrittenOnlyAsFarAsNeeded) {
  MarkedBuffer out(200);
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(own, &pkcs1.info, in(digest), 32, out.data(), 200, &size, BCRYPT_PAD_PKCS1), IsSuccess());
  EXPECT_EQ(size, 128U);
  EXPECT_EQ(to_hex(out.first(128)), to_hex(signature));
  EXPECT_TRUE(out.untouched_from(128));
}

TEST_F(SignRules, NullPointers_AreRefused) {
  MarkedBuffer out(128);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptSignHash(own, &pkcs1.info, in(digest), 32, out.data(), 128, nullptr, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptSignHash(own, &pkcs1.info, nullptr, 32, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
  EXPECT_THAT(BCryptVerifySignature(peer, &pkcs1.info, nullptr, 32, in(signature), 128, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptVerifySignature(peer, &pkcs1.info, in(digest), 32, nullptr, 128, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_F(SignRules, BadHandles_AreRefused) {
  MarkedBuffer out(128);
  ULONG size = kUntouchedSize;
  for (BCRYPT_KEY_HANDLE handle :
       {static_cast<BCRYPT_KEY_HANDLE>(nullptr), untouched(), static_cast<BCRYPT_KEY_HANDLE>(BCRYPT_RSA_ALG_HANDLE)}) {
    EXPECT_THAT(BCryptSignHash(handle, &pkcs1.info, in(digest), 32, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_INVALID_HANDLE));
    EXPECT_THAT(verify(handle, pkcs1, digest, signature), IsStatus(STATUS_INVALID_HANDLE));
  }
  EXPECT_TRUE(out.untouched());
}

TEST_F(SignRules, SignatureOfAnotherLength_IsRefused) {
  for (std::size_t size : {0U, 1U, 127U, 129U, 256U}) {
    Bytes other = signature;
    other.resize(size);
    const Bytes room = concat({other, Bytes(1)});  // a valid pointer also for the empty one
    EXPECT_THAT(BCryptVerifySignature(peer, &pkcs1.info, in(digest), 32, in(room), len(other), BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  }
}

TEST_F(SignRules, SignatureNotBelowTheModulus_IsInvalid) {
  EXPECT_THAT(verify(peer, pkcs1, digest, Bytes(128, 0xFF)), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(peer, pkcs1, digest, rsa1024().n), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(peer, pss, digest, Bytes(128, 0xFF)), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_F(SignRules, TrivialSignatures_AreInvalid) {
  EXPECT_THAT(verify(peer, pkcs1, digest, Bytes(128)), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(peer, pkcs1, digest, pad_left({1}, 128)), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(peer, pss, digest, Bytes(128)), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_F(SignRules, DigestThatDoesNotFitTheKey_IsRefused) {
  const Key small = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  MarkedBuffer out(64);
  ULONG size = kUntouchedSize;
  Pkcs1 sha512(BCRYPT_SHA512_ALGORITHM);
  const Bytes long_digest(64);
  EXPECT_THAT(BCryptSignHash(small, &sha512.info, in(long_digest), 64, out.data(), 64, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  Pkcs1 bare(nullptr);
  for (std::size_t length : {54U, 64U, 65U, 1000U}) {  // 53 is the most: 64 - 11
    const Bytes data(length);
    EXPECT_THAT(BCryptSignHash(small, &bare.info, in(data), len(data), out.data(), 64, &size, BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_INVALID_PARAMETER))
        << length;
  }
  EXPECT_TRUE(out.untouched());
  EXPECT_THAT(sign(small, bare, Bytes(53)).status, IsSuccess());
}

}  // namespace
