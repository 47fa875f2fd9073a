/* The key storage surface of ncrypt.dll for programs built as ELF. What the headers of some MinGW versions lack is in
 * compat_names.h and pq_names.h; <cng/cng.h> includes all of them.
 *
 * Conventions that hold for every function below, unless its own comment says otherwise:
 *  - The result is a SECURITY_STATUS: ERROR_SUCCESS, or an NTE_ value and no effect on any out-parameter.
 *  - A handle that is 0, freed or foreign gives NTE_INVALID_HANDLE; an unknown bit in dwFlags NTE_BAD_FLAGS; a
 *    missing pointer NTE_INVALID_PARAMETER or, where Windows passes it to its key isolation service,
 *    CNG_RPC_NULL_REFERENCE; a key that is not finalized NTE_BAD_KEY_STATE; no memory NTE_NO_MEMORY.
 *  - NCRYPT_SILENT_FLAG is accepted wherever Windows accepts it: nothing here ever shows a window.
 *  - cb parameters count bytes. Strings end with a NUL, which is counted in properties and blobs.
 *  - A function with pbOutput, cbOutput and pcbResult answers a NULL pbOutput with ERROR_SUCCESS and the needed
 *    size in *pcbResult, and a cbOutput that is too small with NTE_BUFFER_TOO_SMALL and that same size, buffer
 *    untouched.
 *  - Handles may be used from several threads at once; a key outlives the provider handle it came from.
 * In brackets: the page below learn.microsoft.com/windows/win32/api/ncrypt/ that the function follows.
 */
#ifndef CNG_NATIVE_NCRYPT_H
#define CNG_NATIVE_NCRYPT_H

#include "bcrypt.h"
#include "status.h"
#include "types.h"

typedef ULONG_PTR NCRYPT_HANDLE;
typedef ULONG_PTR NCRYPT_PROV_HANDLE;
typedef ULONG_PTR NCRYPT_KEY_HANDLE;
typedef ULONG_PTR NCRYPT_HASH_HANDLE;
typedef ULONG_PTR NCRYPT_SECRET_HANDLE;

/* Providers */
#define MS_KEY_STORAGE_PROVIDER CNG_TEXT("Microsoft Software Key Storage Provider")
#define MS_SMART_CARD_KEY_STORAGE_PROVIDER CNG_TEXT("Microsoft Smart Card Key Storage Provider")
#define MS_PLATFORM_KEY_STORAGE_PROVIDER CNG_TEXT("Microsoft Platform Crypto Provider")

/* Algorithm identifiers */
#define NCRYPT_RSA_ALGORITHM BCRYPT_RSA_ALGORITHM
#define NCRYPT_RSA_SIGN_ALGORITHM BCRYPT_RSA_SIGN_ALGORITHM
#define NCRYPT_DH_ALGORITHM BCRYPT_DH_ALGORITHM
#define NCRYPT_DSA_ALGORITHM BCRYPT_DSA_ALGORITHM
#define NCRYPT_MD2_ALGORITHM BCRYPT_MD2_ALGORITHM
#define NCRYPT_MD4_ALGORITHM BCRYPT_MD4_ALGORITHM
#define NCRYPT_MD5_ALGORITHM BCRYPT_MD5_ALGORITHM
#define NCRYPT_SHA1_ALGORITHM BCRYPT_SHA1_ALGORITHM
#define NCRYPT_SHA256_ALGORITHM BCRYPT_SHA256_ALGORITHM
#define NCRYPT_SHA384_ALGORITHM BCRYPT_SHA384_ALGORITHM
#define NCRYPT_SHA512_ALGORITHM BCRYPT_SHA512_ALGORITHM
#define NCRYPT_ECDSA_P256_ALGORITHM BCRYPT_ECDSA_P256_ALGORITHM
#define NCRYPT_ECDSA_P384_ALGORITHM BCRYPT_ECDSA_P384_ALGORITHM
#define NCRYPT_ECDSA_P521_ALGORITHM BCRYPT_ECDSA_P521_ALGORITHM
#define NCRYPT_ECDH_P256_ALGORITHM BCRYPT_ECDH_P256_ALGORITHM
#define NCRYPT_ECDH_P384_ALGORITHM BCRYPT_ECDH_P384_ALGORITHM
#define NCRYPT_ECDH_P521_ALGORITHM BCRYPT_ECDH_P521_ALGORITHM
#define NCRYPT_AES_ALGORITHM BCRYPT_AES_ALGORITHM
#define NCRYPT_RC2_ALGORITHM BCRYPT_RC2_ALGORITHM
#define NCRYPT_DES_ALGORITHM BCRYPT_DES_ALGORITHM
#define NCRYPT_DESX_ALGORITHM BCRYPT_DESX_ALGORITHM
#define NCRYPT_3DES_ALGORITHM BCRYPT_3DES_ALGORITHM
#define NCRYPT_3DES_112_ALGORITHM BCRYPT_3DES_112_ALGORITHM
#define NCRYPT_SP800108_CTR_HMAC_ALGORITHM BCRYPT_SP800108_CTR_HMAC_ALGORITHM
#define NCRYPT_SP80056A_CONCAT_ALGORITHM BCRYPT_SP80056A_CONCAT_ALGORITHM
#define NCRYPT_PBKDF2_ALGORITHM BCRYPT_PBKDF2_ALGORITHM
#define NCRYPT_CAPI_KDF_ALGORITHM BCRYPT_CAPI_KDF_ALGORITHM
#define NCRYPT_KEY_STORAGE_ALGORITHM CNG_TEXT("KEY_STORAGE")

