// How the value of a property gets into the caller's buffer.
#pragma once

#include <cstring>

#include "api/output.h"
#include "core/algorithm.h"
#include "core/curve.h"
#include "core/handle_table.h"
#include "core/wide_string.h"

namespace cng::api {

constexpr Error kNoSuchProperty = not_supported("the object has no such property, or it cannot be changed");

inline Status put_bytes(const Output& out, const void* data, std::size_t size) {
  return two_call(out, size, [&](ByteSpan to) -> Status {
    if (size != 0) std::memcpy(to.data(), data, size);
    return {};
  });
}

inline Status put_dword(const Output& out, std::uint32_t value) { return put_bytes(out, &value, sizeof value); }

inline Status put_handle(const Output& out, Handle value) { return put_bytes(out, &value, sizeof value); }

// With its NUL, which the views of the tables stand before.
inline Status put_string(const Output& out, WideView text) {
  return two_call(out, (text.size() + 1) * sizeof(Char16), [&](ByteSpan to) -> Status {
    std::memcpy(to.data(), text.data(), text.size() * sizeof(Char16));
    std::memset(to.data() + text.size() * sizeof(Char16), 0, sizeof(Char16));
    return {};
  });
}

// A chaining mode: always 64 bytes, whichever name it is, as on Windows.
inline Status put_chain_mode(const Output& out, ChainMode mode) {
  constexpr std::size_t kSize = 64;
  const WideView name = chain_mode_name(mode);
  return two_call(out, kSize, [&](ByteSpan to) -> Status {
    std::memset(to.data(), 0, to.size());
    std::memcpy(to.data(), name.data(), name.size() * sizeof(Char16));
    return {};
  });
}

// ECCParameters of a curve; kNoSuchProperty for null. Defined with the algorithms' properties.
Status put_curve_parameters(const CurveInfo* curve, const Output& out);

// The row of a property in a table whose rows have a `name`; null if there is none.
template <class Row, std::size_t N>
const Row* find_row(const Row (&rows)[N], WideView name) {
  for (const Row& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace cng::api
