/* Imports a key blob and exports it as other types.
 *
 *   export_imported_key ALGORITHM BLOBTYPE KEY [TYPE FILE]...
 *   export_imported_key RSA RSAPRIVATEBLOB key.blob RSAFULLPRIVATEBLOB full.blob RSAPUBLICBLOB public.blob
 */
#include <stdio.h>

#include "example.h"

static void export_as(BCRYPT_KEY_HANDLE key, const char *type, const char *path) {
  WCHAR wide_type[64];
  ULONG size = 0;
  NTSTATUS status;
  Bytes blob;
  status = BCryptExportKey(key, NULL, wide(type, wide_type, 64), NULL, 0, &size, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptExportKey", "it does not tell the size of the blob");
  blob = allocate(size);
  begin_call();
  status = BCryptExportKey(key, NULL, wide_type, blob.data, blob.size, &size, 0);
  end_call("BCryptExportKey", 0, size, status);
  write_file(path, blob.data, size);
  release(&blob);
}

int main(int argc, char **argv) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key = NULL;
  WCHAR name[64], type[64];
  NTSTATUS status;
  Bytes blob;
  int i;

  if (argc < 6 || argc % 2 != 0) {
    fputs("usage: export_imported_key ALGORITHM BLOBTYPE KEY [TYPE FILE]...\n", stderr);
    return 2;
  }
  require_opencng();
  blob = read_file(argv[3]);
  status = BCryptOpenAlgorithmProvider(&algorithm, wide(argv[1], name, 64), NULL, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptOpenAlgorithmProvider", "no such algorithm");
  begin_call();
  status = BCryptImportKeyPair(algorithm, NULL, wide(argv[2], type, 64), &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  release(&blob);

  for (i = 4; i < argc; i += 2) export_as(key, argv[i], argv[i + 1]);

  BCryptDestroyKey(key);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  return 0;
}
