#include "support.h"

namespace cng::provider::test {
namespace {

TEST(Generate, RsaKeys_HaveTheAskedSizeAndWork) {
  for (std::uint32_t bits : {512u, 520u, 1024u, 1032u, 2048u, 2056u}) {
    const KeyOrigin origin{&algorithm(AlgorithmId::rsa), 7};
    const auto key = generate(origin, bits, nullptr);
    ASSERT_TRUE(key) << bits;
    EXPECT_EQ(key_bits((*key)->parts()), bits);
    EXPECT_EQ(bytes_of((*key)->parts()[rsa_part::e]), (Bytes{1, 0, 1}));
    EXPECT_EQ((*key)->origin().provider, 7u);
    EXPECT_TRUE((*key)->parts().has_private);
    EXPECT_THAT(check(**key, Validation::full), IsOk());
    EXPECT_THAT(verify_deeply(**key), IsOk()) << bits;
    Bytes signature(bits / 8);
    const RsaPadding padding{.scheme = RsaPadding::Scheme::pkcs1, .hash = algorithm(AlgorithmId::sha1).hash};
    EXPECT_THAT(rsa_sign(**key, padding, Bytes(20), signature), IsOk());
    EXPECT_THAT(rsa_verify(**key, padding, Bytes(20), signature), IsOk());
  }
}

TEST(Generate, EcKeys_AreOnTheirCurve) {
  for (const CurveInfo& row : all_curves()) {
    const auto key = generate({&algorithm(AlgorithmId::ecdsa), 0}, 0, &row);
    ASSERT_TRUE(key);
    EXPECT_EQ((*key)->parts().curve, &row);
    EXPECT_FALSE((*key)->parts().nist_magic);
    EXPECT_THAT(check(**key, Validation::full), IsOk());
    EXPECT_THAT(verify_deeply(**key), IsOk());
    if (is_montgomery(row)) continue;
    const auto other = generate({&algorithm(AlgorithmId::ecdsa_p256), 0}, 0, &row);
    ASSERT_TRUE(other);
    EXPECT_TRUE((*other)->parts().nist_magic);
    EXPECT_NE(bytes_of((*key)->parts()[ecc_part::d]), bytes_of((*other)->parts()[ecc_part::d]));
  }
}

TEST(Generate, NoCurve_IsRefused) {
  EXPECT_THAT(generate({&algorithm(AlgorithmId::ecdsa), 0}, 256, nullptr), FailsWith(Code::invalid_parameter));
}

TEST(Generate, AlgorithmWithoutKeys_IsRefused) {
  EXPECT_FALSE(generate({&algorithm(AlgorithmId::sha1), 0}, 256, nullptr));
}

}  // namespace
}  // namespace cng::provider::test
