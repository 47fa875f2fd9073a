/* sign_rsaenh KEY: RSA through rsaenh. KEY is a PKCS #1 private key; its signatures are the same wherever they are
 * made. */
#include <string.h>

#include "report.h"

static const struct {
  const char *name;
  ALG_ID id;
} kHashes[] = {{"MD5", CALG_MD5},
               {"SHA1", CALG_SHA1},
               {"SHA256", CALG_SHA_256},
               {"SHA384", CALG_SHA_384},
               {"SHA512", CALG_SHA_512}};

static HCRYPTHASH hash_of(HCRYPTPROV provider, ALG_ID id, DWORD size) {
  HCRYPTHASH hash = 0;
  if (CryptCreateHash(provider, id, 0, 0, &hash)) CryptHashData(hash, message(), size, 0);
  return hash;
}

static void sign(HCRYPTPROV provider, HCRYPTKEY key, const char *what, ALG_ID id, BOOL always_the_same) {
  HCRYPTHASH hash = hash_of(provider, id, 300);
  BYTE signature[512];
  DWORD size = sizeof signature;
  if (!CryptSignHashA(hash, AT_SIGNATURE, NULL, 0, signature, &size)) {
    report_ok(name_of("%s, sign", what), FALSE);
  } else {
    if (always_the_same) {
      report_bytes(name_of("%s, sign", what), signature, size);
    } else {
      report(name_of("%s, sign", what), "%lu bytes", size);
    }
    report_ok(name_of("%s, verify", what), CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
    signature[size / 2] ^= 1;
    report_refused(name_of("%s, verify a changed signature", what),
                   CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
    signature[size / 2] ^= 1;
    CryptDestroyHash(hash);
    hash = hash_of(provider, id, 301);
    report_refused(name_of("%s, verify another message", what),
                   CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
  }
  CryptDestroyHash(hash);
}

static void encrypt(HCRYPTPROV provider, HCRYPTKEY pair) {
  BYTE text[256], blob[512];
  DWORD size = 50, blob_size = sizeof blob;
  HCRYPTKEY session = 0, again = 0;
  memcpy(text, message(), size);
  if (report_ok("RSA encrypt", CryptEncrypt(pair, 0, TRUE, 0, text, &size, sizeof text))) {
    report("RSA encrypt gives", "%lu bytes", size);
    report_ok("RSA decrypt", CryptDecrypt(pair, 0, TRUE, 0, text, &size));
    report("RSA decrypt gives", "%s", size == 50 && memcmp(text, message(), 50) == 0 ? "the same" : "cannot");
  }
  CryptGenKey(provider, CALG_3DES, CRYPT_EXPORTABLE, &session);
  report_ok("export a session key", CryptExportKey(session, pair, SIMPLEBLOB, 0, blob, &blob_size));
  report_ok("import a session key", CryptImportKey(provider, blob, blob_size, pair, 0, &again));
  CryptDestroyKey(again);
  CryptDestroyKey(session);
}

static void known_key(HCRYPTPROV provider, Bytes file) {
  BYTE *blob = NULL;
  DWORD size = 0;
  HCRYPTKEY key = 0;
  size_t i;
  if (!report_ok("decode the key", CryptDecodeObjectEx(X509_ASN_ENCODING, PKCS_RSA_PRIVATE_KEY, file.data, file.size,
                                                       CRYPT_DECODE_ALLOC_FLAG, NULL, &blob, &size))) {
    return;
  }
  ((BLOBHEADER *)blob)->aiKeyAlg = CALG_RSA_SIGN;
  if (report_ok("import the key", CryptImportKey(provider, blob, size, 0, 0, &key))) {
    for (i = 0; i < ARRAYSIZE(kHashes); ++i) {
      sign(provider, key, name_of("RSA with a known key, %s", kHashes[i].name), kHashes[i].id, TRUE);
    }
    CryptDestroyKey(key);
  }
  LocalFree(blob);
}

static void made_keys(HCRYPTPROV provider) {
  HCRYPTKEY key = 0;
  if (report_ok("CryptGenKey AT_SIGNATURE", CryptGenKey(provider, AT_SIGNATURE, 1024u << 16, &key))) {
    sign(provider, key, "RSA with a made key, SHA1", CALG_SHA1, FALSE);
    sign(provider, key, "RSA with a made key, SHA256", CALG_SHA_256, FALSE);
    CryptDestroyKey(key);
  }
  if (report_ok("CryptGenKey AT_KEYEXCHANGE", CryptGenKey(provider, AT_KEYEXCHANGE, 1024u << 16, &key))) {
    encrypt(provider, key);
    CryptDestroyKey(key);
  }
}

/* The key of a container is stored through CryptProtectData: crypt32, rsaenh, bcrypt. */
static void stored_key(void) {
  static const char container[] = "OpenCNG prefix test";
  HCRYPTPROV provider = 0;
  HCRYPTKEY key = 0, made = 0;
  CryptAcquireContextA(&provider, container, MS_ENHANCED_PROV_A, PROV_RSA_FULL, CRYPT_DELETEKEYSET);
  if (!report_ok("new container",
                 CryptAcquireContextA(&provider, container, MS_ENHANCED_PROV_A, PROV_RSA_FULL, CRYPT_NEWKEYSET))) {
    return;
  }
  report_ok("key of the container", CryptGenKey(provider, AT_SIGNATURE, 1024u << 16, &made));
  CryptDestroyKey(made);
  CryptReleaseContext(provider, 0);
  provider = 0;
  if (report_ok("container again", CryptAcquireContextA(&provider, container, MS_ENHANCED_PROV_A, PROV_RSA_FULL, 0))) {
    if (report_ok("its key again", CryptGetUserKey(provider, AT_SIGNATURE, &key))) {
      sign(provider, key, "RSA with a stored key, SHA1", CALG_SHA1, FALSE);
      CryptDestroyKey(key);
    }
    CryptReleaseContext(provider, 0);
  }
  report_ok("delete the container",
            CryptAcquireContextA(&provider, container, MS_ENHANCED_PROV_A, PROV_RSA_FULL, CRYPT_DELETEKEYSET));
}

int main(int argc, char **argv) {
  HCRYPTPROV provider = 0;
  if (argc != 2) return 2;
  if (report_ok("rsaenh opens",
                CryptAcquireContextA(&provider, NULL, MS_ENH_RSA_AES_PROV_A, PROV_RSA_AES, CRYPT_VERIFYCONTEXT))) {
    known_key(provider, read_file(argv[1]));
    made_keys(provider);
  }
  stored_key();
  report_end();
  CryptReleaseContext(provider, 0);
  return 0;
}
