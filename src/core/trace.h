// The trace: one line for each failing call, when CNG_TRACE asks for it.
//   CNG_TRACE=bcrypt,ncrypt:debug   components; ":debug" also reports calls that succeed; "all" is every component
//   CNG_TRACE_FILE=path             where to append; standard error without it
// A line has function, blob type, sizes, status and reason. Never key bytes, never passwords.
#pragma once

#include <atomic>
#include <cstdint>

#include "core/result.h"
#include "core/wide_string.h"

namespace cng::trace {

// What a call was given, as far as it may be shown.
struct Call {
  const char* function;
  const Char16* blob_type = nullptr;
  std::uint32_t size = 0;  // bytes of input
};

// True once the environment has been read and asks for no trace at all.
extern std::atomic<bool> g_off;
bool wanted_when_on(const char* function, bool failed);

// True if a call of this function that ended so is to be reported. Costs one load when tracing is off.
inline bool wanted(const char* function, bool failed) {
  return !g_off.load(std::memory_order_relaxed) && wanted_when_on(function, failed);
}

// Writes the line of a call that ended with `error`; `status` is what the caller gets.
void write(const Call& call, const Error& error, std::uint32_t status) noexcept;

}  // namespace cng::trace
