/* public_key (NAME ALGORITHM HASH CERTIFICATE SIGNATURE)...: keys of certificates as crypt32 decodes and imports them.
 * SIGNATURE is BCrypt's, of the message's hash by the key of CERTIFICATE. */
#include <string.h>

#include "report.h"

static void decode(const char *name, const CERT_PUBLIC_KEY_INFO *info) {
  static const struct {
    const char *name;
    LPCSTR id;
  } kTypes[] = {{"RSA_CSP_PUBLICKEYBLOB", RSA_CSP_PUBLICKEYBLOB}, {"CNG_RSA_PUBLIC_KEY_BLOB", CNG_RSA_PUBLIC_KEY_BLOB}};
  size_t i;
  for (i = 0; i < ARRAYSIZE(kTypes); ++i) {
    BYTE *blob = NULL;
    DWORD size = 0;
    const char *what = name_of("%s, decode to %s", name, kTypes[i].name);
    if (CryptDecodeObjectEx(X509_ASN_ENCODING, kTypes[i].id, info->PublicKey.pbData, info->PublicKey.cbData,
                            CRYPT_DECODE_ALLOC_FLAG, NULL, &blob, &size)) {
      report_bytes(what, blob, size);
      LocalFree(blob);
    } else {
      report_ok(what, FALSE);
    }
  }
}

static void into_rsaenh(const char *name, CERT_PUBLIC_KEY_INFO *info) {
  HCRYPTPROV provider = 0;
  HCRYPTKEY key = 0;
  BYTE blob[1024];
  DWORD size = sizeof blob;
  CryptAcquireContextA(&provider, NULL, MS_ENH_RSA_AES_PROV_A, PROV_RSA_AES, CRYPT_VERIFYCONTEXT);
  if (report_ok(name_of("%s, CryptImportPublicKeyInfo", name),
                CryptImportPublicKeyInfo(provider, X509_ASN_ENCODING, info, &key))) {
    if (CryptExportKey(key, 0, PUBLICKEYBLOB, 0, blob, &size)) {
      report_bytes(name_of("%s, PUBLICKEYBLOB", name), blob, size);
    } else {
      report_ok(name_of("%s, PUBLICKEYBLOB", name), FALSE);
    }
    CryptDestroyKey(key);
  }
  CryptReleaseContext(provider, 0);
}

static void into_bcrypt(const char *name, BOOL rsa, const char *hash_name, CERT_PUBLIC_KEY_INFO *info,
                        Bytes signature) {
  BCRYPT_KEY_HANDLE key = NULL;
  WCHAR wide_name[16] = {0};
  BCRYPT_PKCS1_PADDING_INFO padding = {wide_name};
  const ULONG flags = rsa ? BCRYPT_PAD_PKCS1 : 0;
  VOID *padding_info = rsa ? &padding : NULL;
  BYTE blob[1024], hash[64];
  DWORD size = 0, hash_size = sizeof hash;
  MultiByteToWideChar(CP_ACP, 0, hash_name, -1, wide_name, (int)ARRAYSIZE(wide_name) - 1);
  if (!report_ok(name_of("%s, CryptImportPublicKeyInfoEx2", name),
                 CryptImportPublicKeyInfoEx2(X509_ASN_ENCODING, info, 0, NULL, &key))) {
    return;
  }
  if (report_status(name_of("%s, BCryptExportKey", name),
                    BCryptExportKey(key, NULL, rsa ? BCRYPT_RSAPUBLIC_BLOB : BCRYPT_ECCPUBLIC_BLOB, blob, sizeof blob,
                                    &size, 0))) {
    report_bytes(name_of("%s, the exported key", name), blob, size);
  }
  CryptHashCertificate2(wide_name, 0, NULL, message(), MESSAGE_SIZE, hash, &hash_size);
  report_status(name_of("%s, BCryptVerifySignature", name),
                BCryptVerifySignature(key, padding_info, hash, hash_size, signature.data, signature.size, flags));
  hash[0] ^= 1;
  report(name_of("%s, BCryptVerifySignature of another hash", name), "0x%08lx",
         (ULONG)BCryptVerifySignature(key, padding_info, hash, hash_size, signature.data, signature.size, flags));
  report_status(name_of("%s, BCryptDestroyKey", name), BCryptDestroyKey(key));
}

int main(int argc, char **argv) {
  for (; argc > 5; argc -= 5, argv += 5) {
    const BOOL rsa = strcmp(argv[2], "RSA") == 0;
    const Bytes file = read_file(argv[4]);
    PCCERT_CONTEXT certificate = CertCreateCertificateContext(X509_ASN_ENCODING, file.data, file.size);
    CERT_PUBLIC_KEY_INFO *info;
    if (!report_ok(name_of("%s, decode", argv[1]), certificate != NULL)) continue;
    info = &certificate->pCertInfo->SubjectPublicKeyInfo;
    report(name_of("%s, length", argv[1]), "%lu bits", CertGetPublicKeyLength(X509_ASN_ENCODING, info));
    if (rsa) {
      decode(argv[1], info);
      into_rsaenh(argv[1], info);
    }
    into_bcrypt(argv[1], rsa, argv[3], info, read_file(argv[5]));
    CertFreeCertificateContext(certificate);
  }
  return report_end();
}
