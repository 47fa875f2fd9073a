// Which key lengths an algorithm allows; shared by generation and the KeyLength property.
#pragma once

#include <cstdint>

#include "core/algorithm.h"
#include "core/result.h"

namespace cng::api {

// invalid_parameter if no key of `bits` bits can be generated; 0 stands for the length of the curve.
Status check_key_length(const AlgorithmInfo& info, const CurveInfo* curve, std::uint32_t bits);

}  // namespace cng::api
