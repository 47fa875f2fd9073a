#include <gtest/gtest.h>

#include <cstring>

#include "support/library.h"

namespace {

TEST(Version, OpenCngVersion_IsNotEmpty) {
  const char* const version = cngtest::open_cng_version();
  ASSERT_NE(version, nullptr) << "answered by " << cngtest::library_path();
  EXPECT_GT(std::strlen(version), 0U);
}

TEST(Version, OpenCngVersion_IsOneStaticString) {
  ASSERT_NE(cngtest::open_cng_version(), nullptr);
  EXPECT_EQ(cngtest::open_cng_version(), cngtest::open_cng_version());
}

}  // namespace
