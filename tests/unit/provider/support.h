// Keys and bytes for the tests of the provider.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "core/key.h"
#include "core/result.h"
#include "provider/provider.h"
#include "vectors.h"

namespace cng {
inline void PrintTo(const Status& status, std::ostream* out) {
  *out << "code " << static_cast<int>(status.error().code) << " (" << status.error().reason << ")";
}
}  // namespace cng

namespace cng::provider::test {

using Bytes = std::vector<std::uint8_t>;

Bytes hex(std::string_view digits);
Bytes bytes_of(ByteView view);
Bytes bytes_of(const SecretBytes& secret);
Bytes text(std::string_view ascii);

// The numbers of an RSA key, to be changed before a Key is made of them.
struct RsaNumbers {
  explicit RsaNumbers(const RsaHex& hex, bool full = false);
  Bytes n, e, p, q, dp, dq, qi, d;

  std::unique_ptr<Key> key(bool with_private = true) const;
};

struct EcNumbers {
  const CurveInfo* curve;
  Bytes x, y, d;

  std::unique_ptr<Key> key() const;
};
EcNumbers first_pair(const EcVector& vector);
EcNumbers peer_pair(const EcVector& vector);

// `number` plus `add`, in the same length.
Bytes plus(Bytes number, int add);

MATCHER(IsOk, "is ok") { return static_cast<bool>(arg); }
MATCHER_P(FailsWith, code, "fails with that code") { return !arg && arg.error().code == code; }

}  // namespace cng::provider::test