/* Algorithm groups; those of the post-quantum algorithms are in pq_names.h */
#define NCRYPT_RSA_ALGORITHM_GROUP NCRYPT_RSA_ALGORITHM
#define NCRYPT_DH_ALGORITHM_GROUP NCRYPT_DH_ALGORITHM
#define NCRYPT_DSA_ALGORITHM_GROUP NCRYPT_DSA_ALGORITHM
#define NCRYPT_AES_ALGORITHM_GROUP NCRYPT_AES_ALGORITHM
#define NCRYPT_RC2_ALGORITHM_GROUP NCRYPT_RC2_ALGORITHM
#define NCRYPT_ECDSA_ALGORITHM_GROUP CNG_TEXT("ECDSA")
#define NCRYPT_ECDH_ALGORITHM_GROUP CNG_TEXT("ECDH")
#define NCRYPT_DES_ALGORITHM_GROUP CNG_TEXT("DES")
#define NCRYPT_KEY_DERIVATION_GROUP CNG_TEXT("KEY_DERIVATION")

/* Interfaces */
#define NCRYPT_CIPHER_INTERFACE BCRYPT_CIPHER_INTERFACE
#define NCRYPT_HASH_INTERFACE BCRYPT_HASH_INTERFACE
#define NCRYPT_ASYMMETRIC_ENCRYPTION_INTERFACE BCRYPT_ASYMMETRIC_ENCRYPTION_INTERFACE
#define NCRYPT_SECRET_AGREEMENT_INTERFACE BCRYPT_SECRET_AGREEMENT_INTERFACE
#define NCRYPT_SIGNATURE_INTERFACE BCRYPT_SIGNATURE_INTERFACE
#define NCRYPT_KEY_DERIVATION_INTERFACE BCRYPT_KEY_DERIVATION_INTERFACE
#define NCRYPT_KEY_STORAGE_INTERFACE 0x00010001
#define NCRYPT_SCHANNEL_INTERFACE 0x00010002
#define NCRYPT_SCHANNEL_SIGNATURE_INTERFACE 0x00010003
#define NCRYPT_KEY_PROTECTION_INTERFACE 0x00010004

/* Operation bits for NCryptEnumAlgorithms; 0 asks for all */
#define NCRYPT_CIPHER_OPERATION BCRYPT_CIPHER_OPERATION
#define NCRYPT_HASH_OPERATION BCRYPT_HASH_OPERATION
#define NCRYPT_ASYMMETRIC_ENCRYPTION_OPERATION BCRYPT_ASYMMETRIC_ENCRYPTION_OPERATION
#define NCRYPT_SECRET_AGREEMENT_OPERATION BCRYPT_SECRET_AGREEMENT_OPERATION
#define NCRYPT_SIGNATURE_OPERATION BCRYPT_SIGNATURE_OPERATION
#define NCRYPT_RNG_OPERATION BCRYPT_RNG_OPERATION
#define NCRYPT_KEY_DERIVATION_OPERATION BCRYPT_KEY_DERIVATION_OPERATION

/* Blob types besides those of native/bcrypt.h */
#define NCRYPT_PKCS8_PRIVATE_KEY_BLOB CNG_TEXT("PKCS8_PRIVATEKEY")
#define NCRYPT_PKCS7_ENVELOPE_BLOB CNG_TEXT("PKCS7_ENVELOPE")
#define NCRYPT_OPAQUETRANSPORT_BLOB CNG_TEXT("OpaqueTransport")
#define NCRYPT_CIPHER_KEY_BLOB CNG_TEXT("CipherKeyBlob")
#define NCRYPT_PROTECTED_KEY_BLOB CNG_TEXT("ProtectedKeyBlob")
#define NCRYPT_CIPHER_KEY_BLOB_MAGIC 0x52485043    /* CPHR */
#define NCRYPT_PROTECTED_KEY_BLOB_MAGIC 0x4B545250 /* PRTK */

