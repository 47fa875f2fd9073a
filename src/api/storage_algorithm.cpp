#include "api/storage_algorithm.h"

namespace cng::api {
namespace {

// Ciphers that the headers of ncrypt name.
bool is_storage_cipher(AlgorithmId id) {
  switch (id) {
    case AlgorithmId::aes:
    case AlgorithmId::tdes:
    case AlgorithmId::tdes_112:
    case AlgorithmId::des:
    case AlgorithmId::desx:
    case AlgorithmId::rc2:
      return true;
    default:
      return false;
  }
}

bool is_storage_derivation(AlgorithmId id) {
  return id == AlgorithmId::capi_kdf || id == AlgorithmId::pbkdf2 || id == AlgorithmId::sp800_108 ||
         id == AlgorithmId::sp800_56a;
}

}  // namespace

bool has_one_secret(const AlgorithmInfo& info) {
  return info.family == Family::symmetric || info.family == Family::derivation;
}

bool is_storage_algorithm(const AlgorithmInfo& info) {
  switch (info.interface) {
    case Interface::cipher:
      return is_storage_cipher(info.id);
    case Interface::asymmetric_encryption:
    case Interface::secret_agreement:
    case Interface::key_encapsulation:
      return true;
    case Interface::signature:
      return info.id != AlgorithmId::rsa_sign;
    case Interface::key_derivation:
      return is_storage_derivation(info.id);
    default:
      return false;
  }
}

const AlgorithmInfo* find_storage_algorithm(WideView name) {
  const AlgorithmInfo* info = find_algorithm(name);
  return info != nullptr && is_storage_algorithm(*info) ? info : nullptr;
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
