// Lists that are returned in one block: structures first where they are needed, strings behind, pointers into it.
// BCryptFreeBuffer frees it whole.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "api/cng_headers.h"
#include "core/result.h"
#include "core/wide_string.h"

namespace cng::api {

// Hands out the parts of a block, zero-filled. What does not fit is counted all the same, and given memory elsewhere.
class BlockWriter {
 public:
  BlockWriter(void* base, std::size_t room) : base_(static_cast<unsigned char*>(base)), room_(room) {}

  template <class T>
  T* array(std::size_t count) {
    return static_cast<T*>(take(count * sizeof(T), alignof(T)));
  }

  LPWSTR text(WideView from) {
    Char16* to = array<Char16>(from.size() + 1);
    std::copy(from.begin(), from.end(), to);
    return to;
  }

  std::size_t used() const { return used_; }

 private:
  void* take(std::size_t size, std::size_t alignment) {
    used_ = (used_ + alignment - 1) / alignment * alignment;
    const std::size_t at = used_;
    used_ += size;
    if (used_ <= room_) return std::memset(base_ + at, 0, size);
    spare_.push_back(std::make_unique<std::uint64_t[]>(size / sizeof(std::uint64_t) + 1));
    return spare_.back().get();
  }

  unsigned char* base_;
  std::size_t room_;
  std::size_t used_ = 0;
  std::vector<std::unique_ptr<std::uint64_t[]>> spare_;
};

// The "pcbBuffer, ppBuffer" convention of the configuration functions. ppBuffer null: the size, with
// buffer_too_small. *ppBuffer null: a new block. Else the caller's own of *pcbBuffer bytes. `build(writer)` makes the
// list, its head first; it runs once to count.
template <class T, class Build>
Status give_block(ULONG* pcbBuffer, T** ppBuffer, Build&& build) {
  if (pcbBuffer == nullptr) return invalid_parameter("pcbBuffer is NULL");
  BlockWriter counter(nullptr, 0);
  build(counter);
  const std::size_t needed = counter.used();
  const bool own = ppBuffer != nullptr && *ppBuffer == nullptr;
  if (ppBuffer == nullptr || (!own && *pcbBuffer < needed)) {
    *pcbBuffer = static_cast<ULONG>(needed);
    return buffer_too_small("the buffer for the list is too small");
  }
  void* memory = own ? std::malloc(needed) : static_cast<void*>(*ppBuffer);
  if (memory == nullptr) return no_memory("out of memory");
  BlockWriter writer(memory, needed);
  build(writer);
  *pcbBuffer = static_cast<ULONG>(needed);
  *ppBuffer = static_cast<T*>(memory);
  return {};
}

}  // namespace cng::api