/* Properties of keys and providers */
#define NCRYPT_NAME_PROPERTY CNG_TEXT("Name")                       /* WCHAR[] */
#define NCRYPT_UNIQUE_NAME_PROPERTY CNG_TEXT("Unique Name")         /* WCHAR[] */
#define NCRYPT_ALGORITHM_PROPERTY CNG_TEXT("Algorithm Name")        /* WCHAR[] */
#define NCRYPT_ALGORITHM_GROUP_PROPERTY CNG_TEXT("Algorithm Group") /* WCHAR[] */
#define NCRYPT_LENGTH_PROPERTY CNG_TEXT("Length")                   /* DWORD, bits */
#define NCRYPT_LENGTHS_PROPERTY CNG_TEXT("Lengths")                 /* NCRYPT_SUPPORTED_LENGTHS, bits */
#define NCRYPT_BLOCK_LENGTH_PROPERTY CNG_TEXT("Block Length")       /* DWORD, bytes */
#define NCRYPT_CHAINING_MODE_PROPERTY CNG_TEXT("Chaining Mode")     /* WCHAR[] */
#define NCRYPT_UI_POLICY_PROPERTY CNG_TEXT("UI Policy")             /* NCRYPT_UI_POLICY */
#define NCRYPT_EXPORT_POLICY_PROPERTY CNG_TEXT("Export Policy")     /* DWORD, NCRYPT_ALLOW_*_FLAG */
#define NCRYPT_KEY_USAGE_PROPERTY CNG_TEXT("Key Usage")             /* DWORD, NCRYPT_ALLOW_* */
#define NCRYPT_KEY_TYPE_PROPERTY CNG_TEXT("Key Type")               /* DWORD, NCRYPT_MACHINE_KEY_FLAG or 0 */
#define NCRYPT_WINDOW_HANDLE_PROPERTY CNG_TEXT("HWND Handle")       /* HWND */
#define NCRYPT_USE_CONTEXT_PROPERTY CNG_TEXT("Use Context")         /* WCHAR[] */
#define NCRYPT_IMPL_TYPE_PROPERTY CNG_TEXT("Impl Type")             /* DWORD, NCRYPT_IMPL_* */
#define NCRYPT_VERSION_PROPERTY CNG_TEXT("Version")                 /* DWORD */
#define NCRYPT_SECURITY_DESCR_SUPPORT_PROPERTY CNG_TEXT("Security Descr Support") /* DWORD */
#define NCRYPT_SECURITY_DESCR_PROPERTY CNG_TEXT("Security Descr")                 /* SECURITY_DESCRIPTOR */
#define NCRYPT_USE_COUNT_ENABLED_PROPERTY CNG_TEXT("Enabled Use Count")           /* DWORD */
#define NCRYPT_USE_COUNT_PROPERTY CNG_TEXT("Use Count")                           /* DWORD */
#define NCRYPT_LAST_MODIFIED_PROPERTY CNG_TEXT("Modified")                        /* FILETIME */
#define NCRYPT_MAX_NAME_LENGTH_PROPERTY CNG_TEXT("Max Name Length")               /* DWORD, characters */
#define NCRYPT_PROVIDER_HANDLE_PROPERTY CNG_TEXT("Provider Handle")               /* NCRYPT_PROV_HANDLE */
#define NCRYPT_CERTIFICATE_PROPERTY CNG_TEXT("SmartCardKeyCertificate")           /* bytes */
#define NCRYPT_AUTH_TAG_LENGTH CNG_TEXT("AuthTagLength") /* BCRYPT_AUTH_TAG_LENGTHS_STRUCT, bytes */
#define NCRYPT_INITIALIZATION_VECTOR BCRYPT_INITIALIZATION_VECTOR
#define NCRYPT_DH_PARAMETERS_PROPERTY BCRYPT_DH_PARAMETERS
#define NCRYPT_KDF_SECRET_VALUE CNG_TEXT("KDFKeySecret") /* bytes */

/* Properties of smart cards: no card is ever found */
#define NCRYPT_PIN_PROPERTY CNG_TEXT("SmartCardPin")
#define NCRYPT_PIN_PROMPT_PROPERTY CNG_TEXT("SmartCardPinPrompt")
#define NCRYPT_SECURE_PIN_PROPERTY CNG_TEXT("SmartCardSecurePin")
#define NCRYPT_READER_PROPERTY CNG_TEXT("SmartCardReader")
#define NCRYPT_READER_ICON_PROPERTY CNG_TEXT("SmartCardReaderIcon")
#define NCRYPT_SMARTCARD_GUID_PROPERTY CNG_TEXT("SmartCardGuid")
#define NCRYPT_USER_CERTSTORE_PROPERTY CNG_TEXT("SmartCardUserCertStore")
#define NCRYPT_ROOT_CERTSTORE_PROPERTY CNG_TEXT("SmartcardRootCertStore")
#define NCRYPT_ASSOCIATED_ECDH_KEY CNG_TEXT("SmartCardAssociatedECDHKey")
#define NCRYPT_SCARD_PIN_ID CNG_TEXT("SmartCardPinId")
#define NCRYPT_SCARD_PIN_INFO CNG_TEXT("SmartCardPinInfo")

