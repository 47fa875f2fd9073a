/* Hashes a file, or makes its HMAC when there is a secret: in one call, and once more in parts.
 *
 *   hash_message ALGORITHM MESSAGE HASH [SECRET]
 *   hash_message SHA256 message.bin hash.bin
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

static Bytes in_one_call(BCRYPT_ALG_HANDLE algorithm, Bytes secret, Bytes message) {
  ULONG size = 0, ignored = 0;
  NTSTATUS status;
  Bytes value;
  if (!BCRYPT_SUCCESS(BCryptGetProperty(algorithm, BCRYPT_HASH_LENGTH, (PUCHAR)&size, sizeof size, &ignored, 0)))
    fail("BCryptGetProperty", "the hash has no length");
  value = allocate(size);
  begin_call();
  status = BCryptHash(algorithm, secret.data, secret.size, message.data, message.size, value.data, value.size);
  end_call("BCryptHash", message.size, value.size, status);
  return value;
}

static void in_parts(BCRYPT_ALG_HANDLE algorithm, Bytes secret, Bytes message, Bytes expected) {
  BCRYPT_HASH_HANDLE hash = NULL;
  const ULONG half = message.size / 2;
  NTSTATUS status;
  Bytes value = allocate(expected.size);
  begin_call();
  status = BCryptCreateHash(algorithm, &hash, NULL, 0, secret.data, secret.size, 0);
  end_call("BCryptCreateHash", secret.size, 0, status);
  begin_call();
  status = BCryptHashData(hash, message.data, half, 0);
  end_call("BCryptHashData", half, 0, status);
  begin_call();
  status = BCryptHashData(hash, message.data + half, message.size - half, 0);
  end_call("BCryptHashData", message.size - half, 0, status);
  begin_call();
  status = BCryptFinishHash(hash, value.data, value.size, 0);
  end_call("BCryptFinishHash", 0, value.size, status);
  BCryptDestroyHash(hash);
  if (memcmp(value.data, expected.data, value.size) != 0) fail("BCryptFinishHash", "it differs from BCryptHash");
  release(&value);
}

int main(int argc, char **argv) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  WCHAR name[64];
  Bytes message, value;
  Bytes secret = {NULL, 0};
  NTSTATUS status;

  if (argc != 4 && argc != 5) {
    fputs("usage: hash_message ALGORITHM MESSAGE HASH [SECRET]\n", stderr);
    return 2;
  }
  require_opencng();
  message = read_file(argv[2]);
  if (argc == 5) secret = read_file(argv[4]);
  status = BCryptOpenAlgorithmProvider(&algorithm, wide(argv[1], name, 64), NULL,
                                       argc == 5 ? BCRYPT_ALG_HANDLE_HMAC_FLAG : 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptOpenAlgorithmProvider", "no such hash");

  value = in_one_call(algorithm, secret, message);
  in_parts(algorithm, secret, message, value);
  write_file(argv[3], value.data, value.size);

  BCryptCloseAlgorithmProvider(algorithm, 0);
  release(&value);
  release(&message);
  if (secret.data != NULL) release(&secret);
  return 0;
}
