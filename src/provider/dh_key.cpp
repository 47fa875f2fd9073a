// DH keys at work: the public value of a private key, new pairs, and the agreement.
#include "provider/dh_group.h"
#include "provider/dl_number.h"
#include "provider/families.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

// A pair in the group of `parts`, which has x.
Result<std::unique_ptr<Key>> make_pair(const KeyOrigin& origin, KeyParts& parts) {
  const ByteView p = parts[dh_part::p];
  SecretBytes y(p.size());
  CNG_TRY(dl::power(parts[dh_part::g], parts[dh_part::x], p, y.span(SecretAccess{})));
  parts.family = Family::dh;
  parts.has_private = true;
  parts.set(dh_part::y, y.view(SecretAccess{}));
  return Key::create(parts, origin);
}

Result<std::unique_ptr<Key>> generate_below(const KeyOrigin& origin, KeyParts& parts, ByteView limit) {
  const Result<SecretBytes> x = dl::random_below(limit);
  if (!x) return x.error();
  parts.set(dh_part::x, x->view(SecretAccess{}));
  return make_pair(origin, parts);
}

}  // namespace

Result<KeyParts> dh::complete(const Key& key) {
  const KeyParts& parts = key.parts();
  if (!parts[dh_part::y].empty()) return parts;
  if (const DerivedParts* known = key.derived.get(); known != nullptr) return known->parts;
  auto derived = std::make_unique<DerivedParts>();
  derived->storage = SecretBytes(parts[dh_part::p].size());
  const ByteSpan y = derived->storage.span(SecretAccess{});
  CNG_TRY(dl::power(parts[dh_part::g], parts[dh_part::x], parts[dh_part::p], y));
  derived->parts = parts;
  derived->parts.set(dh_part::y, y);
  return key.derived.publish(std::move(derived))->parts;
}

Result<std::unique_ptr<Key>> dh::generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo*) {
  const Result<Group> group = make_group(bits);
  if (!group) return group.error();
  KeyParts parts;
  parts.set(dh_part::p, group->p.view(SecretAccess{}));
  parts.set(dh_part::g, group->g.view(SecretAccess{}));
  return generate_below(origin, parts, group->q.view(SecretAccess{}));
}

// The order of g is not known; half of p keeps x below it where p is a safe prime.
Result<std::unique_ptr<Key>> dh::generate_in(const KeyOrigin& origin, const KeyParts& group) {
  KeyParts parts = group;
  if (!parts[dh_part::x].empty()) return make_pair(origin, parts);
  const SecretBytes limit = dl::half_of(parts[dh_part::p]);
  return generate_below(origin, parts, limit.view(SecretAccess{}));
}

Result<SecretBytes> dh_agree(const Key& mine, const Key& peer) {
  if (!mine.parts().has_private) return invalid_parameter("the own key of an agreement must be private");
  const KeyParts& own = mine.parts();
  const ByteView p = own[dh_part::p];
  const Result<KeyParts> other = dh::complete(peer);
  if (!other) return other.error();
  for (const std::size_t part : {dh_part::p, dh_part::g})
    if (!equal_constant_time(own[part], (*other)[part])) return invalid_parameter("the keys are not of one group");
  if (!dl::is_inside((*other)[dh_part::y], p))
    return invalid_parameter("the public value of the peer is not between 1 and p - 1");
  SecretBytes secret(p.size());
  CNG_TRY(dl::power((*other)[dh_part::y], own[dh_part::x], p, secret.span(SecretAccess{})));
  // A public value of small order, or a private one that no check has seen.
  if (!dl::is_inside(secret.view(SecretAccess{}), p)) return invalid_parameter("the agreed secret is trivial");
  return secret;
}

}  // namespace cng::provider
