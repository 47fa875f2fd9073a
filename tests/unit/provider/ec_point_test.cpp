// The point and scalar checks of our own against OpenSSL's, on random points, on points with extreme coordinates, and
// on what is next to them.
#include "provider/ec_point.h"

#include <algorithm>
#include <cctype>
#include <random>
#include <string>

#include "provider/ec_group.h"
#include "support.h"

namespace cng::provider::ecc {
namespace {

using test::Bytes;
using test::bytes_of;
using test::plus;

constexpr int kRounds = 1000;

class EcPointTest : public testing::TestWithParam<CurveId> {
 protected:
  Bytes random_bytes() {
    Bytes bytes(info_.field_bytes);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    if (info_.bits % 8 != 0) bytes[0] = static_cast<std::uint8_t>(bytes[0] & ((1u << info_.bits % 8) - 1));
    return bytes;
  }

  // Expects both checks to give the same answer, and returns it.
  bool on_curve(const Bytes& x, const Bytes& y) {
    Bytes encoded{POINT_CONVERSION_UNCOMPRESSED};
    encoded.insert(encoded.end(), x.begin(), x.end());
    encoded.insert(encoded.end(), y.begin(), y.end());
    const EcPointPtr point(EC_POINT_new(group_));
    const bool by_group = EC_POINT_oct2point(group_, point.get(), encoded.data(), encoded.size(), nullptr) == 1;
    EXPECT_EQ(is_on_curve(info_, x, y), by_group);
    return by_group;
  }
  bool scalar(const Bytes& d) {
    const bool by_order = d != Bytes(d.size()) && d < order_;
    EXPECT_EQ(is_scalar(info_, d), by_order);
    return by_order;
  }

  // The y of an x, if it has one.
  bool solve(const Bytes& x, Bytes& y) {
    const BnPtr number(BN_bin2bn(x.data(), static_cast<int>(x.size()), nullptr));
    const BnPtr root(BN_new());
    const EcPointPtr point(EC_POINT_new(group_));
    y.resize(x.size());
    return EC_POINT_set_compressed_coordinates(group_, point.get(), number.get(), static_cast<int>(random_() % 2),
                                               nullptr) == 1 &&
           EC_POINT_get_affine_coordinates(group_, point.get(), number.get(), root.get(), nullptr) == 1 &&
           BN_bn2binpad(root.get(), y.data(), static_cast<int>(y.size())) == static_cast<int>(y.size());
  }

  Bytes of(const BIGNUM* number, std::size_t size) {
    Bytes bytes(size);
    EXPECT_EQ(BN_bn2binpad(number, bytes.data(), static_cast<int>(size)), static_cast<int>(size));
    return bytes;
  }

