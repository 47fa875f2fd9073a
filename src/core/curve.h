// The named elliptic curves: what codecs need to know of them. Their arithmetic is the provider's business.
#pragma once

#include <cstdint>
#include <span>

#include "core/wide_string.h"

namespace cng {

enum class CurveId : std::uint8_t { none, p256, p384, p521 };

struct CurveInfo {
  CurveId id;
  WideView name;               // CNG's spelling of ECCCurveName
  const char* provider_name;   // OpenSSL's spelling
  std::uint32_t bits;          // of the field
  std::uint32_t field_bytes;   // of one coordinate
  std::uint32_t order_bytes;   // of a private scalar
  std::uint32_t ecdh_public;   // magic of ECCPUBLICBLOB for ECDH; the private one is this + 0x01000000
  std::uint32_t ecdsa_public;  // the same for ECDSA
};

// All curves, in the order in which ECCCurveNameList gives them.
std::span<const CurveInfo> all_curves();

// The curve of a CNG name, in any case of its letters; null if it is not known.
const CurveInfo* find_curve(WideView name);

// True for a name that Windows knows and this library does not serve.
bool is_curve_not_served(WideView name);

// The curve of an id other than `none`, under its own name. Compare curves by id: one curve may have several names.
const CurveInfo& curve(CurveId id);

}  // namespace cng
