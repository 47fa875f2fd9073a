// The limb arithmetic against OpenSSL's bignums, on random numbers and on the ends of their range.
#include "provider/limbs.h"

#include <numeric>
#include <random>

#include "provider/ossl_ptr.h"
#include "support.h"

namespace cng::provider {
namespace {

using test::Bytes;
using Limbs = std::vector<Limb>;

constexpr Limb kMost = ~Limb{0};
constexpr Limb kOddWords[] = {
    3, 5, 15, 17, 257, 65537, 0xFFFFFFFB, 0x100000001, kMost - 2, kMost - 1 - 57, kMost, 0x8000000000000001};

class LimbsTest : public testing::Test {
 protected:
  Limb random_limb() {
    switch (random_() % 8) {
      case 0:
        return 0;
      case 1:
        return kMost;
      default:
        return random_();
    }
  }
  Limbs random(std::size_t count) {
    Limbs limbs(count);
    for (Limb& limb : limbs) limb = random_limb();
    return limbs;
  }
  static BnPtr bn(const Limbs& limbs) {
    std::vector<std::uint8_t> bytes(limbs.size() * 8);
    store_limbs(limbs.data(), bytes);
    return BnPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  }
  static Limbs limbs(const BIGNUM* number, std::size_t count) {
    std::vector<std::uint8_t> bytes(count * 8);
    EXPECT_EQ(BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())), static_cast<int>(bytes.size()));
    Limbs out(count);
    load_limbs(bytes, out.data());
    return out;
  }
  BnCtxPtr scratch_{BN_CTX_new()};
  std::mt19937_64 random_{42};
};

TEST_F(LimbsTest, LoadAndStore_KeepEveryLength) {
  for (std::size_t size = 0; size <= 33; ++size) {
    std::vector<std::uint8_t> bytes(size), again(size, 0xEE);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    Limbs number(limbs_for(size) + 1, 0x55);
    load_limbs(bytes, number.data());
    EXPECT_EQ(number.back(), 0x55u);
    store_limbs(number.data(), again);
    EXPECT_EQ(bytes, again);
  }
  const std::vector<std::uint8_t> nine{1, 2, 3, 4, 5, 6, 7, 8, 9};
  Limb number[2];
  load_limbs(nine, number);
  EXPECT_EQ(number[0], 0x0203040506070809u);
  EXPECT_EQ(number[1], 1u);
}

TEST_F(LimbsTest, Product_IsThatOfBignums) {
  for (std::size_t count : {1u, 2u, 3u, 5u, 8u, 9u, 16u, 17u, 128u}) {
    for (int round = 0; round < 50; ++round) {
      const Limbs a = round == 0 ? Limbs(count, kMost) : random(count);
      const Limbs b = round < 2 ? Limbs(count, kMost) : random(count);
      const BnPtr expected(BN_new());
      ASSERT_EQ(BN_mul(expected.get(), bn(a).get(), bn(b).get(), scratch_.get()), 1);
      Limbs product(2 * count);
      multiply_limbs(a.data(), b.data(), count, product.data());
      EXPECT_EQ(product, limbs(expected.get(), 2 * count));
      EXPECT_TRUE(product_equals(a.data(), b.data(), count, product.data()));
      Bytes big_endian(16 * count);
      store_limbs(product.data(), big_endian);
      EXPECT_TRUE(product_equals(a.data(), b.data(), count, big_endian));
      EXPECT_EQ(product_equals(a.data(), b.data(), count, ByteView(big_endian).subspan(3)),
                big_endian[0] == 0 && big_endian[1] == 0 && big_endian[2] == 0);
      big_endian[random_() % big_endian.size()] ^= static_cast<std::uint8_t>(1u << random_() % 8);
      EXPECT_FALSE(product_equals(a.data(), b.data(), count, big_endian));
      product[random_() % product.size()] ^= Limb{1} << random_() % 64;
      EXPECT_FALSE(product_equals(a.data(), b.data(), count, product.data()));
    }
  }
}

