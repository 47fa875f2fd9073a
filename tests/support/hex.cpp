#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "support/bytes.h"

namespace cngtest {
namespace {

unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  throw std::invalid_argument("not a hex digit");
}

}  // namespace

Bytes hex(std::string_view digits) {
  std::string packed;
  std::copy_if(digits.begin(), digits.end(), std::back_inserter(packed), [](char c) { return c != ' ' && c != '\n'; });
  if (packed.size() % 2 != 0) throw std::invalid_argument("odd count of hex digits");
  Bytes out(packed.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<UCHAR>(digit(packed[2 * i]) << 4 | digit(packed[2 * i + 1]));
  return out;
}

std::string to_hex(const Bytes& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (UCHAR byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

Bytes concat(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Bytes text(std::string_view ascii) { return Bytes(ascii.begin(), ascii.end()); }

Bytes le32(ULONG value) {
  Bytes out(4);
  for (unsigned i = 0; i < 4; ++i) out[i] = static_cast<UCHAR>(value >> (8 * i) & 0xFF);
  return out;
}

Bytes reversed(Bytes bytes) {
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

Bytes pad_left(const Bytes& number, std::size_t size) {
  Bytes out(size > number.size() ? size - number.size() : 0);
  out.insert(out.end(), number.begin(), number.end());
  return out;
}

}  // namespace cngtest
