#include "support.h"

namespace cng::provider::test {
namespace {

using Scheme = RsaPadding::Scheme;

const HashInfo* hash_of(AlgorithmId id) { return algorithm(id).hash; }

RsaPadding pkcs1(const HashInfo* hash, bool optional_oid = false) {
  return {.scheme = Scheme::pkcs1, .hash = hash, .optional_oid = optional_oid};
}
RsaPadding pss(AlgorithmId hash, std::uint32_t salt) {
  return {.scheme = Scheme::pss, .hash = hash_of(hash), .salt_bytes = salt};
}

Bytes counting(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

TEST(RsaSign, Pkcs1_HasTheKnownAnswerForEveryHash) {
  for (bool full : {false, true}) {
    const auto key = RsaNumbers(kRsa1024, full).key();
    const auto public_key = RsaNumbers(kRsa1024).key(false);
    for (const Pkcs1Vector& vector : kPkcs1) {
      const RsaPadding padding = pkcs1(hash_of(vector.hash));
      Bytes signature(128);
      ASSERT_THAT(rsa_sign(*key, padding, hex(vector.digest), signature), IsOk());
      EXPECT_EQ(signature, hex(vector.signature));
      EXPECT_THAT(rsa_verify(*public_key, padding, hex(vector.digest), signature), IsOk());
      EXPECT_THAT(rsa_verify(*key, padding, hex(vector.digest), signature), IsOk());
      for (std::size_t i = 0; i < signature.size(); i += 9) {
        Bytes changed = signature;
        changed[i] ^= 1;
        EXPECT_THAT(rsa_verify(*public_key, padding, hex(vector.digest), changed), FailsWith(Code::invalid_signature));
      }
      Bytes other = hex(vector.digest);
      other.back() ^= 1;
      EXPECT_THAT(rsa_verify(*public_key, padding, other, signature), FailsWith(Code::invalid_signature));
    }
  }
}

TEST(RsaSign, EveryKeyShape_SignsAndVerifies) {
  for (const RsaHex* hex :
       {&kRsa512, &kRsa384, &kRsa520, &kRsa1024SmallP, &kRsa1032, &kRsa1031, &kRsa1024LongE, &kRsa2048}) {
    for (bool swap : {false, true}) {
      RsaNumbers numbers(*hex);
      if (swap) std::swap(numbers.p, numbers.q);
      const auto key = numbers.key();
      Bytes signature(numbers.n.size());
      for (int round = 0; round < 20; ++round) {
        const Bytes digest(20, static_cast<std::uint8_t>(round));
        ASSERT_THAT(rsa_sign(*key, pkcs1(hash_of(AlgorithmId::sha1)), digest, signature), IsOk())
            << numbers.n.size() << swap;
        EXPECT_THAT(rsa_verify(*key, pkcs1(hash_of(AlgorithmId::sha1)), digest, signature), IsOk());
      }
    }
  }
}

TEST(RsaSign, Pkcs1WithoutHash_PadsTheInputAsItIs) {
  const auto key = RsaNumbers(kRsa1024).key();
  Bytes signature(128);
  ASSERT_THAT(rsa_sign(*key, pkcs1(nullptr), hex(kDigest32), signature), IsOk());
  EXPECT_EQ(signature, hex(kPkcs1Raw));
  EXPECT_THAT(rsa_verify(*key, pkcs1(nullptr), hex(kDigest32), signature), IsOk());
  EXPECT_THAT(rsa_sign(*key, pkcs1(nullptr), Bytes(117, 1), signature), IsOk());
  EXPECT_THAT(rsa_verify(*key, pkcs1(nullptr), Bytes(117, 1), signature), IsOk());
  EXPECT_THAT(rsa_sign(*key, pkcs1(nullptr), Bytes(118, 1), signature), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(rsa_verify(*key, pkcs1(nullptr), Bytes(118, 1), signature), FailsWith(Code::invalid_signature));
  EXPECT_THAT(rsa_sign(*key, pkcs1(nullptr), {}, signature), IsOk());
  EXPECT_THAT(rsa_verify(*key, pkcs1(nullptr), {}, signature), IsOk());
}

TEST(RsaVerify, OptionalOid_TakesTheThreeForms) {
  const auto key = RsaNumbers(kRsa1024).key(false);
  const HashInfo* sha256 = hash_of(AlgorithmId::sha256);
  for (const char* form : {kPkcs1WithNull, kPkcs1NoNull, kPkcs1Raw}) {
    EXPECT_THAT(rsa_verify(*key, pkcs1(sha256, true), hex(kDigest32), hex(form)), IsOk());
    EXPECT_THAT(rsa_verify(*key, pkcs1(hash_of(AlgorithmId::sha3_256), true), hex(kDigest32), hex(form)).error().code,
                form == kPkcs1Raw ? Code::ok : Code::invalid_signature);
    if (form != kPkcs1WithNull) {
      EXPECT_THAT(rsa_verify(*key, pkcs1(sha256), hex(kDigest32), hex(form)), FailsWith(Code::invalid_signature));
    }
  }
}

TEST(RsaVerify, WrongLengths_AreTheCallersFault) {
  const auto key = RsaNumbers(kRsa1024).key(false);
  const HashInfo* sha256 = hash_of(AlgorithmId::sha256);
  for (std::size_t size : {0u, 1u, 127u, 129u})
    EXPECT_THAT(rsa_verify(*key, pkcs1(sha256), hex(kDigest32), Bytes(size)), FailsWith(Code::invalid_parameter));
  for (std::size_t size : {0u, 20u, 31u, 33u}) {
    EXPECT_THAT(rsa_verify(*key, pkcs1(sha256), Bytes(size), Bytes(128)), FailsWith(Code::invalid_parameter));
    EXPECT_THAT(rsa_verify(*key, pss(AlgorithmId::sha256, 8), Bytes(size), Bytes(128)),
                FailsWith(Code::invalid_parameter));
  }
}

TEST(RsaVerify, SignatureNotBelowTheModulus_IsInvalid) {
  const RsaNumbers numbers(kRsa1024);
  const auto key = numbers.key(false);
  for (const Bytes& signature : {numbers.n, plus(numbers.n, 1), Bytes(128, 0xFF), Bytes(128, 0)}) {
    EXPECT_THAT(rsa_verify(*key, pkcs1(hash_of(AlgorithmId::sha256)), hex(kDigest32), signature),
                FailsWith(Code::invalid_signature));
    EXPECT_THAT(rsa_verify(*key, pss(AlgorithmId::sha256, 8), hex(kDigest32), signature),
                FailsWith(Code::invalid_signature));
  }
}

TEST(RsaVerify, PssVectors_Verify) {
  struct Vector {
    const RsaHex* key;
    AlgorithmId hash;
    std::uint32_t salt;
    const char* signature;
  };
  for (const Vector& v :
       {Vector{&kRsa1024, AlgorithmId::sha256, 32, kPssSha256}, Vector{&kRsa1024, AlgorithmId::sha1, 0, kPssSha1NoSalt},
        Vector{&kRsa1032, AlgorithmId::sha384, 20, kPssSha384Odd},
        Vector{&kRsa1031, AlgorithmId::sha512, 58, kPss1031}}) {
    const auto key = RsaNumbers(*v.key).key(false);
    const Bytes digest = counting(hash_of(v.hash)->digest_bytes);
    EXPECT_THAT(rsa_verify(*key, pss(v.hash, v.salt), digest, hex(v.signature)), IsOk());
    EXPECT_THAT(rsa_verify(*key, pss(v.hash, v.salt + 1), digest, hex(v.signature)),
                FailsWith(Code::invalid_signature));
    Bytes changed = hex(v.signature);
    changed[60] ^= 4;
    EXPECT_THAT(rsa_verify(*key, pss(v.hash, v.salt), digest, changed), FailsWith(Code::invalid_signature));
  }
}

TEST(RsaSign, Pss_WorksWithEveryHashAndSalt) {
  const auto key = RsaNumbers(kRsa1024).key();
  const auto public_key = RsaNumbers(kRsa1024).key(false);
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr || row.hash->kind != HashKind::digest) continue;
    const Bytes digest = counting(row.hash->digest_bytes);
    const std::uint32_t most = 128 - row.hash->digest_bytes - 2;
    if (128 < row.hash->digest_bytes + 2) continue;
    for (std::uint32_t salt : {0u, 1u, most}) {
      Bytes signature(128);
      ASSERT_THAT(rsa_sign(*key, pss(row.id, salt), digest, signature), IsOk()) << row.hash->provider_name;
      EXPECT_THAT(rsa_verify(*public_key, pss(row.id, salt), digest, signature), IsOk());
    }
    Bytes signature(128);
    for (std::uint32_t salt : {most + 1, 0x7FFFFFFFu, 0xFFFFFFFEu, 0xFFFFFFFFu}) {
      EXPECT_THAT(rsa_sign(*key, pss(row.id, salt), digest, signature), FailsWith(Code::invalid_parameter));
      EXPECT_THAT(rsa_verify(*key, pss(row.id, salt), digest, signature), FailsWith(Code::invalid_parameter));
    }
  }
}

TEST(RsaSign, PublicKeyOrForeignPadding_IsRefused) {
  Bytes signature(128);
  const RsaPadding padding = pkcs1(hash_of(AlgorithmId::sha256));
  EXPECT_THAT(rsa_sign(*RsaNumbers(kRsa1024).key(false), padding, hex(kDigest32), signature),
              FailsWith(Code::invalid_parameter));
  const auto key = RsaNumbers(kRsa1024).key();
  for (Scheme scheme : {Scheme::none, Scheme::oaep}) {
    EXPECT_THAT(rsa_sign(*key, {.scheme = scheme, .hash = padding.hash}, hex(kDigest32), signature),
                FailsWith(Code::invalid_parameter));
  }
  EXPECT_THAT(rsa_sign(*key, padding, Bytes(31), signature), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(rsa_sign(*key, {.scheme = Scheme::pss}, Bytes(32), signature), FailsWith(Code::invalid_parameter));
}

TEST(RsaSign, DigestTooLongForTheModulus_IsRefused) {
  const auto key = RsaNumbers(kRsa512).key();
  Bytes signature(64);
  const HashInfo* sha512 = hash_of(AlgorithmId::sha512);
  EXPECT_THAT(rsa_sign(*key, pkcs1(sha512), Bytes(64), signature), FailsWith(Code::invalid_parameter));
  EXPECT_THAT(rsa_verify(*key, pkcs1(sha512), Bytes(64), signature), FailsWith(Code::invalid_signature));
  EXPECT_THAT(rsa_sign(*key, pss(AlgorithmId::sha512, 0), Bytes(64), signature), FailsWith(Code::invalid_parameter));
}

TEST(RsaSign, InconsistentGivenNumbers_AreNotUsed) {
  RsaNumbers numbers(kRsa1024, true);
  numbers.d.assign(numbers.d.size(), 0x11);
  numbers.dp.back() ^= 2;
  const auto key = numbers.key();
  Bytes signature(128);
  ASSERT_THAT(rsa_sign(*key, pkcs1(nullptr), hex(kDigest32), signature), IsOk());
  EXPECT_EQ(signature, hex(kPkcs1Raw));
}

TEST(RsaSign, CompositeFactor_EndsOneWayOrTheOther) {
  const auto key = RsaNumbers(kRsaComposite).key();
  Bytes signature(64);
  const Status outcome = rsa_sign(*key, pkcs1(hash_of(AlgorithmId::sha1)), Bytes(20, 7), signature);
  EXPECT_TRUE(outcome || outcome.error().code == Code::internal_error);
}

TEST(RsaVerify, StrangeModuli_EndOneWayOrTheOther) {
  for (std::size_t size : {48u, 64u, 256u, 2048u}) {
    RsaNumbers numbers(kRsa1024);
    numbers.n.assign(size, 0xFF);
    const auto key = numbers.key(false);
    ASSERT_THAT(check(*key, Validation::full), IsOk());
    EXPECT_FALSE(rsa_verify(*key, pkcs1(hash_of(AlgorithmId::sha1)), Bytes(20, 7), Bytes(size, 0x55)));
    numbers.e.assign(8, 0xFF);
    EXPECT_FALSE(rsa_verify(*numbers.key(false), pkcs1(hash_of(AlgorithmId::sha1)), Bytes(20, 7), Bytes(size, 0x55)));
  }
}

}  // namespace
}  // namespace cng::provider::test
