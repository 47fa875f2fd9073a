// Memory for keys: per-thread free lists by size class, so that an import seldom asks the heap, which is the dearest
// part of a small one under Wine. Who gives memory back has wiped the secrets in it.
#pragma once

#include <bit>
#include <cstddef>
#include <new>

#include "core/thread_block.h"

namespace cng::pool {

// Under a sanitizer the heap itself is asked each time: a free list would hide a use after the end.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kPooled = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kPooled = false;
#else
inline constexpr bool kPooled = true;
#endif
#else
inline constexpr bool kPooled = true;
#endif

inline constexpr std::size_t kSmallest = 256;  // the first class; each further one is twice as large

// The class of a size; kClasses for one that is too large.
inline std::size_t class_of(std::size_t size) {
  const auto index = static_cast<std::size_t>(std::bit_width((size - 1) / kSmallest));
  return index < ThreadBlock::kPoolClasses ? index : ThreadBlock::kPoolClasses;
}

// At least `size` bytes, aligned for any object. Throws bad_alloc.
inline void* allocate(std::size_t size) {
  const std::size_t index = class_of(size);
  if (!kPooled || index == ThreadBlock::kPoolClasses) return ::operator new(size);
  ThreadBlock::Spare& spare = thread_block().spare[index];
  if (spare.count == 0) return ::operator new(kSmallest << index);
  return spare.memory[--spare.count];
}

// Takes back what allocate gave for `size`, in any thread.
inline void release(void* memory, std::size_t size) noexcept {
  const std::size_t index = class_of(size);
  ThreadBlock* block = kPooled && index != ThreadBlock::kPoolClasses ? known_thread_block() : nullptr;
  if (block == nullptr || block->spare[index].count == ThreadBlock::kPoolDepth) {
    ::operator delete(memory);
    return;
  }
  ThreadBlock::Spare& spare = block->spare[index];
  spare.memory[spare.count++] = memory;
}

}  // namespace cng::pool
