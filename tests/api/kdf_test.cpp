// BCryptDeriveKey: every KDF against known answers.
#include "ecc_known_answers.h"
#include "support/derive.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

constexpr ULONG kHkdfSalt = 0x13, kHkdfInfo = 0x14;

class Kdf : public testing::TestWithParam<int> {
 protected:
  Kdf() {
    const Key own = imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, ec_key_a(c)));
    const Key peer = imported(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, ec_key_b(c)));
    secret = agreed(own, peer);
  }
  std::string hex_of(LPCWSTR kdf, const KdfParameters& parameters, std::size_t size, ULONG flags = 0) {
    const Output out = derive(secret, kdf, parameters, size, flags);
    EXPECT_THAT(out.status, IsSuccess());
    return to_hex(out.bytes);
  }
  KdfParameters tls(ULONG version) {
    KdfParameters out;
    out.add(KDF_TLS_PRF_LABEL, text("master secret")).add(KDF_TLS_PRF_SEED, Bytes(64, 's'));
    out.add(KDF_TLS_PRF_PROTOCOL, le32(version));
    return out;
  }
  KdfParameters concat_parties() {
    KdfParameters out;
    return out.add(KDF_ALGORITHMID, text("algorithm"))
        .add(KDF_PARTYUINFO, text("party u"))
        .add(KDF_PARTYVINFO, text("party v"));
  }
  const Curve& c = curve(GetParam());
  const known::Agreed& answer = known::kAgreed[GetParam()];
  Secret secret;
};

TEST_P(Kdf, Hash_DefaultIsSha1) {
  const Output out = derive(secret, BCRYPT_KDF_HASH, 20);
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(to_hex(out.bytes), answer.hash_sha1);
  EXPECT_EQ(hex_of(BCRYPT_KDF_HASH, KdfParameters(), 20), answer.hash_sha1);
  EXPECT_EQ(hex_of(BCRYPT_KDF_HASH, KdfParameters().hash(BCRYPT_SHA1_ALGORITHM), 20), answer.hash_sha1);
}

TEST_P(Kdf, Hash_PrependsAndAppendsInTheOrderGiven) {
  KdfParameters parameters;
  parameters.add(KDF_SECRET_APPEND, text("after1")).add(KDF_SECRET_PREPEND, text("before1"));
  parameters.hash(BCRYPT_SHA256_ALGORITHM);
  parameters.add(KDF_SECRET_PREPEND, text("before2")).add(KDF_SECRET_APPEND, text("after2"));
  EXPECT_EQ(hex_of(BCRYPT_KDF_HASH, parameters, 32), answer.hash_sha256_wrap);
}

TEST_P(Kdf, Hash_ShorterBufferTruncatesLongerKeepsItsRest) {
  EXPECT_EQ(hex_of(BCRYPT_KDF_HASH, KdfParameters(), 7), std::string(answer.hash_sha1, 14));
  // derive checks that nothing behind the digest is written.
  EXPECT_EQ(hex_of(BCRYPT_KDF_HASH, KdfParameters(), 100), answer.hash_sha1);
}

TEST_P(Kdf, Hash_SizeQueryGivesTheDigestLength) {
  ULONG size = 0;
  EXPECT_THAT(derive_size(secret, BCRYPT_KDF_HASH, KdfParameters(), &size), IsSuccess());
  EXPECT_EQ(size, 20U);
  EXPECT_THAT(derive_size(secret, BCRYPT_KDF_HASH, KdfParameters().hash(BCRYPT_SHA384_ALGORITHM), &size), IsSuccess());
  EXPECT_EQ(size, 48U);
}

TEST_P(Kdf, HashName_MayLackItsTerminatorOrHaveMoreBehindIt) {
  Bytes name = text_bytes("SHA256");
  const Output with = derive(secret, BCRYPT_KDF_HASH, KdfParameters().add(KDF_HASH_ALGORITHM, name), 32);
  name.resize(name.size() - 2);
  const Output without = derive(secret, BCRYPT_KDF_HASH, KdfParameters().add(KDF_HASH_ALGORITHM, name), 32);
  EXPECT_EQ(to_hex(without.bytes), to_hex(with.bytes));
  EXPECT_EQ(without.bytes.size(), 32U);
  const Bytes behind = concat({text_bytes("SHA256"), text_bytes("rubbish")});
  const Output more = derive(secret, BCRYPT_KDF_HASH, KdfParameters().add(KDF_HASH_ALGORITHM, behind), 32);
  EXPECT_EQ(to_hex(more.bytes), to_hex(with.bytes));
}

