/* The other side of the post-quantum examples: OpenSSL alone, with keys in PEM. It does what `openssl` 3.5 does; the
 * openssl command of many systems is older.
 *
 *   openssl_peer generate ML-KEM-768 private.pem public.pem
 *   openssl_peer encapsulate public.pem SECRET CIPHERTEXT
 *   openssl_peer decapsulate private.pem SECRET CIPHERTEXT
 *   openssl_peer sign private.pem MESSAGE SIGNATURE
 *   openssl_peer verify public.pem MESSAGE SIGNATURE
 */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 * 1024 };

static void must(int good, const char *what) {
  if (good) return;
  fprintf(stderr, "openssl_peer: %s failed\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  must(file != NULL, path);
  return file;
}

static size_t read_file(const char *path, unsigned char *bytes) {
  FILE *file = open_file(path, "rb");
  const size_t size = fread(bytes, 1, MOST, file);
  must(feof(file) && !ferror(file), path);
  fclose(file);
  return size;
}

static void write_file(const char *path, const unsigned char *bytes, size_t size) {
  FILE *file = open_file(path, "wb");
  must(fwrite(bytes, 1, size, file) == size && fclose(file) == 0, path);
}

static EVP_PKEY *read_key(const char *path, int is_private) {
  FILE *file = open_file(path, "r");
  EVP_PKEY *key = is_private ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : PEM_read_PUBKEY(file, NULL, NULL, NULL);
  fclose(file);
  must(key != NULL, path);
  return key;
}

static void generate(const char *type, const char *private_path, const char *public_path) {
  EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, type);
  FILE *private_file = open_file(private_path, "w"), *public_file = open_file(public_path, "w");
  must(key != NULL, type);
  must(PEM_write_PrivateKey(private_file, key, NULL, NULL, 0, NULL, NULL) == 1, private_path);
  must(PEM_write_PUBKEY(public_file, key) == 1, public_path);
  must(fclose(private_file) == 0 && fclose(public_file) == 0, private_path);
  EVP_PKEY_free(key);
}

static void share(int sends, const char *key_path, const char *secret_path, const char *ciphertext_path) {
  static unsigned char ciphertext[MOST], secret[MOST];
  size_t size = sends ? MOST : read_file(ciphertext_path, ciphertext), secret_size = MOST;
  EVP_PKEY *key = read_key(key_path, !sends);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  must(context != NULL, "EVP_PKEY_CTX_new");
  if (sends) {
    must(EVP_PKEY_encapsulate_init(context, NULL) == 1, "EVP_PKEY_encapsulate_init");
    must(EVP_PKEY_encapsulate(context, ciphertext, &size, secret, &secret_size) == 1, "EVP_PKEY_encapsulate");
    write_file(ciphertext_path, ciphertext, size);
  } else {
    must(EVP_PKEY_decapsulate_init(context, NULL) == 1, "EVP_PKEY_decapsulate_init");
    must(EVP_PKEY_decapsulate(context, secret, &secret_size, ciphertext, size) == 1, "EVP_PKEY_decapsulate");
  }
  write_file(secret_path, secret, secret_size);
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
}

static void sign_or_verify(int signs, const char *key_path, const char *message_path, const char *signature_path) {
  static unsigned char message[MOST], signature[MOST];
  const size_t message_size = read_file(message_path, message);
  size_t size = signs ? MOST : read_file(signature_path, signature);
  EVP_PKEY *key = read_key(key_path, signs);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  must(context != NULL, "EVP_MD_CTX_new");
  if (signs) {
    must(EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1, "EVP_DigestSignInit");
    must(EVP_DigestSign(context, signature, &size, message, message_size) == 1, "EVP_DigestSign");
    write_file(signature_path, signature, size);
  } else {
    must(EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1, "EVP_DigestVerifyInit");
    must(EVP_DigestVerify(context, signature, size, message, message_size) == 1, "EVP_DigestVerify");
  }
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
}

int main(int argc, char **argv) {
  const char *what = argc == 5 ? argv[1] : "";
  if (strcmp(what, "generate") == 0)
    generate(argv[2], argv[3], argv[4]);
  else if (strcmp(what, "encapsulate") == 0 || strcmp(what, "decapsulate") == 0)
    share(*what == 'e', argv[2], argv[3], argv[4]);
  else if (strcmp(what, "sign") == 0 || strcmp(what, "verify") == 0)
    sign_or_verify(*what == 's', argv[2], argv[3], argv[4]);
  else
    must(0, "usage: openssl_peer generate|encapsulate|decapsulate|sign|verify; see its first lines; this");
  return 0;
}
