// Gaps that no single vector can show to be closed.
#include <gtest/gtest.h>

#include "support/library.h"
#include "support/status.h"

namespace {

using namespace cngtest;

using Open = decltype(&NCryptOpenStorageProvider);

#ifdef __clang__
__attribute__((no_sanitize("function")))  // an export that refuses has a prototype of its own
#endif
SECURITY_STATUS
call(void* address, NCRYPT_PROV_HANDLE* provider) {
  return reinterpret_cast<Open>(address)(provider, nullptr, 0);
}

TEST(Gaps, NCryptStillRefuses) {
  void* const library = load_ncrypt();
  ASSERT_NE(library, nullptr);
  void* const address = library_symbol(library, "NCryptOpenStorageProvider");
  ASSERT_NE(address, nullptr);
  NCRYPT_PROV_HANDLE provider = 0;
  EXPECT_NE(call(address, &provider), 0) << "NCrypt works: run its vectors, and take its row out of the gap table";
}

}  // namespace