/* Limits */
#define NCRYPT_MAX_KEY_NAME_LENGTH 512
#define NCRYPT_MAX_ALG_ID_LENGTH 512
#define NCRYPT_MAX_PROPERTY_NAME 64
#define NCRYPT_MAX_PROPERTY_DATA 0x100000

/* dwFlags of keys and properties; the newer ones are in compat_names.h */
#define NCRYPT_NO_KEY_VALIDATION BCRYPT_NO_KEY_VALIDATION
#define NCRYPT_MACHINE_KEY_FLAG 0x00000020
#define NCRYPT_SILENT_FLAG 0x00000040
#define NCRYPT_OVERWRITE_KEY_FLAG 0x00000080
#define NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG 0x00000200
#define NCRYPT_DO_NOT_FINALIZE_FLAG 0x00000400
#define NCRYPT_EXPORT_LEGACY_FLAG 0x00000800
#define NCRYPT_PERSIST_ONLY_FLAG 0x40000000
#define NCRYPT_PERSIST_FLAG 0x80000000
#define NCRYPT_REGISTER_NOTIFY_FLAG 0x00000001
#define NCRYPT_UNREGISTER_NOTIFY_FLAG 0x00000002

/* dwFlags of operations */
#define NCRYPT_NO_PADDING_FLAG 0x00000001
#define NCRYPT_PAD_PKCS1_FLAG 0x00000002
#define NCRYPT_PAD_OAEP_FLAG 0x00000004
#define NCRYPT_PAD_PSS_FLAG 0x00000008
#define NCRYPT_PAD_CIPHER_FLAG 0x00000010

/* NCRYPT_CIPHER_PADDING_INFO::dwFlags */
#define NCRYPT_CIPHER_NO_PADDING_FLAG 0x0
#define NCRYPT_CIPHER_BLOCK_PADDING_FLAG 0x1
#define NCRYPT_CIPHER_OTHER_PADDING_FLAG 0x2

/* Export Policy */
#define NCRYPT_ALLOW_EXPORT_FLAG 0x00000001
#define NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG 0x00000002
#define NCRYPT_ALLOW_ARCHIVING_FLAG 0x00000004
#define NCRYPT_ALLOW_PLAINTEXT_ARCHIVING_FLAG 0x00000008

/* Key Usage */
#define NCRYPT_ALLOW_DECRYPT_FLAG 0x00000001
#define NCRYPT_ALLOW_SIGNING_FLAG 0x00000002
#define NCRYPT_ALLOW_KEY_AGREEMENT_FLAG 0x00000004
#define NCRYPT_ALLOW_ALL_USAGES 0x00FFFFFF

/* Impl Type */
#define NCRYPT_IMPL_HARDWARE_FLAG 0x00000001
#define NCRYPT_IMPL_SOFTWARE_FLAG 0x00000002
#define NCRYPT_IMPL_REMOVABLE_FLAG 0x00000008
#define NCRYPT_IMPL_HARDWARE_RNG_FLAG 0x00000010

/* UI Policy */
#define NCRYPT_UI_PROTECT_KEY_FLAG 0x00000001
#define NCRYPT_UI_FORCE_HIGH_PROTECTION_FLAG 0x00000002

/* dwLegacyKeySpec */
#define AT_KEYEXCHANGE 1
#define AT_SIGNATURE 2

/* BCryptBuffer::BufferType in an NCryptBufferDesc */
#define NCRYPTBUFFER_VERSION 0 /* of the descriptor */
#define NCRYPTBUFFER_EMPTY 0
#define NCRYPTBUFFER_DATA 1
#define NCRYPTBUFFER_PROTECTION_DESCRIPTOR_STRING 3
#define NCRYPTBUFFER_PROTECTION_FLAGS 4
#define NCRYPTBUFFER_SSL_CLIENT_RANDOM 20
#define NCRYPTBUFFER_SSL_SERVER_RANDOM 21
#define NCRYPTBUFFER_SSL_HIGHEST_VERSION 22
#define NCRYPTBUFFER_SSL_CLEAR_KEY 23
#define NCRYPTBUFFER_SSL_KEY_ARG_DATA 24
#define NCRYPTBUFFER_PKCS_OID 40       /* char[] */
#define NCRYPTBUFFER_PKCS_ALG_OID 41   /* char[]: how the key is protected */
#define NCRYPTBUFFER_PKCS_ALG_PARAM 42 /* CRYPT_PKCS12_PBE_PARAMS and salt */
#define NCRYPTBUFFER_PKCS_ALG_ID 43
#define NCRYPTBUFFER_PKCS_ATTRS 44
#define NCRYPTBUFFER_PKCS_KEY_NAME 45 /* WCHAR[]: the key is stored under it */
#define NCRYPTBUFFER_PKCS_SECRET 46   /* WCHAR[]: password, NUL counted */
#define NCRYPTBUFFER_CERT_BLOB 47     /* certificate of the recipient */

