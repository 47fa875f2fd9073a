// Which lengths of nonce and tag an authenticating cipher takes; shared by the calls and the AuthTagLength property.
#pragma once

#include "core/algorithm.h"

namespace cng::api {

struct AeadLengths {
  std::uint32_t least_nonce, most_nonce;
  KeyLengths tag;  // in bytes
  bool chained;    // a message may be processed in several calls
};

// Null: the cipher does not authenticate in this mode.
inline const AeadLengths* aead_lengths(const CipherInfo& cipher, ChainMode mode) {
  static constexpr AeadLengths kGcm{12, 12, {12, 16, 1}, true};
  static constexpr AeadLengths kCcm{7, 13, {4, 16, 2}, false};
  static constexpr AeadLengths kPoly1305{12, 12, {16, 16, 0}, false};
  if (cipher.kind == CipherKind::poly1305) return &kPoly1305;
  if (mode == ChainMode::gcm) return &kGcm;
  return mode == ChainMode::ccm ? &kCcm : nullptr;
}

}  // namespace cng::api
