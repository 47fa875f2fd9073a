// Errors are values inside the library: a function returns Result<T> or Status, and only core/status.cpp knows the
// numbers that Windows gives them. Every Error carries a static text that says why, for the trace and for cngkey.
#pragma once

#include <cstdint>
#include <utility>
#include <variant>

namespace cng {

enum class Code : std::uint8_t {
  ok,
  access_denied,
  auth_tag_mismatch,
  bad_data,
  bad_encoding,
  bad_flags,
  bad_key_state,
  bad_keyset,
  bad_type,
  bad_version,
  buffer_too_small,
  data_error,
  device_not_ready,
  exists,
  internal_error,
  invalid_buffer_size,
  invalid_handle,
  invalid_parameter,
  invalid_signature,
  no_key,
  no_memory,
  no_more_items,
  not_found,
  not_implemented,
  not_permitted,
  not_supported,
  null_reference,
  silent_context,
  storage_failure,
  storage_full,
  vbs_unavailable,
  unsuccessful,
};

struct Error {
  Code code = Code::internal_error;
  const char* reason = "";  // static text, never freed
};

// Named constructors, so that no caller picks a code by number.
constexpr Error access_denied(const char* why) { return {Code::access_denied, why}; }
constexpr Error bad_data(const char* why) { return {Code::bad_data, why}; }
constexpr Error bad_flags(const char* why) { return {Code::bad_flags, why}; }
constexpr Error bad_keyset(const char* why) { return {Code::bad_keyset, why}; }
constexpr Error buffer_too_small(const char* why) { return {Code::buffer_too_small, why}; }
constexpr Error data_error(const char* why) { return {Code::data_error, why}; }
constexpr Error internal_error(const char* why) { return {Code::internal_error, why}; }
constexpr Error invalid_buffer_size(const char* why) { return {Code::invalid_buffer_size, why}; }
constexpr Error invalid_handle(const char* why) { return {Code::invalid_handle, why}; }
constexpr Error invalid_parameter(const char* why) { return {Code::invalid_parameter, why}; }
constexpr Error invalid_signature(const char* why) { return {Code::invalid_signature, why}; }
constexpr Error no_memory(const char* why) { return {Code::no_memory, why}; }
constexpr Error not_found(const char* why) { return {Code::not_found, why}; }
constexpr Error not_permitted(const char* why) { return {Code::not_permitted, why}; }
constexpr Error not_supported(const char* why) { return {Code::not_supported, why}; }

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  template <class... Arguments>
  explicit Result(std::in_place_t, Arguments&&... arguments)
      : state_(std::in_place_index<0>, std::forward<Arguments>(arguments)...) {}
  Result(Error error) : state_(std::in_place_index<1>, error) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return *std::get_if<0>(&state_); }
  const T& operator*() const { return *std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  constexpr Result() : error_{Code::ok, ""} {}
  constexpr Result(Error error) : error_(error) {}  // NOLINT(google-explicit-constructor)

  constexpr explicit operator bool() const { return error_.code == Code::ok; }
  constexpr const Error& error() const { return error_; }

 private:
  Error error_;
};

using Status = Result<void>;

// Leaves the calling function with the error of `expression`, a Status or Result<T>, if it has one.
#define CNG_TRY(expression)                                                        \
  do {                                                                             \
    if (auto cng_result_ = (expression); !cng_result_) return cng_result_.error(); \
  } while (false)

}  // namespace cng
