// The barrier between the library and the C boundary.
#include "abi/guard.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace cng::abi {
namespace {

TEST(Guard, Success_IsZero) {
  EXPECT_EQ(guard({"BCryptTest"}, [] { return Status(); }), 0);
}

TEST(Guard, AnError_BecomesItsStatus) {
  EXPECT_EQ(static_cast<std::uint32_t>(guard({"BCryptTest"}, [] { return Status(not_supported("")); })), 0xC00000BBu);
}

TEST(Guard, BadAlloc_BecomesNoMemory) {
  EXPECT_EQ(static_cast<std::uint32_t>(guard({"BCryptTest"}, []() -> Status { throw std::bad_alloc(); })), 0xC0000017u);
}

TEST(Guard, AnyOtherException_BecomesInternalError) {
  EXPECT_EQ(static_cast<std::uint32_t>(guard({"BCryptTest"}, []() -> Status { throw std::runtime_error("x"); })),
            0xC00000E5u);
  EXPECT_EQ(static_cast<std::uint32_t>(guard({"BCryptTest"}, []() -> Status { throw 42; })), 0xC00000E5u);
}

}  // namespace
}  // namespace cng::abi
