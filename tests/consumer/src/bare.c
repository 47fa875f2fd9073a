/* Without a C library, so that Microsoft's linker (or LLVM's in its place) needs no import library but bcrypt.lib and
 * that of kernel32. The process ends with 0, or with the number of the step that failed. */
#include <cng/cng.h>

void start(void) {
  static UCHAR blob[91] = {'R', 'S', 'A', '1', 0, 2, 0, 0, 3, 0, 0, 0, 64, 0,
                           0,   0,   0,   0,   0, 0, 0, 0, 0, 0, 1, 0, 1,  0xC4};
  static UCHAR back[91];
  BCRYPT_KEY_HANDLE key = NULL;
  ULONG size = 0;
  UINT step = 0;
  blob[90] = 0x15;
  if (BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, NULL, BCRYPT_RSAPUBLIC_BLOB, &key, blob, sizeof blob, 0) != 0)
    step = 1;
  if (step == 0 && BCryptExportKey(key, NULL, BCRYPT_RSAPUBLIC_BLOB, back, sizeof back, &size, 0) != 0) step = 2;
  for (ULONG i = 0; i < sizeof blob && step == 0; ++i)
    if (blob[i] != back[i]) step = 3;
  if (step == 0 && BCryptDestroyKey(key) != 0) step = 4;
  if (step == 0 && OpenCngVersion()[0] == 0) step = 5;
  ExitProcess(step);
}
