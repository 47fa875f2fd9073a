/* One RSAPUBLICBLOB in and out, and the version, through whatever functions the program has found. */
#ifndef OPENCNG_TESTS_CONSUMER_ROUND_TRIP_H_
#define OPENCNG_TESTS_CONSUMER_ROUND_TRIP_H_

#include <cng/cng.h>
#include <stdio.h>
#include <string.h>

typedef NTSTATUS(WINAPI *ImportFunction)(BCRYPT_ALG_HANDLE, BCRYPT_KEY_HANDLE, LPCWSTR, BCRYPT_KEY_HANDLE *, PUCHAR,
                                         ULONG, ULONG);
typedef NTSTATUS(WINAPI *ExportFunction)(BCRYPT_KEY_HANDLE, BCRYPT_KEY_HANDLE, LPCWSTR, PUCHAR, ULONG, ULONG *, ULONG);
typedef NTSTATUS(WINAPI *DestroyFunction)(BCRYPT_KEY_HANDLE);
typedef const char *(WINAPI *VersionFunction)(void);

struct Functions {
  ImportFunction import_pair;
  ExportFunction export_key;
  DestroyFunction destroy_key;
  VersionFunction version;
};

static int round_trip(const struct Functions *f) {
  /* 512 bits, e = 65537; the modulus is odd, and that is all that an import asks of it. */
  UCHAR blob[91] = {'R', 'S', 'A', '1', 0, 2, 0, 0, 3, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0xC4};
  UCHAR back[91] = {0};
  BCRYPT_KEY_HANDLE key = NULL;
  ULONG size = 0;
  NTSTATUS status;
  blob[90] = 0x15;
  status = f->import_pair(BCRYPT_RSA_ALG_HANDLE, NULL, BCRYPT_RSAPUBLIC_BLOB, &key, blob, sizeof blob, 0);
  if (status != STATUS_SUCCESS) {
    printf("import gave 0x%08lX\n", (unsigned long)(ULONG)status);
    return 1;
  }
  status = f->export_key(key, NULL, BCRYPT_RSAPUBLIC_BLOB, back, sizeof back, &size, 0);
  if (status != STATUS_SUCCESS || size != sizeof blob || memcmp(blob, back, sizeof blob) != 0) {
    printf("export gave 0x%08lX and %lu bytes, which differ\n", (unsigned long)(ULONG)status, (unsigned long)size);
    return 1;
  }
  status = f->destroy_key(key);
  if (status != STATUS_SUCCESS || strlen(f->version()) == 0) {
    printf("destroy gave 0x%08lX, version is \"%s\"\n", (unsigned long)(ULONG)status, f->version());
    return 1;
  }
  printf("round trip with OpenCNG %s\n", f->version());
  return 0;
}

#endif /* OPENCNG_TESTS_CONSUMER_ROUND_TRIP_H_ */
