#include <pthread.h>
#include <sys/random.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "core/platform.h"

namespace cng::platform {

thread_local constinit void* t_thread_slot = nullptr;

namespace {

void (*g_on_exit)(void*) = nullptr;

// The slot is empty before the hooks run: what they call may make another block, and this is called for that one too.
void at_thread_exit(void* value) {
  t_thread_slot = nullptr;
  g_on_exit(value);
}

// 0: not made yet; otherwise the key plus one.
std::atomic<std::uint64_t> g_key{0};

bool make_key(void (*on_exit)(void*)) {
  g_on_exit = on_exit;  // the same for all
  pthread_key_t key;
  if (pthread_key_create(&key, at_thread_exit) != 0) return false;
  std::uint64_t expected = 0;
  if (!g_key.compare_exchange_strong(expected, std::uint64_t{key} + 1)) pthread_key_delete(key);
  return true;
}

}  // namespace

bool set_thread_slot(void* value, void (*on_exit)(void*)) {
  // The library is linked with -z nodelete, so the destructor of the key never points into an unmapped module.
  if (g_key.load(std::memory_order_acquire) == 0 && !make_key(on_exit)) return false;
  if (pthread_setspecific(static_cast<pthread_key_t>(g_key.load(std::memory_order_acquire) - 1), value) != 0)
    return false;
  t_thread_slot = value;
  return true;
}

bool random_bytes(ByteSpan out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = getrandom(out.data() + done, out.size() - done, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

bool wants_fips() {
  std::FILE* file = std::fopen("/proc/sys/crypto/fips_enabled", "re");
  if (file == nullptr) return false;
  const int first = std::fgetc(file);
  std::fclose(file);
  return first == '1';
}

Status make_event(void**) { return not_supported("there are no events to wait for"); }
Status close_event(void*) { return not_supported("there are no events to wait for"); }

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace cng::platform
