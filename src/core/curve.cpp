#include "core/curve.h"

#include <algorithm>

#include "core/curve_domains.h"

namespace cng {
namespace {

template <std::size_t N>
constexpr CurveInfo named(CurveId id, WideView name, const char* provider_name, std::uint32_t bits,
                          const std::array<std::uint8_t, N>& domain, std::uint32_t ecdh = 0, std::uint32_t ecdsa = 0) {
  const std::uint32_t field = (bits + 7) / 8;
  return {id, name, provider_name, bits, field, static_cast<std::uint32_t>(N - 1) - 5 * field, ecdh, ecdsa, domain};
}

constexpr CurveInfo kP256 =
    named(CurveId::p256, CNG_W("nistP256"), "P-256", 256, domains::kP256, 0x314B4345, 0x31534345);
constexpr CurveInfo kP384 =
    named(CurveId::p384, CNG_W("nistP384"), "P-384", 384, domains::kP384, 0x334B4345, 0x33534345);
constexpr CurveInfo kP521 =
    named(CurveId::p521, CNG_W("nistP521"), "P-521", 521, domains::kP521, 0x354B4345, 0x35534345);
constexpr CurveInfo kP192 = named(CurveId::p192, CNG_W("nistP192"), "P-192", 192, domains::kP192);
constexpr CurveInfo kP224 = named(CurveId::p224, CNG_W("nistP224"), "P-224", 224, domains::kP224);
constexpr CurveInfo kSecp160r2 = named(CurveId::secp160r2, CNG_W("secP160r2"), "secp160r2", 160, domains::kSecp160r2);

// The same curve under another name; a key keeps the name that was set.
constexpr CurveInfo alias(WideView name, CurveInfo of) {
  of.name = name;
  return of;
}

// Source: "CNG Named Elliptic Curves"; magics: BCRYPT_ECCKEY_BLOB. The first rows are those of the ids, in their order.
constexpr CurveInfo kCurves[] = {
    kP256,
    kP384,
    kP521,
    named(CurveId::curve25519, CNG_W("curve25519"), "X25519", 255, domains::kCurve25519),
    named(CurveId::brainpool_p160r1, CNG_W("brainpoolP160r1"), "brainpoolP160r1", 160, domains::kBrainpoolP160r1),
    named(CurveId::brainpool_p160t1, CNG_W("brainpoolP160t1"), "brainpoolP160t1", 160, domains::kBrainpoolP160t1),
    named(CurveId::brainpool_p192r1, CNG_W("brainpoolP192r1"), "brainpoolP192r1", 192, domains::kBrainpoolP192r1),
    named(CurveId::brainpool_p192t1, CNG_W("brainpoolP192t1"), "brainpoolP192t1", 192, domains::kBrainpoolP192t1),
    named(CurveId::brainpool_p224r1, CNG_W("brainpoolP224r1"), "brainpoolP224r1", 224, domains::kBrainpoolP224r1),
    named(CurveId::brainpool_p224t1, CNG_W("brainpoolP224t1"), "brainpoolP224t1", 224, domains::kBrainpoolP224t1),
    named(CurveId::brainpool_p256r1, CNG_W("brainpoolP256r1"), "brainpoolP256r1", 256, domains::kBrainpoolP256r1),
    named(CurveId::brainpool_p256t1, CNG_W("brainpoolP256t1"), "brainpoolP256t1", 256, domains::kBrainpoolP256t1),
    named(CurveId::brainpool_p320r1, CNG_W("brainpoolP320r1"), "brainpoolP320r1", 320, domains::kBrainpoolP320r1),
    named(CurveId::brainpool_p320t1, CNG_W("brainpoolP320t1"), "brainpoolP320t1", 320, domains::kBrainpoolP320t1),
    named(CurveId::brainpool_p384r1, CNG_W("brainpoolP384r1"), "brainpoolP384r1", 384, domains::kBrainpoolP384r1),
    named(CurveId::brainpool_p384t1, CNG_W("brainpoolP384t1"), "brainpoolP384t1", 384, domains::kBrainpoolP384t1),
    named(CurveId::brainpool_p512r1, CNG_W("brainpoolP512r1"), "brainpoolP512r1", 512, domains::kBrainpoolP512r1),
    named(CurveId::brainpool_p512t1, CNG_W("brainpoolP512t1"), "brainpoolP512t1", 512, domains::kBrainpoolP512t1),
    kP192,
    kP224,
    named(CurveId::secp160k1, CNG_W("secP160k1"), "secp160k1", 160, domains::kSecp160k1),
    named(CurveId::secp160r1, CNG_W("secP160r1"), "secp160r1", 160, domains::kSecp160r1),
    kSecp160r2,
    named(CurveId::secp192k1, CNG_W("secP192k1"), "secp192k1", 192, domains::kSecp192k1),
    named(CurveId::secp224k1, CNG_W("secP224k1"), "secp224k1", 224, domains::kSecp224k1),
    named(CurveId::secp256k1, CNG_W("secP256k1"), "secp256k1", 256, domains::kSecp256k1),
    named(CurveId::wtls9, CNG_W("wtls9"), "wap-wsg-idm-ecid-wtls9", 160, domains::kWtls9),
    named(CurveId::x962_p192v2, CNG_W("x962P192v2"), "prime192v2", 192, domains::kX962P192v2),
    named(CurveId::x962_p192v3, CNG_W("x962P192v3"), "prime192v3", 192, domains::kX962P192v3),
    named(CurveId::x962_p239v1, CNG_W("x962P239v1"), "prime239v1", 239, domains::kX962P239v1),
    named(CurveId::x962_p239v2, CNG_W("x962P239v2"), "prime239v2", 239, domains::kX962P239v2),
    named(CurveId::x962_p239v3, CNG_W("x962P239v3"), "prime239v3", 239, domains::kX962P239v3),
    alias(CNG_W("secP256r1"), kP256),
    alias(CNG_W("x962P256v1"), kP256),
    alias(CNG_W("secP384r1"), kP384),
    alias(CNG_W("secP521r1"), kP521),
    alias(CNG_W("secP192r1"), kP192),
    alias(CNG_W("x962P192v1"), kP192),
    alias(CNG_W("secP224r1"), kP224),
    alias(CNG_W("wtls12"), kP224),
    alias(CNG_W("wtls7"), kSecp160r2),
};

// Windows knows these; OpenSSL has neither, nor does any source that we have give the parameters of the first.
constexpr WideView kNotServed[] = {CNG_W("ec192wapi"), CNG_W("numsP256t1"), CNG_W("numsP384t1"), CNG_W("numsP512t1")};

}  // namespace

bool is_same_domain(const CurveInfo& a, const CurveInfo& b) {
  return a.field_bytes == b.field_bytes && a.order_bytes == b.order_bytes && std::ranges::equal(a.domain, b.domain);
}

bool is_same_curve(const CurveInfo& a, const CurveInfo& b) {
  return a.id == b.id && (a.id != CurveId::nameless || is_same_domain(a, b));
}

std::span<const CurveInfo> all_curves() { return kCurves; }

const CurveInfo* find_curve(WideView name) {
  for (const CurveInfo& row : kCurves)
    if (equal_ascii_nocase(row.name, name)) return &row;
  return nullptr;
}

const CurveInfo* find_curve_by_domain(const CurveInfo& like) {
  for (const CurveInfo& row : kCurves)
    if (is_same_domain(row, like)) return &row;
  return nullptr;
}

bool is_curve_not_served(WideView name) {
  for (const WideView row : kNotServed)
    if (equal_ascii_nocase(row, name)) return true;
  return false;
}

const CurveInfo& curve(CurveId id) { return kCurves[static_cast<std::size_t>(id) - 1]; }

}  // namespace cng
