/* Agrees on an ECDH secret with a peer, and derives from it.
 *
 *   agree_with_imported_keys ALGORITHM MY-PRIVATE-KEY PEER-PUBLIC-KEY SECRET HASH
 *   agree_with_imported_keys ECDH_P256 mine.blob peer.blob secret.bin hash.bin
 *
 * SECRET gets the raw secret, which BCrypt gives with its least significant byte first; HASH gets its SHA-256.
 */
#include <stdio.h>

#include "example.h"

static BCRYPT_KEY_HANDLE import(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const char *path) {
  BCRYPT_KEY_HANDLE key = NULL;
  Bytes blob = read_file(path);
  NTSTATUS status;
  begin_call();
  status = BCryptImportKeyPair(algorithm, NULL, type, &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  release(&blob);
  return key;
}

static void derive(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, BCryptBufferDesc *parameters, const char *path) {
  UCHAR derived[128];
  ULONG size = 0;
  NTSTATUS status;
  begin_call();
  status = BCryptDeriveKey(secret, kdf, parameters, derived, sizeof derived, &size, 0);
  end_call("BCryptDeriveKey", 0, size, status);
  write_file(path, derived, size);
}

int main(int argc, char **argv) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE mine, peer;
  BCRYPT_SECRET_HANDLE secret = NULL;
  WCHAR name[64];
  WCHAR hash[] = CNG_TEXT("SHA256");
  BCryptBuffer buffer = {sizeof hash, KDF_HASH_ALGORITHM, hash};
  BCryptBufferDesc parameters = {BCRYPTBUFFER_VERSION, 1, &buffer};
  NTSTATUS status;

  if (argc != 6) {
    fputs("usage: agree_with_imported_keys ALGORITHM MY-PRIVATE-KEY PEER-PUBLIC-KEY SECRET HASH\n", stderr);
    return 2;
  }
  require_opencng();
  status = BCryptOpenAlgorithmProvider(&algorithm, wide(argv[1], name, 64), NULL, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptOpenAlgorithmProvider", "no such algorithm");
  mine = import(algorithm, BCRYPT_ECCPRIVATE_BLOB, argv[2]);
  peer = import(algorithm, BCRYPT_ECCPUBLIC_BLOB, argv[3]);

  begin_call();
  status = BCryptSecretAgreement(mine, peer, &secret, 0);
  end_call("BCryptSecretAgreement", 0, 0, status);
  derive(secret, BCRYPT_KDF_RAW_SECRET, NULL, argv[4]);
  derive(secret, BCRYPT_KDF_HASH, &parameters, argv[5]);

  BCryptDestroySecret(secret);
  BCryptDestroyKey(mine);
  BCryptDestroyKey(peer);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  return 0;
}
