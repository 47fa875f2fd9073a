/* capi_keys make | take: keys of CryptoAPI as files, through rsaenh and dssenh. `make` writes NAME.private, NAME.public
 * and NAME.signature for the names below (the key of DSA is openssl's dsa.msblob); `take` reads ours.NAME.*, which
 * capi_bcrypt has written, imports both blobs, exports them again and verifies the signature. The signature is SHA-1's
 * of the message, in the byte order that the provider gives. */
#include <string.h>

#include "report.h"

static const struct {
  const char *name;
  const char *provider;
  DWORD type;
  DWORD spec;
} kKinds[] = {{"rsa", MS_ENHANCED_PROV_A, PROV_RSA_FULL, AT_KEYEXCHANGE},
              {"rsa_sign", MS_ENHANCED_PROV_A, PROV_RSA_FULL, AT_SIGNATURE},
              {"dsa", MS_ENH_DSS_DH_PROV_A, PROV_DSS_DH, AT_SIGNATURE}};

/* Wine's dssenh signs and verifies the value that the hash has: it must be complete. */
static HCRYPTHASH hash_of(HCRYPTPROV provider) {
  HCRYPTHASH hash = 0;
  BYTE value[20];
  DWORD size = sizeof value;
  if (CryptCreateHash(provider, CALG_SHA1, 0, 0, &hash)) CryptHashData(hash, message(), 300, 0);
  CryptGetHashParam(hash, HP_HASHVAL, value, &size, 0);
  return hash;
}

static BOOL export_to(HCRYPTKEY key, const char *kind, const char *half, DWORD type) {
  BYTE blob[2048];
  DWORD size = sizeof blob;
  if (!report_ok(name_of("%s, export the %s blob", kind, half), CryptExportKey(key, 0, type, 0, blob, &size)))
    return FALSE;
  write_file(name_of("%s.%s", kind, half), blob, size);
  return TRUE;
}

static void make(HCRYPTPROV provider, const char *kind, DWORD spec) {
  HCRYPTKEY key = 0;
  HCRYPTHASH hash;
  BYTE signature[512];
  DWORD size = sizeof signature;
  if (strcmp(kind, "dsa") == 0) {
    /* Of a key that it has generated, Wine's own library exports no private blob. */
    const Bytes file = read_file("dsa.msblob");
    if (!report_ok("dsa, import what openssl wrote",
                   CryptImportKey(provider, file.data, file.size, 0, CRYPT_EXPORTABLE, &key)))
      return;
  } else if (!report_ok(name_of("%s, generate", kind),
                        CryptGenKey(provider, spec, (1024u << 16) | CRYPT_EXPORTABLE, &key))) {
    return;
  }
  export_to(key, kind, "private", PRIVATEKEYBLOB);
  export_to(key, kind, "public", PUBLICKEYBLOB);
  hash = hash_of(provider);
  if (report_ok(name_of("%s, sign", kind), CryptSignHashA(hash, spec, NULL, 0, signature, &size)))
    write_file(name_of("%s.signature", kind), signature, size);
  CryptDestroyHash(hash);
  CryptDestroyKey(key);
}

/* Imports a blob of ours; CryptoAPI's own export must be the same bytes. */
static HCRYPTKEY import(HCRYPTPROV provider, const char *kind, const char *half, DWORD type) {
  const Bytes ours = read_file(name_of("ours.%s.%s", kind, half));
  HCRYPTKEY key = 0;
  BYTE blob[2048];
  DWORD size = sizeof blob;
  /* A public DSA blob of Wine's own library ends with zeros for the 24 bytes of counter and seed. */
  const DWORD kept = ours.size - (type == PUBLICKEYBLOB && strcmp(kind, "dsa") == 0 ? 24 : 0);
  if (!report_ok(name_of("%s, import our %s blob", kind, half),
                 CryptImportKey(provider, ours.data, ours.size, 0, CRYPT_EXPORTABLE, &key)))
    return 0;
  if (report_ok(name_of("%s, export it as a %s blob", kind, half), CryptExportKey(key, 0, type, 0, blob, &size)))
    report(name_of("%s, the %s blob", kind, half), "%s",
           size == ours.size && memcmp(blob, ours.data, kept) == 0 ? "ok" : "another");
  return key;
}

static void take(HCRYPTPROV provider, const char *kind) {
  const Bytes signature = read_file(name_of("ours.%s.signature", kind));
  const HCRYPTHASH hash = hash_of(provider);
  HCRYPTKEY key = import(provider, kind, "private", PRIVATEKEYBLOB);
  if (key != 0) CryptDestroyKey(key);
  key = import(provider, kind, "public", PUBLICKEYBLOB);
  report_ok(name_of("%s, verify our signature", kind),
            CryptVerifySignatureA(hash, signature.data, signature.size, key, NULL, 0));
  signature.data[signature.size / 2] ^= 1;
  report(name_of("%s, refuse a changed signature", kind), "%s",
         CryptVerifySignatureA(hash, signature.data, signature.size, key, NULL, 0) ? "cannot" : "ok");
  if (key != 0) CryptDestroyKey(key);
  CryptDestroyHash(hash);
}

int main(int argc, char **argv) {
  size_t i;
  LoadLibraryA("bcrypt.dll"); /* dssenh lets go of it, and report_end asks whose it is */
  for (i = 0; i < ARRAYSIZE(kKinds); ++i) {
    HCRYPTPROV provider = 0;
    if (!report_ok(name_of("%s, open the provider", kKinds[i].name),
                   CryptAcquireContextA(&provider, NULL, kKinds[i].provider, kKinds[i].type, CRYPT_VERIFYCONTEXT)))
      continue;
    if (argc == 2 && strcmp(argv[1], "make") == 0) {
      make(provider, kKinds[i].name, kKinds[i].spec);
    } else {
      take(provider, kKinds[i].name);
    }
    CryptReleaseContext(provider, 0);
  }
  report_end();
  return 0;
}
