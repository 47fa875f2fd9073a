/* CryptProtectData: crypt32 derives a key with rsaenh's hashes and encrypts with rsaenh. */
#include <string.h>

#include "report.h"

static void round_trip(const char *what, DWORD size, DATA_BLOB *entropy, DWORD flags) {
  static WCHAR note[] = L"a note";
  DATA_BLOB in = {size, NULL}, sealed = {0, NULL}, out = {0, NULL};
  DATA_BLOB wrong = {3, (BYTE *)"not"};
  WCHAR *described = NULL;
  BYTE text[MESSAGE_SIZE];
  memcpy(text, message(), sizeof text);
  in.pbData = text;
  if (!report_ok(name_of("protect %s", what),
                 CryptProtectData(&in, note, entropy, NULL, NULL, flags | CRYPTPROTECT_UI_FORBIDDEN, &sealed))) {
    return;
  }
  if (report_ok(name_of("unprotect %s", what),
                CryptUnprotectData(&sealed, &described, entropy, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &out))) {
    report(name_of("unprotect %s gives", what), "%s, %ls",
           out.cbData == size && memcmp(out.pbData, message(), size) == 0 ? "the same" : "cannot: other bytes",
           described);
    LocalFree(out.pbData);
    LocalFree(described);
  }
  report_refused(name_of("unprotect %s with other entropy", what),
                 CryptUnprotectData(&sealed, NULL, &wrong, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &out));
  sealed.pbData[sealed.cbData - 1] ^= 1;
  report_refused(name_of("unprotect %s, changed", what),
                 CryptUnprotectData(&sealed, NULL, entropy, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &out));
  LocalFree(sealed.pbData);
}

int main(void) {
  DATA_BLOB entropy = {7, (BYTE *)"entropy"};
  round_trip("1 byte", 1, NULL, 0);
  round_trip("1000 bytes", MESSAGE_SIZE, NULL, 0);
  round_trip("1000 bytes with entropy", MESSAGE_SIZE, &entropy, 0);
  round_trip("16 bytes for the machine", 16, NULL, CRYPTPROTECT_LOCAL_MACHINE);
  return report_end();
}
