/* What a program does that must load no module of CryptoAPI and no other bcrypt.dll: open, import, generate, sign, draw
 * random bytes, agree. Prints one line and ends with 0. */
#include <cng/cng.h>
#include <stdio.h>
#include <string.h>

/* RSAPUBLICBLOB of the example in the documentation of the blob: 512 bits, e = 65537. */
static UCHAR rsa[91] = {'R', 'S', 'A', '1', 0, 2, 0, 0, 3, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0xC4};

static int check(const char *what, NTSTATUS status) {
  if (status == STATUS_SUCCESS) return 0;
  printf("%s gave 0x%08lX\n", what, (unsigned long)(ULONG)status);
  return 1;
}

int main(void) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE imported = NULL, key = NULL;
  BCRYPT_SECRET_HANDLE secret = NULL;
  UCHAR digest[32] = {1}, signature[64], random[16];
  ULONG size = 0;
  rsa[90] = 1; /* odd */
  if (check("open", BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_RSA_ALGORITHM, NULL, 0)) ||
      check("import", BCryptImportKeyPair(algorithm, NULL, BCRYPT_RSAPUBLIC_BLOB, &imported, rsa, sizeof rsa, 0)) ||
      check("generate", BCryptGenerateKeyPair(BCRYPT_ECDSA_P256_ALG_HANDLE, &key, 256, 0)) ||
      check("finalize", BCryptFinalizeKeyPair(key, 0)) ||
      check("sign", BCryptSignHash(key, NULL, digest, sizeof digest, signature, sizeof signature, &size, 0)) ||
      check("verify", BCryptVerifySignature(key, NULL, digest, sizeof digest, signature, size, 0)) ||
      check("random", BCryptGenRandom(NULL, random, sizeof random, BCRYPT_USE_SYSTEM_PREFERRED_RNG)))
    return 1;
  BCryptDestroyKey(key);
  BCryptDestroyKey(imported);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  if (check("generate", BCryptGenerateKeyPair(BCRYPT_ECDH_P256_ALG_HANDLE, &key, 256, 0)) ||
      check("finalize", BCryptFinalizeKeyPair(key, 0)) || check("agree", BCryptSecretAgreement(key, key, &secret, 0)))
    return 1;
  BCryptDestroySecret(secret);
  BCryptDestroyKey(key);
  puts("done");
  return 0;
}
