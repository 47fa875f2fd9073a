// The stack protector's cookie and its failures, instead of libssp's: that one asks CryptoAPI for a random cookie while
// the library is being loaded, and CryptoAPI loads rsaenh and bcrypt, which may be the very library being loaded. The
// sources are those of Microsoft's /GS cookie; they must be hard to guess from outside, not random.
#include <intrin.h>
#include <stdint.h>
#include <windows.h>

// What Microsoft's compiler calls __fastfail, with winnt.h's codes; MinGW's older headers have neither.
enum { kStackCookieCheckFailure = 2, kRangeCheckFailure = 8 };
__attribute__((noreturn)) static void fast_fail(unsigned code) {
  __asm__ volatile("int $0x29" : : "c"(code) : "memory");
  __builtin_unreachable();
}

void* __stack_chk_guard;

__attribute__((noreturn)) void __stack_chk_fail(void) { fast_fail(kStackCookieCheckFailure); }
__attribute__((noreturn)) void __chk_fail(void) { fast_fail(kRangeCheckFailure); }

static uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

__attribute__((constructor(101))) static void set_stack_guard(void) {
  FILETIME now;
  LARGE_INTEGER counter;
  GetSystemTimeAsFileTime(&now);
  QueryPerformanceCounter(&counter);
  uint64_t x = mix(__rdtsc());
  x = mix(x ^ ((uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime));
  x = mix(x ^ (uint64_t)counter.QuadPart);
  x = mix(x ^ ((uint64_t)GetCurrentProcessId() << 32 | GetCurrentThreadId()));
  x = mix(x ^ (uint64_t)(uintptr_t)&now);
  // A zero byte stops a string function from copying the cookie.
  __stack_chk_guard = (void*)(uintptr_t)(x & ~(uint64_t)0xff);
}