typedef BCryptBuffer NCryptBuffer, *PNCryptBuffer;
typedef BCryptBufferDesc NCryptBufferDesc, *PNCryptBufferDesc;

/* Lists come as one block, strings included; free it with NCryptFreeBuffer. */
typedef struct NCryptAlgorithmName {
  LPWSTR pszName;
  DWORD dwClass;         /* NCRYPT_*_INTERFACE */
  DWORD dwAlgOperations; /* NCRYPT_*_OPERATION bits */
  DWORD dwFlags;
} NCryptAlgorithmName;

typedef struct NCryptKeyName {
  LPWSTR pszName;
  LPWSTR pszAlgid;
  DWORD dwLegacyKeySpec;
  DWORD dwFlags; /* NCRYPT_MACHINE_KEY_FLAG for a key of the machine */
} NCryptKeyName;

typedef struct NCryptProviderName {
  LPWSTR pszName;
  LPWSTR pszComment;
} NCryptProviderName;

/* Values of properties */
typedef struct NCRYPT_SUPPORTED_LENGTHS {
  DWORD dwMinLength; /* bits */
  DWORD dwMaxLength;
  DWORD dwIncrement;
  DWORD dwDefaultLength;
} NCRYPT_SUPPORTED_LENGTHS;

typedef struct NCRYPT_UI_POLICY {
  DWORD dwVersion; /* 1 */
  DWORD dwFlags;   /* NCRYPT_UI_* */
  LPCWSTR pszCreationTitle;
  LPCWSTR pszFriendlyName;
  LPCWSTR pszDescription;
} NCRYPT_UI_POLICY;

/* Padding of NCryptEncrypt and NCryptDecrypt with a symmetric key */
typedef struct NCRYPT_CIPHER_PADDING_INFO {
  ULONG cbSize; /* size of this structure */
  DWORD dwFlags;
  PUCHAR pbIV;
  ULONG cbIV;
  PUCHAR pbOtherInfo;
  ULONG cbOtherInfo;
} NCRYPT_CIPHER_PADDING_INFO, *PNCRYPT_CIPHER_PADDING_INFO;

/* CipherKeyBlob, KDFKeyBlob, ProtectedKeyBlob, then name[cbAlgName] with its NUL and data[cbKeyData] */
typedef struct NCRYPT_KEY_BLOB_HEADER {
  ULONG cbSize; /* size of this structure */
  ULONG dwMagic;
  ULONG cbAlgName;
  ULONG cbKeyData;
} NCRYPT_KEY_BLOB_HEADER, *PNCRYPT_KEY_BLOB_HEADER;

/* NCRYPTBUFFER_PKCS_ALG_PARAM of an encrypted PKCS #8 export, then salt[cbSalt] */
typedef struct CRYPT_PKCS12_PBE_PARAMS {
  int iIterations;
  ULONG cbSalt;
} CRYPT_PKCS12_PBE_PARAMS;

typedef LPVOID(WINAPI *PFN_NCRYPT_ALLOC)(SIZE_T cbSize);
typedef VOID(WINAPI *PFN_NCRYPT_FREE)(LPVOID pv);

typedef struct NCRYPT_ALLOC_PARA {
  DWORD cbSize; /* size of this structure */
  PFN_NCRYPT_ALLOC pfnAlloc;
  PFN_NCRYPT_FREE pfnFree;
} NCRYPT_ALLOC_PARA;

