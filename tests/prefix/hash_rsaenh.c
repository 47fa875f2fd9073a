/* Hashes, HMACs and CBC-MACs through rsaenh and dssenh: in parts, duplicated half-way, many at once. */
#include <string.h>

#include "report.h"

typedef struct Algorithm {
  const char *name;
  ALG_ID id;
} Algorithm;

static const Algorithm kHashes[] = {{"MD2", CALG_MD2},       {"MD4", CALG_MD4},        {"MD5", CALG_MD5},
                                    {"SHA1", CALG_SHA1},     {"SHA256", CALG_SHA_256}, {"SHA384", CALG_SHA_384},
                                    {"SHA512", CALG_SHA_512}};

static void report_value(const char *name, HCRYPTHASH hash) {
  BYTE value[64];
  DWORD size = sizeof value;
  if (CryptGetHashParam(hash, HP_HASHVAL, value, &size, 0)) {
    report_bytes(name, value, size);
  } else {
    report_ok(name, FALSE);
  }
}

static BOOL add(HCRYPTHASH hash, DWORD from, DWORD to) { return CryptHashData(hash, message() + from, to - from, 0); }

static void one_hash(HCRYPTPROV provider, const char *module, const Algorithm *algorithm) {
  HCRYPTHASH hash = 0, copy = 0;
  DWORD at, length = 0, size = sizeof length;
  if (!CryptCreateHash(provider, algorithm->id, 0, 0, &hash)) {
    report_ok(name_of("%s %s", module, algorithm->name), FALSE);
    return;
  }
  CryptGetHashParam(hash, HP_HASHSIZE, (BYTE *)&length, &size, 0);
  report(name_of("%s %s size", module, algorithm->name), "%lu", length);
  for (at = 0; at < 500; at += 20) add(hash, at, at + 20);
  if (CryptDuplicateHash(hash, NULL, 0, &copy)) {
    add(copy, 0, 1);
    report_value(name_of("%s %s of a duplicate", module, algorithm->name), copy);
    CryptDestroyHash(copy);
  } else {
    report_ok(name_of("%s %s duplicate", module, algorithm->name), FALSE);
  }
  add(hash, 500, MESSAGE_SIZE);
  report_value(name_of("%s %s", module, algorithm->name), hash);
  report_value(name_of("%s %s once more", module, algorithm->name), hash);
  report_refused(name_of("%s %s of more after its end", module, algorithm->name), add(hash, 0, 1));
  CryptDestroyHash(hash);
  if (CryptCreateHash(provider, algorithm->id, 0, 0, &hash)) {
    report_value(name_of("%s %s of nothing", module, algorithm->name), hash);
    CryptDestroyHash(hash);
  }
}

/* More hashes at a time than one would think of, in turns. */
static void many_hashes(HCRYPTPROV provider) {
  enum { kMany = 40 };
  HCRYPTHASH hashes[kMany], first = 0;
  BYTE value[32], expected[32];
  DWORD size, at;
  int i, same = 0;
  for (i = 0; i < kMany; ++i) CryptCreateHash(provider, CALG_SHA_256, 0, 0, &hashes[i]);
  for (at = 0; at < MESSAGE_SIZE; at += 100) {
    for (i = 0; i < kMany; ++i) add(hashes[i], at, at + 100);
  }
  CryptCreateHash(provider, CALG_SHA_256, 0, 0, &first);
  add(first, 0, MESSAGE_SIZE);
  size = sizeof expected;
  CryptGetHashParam(first, HP_HASHVAL, expected, &size, 0);
  for (i = 0; i < kMany; ++i) {
    size = sizeof value;
    if (CryptGetHashParam(hashes[i], HP_HASHVAL, value, &size, 0) && memcmp(value, expected, size) == 0) ++same;
    CryptDestroyHash(hashes[i]);
  }
  CryptDestroyHash(first);
  report("rsaenh many hashes in turns", "%d of %d", same, (int)kMany);
}

static HCRYPTKEY import(HCRYPTPROV provider, ALG_ID algorithm, DWORD size) {
  struct {
    BLOBHEADER header;
    DWORD size;
    BYTE key[128];
  } blob = {{PLAINTEXTKEYBLOB, CUR_BLOB_VERSION, 0, algorithm}, size, {0}};
  HCRYPTKEY key = 0;
  memcpy(blob.key, message(), size);
  CryptImportKey(provider, (BYTE *)&blob, (DWORD)sizeof(BLOBHEADER) + 4 + size, 0, CRYPT_IPSEC_HMAC_KEY, &key);
  return key;
}

static void one_hmac(HCRYPTPROV provider, const Algorithm *algorithm, DWORD key_size) {
  const char *name = name_of("rsaenh HMAC %s, key of %lu bytes", algorithm->name, key_size);
  HCRYPTKEY key = import(provider, CALG_RC2, key_size);
  HMAC_INFO info = {0};
  HCRYPTHASH hash = 0;
  info.HashAlgid = algorithm->id;
  if (key == 0 || !CryptCreateHash(provider, CALG_HMAC, key, 0, &hash) ||
      !CryptSetHashParam(hash, HP_HMAC_INFO, (BYTE *)&info, 0)) {
    report_ok(name, FALSE);
  } else {
    add(hash, 0, 300);
    add(hash, 300, MESSAGE_SIZE);
    report_value(name, hash);
  }
  CryptDestroyHash(hash);
  CryptDestroyKey(key);
}

int main(void) {
  HCRYPTPROV provider = 0, dss = 0;
  size_t i;
  if (report_ok("rsaenh opens",
                CryptAcquireContextA(&provider, NULL, MS_ENH_RSA_AES_PROV_A, PROV_RSA_AES, CRYPT_VERIFYCONTEXT))) {
    for (i = 0; i < ARRAYSIZE(kHashes); ++i) one_hash(provider, "rsaenh", &kHashes[i]);
    many_hashes(provider);
    for (i = 0; i < ARRAYSIZE(kHashes); ++i) {
      one_hmac(provider, &kHashes[i], 16);
      one_hmac(provider, &kHashes[i], 100);
    }
  }
  if (report_ok("dssenh opens",
                CryptAcquireContextA(&dss, NULL, MS_ENH_DSS_DH_PROV_A, PROV_DSS_DH, CRYPT_VERIFYCONTEXT))) {
    one_hash(dss, "dssenh", &kHashes[2]);
    one_hash(dss, "dssenh", &kHashes[3]);
    one_hash(dss, "dssenh", &kHashes[4]);
  }
  report_end();
  CryptReleaseContext(provider, 0);
  CryptReleaseContext(dss, 0);
  return 0;
}
