#include "api/storage_algorithm.h"

namespace cng::api {
bool has_one_secret(const AlgorithmInfo& info) {
  return info.family == Family::symmetric || info.family == Family::derivation;
}

const AlgorithmInfo* find_storage_algorithm(WideView name) {
  const AlgorithmInfo* info = find_algorithm(name);
  return info != nullptr && is_storage_algorithm(*info) ? info : nullptr;
}

const AlgorithmInfo& without_curve(const AlgorithmInfo& info) {
  return algorithm(info.interface == Interface::secret_agreement ? AlgorithmId::ecdh : AlgorithmId::ecdsa);
}

std::uint32_t storage_operations(const AlgorithmInfo& info) {
  const auto bit = [](Interface kind) { return 1U << (static_cast<unsigned>(kind) - 1); };
  const std::uint32_t own = bit(info.interface);
  return info.family == Family::rsa ? own | bit(Interface::signature) : own;
}

WideText algorithm_group(const AlgorithmInfo& info) {
  if (info.family == Family::ecc) return info.interface == Interface::secret_agreement ? CNG_W("ECDH") : CNG_W("ECDSA");
  if (info.family == Family::derivation) return CNG_W("KEY_DERIVATION");
  switch (info.id) {
    case AlgorithmId::tdes:
    case AlgorithmId::tdes_112:
    case AlgorithmId::desx:
      return CNG_W("DES");
    default:
      break;
  }
  // ML-KEM is of the group MLKEM, and so on.
  WideText group;
  for (const Char16 unit : info.name)
    if (unit != '-') group += unit;
  return group;
}

std::uint32_t default_bits(const AlgorithmInfo& info) {
  constexpr std::uint32_t kAsOnWindows = 1024;  // RSA; programs set a length of their own
  if (info.cipher != nullptr) return info.id == AlgorithmId::rc2 ? info.lengths.max_bits : info.lengths.min_bits;
  if (info.family == Family::ecc || info.lengths.max_bits == 0) return 0;
  return info.lengths.max_bits >= kAsOnWindows && info.lengths.min_bits <= kAsOnWindows ? kAsOnWindows
                                                                                        : info.lengths.min_bits;
}

}  // namespace cng::api