#ifdef __cplusplus
extern "C" {
#endif

/* Providers */

/* NCryptOpenStorageProvider opens a provider of named keys; NULL is MS_KEY_STORAGE_PROVIDER. *phProvider is the
 * caller's, freed with NCryptFreeObject. NTE_NOT_FOUND: no such provider. NTE_DEVICE_NOT_READY: the provider of a
 * TPM, which is not served. [nf-ncrypt-ncryptopenstorageprovider] */
CNG_API SECURITY_STATUS WINAPI NCryptOpenStorageProvider(NCRYPT_PROV_HANDLE *phProvider, LPCWSTR pszProviderName,
                                                         DWORD dwFlags);

/* NCryptEnumStorageProviders lists the providers. Free *ppProviderList with NCryptFreeBuffer.
 * [nf-ncrypt-ncryptenumstorageproviders] */
CNG_API SECURITY_STATUS WINAPI NCryptEnumStorageProviders(DWORD *pdwProviderCount, NCryptProviderName **ppProviderList,
                                                          DWORD dwFlags);

/* NCryptEnumAlgorithms lists the algorithms of a provider that have one of the operation bits, all of them for 0.
 * Free *ppAlgList with NCryptFreeBuffer. NTE_INVALID_PARAMETER: an unknown bit. [nf-ncrypt-ncryptenumalgorithms] */
CNG_API SECURITY_STATUS WINAPI NCryptEnumAlgorithms(NCRYPT_PROV_HANDLE hProvider, DWORD dwAlgOperations,
                                                    DWORD *pdwAlgCount, NCryptAlgorithmName **ppAlgList, DWORD dwFlags);

/* NCryptIsAlgSupported tells whether the provider has keys of an algorithm. NTE_NOT_SUPPORTED: no; hashes and RNG
 * among them. [nf-ncrypt-ncryptisalgsupported] */
CNG_API SECURITY_STATUS WINAPI NCryptIsAlgSupported(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszAlgId, DWORD dwFlags);

/* NCryptEnumKeys gives one stored key a call. pszScope is NULL. *ppEnumState is NULL at first and the function's own
 * afterwards; keys come from a snapshot of the first call. dwFlags: NCRYPT_MACHINE_KEY_FLAG. Free each *ppKeyName
 * and, at the end, *ppEnumState with NCryptFreeBuffer. NTE_NO_MORE_ITEMS: that was all. [nf-ncrypt-ncryptenumkeys] */
CNG_API SECURITY_STATUS WINAPI NCryptEnumKeys(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszScope, NCryptKeyName **ppKeyName,
                                              PVOID *ppEnumState, DWORD dwFlags);

/* NCryptFreeBuffer frees what an enumerating function returned. NTE_INVALID_PARAMETER: NULL.
 * [nf-ncrypt-ncryptfreebuffer] */
CNG_API SECURITY_STATUS WINAPI NCryptFreeBuffer(PVOID pvInput);

/* Keys */

/* NCryptCreatePersistedKey begins a key; without a name it is never stored. dwLegacyKeySpec is 0, AT_KEYEXCHANGE or
 * AT_SIGNATURE. dwFlags: NCRYPT_MACHINE_KEY_FLAG, NCRYPT_OVERWRITE_KEY_FLAG, NCRYPT_PREFER_VBS_FLAG,
 * NCRYPT_USE_PER_BOOT_KEY_FLAG. Set what is to be set, then call NCryptFinalizeKey. *phKey is the caller's, freed
 * with NCryptFreeObject. NTE_EXISTS: the name is taken. NTE_NOT_SUPPORTED: the algorithm. NTE_VBS_UNAVAILABLE:
 * NCRYPT_REQUIRE_VBS_FLAG. [nf-ncrypt-ncryptcreatepersistedkey] */
CNG_API SECURITY_STATUS WINAPI NCryptCreatePersistedKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE *phKey,
                                                        LPCWSTR pszAlgId, LPCWSTR pszKeyName, DWORD dwLegacyKeySpec,
                                                        DWORD dwFlags);

/* NCryptOpenKey opens a stored key. dwLegacyKeySpec as for NCryptCreatePersistedKey; dwFlags:
 * NCRYPT_MACHINE_KEY_FLAG, NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG. *phKey is the caller's, freed with
 * NCryptFreeObject. NTE_BAD_KEYSET: no such key. NTE_BAD_DATA: its record is damaged. NTE_PERM: not for this account.
 * [nf-ncrypt-ncryptopenkey] */
CNG_API SECURITY_STATUS WINAPI NCryptOpenKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE *phKey, LPCWSTR pszKeyName,
                                             DWORD dwLegacyKeySpec, DWORD dwFlags);

/* NCryptGetProperty reads a property of a provider or key, as the type named beside the property's name; with
 * NCRYPT_PERSIST_ONLY_FLAG only what is stored. NTE_NOT_SUPPORTED: no such property, or not of this object.
 * NTE_NOT_FOUND: not set. [nf-ncrypt-ncryptgetproperty] */
CNG_API SECURITY_STATUS WINAPI NCryptGetProperty(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, PBYTE pbOutput,
                                                 DWORD cbOutput, DWORD *pcbResult, DWORD dwFlags);

/* NCryptSetProperty writes a property. NCRYPT_PERSIST_FLAG stores it with the key, NCRYPT_PERSIST_ONLY_FLAG stores a
 * value under any name of at most 64 characters. Before NCryptFinalizeKey, a blob type as name and a private blob as
 * value import that key. NTE_NOT_SUPPORTED: no such property, a read-only one, or one that may not change now, such
 * as the export policy of a stored key. [nf-ncrypt-ncryptsetproperty] */
CNG_API SECURITY_STATUS WINAPI NCryptSetProperty(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, PBYTE pbInput,
                                                 DWORD cbInput, DWORD dwFlags);

