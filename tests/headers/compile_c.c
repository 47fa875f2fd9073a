/* Uses names of every group of <cng/cng.h>. Only compiled: that it compiles without a warning, in each language level
 * and format, is the test. The layouts are asserted by the header itself. */
#include <cng/cng.h>

/* An ELF program that never asked for 16-bit wide characters still has 16-bit strings. */
static const WCHAR kProvider[] = CNG_TEXT("Microsoft ") CNG_TEXT("Primitive Provider");
CNG_STATIC_ASSERT(sizeof(kProvider) == 2 * 29, "one unit a character, and the NUL");
CNG_STATIC_ASSERT(sizeof(BCRYPT_AES_ALGORITHM) == 8, "names are WCHAR literals");

static const ULONG kMagics[] = {
    BCRYPT_RSAPUBLIC_MAGIC,         BCRYPT_ECDSA_PRIVATE_GENERIC_MAGIC, BCRYPT_DH_PUBLIC_MAGIC,
    BCRYPT_DSA_PARAMETERS_MAGIC_V2, BCRYPT_KEY_DATA_BLOB_MAGIC,         BCRYPT_MLKEM_PRIVATE_SEED_MAGIC,
    BCRYPT_MLDSA_PUBLIC_MAGIC,      BCRYPT_ECC_PARAMETERS_MAGIC,        NCRYPT_CIPHER_KEY_BLOB_MAGIC,
    NCRYPT_KDF_KEY_BLOB_MAGIC,
};

static const LPCWSTR kNames[] = {
    BCRYPT_MD2_ALGORITHM,
    BCRYPT_ECDH_ALGORITHM,
    BCRYPT_HKDF_ALGORITHM,
    BCRYPT_SHA3_256_ALGORITHM,
    BCRYPT_MLKEM_ALGORITHM,
    BCRYPT_SLHDSA_ALGORITHM,
    BCRYPT_XMSS_ALGORITHM,
    BCRYPT_KEY_DATA_BLOB,
    BCRYPT_RSAFULLPRIVATE_BLOB,
    LEGACY_DSA_V2_PRIVATE_BLOB,
    BCRYPT_PQDSA_PRIVATE_SEED_BLOB,
    BCRYPT_MLKEM_ENCAPSULATION_BLOB,
    BCRYPT_CHAINING_MODE,
    BCRYPT_CHAIN_MODE_GCM,
    BCRYPT_KDF_RAW_SECRET,
    BCRYPT_KDF_HKDF,
    BCRYPT_ECC_CURVE_NAME,
    BCRYPT_ECC_CURVE_25519,
    BCRYPT_PARAMETER_SET_NAME,
    BCRYPT_MLDSA_PARAMETER_SET_65,
    BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_256F,
    MS_PRIMITIVE_PROVIDER,
    MS_KEY_STORAGE_PROVIDER,
    NCRYPT_EXPORT_POLICY_PROPERTY,
    NCRYPT_PKCS8_PRIVATE_KEY_BLOB,
    NCRYPT_ECDSA_ALGORITHM,
    NCRYPT_MLKEM_ALGORITHM_GROUP,
};

/* Constants are usable where the language wants one. */
static const char *name_of(LONG status) {
  switch (status) {
    case STATUS_SUCCESS:
      return "STATUS_SUCCESS";
    case STATUS_AUTH_TAG_MISMATCH:
      return "STATUS_AUTH_TAG_MISMATCH";
    case NTE_BAD_DATA:
      return "NTE_BAD_DATA";
    case NTE_VBS_UNAVAILABLE:
      return "NTE_VBS_UNAVAILABLE";
    case CNG_RPC_NULL_REFERENCE:
      return "CNG_RPC_NULL_REFERENCE";
    default:
      return BCRYPT_SUCCESS(status) ? "success" : "failure";
  }
}

