#include <openssl/err.h>

#include "support.h"

namespace cng::provider::test {
namespace {

Status checked(const EcNumbers& numbers, Validation validation = Validation::full) {
  return check(*numbers.key(), validation);
}

EcNumbers public_half(EcNumbers numbers) {
  numbers.d.clear();
  return numbers;
}

class EcCheckTest : public testing::TestWithParam<EcVector> {
 protected:
  EcNumbers pair_ = first_pair(GetParam());
  EcNumbers peer_ = peer_pair(GetParam());
  Bytes prime_ = hex(GetParam().prime);
  Bytes order_ = hex(GetParam().order);
};

TEST_P(EcCheckTest, GoodKeys_Pass) {
  for (Validation validation : {Validation::full, Validation::none}) {
    EXPECT_THAT(checked(pair_, validation), IsOk());
    EXPECT_THAT(checked(public_half(pair_), validation), IsOk());
    EXPECT_THAT(checked({pair_.curve, {}, {}, pair_.d}, validation), IsOk());
  }
}

TEST_P(EcCheckTest, AnyBitOfACoordinateChanged_IsRefused) {
  for (std::size_t bit = 0; bit < pair_.x.size() * 8; ++bit) {
    for (Bytes EcNumbers::*part : {&EcNumbers::x, &EcNumbers::y}) {
      EcNumbers bad = pair_;
      (bad.*part)[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      EXPECT_THAT(checked(public_half(bad)), FailsWith(Code::invalid_parameter));
      EXPECT_THAT(checked(bad, Validation::none), FailsWith(Code::invalid_parameter));
    }
  }
}

TEST_P(EcCheckTest, CoordinatesNotBelowThePrime_AreRefused) {
  const Bytes zero(pair_.x.size());
  const Bytes ones(pair_.x.size(), 0xFF);
  for (const Bytes& big : {prime_, plus(prime_, 1), plus(prime_, -1), ones}) {
    EXPECT_THAT(checked({pair_.curve, big, pair_.y, {}}), FailsWith(Code::invalid_parameter));
    EXPECT_THAT(checked({pair_.curve, pair_.x, big, {}}), FailsWith(Code::invalid_parameter));
  }
  EXPECT_THAT(checked({pair_.curve, zero, zero, {}}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, zero, pair_.y, {}}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, pair_.y, pair_.x, {}}), FailsWith(Code::invalid_parameter));
}

TEST_P(EcCheckTest, ScalarsOutOfRange_AreRefused) {
  const Bytes zero(order_.size());
  for (Validation validation : {Validation::full, Validation::none}) {
    for (const Bytes& d : {zero, order_, plus(order_, 1), Bytes(order_.size(), 0xFF)}) {
      EXPECT_THAT(checked({pair_.curve, {}, {}, d}, validation), FailsWith(Code::invalid_parameter));
      EXPECT_THAT(checked({pair_.curve, pair_.x, pair_.y, d}, validation), FailsWith(Code::invalid_parameter));
    }
    for (const Bytes& d : {plus(zero, 1), plus(order_, -1)})
      EXPECT_THAT(checked({pair_.curve, {}, {}, d}, validation), IsOk());
  }
}

TEST_P(EcCheckTest, ForeignPublicPoint_IsRefusedOrDropped) {
  const EcNumbers mixed{pair_.curve, peer_.x, peer_.y, pair_.d};
  EXPECT_THAT(checked(mixed), FailsWith(Code::invalid_parameter));
  const auto key = mixed.key();
  ASSERT_THAT(check(*key, Validation::none), IsOk());
  const auto parts = complete(*key);
  ASSERT_TRUE(parts);
  EXPECT_EQ(bytes_of((*parts)[ecc_part::x]), pair_.x);
  EXPECT_EQ(bytes_of((*parts)[ecc_part::y]), pair_.y);
}

TEST_P(EcCheckTest, NegatedPublicPoint_IsNotThatOfTheScalar) {
  // The curve is symmetric: -Q has the same x and y = p - y.
  Bytes y(pair_.y.size());
  int borrow = 0;
  for (std::size_t i = y.size(); i-- > 0;) {
    const int digit = prime_[i] - pair_.y[i] - borrow;
    y[i] = static_cast<std::uint8_t>(digit);
    borrow = digit < 0 ? 1 : 0;
  }
  EXPECT_THAT(checked({pair_.curve, pair_.x, y, {}}), IsOk());
  EXPECT_THAT(checked({pair_.curve, pair_.x, y, pair_.d}), FailsWith(Code::invalid_parameter));
}

TEST_P(EcCheckTest, MissingOrMisshapenParts_AreRefused) {
  EXPECT_THAT(checked({pair_.curve, {}, {}, {}}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, pair_.x, {}, {}}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, {}, pair_.y, pair_.d}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, {}, {}, Bytes(order_.size() - 1, 1)}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked({pair_.curve, {}, {}, Bytes(order_.size() + 1, 1)}), FailsWith(Code::invalid_parameter));
}

TEST_P(EcCheckTest, Complete_ComputesThePublicPoint) {
  const auto key = EcNumbers{pair_.curve, {}, {}, pair_.d}.key();
  const auto parts = complete(*key);
  ASSERT_TRUE(parts);
  EXPECT_EQ(bytes_of((*parts)[ecc_part::x]), pair_.x);
  EXPECT_EQ(bytes_of((*parts)[ecc_part::y]), pair_.y);
  EXPECT_EQ((*complete(*key))[ecc_part::x].data(), (*parts)[ecc_part::x].data()) << "computed once";

  const auto one = EcNumbers{pair_.curve, {}, {}, plus(Bytes(order_.size()), 1)}.key();
  const auto base = complete(*one);
  ASSERT_TRUE(base);
  EXPECT_EQ(bytes_of((*base)[ecc_part::x]), hex(GetParam().base_x));
  EXPECT_EQ(bytes_of((*base)[ecc_part::y]), hex(GetParam().base_y));

  const auto last = EcNumbers{pair_.curve, {}, {}, plus(order_, -1)}.key();
  const auto negated = complete(*last);
  ASSERT_TRUE(negated);
  EXPECT_EQ(bytes_of((*negated)[ecc_part::x]), hex(GetParam().base_x));
}

TEST_P(EcCheckTest, VerifyDeeply_FindsWhatCheckFinds) {
  EXPECT_THAT(verify_deeply(*pair_.key()), IsOk());
  EXPECT_THAT(verify_deeply(*public_half(pair_).key()), IsOk());
  EXPECT_THAT(verify_deeply(*EcNumbers{pair_.curve, {}, {}, pair_.d}.key()), IsOk());
  EXPECT_THAT(verify_deeply(*EcNumbers{pair_.curve, peer_.x, peer_.y, pair_.d}.key()),
              FailsWith(Code::invalid_parameter));
}

TEST_P(EcCheckTest, Refusals_LeaveNothingInTheErrorQueue) {
  (void)checked({pair_.curve, pair_.y, pair_.x, {}});
  EXPECT_EQ(ERR_peek_error(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Nist, EcCheckTest, testing::ValuesIn(kEc), [](const auto& row) {
  return std::string("P") + std::to_string(curve(row.param.curve).bits);
});

}  // namespace
}  // namespace cng::provider::test