TEST_P(Kdf, Hmac_WithAKey) {
  KdfParameters parameters;
  parameters.hash(BCRYPT_SHA256_ALGORITHM).add(KDF_HMAC_KEY, text("hmac key"));
  EXPECT_EQ(hex_of(BCRYPT_KDF_HMAC, parameters, 32), answer.hmac_sha256_key);
  EXPECT_EQ(hex_of(BCRYPT_KDF_HMAC, parameters, 10), std::string(answer.hmac_sha256_key, 20));
  KdfParameters wrapped;
  wrapped.hash(BCRYPT_SHA512_ALGORITHM).add(KDF_HMAC_KEY, text("hmac key"));
  wrapped.add(KDF_SECRET_PREPEND, text("before1")).add(KDF_SECRET_APPEND, text("after1"));
  EXPECT_EQ(hex_of(BCRYPT_KDF_HMAC, wrapped, 64), answer.hmac_sha512_wrap);
}

TEST_P(Kdf, Hmac_WithTheSecretAsKey) {
  KdfParameters parameters;
  parameters.add(KDF_SECRET_PREPEND, text("text"));
  EXPECT_EQ(hex_of(BCRYPT_KDF_HMAC, parameters, 20, KDF_USE_SECRET_AS_HMAC_KEY_FLAG), answer.hmac_sha1_secret);
}

TEST_P(Kdf, Tls_OldVersionsUseBothHashes) {
  for (ULONG version : {0x0301U, 0x0302U}) EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(version), 48), answer.tls10);
}

TEST_P(Kdf, Tls12_DefaultIsSha256) {
  EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(0x0303), 48), answer.tls12_sha256);
  EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(0x0303).hash(BCRYPT_SHA256_ALGORITHM), 48), answer.tls12_sha256);
  EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(0x0303).hash(BCRYPT_SHA384_ALGORITHM), 48), answer.tls12_sha384);
}

TEST_P(Kdf, Tls_GivesExactly48Bytes) {
  ULONG size = 0;
  EXPECT_THAT(derive_size(secret, BCRYPT_KDF_TLS_PRF, tls(0x0303), &size), IsSuccess());
  EXPECT_EQ(size, 48U);
}

