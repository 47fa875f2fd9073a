// RSA signatures: known answers for both paddings, and what verification refuses.
#include "rsa_known_answers.h"
#include "support/keys.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

Key private_key(BCRYPT_ALG_HANDLE algorithm = BCRYPT_RSA_ALG_HANDLE) {
  return imported(algorithm, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
}

Key public_key(BCRYPT_ALG_HANDLE algorithm = BCRYPT_RSA_ALG_HANDLE) {
  return imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
}

Bytes flipped(Bytes bytes, std::size_t index) {
  bytes[index] = static_cast<UCHAR>(bytes[index] ^ 1);
  return bytes;
}

class RsaSign : public testing::TestWithParam<known::Signed> {};

TEST_P(RsaSign, Pkcs1_IsTheKnownAnswer) {
  const Bytes digest = hex(GetParam().digest);
  for (BCRYPT_ALG_HANDLE algorithm : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSA_SIGN_ALG_HANDLE}) {
    const Output out = sign(private_key(algorithm), Pkcs1(GetParam().hash), digest);
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), GetParam().pkcs1);
    EXPECT_THAT(verify(public_key(algorithm), Pkcs1(GetParam().hash), digest, hex(GetParam().pkcs1)), IsSuccess());
  }
}

TEST_P(RsaSign, Pkcs1_FullBlobSignsAlike) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa1024()));
  EXPECT_EQ(to_hex(sign(key, Pkcs1(GetParam().hash), hex(GetParam().digest)).bytes), GetParam().pkcs1);
}

