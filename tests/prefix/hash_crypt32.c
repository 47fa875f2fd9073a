/* crypt32's hashes: those it makes with bcrypt itself, and those it asks rsaenh for. */
#include "report.h"

static void by_name(const WCHAR *algorithm) {
  static const DWORD sizes[] = {0, 1, 64, MESSAGE_SIZE};
  BYTE hash[64];
  DWORD size, i;
  for (i = 0; i < ARRAYSIZE(sizes); ++i) {
    const char *name = name_of("CryptHashCertificate2 %ls of %lu bytes", algorithm, sizes[i]);
    size = sizeof hash;
    if (CryptHashCertificate2(algorithm, 0, NULL, message(), sizes[i], hash, &size)) {
      report_bytes(name, hash, size);
    } else {
      report_ok(name, FALSE);
    }
  }
  size = 0;
  report_ok(name_of("CryptHashCertificate2 %ls, the size", algorithm),
            CryptHashCertificate2(algorithm, 0, NULL, message(), 1, NULL, &size));
  report(name_of("CryptHashCertificate2 %ls, its size", algorithm), "%lu", size);
  size = 3;
  report_refused(name_of("CryptHashCertificate2 %ls into 3 bytes", algorithm),
                 CryptHashCertificate2(algorithm, 0, NULL, message(), 1, hash, &size));
}

static void by_id(const char *what, ALG_ID algorithm) {
  BYTE hash[64];
  DWORD size = sizeof hash;
  const char *name = name_of("CryptHashCertificate %s", what);
  if (CryptHashCertificate(0, algorithm, 0, message(), MESSAGE_SIZE, hash, &size)) {
    report_bytes(name, hash, size);
  } else {
    report_ok(name, FALSE);
  }
}

int main(void) {
  BYTE hash[64];
  DWORD size = sizeof hash;
  by_name(L"MD2");
  by_name(L"MD4");
  by_name(L"MD5");
  by_name(L"SHA1");
  by_name(L"SHA256");
  by_name(L"SHA384");
  by_name(L"SHA512");
  report_refused("CryptHashCertificate2 of an unknown name",
                 CryptHashCertificate2(L"NOHASH", 0, NULL, message(), 1, hash, &size));
  by_id("MD5", CALG_MD5);
  by_id("SHA1", CALG_SHA1);
  by_id("SHA256", CALG_SHA_256);
  by_id("SHA384", CALG_SHA_384);
  by_id("SHA512", CALG_SHA_512);
  by_id("by default", 0);
  return report_end();
}
