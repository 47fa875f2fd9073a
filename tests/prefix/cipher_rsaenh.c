/* Symmetric keys through rsaenh: given, derived from a hash (which bcrypt makes), and used for a MAC. */
#include <string.h>

#include "report.h"

typedef struct Cipher {
  const char *name;
  ALG_ID id;
  DWORD key_size;
} Cipher;

static const Cipher kCiphers[] = {{"RC2", CALG_RC2, 16},         {"RC4", CALG_RC4, 16},
                                  {"DES", CALG_DES, 8},          {"3DES-112", CALG_3DES_112, 16},
                                  {"3DES", CALG_3DES, 24},       {"AES-128", CALG_AES_128, 16},
                                  {"AES-192", CALG_AES_192, 24}, {"AES-256", CALG_AES_256, 32}};

static HCRYPTPROV provider;

static BOOL import(const Cipher *cipher, HCRYPTKEY *key) {
  struct {
    BLOBHEADER header;
    DWORD size;
    BYTE key[32];
  } blob = {{PLAINTEXTKEYBLOB, CUR_BLOB_VERSION, 0, cipher->id}, cipher->key_size, {0}};
  memcpy(blob.key, message(), cipher->key_size);
  return CryptImportKey(provider, (BYTE *)&blob, (DWORD)sizeof(BLOBHEADER) + 4 + cipher->key_size, 0, 0, key);
}

/* In two calls each way; what comes out is shown by its last bytes, which hang on all before them. */
static void use(const char *what, HCRYPTKEY key, DWORD mode, BOOL block) {
  static BYTE text[MESSAGE_SIZE + 64];
  BYTE iv[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  DWORD first = 320, last = MESSAGE_SIZE - 320;
  memcpy(text, message(), MESSAGE_SIZE);
  if (block && (!CryptSetKeyParam(key, KP_MODE, (BYTE *)&mode, 0) || !CryptSetKeyParam(key, KP_IV, iv, 0))) {
    report_ok(name_of("%s, mode and IV", what), FALSE);
    return;
  }
  if (!CryptEncrypt(key, 0, FALSE, 0, text, &first, sizeof text) ||
      !CryptEncrypt(key, 0, TRUE, 0, text + 320, &last, (DWORD)sizeof text - 320)) {
    report_ok(name_of("%s, encrypt", what), FALSE);
    return;
  }
  report_bytes(name_of("%s, encrypt %lu bytes, its end", what, first + last), text + first + last - 24, 24);
  report_ok(name_of("%s, decrypt", what),
            CryptDecrypt(key, 0, FALSE, 0, text, &first) && CryptDecrypt(key, 0, TRUE, 0, text + 320, &last));
  report(
      name_of("%s, decrypt gives", what), "%s",
      first + last == MESSAGE_SIZE && memcmp(text, message(), MESSAGE_SIZE) == 0 ? "the same" : "cannot: other bytes");
}

static void given(const Cipher *cipher) {
  HCRYPTKEY key = 0;
  const BOOL block = cipher->id != CALG_RC4;
  if (!import(cipher, &key)) {
    report_ok(name_of("rsaenh %s, import", cipher->name), FALSE);
    return;
  }
  use(name_of("rsaenh %s %s", cipher->name, block ? "CBC" : "stream"), key, CRYPT_MODE_CBC, block);
  if (block) use(name_of("rsaenh %s ECB", cipher->name), key, CRYPT_MODE_ECB, block);
  CryptDestroyKey(key);
}

static void derived(const Cipher *cipher, const char *hash_name, ALG_ID hash_id) {
  HCRYPTHASH hash = 0;
  HCRYPTKEY key = 0;
  const char *what = name_of("rsaenh %s of a %s hash", cipher->name, hash_name);
  if (CryptCreateHash(provider, hash_id, 0, 0, &hash) && CryptHashData(hash, message(), 20, 0) &&
      CryptDeriveKey(provider, cipher->id, hash, 0, &key)) {
    use(what, key, CRYPT_MODE_CBC, cipher->id != CALG_RC4);
  } else {
    report_ok(what, FALSE);
  }
  CryptDestroyKey(key);
  CryptDestroyHash(hash);
}

static void mac(const Cipher *cipher) {
  BYTE value[16];
  DWORD size = sizeof value;
  HCRYPTKEY key = 0;
  HCRYPTHASH hash = 0;
  const char *what = name_of("rsaenh MAC with %s", cipher->name);
  if (import(cipher, &key) && CryptCreateHash(provider, CALG_MAC, key, 0, &hash) &&
      CryptHashData(hash, message(), 500, 0) && CryptGetHashParam(hash, HP_HASHVAL, value, &size, 0)) {
    report_bytes(what, value, size);
  } else {
    report_ok(what, FALSE);
  }
  CryptDestroyHash(hash);
  CryptDestroyKey(key);
}

/* A key that rsaenh draws itself. */
static void made(const Cipher *cipher) {
  HCRYPTKEY key = 0;
  BYTE text[64];
  DWORD size = 40;
  const char *what = name_of("rsaenh %s with a made key", cipher->name);
  memcpy(text, message(), size);
  report(what, "%s",
         CryptGenKey(provider, cipher->id, 0, &key) && CryptEncrypt(key, 0, TRUE, 0, text, &size, sizeof text) &&
                 memcmp(text, message(), 40) != 0 && CryptDecrypt(key, 0, TRUE, 0, text, &size) && size == 40 &&
                 memcmp(text, message(), 40) == 0
             ? "ok"
             : "cannot");
  CryptDestroyKey(key);
}

int main(void) {
  size_t i;
  if (report_ok("rsaenh opens",
                CryptAcquireContextA(&provider, NULL, MS_ENH_RSA_AES_PROV_A, PROV_RSA_AES, CRYPT_VERIFYCONTEXT))) {
    for (i = 0; i < ARRAYSIZE(kCiphers); ++i) {
      given(&kCiphers[i]);
      made(&kCiphers[i]);
      derived(&kCiphers[i], "MD5", CALG_MD5);
      derived(&kCiphers[i], "SHA1", CALG_SHA1);
      derived(&kCiphers[i], "SHA256", CALG_SHA_256);
    }
    mac(&kCiphers[0]);
    mac(&kCiphers[2]);
  }
  report_end();
  CryptReleaseContext(provider, 0);
  return 0;
}
