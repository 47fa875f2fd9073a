#include "support/handles.h"

namespace {

using namespace cngtest;

constexpr LPCWSTR kPrimitive = CNG_TEXT("Microsoft Primitive Provider");

const LPCWSTR kAsymmetric[] = {
    BCRYPT_RSA_ALGORITHM,        BCRYPT_RSA_SIGN_ALGORITHM,   BCRYPT_ECDSA_ALGORITHM, BCRYPT_ECDSA_P256_ALGORITHM,
    BCRYPT_ECDSA_P384_ALGORITHM, BCRYPT_ECDSA_P521_ALGORITHM, BCRYPT_ECDH_ALGORITHM,  BCRYPT_ECDH_P256_ALGORITHM,
    BCRYPT_ECDH_P384_ALGORITHM,  BCRYPT_ECDH_P521_ALGORITHM,
};

const LPCWSTR kHashes[] = {BCRYPT_MD2_ALGORITHM,     BCRYPT_MD4_ALGORITHM,      BCRYPT_MD5_ALGORITHM,
                           BCRYPT_SHA1_ALGORITHM,    BCRYPT_SHA256_ALGORITHM,   BCRYPT_SHA384_ALGORITHM,
                           BCRYPT_SHA512_ALGORITHM,  BCRYPT_SHA3_256_ALGORITHM, BCRYPT_SHA3_384_ALGORITHM,
                           BCRYPT_SHA3_512_ALGORITHM};

const LPCWSTR kOthers[] = {BCRYPT_SHAKE128_ALGORITHM,  BCRYPT_SHAKE256_ALGORITHM, BCRYPT_CSHAKE128_ALGORITHM,
                           BCRYPT_CSHAKE256_ALGORITHM, BCRYPT_KMAC128_ALGORITHM,  BCRYPT_KMAC256_ALGORITHM,
                           BCRYPT_AES_CMAC_ALGORITHM,  BCRYPT_AES_GMAC_ALGORITHM};

const LPCWSTR kCiphers[] = {BCRYPT_AES_ALGORITHM, BCRYPT_3DES_ALGORITHM, BCRYPT_3DES_112_ALGORITHM,
                            BCRYPT_DES_ALGORITHM, BCRYPT_DESX_ALGORITHM, BCRYPT_RC2_ALGORITHM,
                            BCRYPT_RC4_ALGORITHM};

MadeMatcher refused(NTSTATUS status) { return IsRefusedWith(status); }

Made<Algorithm> try_open(LPCWSTR id, LPCWSTR implementation, ULONG flags) {
  Made<Algorithm> out;
  BCRYPT_ALG_HANDLE raw = untouched();
  out.status = BCryptOpenAlgorithmProvider(&raw, id, implementation, flags);
  out.written = raw != untouched();
  if (out.status == STATUS_SUCCESS && out.written) out.handle = Algorithm(raw);
  return out;
}

TEST(AlgorithmProvider, EveryAlgorithm_OpensAndCloses) {
  for (LPCWSTR id : kAsymmetric) EXPECT_THAT(try_open(id, nullptr, 0), IsMade());
  for (LPCWSTR id : kHashes) EXPECT_THAT(try_open(id, nullptr, 0), IsMade());
  for (LPCWSTR id : kOthers) EXPECT_THAT(try_open(id, nullptr, 0), IsMade());
  for (LPCWSTR id : kCiphers) EXPECT_THAT(try_open(id, nullptr, 0), IsMade());
  EXPECT_THAT(try_open(BCRYPT_RNG_ALGORITHM, nullptr, 0), IsMade());
}

TEST(AlgorithmProvider, TwoOpens_GiveTwoHandles) {
  const Algorithm first = open(BCRYPT_RSA_ALGORITHM);
  const Algorithm second = open(BCRYPT_RSA_ALGORITHM);
  EXPECT_NE(first.get(), second.get());
}

TEST(AlgorithmProvider, PrimitiveProvider_IsAccepted) {
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, kPrimitive, 0), IsMade());
  EXPECT_THAT(try_open(BCRYPT_ECDH_P256_ALGORITHM, MS_PRIMITIVE_PROVIDER, 0), IsMade());
}

TEST(AlgorithmProvider, UnknownImplementation_IsNotFound) {
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, CNG_TEXT("No Such Provider"), 0), refused(STATUS_NOT_FOUND));
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, CNG_TEXT("Microsoft Primitive Provider "), 0), refused(STATUS_NOT_FOUND));
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, CNG_TEXT(""), 0), refused(STATUS_NOT_FOUND));
}

TEST(AlgorithmProvider, UnknownId_IsNotFound) {
  for (LPCWSTR id : {CNG_TEXT("NoSuchAlgorithm"), CNG_TEXT(""), CNG_TEXT("RSA "), CNG_TEXT("RSA_"), CNG_TEXT("RS"),
                     CNG_TEXT("ECDSA_P257"), CNG_TEXT("DUALECRNG")})
    EXPECT_THAT(try_open(id, nullptr, 0), refused(STATUS_NOT_FOUND));
}

