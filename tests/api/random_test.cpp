// BCryptGenRandom and BCryptFreeBuffer.
#include "support/handles.h"

namespace {

using namespace cngtest;

constexpr ULONG kPreferred = BCRYPT_USE_SYSTEM_PREFERRED_RNG;

NTSTATUS draw(BCRYPT_ALG_HANDLE algorithm, Bytes& out, ULONG flags) {
  return BCryptGenRandom(algorithm, out.data(), len(out), flags);
}

TEST(Random, WithoutHandle_NeedsThePreferredFlag) {
  Bytes out(16);
  EXPECT_THAT(draw(nullptr, out, kPreferred), IsSuccess());
  EXPECT_NE(out, Bytes(16));
  Bytes untouched_bytes(16);
  for (ULONG flags : {0U, 1U}) EXPECT_THAT(draw(nullptr, untouched_bytes, flags), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(untouched_bytes, Bytes(16));
  EXPECT_THAT(BCryptGenRandom(nullptr, nullptr, 0, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(Random, WithHandle_TakesNoPreferredFlag) {
  const Algorithm rng = open(BCRYPT_RNG_ALGORITHM);
  for (BCRYPT_ALG_HANDLE handle : {rng.get(), static_cast<BCRYPT_ALG_HANDLE>(BCRYPT_RNG_ALG_HANDLE)}) {
    Bytes out(16);
    EXPECT_THAT(draw(handle, out, 0), IsSuccess());
    EXPECT_NE(out, Bytes(16));
    EXPECT_THAT(draw(handle, out, kPreferred), IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST(Random, EntropyFlag_IsIgnored) {
  Bytes out(16, 3);
  EXPECT_THAT(draw(BCRYPT_RNG_ALG_HANDLE, out, BCRYPT_RNG_USE_ENTROPY_IN_BUFFER), IsSuccess());
  EXPECT_NE(out, Bytes(16, 3));
  EXPECT_THAT(draw(nullptr, out, kPreferred | BCRYPT_RNG_USE_ENTROPY_IN_BUFFER), IsSuccess());
}

TEST(Random, UnknownFlags_AreRefused) {
  Bytes out(16);
  for (ULONG flags : {4U, 8U, 0x80000000U}) {
    EXPECT_THAT(draw(BCRYPT_RNG_ALG_HANDLE, out, flags), IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(draw(nullptr, out, flags | kPreferred), IsStatus(STATUS_INVALID_PARAMETER)) << flags;
  }
  EXPECT_EQ(out, Bytes(16));
}

TEST(Random, NullBuffer_IsRefusedUnlessNothingIsAskedFor) {
  EXPECT_THAT(BCryptGenRandom(nullptr, nullptr, 16, kPreferred), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptGenRandom(BCRYPT_RNG_ALG_HANDLE, nullptr, 16, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptGenRandom(nullptr, nullptr, 0, kPreferred), IsSuccess());
  EXPECT_THAT(BCryptGenRandom(BCRYPT_RNG_ALG_HANDLE, nullptr, 0, 0), IsSuccess());
}

TEST(Random, HandlesOfOtherAlgorithms_AreRefused) {
  Bytes out(16);
  const Algorithm rsa = open(BCRYPT_RSA_ALGORITHM);
  for (BCRYPT_ALG_HANDLE handle : {rsa.get(), static_cast<BCRYPT_ALG_HANDLE>(BCRYPT_SHA256_ALG_HANDLE), untouched()})
    EXPECT_THAT(draw(handle, out, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(out, Bytes(16));
}

TEST(Random, WritesExactlyWhatIsAskedFor) {
  for (std::size_t size : {1U, 255U, 256U, 257U, 4096U, 100000U}) {
    MarkedBuffer out(size);
    EXPECT_THAT(BCryptGenRandom(nullptr, out.data(), out.size(), kPreferred), IsSuccess());
    EXPECT_TRUE(out.untouched_from(size)) << size;
    // A tail of 16 equal marks by chance: 2^-128.
    EXPECT_FALSE(size >= 16 && out.untouched_from(size - 16)) << size;
  }
}

TEST(Random, TwoDraws_Differ) {
  Bytes first(32), second(32);
  EXPECT_THAT(draw(BCRYPT_RNG_ALG_HANDLE, first, 0), IsSuccess());
  EXPECT_THAT(draw(BCRYPT_RNG_ALG_HANDLE, second, 0), IsSuccess());
  EXPECT_NE(first, second);
}

TEST(FreeBuffer, Null_IsHarmless) { BCryptFreeBuffer(nullptr); }

}  // namespace
