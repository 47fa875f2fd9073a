// BCryptDeriveKeyPBKDF2 and BCryptDeriveKeyCapi.
#include "support/hash.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

// `prf` null stands for what is no handle. Checks that a refusal writes nothing.
Output pbkdf2(BCRYPT_ALG_HANDLE prf, const Bytes& password, const Bytes& salt, ULONGLONG iterations, std::size_t size,
              ULONG flags = 0) {
  MarkedBuffer out(size);
  const NTSTATUS status = BCryptDeriveKeyPBKDF2(prf, in(password), len(password), in(salt), len(salt), iterations,
                                                out.data(), out.size(), flags);
  EXPECT_TRUE(out.untouched_from(status == STATUS_SUCCESS ? size : 0));
  return {status, out.first(size)};
}

TEST(DeriveKeyPbkdf2, GivesTheAnswersOfRfc6070AndRfc7914) {
  EXPECT_EQ(to_hex(pbkdf2(BCRYPT_HMAC_SHA1_ALG_HANDLE, text("password"), text("salt"), 1, 20).bytes),
            "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(to_hex(pbkdf2(BCRYPT_HMAC_SHA1_ALG_HANDLE, text("passwordPASSWORDpassword"),
                          text("saltSALTsaltSALTsaltSALTsaltSALTsalt"), 4096, 25)
                       .bytes),
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
  const Algorithm opened = open(BCRYPT_SHA256_ALGORITHM, BCRYPT_ALG_HANDLE_HMAC_FLAG);
  for (BCRYPT_ALG_HANDLE prf : {BCRYPT_ALG_HANDLE{opened.get()}, BCRYPT_ALG_HANDLE{BCRYPT_HMAC_SHA256_ALG_HANDLE}}) {
    EXPECT_EQ(to_hex(pbkdf2(prf, text("passwd"), text("salt"), 1, 64).bytes),
              "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
              "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
    EXPECT_EQ(to_hex(pbkdf2(prf, {}, {}, 3, 40).bytes),
              "b372796454d37ac042a195b62eeb7cfed38ddd92f757e2fee04210df03ac1d2e60cacbca93caf145");
  }
}

TEST(DeriveKeyPbkdf2, BadArguments_AreRefused) {
  const Bytes p = text("password"), s = text("salt");
  for (PVOID handle : {PVOID{nullptr}, untouched()})
    EXPECT_THAT(pbkdf2(handle, p, s, 1, 20).status, IsStatus(STATUS_INVALID_HANDLE));
  for (BCRYPT_ALG_HANDLE handle :
       {BCRYPT_SHA1_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_AES_CMAC_ALG_HANDLE, BCRYPT_PBKDF2_ALG_HANDLE})
    EXPECT_THAT(pbkdf2(handle, p, s, 1, 20).status, IsStatus(STATUS_INVALID_PARAMETER));
  const BCRYPT_ALG_HANDLE prf = BCRYPT_HMAC_SHA1_ALG_HANDLE;
  EXPECT_THAT(pbkdf2(prf, p, s, 0, 20).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(pbkdf2(prf, p, s, 1, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(pbkdf2(prf, p, s, 1, 20, 1).status, IsStatus(STATUS_INVALID_PARAMETER));
  UCHAR out[20];
  EXPECT_THAT(BCryptDeriveKeyPBKDF2(prf, nullptr, 1, in(s), 4, 1, out, 20, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDeriveKeyPBKDF2(prf, in(p), 8, nullptr, 1, 1, out, 20, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDeriveKeyPBKDF2(prf, in(p), 8, in(s), 4, 1, nullptr, 20, 0), IsStatus(STATUS_INVALID_PARAMETER));
}

Output capi(BCRYPT_HASH_HANDLE hash, BCRYPT_ALG_HANDLE target, std::size_t size, ULONG flags = 0) {
  MarkedBuffer out(size);
  const NTSTATUS status = BCryptDeriveKeyCapi(hash, target, out.data(), out.size(), flags);
  EXPECT_TRUE(out.untouched_from(status == STATUS_SUCCESS ? size : 0));
  return {status, out.first(size)};
}

Hash password(BCRYPT_ALG_HANDLE algorithm, ULONG flags = 0) {
  Hash hash = hashing(algorithm, flags);
  EXPECT_THAT(feed(hash, text("password")), IsSuccess());
  return hash;
}

TEST(DeriveKeyCapi, GivesTheDigestOrItsExpansion) {
  struct Row {
    BCRYPT_ALG_HANDLE hash, target;
    std::size_t size;
    const char* wanted;
  };
  for (const Row& row :
       {Row{BCRYPT_SHA1_ALG_HANDLE, nullptr, 16, "5baa61e4c9b93f3f0682250b6cf8331b"},
        Row{BCRYPT_SHA1_ALG_HANDLE, nullptr, 20, "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"},
        Row{BCRYPT_SHA1_ALG_HANDLE, nullptr, 21, "a3bc508753274827cf2515600eaea32c226a7895c0"},
        Row{BCRYPT_SHA1_ALG_HANDLE, nullptr, 40,
            "a3bc508753274827cf2515600eaea32c226a7895c0533fcc0a67de054e4822f07daa22adc3ac427c"},
        Row{BCRYPT_SHA1_ALG_HANDLE, BCRYPT_3DES_CBC_ALG_HANDLE, 16, "5baa61e4c9b93f3f0682250b6cf8331b"},
        Row{BCRYPT_SHA1_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE, 16, "a3bc508753274827cf2515600eaea32c"},
        Row{BCRYPT_SHA256_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE, 32,
            "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"},
        Row{BCRYPT_SHA256_ALG_HANDLE, nullptr, 64,
            "06b2ccc39856c9782f61307b98dfb987abdf0858bebca394df2ec4d01c286ae783599c019315e4511ea97ebf425c58acbb5f1091a3"
            "12d2631e5ee684b7eba004"}}) {
    const Output out = capi(password(row.hash), row.target, row.size);
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), row.wanted);
  }
}

TEST(DeriveKeyCapi, ConsumesTheHash) {
  const Hash hash = password(BCRYPT_SHA1_ALG_HANDLE);
  EXPECT_THAT(capi(hash, nullptr, 41).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(capi(hash, nullptr, 20).status, IsSuccess());
  EXPECT_THAT(capi(hash, nullptr, 20).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(feed(hash, text("more")), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(DeriveKeyCapi, BadArguments_AreRefusedAndTheHashGoesOn) {
  for (PVOID handle : {PVOID{nullptr}, untouched()})
    EXPECT_THAT(capi(handle, nullptr, 20).status, IsStatus(STATUS_INVALID_PARAMETER));
  const Hash hash = password(BCRYPT_SHA1_ALG_HANDLE);
  EXPECT_THAT(capi(hash, untouched(), 20).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(capi(hash, nullptr, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(capi(hash, nullptr, 20, 1).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDeriveKeyCapi(hash, nullptr, nullptr, 20, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(finished(hash, 20), "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8");
  EXPECT_THAT(capi(password(BCRYPT_SHAKE128_ALG_HANDLE), nullptr, 20).status, IsStatus(STATUS_NOT_SUPPORTED));
}

}  // namespace
