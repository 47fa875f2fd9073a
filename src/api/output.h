// The two-call output rule, in one place. No buffer: the size needed and success. Too small: the size needed and
// buffer_too_small, buffer untouched. Enough: exactly the bytes, the rest of the buffer untouched.
#pragma once

#include <cstddef>

#include "api/cng_headers.h"
#include "core/bytes.h"
#include "core/result.h"

namespace cng::api {

struct Output {
  UCHAR* data;
  ULONG size;
  ULONG* result;  // checked by the caller not to be null
};

// `fill(ByteSpan)` writes exactly `needed` bytes; when it fails it must have written none.
template <class Fill>
Status two_call(const Output& out, std::size_t needed, Fill&& fill) {
  if (out.data != nullptr && out.size >= needed) CNG_TRY(fill(ByteSpan(out.data, needed)));
  *out.result = static_cast<ULONG>(needed);
  if (out.data != nullptr && out.size < needed) return buffer_too_small("the output buffer is too small");
  return {};
}

// True if a pointer and a length do not go together: bytes are promised and there is no pointer.
inline bool missing(const void* data, ULONG size) { return data == nullptr && size != 0; }

inline ByteView view(const UCHAR* data, ULONG size) { return {data, data == nullptr ? 0 : size}; }

}  // namespace cng::api
