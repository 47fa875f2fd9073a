// Memory for keys: per-thread free lists by size class, so that an import seldom asks the heap, which is the dearest
// part of a small one under Wine. What comes back must have been wiped by its owner.
#pragma once

#include <cstddef>

namespace cng::pool {

// At least `size` bytes, aligned for any object. Throws bad_alloc.
void* allocate(std::size_t size);

// Takes back what allocate gave for `size`, in any thread.
void release(void* memory, std::size_t size) noexcept;

}  // namespace cng::pool
