// What LMS and XMSS verification are made of. Everything here is public: time may depend on it.
#pragma once

#include <initializer_list>
#include <vector>

#include "core/hash_based.h"
#include "core/key.h"
#include "core/result.h"
#include "provider/hash_context.h"

namespace cng::provider {

constexpr std::size_t kMostTreeHash = 64;

// A value of set.hash_bytes bytes.
struct Node {
  std::uint8_t bytes[kMostTreeHash];
  std::uint32_t size;

  ByteView view() const { return {bytes, size}; }
};

// The hash of a parameter set over some pieces, cut to the set's length.
class TreeHash {
 public:
  static Result<TreeHash> start(const HashBasedSet& set);

  Node operator()(std::initializer_list<ByteView> pieces);

  // False: OpenSSL failed somewhere, and no node counts.
  bool good() const { return good_; }

 private:
  TreeHash(const HashBasedSet& set, DigestContext context);

  DigestContext context_;
  std::uint32_t digest_bytes_, size_;
  bool is_xof_, used_ = false, good_ = true;
};

// Big-endian numbers in front of what is hashed.
template <std::size_t N>
struct BigEndian {
  explicit BigEndian(std::uint32_t value) {
    for (std::size_t i = 0; i < N; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * (N - 1 - i)));
  }
  ByteView view() const { return bytes; }
  std::uint8_t bytes[N];
};

// The next bytes of a key or signature whose whole length has been checked.
class Slices {
 public:
  explicit Slices(ByteView bytes) : rest_(bytes) {}
  ByteView take(std::size_t size) {
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  std::uint32_t take_number() {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : take(4)) value = value << 8 | byte;
    return value;
  }

 private:
  ByteView rest_;
};

// How far along its chain each value of a one-time signature is: the digits of a hash and then those of its checksum.
// Source: RFC 8554, 4.4 and algorithm 4b; RFC 8391, algorithm 6.
std::vector<std::uint32_t> chain_digits(const HashBasedSet& set, ByteView hash);

// Verify `signature`, of the length of the set, by a key of the set.
Result<bool> lms_verify(const HashBasedSet& set, ByteView key, ByteView message, ByteView signature);
Result<bool> xmss_verify(const HashBasedSet& set, ByteView key, ByteView message, ByteView signature);

}  // namespace cng::provider
