#include "core/pool.h"

#include <new>

#include "core/thread_block.h"

namespace cng::pool {
namespace {

// Under a sanitizer the heap itself is asked each time: a free list would hide a use after the end.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kPooled = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kPooled = false;
#else
constexpr bool kPooled = true;
#endif
#else
constexpr bool kPooled = true;
#endif

constexpr std::size_t kSmallest = 256;  // the first class; each further one is twice as large

// The class of a size; kClasses for one that is too large.
std::size_t class_of(std::size_t size) {
  std::size_t index = 0;
  for (std::size_t room = kSmallest; room < size; room *= 2) ++index;
  return index < ThreadBlock::kPoolClasses ? index : ThreadBlock::kPoolClasses;
}

}  // namespace

void* allocate(std::size_t size) {
  const std::size_t index = class_of(size);
  if (!kPooled || index == ThreadBlock::kPoolClasses) return ::operator new(size);
  ThreadBlock::Spare& spare = thread_block().spare[index];
  if (spare.count == 0) return ::operator new(kSmallest << index);
  return spare.memory[--spare.count];
}

void release(void* memory, std::size_t size) noexcept {
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