TEST_P(RsaSign, Pkcs1_ChangedSignatureOrDigestIsInvalid) {
  const Key key = public_key();
  const Bytes digest = hex(GetParam().digest), signature = hex(GetParam().pkcs1);
  for (std::size_t index : {0U, 1U, 64U, 127U})
    EXPECT_THAT(verify(key, Pkcs1(GetParam().hash), digest, flipped(signature, index)),
                IsStatus(STATUS_INVALID_SIGNATURE))
        << index;
  EXPECT_THAT(verify(key, Pkcs1(GetParam().hash), flipped(digest, 0), signature), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(RsaSign, DigestOfAnotherLength_IsRefused) {
  const Key key = private_key();
  for (std::size_t size : {hex(GetParam().digest).size() - 1, hex(GetParam().digest).size() + 1, std::size_t{1}}) {
    EXPECT_THAT(sign(key, Pkcs1(GetParam().hash), Bytes(size)).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
    EXPECT_THAT(verify(key, Pkcs1(GetParam().hash), Bytes(size), hex(GetParam().pkcs1)),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
    EXPECT_THAT(sign(key, Pss(GetParam().hash, 8), Bytes(size)).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
  }
}

TEST_P(RsaSign, Pss_WithoutSaltIsTheKnownAnswer) {
  if (!GetParam().pss_salt_0) return;
  const Bytes digest = hex(GetParam().digest);
  EXPECT_EQ(to_hex(sign(private_key(), Pss(GetParam().hash, 0), digest).bytes), GetParam().pss_salt_0);
  EXPECT_THAT(verify(public_key(), Pss(GetParam().hash, 0), digest, hex(GetParam().pss_salt_0)), IsSuccess());
}

TEST_P(RsaSign, Pss_SaltsDrawnAtRandomVerify) {
  const Bytes digest = hex(GetParam().digest);
  const Key key = private_key();
  for (ULONG salt : {ULONG{1}, ULONG{20}, static_cast<ULONG>(digest.size())}) {
    if (digest.size() + salt + 2 > 128) continue;
    const Output first = sign(key, Pss(GetParam().hash, salt), digest);
    EXPECT_THAT(first.status, IsSuccess()) << salt;
    EXPECT_THAT(verify(public_key(), Pss(GetParam().hash, salt), digest, first.bytes), IsSuccess()) << salt;
    if (salt >= 16) {
      EXPECT_NE(first.bytes, sign(key, Pss(GetParam().hash, salt), digest).bytes);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, RsaSign, testing::ValuesIn(known::kSigned),
                         [](const testing::TestParamInfo<known::Signed>& row) { return narrow(row.param.hash); });

TEST(RsaSignPkcs1, NoHashName_SignsTheBytesBare) {
  const Bytes digest = hex(known::kMd5Sha1);
  EXPECT_EQ(to_hex(sign(private_key(), Pkcs1(nullptr), digest).bytes), known::kMd5Sha1Signature);
  EXPECT_THAT(verify(public_key(), Pkcs1(nullptr), digest, hex(known::kMd5Sha1Signature)), IsSuccess());
  EXPECT_THAT(verify(public_key(), Pkcs1(nullptr), flipped(digest, 5), hex(known::kMd5Sha1Signature)),
              IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST(RsaSignPkcs1, SignatureOfAnotherHash_IsInvalid) {
  const known::Signed& sha256 = known::kSigned[2];
  EXPECT_THAT(verify(public_key(), Pkcs1(nullptr), hex(sha256.digest), hex(sha256.pkcs1)),
              IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(public_key(), Pss(sha256.hash, 0), hex(sha256.digest), hex(sha256.pkcs1)),
              IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verify(public_key(), Pkcs1(sha256.hash), hex(sha256.digest), hex(sha256.pss_salt_0)),
              IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST(RsaSignPkcs1, EveryKeySize_SignsAndVerifies) {
  for (const RsaKey* key : {&rsa512(), &rsa1032(), &rsa2048()}) {
    const Key own = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(*key));
    const Key peer = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(*key));
    const Bytes digest(32, 7);
    const Output signature = sign(own, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest);
    EXPECT_EQ(signature.bytes.size(), key->n.size());
    EXPECT_THAT(verify(peer, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest, signature.bytes), IsSuccess());
    const Output pss = sign(own, Pss(BCRYPT_SHA1_ALGORITHM, 20), Bytes(20, 9));
    EXPECT_EQ(pss.bytes.size(), key->n.size());
    EXPECT_THAT(verify(peer, Pss(BCRYPT_SHA1_ALGORITHM, 20), Bytes(20, 9), pss.bytes), IsSuccess());
  }
}

TEST(RsaSignPkcs1, SwappedPrimes_SignAlike) {
  RsaKey swapped = rsa1024();
  std::swap(swapped.p, swapped.q);
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(swapped));
  const known::Signed& row = known::kSigned[2];
  EXPECT_EQ(to_hex(sign(key, Pkcs1(row.hash), hex(row.digest)).bytes), row.pkcs1);
}

TEST(RsaSignPkcs1, InconsistentFullBlob_SignsWithThePrimes) {
  Bytes blob = rsa_full(rsa1024());
  for (std::size_t i = 24 + 3 + 128 + 128; i < blob.size(); i += 3) blob[i] = static_cast<UCHAR>(blob[i] ^ 0xFF);
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, blob);
  const known::Signed& row = known::kSigned[2];
  EXPECT_EQ(to_hex(sign(key, Pkcs1(row.hash), hex(row.digest)).bytes), row.pkcs1);
}

TEST(RsaSignPss, KnownSignatureWithSalt_Verifies) {
  const known::Signed& row = known::kSigned[2];
  const Bytes signature = hex(known::kPssSha256Salt20);
  EXPECT_THAT(verify(public_key(), Pss(row.hash, 20), hex(row.digest), signature), IsSuccess());
  for (std::size_t index : {0U, 1U, 90U, 127U})
    EXPECT_THAT(verify(public_key(), Pss(row.hash, 20), hex(row.digest), flipped(signature, index)),
                IsStatus(STATUS_INVALID_SIGNATURE))
        << index;
}

TEST(RsaSignPss, AnotherSaltLength_IsInvalid) {
  const known::Signed& row = known::kSigned[2];
  for (ULONG salt : {0U, 19U, 21U, 32U, 94U})
    EXPECT_THAT(verify(public_key(), Pss(row.hash, salt), hex(row.digest), hex(known::kPssSha256Salt20)),
                IsStatus(STATUS_INVALID_SIGNATURE))
        << salt;
}

TEST(RsaSignPss, SaltUpToTheCapacity_IsTaken) {
  const known::Signed& row = known::kSigned[2];
  const Output out = sign(private_key(), Pss(row.hash, 128 - 32 - 2), hex(row.digest));
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_THAT(verify(public_key(), Pss(row.hash, 128 - 32 - 2), hex(row.digest), out.bytes), IsSuccess());
}

TEST(RsaSignPss, SaltBeyondTheCapacity_IsRefused) {
  const known::Signed& row = known::kSigned[2];
  const Key key = private_key();
  for (ULONG salt : {95U, 128U, 1000U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFEU, 0xFFFFFFFFU})
    EXPECT_THAT(sign(key, Pss(row.hash, salt), hex(row.digest)).status, IsStatus(STATUS_INVALID_PARAMETER)) << salt;
}

}  // namespace
