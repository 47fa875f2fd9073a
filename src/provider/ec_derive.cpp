// The public point of a private key that came without one.
#include "provider/ec_group.h"
#include "provider/ecx.h"
#include "provider/families.h"

namespace cng::provider::ecc {

Result<KeyParts> complete(const Key& key) {
  const KeyParts& parts = key.parts();
  if (!parts[ecc_part::x].empty()) return parts;
  if (const DerivedParts* known = key.derived.get(); known != nullptr) return known->parts;
  if (is_montgomery(*parts.curve)) return x25519::complete(key);
  const std::size_t size = parts.curve->field_bytes;
  auto derived = std::make_unique<DerivedParts>();
  derived->storage = SecretBytes(2 * size);
  const ByteSpan bytes = derived->storage.span(SecretAccess{});
  CNG_TRY(base_times(*parts.curve, parts[ecc_part::d], {bytes.first(size), bytes.last(size)}));
  derived->parts = parts;
  derived->parts.set(ecc_part::x, bytes.first(size));
  derived->parts.set(ecc_part::y, bytes.last(size));
  return key.derived.publish(std::move(derived))->parts;
}

}  // namespace cng::provider::ecc
