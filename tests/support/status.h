// Statuses with their names, so that a failing test says STATUS_INVALID_HANDLE and not -1073741816.
#ifndef OPENCNG_TESTS_SUPPORT_STATUS_H_
#define OPENCNG_TESTS_SUPPORT_STATUS_H_

#include <cng/cng.h>
#include <gmock/gmock.h>

#include <ostream>
#include <string>

namespace cngtest {

// status_name gives "STATUS_INVALID_HANDLE (0xC0000008)"; a value without a name is given as a number.
std::string status_name(NTSTATUS status);

class StatusMatcher {
 public:
  using is_gtest_matcher = void;
  explicit StatusMatcher(NTSTATUS expected) : expected_(expected) {}
  bool MatchAndExplain(NTSTATUS seen, std::ostream* out) const {
    if (seen == expected_) return true;
    if (out) *out << "which is " << status_name(seen);
    return false;
  }
  void DescribeTo(std::ostream* out) const { *out << "is " << status_name(expected_); }
  void DescribeNegationTo(std::ostream* out) const { *out << "is not " << status_name(expected_); }

 private:
  NTSTATUS expected_;
};

// IsStatus matches one status and prints names: EXPECT_THAT(status, IsStatus(STATUS_INVALID_PARAMETER)).
inline testing::Matcher<NTSTATUS> IsStatus(NTSTATUS expected) { return StatusMatcher(expected); }
inline testing::Matcher<NTSTATUS> IsSuccess() { return IsStatus(STATUS_SUCCESS); }

// kDecodeFailureStatus is what every RSA decryption whose padding does not decode gives, whatever is wrong with it.
// The value on Windows is not known for certain; that it is one value is what protects the key.
inline constexpr NTSTATUS kDecodeFailureStatus = STATUS_INVALID_PARAMETER;

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_STATUS_H_
