/* A library that draws random bytes while it is being loaded, as Chromium and Rust's standard library do. */
#include <cng/cng.h>

static UCHAR drawn[32];

static void draw(void) { BCryptGenRandom(NULL, drawn, sizeof drawn, BCRYPT_USE_SYSTEM_PREFERRED_RNG); }

#ifdef _WIN32
BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) {
  (void)instance, (void)reserved;
  if (reason == DLL_PROCESS_ATTACH) draw();
  return TRUE;
}
__declspec(dllexport)
#else
__attribute__((constructor)) static void load(void) { draw(); }
__attribute__((visibility("default")))
#endif
    int drawn_bytes_differ(void);
int drawn_bytes_differ(void) {
  for (unsigned i = 1; i < sizeof drawn; ++i)
    if (drawn[i] != drawn[0]) return 1;
  return 0;
}
