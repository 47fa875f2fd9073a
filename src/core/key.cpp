#include "core/key.h"

#include <bit>
#include <cstring>
#include <new>

#include "core/pool.h"

namespace cng {

std::uint32_t key_bits(const KeyParts& parts) {
  if (parts.curve != nullptr) return parts.curve->bits;
  const ByteView n = parts[rsa_part::n];
  if (parts.family != Family::rsa || n.empty()) return 0;
  return static_cast<std::uint32_t>((n.size() - 1) * 8 + static_cast<unsigned>(std::bit_width(n[0])));
}

std::unique_ptr<Key> Key::create(const KeyParts& parts, const KeyOrigin& origin) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < parts.count(); ++i) bytes += parts[i].size();
  void* memory = pool::allocate(sizeof(Key) + bytes);
  return std::unique_ptr<Key>(new (memory) Key(parts, origin, bytes));
}

Key::Key(const KeyParts& parts, const KeyOrigin& origin, std::size_t bytes)
    : KeyObject(KeyState::pair), origin_(origin), bytes_(bytes) {
  parts_.family = parts.family;
  parts_.has_private = parts.has_private;
  parts_.nist_magic = parts.nist_magic;
  parts_.curve = parts.curve;
  std::uint8_t* to = storage();
  for (std::size_t i = 0; i < parts.count(); ++i) {
    const ByteView part = parts[i];
    if (!part.empty()) std::memcpy(to, part.data(), part.size());
    parts_.set(i, part.empty() ? ByteView() : ByteView(to, part.size()));
    to += part.size();
  }
}

Key::~Key() { wipe(storage(), bytes_); }

void Key::operator delete(Key* key, std::destroying_delete_t) {
  const std::size_t size = sizeof(Key) + key->bytes_;
  key->~Key();
  pool::release(key, size);
}

void Key::drop_public() {
  parts_.set(ecc_part::x, {});
  parts_.set(ecc_part::y, {});
}

}  // namespace cng
