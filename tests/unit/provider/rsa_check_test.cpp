#include <array>

#include "support.h"

namespace cng::provider::test {
namespace {

Status checked(const RsaNumbers& numbers, bool with_private = true) {
  const auto key = numbers.key(with_private);
  const Status full = check(*key, Validation::full);
  const Status none = check(*key, Validation::none);
  EXPECT_EQ(full.error().code, none.error().code) << "the flags make no difference to RSA";
  return full;
}

constexpr const RsaHex* kGood[] = {&kRsa512,  &kRsa384,  &kRsa520,       &kRsa1024, &kRsa1024SmallP,
                                   &kRsa1032, &kRsa1031, &kRsa1024LongE, &kRsa2048, &kRsaComposite};

TEST(RsaCheck, GoodKeys_OfEverySizeAndOrderPass) {
  for (const RsaHex* good : kGood) {
    EXPECT_THAT(checked(RsaNumbers(*good)), IsOk());
    EXPECT_THAT(checked(RsaNumbers(*good), false), IsOk());
    RsaNumbers swapped(*good);
    std::swap(swapped.p, swapped.q);
    EXPECT_THAT(checked(swapped), IsOk());
  }
}

TEST(RsaCheck, EvenModulus_IsRefused) {
  RsaNumbers numbers(kRsa1024);
  numbers.n.back() ^= 1;
  EXPECT_THAT(checked(numbers, false), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
}

TEST(RsaCheck, UnusablePublicExponents_AreRefused) {
  for (const Bytes& e : {Bytes{}, Bytes{0}, Bytes{1}, Bytes{2}, Bytes{1, 0, 0}, Bytes{1, 0, 0, 0, 0, 0, 0, 0, 1}}) {
    RsaNumbers numbers(kRsa1024);
    numbers.e = e;
    EXPECT_THAT(checked(numbers, false), FailsWith(Code::invalid_parameter));
  }
}

TEST(RsaCheck, AnyBitOfAPrimeOrModulusChanged_IsRefused) {
  const RsaNumbers good(kRsa512);
  for (std::size_t bit = 0; bit < 256; ++bit) {
    for (Bytes RsaNumbers::*part : {&RsaNumbers::p, &RsaNumbers::q}) {
      RsaNumbers bad = good;
      (bad.*part)[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      EXPECT_THAT(checked(bad), FailsWith(Code::invalid_parameter));
    }
  }
  for (std::size_t bit = 0; bit < 512; ++bit) {
    RsaNumbers bad = good;
    bad.n[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_THAT(checked(bad), FailsWith(Code::invalid_parameter));
  }
}

TEST(RsaCheck, ZeroOrOneAsAPrime_IsRefused) {
  RsaNumbers numbers(kRsa512);
  numbers.p.assign(numbers.p.size(), 0);
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
  numbers.p.back() = 1;
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
  // 1 * n == n in lengths that no codec lets through.
  numbers.n = {0x7D};
  numbers.q = {0x7D};
  numbers.p = {1};
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
}

TEST(RsaCheck, SquareOfOnePrime_IsRefused) {
  RsaNumbers numbers(kRsa512);
  numbers.n = {0xE1};  // 15 * 15
  numbers.p = numbers.q = {0x0F};
  numbers.e = {0x03};
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
}

TEST(RsaCheck, PrimesOfAnotherLength_AreRefused) {
  RsaNumbers numbers(kRsa1024);
  numbers.p.insert(numbers.p.begin(), 0);
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
  numbers = RsaNumbers(kRsa1024);
  numbers.q.clear();
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
}

TEST(RsaCheck, CommonDivisorOfEAndPMinusOne_IsRefused) {
  for (const RsaHex* hex : {&kRsaCommonDivisor, &kRsaCommonDivisor15}) {
    RsaNumbers numbers(*hex);
    EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
    std::swap(numbers.p, numbers.q);
    EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
    EXPECT_THAT(checked(numbers, false), IsOk()) << "a public key does not show it";
  }
}

TEST(RsaCheck, LongestModulus_Passes) {
  RsaNumbers numbers(kRsa1024);
  numbers.n.assign(2048, 0xFF);
  EXPECT_THAT(checked(numbers, false), IsOk());
  numbers.p.assign(1024, 0xFF);
  numbers.q.assign(1024, 0xFF);
  EXPECT_THAT(checked(numbers), FailsWith(Code::invalid_parameter));
  numbers.n.assign(2049, 0xFF);
  EXPECT_THAT(checked(numbers, false), FailsWith(Code::invalid_parameter));
}

TEST(RsaVerifyDeeply, GoodKeys_Pass) {
  for (const RsaHex* good : {&kRsa512, &kRsa1032, &kRsa1024LongE, &kRsa1024SmallP}) {
    EXPECT_THAT(verify_deeply(*RsaNumbers(*good).key()), IsOk());
    EXPECT_THAT(verify_deeply(*RsaNumbers(*good, true).key()), IsOk());
    EXPECT_THAT(verify_deeply(*RsaNumbers(*good).key(false)), IsOk());
  }
}

TEST(RsaVerifyDeeply, CompositeFactor_IsFound) {
  EXPECT_THAT(verify_deeply(*RsaNumbers(kRsaComposite).key()), FailsWith(Code::invalid_parameter));
}

TEST(RsaVerifyDeeply, ForeignGivenNumbers_AreFound) {
  for (Bytes RsaNumbers::*part : {&RsaNumbers::dp, &RsaNumbers::dq, &RsaNumbers::qi, &RsaNumbers::d}) {
    RsaNumbers numbers(kRsa1024, true);
    (numbers.*part).back() ^= 2;
    EXPECT_THAT(verify_deeply(*numbers.key()), FailsWith(Code::invalid_parameter));
  }
}

}  // namespace
}  // namespace cng::provider::test