/* NCryptFinalizeKey generates the key, or takes the one imported as a property, and stores it when it has a name.
 * dwFlags: NCRYPT_NO_KEY_VALIDATION, NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG (RSA). NTE_INVALID_HANDLE also: done
 * before, or an imported key. NTE_EXISTS: another process was first. [nf-ncrypt-ncryptfinalizekey] */
CNG_API SECURITY_STATUS WINAPI NCryptFinalizeKey(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags);

/* NCryptImportKey imports a key; the algorithm is told by the blob. NCRYPTBUFFER_PKCS_KEY_NAME in pParameterList
 * stores a private key under that name; NCRYPTBUFFER_ECC_CURVE_NAME names the curve of a generic ECC blob,
 * NCRYPTBUFFER_PKCS_SECRET the password of PKCS #8. hImportKey is the key that opens an envelope, else 0. dwFlags as
 * for NCryptCreatePersistedKey, and NCRYPT_DO_NOT_FINALIZE_FLAG, NCRYPT_NO_KEY_VALIDATION. *phKey is the caller's,
 * freed with NCryptFreeObject. NTE_BAD_DATA: lengths that do not add up, DER that is not right, a wrong password.
 * NTE_INVALID_PARAMETER: magic or numbers of the blob. NTE_NOT_SUPPORTED: the type. NTE_EXISTS: the name is taken.
 * [nf-ncrypt-ncryptimportkey] */
CNG_API SECURITY_STATUS WINAPI NCryptImportKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE hImportKey,
                                               LPCWSTR pszBlobType, NCryptBufferDesc *pParameterList,
                                               NCRYPT_KEY_HANDLE *phKey, PBYTE pbData, DWORD cbData, DWORD dwFlags);

/* NCryptExportKey writes a key as a blob. What is private needs bits of NCRYPT_EXPORT_POLICY_PROPERTY:
 * NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG, or NCRYPT_ALLOW_EXPORT_FLAG where the blob is encrypted. pParameterList as for
 * NCryptImportKey. Secret bytes are in the caller's buffer afterwards: wipe it. NTE_NOT_SUPPORTED: the policy forbids
 * it, a type that is not of this key, the private half of a public key. NTE_BAD_TYPE: no such type.
 * [nf-ncrypt-ncryptexportkey] */
CNG_API SECURITY_STATUS WINAPI NCryptExportKey(NCRYPT_KEY_HANDLE hKey, NCRYPT_KEY_HANDLE hExportKey,
                                               LPCWSTR pszBlobType, NCryptBufferDesc *pParameterList, PBYTE pbOutput,
                                               DWORD cbOutput, DWORD *pcbResult, DWORD dwFlags);

/* NCryptDeleteKey deletes a stored key and frees the handle; on failure the handle stays. Other handles of the key go
 * on working. dwFlags: NCRYPT_SILENT_FLAG. [nf-ncrypt-ncryptdeletekey] */
CNG_API SECURITY_STATUS WINAPI NCryptDeleteKey(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags);

/* NCryptFreeObject frees a provider, key or secret handle. A key that was never finalized leaves nothing behind.
 * [nf-ncrypt-ncryptfreeobject] */
CNG_API SECURITY_STATUS WINAPI NCryptFreeObject(NCRYPT_HANDLE hObject);

/* NCryptIsKeyHandle returns TRUE for a living key handle of this library and FALSE for any other value, without
 * touching memory. [nf-ncrypt-ncryptiskeyhandle] */
CNG_API BOOL WINAPI NCryptIsKeyHandle(NCRYPT_KEY_HANDLE hKey);

/* NCryptTranslateHandle would give the key of a CryptoAPI handle. NTE_NOT_SUPPORTED: there is no CryptoAPI on ELF.
 * [nf-ncrypt-ncrypttranslatehandle] */
CNG_API SECURITY_STATUS WINAPI NCryptTranslateHandle(NCRYPT_PROV_HANDLE *phProvider, NCRYPT_KEY_HANDLE *phKey,
                                                     ULONG_PTR hLegacyProv, ULONG_PTR hLegacyKey, DWORD dwLegacyKeySpec,
                                                     DWORD dwFlags);

/* Operations */

/* NCryptEncrypt encrypts; pbOutput may be pbInput. RSA: dwFlags is one of NCRYPT_NO_PADDING_FLAG,
 * NCRYPT_PAD_PKCS1_FLAG, NCRYPT_PAD_OAEP_FLAG, with BCryptEncrypt's structures. Ciphers: 0, or NCRYPT_PAD_CIPHER_FLAG
 * with an NCRYPT_CIPHER_PADDING_INFO; IV and chaining mode are properties of the key. NTE_INVALID_PARAMETER: input
 * that does not fit. NTE_PERM: the key's usage forbids it. [nf-ncrypt-ncryptencrypt] */
