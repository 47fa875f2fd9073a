/* Shares a secret by ML-KEM, and signs and verifies messages with ML-DSA or SLH-DSA.
 *
 *   post_quantum encapsulate MLKEMPUBLICBLOB  peer.blob SECRET CIPHERTEXT          writes both
 *   post_quantum decapsulate MLKEMPRIVATEBLOB mine.blob SECRET CIPHERTEXT          writes SECRET
 *   post_quantum sign   ML-DSA  PQDSAPRIVATESEEDBLOB mine.blob MESSAGE SIGNATURE   writes SIGNATURE
 *   post_quantum verify SLH-DSA PQDSAPUBLICBLOB      peer.blob MESSAGE SIGNATURE
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

static BCRYPT_KEY_HANDLE import(const char *algorithm_name, const char *type, const char *path) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key = NULL;
  WCHAR name[64];
  Bytes blob = read_file(path);
  NTSTATUS status = BCryptOpenAlgorithmProvider(&algorithm, wide(algorithm_name, name, 64), NULL, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptOpenAlgorithmProvider", "no such algorithm");
  begin_call();
  status = BCryptImportKeyPair(algorithm, NULL, wide(type, name, 64), &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  release(&blob);
  return key;
}

static void encapsulate(BCRYPT_KEY_HANDLE key, const char *secret_path, const char *ciphertext_path) {
  Bytes secret, ciphertext;
  ULONG secret_size = 0, size = 0;
  NTSTATUS status = BCryptEncapsulate(key, NULL, 0, &secret_size, NULL, 0, &size, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptEncapsulate", "the sizes cannot be asked for");
  secret = allocate(secret_size);
  ciphertext = allocate(size);
  begin_call();
  status = BCryptEncapsulate(key, secret.data, secret.size, &secret_size, ciphertext.data, ciphertext.size, &size, 0);
  end_call("BCryptEncapsulate", 0, size, status);
  write_file(secret_path, secret.data, secret_size);
  write_file(ciphertext_path, ciphertext.data, size);
  release(&secret);
  release(&ciphertext);
}

static void decapsulate(BCRYPT_KEY_HANDLE key, const char *secret_path, const char *ciphertext_path) {
  Bytes ciphertext = read_file(ciphertext_path), secret = allocate(32);
  ULONG size = 0;
  NTSTATUS status;
  begin_call();
  status = BCryptDecapsulate(key, ciphertext.data, ciphertext.size, secret.data, secret.size, &size, 0);
  end_call("BCryptDecapsulate", ciphertext.size, size, status);
  write_file(secret_path, secret.data, size);
  release(&secret);
  release(&ciphertext);
}

static void sign(BCRYPT_KEY_HANDLE key, const char *message_path, const char *signature_path) {
  Bytes message = read_file(message_path), signature;
  ULONG size = 0;
  NTSTATUS status = BCryptSignHash(key, NULL, message.data, message.size, NULL, 0, &size, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptSignHash", "the size cannot be asked for");
  signature = allocate(size);
  begin_call();
  status = BCryptSignHash(key, NULL, message.data, message.size, signature.data, signature.size, &size, 0);
  end_call("BCryptSignHash", message.size, size, status);
  write_file(signature_path, signature.data, size);
  release(&message);
  release(&signature);
}

static void verify(BCRYPT_KEY_HANDLE key, const char *message_path, const char *signature_path) {
  Bytes message = read_file(message_path), signature = read_file(signature_path);
  NTSTATUS status;
  begin_call();
  status = BCryptVerifySignature(key, NULL, message.data, message.size, signature.data, signature.size, 0);
  end_call("BCryptVerifySignature", signature.size, 0, status);
  release(&message);
  release(&signature);
}

int main(int argc, char **argv) {
  BCRYPT_KEY_HANDLE key = NULL;
  const char *what = argc > 1 ? argv[1] : "";
  const int is_kem = argc == 6 && (strcmp(what, "encapsulate") == 0 || strcmp(what, "decapsulate") == 0);
  const int is_signature = argc == 7 && (strcmp(what, "sign") == 0 || strcmp(what, "verify") == 0);

  if (!is_kem && !is_signature) {
    fputs(
        "usage: post_quantum encapsulate|decapsulate TYPE KEY SECRET CIPHERTEXT\n"
        "       post_quantum sign|verify ALGORITHM TYPE KEY MESSAGE SIGNATURE\n",
        stderr);
    return 2;
  }
  require_opencng();
  if (is_kem) {
    key = import("ML-KEM", argv[2], argv[3]);
    (*what == 'e' ? encapsulate : decapsulate)(key, argv[4], argv[5]);
  } else {
    key = import(argv[2], argv[3], argv[4]);
    (*what == 's' ? sign : verify)(key, argv[5], argv[6]);
  }
  BCryptDestroyKey(key);
  return 0;
}
