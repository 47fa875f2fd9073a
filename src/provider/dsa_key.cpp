// The public value of a private DSA key, and new pairs.
#include "provider/dl_number.h"
#include "provider/families.h"
#include "provider/ffc_generate.h"

namespace cng::provider::dsa {

Result<KeyParts> complete(const Key& key) {
  const KeyParts& parts = key.parts();
  if (!parts[dsa_part::y].empty()) return parts;
  if (const DerivedParts* known = key.derived.get(); known != nullptr) return known->parts;
  auto derived = std::make_unique<DerivedParts>();
  derived->storage = SecretBytes(parts[dsa_part::p].size());
  const ByteSpan y = derived->storage.span(SecretAccess{});
  CNG_TRY(dl::power(parts[dsa_part::g], parts[dsa_part::x], parts[dsa_part::p], y));
  derived->parts = parts;
  derived->parts.set(dsa_part::y, y);
  return key.derived.publish(std::move(derived))->parts;
}

Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo*) {
  SecretBytes storage;
  KeyParts group;
  CNG_TRY(ffc::generate(bits, storage, group));
  return generate_in(origin, group);
}

Result<std::unique_ptr<Key>> generate_in(const KeyOrigin& origin, const KeyParts& group) {
  KeyParts parts = group;
  const ByteView p = parts[dsa_part::p];
  const Result<SecretBytes> x = dl::random_below(parts[dsa_part::q]);
  if (!x) return x.error();
  SecretBytes y(p.size());
  CNG_TRY(dl::power(parts[dsa_part::g], x->view(SecretAccess{}), p, y.span(SecretAccess{})));
  parts.family = Family::dsa;
  parts.has_private = true;
  parts.set(dsa_part::y, y.view(SecretAccess{}));
  parts.set(dsa_part::x, x->view(SecretAccess{}));
  return Key::create(parts, origin);
}

}  // namespace cng::provider::dsa
