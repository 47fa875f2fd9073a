// The parameter sets of the post-quantum algorithms: what codecs and calls need to know of them.
#pragma once

#include <cstdint>
#include <span>

#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/wide_string.h"

namespace cng {

// Source: FIPS 203 table 3, FIPS 204 table 2, FIPS 205 table 2. All sizes in bytes.
struct ParameterSet {
  AlgorithmId algorithm;
  WideView name;                // CNG's spelling of ParameterSetName
  const char* provider_name;    // OpenSSL's spelling
  std::uint32_t public_bytes;   // ek, pk
  std::uint32_t private_bytes;  // dk, sk
  std::uint32_t seed_bytes;     // d || z, xi; 0: the private key has no seed form
  std::uint32_t output_bytes;   // of a ciphertext or signature
  std::uint32_t strength;       // bits of the block cipher key that is as hard to find
};

constexpr std::uint32_t kMlkemSecretBytes = 32;

std::span<const ParameterSet> all_parameter_sets();

// True for an algorithm whose keys are generated in a set that the caller names.
constexpr bool has_parameter_sets(const AlgorithmInfo& algorithm) {
  return algorithm.family == Family::mlkem || algorithm.family == Family::mldsa || algorithm.family == Family::slhdsa;
}

// The set of an algorithm with this name, compared exactly; null if there is none.
const ParameterSet* find_parameter_set(AlgorithmId algorithm, WideView name);

// The public key where a private one contains it: in ML-KEM before H(ek) || z, in SLH-DSA at the end. Empty in ML-DSA.
ByteView public_within(const ParameterSet& parameters, ByteView private_key);

}  // namespace cng