TEST_F(LimbsTest, HenselRemainder_IsTheRemainderTimesAPowerOfTwo) {
  for (Limb word : kOddWords) {
    const OddWord e(word);
    EXPECT_EQ(e.value * e.inverse, 1u);
    for (int round = 0; round < 100; ++round) {
      const std::size_t count = 1 + random_() % 9;
      const Limbs x = random(count);
      const Limb r = hensel_remainder(x.data(), count, e);
      EXPECT_LE(r, word);
      const Limbs y = random(count);
      const HenselPair pair = hensel_pair(x.data(), y.data(), count, e);
      EXPECT_EQ(pair.of_x, r);
      EXPECT_EQ(pair.of_y, hensel_remainder(y.data(), count, e));
      EXPECT_EQ(pair.equal, x == y);
      EXPECT_TRUE(hensel_pair(x.data(), x.data(), count, e).equal);
      // x + r * 2^(64 * count) is a multiple of e.
      const BnPtr sum(bn({r}));
      const BnPtr remainder(BN_new());
      ASSERT_EQ(BN_lshift(sum.get(), sum.get(), static_cast<int>(64 * count)), 1);
      ASSERT_EQ(BN_add(sum.get(), sum.get(), bn(x).get()), 1);
      ASSERT_EQ(BN_mod(remainder.get(), sum.get(), bn({word}).get(), scratch_.get()), 1);
      EXPECT_TRUE(BN_is_zero(remainder.get()));
    }
  }
}

TEST_F(LimbsTest, Coprime_AgreesWithEuclid) {
  for (Limb word : kOddWords) {
    const OddWord e(word);
    EXPECT_EQ(coprime(0, e), false);
    EXPECT_EQ(coprime(word, e), false);
    EXPECT_TRUE(coprime(1, e));
    EXPECT_TRUE(coprime(word - 1, e));
    for (int round = 0; round < 500; ++round) {
      const Limb a = round % 2 == 0 ? random_() % word : random_() % word / 15 * 15;
      EXPECT_EQ(coprime(a, e), std::gcd(a, word) == 1) << a << " " << word;
    }
  }
}

TEST_F(LimbsTest, InverseModulo_TimesItsInputIsOne) {
  for (Limb word : kOddWords) {
    const OddWord e(word);
    for (int round = 0; round < 500; ++round) {
      const Limb a = round == 0 ? 1 : round == 1 ? word - 1 : random_() % word;
      if (std::gcd(a, word) != 1) continue;
      const Limb inverse = inverse_modulo(a, e);
      EXPECT_LT(inverse, word);
      const BnPtr product(BN_new());
      ASSERT_EQ(BN_mod_mul(product.get(), bn({a}).get(), bn({inverse}).get(), bn({word}).get(), scratch_.get()), 1);
      EXPECT_TRUE(BN_is_one(product.get())) << a << " " << word;
    }
  }
}

TEST_F(LimbsTest, OnePlusMultipleOver_IsAnExactQuotient) {
  for (Limb word : kOddWords) {
    const OddWord e(word);
    for (int round = 0; round < 100; ++round) {
      const std::size_t count = 1 + random_() % 9;
      const Limbs m = random(count);
      const BnPtr big = bn(m);
      const BnPtr inverse(BN_mod_inverse(nullptr, big.get(), bn({word}).get(), scratch_.get()));
      if (!inverse) continue;
      const Limb k = word - limbs(inverse.get(), 1)[0];
      Limbs quotient(count);
      one_plus_multiple_over(m.data(), count, k, e, quotient.data());
      // quotient * e == 1 + k * m
      const BnPtr left(BN_new());
      const BnPtr right(BN_new());
      ASSERT_EQ(BN_mul(left.get(), bn(quotient).get(), bn({word}).get(), scratch_.get()), 1);
      ASSERT_EQ(BN_mul(right.get(), big.get(), bn({k}).get(), scratch_.get()), 1);
      ASSERT_EQ(BN_add_word(right.get(), 1), 1);
      EXPECT_EQ(BN_cmp(left.get(), right.get()), 0);
    }
  }
}

}  // namespace
}  // namespace cng::provider