CNG_API SECURITY_STATUS WINAPI NCryptEncrypt(NCRYPT_KEY_HANDLE hKey, PBYTE pbInput, DWORD cbInput, VOID *pPaddingInfo,
                                             PBYTE pbOutput, DWORD cbOutput, DWORD *pcbResult, DWORD dwFlags);

/* NCryptDecrypt decrypts; parameters as for NCryptEncrypt. NTE_DECRYPTION_FAILURE or NTE_INVALID_PARAMETER: input
 * that does not decrypt. [nf-ncrypt-ncryptdecrypt] */
CNG_API SECURITY_STATUS WINAPI NCryptDecrypt(NCRYPT_KEY_HANDLE hKey, PBYTE pbInput, DWORD cbInput, VOID *pPaddingInfo,
                                             PBYTE pbOutput, DWORD cbOutput, DWORD *pcbResult, DWORD dwFlags);

/* NCryptSignHash signs a hash, or for ML-DSA and SLH-DSA a message; padding and byte order as for BCryptSignHash.
 * NTE_PERM: the key's usage forbids it. [nf-ncrypt-ncryptsignhash] */
CNG_API SECURITY_STATUS WINAPI NCryptSignHash(NCRYPT_KEY_HANDLE hKey, VOID *pPaddingInfo, PBYTE pbHashValue,
                                              DWORD cbHashValue, PBYTE pbSignature, DWORD cbSignature, DWORD *pcbResult,
                                              DWORD dwFlags);

/* NCryptVerifySignature verifies what NCryptSignHash wrote. NTE_BAD_SIGNATURE: it is not a signature of these bytes
 * by this key. [nf-ncrypt-ncryptverifysignature] */
CNG_API SECURITY_STATUS WINAPI NCryptVerifySignature(NCRYPT_KEY_HANDLE hKey, VOID *pPaddingInfo, PBYTE pbHashValue,
                                                     DWORD cbHashValue, PBYTE pbSignature, DWORD cbSignature,
                                                     DWORD dwFlags);

/* NCryptSecretAgreement agrees on a secret between two keys of this library. *phAgreedSecret is the caller's, freed
 * with NCryptFreeObject. NTE_INVALID_PARAMETER: keys that do not go together. [nf-ncrypt-ncryptsecretagreement] */
CNG_API SECURITY_STATUS WINAPI NCryptSecretAgreement(NCRYPT_KEY_HANDLE hPrivKey, NCRYPT_KEY_HANDLE hPubKey,
                                                     NCRYPT_SECRET_HANDLE *phAgreedSecret, DWORD dwFlags);

/* NCryptDeriveKey derives cbDerivedKey bytes from a secret; functions, buffers and byte order as for BCryptDeriveKey.
 * [nf-ncrypt-ncryptderivekey] */
CNG_API SECURITY_STATUS WINAPI NCryptDeriveKey(NCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF,
                                               NCryptBufferDesc *pParameterList, PBYTE pbDerivedKey, DWORD cbDerivedKey,
                                               DWORD *pcbResult, ULONG dwFlags);

/* NCryptKeyDerivation derives cbDerivedKey bytes from a key derivation key; buffers as for BCryptKeyDerivation.
 * [nf-ncrypt-ncryptkeyderivation] */
CNG_API SECURITY_STATUS WINAPI NCryptKeyDerivation(NCRYPT_KEY_HANDLE hKey, NCryptBufferDesc *pParameterList,
                                                   PUCHAR pbDerivedKey, DWORD cbDerivedKey, DWORD *pcbResult,
                                                   ULONG dwFlags);

/* Not served: NTE_NOT_SUPPORTED */

CNG_API SECURITY_STATUS WINAPI NCryptNotifyChangeKey(NCRYPT_PROV_HANDLE hProvider, HANDLE *phEvent, DWORD dwFlags);

CNG_API SECURITY_STATUS WINAPI NCryptCreateClaim(NCRYPT_KEY_HANDLE hSubjectKey, NCRYPT_KEY_HANDLE hAuthorityKey,
                                                 DWORD dwClaimType, NCryptBufferDesc *pParameterList, PBYTE pbClaimBlob,
                                                 DWORD cbClaimBlob, DWORD *pcbResult, DWORD dwFlags);

CNG_API SECURITY_STATUS WINAPI NCryptVerifyClaim(NCRYPT_KEY_HANDLE hSubjectKey, NCRYPT_KEY_HANDLE hAuthorityKey,
                                                 DWORD dwClaimType, NCryptBufferDesc *pParameterList, PBYTE pbClaimBlob,
                                                 DWORD cbClaimBlob, NCryptBufferDesc *pOutput, DWORD dwFlags);

#ifdef __cplusplus
}
#endif

#endif /* CNG_NATIVE_NCRYPT_H */
