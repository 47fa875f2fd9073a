// The thread's last error belongs to the program: Wine's crypt32 sets it and then cleans up through bcrypt.
#ifdef _WIN32
#include <cng/cng.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>

namespace {

constexpr DWORD kOwn = 123;

void expect_kept(const char* what, const std::function<void()>& call) {
  SetLastError(kOwn);
  call();
  EXPECT_EQ(GetLastError(), kOwn) << what;
}

void make_some_calls() {
  BCRYPT_ALG_HANDLE algorithm = nullptr;
  expect_kept("open", [&] { BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0); });
  BCRYPT_HASH_HANDLE hash = nullptr;
  UCHAR digest[32];
  expect_kept("create", [&] { BCryptCreateHash(algorithm, &hash, nullptr, 0, nullptr, 0, 0); });
  expect_kept("hash", [&] { BCryptHashData(hash, digest, 0, 0); });
  expect_kept("finish", [&] { BCryptFinishHash(hash, digest, sizeof digest, 0); });
  expect_kept("destroy", [&] { BCryptDestroyHash(hash); });
  expect_kept("close", [&] { BCryptCloseAlgorithmProvider(algorithm, 0); });
  expect_kept("a bad handle", [&] { BCryptDestroyKey(nullptr); });
  expect_kept("random", [&] { BCryptGenRandom(nullptr, digest, sizeof digest, BCRYPT_USE_SYSTEM_PREFERRED_RNG); });
  expect_kept("a refusal", [&] { BCryptDeleteContext(0, nullptr); });
}

TEST(LastError, NoCall_ChangesIt) { make_some_calls(); }

TEST(LastError, NoFirstCallOfAThread_ChangesIt) { std::thread(make_some_calls).join(); }

}  // namespace
#endif
