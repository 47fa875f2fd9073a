// What an import checks of a DH key. Of a public one only ranges, without OpenSSL; of a private one that is to be
// validated also y = g^x.
#include "provider/dh_group.h"
#include "provider/dl_number.h"
#include "provider/families.h"
#include "provider/provider.h"

namespace cng::provider::dh {
namespace {

Status check_sizes(const KeyParts& parts) {
  const ByteView p = parts[dh_part::p], x = parts[dh_part::x], y = parts[dh_part::y];
  if (p.empty() || p.size() > dl::kMostPrimeBytes || parts[dh_part::g].size() != p.size())
    return invalid_parameter("the numbers of the group do not have one length");
  if ((p.back() & 1) == 0) return invalid_parameter("p is even");
  if (y.size() != p.size() && !(y.empty() && parts.has_private))
    return invalid_parameter("the public value is not as long as p");
  if (parts.has_private && (x.empty() || x.size() > p.size()))
    return invalid_parameter("the private value is longer than p, or has no bytes");
  return {};
}

// The order of g where it is known: given with the key, or that of a known group. Else empty.
Result<SecretBytes> known_order(const KeyParts& parts) {
  if (!parts[dh_part::q].empty()) return SecretBytes(parts[dh_part::q], SecretAccess{});
  const Result<bool> known = is_known_prime(parts[dh_part::p]);
  if (!known) return known.error();
  return *known ? dl::half_of(parts[dh_part::p]) : SecretBytes();
}

Status check_order(const KeyParts& parts) {
  const Result<SecretBytes> order = known_order(parts);
  if (!order) return order.error();
  if (order->size() == 0 || parts[dh_part::y].empty()) return {};
  const Result<bool> one = dl::power_is_one(parts[dh_part::y], order->view(SecretAccess{}), parts[dh_part::p]);
  if (!one) return one.error();
  return *one ? Status{} : Status{invalid_parameter("the public value is not in the group of the generator")};
}

Status check_private(const KeyParts& parts) {
  const ByteView p = parts[dh_part::p], x = parts[dh_part::x];
  const SecretBytes half = dl::half_of(p);
  if (!dl::is_secret_below(x, half.view(SecretAccess{}))) {
    // p - 1 is p without its last bit.
    SecretBytes limit(p, SecretAccess{});
    limit.span(SecretAccess{}).back() = static_cast<std::uint8_t>(p.back() ^ 1);
    if (!dl::is_secret_below(x, limit.view(SecretAccess{})))
      return invalid_parameter("the private value is 0 or not below p - 1");
    const Result<bool> known = is_known_prime(p);
    if (!known) return known.error();
    if (*known) return invalid_parameter("the private value is not below the order of this known group");
  }
  if (parts[dh_part::y].empty()) return {};
  const Result<bool> equal = dl::power_equals(parts[dh_part::g], x, p, parts[dh_part::y]);
  if (!equal) return equal.error();
  return *equal ? Status{} : Status{invalid_parameter("the public value is not that of the private one")};
}

}  // namespace

Status check_group(const KeyParts& parts) {
  const ByteView p = parts[dh_part::p];
  if (p.empty() || (p.back() & 1) == 0) return invalid_parameter("p is even");
  if (!dl::is_inside(parts[dh_part::g], p)) return invalid_parameter("g is not between 1 and p - 1");
  return {};
}

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  CNG_TRY(check_sizes(parts));
  if (validation == Validation::none) {
    if (parts.has_private) key.drop(dh_part::y);
    return {};
  }
  CNG_TRY(check_group(parts));
  const ByteView y = parts[dh_part::y];
  if (!y.empty() && !dl::is_inside(y, parts[dh_part::p]))
    return invalid_parameter("the public value is not between 1 and p - 1");
  if (parts.has_private) CNG_TRY(check_private(parts));
  return validation == Validation::order ? check_order(parts) : Status{};
}

Status verify_deeply(const Key& key) {
  const KeyParts& parts = key.parts();
  const ByteView p = parts[dh_part::p];
  CNG_TRY(dl::check_prime(p, "p is not a prime"));
  const Result<KeyParts> whole = complete(key);
  if (!whole) return whole.error();
  ByteView order = parts[dh_part::q];
  const SecretBytes half = dl::half_of(p);
  if (order.empty()) {
    // The order can be known without q where p is a safe prime; g may then generate the whole group.
    const Result<bool> safe = dl::is_prime(half.view(SecretAccess{}));
    if (!safe) return safe.error();
    const Result<bool> small = dl::power_is_one(parts[dh_part::g], half.view(SecretAccess{}), p);
    if (!small) return small.error();
    if (!*safe || !*small) return {};
    order = half.view(SecretAccess{});
  } else {
    CNG_TRY(dl::check_prime(order, "q is not a prime"));
    const Result<bool> fits = dl::power_is_one(parts[dh_part::g], order, p);
    if (!fits) return fits.error();
    if (!*fits) return invalid_parameter("g does not have the order q");
  }
  const Result<bool> inside = dl::power_is_one((*whole)[dh_part::y], order, p);
  if (!inside) return inside.error();
  return *inside ? Status{} : Status{invalid_parameter("the public value is not in the group of the generator")};
}

}  // namespace cng::provider::dh
