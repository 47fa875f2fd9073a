// Import pointers of our own, in the place of functions that libcrypto refers to and that must not be called or loaded:
// USER32 costs 9 ms at load time, CryptoAPI leads back to bcrypt.dll, which is us, and the event log is not our
// business. A linker that finds these never opens the import libraries.
#include <stddef.h>
#include <windows.h>

// After windows.h, which it needs.
#include <wincrypt.h>

// In seed_win.cpp.
int cng_system_random(void* out, size_t size);

#ifdef _WIN64
#define IMPORT(name, bytes) __asm__("__imp_" #name)
#else
#define IMPORT(name, bytes) __asm__("__imp__" #name "@" #bytes)
#endif
#define REPLACE(name, bytes)                            \
  extern void* const import_##name IMPORT(name, bytes); \
  void* const import_##name = (void*)stub_##name

// OpenSSL shows a fatal error in a box when it thinks that a person is there; nobody is.
static int WINAPI stub_MessageBoxW(HWND window, LPCWSTR text, LPCWSTR title, UINT type) {
  (void)window, (void)text, (void)title, (void)type;
  return 0;
}

static HWINSTA WINAPI stub_GetProcessWindowStation(void) { return NULL; }

static BOOL WINAPI stub_GetUserObjectInformationW(HANDLE object, int index, PVOID info, DWORD length, LPDWORD needed) {
  (void)object, (void)index, (void)info, (void)length, (void)needed;
  return FALSE;
}

// OpenSSL's fall-back seed source: the same generator that we seed from.
static BOOL WINAPI stub_CryptAcquireContextW(HCRYPTPROV* provider, LPCWSTR container, LPCWSTR name, DWORD type,
                                             DWORD flags) {
  (void)container, (void)name, (void)type, (void)flags;
  *provider = 1;
  return TRUE;
}

static BOOL WINAPI stub_CryptGenRandom(HCRYPTPROV provider, DWORD length, BYTE* out) {
  (void)provider;
  return cng_system_random(out, length);
}

static BOOL WINAPI stub_CryptReleaseContext(HCRYPTPROV provider, DWORD flags) {
  (void)provider, (void)flags;
  return TRUE;
}

static HANDLE WINAPI stub_RegisterEventSourceW(LPCWSTR server, LPCWSTR source) {
  (void)server, (void)source;
  return NULL;
}

static HANDLE WINAPI stub_RegisterEventSourceA(LPCSTR server, LPCSTR source) {
  (void)server, (void)source;
  return NULL;
}

static BOOL WINAPI stub_ReportEventW(HANDLE log, WORD type, WORD category, DWORD id, PSID user, WORD strings,
                                     DWORD size, LPCWSTR* text, LPVOID data) {
  (void)log, (void)type, (void)category, (void)id, (void)user, (void)strings, (void)size, (void)text, (void)data;
  return FALSE;
}

static BOOL WINAPI stub_ReportEventA(HANDLE log, WORD type, WORD category, DWORD id, PSID user, WORD strings,
                                     DWORD size, LPCSTR* text, LPVOID data) {
  (void)log, (void)type, (void)category, (void)id, (void)user, (void)strings, (void)size, (void)text, (void)data;
  return FALSE;
}

static BOOL WINAPI stub_DeregisterEventSource(HANDLE log) {
  (void)log;
  return FALSE;
}

REPLACE(MessageBoxW, 16);
REPLACE(GetProcessWindowStation, 0);
REPLACE(GetUserObjectInformationW, 20);
REPLACE(CryptAcquireContextW, 20);
REPLACE(CryptGenRandom, 12);
REPLACE(CryptReleaseContext, 8);
REPLACE(RegisterEventSourceW, 8);
REPLACE(RegisterEventSourceA, 8);
REPLACE(ReportEventW, 36);
REPLACE(ReportEventA, 36);
REPLACE(DeregisterEventSource, 4);
