/* Encrypts with an RSA public key blob, or decrypts with a private one.
 *
 *   encrypt_with_imported_key encrypt|decrypt oaep|pkcs1 BLOBTYPE KEY IN OUT
 *   encrypt_with_imported_key encrypt oaep RSAPUBLICBLOB key.blob message.bin cipher.bin
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

/* BCryptEncrypt and BCryptDecrypt have the same parameters. */
typedef NTSTATUS(WINAPI *CipherFunction)(BCRYPT_KEY_HANDLE, PUCHAR, ULONG, VOID *, PUCHAR, ULONG, PUCHAR, ULONG,
                                         ULONG *, ULONG);

static Bytes apply(CipherFunction function, const char *name, BCRYPT_KEY_HANDLE key, int oaep, Bytes input) {
  BCRYPT_OAEP_PADDING_INFO padding = {BCRYPT_SHA256_ALGORITHM, NULL, 0};
  VOID *const info = oaep ? &padding : NULL;
  const ULONG flags = oaep ? BCRYPT_PAD_OAEP : BCRYPT_PAD_PKCS1;
  ULONG size = 0;
  NTSTATUS status;
  Bytes output;
  if (!BCRYPT_SUCCESS(function(key, input.data, input.size, info, NULL, 0, NULL, 0, &size, flags)))
    fail(name, "it does not tell the size of its output");
  output = allocate(size);
  begin_call();
  status = function(key, input.data, input.size, info, NULL, 0, output.data, output.size, &size, flags);
  end_call(name, input.size, size, status);
  output.size = size;
  return output;
}

int main(int argc, char **argv) {
  BCRYPT_KEY_HANDLE key = NULL;
  BCRYPT_ALG_HANDLE algorithm = NULL;
  WCHAR blob_type[64];
  Bytes blob, input, output;
  NTSTATUS status;
  int encrypt, oaep;

  if (argc != 7) {
    fputs("usage: encrypt_with_imported_key encrypt|decrypt oaep|pkcs1 BLOBTYPE KEY IN OUT\n", stderr);
    return 2;
  }
  require_opencng();
  encrypt = strcmp(argv[1], "encrypt") == 0;
  oaep = strcmp(argv[2], "oaep") == 0;
  blob = read_file(argv[4]);
  input = read_file(argv[5]);

  status = BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_RSA_ALGORITHM, NULL, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptOpenAlgorithmProvider", "no RSA");
  begin_call();
  status = BCryptImportKeyPair(algorithm, NULL, wide(argv[3], blob_type, 64), &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  release(&blob);

  output =
      apply(encrypt ? BCryptEncrypt : BCryptDecrypt, encrypt ? "BCryptEncrypt" : "BCryptDecrypt", key, oaep, input);
  write_file(argv[6], output.data, output.size);

  BCryptDestroyKey(key);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  release(&input);
  release(&output);
  return 0;
}
