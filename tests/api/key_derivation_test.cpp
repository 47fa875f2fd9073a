// BCryptKeyDerivation: known answers of each algorithm but HKDF. Those without a source were computed from the
// definition with Python's hmac and hashlib.
#include "support/key_derivation.h"

namespace {

using namespace cngtest;

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

Bytes le64(unsigned long long value) {
  Bytes out;
  for (int i = 0; i < 8; ++i, value >>= 8) out.push_back(static_cast<UCHAR>(value));
  return out;
}

KdfParameters of(LPCWSTR hash) { return std::move(KdfParameters().hash(hash)); }

TEST(KeyDerivation, Pbkdf2_GivesTheAnswersOfRfc6070AndRfc7914) {
  EXPECT_EQ(derived_from(BCRYPT_PBKDF2_ALG_HANDLE, text("password"),
                         of(BCRYPT_SHA1_ALGORITHM).add(KDF_SALT, text("salt")).add(KDF_ITERATION_COUNT, le64(1)), 20),
            "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(derived_from(BCRYPT_PBKDF2_ALG_HANDLE, text("passwordPASSWORDpassword"),
                         of(BCRYPT_SHA1_ALGORITHM)
                             .add(KDF_SALT, text("saltSALTsaltSALTsaltSALTsaltSALTsalt"))
                             .add(KDF_ITERATION_COUNT, le64(4096)),
                         25),
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
  EXPECT_EQ(derived_from(BCRYPT_PBKDF2_ALG_HANDLE, text("passwd"),
                         of(BCRYPT_SHA256_ALGORITHM).add(KDF_SALT, text("salt")).add(KDF_ITERATION_COUNT, le64(1)), 64),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

TEST(KeyDerivation, Pbkdf2_SaltMayBeMissingOrGenericAndIterationsAre10000) {
  EXPECT_EQ(derived_from(BCRYPT_PBKDF2_ALG_HANDLE, text("password"), of(BCRYPT_SHA256_ALGORITHM), 32),
            "e11244295150e6713cd76e9a5112347093bdb6acbf0c8021abae29881130b210");
  EXPECT_EQ(
      derived_from(BCRYPT_PBKDF2_ALG_HANDLE, {}, of(BCRYPT_SHA256_ALGORITHM).add(KDF_ITERATION_COUNT, le64(3)), 40),
      "b372796454d37ac042a195b62eeb7cfed38ddd92f757e2fee04210df03ac1d2e60cacbca93caf145");
  EXPECT_EQ(
      derived_from(BCRYPT_PBKDF2_ALG_HANDLE, text("password"),
                   of(BCRYPT_SHA1_ALGORITHM).add(KDF_GENERIC_PARAMETER, text("salt")).add(KDF_ITERATION_COUNT, le64(1)),
                   20),
      "0c60c80f961f0e71f3a9b524af6012062fe037a6");
}

TEST(KeyDerivation, Sp800_108) {
  const char* const wanted = "c5115a8e2c9cf655fabbfecbe725e440a9838838f5b46130c654f368f780edd650d532c0fdeb6a35";
  EXPECT_EQ(
      derived_from(BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, counting(32),
                   of(BCRYPT_SHA256_ALGORITHM).add(KDF_LABEL, text("label")).add(KDF_CONTEXT, text("context")), 40),
      wanted);
  EXPECT_EQ(
      derived_from(
          BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, counting(32),
          of(BCRYPT_SHA256_ALGORITHM).add(KDF_GENERIC_PARAMETER, concat({text("label"), Bytes(1), text("context")})),
          40),
      wanted);
  EXPECT_EQ(derived_from(BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, {},
                         of(BCRYPT_SHA512_ALGORITHM).add(KDF_LABEL, {}).add(KDF_CONTEXT, {}), 100),
            "e27ac222b01f27d6b6f79a564f81b3167d09b0c7f9fca91eb05d8f46b7f326b74068279debd9e57e884f8ecdf95a4f9e139b8a7ee1"
            "57256ebdf9797e1f38c8f59139dd4edfe9069b810330d9087ce2199693b22c66d4adfe500709d22071c19415609f39");
  EXPECT_EQ(derived_from(BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, counting(16),
                         of(BCRYPT_SHA1_ALGORITHM).add(KDF_LABEL, {}).add(KDF_CONTEXT, {}), 16),
            "6848730d74eda940e6c0b6ab01368359");
}

TEST(KeyDerivation, Sp800_56A) {
  const char* const wanted =
      "e910cfb643fabf6767b5f037d64f1d8c5bcd610d71ca21d8f12b77a61b47f430461712ff85b390f973e1392f8c55a5bd0cf1";
  EXPECT_EQ(derived_from(BCRYPT_SP80056A_CONCAT_ALG_HANDLE, counting(32),
                         of(BCRYPT_SHA256_ALGORITHM)
                             .add(KDF_ALGORITHMID, text("alg"))
                             .add(KDF_PARTYUINFO, text("U"))
                             .add(KDF_PARTYVINFO, text("V"))
                             .add(KDF_SUPPPUBINFO, text("pub"))
                             .add(KDF_SUPPPRIVINFO, text("priv")),
                         50),
            wanted);
  EXPECT_EQ(derived_from(BCRYPT_SP80056A_CONCAT_ALG_HANDLE, counting(32),
                         of(BCRYPT_SHA256_ALGORITHM).add(KDF_GENERIC_PARAMETER, text("algUVpubpriv")), 50),
            wanted);
  EXPECT_EQ(
      derived_from(BCRYPT_SP80056A_CONCAT_ALG_HANDLE, {}, of(BCRYPT_SHA1_ALGORITHM).add(KDF_GENERIC_PARAMETER, {}), 24),
      "479e04f3d12d112b5c04c9ee67e4b1e6e201ea4eff56b994");
}

const Bytes kTlsSecret = hex("9bbe436ba940f017b17652849a71db35");

KdfParameters tls(KdfParameters parameters) {
  return std::move(parameters.add(KDF_TLS_PRF_LABEL, text("test label"))
                       .add(KDF_TLS_PRF_SEED, hex("a0ba9f936cda311827a6f796ffd5198c")));
}

// The first is the test vector of the TLS working group's list for the PRF of TLS 1.2 with SHA-256.
TEST(KeyDerivation, Tls) {
  EXPECT_EQ(derived_from(BCRYPT_TLS1_2_KDF_ALG_HANDLE, kTlsSecret, tls(of(BCRYPT_SHA256_ALGORITHM)), 100),
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7"
            "077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66");
  EXPECT_EQ(derived_from(BCRYPT_TLS1_2_KDF_ALG_HANDLE, kTlsSecret, tls(of(BCRYPT_SHA384_ALGORITHM)), 48),
            "dd88775cd827187b67a3f7652b5c13f715791cc46e0274a6d3fb16651103defc544cd8afb68369a219bb918b8b21ddb1");
  EXPECT_EQ(derived_from(BCRYPT_TLS1_1_KDF_ALG_HANDLE, kTlsSecret, tls({}), 60),
            "661740e6f98bc901efd2738502a71c03f76dd2f86298549b1148eff06714cf0f6b7c532cd8c69f1530e0bb680eec34c495fa75a8bf"
            "cc9c335484c0d3");
  const Bytes odd(kTlsSecret.begin(), kTlsSecret.end() - 1);
  EXPECT_EQ(derived_from(BCRYPT_TLS1_1_KDF_ALG_HANDLE, odd, tls({}), 20), "9cdd9053742667b628ac7c1c747825e1fcb0f2b9");
}

TEST(KeyDerivation, Capi) {
  const auto derived = [](LPCWSTR hash, std::size_t size, ULONG flags = 0) {
    return derived_from(BCRYPT_CAPI_KDF_ALG_HANDLE, text("password"), of(hash), size, flags);
  };
  EXPECT_EQ(derived(BCRYPT_SHA1_ALGORITHM, 16), "5baa61e4c9b93f3f0682250b6cf8331b");
  EXPECT_EQ(derived(BCRYPT_SHA1_ALGORITHM, 20), "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8");
  EXPECT_EQ(derived(BCRYPT_SHA1_ALGORITHM, 21), "a3bc508753274827cf2515600eaea32c226a7895c0");
  EXPECT_EQ(derived(BCRYPT_SHA1_ALGORITHM, 40),
            "a3bc508753274827cf2515600eaea32c226a7895c0533fcc0a67de054e4822f07daa22adc3ac427c");
  EXPECT_EQ(derived(BCRYPT_SHA1_ALGORITHM, 16, BCRYPT_CAPI_AES_FLAG), "a3bc508753274827cf2515600eaea32c");
  EXPECT_EQ(derived(BCRYPT_SHA256_ALGORITHM, 32, BCRYPT_CAPI_AES_FLAG),
            "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8");
  const Key key = symmetric(BCRYPT_CAPI_KDF_ALG_HANDLE, text("password"));
  EXPECT_THAT(derive_from(key, of(BCRYPT_SHA1_ALGORITHM), 41).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(KeyDerivation, WhatIsRequired_IsAskedFor) {
  struct Row {
    const char* what;
    BCRYPT_ALG_HANDLE algorithm;
    KdfParameters parameters;
  };
  const Bytes x = text("x");
  Row rows[] = {
      {"no hash", BCRYPT_PBKDF2_ALG_HANDLE, {}},
      {"no hash", BCRYPT_CAPI_KDF_ALG_HANDLE, {}},
      {"no hash", BCRYPT_TLS1_2_KDF_ALG_HANDLE, tls({})},
      {"no hash", BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE,
       std::move(KdfParameters().add(KDF_LABEL, x).add(KDF_CONTEXT, x))},
      {"no context", BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_LABEL, x))},
      {"no label", BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE, std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_CONTEXT, x))},
      {"generic and label", BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_GENERIC_PARAMETER, x).add(KDF_LABEL, x))},
      {"no party V", BCRYPT_SP80056A_CONCAT_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_ALGORITHMID, x).add(KDF_PARTYUINFO, x))},
      {"generic and public", BCRYPT_SP80056A_CONCAT_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_GENERIC_PARAMETER, x).add(KDF_SUPPPUBINFO, x))},
      {"no label", BCRYPT_TLS1_1_KDF_ALG_HANDLE, std::move(KdfParameters().add(KDF_TLS_PRF_SEED, x))},
      {"no seed", BCRYPT_TLS1_1_KDF_ALG_HANDLE, std::move(KdfParameters().add(KDF_TLS_PRF_LABEL, x))},
      {"no iteration", BCRYPT_PBKDF2_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_ITERATION_COUNT, le64(0)))},
      {"iterations of 4 bytes", BCRYPT_PBKDF2_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_ITERATION_COUNT, le32(1)))},
      {"generic and salt", BCRYPT_PBKDF2_ALG_HANDLE,
       std::move(of(BCRYPT_SHA256_ALGORITHM).add(KDF_GENERIC_PARAMETER, x).add(KDF_SALT, x))},
      {"unknown type", BCRYPT_PBKDF2_ALG_HANDLE, std::move(of(BCRYPT_SHA256_ALGORITHM).add(0x77, x))},
  };
  for (Row& row : rows)
    EXPECT_THAT(derive_from(symmetric(row.algorithm, x), std::move(row.parameters), 16).status,
                IsStatus(STATUS_INVALID_PARAMETER))
        << row.what;
  EXPECT_THAT(derive_from(symmetric(BCRYPT_PBKDF2_ALG_HANDLE, x), of(CNG_TEXT("SHA255")), 16).status,
              IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(KeyDerivation, BadHandlesPointersAndFlags_AreRefused) {
  const Key key = symmetric(BCRYPT_PBKDF2_ALG_HANDLE, text("x"));
  for (PVOID handle : {PVOID{nullptr}, untouched(), PVOID{BCRYPT_PBKDF2_ALG_HANDLE}})
    EXPECT_THAT(derive_from(handle, of(BCRYPT_SHA256_ALGORITHM), 16).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(derive_from(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, Bytes(16)), of(BCRYPT_SHA256_ALGORITHM), 16).status,
              IsStatus(STATUS_NOT_SUPPORTED));
  for (ULONG flags : {ULONG{1}, ULONG{BCRYPT_CAPI_AES_FLAG}, ULONG{0x80000000}})
    EXPECT_THAT(derive_from(key, of(BCRYPT_SHA256_ALGORITHM), 16, flags).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(derive_from(key, of(BCRYPT_SHA256_ALGORITHM), 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  KdfParameters parameters = of(BCRYPT_SHA256_ALGORITHM);
  MarkedBuffer out(16);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptKeyDerivation(key, parameters.list(), nullptr, 16, &size, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptKeyDerivation(key, parameters.list(), out.data(), 16, nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(size, kUntouchedSize);
  EXPECT_TRUE(out.untouched());
}

}  // namespace
