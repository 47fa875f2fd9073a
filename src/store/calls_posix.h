// How atomic_file_posix.cpp calls the system: interrupted calls are made again, tests may put a fault in a call's
// place, errno becomes an Error.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/result.h"
#include "store/atomic_file.h"

namespace cng::store {

inline int injected(const char* call) {
  const FaultHook hook = g_fault_hook.load(std::memory_order_relaxed);
  switch (hook == nullptr ? Fault::none : hook(call)) {
    case Fault::none:
      return 0;
    case Fault::full:
      return ENOSPC;
    case Fault::broken:
      return EIO;
    case Fault::denied:
      return EACCES;
  }
  return EIO;
}

// A call of the system that returns -1 and sets errno; made again when a signal interrupts it.
template <class Body>
auto call(const char* name, Body body) -> decltype(body()) {
  if (const int error = injected(name); error != 0) {
    errno = error;
    return -1;
  }
  decltype(body()) result = -1;
  do {
    result = body();
  } while (result == -1 && errno == EINTR);
  return result;
}

inline Error failed() {
  switch (errno) {
    case ENOENT:
      return not_found("the file is not there");
    case EEXIST:
      return Error{Code::exists, "a key of this name exists"};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Error{Code::storage_full, "the disk or a quota is full"};
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:    // O_NOFOLLOW met a symbolic link
    case ENOTDIR:  // and there something that is no folder
    case EISDIR:
    case ENXIO:
      return not_permitted("the system does not allow it");
    case ENOMEM:
      return no_memory("out of memory");
    default:
      return Error{Code::storage_failure, "the system fails to read or write"};
  }
}

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }
  explicit operator bool() const { return value_ >= 0; }

 private:
  int value_;
};

}  // namespace cng::store
