#include "core/hash_based.h"

#include <bit>
#include <iterator>

namespace cng {
namespace {

using A = AlgorithmId;

struct Hash {
  A hash;
  std::uint32_t bytes;
};

// In the order of the numbers of both LMS and LM-OTS; each has five heights and four widths.
constexpr Hash kLmsHashes[] = {{A::sha256, 32}, {A::sha256, 24}, {A::shake256, 32}, {A::shake256, 24}};
constexpr std::uint32_t kLmsHeights[] = {5, 10, 15, 20, 25};
constexpr std::uint32_t kFirstLms = 5, kFirstLmots = 1, kWidths = 4;

// In the order of the numbers of XMSS; each has three heights.
constexpr Hash kXmssHashes[] = {{A::sha256, 32}, {A::sha512, 64},   {A::shake128, 32}, {A::shake256, 64},
                                {A::sha256, 24}, {A::shake256, 32}, {A::shake256, 24}};
constexpr std::uint32_t kXmssHeights[] = {10, 16, 20};
constexpr std::uint32_t kFirstXmss = 1;

constexpr std::uint32_t kLmsIdBytes = 16;

std::uint32_t big_endian(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) << 24 | static_cast<std::uint32_t>(p[1]) << 16 |
         static_cast<std::uint32_t>(p[2]) << 8 | static_cast<std::uint32_t>(p[3]);
}

// The parts that follow from hash, height and width. Source: RFC 8554 appendix B; RFC 8391, 3.1.1, gives the same.
HashBasedSet make(const Hash& hash, std::uint32_t height, std::uint32_t digit_bits) {
  HashBasedSet set{};
  set.hash = hash.hash;
  set.hash_bytes = hash.bytes;
  set.height = height;
  set.digit_bits = digit_bits;
  const std::uint32_t of_hash = 8 * hash.bytes / digit_bits;
  const std::uint32_t most = ((std::uint32_t{1} << digit_bits) - 1) * of_hash;
  const std::uint32_t checksum_bits = static_cast<std::uint32_t>(std::bit_width(most));
  const std::uint32_t of_checksum = (checksum_bits + digit_bits - 1) / digit_bits;
  set.digits = of_hash + of_checksum;
  set.checksum_shift = 16 - of_checksum * digit_bits;
  return set;
}

std::optional<HashBasedSet> lms_set(ByteView key) {
  if (key.size() < 8) return std::nullopt;
  const std::uint32_t tree = big_endian(key.data()) - kFirstLms;
  const std::uint32_t one_time = big_endian(key.data() + 4) - kFirstLmots;
  constexpr auto kHeights = static_cast<std::uint32_t>(std::size(kLmsHeights));
  if (tree >= std::size(kLmsHashes) * kHeights || one_time >= std::size(kLmsHashes) * kWidths) return std::nullopt;
  if (tree / kHeights != one_time / kWidths) return std::nullopt;
  HashBasedSet set =
      make(kLmsHashes[tree / kHeights], kLmsHeights[tree % kHeights], std::uint32_t{1} << one_time % kWidths);
  set.public_bytes = 8 + kLmsIdBytes + set.hash_bytes;
  set.signature_bytes = 12 + set.hash_bytes * (1 + set.digits + set.height);
  return set;
}

std::optional<HashBasedSet> xmss_set(ByteView key) {
  constexpr std::uint32_t kDigitBits = 4;
  if (key.size() < 4) return std::nullopt;
  const std::uint32_t number = big_endian(key.data()) - kFirstXmss;
  constexpr auto kHeights = static_cast<std::uint32_t>(std::size(kXmssHeights));
  if (number >= std::size(kXmssHashes) * kHeights) return std::nullopt;
  HashBasedSet set = make(kXmssHashes[number / kHeights], kXmssHeights[number % kHeights], kDigitBits);
  set.public_bytes = 4 + 2 * set.hash_bytes;
  set.signature_bytes = 4 + set.hash_bytes * (1 + set.digits + set.height);
  return set;
}

}  // namespace

std::optional<HashBasedSet> hash_based_set(AlgorithmId algorithm, ByteView public_key) {
  return algorithm == A::lms ? lms_set(public_key) : xmss_set(public_key);
}

}  // namespace cng
