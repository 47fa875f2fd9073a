#include "support.h"

namespace cng::provider::test {
namespace {

constexpr const RsaHex* kKeys[] = {&kRsa512,  &kRsa384,  &kRsa520,       &kRsa1024, &kRsa1024SmallP,
                                   &kRsa1032, &kRsa1031, &kRsa1024LongE, &kRsa2048};

// Expects the parts of kKeys' computed numbers.
void expect_computed(const KeyParts& parts, const RsaHex& expected) {
  EXPECT_EQ(bytes_of(parts[rsa_part::dp]), hex(expected.dp));
  EXPECT_EQ(bytes_of(parts[rsa_part::dq]), hex(expected.dq));
  EXPECT_EQ(bytes_of(parts[rsa_part::qi]), hex(expected.qi));
  EXPECT_EQ(bytes_of(parts[rsa_part::d]), hex(expected.d));
}

TEST(RsaComplete, MissingNumbers_AreComputed) {
  for (const RsaHex* hex : kKeys) {
    const auto key = RsaNumbers(*hex).key();
    const auto parts = complete(*key);
    ASSERT_TRUE(parts);
    expect_computed(*parts, *hex);
    EXPECT_EQ((*parts)[rsa_part::n].data(), key->parts()[rsa_part::n].data());
    const auto again = complete(*key);
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)[rsa_part::d].data(), (*parts)[rsa_part::d].data()) << "computed once";
  }
}

TEST(RsaComplete, ConsistentNumbers_AreKept) {
  for (const RsaHex* hex : kKeys) {
    const auto key = RsaNumbers(*hex, true).key();
    const auto parts = complete(*key);
    ASSERT_TRUE(parts);
    for (auto index : {rsa_part::dp, rsa_part::dq, rsa_part::qi, rsa_part::d})
      EXPECT_EQ((*parts)[index].data(), key->parts()[index].data());
  }
}

TEST(RsaComplete, AnotherPrivateExponent_IsKept) {
  RsaNumbers numbers(kRsa1024, true);
  numbers.d = hex(kRsa1024OtherD);
  ASSERT_NE(numbers.d, hex(kRsa1024.d));
  const auto key = numbers.key();
  const auto parts = complete(*key);
  ASSERT_TRUE(parts);
  EXPECT_EQ(bytes_of((*parts)[rsa_part::d]), numbers.d);
}

TEST(RsaComplete, OneWrongNumber_ReplacesAll) {
  for (Bytes RsaNumbers::*part : {&RsaNumbers::dp, &RsaNumbers::dq, &RsaNumbers::qi, &RsaNumbers::d}) {
    for (int change = 0; change < 5; ++change) {
      RsaNumbers numbers(kRsa1024, true);
      Bytes& bytes = numbers.*part;
      if (change == 0) bytes.back() ^= 1;
      if (change == 1) bytes.front() ^= 0x80;
      if (change == 2) bytes.assign(bytes.size(), 0);
      if (change == 3) bytes.assign(bytes.size(), 0xFF);
      if (change == 4) bytes.clear();
      const auto key = numbers.key();
      const auto parts = complete(*key);
      ASSERT_TRUE(parts);
      expect_computed(*parts, kRsa1024);
    }
  }
}

TEST(RsaComplete, PrivateExponentLongerThanTheModulus_IsReplaced) {
  RsaNumbers numbers(kRsa1024, true);
  numbers.d.insert(numbers.d.begin(), 5000, 0);
  const auto key = numbers.key();
  const auto parts = complete(*key);
  ASSERT_TRUE(parts);
  expect_computed(*parts, kRsa1024);
}

TEST(RsaComplete, PublicKey_ComesBackAsItIs) {
  const auto key = RsaNumbers(kRsa1024).key(false);
  const auto parts = complete(*key);
  ASSERT_TRUE(parts);
  EXPECT_FALSE(parts->has_private);
  EXPECT_TRUE((*parts)[rsa_part::d].empty());
}

TEST(RsaComplete, FactorsWithACommonDivisor_AreAnInternalError) {
  RsaNumbers numbers(kRsa512);
  numbers.n = {0x0B, 0x13};  // 21 * 135, unchecked
  numbers.p = {21};
  numbers.q = {135};
  numbers.e = {7};
  EXPECT_THAT(complete(*numbers.key()), FailsWith(Code::internal_error));
}

}  // namespace
}  // namespace cng::provider::test
