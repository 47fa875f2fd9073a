#include "core/key.h"

#include <bit>
#include <cstring>
#include <new>

namespace cng {

std::uint32_t key_bits(const KeyParts& parts) {
  if (parts.curve != nullptr) return parts.curve->bits;
  const ByteView n = parts[rsa_part::n];
  if (parts.family != Family::rsa || n.empty()) return 0;
  return static_cast<std::uint32_t>((n.size() - 1) * 8 + static_cast<unsigned>(std::bit_width(n[0])));
}

std::unique_ptr<Key> Key::create(const KeyParts& parts, const KeyOrigin& origin) {
  std::size_t bytes = 0;
  for (const ByteView& part : parts.part) bytes += part.size();
  void* memory = ::operator new(sizeof(Key) + bytes);
  return std::unique_ptr<Key>(new (memory) Key(parts, origin, bytes));
}

Key::Key(const KeyParts& parts, const KeyOrigin& origin, std::size_t bytes)
    : KeyObject(KeyState::pair), parts_(parts), origin_(origin), bytes_(bytes) {
  std::uint8_t* to = storage();
  for (ByteView& part : parts_.part) {
    if (part.empty()) {
      part = {};
      continue;
    }
    std::memcpy(to, part.data(), part.size());
    part = ByteView(to, part.size());
    to += part.size();
  }
}

Key::~Key() { wipe(storage(), bytes_); }

void Key::drop_public() { parts_.part[ecc_part::x] = parts_.part[ecc_part::y] = {}; }

}  // namespace cng
