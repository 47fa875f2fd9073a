// A curve that is given by its parameters alone.
#pragma once

#include <vector>

#include "core/key.h"

namespace cng {

// Made of the bytes of "ECCParameters", which hold all of it and are kept as they came:
//
//    0  u32 dwVersion, dwCurveType, dwCurveGenerationAlgId, cbFieldLength, cbSubgroupOrder, cbCofactor, cbSeed
//   28  p a b Gx Gy n h, then the seed; big-endian
//
// Immutable; any number of threads may use it.
class NamelessCurve final : public CurveInfo {
 public:
  static constexpr std::size_t kHeaderBytes = 28;

  // `parameters` must have passed codec::ecc::parse_parameters. Throws bad_alloc.
  explicit NamelessCurve(ByteView parameters);

  ByteView parameters() const { return bytes_; }
  ByteView seed() const { return parameters().subspan(kHeaderBytes + domain.size()); }

  Lazy<Material> material;  // the provider's, once it has checked the numbers

 private:
  std::vector<std::uint8_t> bytes_;
};

// What ECCParameters are made of. a, b and G are not longer than p.
struct CurveNumbers {
  ByteView p, a, b, gx, gy, n, h, seed;
};
std::vector<std::uint8_t> join_parameters(const CurveNumbers& numbers);

// The parameters of a curve that is a NamelessCurve; empty for a named one.
inline ByteView nameless_parameters(const CurveInfo& curve) {
  return curve.id == CurveId::nameless ? static_cast<const NamelessCurve&>(curve).parameters() : ByteView();
}

}  // namespace cng
