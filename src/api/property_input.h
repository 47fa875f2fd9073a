// How the value of a property is read from the caller's buffer.
#pragma once

#include <cstdint>

#include "api/objects.h"
#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/curve.h"
#include "core/parameter_set.h"
#include "core/result.h"

namespace cng::api {

// invalid_parameter if it has not four bytes.
Result<std::uint32_t> read_dword(ByteView input);

// "ECCCurveName" or "ECCParameters" for an algorithm. A name ends at its NUL or at the end of the buffer. A name that
// is not known and parameters that are none of a curve: invalid_parameter; what is not served: not_supported.
Result<CurvePtr> read_curve(const AlgorithmInfo& info, WideView property, ByteView input);

// The name of a parameter set, ending in the same way. Unknown: invalid_parameter.
Result<const ParameterSet*> read_parameter_set(AlgorithmId algorithm, ByteView input);

// A chaining mode. Windows reads up to the NUL whatever length it is told, 0 too, and so the pointer alone counts.
Result<ChainMode> read_chain_mode(const CipherInfo& cipher, ByteView input);

// True for the properties that set the curve of the generic ECDSA and ECDH.
bool sets_curve(const AlgorithmInfo& info, WideView property);

}  // namespace cng::api
