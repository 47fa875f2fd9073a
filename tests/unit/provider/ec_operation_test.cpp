#include "support.h"

namespace cng::provider::test {
namespace {

class EcOperationTest : public testing::TestWithParam<EcVector> {
 protected:
  EcNumbers pair_ = first_pair(GetParam());
  EcNumbers peer_ = peer_pair(GetParam());
  std::unique_ptr<Key> key_ = pair_.key();
  std::unique_ptr<Key> public_key_ = EcNumbers{pair_.curve, pair_.x, pair_.y, {}}.key();
  std::unique_ptr<Key> bare_key_ = EcNumbers{pair_.curve, {}, {}, pair_.d}.key();
  Bytes digest_ = hex(GetParam().digest);
  Bytes signature_ = hex(GetParam().signature);
};

TEST_P(EcOperationTest, KnownSignature_Verifies) {
  for (const Key* key : {key_.get(), public_key_.get(), bare_key_.get()})
    EXPECT_THAT(ecdsa_verify(*key, digest_, signature_), IsOk());
  EXPECT_THAT(ecdsa_verify(*peer_.key(), digest_, signature_), FailsWith(Code::invalid_signature));
}

TEST_P(EcOperationTest, ChangedOrMisshapenSignatures_AreInvalid) {
  for (std::size_t i = 0; i < signature_.size(); ++i) {
    Bytes bad = signature_;
    bad[i] ^= 1;
    EXPECT_THAT(ecdsa_verify(*public_key_, digest_, bad), FailsWith(Code::invalid_signature));
  }
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, signature_.size() - 1, signature_.size() + 1})
    EXPECT_THAT(ecdsa_verify(*public_key_, digest_, Bytes(size, 1)), FailsWith(Code::invalid_signature));
  const std::size_t half = signature_.size() / 2;
  const Bytes order = hex(GetParam().order);
  for (const Bytes& number : {Bytes(half), order, plus(order, 1), Bytes(half, 0xFF)}) {
    Bytes bad = signature_;
    std::copy(number.begin(), number.end(), bad.begin());
    EXPECT_THAT(ecdsa_verify(*public_key_, digest_, bad), FailsWith(Code::invalid_signature));
    bad = signature_;
    std::copy(number.begin(), number.end(), bad.begin() + static_cast<std::ptrdiff_t>(half));
    EXPECT_THAT(ecdsa_verify(*public_key_, digest_, bad), FailsWith(Code::invalid_signature));
  }
}

TEST_P(EcOperationTest, Sign_TakesDigestsOfAnyLength) {
  for (std::size_t size : {0u, 1u, 16u, 20u, 32u, 48u, 64u, 66u, 100u}) {
    const Bytes digest(size, 0xA5);
    for (const Key* key : {key_.get(), bare_key_.get()}) {
      Bytes signature(signature_.size());
      ASSERT_THAT(ecdsa_sign(*key, digest, signature), IsOk()) << size;
      EXPECT_THAT(ecdsa_verify(*public_key_, digest, signature), IsOk()) << size;
      EXPECT_THAT(ecdsa_verify(*public_key_, Bytes(33, 0x5A), signature), FailsWith(Code::invalid_signature));
    }
  }
}

TEST_P(EcOperationTest, DigestLongerThanTheOrder_CountsByItsLeftmostBits) {
  Bytes digest(100, 0xA5);
  Bytes signature(signature_.size());
  ASSERT_THAT(ecdsa_sign(*key_, digest, signature), IsOk());
  digest.back() ^= 0xFF;
  EXPECT_THAT(ecdsa_verify(*public_key_, digest, signature), IsOk());
}

TEST_P(EcOperationTest, ShorterDigest_IsAnotherOne) {
  digest_.pop_back();
  EXPECT_THAT(ecdsa_verify(*public_key_, digest_, signature_), FailsWith(Code::invalid_signature));
}

TEST_P(EcOperationTest, PublicKey_CannotSign) {
  Bytes signature(signature_.size());
  EXPECT_THAT(ecdsa_sign(*public_key_, digest_, signature), FailsWith(Code::invalid_parameter));
}

TEST_P(EcOperationTest, Agreement_HasTheKnownAnswer) {
  const auto peer_public = EcNumbers{peer_.curve, peer_.x, peer_.y, {}}.key();
  const auto peer_bare = EcNumbers{peer_.curve, {}, {}, peer_.d}.key();
  for (const Key* mine : {key_.get(), bare_key_.get()}) {
    for (const Key* other : {peer_public.get(), peer_bare.get()}) {
      const auto secret = ecdh(*mine, *other);
      ASSERT_TRUE(secret);
      EXPECT_EQ(bytes_of(*secret), hex(GetParam().secret));
    }
  }
  const auto back = ecdh(*peer_bare, *key_);
  ASSERT_TRUE(back);
  EXPECT_EQ(bytes_of(*back), hex(GetParam().secret));
  EXPECT_TRUE(ecdh(*key_, *key_)) << "a key agrees with itself";
}

TEST_P(EcOperationTest, AgreementOfUnfitKeys_IsRefused) {
  EXPECT_THAT(ecdh(*public_key_, *key_), FailsWith(Code::invalid_parameter));
  for (const EcVector& other : kEc) {
    if (other.curve != GetParam().curve) {
      EXPECT_THAT(ecdh(*key_, *first_pair(other).key()), FailsWith(Code::invalid_parameter));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Nist, EcOperationTest, testing::ValuesIn(kEc), [](const auto& row) {
  return std::string("P") + std::to_string(curve(row.param.curve).bits);
});

}  // namespace
}  // namespace cng::provider::test
