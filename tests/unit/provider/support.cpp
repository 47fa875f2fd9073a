#include "support.h"

#include <stdexcept>

namespace cng::provider::test {
namespace {

unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  throw std::invalid_argument("not a hex digit");
}

}  // namespace

Bytes hex(std::string_view digits) {
  Bytes out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(digit(digits[i]) << 4 | digit(digits[i + 1])));
  return out;
}

Bytes bytes_of(ByteView view) { return Bytes(view.begin(), view.end()); }
Bytes bytes_of(const SecretBytes& secret) { return bytes_of(secret.view(SecretAccess{})); }
Bytes text(std::string_view ascii) { return Bytes(ascii.begin(), ascii.end()); }

RsaNumbers::RsaNumbers(const RsaHex& from, bool full) : n(hex(from.n)), e(hex(from.e)), p(hex(from.p)), q(hex(from.q)) {
  if (!full) return;
  dp = hex(from.dp);
  dq = hex(from.dq);
  qi = hex(from.qi);
  d = hex(from.d);
}

std::unique_ptr<Key> RsaNumbers::key(bool with_private) const {
  KeyParts parts;
  parts.family = Family::rsa;
  parts.has_private = with_private;
  parts.set(rsa_part::n, n);
  parts.set(rsa_part::e, e);
  if (with_private) {
    parts.set(rsa_part::p, p);
    parts.set(rsa_part::q, q);
    parts.set(rsa_part::dp, dp);
    parts.set(rsa_part::dq, dq);
    parts.set(rsa_part::qi, qi);
    parts.set(rsa_part::d, d);
  }
  return Key::create(parts, {&algorithm(AlgorithmId::rsa), 0});
}

std::unique_ptr<Key> EcNumbers::key() const {
  KeyParts parts;
  parts.family = Family::ecc;
  parts.has_private = !d.empty();
  parts.curve = curve;
  parts.set(ecc_part::x, x);
  parts.set(ecc_part::y, y);
  parts.set(ecc_part::d, d);
  return Key::create(parts, {&algorithm(AlgorithmId::ecdsa), 0});
}

EcNumbers first_pair(const EcVector& vector) {
  return {&curve(vector.curve), hex(vector.x), hex(vector.y), hex(vector.d)};
}

EcNumbers peer_pair(const EcVector& vector) {
  return {&curve(vector.curve), hex(vector.peer_x), hex(vector.peer_y), hex(vector.peer_d)};
}

Bytes plus(Bytes number, int add) {
  for (std::size_t i = number.size(); i-- > 0 && add != 0;) {
    const int sum = number[i] + add;
    number[i] = static_cast<std::uint8_t>(sum);
    add = sum >> 8;
  }
  return number;
}

}  // namespace cng::provider::test
