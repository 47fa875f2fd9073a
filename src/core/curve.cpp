#include "core/curve.h"

namespace cng {
namespace {

// Source: "CNG Named Elliptic Curves"; magics: BCRYPT_ECCKEY_BLOB.
constexpr CurveInfo kCurves[] = {
    {CurveId::p256, CNG_W("nistP256"), "P-256", 256, 32, 32, 0x314B4345, 0x31534345},
    {CurveId::p384, CNG_W("nistP384"), "P-384", 384, 48, 48, 0x334B4345, 0x33534345},
    {CurveId::p521, CNG_W("nistP521"), "P-521", 521, 66, 66, 0x354B4345, 0x35534345},
    // Other names of the same curves; a key keeps the name that was set.
    {CurveId::p256, CNG_W("secP256r1"), "P-256", 256, 32, 32, 0x314B4345, 0x31534345},
    {CurveId::p384, CNG_W("secP384r1"), "P-384", 384, 48, 48, 0x334B4345, 0x33534345},
    {CurveId::p521, CNG_W("secP521r1"), "P-521", 521, 66, 66, 0x354B4345, 0x35534345},
    {CurveId::p256, CNG_W("x962P256v1"), "P-256", 256, 32, 32, 0x314B4345, 0x31534345},
};

// Names that Windows knows and this library does not serve (yet): not supported, where an unknown name is invalid.
constexpr WideView kNotServed[] = {
    CNG_W("curve25519"),      CNG_W("brainpoolP160r1"), CNG_W("brainpoolP160t1"), CNG_W("brainpoolP192r1"),
    CNG_W("brainpoolP192t1"), CNG_W("brainpoolP224r1"), CNG_W("brainpoolP224t1"), CNG_W("brainpoolP256r1"),
    CNG_W("brainpoolP256t1"), CNG_W("brainpoolP320r1"), CNG_W("brainpoolP320t1"), CNG_W("brainpoolP384r1"),
    CNG_W("brainpoolP384t1"), CNG_W("brainpoolP512r1"), CNG_W("brainpoolP512t1"), CNG_W("ec192wapi"),
    CNG_W("nistP192"),        CNG_W("nistP224"),        CNG_W("numsP256t1"),      CNG_W("numsP384t1"),
    CNG_W("numsP512t1"),      CNG_W("secP160k1"),       CNG_W("secP160r1"),       CNG_W("secP160r2"),
    CNG_W("secP192k1"),       CNG_W("secP192r1"),       CNG_W("secP224k1"),       CNG_W("secP224r1"),
    CNG_W("secP256k1"),       CNG_W("wtls7"),           CNG_W("wtls9"),           CNG_W("wtls12"),
    CNG_W("x962P192v1"),      CNG_W("x962P192v2"),      CNG_W("x962P192v3"),      CNG_W("x962P239v1"),
    CNG_W("x962P239v2"),      CNG_W("x962P239v3"),
};

}  // namespace

std::span<const CurveInfo> all_curves() { return kCurves; }

const CurveInfo* find_curve(WideView name) {
  for (const CurveInfo& row : kCurves)
    if (equal_ascii_nocase(row.name, name)) return &row;
  return nullptr;
}

bool is_curve_not_served(WideView name) {
  for (const WideView row : kNotServed)
    if (equal_ascii_nocase(row, name)) return true;
  return false;
}

const CurveInfo& curve(CurveId id) { return kCurves[static_cast<std::size_t>(id) - 1]; }

}  // namespace cng
