// curve25519: the check of a point against OpenSSL's arithmetic and RFC 7748's ladder.
#include "provider/ecx.h"

#include <random>

#include "provider/ec_point.h"
#include "support.h"

namespace cng::provider::test {
namespace {

// u^3 + A u^2 + u modulo p, and what OpenSSL says of it.
bool is_square_by_openssl(const Bytes& little_endian) {
  const Bytes big(little_endian.rbegin(), little_endian.rend());
  const BnCtxPtr scratch(BN_CTX_new());
  const BnPtr u(BN_bin2bn(big.data(), static_cast<int>(big.size()), nullptr));
  const ByteView prime_bytes = curve(CurveId::curve25519).p();
  const BnPtr p(BN_bin2bn(prime_bytes.data(), static_cast<int>(prime_bytes.size()), nullptr));
  const BnPtr sum(BN_new());
  BN_copy(sum.get(), u.get());
  BN_add_word(sum.get(), 486662);
  BN_mod_mul(sum.get(), sum.get(), u.get(), p.get(), scratch.get());
  BN_add_word(sum.get(), 1);
  BN_mod_mul(sum.get(), sum.get(), u.get(), p.get(), scratch.get());
  return BN_kronecker(sum.get(), p.get(), scratch.get()) >= 0;
}

std::unique_ptr<Key> key(const Bytes& u, const Bytes& d) {
  KeyParts parts;
  parts.family = Family::ecc;
  parts.curve = &curve(CurveId::curve25519);
  parts.has_private = !d.empty();
  parts.set(ecc_part::x, u);
  parts.set(ecc_part::d, d);
  return Key::create(parts, {&algorithm(AlgorithmId::ecdh), 0});
}

TEST(Curve25519, RandomPoints_GetOpenSSLsAnswer) {
  std::mt19937_64 random{11};
  int found = 0;
  for (int i = 0; i < 3000; ++i) {
    Bytes u(32);
    for (std::uint8_t& byte : u) byte = static_cast<std::uint8_t>(random());
    if (i % 3 == 0) std::fill(u.begin() + 1 + i % 30, u.end(), std::uint8_t{0});
    u[31] &= 0x7F;
    const bool expected = is_square_by_openssl(u);
    if (u[0] > 1) {
      EXPECT_EQ(ecc::is_on_curve25519(u), expected);
    }
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, 1000);
  EXPECT_LT(found, 2000);
}

TEST(Curve25519, NumbersFromThePrimeOn_AreRefused) {
  Bytes u(32, 0xFF);
  u[31] = 0x7F;
  for (int low = 0xED; low <= 0xFF; ++low) {
    u[0] = static_cast<std::uint8_t>(low);
    EXPECT_FALSE(ecc::is_on_curve25519(u));
    EXPECT_THAT(check(*key(u, {}), Validation::none), FailsWith(Code::invalid_parameter));
  }
  Bytes nine(32);
  nine[0] = 9;
  EXPECT_THAT(check(*key(nine, {}), Validation::full), IsOk());
  nine[31] = 0x80;
  EXPECT_THAT(check(*key(nine, {}), Validation::none), FailsWith(Code::invalid_parameter));
}

// A point of small order agrees to zero with every scalar, and OpenSSL then says so.
TEST(Curve25519, PointsOfSmallOrder_AreRefusedAndAgreeToNothing) {
  Bytes d(32, 0x40);
  const std::unique_ptr<Key> own = key({}, d);
  for (const char* digits : {"0000000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000000",
                             "E0EB7A7C3B41B8AE1656E3FAF19FC46ADA098DEB9C32B1FD866205165F49B800",
                             "5F9C95BCA3508C24B1D0B1559C83EF5B04445CC4581C8E86D8224EDDD09F1157",
                             "ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"}) {
    const std::unique_ptr<Key> peer = key(hex(digits), {});
    EXPECT_THAT(check(*peer, Validation::full), FailsWith(Code::invalid_parameter)) << digits;
    EXPECT_THAT(check(*peer, Validation::none), IsOk()) << digits;
    const Result<SecretBytes> secret = ecdh(*own, *peer);
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.error().code, Code::invalid_parameter);
  }
}

TEST(Curve25519, ScalarsThatAreNotClamped_AreRefused) {
  const Bytes good(32, 0x40);
  EXPECT_THAT(check(*key({}, good), Validation::full), IsOk());
  for (const auto& [at, bit] : {std::pair{0, 0x01}, {0, 0x02}, {0, 0x04}, {31, 0x80}, {31, 0x40}}) {
    Bytes bad = good;
    bad[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(bit);
    for (Validation validation : {Validation::full, Validation::none})
      EXPECT_THAT(check(*key({}, bad), validation), FailsWith(Code::invalid_parameter)) << at << " " << bit;
  }
}

}  // namespace
}  // namespace cng::provider::test