TEST(AlgorithmProvider, Ids_AreCaseSensitive) {
  EXPECT_THAT(try_open(CNG_TEXT("rsa"), nullptr, 0), refused(STATUS_NOT_FOUND));
  EXPECT_THAT(try_open(CNG_TEXT("ecdh_p256"), nullptr, 0), refused(STATUS_NOT_FOUND));
}

TEST(AlgorithmProvider, NullPointers_AreRefused) {
  EXPECT_THAT(BCryptOpenAlgorithmProvider(nullptr, BCRYPT_RSA_ALGORITHM, nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(try_open(nullptr, nullptr, 0), refused(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptOpenAlgorithmProvider(nullptr, nullptr, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(AlgorithmProvider, HmacFlag_IsForHashesOnly) {
  for (LPCWSTR id : kHashes) EXPECT_THAT(try_open(id, nullptr, BCRYPT_ALG_HANDLE_HMAC_FLAG), IsMade());
  for (LPCWSTR id : kAsymmetric)
    EXPECT_THAT(try_open(id, nullptr, BCRYPT_ALG_HANDLE_HMAC_FLAG), refused(STATUS_INVALID_PARAMETER));
  for (LPCWSTR id : kCiphers)
    EXPECT_THAT(try_open(id, nullptr, BCRYPT_ALG_HANDLE_HMAC_FLAG), refused(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(try_open(BCRYPT_RNG_ALGORITHM, nullptr, BCRYPT_ALG_HANDLE_HMAC_FLAG), refused(STATUS_INVALID_PARAMETER));
}

TEST(AlgorithmProvider, HashFlags_AreAcceptedForHashes) {
  for (ULONG flags : {0x20U, 0x40U, 0x28U, 0x68U})
    EXPECT_THAT(try_open(BCRYPT_SHA256_ALGORITHM, nullptr, flags), IsMade()) << flags;
}

TEST(AlgorithmProvider, DispatchFlag_IsIgnored) {
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, nullptr, BCRYPT_PROV_DISPATCH), IsMade());
  EXPECT_THAT(try_open(BCRYPT_SHA256_ALGORITHM, nullptr, BCRYPT_PROV_DISPATCH), IsMade());
}

TEST(AlgorithmProvider, FlagsOfOtherCalls_AreRefused) {
  // Key derivation only.
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, nullptr, 0x10), refused(STATUS_INVALID_PARAMETER));
  // XTS-AES only.
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, nullptr, 0x100), refused(STATUS_INVALID_PARAMETER));
}

TEST(AlgorithmProvider, UnknownFlags_AreRefused) {
  for (ULONG bit = 9; bit < 32; ++bit)
    EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, nullptr, ULONG{1} << bit), refused(STATUS_INVALID_PARAMETER)) << bit;
  EXPECT_THAT(try_open(BCRYPT_SHA256_ALGORITHM, nullptr, 0x2), refused(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(try_open(BCRYPT_RSA_ALGORITHM, nullptr, 0xFFFFFFFF), refused(STATUS_INVALID_PARAMETER));
}

TEST(AlgorithmProvider, Close_NullHandleIsRefused) {
  EXPECT_THAT(BCryptCloseAlgorithmProvider(nullptr, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(AlgorithmProvider, Close_SecondTimeIsRefused) {
  Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  const BCRYPT_ALG_HANDLE raw = algorithm.release();
  EXPECT_THAT(BCryptCloseAlgorithmProvider(raw, 0), IsSuccess());
  EXPECT_THAT(BCryptCloseAlgorithmProvider(raw, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(AlgorithmProvider, Close_UnknownFlagsAreRefusedAndTheHandleStays) {
  const Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(BCryptCloseAlgorithmProvider(algorithm, 0x80000000), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(AlgorithmProvider, Close_PseudoHandlesAreRefused) {
  for (BCRYPT_ALG_HANDLE handle :
       {BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSA_SIGN_ALG_HANDLE, BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECDH_ALG_HANDLE,
        BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECDH_P521_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE,
        BCRYPT_HMAC_SHA256_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE, BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_MD2_ALG_HANDLE})
    EXPECT_THAT(BCryptCloseAlgorithmProvider(handle, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(AlgorithmProvider, ClosedProvider_MakesNoKeys) {
  Algorithm algorithm = open(BCRYPT_RSA_ALGORITHM);
  const BCRYPT_ALG_HANDLE raw = algorithm.get();
  algorithm.reset();
  EXPECT_THAT(generate_pair(raw, 1024), IsRefusedWith(STATUS_INVALID_HANDLE));
}

}  // namespace
