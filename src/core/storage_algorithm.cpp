#include "core/storage_algorithm.h"

namespace cng {
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

}  // namespace cng
