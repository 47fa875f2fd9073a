// DSA signatures: r and s of the order's length, digests of any length, and what verification refuses.
#include "support/dl_keys.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDsa = BCRYPT_DSA_ALG_HANDLE;

class DsaSign : public testing::TestWithParam<const DsaKey& (*)()> {
 protected:
  Output sign_digest(const Bytes& any) { return sign(own, nullptr, any, 0); }
  NTSTATUS check(const Bytes& any, const Bytes& rs) { return verify(peer, nullptr, any, rs, 0); }

  const DsaKey& key = GetParam()();
  const std::size_t width = key.q.size();
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(key));
  const Key peer = imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(key));
  const Bytes digest = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
};

TEST_P(DsaSign, DigestsOfManyLengths_SignAndVerify) {
  for (std::size_t size : {1U, 16U, 19U, 20U, 21U, 28U, 32U, 33U, 48U, 64U, 65U, 100U, 1000U}) {
    const Bytes any(size, 0x77);
    const Output out = sign_digest(any);
    EXPECT_THAT(out.status, IsSuccess()) << size;
    EXPECT_EQ(out.bytes.size(), 2 * width);
    EXPECT_THAT(check(any, out.bytes), IsSuccess()) << size;
    EXPECT_THAT(verify(own, nullptr, any, out.bytes, 0), IsSuccess()) << size;
  }
}

TEST_P(DsaSign, DigestLongerThanTheOrder_CountsByItsLeftmostBits) {
  Bytes longer(width);
  for (std::size_t i = 0; i < longer.size(); ++i) longer[i] = static_cast<UCHAR>(i + 1);
  const Bytes first = longer;
  longer.resize(width + 20, 0x99);
  EXPECT_THAT(check(first, sign_digest(longer).bytes), IsSuccess());
  EXPECT_THAT(check(longer, sign_digest(first).bytes), IsSuccess());
}

TEST_P(DsaSign, ChangedSignatureOrDigest_IsInvalid) {
  const Bytes signature = sign_digest(digest).bytes;
  ASSERT_EQ(signature.size(), 2 * width);
  for (std::size_t index : {std::size_t{1}, width - 1, width + 1, 2 * width - 1}) {
    Bytes changed = signature;
    changed[index] = static_cast<UCHAR>(changed[index] ^ 1);
    EXPECT_THAT(check(digest, changed), IsStatus(STATUS_INVALID_SIGNATURE)) << index;
  }
  Bytes changed = digest;
  changed[0] = static_cast<UCHAR>(changed[0] ^ 0x80);
  EXPECT_THAT(check(changed, signature), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(check(Bytes(digest.begin(), digest.begin() + 19), signature), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(DsaSign, NumbersOutOfRange_AreInvalid) {
  const Bytes signature = sign_digest(digest).bytes;
  const auto middle = signature.begin() + static_cast<std::ptrdiff_t>(width);
  const Bytes r(signature.begin(), middle), s(middle, signature.end());
  const Bytes zero(width), high(width, 0xFF);
  for (const Bytes& bad : {concat({zero, s}), concat({r, zero}), concat({zero, zero}), concat({key.q, s}),
                           concat({r, key.q}), concat({s, r}), concat({high, high}), concat({r, high})})
    EXPECT_THAT(check(digest, bad), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(DsaSign, SignatureOfAnotherLength_IsInvalid) {
  const Bytes signature = sign_digest(digest).bytes;
  for (std::size_t size : {std::size_t{1}, width, 2 * width - 1, 2 * width + 1, 2 * width + 2, 4 * width}) {
    Bytes other = signature;
    other.resize(size);
    EXPECT_THAT(check(digest, other), IsStatus(STATUS_INVALID_SIGNATURE)) << size;
  }
}

TEST_P(DsaSign, PaddingInfoOrFlags_AreRefused) {
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA256_ALGORITHM};
  const Bytes signature = sign_digest(digest).bytes;
  for (ULONG flags : {ULONG{BCRYPT_PAD_PKCS1}, ULONG{BCRYPT_PAD_PSS}, ULONG{1}, ULONG{0x80000000}}) {
    EXPECT_THAT(sign(own, &padding, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(sign(own, nullptr, digest, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(verify(peer, &padding, digest, signature, flags), IsStatus(STATUS_INVALID_PARAMETER)) << flags;
  }
}

TEST_P(DsaSign, PublicKey_CanBeAskedForTheSizeButNotSign) {
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(peer, nullptr, in(digest), 32, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 2 * width);
  MarkedBuffer out(2 * width);
  EXPECT_THAT(BCryptSignHash(peer, nullptr, in(digest), 32, out.data(), out.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptSignHash(own, nullptr, in(digest), 32, out.data(), out.size() - 1, &size, 0),
              IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_TRUE(out.untouched());
}

TEST_P(DsaSign, KeyWithoutItsPublicValue_Signs) {
  DsaKey zero = key;
  zero.y = Bytes(key.y.size());
  const Key other = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(zero));
  const Bytes signature = sign(other, nullptr, digest, 0).bytes;
  EXPECT_THAT(check(digest, signature), IsSuccess());
  EXPECT_THAT(verify(other, nullptr, digest, signature, 0), IsSuccess());
}

// Whatever an import without validation let in, a use of it ends.
TEST_P(DsaSign, BrokenKeys_EndWithAnAnswer) {
  const Bytes one = pad_left({1}, key.p.size());
  DsaKey trivial = key, outside = key, nothing = key;
  trivial.g = one;
  outside.g = Bytes(key.p.size(), 0xFF);
  nothing.x = Bytes(width);
  DsaKey composite = key;
  composite.q = Bytes(width, 0xFF);
  for (const DsaKey& bad : {trivial, outside, nothing, composite}) {
    const Key broken = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(bad), BCRYPT_NO_KEY_VALIDATION);
    const Output out = sign(broken, nullptr, digest, 0);
    EXPECT_TRUE(out.status != STATUS_SUCCESS || out.bytes.size() == 2 * width);
    EXPECT_THAT(verify(broken, nullptr, digest, Bytes(2 * width, 1), 0), IsStatus(STATUS_INVALID_SIGNATURE));
  }
}

INSTANTIATE_TEST_SUITE_P(All, DsaSign, testing::Values(dsa512, dsa1024, dsa1536, dsa2048, dsa2048_512, dsa3072),
                         [](const testing::TestParamInfo<const DsaKey& (*)()>& row) {
                           const DsaKey& key = row.param();
                           return "Bits" + std::to_string(8 * key.p.size()) + "And" + std::to_string(8 * key.q.size());
                         });

}  // namespace
