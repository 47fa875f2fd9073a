/* Imports a private key blob, signs a SHA-256 digest and verifies the signature.
 *
 *   sign_with_imported_key ALGORITHM BLOBTYPE KEY DIGEST SIGNATURE [pss]
 *   sign_with_imported_key ECDSA_P256 ECCPRIVATEBLOB key.blob digest.bin signature.bin
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

/* How RSA pads; ECDSA takes no padding information at all. */
typedef struct Padding {
  void *info;
  ULONG flags;
  BCRYPT_PKCS1_PADDING_INFO pkcs1;
  BCRYPT_PSS_PADDING_INFO pss;
} Padding;

static void choose_padding(const char *algorithm, int wants_pss, Padding *padding) {
  memset(padding, 0, sizeof *padding);
  if (strncmp(algorithm, "RSA", 3) != 0) return;
  padding->pkcs1.pszAlgId = BCRYPT_SHA256_ALGORITHM;
  padding->pss.pszAlgId = BCRYPT_SHA256_ALGORITHM;
  padding->pss.cbSalt = 32;
  padding->info = wants_pss ? (void *)&padding->pss : (void *)&padding->pkcs1;
  padding->flags = wants_pss ? BCRYPT_PAD_PSS : BCRYPT_PAD_PKCS1;
}

static Bytes sign(BCRYPT_KEY_HANDLE key, Padding *padding, Bytes digest) {
  ULONG size = 0;
  NTSTATUS status;
  Bytes signature;
  /* Without a buffer, the call tells the size. */
  if (!BCRYPT_SUCCESS(BCryptSignHash(key, padding->info, digest.data, digest.size, NULL, 0, &size, padding->flags)))
    fail("BCryptSignHash", "it does not tell the size of a signature");
  signature = allocate(size);
  begin_call();
  status = BCryptSignHash(key, padding->info, digest.data, digest.size, signature.data, signature.size, &size,
                          padding->flags);
  end_call("BCryptSignHash", digest.size, size, status);
  signature.size = size;
  return signature;
}

static void verify(BCRYPT_KEY_HANDLE key, Padding *padding, Bytes digest, Bytes signature) {
  NTSTATUS status;
  begin_call();
  status = BCryptVerifySignature(key, padding->info, digest.data, digest.size, signature.data, signature.size,
                                 padding->flags);
  end_call("BCryptVerifySignature", signature.size, 0, status);

  signature.data[signature.size / 2] ^= 1;
  status = BCryptVerifySignature(key, padding->info, digest.data, digest.size, signature.data, signature.size,
                                 padding->flags);
  signature.data[signature.size / 2] ^= 1;
  if (status != STATUS_INVALID_SIGNATURE) fail("BCryptVerifySignature", "a changed signature was not refused");
}

int main(int argc, char **argv) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key = NULL;
  WCHAR algorithm_name[64], blob_type[64];
  Padding padding;
  Bytes blob, digest, signature;
  NTSTATUS status;

  if (argc != 6 && !(argc == 7 && strcmp(argv[6], "pss") == 0)) {
    fputs("usage: sign_with_imported_key ALGORITHM BLOBTYPE KEY DIGEST SIGNATURE [pss]\n", stderr);
    return 2;
  }
  require_opencng();
  blob = read_file(argv[3]);
  digest = read_file(argv[4]);
  choose_padding(argv[1], argc == 7, &padding);

  begin_call();
  status = BCryptOpenAlgorithmProvider(&algorithm, wide(argv[1], algorithm_name, 64), NULL, 0);
  end_call("BCryptOpenAlgorithm", 0, 0, status);
  begin_call();
  status = BCryptImportKeyPair(algorithm, NULL, wide(argv[2], blob_type, 64), &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  release(&blob);

  signature = sign(key, &padding, digest);
  verify(key, &padding, digest, signature);
  write_file(argv[5], signature.data, signature.size);

  BCryptDestroyKey(key);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  release(&signature);
  release(&digest);
  return 0;
}