  const CurveInfo& info_ = curve(GetParam());
  const EC_GROUP* group_ = *group_of(info_);
  Bytes prime_ = of(EC_GROUP_get0_field(group_), info_.field_bytes);
  Bytes order_ = of(EC_GROUP_get0_order(group_), info_.order_bytes);
  std::mt19937_64 random_{7};
};

TEST_P(EcPointTest, RandomCoordinates_GetTheSameAnswer) {
  int found = 0;
  for (int i = 0; i < kRounds; ++i) {
    const Bytes x = random_bytes();
    Bytes y;
    if (x < prime_ && solve(x, y)) {
      EXPECT_TRUE(on_curve(x, y));
      y[random_() % y.size()] ^= static_cast<std::uint8_t>(1u << random_() % 8);
      on_curve(x, y);
      ++found;
    } else {
      on_curve(x, random_bytes());
    }
  }
  EXPECT_GT(found, kRounds / 6);
}

TEST_P(EcPointTest, ExtremeCoordinates_GetTheSameAnswer) {
  const Bytes zero(info_.field_bytes);
  int found = 0;
  for (int i = 0; i < 200; ++i) {
    for (const Bytes& x : {plus(zero, i), plus(prime_, -1 - i)}) {
      Bytes y;
      if (!solve(x, y)) continue;
      EXPECT_TRUE(on_curve(x, y));
      EXPECT_FALSE(on_curve(x, plus(y, 1)));
      ++found;
    }
    // x + p is the same number and still refused, where it fits into the bytes at all.
    Bytes y;
    if (solve(plus(zero, i), y)) {
      EXPECT_FALSE(on_curve(plus(prime_, i), y));
    }
  }
  EXPECT_GT(found, 100);
}

TEST_P(EcPointTest, LimbsOfOnesAndZeros_GetTheSameAnswer) {
  for (int i = 0; i < kRounds; ++i) {
    Bytes x = random_bytes();
    for (std::size_t at = 0; at < x.size(); ++at)
      if ((i >> (at / 8) % 11 & 1) != 0) x[at] = at == 0 && info_.bits % 8 != 0 ? 1 : (i & 1) != 0 ? 0xFF : 0;
    Bytes y;
    if (solve(x, y)) {
      EXPECT_EQ(on_curve(x, y), x < prime_);
    }
    on_curve(x, x);
  }
}

TEST_P(EcPointTest, Scalars_GetTheSameAnswer) {
  const Bytes zero(info_.order_bytes);
  EXPECT_FALSE(scalar(zero));
  EXPECT_FALSE(scalar(Bytes(info_.order_bytes, 0xFF)));
  for (int i = 0; i < 300; ++i) {
    EXPECT_TRUE(scalar(plus(zero, i + 1)));
    EXPECT_TRUE(scalar(plus(order_, -1 - i)));
    EXPECT_FALSE(scalar(plus(order_, i)));
  }
  for (std::size_t bit = 0; bit < 8 * order_.size(); ++bit) {
    Bytes d = order_;
    d[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    scalar(d);
    Bytes power(order_.size());
    power[bit / 8] = static_cast<std::uint8_t>(1u << bit % 8);
    scalar(power);
  }
}

TEST_P(EcPointTest, BaseTimes_KnowsItsOwn) {
  Bytes x(info_.field_bytes), y(info_.field_bytes), d(info_.order_bytes);
  for (int i = 0; i < 20; ++i) {
    for (std::size_t at = 1; at < d.size(); ++at) d[at] = static_cast<std::uint8_t>(random_());
    d.back() |= 1;
    ASSERT_TRUE(base_times(info_, d, {x, y}));
    EXPECT_TRUE(on_curve(x, y));
    const auto same = is_base_times(info_, d, x, y);
    ASSERT_TRUE(same);
    EXPECT_TRUE(*same);
    const auto next = is_base_times(info_, plus(d, 1), x, y);
    ASSERT_TRUE(next);
    EXPECT_FALSE(*next);
  }
}

TEST_P(EcPointTest, Domain_IsOpenSSLs) {
  const BnPtr a(BN_new()), b(BN_new()), gx(BN_new()), gy(BN_new());
  ASSERT_EQ(EC_GROUP_get_curve(group_, nullptr, a.get(), b.get(), nullptr), 1);
  ASSERT_EQ(EC_POINT_get_affine_coordinates(group_, EC_GROUP_get0_generator(group_), gx.get(), gy.get(), nullptr), 1);
  EXPECT_EQ(bytes_of(info_.p()), prime_);
  EXPECT_EQ(bytes_of(info_.a()), of(a.get(), info_.field_bytes));
  EXPECT_EQ(bytes_of(info_.b()), of(b.get(), info_.field_bytes));
  EXPECT_EQ(bytes_of(info_.gx()), of(gx.get(), info_.field_bytes));
  EXPECT_EQ(bytes_of(info_.gy()), of(gy.get(), info_.field_bytes));
  EXPECT_EQ(bytes_of(info_.n()), order_);
  EXPECT_EQ(bytes_of(info_.h()), of(EC_GROUP_get0_cofactor(group_), 1));
  EXPECT_EQ(BN_num_bytes(EC_GROUP_get0_order(group_)), static_cast<int>(info_.order_bytes));
}

std::vector<CurveId> short_weierstrass_curves() {
  std::vector<CurveId> ids;
  for (const CurveInfo& row : all_curves())
    if (!is_montgomery(row) && std::find(ids.begin(), ids.end(), row.id) == ids.end()) ids.push_back(row.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(All, EcPointTest, testing::ValuesIn(short_weierstrass_curves()), [](const auto& row) {
  std::string name = curve(row.param).provider_name;
  std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return name;
});

}  // namespace
}  // namespace cng::provider::ecc
