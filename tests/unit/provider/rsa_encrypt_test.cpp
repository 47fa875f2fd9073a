#include "support.h"

namespace cng::provider::test {
namespace {

using Scheme = RsaPadding::Scheme;

const HashInfo* hash_of(AlgorithmId id) { return algorithm(id).hash; }

constexpr RsaPadding kNone{.scheme = Scheme::none};
constexpr RsaPadding kPkcs1{.scheme = Scheme::pkcs1};

RsaPadding oaep(AlgorithmId hash, ByteView label = {}) {
  return {.scheme = Scheme::oaep, .hash = hash_of(hash), .label = label};
}

class RsaEncryptTest : public testing::Test {
 protected:
  std::unique_ptr<Key> key_ = RsaNumbers(kRsa1024).key();
  std::unique_ptr<Key> public_key_ = RsaNumbers(kRsa1024).key(false);
  Bytes out_ = Bytes(128);
};

TEST_F(RsaEncryptTest, KnownCiphertexts_AreDecrypted) {
  const auto pkcs1 = rsa_decrypt(*key_, kPkcs1, hex(kPkcs1Cipher));
  ASSERT_TRUE(pkcs1);
  EXPECT_EQ(bytes_of(*pkcs1), text("Hello"));
  const auto sha1 = rsa_decrypt(*key_, oaep(AlgorithmId::sha1), hex(kOaepSha1));
  ASSERT_TRUE(sha1);
  EXPECT_EQ(bytes_of(*sha1), text("Hello"));
  const auto md5 = rsa_decrypt(*key_, oaep(AlgorithmId::md5), hex(kOaepMd5));
  ASSERT_TRUE(md5);
  EXPECT_EQ(bytes_of(*md5), Bytes(94, 'm'));
  const auto labelled = rsa_decrypt(*key_, oaep(AlgorithmId::sha256, text("label")), hex(kOaepSha256Label));
  ASSERT_TRUE(labelled);
  EXPECT_EQ(labelled->size(), 0u);
}

TEST_F(RsaEncryptTest, EveryDecodeFailure_IsTheSameError) {
  const auto expect_failure = [&](const RsaPadding& padding, const Bytes& cipher) {
    const auto plain = rsa_decrypt(*key_, padding, cipher);
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().code, kRsaDecodeFailure.code);
    EXPECT_STREQ(plain.error().reason, kRsaDecodeFailure.reason);
  };
  for (const char* cipher : {kPkcs1CipherType1, kPkcs1CipherShortPad, kPkcs1CipherNoZero, kOaepSha1})
    expect_failure(kPkcs1, hex(cipher));
  for (const char* cipher : {kPkcs1Cipher, kOaepSha256Label, kOaepMd5})
    expect_failure(oaep(AlgorithmId::sha1), hex(cipher));
  expect_failure(oaep(AlgorithmId::sha256), hex(kOaepSha256Label));
  expect_failure(oaep(AlgorithmId::sha256, text("Label")), hex(kOaepSha256Label));
  for (const RsaPadding& padding : {kNone, kPkcs1, oaep(AlgorithmId::sha1)}) {
    expect_failure(padding, RsaNumbers(kRsa1024).n);
    expect_failure(padding, Bytes(128, 0xFF));
    for (std::size_t size : {0u, 1u, 127u, 129u}) expect_failure(padding, Bytes(size));
  }
}

TEST_F(RsaEncryptTest, Oaep_WorksWithEveryHashUpToItsLimit) {
  const Bytes label = text("a label");
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr || row.hash->kind != HashKind::digest) continue;
    const RsaPadding padding = oaep(row.id, label);
    if (128 < 2 * row.hash->digest_bytes + 2) {
      EXPECT_THAT(rsa_encrypt(*public_key_, padding, {}, out_), FailsWith(Code::invalid_parameter));
      continue;
    }
    const std::size_t most = 128 - 2 * row.hash->digest_bytes - 2;
    for (std::size_t size : {std::size_t{0}, std::size_t{1}, most}) {
      if (size > most) continue;
      ASSERT_THAT(rsa_encrypt(*public_key_, padding, Bytes(size, 9), out_), IsOk()) << row.hash->provider_name;
      const auto plain = rsa_decrypt(*key_, padding, out_);
      ASSERT_TRUE(plain);
      EXPECT_EQ(bytes_of(*plain), Bytes(size, 9));
    }
    EXPECT_THAT(rsa_encrypt(*public_key_, padding, Bytes(most + 1), out_), FailsWith(Code::invalid_parameter));
  }
}

TEST_F(RsaEncryptTest, Pkcs1_WorksUpToItsLimit) {
  for (std::size_t size : {0u, 1u, 117u}) {
    ASSERT_THAT(rsa_encrypt(*public_key_, kPkcs1, Bytes(size, 9), out_), IsOk());
    const auto plain = rsa_decrypt(*key_, kPkcs1, out_);
    ASSERT_TRUE(plain);
    EXPECT_EQ(bytes_of(*plain), Bytes(size, 9));
  }
  EXPECT_THAT(rsa_encrypt(*public_key_, kPkcs1, Bytes(118), out_), FailsWith(Code::invalid_parameter));
}

TEST_F(RsaEncryptTest, NoPadding_TakesExactlyTheNumbersBelowTheModulus) {
  const Bytes n = RsaNumbers(kRsa1024).n;
  for (const Bytes& plain : {plus(n, -1), Bytes(128, 1), Bytes(128, 0), plus(Bytes(128, 0), 1)}) {
    ASSERT_THAT(rsa_encrypt(*public_key_, kNone, plain, out_), IsOk());
    const auto back = rsa_decrypt(*key_, kNone, out_);
    ASSERT_TRUE(back);
    EXPECT_EQ(bytes_of(*back), plain);
  }
  for (const Bytes& plain : {n, plus(n, 1), Bytes(128, 0xFF), Bytes(127, 1), Bytes(129, 0), Bytes{}})
    EXPECT_THAT(rsa_encrypt(*public_key_, kNone, plain, out_), FailsWith(Code::invalid_parameter));
}

TEST_F(RsaEncryptTest, PublicKeyOrForeignPadding_IsRefused) {
  EXPECT_THAT(rsa_decrypt(*public_key_, kPkcs1, hex(kPkcs1Cipher)), FailsWith(Code::invalid_parameter));
  const RsaPadding pss{.scheme = Scheme::pss, .hash = hash_of(AlgorithmId::sha1)};
  EXPECT_THAT(rsa_encrypt(*public_key_, pss, {}, out_), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(rsa_decrypt(*key_, pss, hex(kPkcs1Cipher)), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(rsa_encrypt(*public_key_, {.scheme = Scheme::oaep}, {}, out_), FailsWith(Code::invalid_parameter));
}

TEST_F(RsaEncryptTest, EveryKeyShape_GoesThereAndBack) {
  for (const RsaHex* hex : {&kRsa512, &kRsa384, &kRsa520, &kRsa1024SmallP, &kRsa1032, &kRsa1031, &kRsa1024LongE}) {
    const auto key = RsaNumbers(*hex).key();
    Bytes cipher(key->parts()[rsa_part::n].size());
    ASSERT_THAT(rsa_encrypt(*key, kPkcs1, text("text"), cipher), IsOk());
    const auto plain = rsa_decrypt(*key, kPkcs1, cipher);
    ASSERT_TRUE(plain);
    EXPECT_EQ(bytes_of(*plain), text("text"));
  }
}

}  // namespace
}  // namespace cng::provider::test
