// On Windows OpenSSL must be seeded by us: its own source would load bcrypt.dll, which is us. A wrong name of the
// source fails silently, so the calls are counted.
#include <gtest/gtest.h>
#include <openssl/rand.h>

#include <cstring>

#include "provider/library.h"
#include "provider/seed.h"
// After ours, which use words that it makes macros of.
#include <windows.h>

namespace cng::provider {
namespace {

TEST(Seed, FirstDraw_ComesFromOurSource) {
  const auto context = library();
  ASSERT_TRUE(context);
  const std::uint32_t before = seed_calls();
  unsigned char bytes[32] = {};
  ASSERT_EQ(RAND_priv_bytes_ex(*context, bytes, sizeof bytes, 0), 1);
  EXPECT_GT(seed_calls(), before);
  unsigned char again[32] = {};
  ASSERT_EQ(RAND_bytes_ex(*context, again, sizeof again, 0), 1);
  EXPECT_NE(0, std::memcmp(bytes, again, sizeof again));
}

TEST(Seed, DefaultContext_WorksWithoutCryptoApi) {
  unsigned char bytes[32] = {};
  EXPECT_EQ(RAND_bytes(bytes, sizeof bytes), 1);
  EXPECT_EQ(GetModuleHandleW(L"rsaenh.dll"), nullptr);
}

}  // namespace
}  // namespace cng::provider
