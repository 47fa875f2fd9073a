// Marks that show whether a call wrote where it had no business to write.
#ifndef OPENCNG_TESTS_SUPPORT_SENTINEL_H_
#define OPENCNG_TESTS_SUPPORT_SENTINEL_H_

#include <algorithm>
#include <cstdint>

#include "support/bytes.h"

namespace cngtest {

// untouched is the value of an out-handle before a call; after a refusal it must still be there.
inline PVOID untouched() { return reinterpret_cast<PVOID>(static_cast<std::uintptr_t>(0x5EA1ED00)); }

inline constexpr ULONG kUntouchedSize = 0x5EA1ED01;

// MarkedBuffer is an output buffer with a margin behind it; both are filled with a mark.
class MarkedBuffer {
 public:
  explicit MarkedBuffer(std::size_t size) : size_(size), bytes_(size + kMargin, kMark) {}
  PUCHAR data() { return bytes_.data(); }
  ULONG size() const { return static_cast<ULONG>(size_); }
  Bytes first(std::size_t count) const {
    return Bytes(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(std::min(count, bytes_.size())));
  }
  // untouched_from is true when nothing at or behind this offset was written.
  bool untouched_from(std::size_t offset) const {
    return std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, bytes_.size())), bytes_.end(),
                       [](UCHAR byte) { return byte == kMark; });
  }
  bool untouched() const { return untouched_from(0); }

 private:
  static constexpr std::size_t kMargin = 64;
  static constexpr UCHAR kMark = 0xA5;
  std::size_t size_;
  Bytes bytes_;
};

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_SENTINEL_H_
