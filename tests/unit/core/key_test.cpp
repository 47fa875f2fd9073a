#include "core/key.h"

#include <gtest/gtest.h>

#include <vector>

namespace cng {
namespace {

KeyParts rsa_parts(const std::vector<std::uint8_t>& n, const std::vector<std::uint8_t>& e) {
  KeyParts parts;
  parts.family = Family::rsa;
  parts.set(rsa_part::n, n);
  parts.set(rsa_part::e, e);
  return parts;
}

TEST(Key, Create_CopiesThePartsOutOfTheInput) {
  std::vector<std::uint8_t> n{0x7F, 2, 3}, e{1, 0, 1};
  const auto key = Key::create(rsa_parts(n, e), {&algorithm(AlgorithmId::rsa), 0});
  n.assign(3, 0);
  e.assign(3, 0);
  EXPECT_EQ(key->parts()[rsa_part::n][0], 0x7F);
  EXPECT_EQ(key->parts()[rsa_part::e][2], 1);
  EXPECT_TRUE(key->parts()[rsa_part::p].empty());
}

TEST(Key, Bits_AreThoseOfTheRealModulus) {
  EXPECT_EQ(key_bits(rsa_parts({0x7F, 2, 3}, {3})), 23u);
  EXPECT_EQ(key_bits(rsa_parts({0x80, 2, 3}, {3})), 24u);
  EXPECT_EQ(key_bits(rsa_parts({1}, {3})), 1u);
  EXPECT_EQ(key_bits(rsa_parts({}, {3})), 0u);
}

struct Built {
  explicit Built(int* alive) : alive_(alive) { ++*alive_; }
  Built(const Built&) = delete;
  Built& operator=(const Built&) = delete;
  ~Built() { --*alive_; }
  int* alive_;
};

TEST(Lazy, OfTwoBuilders_TheFirstWinsAndTheOtherCopyGoes) {
  int alive = 0;
  {
    Lazy<Built> lazy;
    EXPECT_EQ(lazy.get(), nullptr);
    Built* first = lazy.publish(std::make_unique<Built>(&alive));
    EXPECT_EQ(lazy.publish(std::make_unique<Built>(&alive)), first);
    EXPECT_EQ(lazy.get(), first);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

}  // namespace
}  // namespace cng
