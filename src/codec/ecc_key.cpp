#include "codec/ecc_key.h"

namespace cng::codec::ecc {
namespace {

void write_padded(ByteView number, std::size_t width, ByteWriter& writer) {
  if (number.size() == width) return writer.put(number);
  writer.put_padded(number, width);
}

}  // namespace

void set_numbers(const Numbers& numbers, bool is_montgomery, KeyParts& parts) {
  const bool computed = parts.has_private && all_zero(numbers.x) && (is_montgomery || all_zero(numbers.y));
  parts.set(ecc_part::x, computed ? ByteView() : numbers.x);
  parts.set(ecc_part::y, computed || is_montgomery ? ByteView() : numbers.y);
  if (parts.has_private) parts.set(ecc_part::d, numbers.d);
}

void write_numbers(const KeyParts& parts, bool with_private, std::uint32_t coordinate, std::uint32_t scalar,
                   ByteWriter& writer) {
  write_padded(parts[ecc_part::x], coordinate, writer);
  write_padded(parts[ecc_part::y], coordinate, writer);
  if (with_private) write_padded(parts[ecc_part::d], scalar, writer);
}

}  // namespace cng::codec::ecc
