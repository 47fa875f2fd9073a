#include <windows.h>

#include <algorithm>
#include <atomic>
#include <iterator>

#include "core/lock.h"
#include "core/platform.h"

namespace cng {

static_assert(sizeof(SRWLOCK) == sizeof(void*));
void Lock::lock() { AcquireSRWLockExclusive(reinterpret_cast<SRWLOCK*>(&slim_)); }
void Lock::unlock() { ReleaseSRWLockExclusive(reinterpret_cast<SRWLOCK*>(&slim_)); }

}  // namespace cng

namespace cng::platform {
namespace {

// 0: not made yet; otherwise the index plus one.
std::atomic<DWORD> g_index{0};
void (*g_on_exit)(void*) = nullptr;

void WINAPI at_thread_exit(void* value) {
  if (value != nullptr) g_on_exit(value);
}

// The callback must never point into an unmapped module: pinning comes first.
bool pin_module() {
  HMODULE self = nullptr;
  return GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                            reinterpret_cast<LPCWSTR>(&at_thread_exit), &self) != 0;
}

bool make_index(void (*on_exit)(void*)) {
  if (!pin_module()) return false;
  const DWORD index = FlsAlloc(at_thread_exit);
  if (index == FLS_OUT_OF_INDEXES) return false;
  g_on_exit = on_exit;
  DWORD expected = 0;
  if (!g_index.compare_exchange_strong(expected, index + 1)) FlsFree(index);
  return true;
}

// RtlGenRandom, which never leads back to bcrypt.dll, which is us. Looked up at first need: advapi32 as an import would
// cost every program that loads the DLL a third of the time that it takes.
using Generator = BOOLEAN(NTAPI*)(PVOID buffer, ULONG length);
std::atomic<Generator> g_generator{nullptr};

Generator generator() {
  Generator found = g_generator.load(std::memory_order_acquire);
  if (found != nullptr) return found;
  const HMODULE module = LoadLibraryExW(L"advapi32.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (module == nullptr) return nullptr;
  found = reinterpret_cast<Generator>(reinterpret_cast<void*>(GetProcAddress(module, "SystemFunction036")));
  g_generator.store(found, std::memory_order_release);
  return found;
}

}  // namespace

void* thread_slot() {
  const DWORD index = g_index.load(std::memory_order_acquire);
  return index == 0 ? nullptr : FlsGetValue(index - 1);
}

bool set_thread_slot(void* value, void (*on_exit)(void*)) {
  if (g_index.load(std::memory_order_acquire) == 0 && !make_index(on_exit)) return false;
  return FlsSetValue(g_index.load(std::memory_order_acquire) - 1, value) != 0;
}

KeepLastError::KeepLastError() : error_(GetLastError()) {}
KeepLastError::~KeepLastError() { SetLastError(error_); }

bool random_bytes(ByteSpan out) {
  const Generator generate = generator();
  if (generate == nullptr) return false;
  constexpr std::size_t kMost = 0x40000000;
  for (std::size_t done = 0; done < out.size();) {
    const std::size_t part = std::min(out.size() - done, kMost);
    if (generate(out.data() + done, static_cast<ULONG>(part)) == 0) return false;
    done += part;
  }
  return true;
}

bool wants_fips() {
  DWORD enabled = 0;
  DWORD size = sizeof enabled;
  const HMODULE module = LoadLibraryExW(L"advapi32.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  const FARPROC found = module == nullptr ? nullptr : GetProcAddress(module, "RegGetValueW");
  const auto get_value = reinterpret_cast<decltype(&RegGetValueW)>(reinterpret_cast<void*>(found));
  if (get_value == nullptr) return false;
  return get_value(HKEY_LOCAL_MACHINE, L"System\\CurrentControlSet\\Control\\Lsa\\FipsAlgorithmPolicy", L"Enabled",
                   RRF_RT_REG_DWORD, nullptr, &enabled, &size) == ERROR_SUCCESS &&
         enabled != 0;
}

namespace {

// The events that were made: a caller must not be able to close any other handle of the process.
Lock g_events_lock;
HANDLE g_events[64];

HANDLE* find_event(HANDLE wanted) {
  HANDLE* const found = std::find(std::begin(g_events), std::end(g_events), wanted);
  return found == std::end(g_events) ? nullptr : found;
}

}  // namespace

Status make_event(void** event) {
  const std::lock_guard guard(g_events_lock);
  HANDLE* const place = find_event(nullptr);
  if (place == nullptr) return no_memory("too many events");
  *place = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  if (*place == nullptr) return no_memory("the system has no event left");
  *event = *place;
  return {};
}

Status close_event(void* event) {
  const std::lock_guard guard(g_events_lock);
  HANDLE* const place = event == nullptr ? nullptr : find_event(event);
  if (place == nullptr) return invalid_handle("not an event of BCryptRegisterConfigChangeNotify");
  *place = nullptr;
  CloseHandle(event);
  return {};
}

std::string environment(const char* name) {
  wchar_t wide_name[64] = {};
  for (std::size_t i = 0; name[i] != '\0' && i + 1 < std::size(wide_name); ++i)
    wide_name[i] = static_cast<wchar_t>(name[i]);
  wchar_t value[1024];
  const DWORD length = GetEnvironmentVariableW(wide_name, value, std::size(value));
  if (length == 0 || length >= std::size(value)) return {};
  char utf8[4096];
  const int bytes =
      WideCharToMultiByte(CP_UTF8, 0, value, static_cast<int>(length), utf8, sizeof utf8, nullptr, nullptr);
  return bytes <= 0 ? std::string() : std::string(utf8, static_cast<std::size_t>(bytes));
}

}  // namespace cng::platform
