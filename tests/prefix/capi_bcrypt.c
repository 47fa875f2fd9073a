/* Keys that CryptoAPI wrote (capi_keys make), through the LEGACY_* blobs of BCrypt: import, export, compare, verify;
 * and new keys the other way, as ours.NAME.*. */
#include <string.h>

#include "report.h"

static const struct {
  const char *name;
  LPCWSTR algorithm, private_type, public_type;
  BOOL public_import;
} kKinds[] = {{"rsa", BCRYPT_RSA_ALGORITHM, LEGACY_RSAPRIVATE_BLOB, LEGACY_RSAPUBLIC_BLOB, FALSE},
              {"rsa_sign", BCRYPT_RSA_SIGN_ALGORITHM, LEGACY_RSAPRIVATE_BLOB, LEGACY_RSAPUBLIC_BLOB, FALSE},
              {"dsa", BCRYPT_DSA_ALGORITHM, LEGACY_DSA_V2_PRIVATE_BLOB, LEGACY_DSA_V2_PUBLIC_BLOB, TRUE}};

static void digest(BYTE out[20]) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_HASH_HANDLE hash = NULL;
  BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA1_ALGORITHM, NULL, 0);
  BCryptCreateHash(algorithm, &hash, NULL, 0, NULL, 0, 0);
  BCryptHashData(hash, (PUCHAR)message(), 300, 0);
  BCryptFinishHash(hash, out, 20, 0);
  BCryptDestroyHash(hash);
  BCryptCloseAlgorithmProvider(algorithm, 0);
}

/* CryptoAPI's RSA signatures are little-endian. Those of DSA Wine's dssenh hands on as bcrypt has them. */
static void turn_signature(BYTE *bytes, DWORD size, BOOL dsa) {
  DWORD i;
  if (dsa) return;
  for (i = 0; i < size / 2; ++i) {
    const BYTE byte = bytes[i];
    bytes[i] = bytes[size - 1 - i];
    bytes[size - 1 - i] = byte;
  }
}

static void compare(BCRYPT_KEY_HANDLE key, const char *kind, const char *half, LPCWSTR type, Bytes theirs) {
  BYTE blob[2048];
  ULONG size = 0;
  if (report_status(name_of("%s, export the %s blob", kind, half),
                    BCryptExportKey(key, NULL, type, blob, sizeof blob, &size, 0)))
    report(name_of("%s, the %s blob", kind, half), "%s",
           size == theirs.size && memcmp(blob, theirs.data, size) == 0 ? "ok" : "another");
}

static void verify(BCRYPT_KEY_HANDLE key, const char *what, Bytes signature, BOOL dsa) {
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA1_ALGORITHM};
  BYTE hash[20], bytes[512];
  digest(hash);
  memcpy(bytes, signature.data, signature.size);
  turn_signature(bytes, signature.size, dsa);
  report_status(what, BCryptVerifySignature(key, dsa ? NULL : &padding, hash, sizeof hash, bytes, signature.size,
                                            dsa ? 0 : BCRYPT_PAD_PKCS1));
}

static void take(BCRYPT_ALG_HANDLE algorithm, size_t i) {
  const char *kind = kKinds[i].name;
  const Bytes private_blob = read_file(name_of("%s.private", kind));
  const Bytes public_blob = read_file(name_of("%s.public", kind));
  const Bytes signature = read_file(name_of("%s.signature", kind));
  const BOOL dsa = kKinds[i].public_import;
  BCRYPT_KEY_HANDLE key = NULL;
  if (report_status(name_of("%s, import the private blob", kind),
                    BCryptImportKeyPair(algorithm, NULL, kKinds[i].private_type, &key, private_blob.data,
                                        private_blob.size, 0))) {
    compare(key, kind, "private", kKinds[i].private_type, private_blob);
    compare(key, kind, "public", kKinds[i].public_type, public_blob);
    verify(key, name_of("%s, verify with the pair", kind), signature, dsa);
    BCryptDestroyKey(key);
  }
  if (kKinds[i].public_import && report_status(name_of("%s, import the public blob", kind),
                                               BCryptImportKeyPair(algorithm, NULL, kKinds[i].public_type, &key,
                                                                   public_blob.data, public_blob.size, 0))) {
    compare(key, kind, "public", kKinds[i].public_type, public_blob);
    verify(key, name_of("%s, verify with the public key", kind), signature, dsa);
    BCryptDestroyKey(key);
  }
}

static void export_to(BCRYPT_KEY_HANDLE key, const char *kind, const char *half, LPCWSTR type) {
  BYTE blob[2048];
  ULONG size = 0;
  if (report_status(name_of("%s, export a new %s blob", kind, half),
                    BCryptExportKey(key, NULL, type, blob, sizeof blob, &size, 0)))
    write_file(name_of("ours.%s.%s", kind, half), blob, size);
}

static void make(BCRYPT_ALG_HANDLE algorithm, size_t i) {
  const char *kind = kKinds[i].name;
  const BOOL dsa = kKinds[i].public_import;
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA1_ALGORITHM};
  BCRYPT_KEY_HANDLE key = NULL;
  BYTE hash[20], signature[512];
  ULONG size = 0;
  if (!report_status(name_of("%s, generate", kind), BCryptGenerateKeyPair(algorithm, &key, 1024, 0)) ||
      !report_status(name_of("%s, finalize", kind), BCryptFinalizeKeyPair(key, 0)))
    return;
  export_to(key, kind, "private", kKinds[i].private_type);
  export_to(key, kind, "public", kKinds[i].public_type);
  digest(hash);
  if (report_status(name_of("%s, sign", kind), BCryptSignHash(key, dsa ? NULL : &padding, hash, sizeof hash, signature,
                                                              sizeof signature, &size, dsa ? 0 : BCRYPT_PAD_PKCS1))) {
    turn_signature(signature, size, dsa);
    write_file(name_of("ours.%s.signature", kind), signature, size);
  }
  BCryptDestroyKey(key);
}

int main(void) {
  size_t i;
  for (i = 0; i < ARRAYSIZE(kKinds); ++i) {
    BCRYPT_ALG_HANDLE algorithm = NULL;
    if (!report_status(name_of("%s, open the provider", kKinds[i].name),
                       BCryptOpenAlgorithmProvider(&algorithm, kKinds[i].algorithm, NULL, 0)))
      continue;
    take(algorithm, i);
    make(algorithm, i);
    BCryptCloseAlgorithmProvider(algorithm, 0);
  }
  report_end();
  return 0;
}
