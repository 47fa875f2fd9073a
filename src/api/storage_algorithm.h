// Which algorithms the key storage has keys of, and what it calls them.
#pragma once

#include <cstdint>

#include "core/storage_algorithm.h"

namespace cng::api {

// The row of an algorithm that keys can be made of; null for the others and unknown names.
const AlgorithmInfo* find_storage_algorithm(WideView name);

// A cipher or a key derivation: its key is one secret, and there are no halves.
bool has_one_secret(const AlgorithmInfo& info);

// The generic algorithm beside one that has its curve in its name.
const AlgorithmInfo& without_curve(const AlgorithmInfo& info);

// NCRYPT_*_OPERATION bits.
std::uint32_t storage_operations(const AlgorithmInfo& info);

// "Algorithm Group".
WideText algorithm_group(const AlgorithmInfo& info);

// The length in bits of a key that is created without one being set; 0 where the curve or parameter set decides.
std::uint32_t default_bits(const AlgorithmInfo& info);

}  // namespace cng::api
