// What an import checks of a DSA key. Of a public one ranges and q | p - 1, without OpenSSL; of a private one that is
// to be validated also y = g^x.
#include "provider/dl_number.h"
#include "provider/families.h"
#include "provider/provider.h"

namespace cng::provider::dsa {
namespace {

Status check_sizes(const KeyParts& parts) {
  const ByteView p = parts[dsa_part::p], q = parts[dsa_part::q], x = parts[dsa_part::x], y = parts[dsa_part::y];
  if (p.empty() || p.size() > dl::kMostPrimeBytes || parts[dsa_part::g].size() != p.size())
    return invalid_parameter("p and g do not have one length");
  if (q.empty() || q.size() > dl::kMostGroupBytes) return invalid_parameter("q is longer than 512 bits");
  if ((p.back() & 1) == 0 || (q.back() & 1) == 0) return invalid_parameter("p or q is even");
  if (y.size() != p.size() && !(y.empty() && parts.has_private))
    return invalid_parameter("the public value is not as long as p");
  if (parts.has_private && (x.empty() || x.size() > q.size()))
    return invalid_parameter("the private value is longer than q, or has no bytes");
  return {};
}

Status check_order(const KeyParts& parts, std::size_t part, const char* why_not) {
  const Result<bool> one = dl::power_is_one(parts[part], parts[dsa_part::q], parts[dsa_part::p]);
  if (!one) return one.error();
  return *one ? Status{} : Status{invalid_parameter(why_not)};
}

constexpr const char* kOutside = "the public value does not have the order q";

Status check_private(const KeyParts& parts) {
  if (!dl::is_secret_below(parts[dsa_part::x], parts[dsa_part::q]))
    return invalid_parameter("the private value is 0 or not below q");
  if (parts[dsa_part::y].empty()) return {};
  const Result<bool> equal =
      dl::power_equals(parts[dsa_part::g], parts[dsa_part::x], parts[dsa_part::p], parts[dsa_part::y]);
  if (!equal) return equal.error();
  return *equal ? Status{} : Status{invalid_parameter("the public value is not that of the private one")};
}

}  // namespace

Status check_group(const KeyParts& parts) {
  const ByteView p = parts[dsa_part::p], q = parts[dsa_part::q];
  if (p.empty() || q.empty() || (p.back() & 1) == 0 || (q.back() & 1) == 0) return invalid_parameter("p or q is even");
  if (!dl::is_inside(parts[dsa_part::g], p)) return invalid_parameter("g is not between 1 and p - 1");
  if (!dl::divides_p_minus_1(q, p)) return invalid_parameter("q does not divide p - 1");
  return {};
}

Status check(Key& key, Validation validation) {
  const KeyParts& parts = key.parts();
  CNG_TRY(check_sizes(parts));
  if (validation == Validation::none) {
    if (parts.has_private) key.drop(dsa_part::y);
    return {};
  }
  CNG_TRY(check_group(parts));
  const ByteView y = parts[dsa_part::y];
  if (!y.empty() && !dl::is_inside(y, parts[dsa_part::p]))
    return invalid_parameter("the public value is not between 1 and p - 1");
  if (parts.has_private) CNG_TRY(check_private(parts));
  return validation == Validation::order && !y.empty() ? check_order(parts, dsa_part::y, kOutside) : Status{};
}

Status verify_deeply(const Key& key) {
  const Result<KeyParts> parts = complete(key);
  if (!parts) return parts.error();
  CNG_TRY(dl::check_prime((*parts)[dsa_part::p], "p is not a prime"));
  CNG_TRY(dl::check_prime((*parts)[dsa_part::q], "q is not a prime"));
  CNG_TRY(check_order(*parts, dsa_part::g, "g does not have the order q"));
  return check_order(*parts, dsa_part::y, kOutside);
}

}  // namespace cng::provider::dsa