static NTSTATUS use_bcrypt(PUCHAR blob, ULONG size) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key = NULL;
  BCRYPT_SECRET_HANDLE secret = NULL;
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO mode;
  BCRYPT_PSS_PADDING_INFO pss = {BCRYPT_SHA256_ALGORITHM, 32};
  BCRYPT_PQDSA_PADDING_INFO pq = {NULL, 0, NULL};
  BCryptBuffer buffer = {0, KDF_HKDF_INFO, NULL};
  BCryptBufferDesc list = {BCRYPTBUFFER_VERSION, 1, NULL};
  BCRYPT_RSAKEY_BLOB head = {BCRYPT_RSAPUBLIC_MAGIC, 2048, 3, 256, 0, 0};
  BCRYPT_ECCFULLKEY_BLOB full;
  ULONG done = 0;
  NTSTATUS status = BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_RSA_ALGORITHM, kProvider, 0);

  BCRYPT_INIT_AUTH_MODE_INFO(mode);
  mode.dwFlags |= BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG;
  full.dwCurveType = BCRYPT_ECC_PRIME_SHORT_WEIERSTRASS_CURVE;
  full.dwMagic = kMagics[0];
  list.pBuffers = &buffer;
  if (!BCRYPT_SUCCESS(status)) return status;
  status = BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, NULL, BCRYPT_RSAPUBLIC_BLOB, &key, blob, size,
                               BCRYPT_NO_KEY_VALIDATION | BCRYPT_KEY_VALIDATION_RANGE);
  status = BCryptSignHash(key, &pss, blob, size, NULL, 0, &done, BCRYPT_PAD_PSS);
  status = BCryptSignHash(key, &pq, blob, size, NULL, 0, &done, BCRYPT_PAD_PQDSA);
  status = BCryptEncrypt(key, blob, size, &mode, NULL, 0, blob, size, &done, BCRYPT_BLOCK_PADDING);
  status = BCryptEncapsulate(key, NULL, 0, &done, NULL, 0, &done, 0);
  status = BCryptDecapsulate(key, blob, size, NULL, 0, &done, 0);
  status = BCryptSecretAgreement(key, key, &secret, 0);
  status = BCryptDeriveKey(secret, BCRYPT_KDF_HASH, &list, blob, size, &done, KDF_USE_SECRET_AS_HMAC_KEY_FLAG);
  status = BCryptGenRandom(NULL, full.dwMagic == head.Magic ? (PUCHAR)&full : (PUCHAR)&head, (ULONG)sizeof(head),
                           BCRYPT_USE_SYSTEM_PREFERRED_RNG);
  BCryptFreeBuffer(NULL);
  return status;
}

static SECURITY_STATUS use_ncrypt(PBYTE blob, DWORD size) {
  NCRYPT_PROV_HANDLE provider = 0;
  NCRYPT_KEY_HANDLE key = 0;
  NCRYPT_UI_POLICY policy = {1, NCRYPT_UI_PROTECT_KEY_FLAG, NULL, NULL, NULL};
  NCryptBuffer buffer = {0, NCRYPTBUFFER_ECC_CURVE_NAME, NULL};
  NCryptBufferDesc list = {NCRYPTBUFFER_VERSION, 1, NULL};
  DWORD done = 0;
  SECURITY_STATUS status = NCryptOpenStorageProvider(&provider, MS_KEY_STORAGE_PROVIDER, 0);

  list.pBuffers = &buffer;
  if (status != ERROR_SUCCESS) return status;
  status = NCryptImportKey(provider, 0, BCRYPT_ECCPRIVATE_BLOB, &list, &key, blob, size, NCRYPT_DO_NOT_FINALIZE_FLAG);
  status =
      NCryptSetProperty(key, NCRYPT_UI_POLICY_PROPERTY, (PBYTE)&policy, (DWORD)sizeof(policy), NCRYPT_PERSIST_FLAG);
  status = NCryptExportKey(key, 0, NCRYPT_OPAQUETRANSPORT_BLOB, NULL, NULL, 0, &done, NCRYPT_SILENT_FLAG);
  status = NCryptEncapsulate(key, NULL, 0, &done, NULL, 0, &done, 0);
  return NCryptIsKeyHandle(key) ? NCryptDeleteKey(key, 0) : NCryptFreeObject(provider);
}

int use_all(unsigned char *blob, unsigned size);
int use_all(unsigned char *blob, unsigned size) {
  const char *text = name_of(use_bcrypt(blob, size) + use_ncrypt(blob, size));
  return kNames[0][0] + text[0] + OpenCngVersion()[0];
}
