// The elliptic curves: their names and domain parameters. Their arithmetic is the provider's business.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"
#include "core/wide_string.h"

namespace cng {

// Each curve has one id, whatever names it has; `nameless` are all that are given by their parameters alone.
enum class CurveId : std::uint8_t {
  none,
  p256,
  p384,
  p521,
  curve25519,
  brainpool_p160r1,
  brainpool_p160t1,
  brainpool_p192r1,
  brainpool_p192t1,
  brainpool_p224r1,
  brainpool_p224t1,
  brainpool_p256r1,
  brainpool_p256t1,
  brainpool_p320r1,
  brainpool_p320t1,
  brainpool_p384r1,
  brainpool_p384t1,
  brainpool_p512r1,
  brainpool_p512t1,
  p192,
  p224,
  secp160k1,
  secp160r1,
  secp160r2,
  secp192k1,
  secp224k1,
  secp256k1,
  wtls9,
  x962_p192v2,
  x962_p192v3,
  x962_p239v1,
  x962_p239v2,
  x962_p239v3,
  nameless,
};

constexpr std::size_t kMostFieldBytes = 66;  // of P-521, and of a nameless curve
constexpr std::size_t kMostOrderBytes = kMostFieldBytes + 1;

struct CurveInfo {
  CurveId id = CurveId::none;
  WideView name{};                      // CNG's spelling of ECCCurveName; empty: nameless
  const char* provider_name = nullptr;  // OpenSSL's spelling
  std::uint32_t bits = 0;               // of the field
  std::uint32_t field_bytes = 0;        // of one coordinate
  std::uint32_t order_bytes = 0;        // of a private scalar
  std::uint32_t ecdh_public = 0;        // magic of ECCPUBLICBLOB for ECDH; the private one is this + 0x01000000
  std::uint32_t ecdsa_public = 0;       // the same for ECDSA
  ByteView domain{};  // p, a, b, x and y of the generator (of field_bytes each), n (order_bytes), h; big-endian

  ByteView p() const { return number(0); }
  ByteView a() const { return number(1); }
  ByteView b() const { return number(2); }
  ByteView gx() const { return number(3); }
  ByteView gy() const { return number(4); }
  ByteView n() const { return domain.subspan(std::size_t{5} * field_bytes, order_bytes); }
  ByteView h() const { return domain.subspan(std::size_t{5} * field_bytes + order_bytes); }

 private:
  ByteView number(std::size_t index) const { return domain.subspan(index * field_bytes, field_bytes); }
};

// True for curve25519, which is no short Weierstrass curve: keys on it are RFC 7748's u and scalar, little-endian.
inline bool is_montgomery(const CurveInfo& curve) { return curve.id == CurveId::curve25519; }

// "cbKey" of ECCPUBLICBLOB and ECCPRIVATEBLOB: of six curves the order is longer than the field.
inline std::uint32_t key_bytes(const CurveInfo& curve) {
  return curve.order_bytes > curve.field_bytes ? curve.order_bytes : curve.field_bytes;
}

// True for the same domain parameters, written in the same sizes.
bool is_same_domain(const CurveInfo& a, const CurveInfo& b);

// True for the same curve, under whichever name. A nameless curve is never the same as a named one.
bool is_same_curve(const CurveInfo& a, const CurveInfo& b);

// All curves with a name, in the order in which ECCCurveNameList gives them.
std::span<const CurveInfo> all_curves();

// The curve of a CNG name, in any case of its letters; null if it is not known.
const CurveInfo* find_curve(WideView name);

// The first curve with the same domain as `like`; null if there is none.
const CurveInfo* find_curve_by_domain(const CurveInfo& like);

// True for a name that Windows knows and this library does not serve.
bool is_curve_not_served(WideView name);

// The curve of an id other than `none` and `nameless`, under its own name. Compare curves with is_same_curve.
const CurveInfo& curve(CurveId id);

}  // namespace cng
