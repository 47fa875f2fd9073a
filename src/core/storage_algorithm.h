// Which algorithms ncrypt has keys of.
#pragma once

#include "core/algorithm.h"

namespace cng {

// False for hashes, RNG, RSA_SIGN, and ciphers and key derivations that the headers of ncrypt do not name.
bool is_storage_algorithm(const AlgorithmInfo& info);

}  // namespace cng
