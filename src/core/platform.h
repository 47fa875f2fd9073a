// What the operating system gives us: a per-thread slot, random bytes, module pinning, the environment.
// The only files of core that differ between PE and ELF are platform_win.cpp and platform_posix.cpp.
#pragma once

#include <string>

#include "core/bytes.h"
#include "core/result.h"

namespace cng::platform {

// The pointer stored for this thread, or null.
#ifdef _WIN32
void* thread_slot();
#else
// A plain pointer, without constructor or destructor, beside the pthread key that tells of the thread's end.
extern thread_local constinit void* t_thread_slot __attribute__((tls_model("initial-exec")));
inline void* thread_slot() { return t_thread_slot; }
#endif

// Stores `value` for this thread; `on_exit` gets it when the thread ends. The module stays loaded from then on.
// False if the system has no slot left. Only one `on_exit` is ever used.
bool set_thread_slot(void* value, void (*on_exit)(void*));

// Keeps the thread's last error of Windows as it was: no function of CNG changes it, and a program that cleans up with
// BCryptDestroyHash looks at its own error afterwards. Nothing on ELF.
class KeepLastError {
 public:
#ifdef _WIN32
  KeepLastError();
  ~KeepLastError();

 private:
  unsigned long error_;

 public:
#else
  KeepLastError() {}   // NOLINT(modernize-use-equals-default): not trivial, so that an object of it is not "unused"
  ~KeepLastError() {}  // NOLINT(modernize-use-equals-default)
#endif
  KeepLastError(const KeepLastError&) = delete;
  KeepLastError& operator=(const KeepLastError&) = delete;
};

// Fills `out` from the system's generator; false if it failed, and then `out` holds no usable bytes.
bool random_bytes(ByteSpan out);

// True if the system asks programs to keep to the algorithms of FIPS 140.
bool wants_fips();

// An event that is not signalled, for its owner to wait for, and its end. not_supported on ELF, which has none.
// close_event: invalid_handle unless make_event made it.
Status make_event(void** event);
Status close_event(void* event);

// The value of an environment variable in UTF-8, or empty.
std::string environment(const char* name);

}  // namespace cng::platform
