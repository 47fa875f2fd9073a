#include "core/parameter_set.h"

namespace cng {
namespace {

using A = AlgorithmId;

constexpr ParameterSet kSets[] = {
    // algorithm, name, OpenSSL's name, public, private, seed, ciphertext or signature, strength
    {A::mlkem, CNG_W("512"), "ML-KEM-512", 800, 1632, 64, 768, 128},
    {A::mlkem, CNG_W("768"), "ML-KEM-768", 1184, 2400, 64, 1088, 192},
    {A::mlkem, CNG_W("1024"), "ML-KEM-1024", 1568, 3168, 64, 1568, 256},
    {A::mldsa, CNG_W("44"), "ML-DSA-44", 1312, 2560, 32, 2420, 128},
    {A::mldsa, CNG_W("65"), "ML-DSA-65", 1952, 4032, 32, 3309, 192},
    {A::mldsa, CNG_W("87"), "ML-DSA-87", 2592, 4896, 32, 4627, 256},
    {A::slhdsa, CNG_W("SHA2-128s"), "SLH-DSA-SHA2-128s", 32, 64, 0, 7856, 128},
    {A::slhdsa, CNG_W("SHA2-128f"), "SLH-DSA-SHA2-128f", 32, 64, 0, 17088, 128},
    {A::slhdsa, CNG_W("SHA2-192s"), "SLH-DSA-SHA2-192s", 48, 96, 0, 16224, 192},
    {A::slhdsa, CNG_W("SHA2-192f"), "SLH-DSA-SHA2-192f", 48, 96, 0, 35664, 192},
    {A::slhdsa, CNG_W("SHA2-256s"), "SLH-DSA-SHA2-256s", 64, 128, 0, 29792, 256},
    {A::slhdsa, CNG_W("SHA2-256f"), "SLH-DSA-SHA2-256f", 64, 128, 0, 49856, 256},
    {A::slhdsa, CNG_W("SHAKE-128s"), "SLH-DSA-SHAKE-128s", 32, 64, 0, 7856, 128},
    {A::slhdsa, CNG_W("SHAKE-128f"), "SLH-DSA-SHAKE-128f", 32, 64, 0, 17088, 128},
    {A::slhdsa, CNG_W("SHAKE-192s"), "SLH-DSA-SHAKE-192s", 48, 96, 0, 16224, 192},
    {A::slhdsa, CNG_W("SHAKE-192f"), "SLH-DSA-SHAKE-192f", 48, 96, 0, 35664, 192},
    {A::slhdsa, CNG_W("SHAKE-256s"), "SLH-DSA-SHAKE-256s", 64, 128, 0, 29792, 256},
    {A::slhdsa, CNG_W("SHAKE-256f"), "SLH-DSA-SHAKE-256f", 64, 128, 0, 49856, 256},
};

}  // namespace

std::span<const ParameterSet> all_parameter_sets() { return kSets; }

const ParameterSet* find_parameter_set(AlgorithmId algorithm, WideView name) {
  for (const ParameterSet& row : kSets)
    if (row.algorithm == algorithm && equal(row.name, name)) return &row;
  return nullptr;
}

ByteView public_within(const ParameterSet& parameters, ByteView private_key) {
  constexpr std::size_t kBehindMlkem = 64;  // H(ek) || z
  if (parameters.algorithm == A::mldsa || private_key.size() != parameters.private_bytes) return {};
  const std::size_t behind = parameters.algorithm == A::mlkem ? kBehindMlkem : 0;
  return private_key.subspan(parameters.private_bytes - parameters.public_bytes - behind, parameters.public_bytes);
}

}  // namespace cng
