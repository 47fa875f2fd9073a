// Gaps that no single vector can show to be closed.
#include <gtest/gtest.h>

#include "support/library.h"
#include "support/status.h"

namespace {

using namespace cngtest;

TEST(Gaps, NCryptStillRefuses) {
  void* const library = load_ncrypt();
  ASSERT_NE(library, nullptr);
  const auto open =
      reinterpret_cast<decltype(&NCryptOpenStorageProvider)>(library_symbol(library, "NCryptOpenStorageProvider"));
  ASSERT_NE(open, nullptr);
  NCRYPT_PROV_HANDLE provider = 0;
  EXPECT_NE(open(&provider, nullptr, 0), 0) << "NCrypt works: run its vectors, and take its row out of the gap table";
}

}  // namespace
