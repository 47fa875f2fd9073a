#include "core/key.h"

#include <new>

#include "core/nameless_curve.h"
#include "core/pool.h"

namespace cng {

std::uint32_t key_bits(const KeyParts& parts) {
  if (parts.curve != nullptr) return parts.curve->bits;
  if (parts.parameters != nullptr) return parts.parameters->public_bytes * 8;
  if (parts.family == Family::hash_based) return static_cast<std::uint32_t>(parts[pq_part::public_key].size() * 8);
  switch (parts.family) {
    case Family::symmetric:
    case Family::derivation:
      return static_cast<std::uint32_t>(8 * parts[cipher_part::secret].size());
    case Family::rsa:
      return bit_length(parts[rsa_part::n]);
    case Family::dh:  // of the size of its numbers, whatever the top bits of p
      return static_cast<std::uint32_t>(8 * parts[dh_part::p].size());
    case Family::dsa:
      return static_cast<std::uint32_t>(8 * parts[dsa_part::p].size());
    default:
      return 0;
  }
}

inline Key::Key(const KeyParts& parts, const KeyOrigin& origin, std::size_t bytes)
    : KeyObject(KeyState::pair), origin_(origin), bytes_(bytes), parts_(parts, storage()) {}

std::unique_ptr<Key> Key::create(const KeyParts& parts, const KeyOrigin& origin) {
  const std::size_t bytes = parts.bytes();
  void* memory = pool::allocate(sizeof(Key) + bytes);
  std::unique_ptr<Key> key(new (memory) Key(parts, origin, bytes));
  if (parts.family == Family::ecc && !parts[ecc_part::parameters].empty()) {
    key->nameless_ = std::make_unique<NamelessCurve>(parts[ecc_part::parameters]);
    key->parts_.curve = key->nameless_.get();
  }
  return key;
}

// A public key has nothing to hide.
Key::~Key() {
  if (parts_.has_private) wipe(storage(), bytes_);
}

void Key::operator delete(Key* key, std::destroying_delete_t) {
  const std::size_t size = sizeof(Key) + key->bytes_;
  key->~Key();
  pool::release(key, size);
}

void Key::drop_public() {
  drop(ecc_part::x);
  drop(ecc_part::y);
}

void Key::drop(std::size_t part) { parts_.set(part, {}); }

}  // namespace cng