TEST_P(Kdf, Tls_WithoutLabelOrSeedIsRefused) {
  KdfParameters no_seed, no_label;
  no_seed.add(KDF_TLS_PRF_LABEL, text("master secret")).add(KDF_TLS_PRF_PROTOCOL, le32(0x0303));
  no_label.add(KDF_TLS_PRF_SEED, Bytes(64, 's')).add(KDF_TLS_PRF_PROTOCOL, le32(0x0303));
  for (const KdfParameters& parameters : {no_seed, no_label})
    EXPECT_THAT(derive(secret, BCRYPT_KDF_TLS_PRF, parameters, 48).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(Kdf, Tls_SeedOfAnotherLengthIsRefused) {
  for (std::size_t size : {0U, 32U, 63U, 65U, 128U}) {
    KdfParameters parameters;
    parameters.add(KDF_TLS_PRF_LABEL, text("master secret")).add(KDF_TLS_PRF_SEED, Bytes(size, 's'));
    parameters.add(KDF_TLS_PRF_PROTOCOL, le32(0x0303));
    EXPECT_THAT(derive(secret, BCRYPT_KDF_TLS_PRF, parameters, 48).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
  }
}

TEST_P(Kdf, Tls12_OtherHashesAndUnknownVersionsAreRefused) {
  for (LPCWSTR hash : {BCRYPT_SHA1_ALGORITHM, BCRYPT_MD5_ALGORITHM, BCRYPT_SHA512_ALGORITHM})
    EXPECT_NE(derive(secret, BCRYPT_KDF_TLS_PRF, tls(0x0303).hash(hash), 48).status, STATUS_SUCCESS);
  for (ULONG version : {0U, 0x0300U, 0x0305U, 0x03030000U, 0xFFFFFFFFU})
    EXPECT_THAT(derive(secret, BCRYPT_KDF_TLS_PRF, tls(version), 48).status, IsStatus(STATUS_INVALID_PARAMETER))
        << version;
}

TEST_P(Kdf, Tls_VersionOfAnotherSizeIsRefused) {
  for (std::size_t size : {0U, 1U, 2U, 3U, 5U, 8U}) {
    Bytes version = concat({le32(0x0303), Bytes(4)});
    version.resize(size);
    KdfParameters parameters;
    parameters.add(KDF_TLS_PRF_LABEL, text("master secret")).add(KDF_TLS_PRF_SEED, Bytes(64, 's'));
    parameters.add(KDF_TLS_PRF_PROTOCOL, version);
    EXPECT_THAT(derive(secret, BCRYPT_KDF_TLS_PRF, parameters, 48).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
  }
}

TEST_P(Kdf, Dtls_CountsAsTheTlsItFollows) {
  EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(0xFEFF), 48), answer.tls10);
  EXPECT_EQ(hex_of(BCRYPT_KDF_TLS_PRF, tls(0xFEFD), 48), answer.tls12_sha256);
}

TEST_P(Kdf, Concat_GivesAsManyBytesAsAsked) {
  for (std::size_t size : {1U, 31U, 32U, 33U, 80U})
    EXPECT_EQ(hex_of(BCRYPT_KDF_SP80056A_CONCAT, concat_parties().hash(BCRYPT_SHA256_ALGORITHM), size),
              std::string(answer.concat_sha256, 2 * size));
}

TEST_P(Kdf, Concat_SupplementsComeLast) {
  KdfParameters parameters = concat_parties();
  parameters.hash(BCRYPT_SHA1_ALGORITHM);
  parameters.add(KDF_SUPPPUBINFO, text("public")).add(KDF_SUPPPRIVINFO, text("private"));
  EXPECT_EQ(hex_of(BCRYPT_KDF_SP80056A_CONCAT, parameters, 50), answer.concat_sha1_supp);
}

TEST_P(Kdf, Concat_WithoutARequiredPartIsRefused) {
  const ULONG required[] = {KDF_ALGORITHMID, KDF_PARTYUINFO, KDF_PARTYVINFO};
  for (ULONG missing : required) {
    KdfParameters parameters;
    parameters.hash(BCRYPT_SHA256_ALGORITHM);
    for (ULONG type : required)
      if (type != missing) parameters.add(type, text("x"));
    EXPECT_THAT(derive(secret, BCRYPT_KDF_SP80056A_CONCAT, parameters, 32).status, IsStatus(STATUS_INVALID_PARAMETER))
        << missing;
  }
}

TEST_P(Kdf, Hkdf_ExtractsAndExpands) {
  KdfParameters full;
  full.hash(BCRYPT_SHA256_ALGORITHM).add(kHkdfSalt, text("salt")).add(kHkdfInfo, text("info"));
  for (std::size_t size : {1U, 32U, 80U})
    EXPECT_EQ(hex_of(CNG_TEXT("HKDF"), full, size), std::string(answer.hkdf_sha256, 2 * size));
  EXPECT_EQ(hex_of(CNG_TEXT("HKDF"), KdfParameters().hash(BCRYPT_SHA512_ALGORITHM), 100), answer.hkdf_sha512_bare);
}

TEST_P(Kdf, Hkdf_GivesAtMost255TimesItsHash) {
  KdfParameters sha1;
  sha1.hash(BCRYPT_SHA1_ALGORITHM);
  EXPECT_EQ(derive(secret, CNG_TEXT("HKDF"), sha1, 255 * 20).bytes.size(), 255U * 20U);
  EXPECT_THAT(derive(secret, CNG_TEXT("HKDF"), sha1, 255 * 20 + 1).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(Kdf, Raw_ShorterBufferTruncatesLongerKeepsItsRest) {
  Bytes little = hex(answer.secret);
  std::reverse(little.begin(), little.end());
  ULONG size = 0;
  EXPECT_THAT(derive_size(secret, BCRYPT_KDF_RAW_SECRET, KdfParameters(), &size), IsSuccess());
  EXPECT_EQ(size, c.size);
  EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_RAW_SECRET, c.size).bytes), to_hex(little));
  EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_RAW_SECRET, c.size + 30).bytes), to_hex(little));
  for (std::size_t count : {std::size_t{1}, std::size_t{c.size - 1}})
    EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_RAW_SECRET, count).bytes), to_hex(little).substr(0, 2 * count));
}

INSTANTIATE_TEST_SUITE_P(All, Kdf, testing::Range(0, kCurveCount),
                         [](const testing::TestParamInfo<int>& row) { return curve(row.param).label; });

}  // namespace
