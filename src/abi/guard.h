// guard: what stands between every export and the code behind it. Nothing is thrown across the C boundary; an error
// becomes a status, and a line in the trace if one is wanted.
#pragma once

#include <cstdint>
#include <new>
#include <utility>

#include "core/platform.h"
#include "core/result.h"
#include "core/status.h"
#include "core/trace.h"

namespace cng::abi {

// Runs `body`, which returns a Status, and gives its error; an exception becomes one.
template <class Body>
Error run(Body&& body) noexcept {
  try {
    return std::forward<Body>(body)().error();
  } catch (const std::bad_alloc&) {
    return no_memory("out of memory");
  } catch (...) {
    return internal_error("an exception reached the boundary");
  }
}

template <std::int32_t (*ToStatus)(Code), class Body>
std::int32_t guard_as(const trace::Call& call, Body&& body) noexcept {
  const platform::KeepLastError keep;
  const Error error = run(std::forward<Body>(body));
  const std::int32_t status = ToStatus(error.code);
  if (trace::wanted(call.function, error.code != Code::ok)) [[unlikely]]
    trace::write(call, error, static_cast<std::uint32_t>(status));
  return status;
}

// For the functions of bcrypt: the result is an NTSTATUS.
template <class Body>
std::int32_t guard(const trace::Call& call, Body&& body) noexcept {
  return guard_as<to_ntstatus>(call, std::forward<Body>(body));
}

// For the functions of ncrypt: the result is a SECURITY_STATUS.
template <class Body>
std::int32_t guard_storage(const trace::Call& call, Body&& body) noexcept {
  return guard_as<to_security_status>(call, std::forward<Body>(body));
}

// What an export that is not implemented returns: `status`, after a line in the trace.
std::int32_t refuse(const char* function, std::int32_t status) noexcept;

}  // namespace cng::abi
