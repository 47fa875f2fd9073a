// ByteReader and ByteWriter: the only way in which blob memory is read and written. Header integers are
// little-endian u32. A take succeeds whole or fails; nothing is ever cast to a structure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace cng {

using ByteView = std::span<const std::uint8_t>;
using ByteSpan = std::span<std::uint8_t>;

// How a field of a blob is to be shown; only a reader with a FieldLog cares.
enum class FieldKind : std::uint8_t { magic, size, number, text, public_bytes, secret_bytes };

// FieldLog is told of every field that a parser takes, in order: `cngkey inspect` prints them.
class FieldLog {
 public:
  virtual ~FieldLog() = default;
  virtual void field(const char* name, const char* meaning, FieldKind kind, std::size_t offset, ByteView bytes) = 0;
};

// What a header field is called, for the log.
struct Field {
  const char* name;
  const char* meaning;
  FieldKind kind = FieldKind::size;
};

class ByteReader {
 public:
  explicit ByteReader(ByteView bytes, FieldLog* log = nullptr) : bytes_(bytes), log_(log) {}

  ByteView whole() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  std::size_t rest() const { return bytes_.size() - at_; }

  // How many bytes were taken so far, and those of them from `start` on.
  std::size_t position() const { return at_; }
  ByteView taken_since(std::size_t start) const { return bytes_.subspan(start, at_ - start); }

  // Reads a little-endian u32; false, with nothing taken, if fewer than four bytes are left.
  bool u32(std::uint32_t& value, const char* name, const char* meaning, FieldKind kind = FieldKind::size) {
    if (rest() < 4) return false;
    value = load_u32(bytes_.data() + at_);
    note(4, name, meaning, kind);
    at_ += 4;
    return true;
  }

  // Reads as many u32 as there are fields, all or none: a header in one step.
  template <std::size_t N>
  bool u32s(std::uint32_t (&values)[N], const Field (&fields)[N]) {
    if (rest() < 4 * N) return false;
    const std::uint8_t* p = bytes_.data() + at_;
    for (std::size_t i = 0; i < N; ++i, p += 4) values[i] = load_u32(p);
    if (log_ != nullptr) [[unlikely]]
      for (std::size_t i = 0; i < N; ++i)
        log_->field(fields[i].name, fields[i].meaning, fields[i].kind, at_ + 4 * i, bytes_.subspan(at_ + 4 * i, 4));
    at_ += 4 * N;
    return true;
  }

  // Takes `length` bytes; false, with nothing taken, if fewer are left. The view points into the input.
  bool take(std::size_t length, ByteView& view, const char* name, const char* meaning,
            FieldKind kind = FieldKind::public_bytes) {
    if (rest() < length) return false;
    view = bytes_.subspan(at_, length);
    note(length, name, meaning, kind);
    at_ += length;
    return true;
  }

 private:
  static std::uint32_t load_u32(const std::uint8_t* p) {
    return static_cast<std::uint32_t>(p[0]) | static_cast<std::uint32_t>(p[1]) << 8 |
           static_cast<std::uint32_t>(p[2]) << 16 | static_cast<std::uint32_t>(p[3]) << 24;
  }

  void note(std::size_t length, const char* name, const char* meaning, FieldKind kind) {
    if (log_ != nullptr) [[unlikely]]
      log_->field(name, meaning, kind, at_, bytes_.subspan(at_, length));
  }

  ByteView bytes_;
  std::size_t at_ = 0;
  FieldLog* log_;
};

// ByteWriter writes into a buffer that the caller has measured, or only counts when it has none.
class ByteWriter {
 public:
  ByteWriter() = default;
  explicit ByteWriter(ByteSpan out) : out_(out) {}

  std::size_t written() const { return at_; }
  bool overflowed() const { return overflow_; }

  void u32(std::uint32_t value) {
    const std::uint8_t bytes[4] = {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8),
                                   static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 24)};
    put(bytes);
  }

  void put(ByteView bytes) {
    if (std::uint8_t* to = claim(bytes.size()); to != nullptr && !bytes.empty())
      std::memcpy(to, bytes.data(), bytes.size());
  }

  // Writes a big-endian number left-padded with zeros to `width` bytes; `number` must not be longer.
  void put_padded(ByteView number, std::size_t width) {
    const std::size_t pad = width - number.size();
    if (std::uint8_t* to = claim(pad); to != nullptr) std::memset(to, 0, pad);
    put(number);
  }

  // Writes a big-endian number least significant byte first, zeros behind it up to `width` bytes; `number` must not be
  // longer.
  void put_reversed(ByteView number, std::size_t width) {
    std::uint8_t* const to = claim(width);
    if (to == nullptr) return;
    std::reverse_copy(number.begin(), number.end(), to);
    std::memset(to + number.size(), 0, width - number.size());
  }

 private:
  std::uint8_t* claim(std::size_t length) {
    const std::size_t from = at_;
    at_ += length;
    if (out_.data() == nullptr) return nullptr;
    if (from > out_.size() || out_.size() - from < length) {
      overflow_ = true;
      return nullptr;
    }
    return out_.data() + from;
  }

  ByteSpan out_;
  std::size_t at_ = 0;
  bool overflow_ = false;
};

// Drops leading zero bytes of a big-endian number; zero becomes empty.
inline ByteView strip_zeros(ByteView number) {
  std::size_t zeros = 0;
  while (zeros < number.size() && number[zeros] == 0) ++zeros;
  return number.subspan(zeros);
}

// True if every byte is zero; takes the same time whatever the bytes are.
inline bool all_zero(ByteView bytes) {
  std::uint8_t seen = 0;
  for (const std::uint8_t byte : bytes) seen = static_cast<std::uint8_t>(seen | byte);
  return seen == 0;
}

}  // namespace cng
