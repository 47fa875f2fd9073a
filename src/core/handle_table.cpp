#include "core/handle_table.h"

#include <new>

namespace cng {
namespace {

constinit HandleTable g_handles;

std::atomic<Object*>* free_hazard(ThreadBlock& block) {
  for (auto& hazard : block.hazard)
    if (hazard.load(std::memory_order_relaxed) == nullptr) return &hazard;
  throw std::bad_alloc();  // more pins in one call than any call makes
}

}  // namespace

HandleTable& handles() { return g_handles; }

HandleTable::Slot& HandleTable::slot(std::uint32_t index) const {
  return chunk_[index / kChunk].load(std::memory_order_acquire)[index % kChunk];
}

HandleTable::Slot* HandleTable::find(Handle handle) const {
  const std::size_t index = (handle >> kKindBits) & ((std::size_t{1} << kSlotBits) - 1);
  if (handle == 0 || index / kChunk >= kChunks) return nullptr;
  Slot* chunk = chunk_[index / kChunk].load(std::memory_order_acquire);
  return chunk == nullptr ? nullptr : &chunk[index % kChunk];
}

bool HandleTable::add_chunk() {
  if (chunks_used_ == kChunks) return false;
  auto* chunk = new Slot[kChunk];
  const auto first = static_cast<std::uint32_t>(chunks_used_ * kChunk);
  for (std::uint32_t i = 0; i < kChunk; ++i) chunk[i].next_free = i + 1 < kChunk ? first + i + 2 : free_;
  chunk_[chunks_used_++].store(chunk, std::memory_order_release);
  free_ = first + 1;
  return true;
}

bool HandleTable::take_slots(ThreadBlock& block) {
  const std::lock_guard guard(lock_);
  while (block.spare_slots < ThreadBlock::kSpareSlots / 2) {
    if (free_ == 0 && !add_chunk()) break;
    const std::uint32_t index = free_ - 1;
    free_ = slot(index).next_free;
    block.spare_slot[block.spare_slots++] = index;
  }
  return block.spare_slots != 0;
}

void HandleTable::return_spare_slots(ThreadBlock& block) {
  const std::lock_guard guard(lock_);
  while (block.spare_slots != 0) {
    const std::uint32_t index = block.spare_slot[--block.spare_slots];
    slot(index).next_free = free_;
    free_ = index + 1;
  }
}

Handle HandleTable::insert(std::unique_ptr<Object> object, Kind kind) {
  ThreadBlock& block = thread_block();
  if (block.spare_slots == 0 && !take_slots(block)) return 0;
  const std::uint32_t index = block.spare_slot[--block.spare_slots];
  Slot& place = slot(index);
  ++place.generation;
  const Handle handle = static_cast<Handle>(place.generation) << (kKindBits + kSlotBits) |
                        static_cast<Handle>(index) << kKindBits | static_cast<Handle>(kind);
  place.owner.store(&block, std::memory_order_relaxed);
  place.shared.store(false, std::memory_order_relaxed);
  place.object.store(object.release(), std::memory_order_relaxed);
  place.current.store(handle, std::memory_order_release);
  return handle;
}

Object* HandleTable::acquire(Handle handle, Kind kind, std::atomic<Object*>*& hazard) {
  Slot* place = find(handle);
  if (place == nullptr || (handle & ((1U << kKindBits) - 1)) != static_cast<Handle>(kind)) return nullptr;
  ThreadBlock& block = thread_block();
  hazard = free_hazard(block);
  while (place->current.load(std::memory_order_seq_cst) == handle) {
    Object* object = place->object.load(std::memory_order_acquire);
    const auto known = [&] { return place->owner.load() == &block || place->shared.load(); };
    if (!known()) place->shared.store(true, std::memory_order_relaxed);
    hazard->store(object, std::memory_order_seq_cst);  // the fence that destroy relies on
    if (object != nullptr && place->current.load() == handle && place->object.load() == object && known())
      return object;
    release(hazard);
  }
  hazard = nullptr;
  return nullptr;
}

void HandleTable::release(std::atomic<Object*>* hazard) {
  hazard->store(nullptr, std::memory_order_seq_cst);
  if (retired_count_.load(std::memory_order_seq_cst) != 0) [[unlikely]]
    reclaim(nullptr);
}

bool HandleTable::destroy(Handle handle, Kind kind) {
  Slot* place = find(handle);
  if (place == nullptr || (handle & ((1U << kKindBits) - 1)) != static_cast<Handle>(kind)) return false;
  ThreadBlock& block = thread_block();
  Handle expected = handle;
  if (!place->current.compare_exchange_strong(expected, 0, std::memory_order_seq_cst)) return false;
  Object* object = place->object.exchange(nullptr, std::memory_order_seq_cst);
  const bool only_mine = place->owner.load() == &block && !place->shared.load();
  if (block.spare_slots == ThreadBlock::kSpareSlots) return_spare_slots(block);
  block.spare_slot[block.spare_slots++] =
      static_cast<std::uint32_t>((handle >> kKindBits) & ((std::size_t{1} << kSlotBits) - 1));
  retire(object, only_mine);
  return true;
}

bool HandleTable::replace(Handle handle, const Object* expected, std::unique_ptr<Object> object) {
  Slot* place = find(handle);
  if (place == nullptr) return false;
  auto* old = const_cast<Object*>(expected);
  if (!place->object.compare_exchange_strong(old, object.get(), std::memory_order_seq_cst)) return false;
  object.release();
  retire(old, false);
  return true;
}

bool HandleTable::is_pinned(const Object* object) {
  for (ThreadBlock* block = first_thread_block(); block != nullptr; block = block->next)
    for (auto& hazard : block->hazard)
      if (hazard.load(std::memory_order_seq_cst) == object) return true;
  return false;
}

void HandleTable::retire(Object* object, bool only_mine) {
  if (object == nullptr) return;
  if (only_mine || !is_pinned(object)) {
    delete object;
    return;
  }
  reclaim(object);
}

// Adds `retired` to the list and frees every listed object that nobody pins any more. An unpin that comes after the
// look at its hazard slot sees the count, and comes here itself.
void HandleTable::reclaim(Object* retired) {
  Object* ready = nullptr;
  {
    const std::lock_guard guard(lock_);
    if (retired != nullptr) {
      retired->next_retired_ = retired_;
      retired_ = retired;
      retired_count_.fetch_add(1, std::memory_order_seq_cst);
    }
    for (Object** link = &retired_; *link != nullptr;) {
      Object* object = *link;
      if (is_pinned(object)) {
        link = &object->next_retired_;
        continue;
      }
      *link = object->next_retired_;
      object->next_retired_ = ready;
      ready = object;
      retired_count_.fetch_sub(1, std::memory_order_seq_cst);
    }
  }
  while (ready != nullptr) {
    Object* next = ready->next_retired_;
    delete ready;
    ready = next;
  }
}

}  // namespace cng
