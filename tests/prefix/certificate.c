/* certificate (NAME SUBJECT ISSUER good|bad)...: is the certificate SUBJECT signed by the key of the certificate
 * ISSUER? crypt32 hashes with bcrypt or rsaenh, and checks RSA with rsaenh, ECDSA with bcrypt. */
#include <string.h>

#include "report.h"

static PCCERT_CONTEXT load(const char *path) {
  const Bytes file = read_file(path);
  return CertCreateCertificateContext(X509_ASN_ENCODING, file.data, file.size);
}

static void verify(const char *name, PCCERT_CONTEXT subject, PCCERT_CONTEXT issuer, BOOL good) {
  CERT_PUBLIC_KEY_INFO *key = &issuer->pCertInfo->SubjectPublicKeyInfo;
  const BOOL by_key =
      CryptVerifyCertificateSignature(0, X509_ASN_ENCODING, subject->pbCertEncoded, subject->cbCertEncoded, key);
  const char *what = name_of("%s, CryptVerifyCertificateSignature", name);
  BOOL by_issuer;
  if (good) {
    report_ok(what, by_key);
  } else {
    report_refused(what, by_key);
  }
  by_issuer =
      CryptVerifyCertificateSignatureEx(0, X509_ASN_ENCODING, CRYPT_VERIFY_CERT_SIGN_SUBJECT_CERT, (void *)subject,
                                        CRYPT_VERIFY_CERT_SIGN_ISSUER_CERT, (void *)issuer, 0, NULL);
  what = name_of("%s, CryptVerifyCertificateSignatureEx", name);
  if (good) {
    report_ok(what, by_issuer);
  } else {
    report_refused(what, by_issuer);
  }
}

static void property(const char *name, const char *which, PCCERT_CONTEXT certificate, DWORD id) {
  BYTE value[64];
  DWORD size = sizeof value;
  const char *what = name_of("%s, its %s", name, which);
  if (CertGetCertificateContextProperty(certificate, id, value, &size)) {
    report_bytes(what, value, size);
  } else {
    report_ok(what, FALSE);
  }
}

static void hashes(const char *name, PCCERT_CONTEXT certificate) {
  BYTE hash[64];
  DWORD size = sizeof hash;
  property(name, "SHA1 hash", certificate, CERT_SHA1_HASH_PROP_ID);
  property(name, "MD5 hash", certificate, CERT_MD5_HASH_PROP_ID);
  /* Wine knows the hashes of these algorithms only. */
  if (strncmp(certificate->pCertInfo->SignatureAlgorithm.pszObjId, szOID_RSA_RSA, sizeof szOID_RSA_RSA - 2) == 0)
    property(name, "signature hash", certificate, CERT_SIGNATURE_HASH_PROP_ID);
  property(name, "key identifier", certificate, CERT_KEY_IDENTIFIER_PROP_ID);
  property(name, "public key MD5", certificate, CERT_SUBJECT_PUBLIC_KEY_MD5_HASH_PROP_ID);
  if (CryptHashPublicKeyInfo(0, CALG_SHA1, 0, X509_ASN_ENCODING, &certificate->pCertInfo->SubjectPublicKeyInfo, hash,
                             &size)) {
    report_bytes(name_of("%s, CryptHashPublicKeyInfo", name), hash, size);
  } else {
    report_ok(name_of("%s, CryptHashPublicKeyInfo", name), FALSE);
  }
}

int main(int argc, char **argv) {
  for (; argc > 4; argc -= 4, argv += 4) {
    PCCERT_CONTEXT subject = load(argv[2]), issuer = load(argv[3]);
    if (!report_ok(name_of("%s, decode", argv[1]), subject != NULL && issuer != NULL)) continue;
    verify(argv[1], subject, issuer, strcmp(argv[4], "good") == 0);
    hashes(argv[1], subject);
    CertFreeCertificateContext(subject);
    CertFreeCertificateContext(issuer);
  }
  return report_end();
}
