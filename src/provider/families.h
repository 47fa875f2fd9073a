// What each family of keys implements; provider.cpp has the table. Inside of the provider only.
#pragma once

#include <memory>

#include "core/key.h"
#include "core/result.h"

namespace cng::provider {

namespace rsa {
constexpr std::size_t kMostModulusBytes = 2048;
constexpr std::size_t kMostPrimeBytes = kMostModulusBytes / 2;
constexpr std::size_t kMostPrimeLimbs = kMostPrimeBytes / 8;

// The value of a big-endian number of at most eight bytes.
inline std::uint64_t load_word(ByteView bytes) {
  std::uint64_t word = 0;
  for (const std::uint8_t byte : bytes) word = word << 8 | byte;
  return word;
}

Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
}  // namespace rsa

namespace ecc {
constexpr std::size_t kMostCurves = 64;  // places for what is kept by CurveId

Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
}  // namespace ecc

// ML-KEM, ML-DSA and SLH-DSA; generate() always refuses, for it is told of no parameter set.
namespace pq {
Status check_mlkem(Key& key, Validation validation);
Status check_mldsa(Key& key, Validation validation);
Status check_slhdsa(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
}  // namespace pq

// LMS and XMSS: public keys.
namespace hash_based {
Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
}  // namespace hash_based

namespace dh {
Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
Status check_group(const KeyParts& parts);
Result<std::unique_ptr<Key>> generate_in(const KeyOrigin& origin, const KeyParts& group);
}  // namespace dh

namespace dsa {
Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
Status check_group(const KeyParts& parts);
Result<std::unique_ptr<Key>> generate_in(const KeyOrigin& origin, const KeyParts& group);
}  // namespace dsa

// A secret on its own, as cngkey looks at it; keys in use are CipherKeys and KdfKeys.
namespace symmetric {
Status check(Key& key, Validation validation);
Result<KeyParts> complete(const Key& key);
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
Status verify_deeply(const Key& key);
}  // namespace symmetric

}  // namespace cng::provider
