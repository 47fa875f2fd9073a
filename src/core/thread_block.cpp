#include "core/thread_block.h"

#include <new>

#include "core/handle_table.h"
#include "core/platform.h"

namespace cng {
namespace {

constinit std::atomic<ThreadBlock*> g_first{nullptr};
constinit std::atomic<void (*)()> g_exit_hooks[4] = {};

ThreadBlock* take_idle_block() {
  for (ThreadBlock* block = g_first.load(std::memory_order_acquire); block != nullptr; block = block->next) {
    bool idle = false;
    if (!block->in_use.load(std::memory_order_relaxed) && block->in_use.compare_exchange_strong(idle, true))
      return block;
  }
  return nullptr;
}

ThreadBlock* add_block() {
  auto* block = new ThreadBlock;
  block->next = g_first.load(std::memory_order_relaxed);
  while (!g_first.compare_exchange_weak(block->next, block, std::memory_order_seq_cst)) {
  }
  return block;
}

void leave(void* value) {
  auto* block = static_cast<ThreadBlock*>(value);
  for (auto& hook : g_exit_hooks)
    if (auto* run = hook.load(std::memory_order_acquire); run != nullptr) run();
  handles().return_spare_slots(*block);
  for (ThreadBlock::Spare& spare : block->spare)
    while (spare.count != 0) ::operator delete(spare.memory[--spare.count]);
  block->in_use.store(false, std::memory_order_release);
}

}  // namespace

ThreadBlock& make_thread_block() {
  ThreadBlock* block = take_idle_block();
  if (block == nullptr) block = add_block();
  if (!platform::set_thread_slot(block, leave)) {
    block->in_use.store(false, std::memory_order_release);
    throw std::bad_alloc();
  }
  return *block;
}

ThreadBlock* first_thread_block() { return g_first.load(std::memory_order_seq_cst); }

void on_thread_exit(void (*hook)()) {
  for (auto& place : g_exit_hooks) {
    void (*empty)() = nullptr;
    if (place.load() == hook || place.compare_exchange_strong(empty, hook)) return;
  }
}

}  // namespace cng
