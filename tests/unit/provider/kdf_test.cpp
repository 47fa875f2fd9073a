// Known answers from Python's hmac and hashlib, except where a document is named.
#include "support.h"

namespace cng::provider::test {
namespace {

const HashInfo& hash_of(AlgorithmId id) { return *algorithm(id).hash; }

Bytes counting(int first, std::size_t size) {
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(first++);
  return bytes;
}

const Bytes kSecret = counting(1, 48);
const Bytes kSeed = counting(100, 64);
const Bytes kLabel = text("master secret");

TEST(TlsPrf, KnownAnswers) {
  Bytes out(48);
  ASSERT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), kSecret, kLabel, kSeed, out), IsOk());
  EXPECT_EQ(out,
            hex("1ff893305d3ae92184e8790ebc3e089ae7b4c261fb8313afe3ea574dee3edae3b4c3db0484d6e13751135bd8dce36b83"));
  ASSERT_THAT(tls_prf(&hash_of(AlgorithmId::sha384), kSecret, kLabel, kSeed, out), IsOk());
  EXPECT_EQ(out,
            hex("62558fb8c8b17a332ca451a29d5b7b97eaa2eab7c5167aad3fc2621be307934f735fb4002cacf5a40acbb9987288c289"));
  ASSERT_THAT(tls_prf(nullptr, kSecret, kLabel, kSeed, out), IsOk());
  EXPECT_EQ(out,
            hex("ab52cbbf5adff29a43fdbbb469bdf74937a08ba5befa33ebc1d9a285cab559030938b8503db338891394898a4f40e688"));
  ASSERT_THAT(tls_prf(nullptr, ByteView(kSecret).first(47), kLabel, kSeed, out), IsOk());
  EXPECT_EQ(out,
            hex("79727bcfaff47123a00e49140ad3b239baab466b7a6e64c8af5a834e77a4e5eb52d0e92d796d0b2aed4865ad7a2491f1"));
}

TEST(TlsPrf, LabelAndSeed_AreOneString) {
  Bytes whole = kLabel;
  whole.insert(whole.end(), kSeed.begin(), kSeed.end());
  Bytes first(48), second(48), third(48);
  ASSERT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), kSecret, kLabel, kSeed, first), IsOk());
  ASSERT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), kSecret, {}, whole, second), IsOk());
  ASSERT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), kSecret, whole, {}, third), IsOk());
  EXPECT_EQ(first, second);
  EXPECT_EQ(first, third);
}

TEST(TlsPrf, LongSeeds_AreTaken) {
  Bytes out(48);
  EXPECT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), kSecret, kLabel, Bytes(5000, 1), out), IsOk());
}

TEST(TlsPrf, EmptySecret_IsTakenButNotAnEmptyLabelAndSeed) {
  Bytes out(48);
  EXPECT_THAT(tls_prf(&hash_of(AlgorithmId::sha256), {}, kLabel, {}, out), IsOk());
  EXPECT_THAT(tls_prf(nullptr, {}, kLabel, {}, out), IsOk());
  EXPECT_THAT(tls_prf(nullptr, kSecret, {}, {}, out), FailsWith(Code::invalid_parameter));
}

TEST(ConcatKdf, EmptyInputs_AreTaken) {
  Bytes out(40);
  EXPECT_THAT(concat_kdf(hash_of(AlgorithmId::sha256), {}, kLabel, out), IsOk());
  EXPECT_THAT(concat_kdf(hash_of(AlgorithmId::sha256), {}, {}, out), IsOk());
}

TEST(ConcatKdf, KnownAnswers) {
  Bytes out(70);
  ASSERT_THAT(concat_kdf(hash_of(AlgorithmId::sha256), kSecret, text("info"), out), IsOk());
  EXPECT_EQ(out, hex("81d24bb6848155a01f48e7484c6fb702758e5d1f1d788cf380389d3a95442000abc48bbdee3503fe43cedb98971da4f7"
                     "ea42cb28915d7179609f9c229b6bb4d0c8a59ffb35cb"));
  Bytes exact(20);
  ASSERT_THAT(concat_kdf(hash_of(AlgorithmId::sha1), kSecret, {}, exact), IsOk());
  EXPECT_EQ(exact, hex("9c3e3345d28b560a3891cca93d074296f416618f"));
}

TEST(Hkdf, Rfc5869Case1) {
  Bytes out(42);
  ASSERT_THAT(hkdf(hash_of(AlgorithmId::sha256), Bytes(22, 0x0B), counting(0, 13), counting(0xF0, 10), out), IsOk());
  EXPECT_EQ(out, hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
}

TEST(Hkdf, KnownAnswers) {
  Bytes out(100);
  ASSERT_THAT(hkdf(hash_of(AlgorithmId::sha384), kSecret, text("salt"), text("info"), out), IsOk());
  EXPECT_EQ(out, hex("0ef0a6be28d1b3e285b1b0f470bff3459953cb647bad0f99e6d76a2b58e2cab87262b17be2d2e994848e2fe994a1ba5b"
                     "11dc907c33a899fb4610adec4575b4c246554367a9fe7fde55a82048bb2ff13ae9d8eae8097c9389068fd6e0339316be"
                     "1d217b9c"));
  Bytes empty(32);
  ASSERT_THAT(hkdf(hash_of(AlgorithmId::sha256), {}, {}, {}, empty), IsOk());
  EXPECT_EQ(empty, hex("eb70f01dede9afafa449eee1b1286504e1f62388b3f7dd4f956697b0e828fe18"));
}

TEST(Hkdf, Length_IsLimited) {
  Bytes most(255 * 32), more(255 * 32 + 1);
  EXPECT_THAT(hkdf(hash_of(AlgorithmId::sha256), kSecret, {}, {}, most), IsOk());
  EXPECT_THAT(hkdf(hash_of(AlgorithmId::sha256), kSecret, {}, {}, more), FailsWith(Code::invalid_parameter));
}

TEST(Kdf, NoOutput_IsRefused) {
  EXPECT_THAT(hkdf(hash_of(AlgorithmId::sha256), kSecret, {}, {}, {}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(concat_kdf(hash_of(AlgorithmId::sha256), kSecret, {}, {}), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(tls_prf(nullptr, kSecret, kLabel, kSeed, {}), FailsWith(Code::invalid_parameter));
}

TEST(Kdf, EveryHash_Works) {
  Bytes out(80);
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr || row.hash->kind != HashKind::digest) continue;
    EXPECT_THAT(hkdf(*row.hash, kSecret, {}, {}, out), IsOk()) << row.hash->provider_name;
    EXPECT_THAT(concat_kdf(*row.hash, kSecret, {}, out), IsOk()) << row.hash->provider_name;
    EXPECT_THAT(tls_prf(row.hash, kSecret, kLabel, kSeed, out), IsOk()) << row.hash->provider_name;
  }
}

}  // namespace
}  // namespace cng::provider::test
