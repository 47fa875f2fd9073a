// Handles are looked up, never believed. A handle is slot number, generation and kind; a slot keeps the one handle
// that is valid for it, so a stale, foreign or random value is refused by one comparison, without reading an object.
//
// A look-up pins the object: it stores the pointer into a hazard slot of its own thread and then reads the slot again.
// Destroying makes the slot stale first; whoever is out last, the destroyer or a pinned call, wipes and frees.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/lock.h"
#include "core/thread_block.h"

namespace cng {

using Handle = std::uintptr_t;

// The low four bits of a handle. 1 is left out: pseudo-handles end in it.
enum class Kind : std::uint8_t {
  algorithm = 2,
  key = 3,
  hash = 4,
  secret = 5,
  storage_provider = 6,
  storage_key = 7,
  multi_hash = 8,
};

// Base of all that a handle names.
class Object {
 public:
  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

 private:
  friend class HandleTable;
  Object* next_retired_ = nullptr;
};

// Holds an object for the length of one call.
template <class T>
class Pin {
 public:
  Pin() = default;
  Pin(T* object, std::atomic<Object*>* hazard) : object_(object), hazard_(hazard) {}
  Pin(Pin&& other) noexcept
      : object_(std::exchange(other.object_, nullptr)), hazard_(std::exchange(other.hazard_, nullptr)) {}
  Pin& operator=(Pin&&) = delete;
  ~Pin();

  // The same pin as one of a derived class, which the caller has made sure of.
  template <class U>
  Pin<U> as() && {
    return Pin<U>(static_cast<U*>(std::exchange(object_, nullptr)), std::exchange(hazard_, nullptr));
  }

  explicit operator bool() const { return object_ != nullptr; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }

 private:
  T* object_ = nullptr;
  std::atomic<Object*>* hazard_ = nullptr;
};

class HandleTable {
 public:
  constexpr HandleTable() = default;

  // Takes the object and returns its handle, or 0 if no slot is left. Throws bad_alloc.
  Handle insert(std::unique_ptr<Object> object, Kind kind);

  // Pins the object of `handle`; empty if it is not a live handle of this kind. Throws bad_alloc.
  template <class T>
  Pin<T> pin(Handle handle, Kind kind) {
    std::atomic<Object*>* hazard = nullptr;
    Object* object = acquire(handle, kind, hazard);
    return Pin<T>(static_cast<T*>(object), hazard);
  }

  // Ends the handle; false if it is not a live handle of this kind. Of two racing calls one returns true.
  bool destroy(Handle handle, Kind kind);

  // Puts another object in the place of `expected`, which the caller has pinned; false if it is there no longer.
  bool replace(Handle handle, const Object* expected, std::unique_ptr<Object> object);

  void return_spare_slots(ThreadBlock& block);
  void release(std::atomic<Object*>* hazard);

 private:
  struct Slot {
    std::atomic<Handle> current{0};  // the handle that is valid now, or 0
    std::atomic<Object*> object{nullptr};
    std::atomic<ThreadBlock*> owner{nullptr};
    std::atomic<bool> shared{false};  // another thread than the owner has used it
    std::uint32_t generation = 0;
    std::uint32_t next_free = 0;
  };

  static constexpr unsigned kKindBits = 4;
  static constexpr unsigned kSlotBits = sizeof(Handle) == 8 ? 28 : 18;
  static constexpr std::size_t kChunk = 256;  // few pages: a first import touches them all
  static constexpr std::size_t kChunks = sizeof(Handle) == 8 ? 65536 : 1024;  // 16.7 million live handles, or 262,144

  Slot* find(Handle handle) const;
  Slot& slot(std::uint32_t index) const;
  bool take_slots(ThreadBlock& block);
  bool add_chunk();
  Object* acquire(Handle handle, Kind kind, std::atomic<Object*>*& hazard);
  void retire(Object* object, bool only_mine);
  void reclaim(Object* retired);
  static bool is_pinned(const Object* object);

  Lock lock_;               // guards the free list and the list of retired objects
  std::uint32_t free_ = 0;  // first free slot plus one
  std::uint32_t chunks_used_ = 0;
  Object* retired_ = nullptr;  // destroyed while pinned
  std::atomic<std::uint32_t> retired_count_{0};
  std::atomic<Slot*> chunk_[kChunks] = {};
};

// The one table of this module.
HandleTable& handles();

template <class T>
Pin<T>::~Pin() {
  if (hazard_ != nullptr) handles().release(hazard_);
}

}  // namespace cng
