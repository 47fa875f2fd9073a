/* DSA through dssenh, which leaves the keys and the signatures to bcrypt. */
#include "report.h"

/* Wine's dssenh signs and verifies the value that the hash has: it must be complete. */
static HCRYPTHASH hash_of(HCRYPTPROV provider, DWORD size) {
  HCRYPTHASH hash = 0;
  BYTE value[20];
  DWORD value_size = sizeof value;
  if (CryptCreateHash(provider, CALG_SHA1, 0, 0, &hash)) CryptHashData(hash, message(), size, 0);
  CryptGetHashParam(hash, HP_HASHVAL, value, &value_size, 0);
  return hash;
}

/* Which error it leaves is an accident: dssenh sets none. */
static void refused(const char *name, BOOL accepted) { report(name, "%s", accepted ? "cannot refuse it" : "refused"); }

static void verify(HCRYPTPROV provider, HCRYPTKEY key, const char *what, BYTE *signature, DWORD size) {
  HCRYPTHASH hash = hash_of(provider, 300);
  report_ok(name_of("dssenh %s, verify", what), CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
  signature[size / 2] ^= 1;
  refused(name_of("dssenh %s, verify a changed signature", what),
          CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
  signature[size / 2] ^= 1;
  CryptDestroyHash(hash);
  hash = hash_of(provider, 301);
  refused(name_of("dssenh %s, verify another message", what),
          CryptVerifySignatureA(hash, signature, size, key, NULL, 0));
  CryptDestroyHash(hash);
}

int main(void) {
  HCRYPTPROV provider = 0;
  HCRYPTKEY key = 0, public_key = 0;
  HCRYPTHASH hash = 0;
  BYTE signature[64], blob[1024];
  DWORD size = sizeof signature, blob_size = sizeof blob;
  if (report_ok("dssenh opens",
                CryptAcquireContextA(&provider, NULL, MS_ENH_DSS_DH_PROV_A, PROV_DSS_DH, CRYPT_VERIFYCONTEXT)) &&
      report_ok("dssenh CryptGenKey", CryptGenKey(provider, AT_SIGNATURE, (1024u << 16) | CRYPT_EXPORTABLE, &key))) {
    hash = hash_of(provider, 300);
    if (report_ok("dssenh sign", CryptSignHashA(hash, AT_SIGNATURE, NULL, 0, signature, &size))) {
      report("dssenh sign gives", "%lu bytes", size);
      verify(provider, key, "with the pair", signature, size);
      report_ok("dssenh export", CryptExportKey(key, 0, PUBLICKEYBLOB, 0, blob, &blob_size));
      if (report_ok("dssenh import", CryptImportKey(provider, blob, blob_size, 0, 0, &public_key))) {
        verify(provider, public_key, "with the public key", signature, size);
        CryptDestroyKey(public_key);
      }
    }
    CryptDestroyHash(hash);
    CryptDestroyKey(key);
  }
  report_end();
  CryptReleaseContext(provider, 0);
  return 0;
}
