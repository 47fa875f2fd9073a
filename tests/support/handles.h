// Handles that close themselves, and the calls that make them.
#ifndef OPENCNG_TESTS_SUPPORT_HANDLES_H_
#define OPENCNG_TESTS_SUPPORT_HANDLES_H_

#include <cng/cng.h>

#include <utility>

#include "support/bytes.h"
#include "support/sentinel.h"
#include "support/status.h"

namespace cngtest {

// Owned closes its handle by Close when it dies; release gives the handle away.
template <void (*Close)(PVOID)>
class Owned {
 public:
  Owned() = default;
  explicit Owned(PVOID handle) : handle_(handle) {}
  Owned(Owned&& other) noexcept : handle_(other.release()) {}
  Owned& operator=(Owned&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = other.release();
    }
    return *this;
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { reset(); }

  PVOID get() const { return handle_; }
  operator PVOID() const { return handle_; }  // so that it goes where the documented handle types go
  PVOID release() { return std::exchange(handle_, nullptr); }
  void reset() {
    if (handle_) Close(handle_);
    handle_ = nullptr;
  }

 private:
  PVOID handle_ = nullptr;
};

void close_algorithm(PVOID handle);
void destroy_key(PVOID handle);
void destroy_secret(PVOID handle);

using Algorithm = Owned<close_algorithm>;
using Key = Owned<destroy_key>;
using Secret = Owned<destroy_secret>;

// open gives an algorithm provider; the test fails when it cannot be opened.
Algorithm open(LPCWSTR id, ULONG flags = 0);

// Made is what a call that makes a handle did: its status, the handle if it wrote one, and whether it wrote at all.
template <typename Handle>
struct Made {
  NTSTATUS status = 0;
  Handle handle;
  bool written = false;

  friend void PrintTo(const Made& made, std::ostream* out) {
    *out << status_name(made.status) << (made.written ? ", out-handle written" : ", out-handle not written");
  }
};
using MadeKey = Made<Key>;
using MadeSecret = Made<Secret>;

// The input of an import is copied to a heap block of exactly its size, so that a sanitizer sees a read behind it.
MadeKey import_pair(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags = 0);
MadeKey generate_pair(BCRYPT_ALG_HANDLE algorithm, ULONG bits, ULONG flags = 0);
MadeKey duplicate_key(BCRYPT_KEY_HANDLE key);
MadeSecret agree(BCRYPT_KEY_HANDLE own, BCRYPT_KEY_HANDLE peer, ULONG flags = 0);

// imported and finalized give a usable key and fail the test when there is none.
Key imported(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags = 0);
Key finalized(BCRYPT_ALG_HANDLE algorithm, ULONG bits);
Secret agreed(BCRYPT_KEY_HANDLE own, BCRYPT_KEY_HANDLE peer);

// Output is what a two-call function gave.
struct Output {
  NTSTATUS status = 0;
  Bytes bytes;
};

// export_key asks for the size, then exports, and checks that both calls agree and nothing behind the size is written.
Output export_key(BCRYPT_KEY_HANDLE key, LPCWSTR type);

// MadeMatcher checks the status of a call that makes a handle, and that the handle is written on success only.
class MadeMatcher {
 public:
  using is_gtest_matcher = void;
  explicit MadeMatcher(NTSTATUS expected) : expected_(expected) {}
  template <typename Handle>
  bool MatchAndExplain(const Made<Handle>& seen, std::ostream* out) const {
    const bool must_write = expected_ == STATUS_SUCCESS;
    if (out && seen.status != expected_) *out << "status is " << status_name(seen.status) << "; ";
    if (out && seen.written != must_write) *out << "the out-handle was " << (seen.written ? "written" : "not written");
    return seen.status == expected_ && seen.written == must_write;
  }
  void DescribeTo(std::ostream* out) const {
    *out << "gives " << status_name(expected_) << (expected_ == STATUS_SUCCESS ? " and a handle" : " and no handle");
  }
  void DescribeNegationTo(std::ostream* out) const { *out << "does not give " << status_name(expected_); }

 private:
  NTSTATUS expected_;
};

// IsRefusedWith matches a call that gave this status and left its out-handle alone; IsMade one that gave a handle.
inline MadeMatcher IsRefusedWith(NTSTATUS expected) { return MadeMatcher(expected); }
inline MadeMatcher IsMade() { return MadeMatcher(STATUS_SUCCESS); }

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_HANDLES_H_
