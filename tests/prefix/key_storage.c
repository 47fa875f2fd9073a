/* key_storage PUBLIC SIGNATURE: Wine's own ncrypt, which stands on bcrypt. PUBLIC is an RSAPUBLICBLOB, SIGNATURE its
 * PKCS #1 signature of the message's SHA-256. */
#include <string.h>

#include "report.h"

static WCHAR sha256[] = L"SHA256";
static BCRYPT_PKCS1_PADDING_INFO padding = {sha256};

static void property(const char *what, NCRYPT_HANDLE object, const WCHAR *name) {
  BYTE value[128];
  DWORD size = 0;
  const SECURITY_STATUS status = NCryptGetProperty(object, name, value, sizeof value, &size, 0);
  if (status == 0) {
    report_bytes(name_of("%s %ls", what, name), value, size);
  } else {
    report_status(name_of("%s %ls", what, name), status);
  }
}

static void imported(NCRYPT_PROV_HANDLE provider, Bytes blob, BYTE *hash, DWORD hash_size, Bytes signature) {
  NCRYPT_KEY_HANDLE key = 0;
  BYTE again[1024];
  DWORD size = 0;
  if (!report_status("NCryptImportKey RSAPUBLICBLOB",
                     NCryptImportKey(provider, 0, BCRYPT_RSAPUBLIC_BLOB, NULL, &key, blob.data, blob.size, 0))) {
    return;
  }
  property("imported key", key, NCRYPT_ALGORITHM_GROUP_PROPERTY);
  property("imported key", key, NCRYPT_LENGTH_PROPERTY);
  property("imported key", key, NCRYPT_BLOCK_LENGTH_PROPERTY);
  if (report_status("NCryptExportKey",
                    NCryptExportKey(key, 0, BCRYPT_RSAPUBLIC_BLOB, NULL, again, sizeof again, &size, 0))) {
    report("NCryptExportKey gives", "%s",
           size == blob.size && memcmp(again, blob.data, size) == 0 ? "the same" : "cannot: other bytes");
  }
  if (report_status("NCryptVerifySignature", NCryptVerifySignature(key, &padding, hash, hash_size, signature.data,
                                                                   signature.size, BCRYPT_PAD_PKCS1))) {
    signature.data[10] ^= 1;
    report(
        "NCryptVerifySignature of a changed one", "0x%08lx",
        (ULONG)NCryptVerifySignature(key, &padding, hash, hash_size, signature.data, signature.size, BCRYPT_PAD_PKCS1));
  }
  report_status("NCryptEncrypt",
                NCryptEncrypt(key, hash, hash_size, NULL, again, sizeof again, &size, NCRYPT_PAD_PKCS1_FLAG));
  report("NCryptEncrypt gives", "%lu bytes", size);
  report_status("NCryptFreeObject of the key", NCryptFreeObject(key));
}

static void made(NCRYPT_PROV_HANDLE provider, BYTE *hash, DWORD hash_size) {
  NCRYPT_KEY_HANDLE key = 0;
  BYTE signature[512], text[512];
  DWORD size = 0, length = 2048;
  if (!report_status("NCryptCreatePersistedKey RSA",
                     NCryptCreatePersistedKey(provider, &key, BCRYPT_RSA_ALGORITHM, NULL, 0, 0))) {
    return;
  }
  report_status("NCryptSetProperty Length",
                NCryptSetProperty(key, NCRYPT_LENGTH_PROPERTY, (BYTE *)&length, sizeof length, 0));
  if (!report_status("NCryptFinalizeKey", NCryptFinalizeKey(key, 0))) return;
  property("made key", key, NCRYPT_LENGTH_PROPERTY);
  if (report_status("NCryptSignHash", NCryptSignHash(key, &padding, hash, hash_size, signature, sizeof signature, &size,
                                                     BCRYPT_PAD_PKCS1))) {
    report("NCryptSignHash gives", "%lu bytes", size);
    report_status("NCryptVerifySignature of it",
                  NCryptVerifySignature(key, &padding, hash, hash_size, signature, size, BCRYPT_PAD_PKCS1));
  }
  if (report_status("NCryptEncrypt with a made key", NCryptEncrypt(key, hash, hash_size, NULL, signature,
                                                                   sizeof signature, &size, NCRYPT_PAD_PKCS1_FLAG))) {
    report_status("NCryptDecrypt",
                  NCryptDecrypt(key, signature, size, NULL, text, sizeof text, &size, NCRYPT_PAD_PKCS1_FLAG));
  }
  NCryptFreeObject(key);
}

int main(int argc, char **argv) {
  NCRYPT_PROV_HANDLE provider = 0;
  NCryptAlgorithmName *names = NULL;
  BYTE hash[32];
  DWORD size = sizeof hash, count = 0;
  if (argc != 3) return 2;
  CryptHashCertificate2(sha256, 0, NULL, message(), MESSAGE_SIZE, hash, &size);
  if (report_status("NCryptOpenStorageProvider", NCryptOpenStorageProvider(&provider, MS_KEY_STORAGE_PROVIDER, 0))) {
    report_status("NCryptIsAlgSupported RSA", NCryptIsAlgSupported(provider, BCRYPT_RSA_ALGORITHM, 0));
    if (report_status("NCryptEnumAlgorithms",
                      NCryptEnumAlgorithms(provider, NCRYPT_SIGNATURE_OPERATION, &count, &names, 0))) {
      NCryptFreeBuffer(names);
    }
    imported(provider, read_file(argv[1]), hash, size, read_file(argv[2]));
    made(provider, hash, size);
    report_status("NCryptFreeObject of the provider", NCryptFreeObject(provider));
  }
  return report_end();
}
