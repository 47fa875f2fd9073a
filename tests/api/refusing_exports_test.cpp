// Exports that are not served exist, so that every program loads, and refuse: never success.
#include <cstdint>

#include "support/library.h"
#include "support/status.h"

namespace {

using namespace cngtest;

struct Row {
  const char* library;
  const char* name;
  std::int32_t status;
};

#define REFUSES(library, name, status) {#library, #name, static_cast<std::int32_t>(status)},
const Row kRows[] = {
#include "refusing_exports.inc"
};

#if defined(__x86_64__) || defined(__aarch64__)
// The caller cleans the stack here, so that any number of arguments may be passed to any of them.
using Any = std::int32_t(WINAPI*)(std::uintptr_t, std::uintptr_t, std::uintptr_t, std::uintptr_t, std::uintptr_t,
                                  std::uintptr_t, std::uintptr_t, std::uintptr_t, std::uintptr_t, std::uintptr_t,
                                  std::uintptr_t);

#ifdef __clang__
__attribute__((no_sanitize("function")))  // the prototypes differ on purpose
#endif
std::int32_t
call(void* address, std::uintptr_t argument) {
  return reinterpret_cast<Any>(address)(argument, argument, argument, argument, argument, argument, argument, argument,
                                        argument, argument, argument);
}

TEST(RefusingExports, EachReturnsItsDocumentedStatus) {
  void* const ncrypt = load_ncrypt();
  ASSERT_NE(ncrypt, nullptr);
  for (const Row& row : kRows) {
    const bool of_bcrypt = std::string_view(row.library) == "bcrypt";
    void* const address = of_bcrypt ? export_address(row.name) : library_symbol(ncrypt, row.name);
    ASSERT_NE(address, nullptr) << row.name;
    // Nothing is read through the arguments: neither NULLs nor pointers to nowhere change the answer.
    for (std::uintptr_t argument : {std::uintptr_t{0}, std::uintptr_t{1}, std::uintptr_t{0xFFFFFFF0}})
      EXPECT_THAT(call(address, argument), IsStatus(row.status)) << row.name;
  }
}
#endif

TEST(RefusingExports, TheirStatusesAreRefusals) {
  for (const Row& row : kRows) {
    // The one function that gives a BOOL says FALSE, which is the number of success elsewhere.
    if (std::string_view(row.name) == "NCryptIsKeyHandle") {
      EXPECT_EQ(row.status, 0);
      continue;
    }
    const auto value = static_cast<std::uint32_t>(row.status);
    if (std::string_view(row.library) == "ncrypt") {
      EXPECT_EQ(value, 0x80090029U) << row.name;  // NTE_NOT_SUPPORTED
    } else if (std::string_view(row.name) == "BCryptRegisterProvider") {
      EXPECT_EQ(value, 0xC0000022U);  // STATUS_ACCESS_DENIED
    } else {
      EXPECT_EQ(value, 0xC0000002U) << row.name;  // STATUS_NOT_IMPLEMENTED
    }
  }
}

}  // namespace
