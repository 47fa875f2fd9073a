// Symmetric ciphers over a CipherKey's secret. The rules of CNG - padding, chaining registers, sizes - are api's; here
// are only the transformations. Contexts are keyed at first use, kept with the key and reused; any number of threads
// may call at once, for a context is taken out of the key for the length of a call and another one made meanwhile.
// `in` and `out` have the same length and are the same memory or do not overlap.
#pragma once

#include <cstdint>
#include <memory>

#include "core/bytes.h"
#include "core/cipher_key.h"
#include "core/result.h"

namespace cng::provider {

enum class Direction : std::uint8_t { encrypt, decrypt };

// ECB and CBC take whole blocks; CFB takes any length with feedback_bytes 1, and whole blocks with the block's size.
// `iv` has the block's length (ECB: empty). Never ChainMode::ccm or gcm.
struct BlockOperation {
  ChainMode mode;
  Direction direction;
  std::uint32_t feedback_bytes;  // CFB
  ByteView iv;
};
Status cipher_blocks(const CipherKey& key, const BlockOperation& operation, ByteView in, ByteSpan out);

// RC4: continues the key's one stream. The caller holds the key's lock.
Status cipher_stream(const CipherKey& key, ByteView in, ByteSpan out);

// A copy of the stream position of `from` into the fresh key `to`, for BCryptDuplicateKey. The caller holds from's
// lock.
Status copy_stream(const CipherKey& from, const CipherKey& to);

// XTS (IEEE 1619): `in` is data units of unit_bytes, whole AES blocks; their numbers count on from first_unit.
struct XtsOperation {
  Direction direction;
  std::uint32_t unit_bytes;
  std::uint64_t first_unit;
};
Status cipher_xts(const CipherKey& key, const XtsOperation& operation, ByteView in, ByteSpan out);

// GCM (nonce of 12 bytes, tag 12..16), CCM (nonce 7..13, tag 4..16 even) and ChaCha20-Poly1305 (nonce 12, tag 16),
// whole messages. Encrypting writes `tag`; decrypting compares it in constant time: auth_tag_mismatch, and then `out`
// is wiped.
struct AeadOperation {
  ChainMode mode;  // none for ChaCha20-Poly1305
  Direction direction;
  ByteView nonce;
  ByteView associated_data;
  ByteSpan tag;
};
Status cipher_aead(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out);

// A GCM message in pieces. The nonce has 12 bytes; associated data comes before any data.
class GcmStream {
 public:
  static Result<std::unique_ptr<GcmStream>> begin(const CipherKey& key, Direction direction, ByteView nonce);
  virtual ~GcmStream() = default;
  virtual Status associated_data(ByteView bytes) = 0;
  virtual Status update(ByteView in, ByteSpan out) = 0;
  // Encrypting writes `tag`, decrypting compares it: auth_tag_mismatch.
  virtual Status finish(ByteSpan tag) = 0;
};

}  // namespace cng::provider
