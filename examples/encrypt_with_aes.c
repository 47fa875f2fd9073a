/* Encrypts or decrypts with an AES key in a KeyDataBlob.
 *
 *   encrypt_with_aes encrypt|decrypt cbc KEY IV IN OUT
 *   encrypt_with_aes encrypt|decrypt gcm KEY NONCE IN OUT TAG [AAD]
 *   encrypt_with_aes encrypt gcm key.blob nonce.bin message.bin cipher.bin tag.bin
 *
 * CBC pads the message. GCM gives a tag of 16 bytes, by which a decryption notices every change, also one of AAD, the
 * additional data that is not encrypted.
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

static BCRYPT_KEY_HANDLE import(BCRYPT_ALG_HANDLE algorithm, int gcm, const char *path) {
  BCRYPT_KEY_HANDLE key = NULL;
  WCHAR cbc_mode[] = BCRYPT_CHAIN_MODE_CBC;
  WCHAR gcm_mode[] = BCRYPT_CHAIN_MODE_GCM;
  Bytes blob = read_file(path);
  NTSTATUS status;
  begin_call();
  status = BCryptImportKey(algorithm, NULL, BCRYPT_KEY_DATA_BLOB, &key, NULL, 0, blob.data, blob.size, 0);
  end_call("BCryptImportKey", blob.size, 0, status);
  release(&blob);
  status = gcm ? BCryptSetProperty(key, BCRYPT_CHAINING_MODE, (PUCHAR)gcm_mode, sizeof gcm_mode, 0)
               : BCryptSetProperty(key, BCRYPT_CHAINING_MODE, (PUCHAR)cbc_mode, sizeof cbc_mode, 0);
  if (!BCRYPT_SUCCESS(status)) fail("BCryptSetProperty", "no such chaining mode");
  return key;
}

/* CBC: the IV is changed by the call, so that the next one would go on. */
static Bytes encrypt_cbc(BCRYPT_KEY_HANDLE key, Bytes input, Bytes iv) {
  Bytes output = allocate(input.size + 16);
  NTSTATUS status;
  begin_call();
  status = BCryptEncrypt(key, input.data, input.size, NULL, iv.data, iv.size, output.data, output.size, &output.size,
                         BCRYPT_BLOCK_PADDING);
  end_call("BCryptEncrypt", input.size, output.size, status);
  return output;
}

static Bytes decrypt_cbc(BCRYPT_KEY_HANDLE key, Bytes input, Bytes iv) {
  Bytes output = allocate(input.size);
  NTSTATUS status;
  begin_call();
  status = BCryptDecrypt(key, input.data, input.size, NULL, iv.data, iv.size, output.data, output.size, &output.size,
                         BCRYPT_BLOCK_PADDING);
  end_call("BCryptDecrypt", input.size, output.size, status);
  return output;
}

static Bytes encrypt_gcm(BCRYPT_KEY_HANDLE key, Bytes input, BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO *info) {
  Bytes output = allocate(input.size);
  NTSTATUS status;
  begin_call();
  status = BCryptEncrypt(key, input.data, input.size, info, NULL, 0, output.data, output.size, &output.size, 0);
  end_call("BCryptEncrypt", input.size, output.size, status);
  return output;
}

static Bytes decrypt_gcm(BCRYPT_KEY_HANDLE key, Bytes input, BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO *info) {
  Bytes output = allocate(input.size), nothing = allocate(input.size);
  NTSTATUS status;
  begin_call();
  status = BCryptDecrypt(key, input.data, input.size, info, NULL, 0, output.data, output.size, &output.size, 0);
  end_call("BCryptDecrypt", input.size, output.size, status);

  info->pbTag[0] ^= 1;
  status = BCryptDecrypt(key, input.data, input.size, info, NULL, 0, nothing.data, nothing.size, &nothing.size, 0);
  if (status != STATUS_AUTH_TAG_MISMATCH) fail("BCryptDecrypt", "a changed tag was not refused");
  info->pbTag[0] ^= 1;
  release(&nothing);
  return output;
}

static Bytes apply_gcm(BCRYPT_KEY_HANDLE key, int encrypt, Bytes input, Bytes nonce, const char *tag_path,
                       const char *aad_path) {
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info;
  Bytes tag, output;
  Bytes aad = {NULL, 0};
  BCRYPT_INIT_AUTH_MODE_INFO(info);
  if (aad_path != NULL) aad = read_file(aad_path);
  tag = encrypt ? allocate(16) : read_file(tag_path);
  info.pbNonce = nonce.data;
  info.cbNonce = nonce.size;
  info.pbAuthData = aad.data;
  info.cbAuthData = aad.size;
  info.pbTag = tag.data;
  info.cbTag = tag.size;
  output = encrypt ? encrypt_gcm(key, input, &info) : decrypt_gcm(key, input, &info);
  if (encrypt) write_file(tag_path, tag.data, tag.size);
  release(&tag);
  if (aad.data != NULL) release(&aad);
  return output;
}

int main(int argc, char **argv) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key;
  Bytes input, iv, output;
  const int gcm = argc > 2 && strcmp(argv[2], "gcm") == 0;
  int encrypt;

  if (argc != 7 + gcm && !(gcm && argc == 9)) {
    fputs("usage: encrypt_with_aes encrypt|decrypt cbc KEY IV IN OUT\n", stderr);
    fputs("       encrypt_with_aes encrypt|decrypt gcm KEY NONCE IN OUT TAG [AAD]\n", stderr);
    return 2;
  }
  require_opencng();
  encrypt = strcmp(argv[1], "encrypt") == 0;
  iv = read_file(argv[4]);
  input = read_file(argv[5]);
  if (!BCRYPT_SUCCESS(BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_AES_ALGORITHM, NULL, 0)))
    fail("BCryptOpenAlgorithmProvider", "no AES");
  key = import(algorithm, gcm, argv[3]);

  if (gcm) {
    output = apply_gcm(key, encrypt, input, iv, argv[7], argc == 9 ? argv[8] : NULL);
  } else {
    output = encrypt ? encrypt_cbc(key, input, iv) : decrypt_cbc(key, input, iv);
  }
  write_file(argv[6], output.data, output.size);

  BCryptDestroyKey(key);
  BCryptCloseAlgorithmProvider(algorithm, 0);
  release(&output);
  release(&input);
  release(&iv);
  return 0;
}
