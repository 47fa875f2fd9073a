// Rfc3565KeyWrapBlob: the secret of a symmetric key, wrapped under an AES key as RFC 3394 says with its default initial
// value. Nothing else is in the blob: no header, and no KeyDataBlob inside.
//
//    0  wrapped   8 bytes more than the secret, which has 16 or more, in whole units of 8
#include "codec/codec.h"

namespace cng::codec::aes_wrap {
namespace {

constexpr std::size_t kUnit = 8;
constexpr std::size_t kLeastSecret = 16;  // of RFC 3394, section 2.2: two units

}  // namespace

Result<KeyParts> parse(ByteReader& reader, const Target&) {
  const std::size_t size = reader.size();
  if (size < kLeastSecret + kOverhead) return invalid_parameter("a wrapped key has at least 24 bytes");
  if (size % kUnit != 0) return invalid_parameter("a wrapped key has a multiple of 8 bytes");
  ByteView wrapped;
  if (!reader.take(size, wrapped, "wrapped", "the key, encrypted under another")) return invalid_parameter("no key");
  KeyParts parts;
  parts.family = Family::symmetric;
  parts.has_private = true;
  parts.set(cipher_part::secret, wrapped);
  return parts;
}

void write(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) { writer.put(parts[cipher_part::secret]); }

}  // namespace cng::codec::aes_wrap
