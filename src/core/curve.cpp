#include "core/curve.h"

namespace cng {
namespace {

// Source: "CNG Named Elliptic Curves"; magics: BCRYPT_ECCKEY_BLOB.
constexpr CurveInfo kCurves[] = {
    {CurveId::p256, CNG_W("nistP256"), "P-256", 256, 32, 32, 0x314B4345, 0x31534345},
    {CurveId::p384, CNG_W("nistP384"), "P-384", 384, 48, 48, 0x334B4345, 0x33534345},
    {CurveId::p521, CNG_W("nistP521"), "P-521", 521, 66, 66, 0x354B4345, 0x35534345},
};

}  // namespace

std::span<const CurveInfo> all_curves() { return kCurves; }

const CurveInfo* find_curve(WideView name) {
  for (const CurveInfo& row : kCurves)
    if (equal_ascii_nocase(row.name, name)) return &row;
  return nullptr;
}

const CurveInfo& curve(CurveId id) { return kCurves[static_cast<std::size_t>(id) - 1]; }

}  // namespace cng
