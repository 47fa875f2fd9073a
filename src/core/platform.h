// What the operating system gives us: a per-thread slot, random bytes, module pinning, the environment.
// The only files of core that differ between PE and ELF are platform_win.cpp and platform_posix.cpp.
#pragma once

#include <string>

#include "core/bytes.h"

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

// Fills `out` from the system's generator; false if it failed, and then `out` holds no usable bytes.
bool random_bytes(ByteSpan out);

// The value of an environment variable in UTF-8, or empty.
std::string environment(const char* name);

}  // namespace cng::platform
