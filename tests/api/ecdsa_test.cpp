// ECDSA signatures: r and s of fixed width, digests of any length, and what verification refuses.
#include "ecc_known_answers.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

class Ecdsa : public testing::TestWithParam<int> {
 protected:
  Output sign_digest(const Bytes& any) { return sign(own, nullptr, any, 0); }
  NTSTATUS check(const Bytes& any, const Bytes& rs) { return verify(peer, nullptr, any, rs, 0); }

  const Curve& c = curve(GetParam());
  const Key own = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
  const Key peer = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_a(c)));
  const Bytes digest = hex(known::kSignedDigest);
  const Bytes signature = hex(known::kSignatures[GetParam()]);
};

TEST_P(Ecdsa, KnownSignature_Verifies) {
  EXPECT_THAT(check(digest, signature), IsSuccess());
  EXPECT_THAT(verify(own, nullptr, digest, signature, 0), IsSuccess());
}

TEST_P(Ecdsa, DigestsOfManyLengths_SignAndVerify) {
  for (std::size_t size : {1U, 16U, 20U, 28U, 32U, 48U, 64U, 65U, 66U, 67U, 100U, 1000U}) {
    const Bytes any(size, 0x77);
    const Output out = sign_digest(any);
    EXPECT_THAT(out.status, IsSuccess()) << size;
    EXPECT_EQ(out.bytes.size(), 2 * c.size);
    EXPECT_THAT(check(any, out.bytes), IsSuccess()) << size;
  }
}

TEST_P(Ecdsa, DigestLongerThanTheOrder_CountsByItsLeftmostBits) {
  if (c.bits % 8 != 0) return;
  Bytes longer(c.size);
  for (std::size_t i = 0; i < longer.size(); ++i) longer[i] = static_cast<UCHAR>(i + 1);
  const Bytes first = longer;
  longer.resize(c.size + 20, 0x99);
  EXPECT_THAT(check(first, sign_digest(longer).bytes), IsSuccess());
  EXPECT_THAT(check(longer, sign_digest(first).bytes), IsSuccess());
}

TEST_P(Ecdsa, ShorterDigest_IsAnInvalidSignature) {
  for (std::size_t size : {1U, 20U, 31U})
    EXPECT_THAT(check(Bytes(digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(size)), signature),
                IsStatus(STATUS_INVALID_SIGNATURE))
        << size;
}

TEST_P(Ecdsa, ChangedSignatureOrDigest_IsInvalid) {
  for (std::size_t index : {std::size_t{1}, std::size_t{c.size - 1}, std::size_t{c.size + 1}, signature.size() - 1}) {
    Bytes changed = signature;
    changed[index] = static_cast<UCHAR>(changed[index] ^ 1);
    EXPECT_THAT(check(digest, changed), IsStatus(STATUS_INVALID_SIGNATURE)) << index;
  }
  Bytes changed = digest;
  changed[0] = static_cast<UCHAR>(changed[0] ^ 0x80);
  EXPECT_THAT(check(changed, signature), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(Ecdsa, SignatureOfAnotherKey_IsInvalid) {
  const Key other = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_b(c)));
  EXPECT_THAT(verify(other, nullptr, digest, signature, 0), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(Ecdsa, NumbersOutOfRange_AreInvalid) {
  const Bytes r(signature.begin(), signature.begin() + c.size), s(signature.begin() + c.size, signature.end());
  const Bytes zero(c.size), high(c.size, 0xFF);
  for (const Bytes& bad : {concat({zero, s}), concat({r, zero}), concat({zero, zero}), concat({c.n, s}),
                           concat({r, c.n}), concat({s, r}), concat({high, high}), concat({r, high})})
    EXPECT_THAT(check(digest, bad), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(Ecdsa, SignatureOfAnotherLength_IsInvalid) {
  for (std::size_t size : {std::size_t{1}, std::size_t{c.size}, signature.size() - 1, signature.size() + 1,
                           signature.size() + 2, 2 * signature.size()}) {
    Bytes other = signature;
    other.resize(size);
    EXPECT_THAT(check(digest, other), IsStatus(STATUS_INVALID_SIGNATURE)) << size;
  }
}

TEST_P(Ecdsa, DerSignature_IsInvalid) {
  // r and s as two INTEGERs: what other libraries write, and what this function does not take.
  const Bytes r(signature.begin(), signature.begin() + c.size), s(signature.begin() + c.size, signature.end());
  const Bytes length = {static_cast<UCHAR>(c.size + 1)};
  const Bytes integers = concat({{2}, length, {0}, r, {2}, length, {0}, s});
  EXPECT_THAT(check(digest, concat({{0x30, static_cast<UCHAR>(integers.size())}, integers})),
              IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(Ecdsa, PaddingInfoOrFlags_AreRefused) {
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA256_ALGORITHM};
  for (ULONG flags : {ULONG{BCRYPT_PAD_PKCS1}, ULONG{BCRYPT_PAD_PSS}, ULONG{1}, ULONG{0x80000000}}) {
    EXPECT_THAT(sign(own, &padding, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(sign(own, nullptr, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(verify(peer, &padding, digest, signature, flags), IsStatus(STATUS_INVALID_PARAMETER)) << flags;
  }
  EXPECT_THAT(sign(own, &padding, digest, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(verify(peer, &padding, digest, signature, 0), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(Ecdsa, PublicKey_CanBeAskedForTheSizeButNotSign) {
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(peer, nullptr, in(digest), 32, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 2 * c.size);
  MarkedBuffer out(2 * c.size);
  EXPECT_THAT(BCryptSignHash(peer, nullptr, in(digest), 32, out.data(), out.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_P(Ecdsa, ShortOutput_GivesTheSizeAndStaysUntouched) {
  for (ULONG count : {ULONG{0}, ULONG{1}, 2 * c.size - 1}) {
    MarkedBuffer out(2 * c.size);
    ULONG size = 0;
    EXPECT_THAT(BCryptSignHash(own, nullptr, in(digest), 32, out.data(), count, &size, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(size, 2 * c.size);
    EXPECT_TRUE(out.untouched());
  }
}

TEST_P(Ecdsa, EcdhKeys_CannotSignOrVerify) {
  const Key ecdh = imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, ec_key_a(c)));
  EXPECT_THAT(sign(ecdh, nullptr, digest, 0).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(verify(ecdh, nullptr, digest, signature, 0), IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_P(Ecdsa, KeyFromThePrivateNumberAlone_SignsAlike) {
  const EcKey bare = {Bytes(c.size), Bytes(c.size), ec_key_a(c).d};
  const Key key = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, bare));
  EXPECT_THAT(check(digest, sign(key, nullptr, digest, 0).bytes), IsSuccess());
}

TEST_P(Ecdsa, GeneratedKey_SignsForItsOwnPublicHalf) {
  const Key made = finalized(c.ecdsa_handle, c.bits);
  const Output out = sign(made, nullptr, digest, 0);
  const Key half = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, export_key(made, BCRYPT_ECCPUBLIC_BLOB).bytes);
  EXPECT_THAT(verify(half, nullptr, digest, out.bytes, 0), IsSuccess());
  EXPECT_THAT(check(digest, out.bytes), IsStatus(STATUS_INVALID_SIGNATURE));
}

INSTANTIATE_TEST_SUITE_P(All, Ecdsa, testing::Range(0, kCurveCount),
                         [](const testing::TestParamInfo<int>& row) { return curve(row.param).label; });

}  // namespace
