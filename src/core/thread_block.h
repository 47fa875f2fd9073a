// ThreadBlock: everything the library keeps for one thread, in one plain block. There is no thread_local with a
// destructor anywhere: in a MinGW DLL such an object deadlocks FreeLibrary.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "core/platform.h"

namespace cng {

class Object;

struct ThreadBlock {
  static constexpr std::size_t kHazards = 8;  // objects that one call may pin at once
  static constexpr std::size_t kSpareSlots = 32;

  static constexpr std::size_t kPoolClasses = 5;  // of core/pool.h: 256 to 4096 bytes
  static constexpr std::size_t kPoolDepth = 8;

  struct Spare {
    std::size_t count = 0;
    void* memory[kPoolDepth];
  };

  std::atomic<Object*> hazard[kHazards] = {};  // objects that this thread is using now
  std::uint32_t spare_slot[kSpareSlots] = {};  // handle slots kept ready, so that an import takes no lock
  std::size_t spare_slots = 0;
  Spare spare[kPoolClasses] = {};
  std::atomic<bool> in_use{true};
  ThreadBlock* next = nullptr;  // all blocks ever made; never freed, only handed on to a later thread
  void* digests = nullptr;      // the provider's, kept ready for this thread and for later ones with this block
};

// Makes the block of this thread. Throws bad_alloc.
ThreadBlock& make_thread_block();

// The block of this thread if it has been made; null otherwise.
inline ThreadBlock* known_thread_block() { return static_cast<ThreadBlock*>(platform::thread_slot()); }

// The block of this thread, made on first use. Throws bad_alloc.
inline ThreadBlock& thread_block() {
  ThreadBlock* block = known_thread_block();
  return block != nullptr ? *block : make_thread_block();
}

// The first of all blocks; follow `next`.
ThreadBlock* first_thread_block();

// Registers what else must be cleaned when a thread ends (at most four; never removed).
void on_thread_exit(void (*hook)());

}  // namespace cng
