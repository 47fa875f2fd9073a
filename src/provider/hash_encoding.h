// The encodings of SP 800-185, taken in by a running hash piece by piece. Inside of the provider only.
#pragma once

#include <bit>
#include <cstdint>

#include "core/bytes.h"
#include "provider/hash_context.h"

namespace cng::provider {

// A number with the count of its bytes before it or after it.
class EncodedNumber {
 public:
  static EncodedNumber left(std::uint64_t value) {
    EncodedNumber made;
    made.put_count(value);
    made.put_bytes(value);
    return made;
  }
  static EncodedNumber right(std::uint64_t value) {
    EncodedNumber made;
    made.put_bytes(value);
    made.put_count(value);
    return made;
  }
  ByteView view() const { return {bytes_, size_}; }

 private:
  static unsigned count(std::uint64_t value) {
    return value == 0 ? 1 : (static_cast<unsigned>(std::bit_width(value)) + 7) / 8;
  }
  void put_count(std::uint64_t value) { bytes_[size_++] = static_cast<std::uint8_t>(count(value)); }
  void put_bytes(std::uint64_t value) {
    for (unsigned left = count(value); left != 0; --left)
      bytes_[size_++] = static_cast<std::uint8_t>(value >> (8 * (left - 1)));
  }

  std::uint8_t bytes_[9] = {};
  std::size_t size_ = 0;
};

// bytepad(encode_string(a) || encode_string(b) ..., rate). No OpenSSL failure is lost: end() tells.
class BytePad {
 public:
  static constexpr std::size_t kMostRate = 168;

  BytePad(DigestContext& context, std::size_t rate) : context_(context), rate_(rate) {
    put(EncodedNumber::left(rate).view());
  }

  BytePad& string(ByteView text) {
    put(EncodedNumber::left(std::uint64_t{text.size()} * 8).view());
    put(text);
    return *this;
  }

  bool end() {
    static constexpr std::uint8_t kZeros[kMostRate] = {};
    put({kZeros, (rate_ - size_ % rate_) % rate_});
    return good_;
  }

 private:
  void put(ByteView bytes) {
    good_ = good_ && context_.update(bytes);
    size_ += bytes.size();
  }

  DigestContext& context_;
  std::size_t rate_;
  std::size_t size_ = 0;
  bool good_ = true;
};

}  // namespace cng::provider
