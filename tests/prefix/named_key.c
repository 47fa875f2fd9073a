/* named_key make|use: keys with a name, in a prefix that has both of our DLLs. What `make` leaves behind `use` finds,
 * in another process and after another start of Wine, and deletes. */
#include <string.h>

#include "report.h"

#define MADE L"A key \\ of: \"Caf\x00E9\"?"
#define IMPORTED L"an imported key"

static WCHAR sha256[] = L"SHA256";
static BCRYPT_PKCS1_PADDING_INFO padding = {sha256};
static BYTE hash[32];

static void make(NCRYPT_PROV_HANDLE provider) {
  NCRYPT_KEY_HANDLE key = 0;
  BYTE bytes[1024];
  DWORD size = 0, length = 2048, policy = NCRYPT_ALLOW_EXPORT_FLAG | NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG;
  NCryptBuffer name = {sizeof IMPORTED, NCRYPTBUFFER_PKCS_KEY_NAME, (void *)IMPORTED};
  NCryptBufferDesc parameters = {NCRYPTBUFFER_VERSION, 1, &name};
  report_status("NCryptCreatePersistedKey", NCryptCreatePersistedKey(provider, &key, BCRYPT_RSA_ALGORITHM, MADE, 0, 0));
  report_status("Length", NCryptSetProperty(key, NCRYPT_LENGTH_PROPERTY, (BYTE *)&length, sizeof length, 0));
  report_status("Export Policy", NCryptSetProperty(key, NCRYPT_EXPORT_POLICY_PROPERTY, (BYTE *)&policy, sizeof policy,
                                                   NCRYPT_PERSIST_FLAG));
  report_status("NCryptFinalizeKey", NCryptFinalizeKey(key, 0));
  if (report_status("NCryptSignHash",
                    NCryptSignHash(key, &padding, hash, sizeof hash, bytes, sizeof bytes, &size, BCRYPT_PAD_PKCS1))) {
    write_file("named.signature", bytes, size);
  }
  if (report_status("NCryptExportKey",
                    NCryptExportKey(key, 0, BCRYPT_RSAPRIVATE_BLOB, NULL, bytes, sizeof bytes, &size, 0))) {
    NCRYPT_KEY_HANDLE copy = 0;
    report_status("NCryptImportKey with a name",
                  NCryptImportKey(provider, 0, BCRYPT_RSAPRIVATE_BLOB, &parameters, &copy, bytes, size, 0));
    NCryptFreeObject(copy);
  }
  NCryptFreeObject(key);
}

static void count_names(NCRYPT_PROV_HANDLE provider) {
  NCryptKeyName *entry = NULL;
  void *state = NULL;
  int made = 0, imported = 0;
  while (NCryptEnumKeys(provider, NULL, &entry, &state, 0) == 0) {
    made += lstrcmpW(entry->pszName, MADE) == 0;
    imported += lstrcmpW(entry->pszName, IMPORTED) == 0;
    NCryptFreeBuffer(entry);
  }
  if (state != NULL) NCryptFreeBuffer(state);
  report("NCryptEnumKeys", "%s", made == 1 && imported == 1 ? "ok" : "each name is not there once");
}

static void use(NCRYPT_PROV_HANDLE provider, const WCHAR *name, const char *which) {
  const Bytes signature = read_file("named.signature");
  NCRYPT_KEY_HANDLE key = 0, other = 0;
  if (!report_status(name_of("NCryptOpenKey %s", which), NCryptOpenKey(provider, &key, name, 0, 0))) return;
  report_status(
      name_of("NCryptVerifySignature %s", which),
      NCryptVerifySignature(key, &padding, hash, sizeof hash, signature.data, signature.size, BCRYPT_PAD_PKCS1));
  report(
      name_of("its name is taken, %s", which), "%s",
      NCryptCreatePersistedKey(provider, &other, BCRYPT_RSA_ALGORITHM, name, 0, 0) == NTE_EXISTS ? "ok" : "it is not");
  report_status(name_of("NCryptDeleteKey %s", which), NCryptDeleteKey(key, 0));
  report(name_of("it is gone, %s", which), "%s",
         NCryptOpenKey(provider, &key, name, 0, 0) == NTE_BAD_KEYSET ? "ok" : "it is not");
}

int main(int argc, char **argv) {
  NCRYPT_PROV_HANDLE provider = 0;
  DWORD size = sizeof hash;
  if (argc != 2) return 2;
  CryptHashCertificate2(sha256, 0, NULL, message(), MESSAGE_SIZE, hash, &size);
  if (report_status("NCryptOpenStorageProvider", NCryptOpenStorageProvider(&provider, MS_KEY_STORAGE_PROVIDER, 0))) {
    if (strcmp(argv[1], "make") == 0) {
      make(provider);
    } else {
      count_names(provider);
      use(provider, MADE, "made");
      use(provider, IMPORTED, "imported");
    }
    report_status("NCryptFreeObject", NCryptFreeObject(provider));
  }
  return report_end();
}
