// The two tables that turn an error into the numbers Windows' callers know. Nothing else maps statuses.
#pragma once

#include <cstdint>

#include "core/result.h"

namespace cng {

// The NTSTATUS of `code`; bad_data is NTE_BAD_DATA, as BCryptImportKeyPair returns it on Windows.
std::int32_t to_ntstatus(Code code);

// The SECURITY_STATUS of `code`, for the functions of ncrypt.
std::int32_t to_security_status(Code code);

// The header name of the NTSTATUS of `code`, for people to read.
const char* status_name(Code code);

// The same of the SECURITY_STATUS.
const char* security_status_name(Code code);

}  // namespace cng
