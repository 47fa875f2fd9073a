#include "provider/rsa_pkcs1.h"

#include <algorithm>

namespace cng::provider::rsa {
namespace {

constexpr std::size_t kLeastPadding = 11;  // 00 01, eight FF, 00
constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kObjectIdentifier = 0x06;
constexpr std::uint8_t kNull = 0x05;
constexpr std::uint8_t kOctetString = 0x04;

// What stands before the digest: SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING. All lengths are below 128.
class Prefix {
 public:
  Prefix(const HashInfo& hash, bool with_null) {
    const std::size_t algorithm = 2 + hash.oid.size() + (with_null ? 2 : 0);
    put(kSequence, 2 + algorithm + 2 + hash.digest_bytes);
    put(kSequence, algorithm);
    put(kObjectIdentifier, hash.oid.size());
    for (const std::uint8_t byte : hash.oid) bytes_[size_++] = byte;
    if (with_null) put(kNull, 0);
    put(kOctetString, hash.digest_bytes);
  }

  ByteView view() const { return {bytes_, size_}; }

 private:
  void put(std::uint8_t tag, std::size_t length) {
    bytes_[size_++] = tag;
    bytes_[size_++] = static_cast<std::uint8_t>(length);
  }

  std::uint8_t bytes_[32];
  std::size_t size_ = 0;
};

bool encode(ByteView prefix, ByteView digest, ByteSpan block) {
  if (digest.size() > block.size() || block.size() - digest.size() < kLeastPadding + prefix.size()) return false;
  const std::size_t padding = block.size() - prefix.size() - digest.size() - 3;
  block[0] = 0;
  block[1] = 1;
  std::fill_n(block.begin() + 2, padding, std::uint8_t{0xFF});
  auto at = block.begin() + 2 + static_cast<std::ptrdiff_t>(padding);
  *at++ = 0;
  at = std::copy(prefix.begin(), prefix.end(), at);
  std::copy(digest.begin(), digest.end(), at);
  return true;
}

}  // namespace

bool encode_pkcs1(const HashInfo* hash, HashName name, ByteView digest, ByteSpan block) {
  if (hash == nullptr || name == HashName::absent) return encode({}, digest, block);
  const Prefix prefix(*hash, name == HashName::with_null);
  return encode(prefix.view(), digest, block);
}

}  // namespace cng::provider::rsa
