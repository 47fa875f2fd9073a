/* Random bytes through the old interfaces and through BCryptGenRandom: there must be enough of them, never the same. */
#include <string.h>

#include "report.h"

BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG size); /* RtlGenRandom */

enum { kSize = 4096 };

typedef BOOL (*Draw)(BYTE *buffer, DWORD size);

static HCRYPTPROV provider;

static BOOL crypt(BYTE *buffer, DWORD size) { return CryptGenRandom(provider, size, buffer); }
static BOOL rtl(BYTE *buffer, DWORD size) { return SystemFunction036(buffer, size); }
static BOOL bcrypt(BYTE *buffer, DWORD size) {
  return BCryptGenRandom(NULL, buffer, size, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0;
}

/* The same random bits may come by chance: once in more years than there are. */
static void check(const char *name, Draw draw) {
  static BYTE one[kSize], two[kSize];
  int i, bits = 0;
  memset(one, 0, sizeof one);
  memset(two, 0, sizeof two);
  if (!report_ok(name, draw(one, sizeof one) && draw(two, sizeof two))) return;
  report(name_of("%s, twice", name), "%s", memcmp(one, two, 32) == 0 ? "cannot give others" : "ok");
  report(name_of("%s, its end", name), "%s", memcmp(one + kSize - 32, two + kSize - 32, 32) == 0 ? "cannot" : "ok");
  for (i = 0; i < kSize; ++i) bits += __builtin_popcount(one[i]);
  report(name_of("%s, half of the bits", name), "%s",
         bits > kSize * 4 - 1500 && bits < kSize * 4 + 1500 ? "ok" : "cannot");
  memset(one, 0xaa, 16);
  report_ok(name_of("%s of 8 bytes", name), draw(one, 8));
  report(name_of("%s of 8 bytes, the bytes after them", name), "%s",
         one[8] == 0xaa && one[15] == 0xaa ? "ok" : "cannot");
}

int main(void) {
  if (report_ok("rsaenh opens", CryptAcquireContextA(&provider, NULL, NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT))) {
    check("CryptGenRandom of rsaenh", crypt);
    CryptReleaseContext(provider, 0);
  }
  if (report_ok("dssenh opens", CryptAcquireContextA(&provider, NULL, NULL, PROV_DSS_DH, CRYPT_VERIFYCONTEXT))) {
    check("CryptGenRandom of dssenh", crypt);
    CryptReleaseContext(provider, 0);
  }
  check("RtlGenRandom", rtl);
  check("BCryptGenRandom", bcrypt);
  return report_end();
}
