/* The calling surface of bcrypt.dll for programs built as ELF: constants, structures and functions under their
 * documented names. What the headers of some MinGW versions lack is in compat_names.h and pq_names.h, for ELF and PE
 * alike; <cng/cng.h> includes all of them.
 *
 * Conventions that hold for every function below, unless its own comment says otherwise:
 *  - The result is an NTSTATUS: STATUS_SUCCESS, or a negative value and no effect on any out-parameter.
 *  - A handle that is NULL, closed or foreign gives STATUS_INVALID_HANDLE; a missing pointer or an unknown bit
 *    in dwFlags gives STATUS_INVALID_PARAMETER; no memory gives STATUS_NO_MEMORY.
 *  - cb parameters count bytes. Strings end with a NUL, which is counted in properties and blobs.
 *  - A function with pbOutput, cbOutput and pcbResult answers a NULL pbOutput with STATUS_SUCCESS and the
 *    needed size in *pcbResult, and a cbOutput that is too small with STATUS_BUFFER_TOO_SMALL and that same
 *    size, buffer untouched.
 *  - Input buffers stay the caller's and are not kept; an object keeps its own copy of what it needs.
 *  - Handles may be used from several threads at once.
 * In brackets: the page below learn.microsoft.com/windows/win32/api/bcrypt/ that the function follows.
 */
#ifndef CNG_NATIVE_BCRYPT_H
#define CNG_NATIVE_BCRYPT_H

#include <string.h>

#include "status.h"
#include "types.h"

typedef PVOID BCRYPT_HANDLE;
typedef PVOID BCRYPT_ALG_HANDLE;
typedef PVOID BCRYPT_KEY_HANDLE;
typedef PVOID BCRYPT_HASH_HANDLE;
typedef PVOID BCRYPT_SECRET_HANDLE;

/* Algorithm identifiers for BCryptOpenAlgorithmProvider */
#define BCRYPT_MD2_ALGORITHM CNG_TEXT("MD2")
#define BCRYPT_MD4_ALGORITHM CNG_TEXT("MD4")
#define BCRYPT_MD5_ALGORITHM CNG_TEXT("MD5")
#define BCRYPT_SHA1_ALGORITHM CNG_TEXT("SHA1")
#define BCRYPT_SHA256_ALGORITHM CNG_TEXT("SHA256")
#define BCRYPT_SHA384_ALGORITHM CNG_TEXT("SHA384")
#define BCRYPT_SHA512_ALGORITHM CNG_TEXT("SHA512")
#define BCRYPT_AES_CMAC_ALGORITHM CNG_TEXT("AES-CMAC")
#define BCRYPT_AES_GMAC_ALGORITHM CNG_TEXT("AES-GMAC")
#define BCRYPT_RC2_ALGORITHM CNG_TEXT("RC2")
#define BCRYPT_RC4_ALGORITHM CNG_TEXT("RC4")
#define BCRYPT_AES_ALGORITHM CNG_TEXT("AES")
#define BCRYPT_DES_ALGORITHM CNG_TEXT("DES")
#define BCRYPT_DESX_ALGORITHM CNG_TEXT("DESX")
#define BCRYPT_3DES_ALGORITHM CNG_TEXT("3DES")
#define BCRYPT_3DES_112_ALGORITHM CNG_TEXT("3DES_112")
#define BCRYPT_RSA_ALGORITHM CNG_TEXT("RSA")
#define BCRYPT_RSA_SIGN_ALGORITHM CNG_TEXT("RSA_SIGN")
#define BCRYPT_DSA_ALGORITHM CNG_TEXT("DSA")
#define BCRYPT_ECDSA_P256_ALGORITHM CNG_TEXT("ECDSA_P256")
#define BCRYPT_ECDSA_P384_ALGORITHM CNG_TEXT("ECDSA_P384")
#define BCRYPT_ECDSA_P521_ALGORITHM CNG_TEXT("ECDSA_P521")
#define BCRYPT_DH_ALGORITHM CNG_TEXT("DH")
#define BCRYPT_ECDH_P256_ALGORITHM CNG_TEXT("ECDH_P256")
#define BCRYPT_ECDH_P384_ALGORITHM CNG_TEXT("ECDH_P384")
#define BCRYPT_ECDH_P521_ALGORITHM CNG_TEXT("ECDH_P521")
#define BCRYPT_CAPI_KDF_ALGORITHM CNG_TEXT("CAPI_KDF")
#define BCRYPT_PBKDF2_ALGORITHM CNG_TEXT("PBKDF2")
#define BCRYPT_SP800108_CTR_HMAC_ALGORITHM CNG_TEXT("SP800_108_CTR_HMAC")
#define BCRYPT_SP80056A_CONCAT_ALGORITHM CNG_TEXT("SP800_56A_CONCAT")
#define BCRYPT_RNG_ALGORITHM CNG_TEXT("RNG")
#define BCRYPT_RNG_FIPS186_DSA_ALGORITHM CNG_TEXT("FIPS186DSARNG")
#define BCRYPT_RNG_DUAL_EC_ALGORITHM CNG_TEXT("DUALECRNG") /* never found: withdrawn */

/* Implementations */
#define MS_PRIMITIVE_PROVIDER CNG_TEXT("Microsoft Primitive Provider")
#define MS_PLATFORM_CRYPTO_PROVIDER CNG_TEXT("Microsoft Platform Crypto Provider")

/* Interfaces (dwClass, dwInterface) */
#define BCRYPT_CIPHER_INTERFACE 0x00000001
#define BCRYPT_HASH_INTERFACE 0x00000002
#define BCRYPT_ASYMMETRIC_ENCRYPTION_INTERFACE 0x00000003
#define BCRYPT_SECRET_AGREEMENT_INTERFACE 0x00000004
#define BCRYPT_SIGNATURE_INTERFACE 0x00000005
#define BCRYPT_RNG_INTERFACE 0x00000006
#define BCRYPT_KEY_DERIVATION_INTERFACE 0x00000007

/* Operation bits for BCryptEnumAlgorithms; 0 asks for all */
#define BCRYPT_CIPHER_OPERATION 0x00000001
#define BCRYPT_HASH_OPERATION 0x00000002
#define BCRYPT_ASYMMETRIC_ENCRYPTION_OPERATION 0x00000004
#define BCRYPT_SECRET_AGREEMENT_OPERATION 0x00000008
#define BCRYPT_SIGNATURE_OPERATION 0x00000010
#define BCRYPT_RNG_OPERATION 0x00000020
#define BCRYPT_KEY_DERIVATION_OPERATION 0x00000040

/* Blob types: symmetric keys */
#define BCRYPT_KEY_DATA_BLOB CNG_TEXT("KeyDataBlob")
#define BCRYPT_OPAQUE_KEY_BLOB CNG_TEXT("OpaqueKeyBlob")
#define BCRYPT_AES_WRAP_KEY_BLOB CNG_TEXT("Rfc3565KeyWrapBlob") /* the digits are as on Windows */

/* Blob types: key pairs */
#define BCRYPT_PUBLIC_KEY_BLOB CNG_TEXT("PUBLICBLOB")
#define BCRYPT_PRIVATE_KEY_BLOB CNG_TEXT("PRIVATEBLOB")
#define BCRYPT_RSAPUBLIC_BLOB CNG_TEXT("RSAPUBLICBLOB")
#define BCRYPT_RSAPRIVATE_BLOB CNG_TEXT("RSAPRIVATEBLOB")
#define BCRYPT_RSAFULLPRIVATE_BLOB CNG_TEXT("RSAFULLPRIVATEBLOB")
#define BCRYPT_ECCPUBLIC_BLOB CNG_TEXT("ECCPUBLICBLOB")
#define BCRYPT_ECCPRIVATE_BLOB CNG_TEXT("ECCPRIVATEBLOB")
#define BCRYPT_ECCFULLPUBLIC_BLOB CNG_TEXT("ECCFULLPUBLICBLOB")
#define BCRYPT_ECCFULLPRIVATE_BLOB CNG_TEXT("ECCFULLPRIVATEBLOB")
#define SSL_ECCPUBLIC_BLOB CNG_TEXT("SSLECCPUBLICBLOB")
#define BCRYPT_DH_PUBLIC_BLOB CNG_TEXT("DHPUBLICBLOB")
#define BCRYPT_DH_PRIVATE_BLOB CNG_TEXT("DHPRIVATEBLOB")
#define BCRYPT_DSA_PUBLIC_BLOB CNG_TEXT("DSAPUBLICBLOB")
#define BCRYPT_DSA_PRIVATE_BLOB CNG_TEXT("DSAPRIVATEBLOB")

/* Blob types: CryptoAPI forms */
#define LEGACY_RSAPUBLIC_BLOB CNG_TEXT("CAPIPUBLICBLOB")
#define LEGACY_RSAPRIVATE_BLOB CNG_TEXT("CAPIPRIVATEBLOB")
#define LEGACY_DH_PUBLIC_BLOB CNG_TEXT("CAPIDHPUBLICBLOB")
#define LEGACY_DH_PRIVATE_BLOB CNG_TEXT("CAPIDHPRIVATEBLOB")
#define LEGACY_DSA_PUBLIC_BLOB CNG_TEXT("CAPIDSAPUBLICBLOB")
#define LEGACY_DSA_PRIVATE_BLOB CNG_TEXT("CAPIDSAPRIVATEBLOB")
#define LEGACY_DSA_V2_PUBLIC_BLOB CNG_TEXT("V2CAPIDSAPUBLICBLOB")
#define LEGACY_DSA_V2_PRIVATE_BLOB CNG_TEXT("V2CAPIDSAPRIVATEBLOB")

/* Properties: every object */
#define BCRYPT_ALGORITHM_NAME CNG_TEXT("AlgorithmName")   /* WCHAR[] */
#define BCRYPT_OBJECT_LENGTH CNG_TEXT("ObjectLength")     /* ULONG, bytes */
#define BCRYPT_PROVIDER_HANDLE CNG_TEXT("ProviderHandle") /* handle */
#define BCRYPT_PRIMITIVE_TYPE CNG_TEXT("PrimitiveType")   /* ULONG, interface number */

/* Properties: ciphers */
#define BCRYPT_CHAINING_MODE CNG_TEXT("ChainingMode")              /* WCHAR[], reported as 64 bytes */
#define BCRYPT_BLOCK_LENGTH CNG_TEXT("BlockLength")                /* ULONG, bytes */
#define BCRYPT_BLOCK_SIZE_LIST CNG_TEXT("BlockSizeList")           /* ULONG[], bytes */
#define BCRYPT_INITIALIZATION_VECTOR CNG_TEXT("IV")                /* bytes */
#define BCRYPT_MESSAGE_BLOCK_LENGTH CNG_TEXT("MessageBlockLength") /* ULONG, bytes: CFB feedback, XTS data unit */
#define BCRYPT_AUTH_TAG_LENGTH CNG_TEXT("AuthTagLength")           /* BCRYPT_AUTH_TAG_LENGTHS_STRUCT, bytes */
#define BCRYPT_EFFECTIVE_KEY_LENGTH CNG_TEXT("EffectiveKeyLength") /* ULONG, bits; RC2 */

/* Properties: keys */
#define BCRYPT_KEY_LENGTH CNG_TEXT("KeyLength")              /* ULONG, bits */
#define BCRYPT_KEY_LENGTHS CNG_TEXT("KeyLengths")            /* BCRYPT_KEY_LENGTHS_STRUCT, bits */
#define BCRYPT_KEY_OBJECT_LENGTH CNG_TEXT("KeyObjectLength") /* unused; see ObjectLength */
#define BCRYPT_KEY_STRENGTH CNG_TEXT("KeyStrength")          /* ULONG, bits */
#define BCRYPT_PUBLIC_KEY_LENGTH CNG_TEXT("PublicKeyLength") /* ULONG, bits */
#define BCRYPT_SIGNATURE_LENGTH CNG_TEXT("SignatureLength")  /* ULONG, bytes */
#define BCRYPT_PADDING_SCHEMES CNG_TEXT("PaddingSchemes")    /* ULONG, BCRYPT_SUPPORTED_PAD_* bits */
#define BCRYPT_DH_PARAMETERS CNG_TEXT("DHParameters")        /* BCRYPT_DH_PARAMETER_HEADER and numbers */
#define BCRYPT_DSA_PARAMETERS CNG_TEXT("DSAParameters")      /* BCRYPT_DSA_PARAMETER_HEADER(_V2) and numbers */
#define BCRYPT_GLOBAL_PARAMETERS CNG_TEXT("SecretAgreementParam")
#define BCRYPT_PRIVATE_KEY CNG_TEXT("PrivKeyVal") /* bytes */

/* Properties: hashes */
#define BCRYPT_HASH_LENGTH CNG_TEXT("HashDigestLength")          /* ULONG, bytes */
#define BCRYPT_HASH_BLOCK_LENGTH CNG_TEXT("HashBlockLength")     /* ULONG, bytes */
#define BCRYPT_HASH_OID_LIST CNG_TEXT("HashOIDList")             /* BCRYPT_OID_LIST */
#define BCRYPT_IS_KEYED_HASH CNG_TEXT("IsKeyedHash")             /* ULONG */
#define BCRYPT_IS_REUSABLE_HASH CNG_TEXT("IsReusableHash")       /* ULONG */
#define BCRYPT_MULTI_OBJECT_LENGTH CNG_TEXT("MultiObjectLength") /* BCRYPT_MULTI_OBJECT_LENGTH_STRUCT */

/* Properties: TPM, not supported here */
#define BCRYPT_PCP_PLATFORM_TYPE_PROPERTY CNG_TEXT("PCP_PLATFORM_TYPE")
#define BCRYPT_PCP_PROVIDER_VERSION_PROPERTY CNG_TEXT("PCP_PROVIDER_VERSION")
#define BCRYPT_IS_IFX_TPM_WEAK_KEY CNG_TEXT("IsIfxTpmWeakKey")

/* Chaining modes */
#define BCRYPT_CHAIN_MODE_NA CNG_TEXT("ChainingModeN/A")
#define BCRYPT_CHAIN_MODE_CBC CNG_TEXT("ChainingModeCBC")
#define BCRYPT_CHAIN_MODE_ECB CNG_TEXT("ChainingModeECB")
#define BCRYPT_CHAIN_MODE_CFB CNG_TEXT("ChainingModeCFB")
#define BCRYPT_CHAIN_MODE_CCM CNG_TEXT("ChainingModeCCM")
#define BCRYPT_CHAIN_MODE_GCM CNG_TEXT("ChainingModeGCM")

/* Key derivation functions for BCryptDeriveKey */
#define BCRYPT_KDF_HASH CNG_TEXT("HASH")
#define BCRYPT_KDF_HMAC CNG_TEXT("HMAC")
#define BCRYPT_KDF_TLS_PRF CNG_TEXT("TLS_PRF")
#define BCRYPT_KDF_SP80056A_CONCAT CNG_TEXT("SP800_56A_CONCAT")
#define BCRYPT_KDF_RAW_SECRET CNG_TEXT("TRUNCATE") /* the raw secret, least significant byte first */

/* BCryptBuffer::BufferType for BCryptDeriveKey and BCryptKeyDerivation */
#define KDF_HASH_ALGORITHM 0x0              /* WCHAR[] */
#define KDF_SECRET_PREPEND 0x1              /* bytes, any number of them */
#define KDF_SECRET_APPEND 0x2               /* bytes, any number of them */
#define KDF_HMAC_KEY 0x3                    /* bytes */
#define KDF_TLS_PRF_LABEL 0x4               /* ASCII */
#define KDF_TLS_PRF_SEED 0x5                /* 64 bytes */
#define KDF_SECRET_HANDLE 0x6               /* handle */
#define KDF_TLS_PRF_PROTOCOL 0x7            /* ULONG, 0x0301 for TLS 1.0 */
#define KDF_ALGORITHMID 0x8                 /* bytes */
#define KDF_PARTYUINFO 0x9                  /* bytes */
#define KDF_PARTYVINFO 0xA                  /* bytes */
#define KDF_SUPPPUBINFO 0xB                 /* bytes */
#define KDF_SUPPPRIVINFO 0xC                /* bytes */
#define KDF_LABEL 0xD                       /* bytes */
#define KDF_CONTEXT 0xE                     /* bytes */
#define KDF_SALT 0xF                        /* bytes */
#define KDF_ITERATION_COUNT 0x10            /* ULONGLONG */
#define KDF_GENERIC_PARAMETER 0x11          /* bytes, per algorithm */
#define KDF_KEYBITLENGTH 0x12               /* ULONG, bits */
#define KDF_USE_SECRET_AS_HMAC_KEY_FLAG 0x1 /* dwFlags of BCryptDeriveKey with HMAC */

/* dwFlags of BCryptOpenAlgorithmProvider, some also of the functions named */
#define BCRYPT_PROV_DISPATCH 0x00000001 /* kernel mode; ignored */
#define BCRYPT_ALG_HANDLE_HMAC_FLAG 0x00000008
#define BCRYPT_CAPI_AES_FLAG 0x00000010      /* BCryptKeyDerivation with CAPI_KDF */
#define BCRYPT_HASH_REUSABLE_FLAG 0x00000020 /* and BCryptCreateHash */

/* dwFlags of imports and of finalizing */
#define BCRYPT_NO_KEY_VALIDATION 0x00000008 /* more: BCRYPT_KEY_VALIDATION_* in compat_names.h */
#define BCRYPT_PUBLIC_KEY_FLAG 0x00000001
#define BCRYPT_PRIVATE_KEY_FLAG 0x00000002

/* dwFlags of BCryptEncrypt and BCryptDecrypt with a symmetric key */
#define BCRYPT_BLOCK_PADDING 0x00000001       /* PKCS #7 padding */
#define BCRYPT_BUFFERS_LOCKED_FLAG 0x00000040 /* kernel mode; ignored */

/* dwFlags of BCryptEncrypt, BCryptDecrypt, BCryptSignHash and BCryptVerifySignature with a key pair */
#define BCRYPT_PAD_NONE 0x00000001
#define BCRYPT_PAD_PKCS1 0x00000002                   /* BCRYPT_PKCS1_PADDING_INFO when signing */
#define BCRYPT_PAD_OAEP 0x00000004                    /* BCRYPT_OAEP_PADDING_INFO */
#define BCRYPT_PAD_PSS 0x00000008                     /* BCRYPT_PSS_PADDING_INFO */
#define BCRYPT_PAD_PKCS1_OPTIONAL_HASH_OID 0x00000010 /* verification only */

/* PaddingSchemes property */
#define BCRYPT_SUPPORTED_PAD_ROUTER 0x00000001
#define BCRYPT_SUPPORTED_PAD_PKCS1_ENC 0x00000002
#define BCRYPT_SUPPORTED_PAD_PKCS1_SIG 0x00000004
#define BCRYPT_SUPPORTED_PAD_OAEP 0x00000008
#define BCRYPT_SUPPORTED_PAD_PSS 0x00000010

/* dwFlags of BCryptGenRandom */
#define BCRYPT_RNG_USE_ENTROPY_IN_BUFFER 0x00000001 /* ignored */
#define BCRYPT_USE_SYSTEM_PREFERRED_RNG 0x00000002  /* hAlgorithm must be NULL */

/* BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO */
#define BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO_VERSION 1
#define BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG 0x00000001
#define BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG 0x00000002

/* Blob magics; the letters are the first four bytes of the blob */
#define BCRYPT_RSAPUBLIC_MAGIC 0x31415352             /* RSA1 */
#define BCRYPT_RSAPRIVATE_MAGIC 0x32415352            /* RSA2 */
#define BCRYPT_RSAFULLPRIVATE_MAGIC 0x33415352        /* RSA3 */
#define BCRYPT_ECDH_PUBLIC_P256_MAGIC 0x314B4345      /* ECK1 */
#define BCRYPT_ECDH_PRIVATE_P256_MAGIC 0x324B4345     /* ECK2 */
#define BCRYPT_ECDH_PUBLIC_P384_MAGIC 0x334B4345      /* ECK3 */
#define BCRYPT_ECDH_PRIVATE_P384_MAGIC 0x344B4345     /* ECK4 */
#define BCRYPT_ECDH_PUBLIC_P521_MAGIC 0x354B4345      /* ECK5 */
#define BCRYPT_ECDH_PRIVATE_P521_MAGIC 0x364B4345     /* ECK6 */
#define BCRYPT_ECDH_PUBLIC_GENERIC_MAGIC 0x504B4345   /* ECKP */
#define BCRYPT_ECDH_PRIVATE_GENERIC_MAGIC 0x564B4345  /* ECKV */
#define BCRYPT_ECDSA_PUBLIC_P256_MAGIC 0x31534345     /* ECS1 */
#define BCRYPT_ECDSA_PRIVATE_P256_MAGIC 0x32534345    /* ECS2 */
#define BCRYPT_ECDSA_PUBLIC_P384_MAGIC 0x33534345     /* ECS3 */
#define BCRYPT_ECDSA_PRIVATE_P384_MAGIC 0x34534345    /* ECS4 */
#define BCRYPT_ECDSA_PUBLIC_P521_MAGIC 0x35534345     /* ECS5 */
#define BCRYPT_ECDSA_PRIVATE_P521_MAGIC 0x36534345    /* ECS6 */
#define BCRYPT_ECDSA_PUBLIC_GENERIC_MAGIC 0x50444345  /* ECDP */
#define BCRYPT_ECDSA_PRIVATE_GENERIC_MAGIC 0x56444345 /* ECDV */
#define BCRYPT_DH_PUBLIC_MAGIC 0x42504844             /* DHPB */
#define BCRYPT_DH_PRIVATE_MAGIC 0x56504844            /* DHPV */
#define BCRYPT_DH_PARAMETERS_MAGIC 0x4D504844         /* DHPM */
#define BCRYPT_DSA_PUBLIC_MAGIC 0x42505344            /* DSPB */
#define BCRYPT_DSA_PRIVATE_MAGIC 0x56505344           /* DSPV */
#define BCRYPT_DSA_PARAMETERS_MAGIC 0x4D505344        /* DSPM */
#define BCRYPT_DSA_PUBLIC_MAGIC_V2 0x32425044         /* DPB2 */
#define BCRYPT_DSA_PRIVATE_MAGIC_V2 0x32565044        /* DPV2 */
#define BCRYPT_DSA_PARAMETERS_MAGIC_V2 0x324D5044     /* DPM2 */
#define BCRYPT_KEY_DATA_BLOB_MAGIC 0x4D42444B         /* KDBM */
#define BCRYPT_KEY_DATA_BLOB_VERSION1 0x1

/* Configuration: dwTable, dwMode, dwFlags, dwPosition */
#define CRYPT_LOCAL 0x00000001
#define CRYPT_DOMAIN 0x00000002
#define CRYPT_UM 0x00000001
#define CRYPT_KM 0x00000002
#define CRYPT_MM 0x00000003
#define CRYPT_ANY 0x00000004
#define CRYPT_ALL_FUNCTIONS 0x00000001
#define CRYPT_ALL_PROVIDERS 0x00000002
#define CRYPT_PRIORITY_TOP 0x00000000
#define CRYPT_PRIORITY_BOTTOM 0xFFFFFFFF
#define CRYPT_MIN_DEPENDENCIES 0x00000001
#define CRYPT_PROCESS_ISOLATE 0x00010000
#define CRYPT_EXCLUSIVE 0x00000001
#define CRYPT_OVERRIDE 0x00010000
#define CRYPT_OVERWRITE 0x00000001
#define CRYPT_DEFAULT_CONTEXT CNG_TEXT("Default")

/* Alignment that Windows asks of caller-supplied object buffers; ours ignore the buffer */
#define BCRYPT_OBJECT_ALIGNMENT 16
#define BCRYPT_STRUCT_ALIGNMENT
#define BCRYPTBUFFER_VERSION 0

/* Parameters of calls */
typedef struct BCryptBuffer {
  ULONG cbBuffer;   /* bytes at pvBuffer */
  ULONG BufferType; /* KDF_* or NCRYPTBUFFER_* */
  PVOID pvBuffer;
} BCryptBuffer, *PBCryptBuffer;

typedef struct BCryptBufferDesc {
  ULONG ulVersion; /* BCRYPTBUFFER_VERSION */
  ULONG cBuffers;
  PBCryptBuffer pBuffers;
} BCryptBufferDesc, *PBCryptBufferDesc;

typedef struct BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO {
  ULONG cbSize;        /* size of this structure */
  ULONG dwInfoVersion; /* BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO_VERSION */
  PUCHAR pbNonce;
  ULONG cbNonce;
  PUCHAR pbAuthData;
  ULONG cbAuthData;
  PUCHAR pbTag; /* written by BCryptEncrypt, compared by BCryptDecrypt */
  ULONG cbTag;
  PUCHAR pbMacContext; /* chained calls only: 16 bytes of the caller's */
  ULONG cbMacContext;
  ULONG cbAAD;                  /* running totals of chained calls, kept by the library */
  ULONGLONG cbData CNG_ALIGN_8; /* 8-aligned on 32-bit targets too, as on Windows */
  ULONG dwFlags;                /* BCRYPT_AUTH_MODE_* */
} BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO, *PBCRYPT_AUTHENTICATED_CIPHER_MODE_INFO;

/* Zeroes a BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO and sets its size and version. */
#define BCRYPT_INIT_AUTH_MODE_INFO(info)                                  \
  do {                                                                    \
    memset(&(info), 0, sizeof(BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO));    \
    (info).cbSize = (ULONG)sizeof(BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO); \
    (info).dwInfoVersion = BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO_VERSION; \
  } while (0)

typedef struct BCRYPT_PKCS1_PADDING_INFO {
  LPCWSTR pszAlgId; /* hash, or NULL: no DigestInfo around the input */
} BCRYPT_PKCS1_PADDING_INFO;

typedef struct BCRYPT_PSS_PADDING_INFO {
  LPCWSTR pszAlgId;
  ULONG cbSalt;
} BCRYPT_PSS_PADDING_INFO;

typedef struct BCRYPT_OAEP_PADDING_INFO {
  LPCWSTR pszAlgId; /* hash of the label and of the mask */
  PUCHAR pbLabel;
  ULONG cbLabel;
} BCRYPT_OAEP_PADDING_INFO;

typedef enum BCRYPT_MULTI_OPERATION_TYPE { BCRYPT_OPERATION_TYPE_HASH = 1 } BCRYPT_MULTI_OPERATION_TYPE;

typedef enum BCRYPT_HASH_OPERATION_TYPE {
  BCRYPT_HASH_OPERATION_HASH_DATA = 1,
  BCRYPT_HASH_OPERATION_FINISH_HASH = 2
} BCRYPT_HASH_OPERATION_TYPE;

typedef struct BCRYPT_MULTI_HASH_OPERATION {
  ULONG iHash; /* lane */
  BCRYPT_HASH_OPERATION_TYPE hashOperation;
  PUCHAR pbBuffer;
  ULONG cbBuffer;
} BCRYPT_MULTI_HASH_OPERATION;

/* Values of properties */
typedef struct BCRYPT_KEY_LENGTHS_STRUCT {
  ULONG dwMinLength; /* bits; bytes for authentication tags */
  ULONG dwMaxLength;
  ULONG dwIncrement;
} BCRYPT_KEY_LENGTHS_STRUCT;

typedef BCRYPT_KEY_LENGTHS_STRUCT BCRYPT_AUTH_TAG_LENGTHS_STRUCT;

typedef struct BCRYPT_MULTI_OBJECT_LENGTH_STRUCT {
  ULONG cbPerObject;
  ULONG cbPerElement;
} BCRYPT_MULTI_OBJECT_LENGTH_STRUCT;

typedef struct BCRYPT_OID {
  ULONG cbOID;
  PUCHAR pbOID;
} BCRYPT_OID;

typedef struct BCRYPT_OID_LIST {
  ULONG dwOIDCount;
  BCRYPT_OID *pOIDs;
} BCRYPT_OID_LIST;

typedef struct BCRYPT_ECC_CURVE_NAMES {
  ULONG dwEccCurveNames;
  LPWSTR *pEccCurveNames;
} BCRYPT_ECC_CURVE_NAMES;

/* Heads of blobs. All integers are little-endian; the numbers behind a head are big-endian and fill their field, with
 * zeros on the left. A head is never followed by padding. */
typedef struct BCRYPT_KEY_BLOB {
  ULONG Magic;
} BCRYPT_KEY_BLOB;

/* KeyDataBlob, then secret[cbKeyData] */
typedef struct BCRYPT_KEY_DATA_BLOB_HEADER {
  ULONG dwMagic;
  ULONG dwVersion;
  ULONG cbKeyData;
} BCRYPT_KEY_DATA_BLOB_HEADER, *PBCRYPT_KEY_DATA_BLOB_HEADER;

/* RSA, then e, n; private adds p, q; full adds dp, dq, qinv, d. e has cbPublicExp bytes, n and d cbModulus. */
typedef struct BCRYPT_RSAKEY_BLOB {
  ULONG Magic;
  ULONG BitLength; /* of the modulus */
  ULONG cbPublicExp;
  ULONG cbModulus;
  ULONG cbPrime1; /* 0 in a public blob, as cbPrime2 */
  ULONG cbPrime2;
} BCRYPT_RSAKEY_BLOB;

/* ECC, then X[cbKey], Y[cbKey]; private adds d[cbKey] */
typedef struct BCRYPT_ECCKEY_BLOB {
  ULONG dwMagic;
  ULONG cbKey;
} BCRYPT_ECCKEY_BLOB, *PBCRYPT_ECCKEY_BLOB;

/* DH, then p, g, y of cbKey bytes each; private adds x[cbKey] */
typedef struct BCRYPT_DH_KEY_BLOB {
  ULONG dwMagic;
  ULONG cbKey;
} BCRYPT_DH_KEY_BLOB, *PBCRYPT_DH_KEY_BLOB;

/* DHParameters property, then p, g of cbKeyLength bytes each */
typedef struct BCRYPT_DH_PARAMETER_HEADER {
  ULONG cbLength; /* head and numbers */
  ULONG dwMagic;
  ULONG cbKeyLength;
} BCRYPT_DH_PARAMETER_HEADER;

typedef enum HASHALGORITHM_ENUM {
  DSA_HASH_ALGORITHM_SHA1 = 0,
  DSA_HASH_ALGORITHM_SHA256 = 1,
  DSA_HASH_ALGORITHM_SHA512 = 2
} HASHALGORITHM_ENUM;

typedef enum DSAFIPSVERSION_ENUM { DSA_FIPS186_2 = 0, DSA_FIPS186_3 = 1 } DSAFIPSVERSION_ENUM;

/* DSA up to 1024 bits, then p, g, y of cbKey bytes each; private adds x[20]. Count and Seed all 0xFF: not known. */
typedef struct BCRYPT_DSA_KEY_BLOB {
  ULONG dwMagic;
  ULONG cbKey;
  UCHAR Count[4]; /* big-endian */
  UCHAR Seed[20];
  UCHAR q[20];
} BCRYPT_DSA_KEY_BLOB, *PBCRYPT_DSA_KEY_BLOB;

/* DSA above 1024 bits, then Seed[cbSeedLength], q[cbGroupSize], p, g, y; private adds x[cbGroupSize] */
typedef struct BCRYPT_DSA_KEY_BLOB_V2 {
  ULONG dwMagic;
  ULONG cbKey;
  HASHALGORITHM_ENUM hashAlgorithm;
  DSAFIPSVERSION_ENUM standardVersion;
  ULONG cbSeedLength;
  ULONG cbGroupSize;
  UCHAR Count[4];
} BCRYPT_DSA_KEY_BLOB_V2, *PBCRYPT_DSA_KEY_BLOB_V2;

/* DSAParameters property up to 1024 bits, then p, g of cbKeyLength bytes each */
typedef struct BCRYPT_DSA_PARAMETER_HEADER {
  ULONG cbLength;
  ULONG dwMagic;
  ULONG cbKeyLength;
  UCHAR Count[4];
  UCHAR Seed[20];
  UCHAR q[20];
} BCRYPT_DSA_PARAMETER_HEADER;

/* DSAParameters property above 1024 bits, then Seed, q, p, g */
typedef struct BCRYPT_DSA_PARAMETER_HEADER_V2 {
  ULONG cbLength;
  ULONG dwMagic;
  ULONG cbKeyLength;
  HASHALGORITHM_ENUM hashAlgorithm;
  DSAFIPSVERSION_ENUM standardVersion;
  ULONG cbSeedLength;
  ULONG cbGroupSize;
  UCHAR Count[4];
} BCRYPT_DSA_PARAMETER_HEADER_V2;

/* Enumeration and registration. Each list comes as one block, strings included; free it with BCryptFreeBuffer. */
typedef struct BCRYPT_INTERFACE_VERSION {
  USHORT MajorVersion;
  USHORT MinorVersion;
} BCRYPT_INTERFACE_VERSION, *PBCRYPT_INTERFACE_VERSION;

typedef struct BCRYPT_ALGORITHM_IDENTIFIER {
  LPWSTR pszName;
  ULONG dwClass; /* BCRYPT_*_INTERFACE */
  ULONG dwFlags;
} BCRYPT_ALGORITHM_IDENTIFIER;

typedef struct BCRYPT_PROVIDER_NAME {
  LPWSTR pszProviderName;
} BCRYPT_PROVIDER_NAME;

typedef struct CRYPT_INTERFACE_REG {
  ULONG dwInterface;
  ULONG dwFlags;
  ULONG cFunctions;
  PWSTR *rgpszFunctions;
} CRYPT_INTERFACE_REG, *PCRYPT_INTERFACE_REG;

typedef struct CRYPT_IMAGE_REG {
  PWSTR pszImage;
  ULONG cInterfaces;
  PCRYPT_INTERFACE_REG *rgpInterfaces;
} CRYPT_IMAGE_REG, *PCRYPT_IMAGE_REG;

typedef struct CRYPT_PROVIDER_REG {
  ULONG cAliases;
  PWSTR *rgpszAliases;
  PCRYPT_IMAGE_REG pUM;
  PCRYPT_IMAGE_REG pKM;
} CRYPT_PROVIDER_REG, *PCRYPT_PROVIDER_REG;

typedef struct CRYPT_PROVIDERS {
  ULONG cProviders;
  PWSTR *rgpszProviders;
} CRYPT_PROVIDERS, *PCRYPT_PROVIDERS;

typedef struct CRYPT_CONTEXT_CONFIG {
  ULONG dwFlags;
  ULONG dwReserved;
} CRYPT_CONTEXT_CONFIG, *PCRYPT_CONTEXT_CONFIG;

typedef struct CRYPT_CONTEXT_FUNCTION_CONFIG {
  ULONG dwFlags;
  ULONG dwReserved;
} CRYPT_CONTEXT_FUNCTION_CONFIG, *PCRYPT_CONTEXT_FUNCTION_CONFIG;

typedef struct CRYPT_CONTEXTS {
  ULONG cContexts;
  PWSTR *rgpszContexts;
} CRYPT_CONTEXTS, *PCRYPT_CONTEXTS;

typedef struct CRYPT_CONTEXT_FUNCTIONS {
  ULONG cFunctions;
  PWSTR *rgpszFunctions;
} CRYPT_CONTEXT_FUNCTIONS, *PCRYPT_CONTEXT_FUNCTIONS;

typedef struct CRYPT_CONTEXT_FUNCTION_PROVIDERS {
  ULONG cProviders;
  PWSTR *rgpszProviders;
} CRYPT_CONTEXT_FUNCTION_PROVIDERS, *PCRYPT_CONTEXT_FUNCTION_PROVIDERS;

typedef struct CRYPT_PROPERTY_REF {
  PWSTR pszProperty;
  ULONG cbValue;
  PUCHAR pbValue;
} CRYPT_PROPERTY_REF, *PCRYPT_PROPERTY_REF;

typedef struct CRYPT_IMAGE_REF {
  PWSTR pszImage;
  ULONG dwFlags;
} CRYPT_IMAGE_REF, *PCRYPT_IMAGE_REF;

typedef struct CRYPT_PROVIDER_REF {
  ULONG dwInterface;
  PWSTR pszFunction;
  PWSTR pszProvider;
  ULONG cProperties;
  PCRYPT_PROPERTY_REF *rgpProperties;
  PCRYPT_IMAGE_REF pUM;
  PCRYPT_IMAGE_REF pKM;
} CRYPT_PROVIDER_REF, *PCRYPT_PROVIDER_REF;

typedef struct CRYPT_PROVIDER_REFS {
  ULONG cProviders;
  PCRYPT_PROVIDER_REF *rgpProviders;
} CRYPT_PROVIDER_REFS, *PCRYPT_PROVIDER_REFS;

#ifdef __cplusplus
extern "C" {
#endif

/* Algorithms and properties */

/* BCryptOpenAlgorithmProvider opens an algorithm. pszAlgId is one of BCRYPT_*_ALGORITHM, compared exactly;
 * pszImplementation is NULL or MS_PRIMITIVE_PROVIDER. dwFlags: BCRYPT_ALG_HANDLE_HMAC_FLAG and
 * BCRYPT_HASH_REUSABLE_FLAG for hashes. *phAlgorithm is the caller's, closed with BCryptCloseAlgorithmProvider;
 * pseudo-handles need no opening. STATUS_NOT_FOUND: no such algorithm or implementation. STATUS_INVALID_PARAMETER: a
 * flag that is not for this algorithm. [nf-bcrypt-bcryptopenalgorithmprovider] */
CNG_API NTSTATUS WINAPI BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE *phAlgorithm, LPCWSTR pszAlgId,
                                                    LPCWSTR pszImplementation, ULONG dwFlags);

/* BCryptCloseAlgorithmProvider closes what BCryptOpenAlgorithmProvider opened. Keys and hashes made from it live on.
 * dwFlags is 0. STATUS_INVALID_HANDLE: a pseudo-handle, or closed before. [nf-bcrypt-bcryptclosealgorithmprovider] */
CNG_API NTSTATUS WINAPI BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE hAlgorithm, ULONG dwFlags);

/* BCryptGetProperty reads a property of an algorithm, key, hash or pseudo-handle into pbOutput, as the type named
 * beside the property's name. dwFlags is 0. STATUS_NOT_SUPPORTED: no such property, or not of this object.
 * STATUS_INVALID_HANDLE also: a key pair that is not finalized, for what depends on the key.
 * [nf-bcrypt-bcryptgetproperty] */
CNG_API NTSTATUS WINAPI BCryptGetProperty(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, PUCHAR pbOutput, ULONG cbOutput,
                                          ULONG *pcbResult, ULONG dwFlags);

/* BCryptSetProperty writes a property from pbInput; a string ends at its NUL, whatever cbInput says. dwFlags is 0. On
 * an algorithm it counts for keys made afterwards; on a key pair most are for the time before BCryptFinalizeKeyPair.
 * STATUS_NOT_SUPPORTED: no such property, a read-only one, or a value that this object cannot have.
 * STATUS_ACCESS_DENIED: a pseudo-handle. STATUS_INVALID_PARAMETER: a value of the wrong size.
 * [nf-bcrypt-bcryptsetproperty] */
CNG_API NTSTATUS WINAPI BCryptSetProperty(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, PUCHAR pbInput, ULONG cbInput,
                                          ULONG dwFlags);

/* BCryptFreeBuffer frees a list that an enumerating function returned. NULL is allowed. [nf-bcrypt-bcryptfreebuffer] */
CNG_API void WINAPI BCryptFreeBuffer(PVOID pvBuffer);

/* Keys */

/* BCryptGenerateSymmetricKey makes a key from the cbSecret bytes at pbSecret; for a key derivation algorithm they are
 * the input secret, of any length. More bytes than the longest key are cut off, unless dwFlags has
 * BCRYPT_EXTENDED_KEYSIZE. The key has the algorithm's chaining mode of this moment. pbKeyObject and cbKeyObject:
 * NULL and 0, or a buffer of at least ObjectLength bytes, which is not used. *phKey is the caller's, destroyed with
 * BCryptDestroyKey. STATUS_INVALID_PARAMETER: too short a secret, or a length between two that are allowed.
 * STATUS_BUFFER_TOO_SMALL: the key object. [nf-bcrypt-bcryptgeneratesymmetrickey] */
CNG_API NTSTATUS WINAPI BCryptGenerateSymmetricKey(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE *phKey,
                                                   PUCHAR pbKeyObject, ULONG cbKeyObject, PUCHAR pbSecret,
                                                   ULONG cbSecret, ULONG dwFlags);

/* BCryptGenerateKeyPair begins a key pair of dwLength bits; 0 where the algorithm or a property decides the size
 * (ML-KEM, ML-DSA, SLH-DSA, curves). dwFlags is 0. Set what is to be set, then call BCryptFinalizeKeyPair: the key is
 * of no other use before. *phKey is the caller's, destroyed with BCryptDestroyKey. STATUS_INVALID_PARAMETER: a length
 * that the algorithm does not have. STATUS_NOT_SUPPORTED: not an algorithm of key pairs.
 * [nf-bcrypt-bcryptgeneratekeypair] */
CNG_API NTSTATUS WINAPI BCryptGenerateKeyPair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE *phKey, ULONG dwLength,
                                              ULONG dwFlags);

/* BCryptFinalizeKeyPair generates the key pair. dwFlags is 0. STATUS_INVALID_HANDLE: done before, or an imported key.
 * STATUS_INVALID_PARAMETER: something that must be set is not, such as the curve or the parameter set.
 * [nf-bcrypt-bcryptfinalizekeypair] */
CNG_API NTSTATUS WINAPI BCryptFinalizeKeyPair(BCRYPT_KEY_HANDLE hKey, ULONG dwFlags);

/* BCryptImportKey imports a symmetric or key derivation key of type BCRYPT_KEY_DATA_BLOB, BCRYPT_OPAQUE_KEY_BLOB or
 * BCRYPT_AES_WRAP_KEY_BLOB; hImportKey is the AES key that wrapped it, NULL for the other types. Heads are
 * little-endian, the secret is as it is used. pbKeyObject as for BCryptGenerateSymmetricKey. *phKey is the caller's,
 * destroyed with BCryptDestroyKey. STATUS_NOT_SUPPORTED: the type, or not for this algorithm.
 * STATUS_BUFFER_TOO_SMALL: fewer bytes than a head, or the key object. STATUS_INVALID_PARAMETER: magic, version or
 * lengths of the blob, a length that the algorithm does not have, or a wrapped key that does not open.
 * [nf-bcrypt-bcryptimportkey] */
CNG_API NTSTATUS WINAPI BCryptImportKey(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                                        BCRYPT_KEY_HANDLE *phKey, PUCHAR pbKeyObject, ULONG cbKeyObject, PUCHAR pbInput,
                                        ULONG cbInput, ULONG dwFlags);

/* BCryptImportKeyPair imports a public or private key. The head of the blob is little-endian, its numbers are
 * big-endian with zeros on the left; LEGACY_ types are little-endian throughout. hImportKey is not used. dwFlags:
 * BCRYPT_NO_KEY_VALIDATION, BCRYPT_KEY_VALIDATION_*. The key needs no finalizing. *phKey is the caller's, destroyed
 * with BCryptDestroyKey. STATUS_NOT_SUPPORTED: the type, or not of this algorithm's family. STATUS_INVALID_PARAMETER:
 * magic, lengths or numbers of the blob. NTE_BAD_DATA: an RSA blob whose lengths do not add up.
 * STATUS_INVALID_BUFFER_SIZE: the same for ML-KEM and the PQDSA types. [nf-bcrypt-bcryptimportkeypair] */
CNG_API NTSTATUS WINAPI BCryptImportKeyPair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey,
                                            LPCWSTR pszBlobType, BCRYPT_KEY_HANDLE *phKey, PUCHAR pbInput,
                                            ULONG cbInput, ULONG dwFlags);

/* BCryptExportKey writes a key as a blob that the importing functions read. hExportKey is the AES key that wraps it,
 * for BCRYPT_AES_WRAP_KEY_BLOB alone. dwFlags is 0. Sizes are exact. Secret bytes are in the caller's buffer
 * afterwards: wipe it. STATUS_NOT_SUPPORTED: the type, or not of this key; a seed that is not known.
 * STATUS_INVALID_PARAMETER: the private half of a public key. STATUS_INVALID_HANDLE also: a key pair that is not
 * finalized. [nf-bcrypt-bcryptexportkey] */
CNG_API NTSTATUS WINAPI BCryptExportKey(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType,
                                        PUCHAR pbOutput, ULONG cbOutput, ULONG *pcbResult, ULONG dwFlags);

/* BCryptDuplicateKey makes a second key with the same material and state, a cipher's chaining register included; both
 * live on their own. pbKeyObject as for BCryptGenerateSymmetricKey. *phNewKey is the caller's, destroyed with
 * BCryptDestroyKey. [nf-bcrypt-bcryptduplicatekey] */
CNG_API NTSTATUS WINAPI BCryptDuplicateKey(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE *phNewKey, PUCHAR pbKeyObject,
                                           ULONG cbKeyObject, ULONG dwFlags);

/* BCryptDestroyKey destroys a key and wipes it once no call uses it. STATUS_INVALID_HANDLE: NULL, destroyed before,
 * not a key. [nf-bcrypt-bcryptdestroykey] */
CNG_API NTSTATUS WINAPI BCryptDestroyKey(BCRYPT_KEY_HANDLE hKey);

/* Encryption and signatures */

/* BCryptEncrypt encrypts cbInput bytes; pbOutput may be pbInput. Ciphers: dwFlags is 0 or BCRYPT_BLOCK_PADDING; pbIV
 * (cbIV bytes, the block length) is updated so that the next call goes on; with pbIV NULL the key goes on by itself.
 * GCM, CCM and ChaCha20-Poly1305 take a BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO in pPaddingInfo. RSA: dwFlags is one of
 * BCRYPT_PAD_NONE, BCRYPT_PAD_PKCS1, BCRYPT_PAD_OAEP, with that padding's structure; pbIV is NULL.
 * STATUS_INVALID_BUFFER_SIZE: not whole blocks and no padding. STATUS_INVALID_PARAMETER: IV, nonce or tag of the
 * wrong length, RSA input that does not fit. STATUS_NOT_SUPPORTED: a key that does not encrypt.
 * [nf-bcrypt-bcryptencrypt] */
CNG_API NTSTATUS WINAPI BCryptEncrypt(BCRYPT_KEY_HANDLE hKey, PUCHAR pbInput, ULONG cbInput, VOID *pPaddingInfo,
                                      PUCHAR pbIV, ULONG cbIV, PUCHAR pbOutput, ULONG cbOutput, ULONG *pcbResult,
                                      ULONG dwFlags);

/* BCryptDecrypt decrypts; parameters as for BCryptEncrypt. With padding, *pcbResult is the length without it; a size
 * query answers cbInput for ciphers, the exact length for RSA. STATUS_DATA_ERROR: wrong padding of a cipher.
 * STATUS_AUTH_TAG_MISMATCH: the tag does not fit, and the output is wiped. STATUS_INVALID_PARAMETER: RSA input that
 * does not decrypt, whatever the reason, or a public key. [nf-bcrypt-bcryptdecrypt] */
CNG_API NTSTATUS WINAPI BCryptDecrypt(BCRYPT_KEY_HANDLE hKey, PUCHAR pbInput, ULONG cbInput, VOID *pPaddingInfo,
                                      PUCHAR pbIV, ULONG cbIV, PUCHAR pbOutput, ULONG cbOutput, ULONG *pcbResult,
                                      ULONG dwFlags);

/* BCryptSignHash signs the cbInput bytes of a hash; for ML-DSA and SLH-DSA those of the message. RSA: dwFlags
 * BCRYPT_PAD_PKCS1 or BCRYPT_PAD_PSS with the structure of that name; DSA and ECDSA: NULL and 0; ML-DSA, SLH-DSA:
 * NULL and 0, or BCRYPT_PAD_PQDSA. The signature is big-endian: RSA in modulus bytes, DSA and ECDSA as r and s in
 * half the signature each. STATUS_INVALID_PARAMETER: a public key, padding missing or wrong, a hash of the wrong
 * length. STATUS_NOT_SUPPORTED: a key that does not sign, a name that is no hash. [nf-bcrypt-bcryptsignhash] */
CNG_API NTSTATUS WINAPI BCryptSignHash(BCRYPT_KEY_HANDLE hKey, VOID *pPaddingInfo, PUCHAR pbInput, ULONG cbInput,
                                       PUCHAR pbOutput, ULONG cbOutput, ULONG *pcbResult, ULONG dwFlags);

/* BCryptVerifySignature verifies what BCryptSignHash wrote, with the same padding. STATUS_INVALID_SIGNATURE: it is
 * not a signature of these bytes by this key. STATUS_INVALID_PARAMETER: padding missing or wrong, a hash or an RSA
 * signature of the wrong length. STATUS_NOT_SUPPORTED: a key that does not verify. [nf-bcrypt-bcryptverifysignature] */
CNG_API NTSTATUS WINAPI BCryptVerifySignature(BCRYPT_KEY_HANDLE hKey, VOID *pPaddingInfo, PUCHAR pbHash, ULONG cbHash,
                                              PUCHAR pbSignature, ULONG cbSignature, ULONG dwFlags);

/* Agreement and key derivation */

/* BCryptSecretAgreement agrees on a secret between a private and a public key of the same algorithm and curve or
 * group. dwFlags is 0. *phAgreedSecret is the caller's, destroyed with BCryptDestroySecret; it holds a copy, so the
 * keys may go first. STATUS_INVALID_PARAMETER: keys that do not go together. STATUS_NOT_SUPPORTED: an algorithm
 * without agreement. [nf-bcrypt-bcryptsecretagreement] */
CNG_API NTSTATUS WINAPI BCryptSecretAgreement(BCRYPT_KEY_HANDLE hPrivKey, BCRYPT_KEY_HANDLE hPubKey,
                                              BCRYPT_SECRET_HANDLE *phAgreedSecret, ULONG dwFlags);

/* BCryptDeriveKey derives cbDerivedKey bytes from a secret. pwszKDF is one of BCRYPT_KDF_*, pParameterList has KDF_*
 * buffers or is NULL. BCRYPT_KDF_HASH and BCRYPT_KDF_HMAC give at most a digest: *pcbResult is what was written.
 * BCRYPT_KDF_RAW_SECRET gives the secret itself, little-endian; the others work on it big-endian. dwFlags:
 * KDF_USE_SECRET_AS_HMAC_KEY_FLAG with BCRYPT_KDF_HMAC. STATUS_NOT_SUPPORTED: the function, or a name that is no
 * hash. STATUS_INVALID_PARAMETER: a buffer that is required and missing. [nf-bcrypt-bcryptderivekey] */
CNG_API NTSTATUS WINAPI BCryptDeriveKey(BCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF,
                                        BCryptBufferDesc *pParameterList, PUCHAR pbDerivedKey, ULONG cbDerivedKey,
                                        ULONG *pcbResult, ULONG dwFlags);

/* BCryptKeyDerivation derives cbDerivedKey bytes from a key of a key derivation algorithm, with KDF_* buffers as that
 * algorithm needs them. dwFlags: BCRYPT_CAPI_AES_FLAG with CAPI_KDF. An HKDF key first needs
 * BCRYPT_HKDF_HASH_ALGORITHM and then BCRYPT_HKDF_SALT_AND_FINALIZE or BCRYPT_HKDF_PRK_AND_FINALIZE.
 * STATUS_INVALID_PARAMETER: a buffer that is required and missing, no output bytes, or more than the algorithm gives.
 * [nf-bcrypt-bcryptkeyderivation] */
CNG_API NTSTATUS WINAPI BCryptKeyDerivation(BCRYPT_KEY_HANDLE hKey, BCryptBufferDesc *pParameterList,
                                            PUCHAR pbDerivedKey, ULONG cbDerivedKey, ULONG *pcbResult, ULONG dwFlags);

/* BCryptDestroySecret destroys a secret and wipes it. STATUS_INVALID_HANDLE: NULL, destroyed before, not a secret.
 * [nf-bcrypt-bcryptdestroysecret] */
CNG_API NTSTATUS WINAPI BCryptDestroySecret(BCRYPT_SECRET_HANDLE hSecret);

/* BCryptDeriveKeyPBKDF2 derives cbDerivedKey bytes from a password by PBKDF2 (RFC 8018). hPrf is a hash algorithm
 * opened with BCRYPT_ALG_HANDLE_HMAC_FLAG, or an HMAC pseudo-handle. Password and salt may be empty. dwFlags is 0.
 * STATUS_INVALID_PARAMETER: hPrf is not an HMAC, cIterations or cbDerivedKey is 0. [nf-bcrypt-bcryptderivekeypbkdf2] */
CNG_API NTSTATUS WINAPI BCryptDeriveKeyPBKDF2(BCRYPT_ALG_HANDLE hPrf, PUCHAR pbPassword, ULONG cbPassword,
                                              PUCHAR pbSalt, ULONG cbSalt, ULONGLONG cIterations, PUCHAR pbDerivedKey,
                                              ULONG cbDerivedKey, ULONG dwFlags);

/* BCryptDeriveKeyCapi derives a key from a hash as CryptoAPI's CryptDeriveKey does, at most two digests long. hHash
 * is finished by it and of no use afterwards. hTargetAlg is NULL or AES, which asks for the long form where the
 * digest is shorter than the key. dwFlags is 0. STATUS_INVALID_PARAMETER: no hash, no output, too long an output.
 * [nf-bcrypt-bcryptderivekeycapi] */
CNG_API NTSTATUS WINAPI BCryptDeriveKeyCapi(BCRYPT_HASH_HANDLE hHash, BCRYPT_ALG_HANDLE hTargetAlg, PUCHAR pbDerivedKey,
                                            ULONG cbDerivedKey, ULONG dwFlags);

/* Hashes */

/* BCryptCreateHash begins a hash, or with an HMAC algorithm a MAC whose key is the cbSecret bytes at pbSecret.
 * pbHashObject and cbHashObject: NULL and 0, or a buffer of at least ObjectLength bytes, which is not used. dwFlags:
 * BCRYPT_HASH_REUSABLE_FLAG. *phHash is the caller's, destroyed with BCryptDestroyHash. STATUS_INVALID_PARAMETER: a
 * secret for an algorithm without a key. STATUS_BUFFER_TOO_SMALL: the hash object. [nf-bcrypt-bcryptcreatehash] */
CNG_API NTSTATUS WINAPI BCryptCreateHash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE *phHash, PUCHAR pbHashObject,
                                         ULONG cbHashObject, PUCHAR pbSecret, ULONG cbSecret, ULONG dwFlags);

/* BCryptHashData adds cbInput bytes. NULL and 0 are allowed. dwFlags is 0. STATUS_INVALID_HANDLE also: a finished
 * hash. [nf-bcrypt-bcrypthashdata] */
CNG_API NTSTATUS WINAPI BCryptHashData(BCRYPT_HASH_HANDLE hHash, PUCHAR pbInput, ULONG cbInput, ULONG dwFlags);

/* BCryptFinishHash writes the digest. cbOutput is HashDigestLength; any number of bytes for SHAKE, cSHAKE and KMAC,
 * which go on with the next bytes when dwFlags has BCRYPT_HASH_DONT_RESET_FLAG. A reusable hash begins anew, with its
 * key. STATUS_INVALID_PARAMETER: another cbOutput. STATUS_INVALID_HANDLE also: a finished hash.
 * [nf-bcrypt-bcryptfinishhash] */
CNG_API NTSTATUS WINAPI BCryptFinishHash(BCRYPT_HASH_HANDLE hHash, PUCHAR pbOutput, ULONG cbOutput, ULONG dwFlags);

/* BCryptDuplicateHash makes a second hash in the same state. pbHashObject as for BCryptCreateHash. dwFlags is 0.
 * *phNewHash is the caller's, destroyed with BCryptDestroyHash. [nf-bcrypt-bcryptduplicatehash] */
CNG_API NTSTATUS WINAPI BCryptDuplicateHash(BCRYPT_HASH_HANDLE hHash, BCRYPT_HASH_HANDLE *phNewHash,
                                            PUCHAR pbHashObject, ULONG cbHashObject, ULONG dwFlags);

/* BCryptDestroyHash destroys a hash and wipes it. STATUS_INVALID_PARAMETER, not STATUS_INVALID_HANDLE: NULL,
 * destroyed before, not a hash. [nf-bcrypt-bcryptdestroyhash] */
CNG_API NTSTATUS WINAPI BCryptDestroyHash(BCRYPT_HASH_HANDLE hHash);

/* BCryptHash computes one digest, or one MAC with the key at pbSecret, in one call. Takes pseudo-handles as well as
 * opened ones. STATUS_INVALID_PARAMETER: no output, or a cbOutput other than HashDigestLength. [nf-bcrypt-bcrypthash]
 */
CNG_API NTSTATUS WINAPI BCryptHash(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbSecret, ULONG cbSecret, PUCHAR pbInput,
                                   ULONG cbInput, PUCHAR pbOutput, ULONG cbOutput);

/* BCryptCreateMultiHash begins nHashes hashes of one algorithm that was opened with BCRYPT_MULTI_FLAG, to be run by
 * BCryptProcessMultiOperations. The rest as for BCryptCreateHash. [nf-bcrypt-bcryptcreatemultihash] */
CNG_API NTSTATUS WINAPI BCryptCreateMultiHash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE *phHash, ULONG nHashes,
                                              PUCHAR pbHashObject, ULONG cbHashObject, PUCHAR pbSecret, ULONG cbSecret,
                                              ULONG dwFlags);

/* BCryptProcessMultiOperations runs the BCRYPT_MULTI_HASH_OPERATION array of cbOperations bytes at pOperations, in
 * its order. operationType is BCRYPT_OPERATION_TYPE_HASH, dwFlags is 0. STATUS_INVALID_PARAMETER: a lane or an
 * operation that does not exist. [nf-bcrypt-bcryptprocessmultioperations] */
CNG_API NTSTATUS WINAPI BCryptProcessMultiOperations(BCRYPT_HANDLE hObject, BCRYPT_MULTI_OPERATION_TYPE operationType,
                                                     PVOID pOperations, ULONG cbOperations, ULONG dwFlags);

/* Random numbers */

/* BCryptGenRandom fills pbBuffer from the system's generator. hAlgorithm is an RNG algorithm, or NULL with
 * BCRYPT_USE_SYSTEM_PREFERRED_RNG. STATUS_INVALID_HANDLE: NULL without that flag. STATUS_INVALID_PARAMETER: a handle
 * with that flag, or no buffer for cbBuffer bytes. [nf-bcrypt-bcryptgenrandom] */
CNG_API NTSTATUS WINAPI BCryptGenRandom(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbBuffer, ULONG cbBuffer, ULONG dwFlags);

/* Enumeration */

/* BCryptEnumAlgorithms lists the algorithms that have one of the operation bits, all of them for 0. dwFlags is 0.
 * Free *ppAlgList with BCryptFreeBuffer. STATUS_INVALID_PARAMETER: an unknown bit. [nf-bcrypt-bcryptenumalgorithms] */
CNG_API NTSTATUS WINAPI BCryptEnumAlgorithms(ULONG dwAlgOperations, ULONG *pAlgCount,
                                             BCRYPT_ALGORITHM_IDENTIFIER **ppAlgList, ULONG dwFlags);

/* BCryptEnumProviders lists the implementations of an algorithm. dwFlags is 0. Free *ppImplList with
 * BCryptFreeBuffer. STATUS_NOT_FOUND: no such algorithm. [nf-bcrypt-bcryptenumproviders] */
CNG_API NTSTATUS WINAPI BCryptEnumProviders(LPCWSTR pszAlgId, ULONG *pImplCount, BCRYPT_PROVIDER_NAME **ppImplList,
                                            ULONG dwFlags);

/* BCryptEnumRegisteredProviders lists the providers that are served. *ppBuffer NULL: it is allocated, to be freed
 * with BCryptFreeBuffer; else the caller's own buffer of *pcbBuffer bytes, and STATUS_BUFFER_TOO_SMALL with the
 * needed size when that is not enough. [nf-bcrypt-bcryptenumregisteredproviders] */
CNG_API NTSTATUS WINAPI BCryptEnumRegisteredProviders(ULONG *pcbBuffer, PCRYPT_PROVIDERS *ppBuffer);

/* BCryptResolveProviders tells which providers serve an interface (0: any), function and context. dwMode is CRYPT_UM,
 * CRYPT_KM, CRYPT_MM or CRYPT_ANY; dwFlags has CRYPT_ALL_FUNCTIONS, CRYPT_ALL_PROVIDERS. Buffer as for
 * BCryptEnumRegisteredProviders. STATUS_NOT_FOUND: nobody. [nf-bcrypt-bcryptresolveproviders] */
CNG_API NTSTATUS WINAPI BCryptResolveProviders(LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                               LPCWSTR pszProvider, ULONG dwMode, ULONG dwFlags, ULONG *pcbBuffer,
                                               PCRYPT_PROVIDER_REFS *ppBuffer);

/* BCryptEnumContextFunctions lists the functions of a context, such as the cipher suites of "SSL". dwTable is
 * CRYPT_LOCAL or CRYPT_DOMAIN. Buffer as for BCryptEnumRegisteredProviders. STATUS_NOT_FOUND: no such context.
 * [nf-bcrypt-bcryptenumcontextfunctions] */
CNG_API NTSTATUS WINAPI BCryptEnumContextFunctions(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                   ULONG *pcbBuffer, PCRYPT_CONTEXT_FUNCTIONS *ppBuffer);

/* BCryptGetFipsAlgorithmMode tells whether the system asks programs to keep to FIPS-approved algorithms. Nothing here
 * is refused because of it. [nf-bcrypt-bcryptgetfipsalgorithmmode] */
CNG_API NTSTATUS WINAPI BCryptGetFipsAlgorithmMode(BOOLEAN *pfEnabled);

/* Configuration of the system: refused with STATUS_NOT_IMPLEMENTED, nothing of the system is ever changed. The
 * functions that register providers are in compat_names.h. */

CNG_API NTSTATUS WINAPI BCryptCreateContext(ULONG dwTable, LPCWSTR pszContext, PCRYPT_CONTEXT_CONFIG pConfig);

CNG_API NTSTATUS WINAPI BCryptDeleteContext(ULONG dwTable, LPCWSTR pszContext);

CNG_API NTSTATUS WINAPI BCryptEnumContexts(ULONG dwTable, ULONG *pcbBuffer, PCRYPT_CONTEXTS *ppBuffer);

CNG_API NTSTATUS WINAPI BCryptConfigureContext(ULONG dwTable, LPCWSTR pszContext, PCRYPT_CONTEXT_CONFIG pConfig);

CNG_API NTSTATUS WINAPI BCryptQueryContextConfiguration(ULONG dwTable, LPCWSTR pszContext, ULONG *pcbBuffer,
                                                        PCRYPT_CONTEXT_CONFIG *ppBuffer);

CNG_API NTSTATUS WINAPI BCryptAddContextFunction(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                 LPCWSTR pszFunction, ULONG dwPosition);

CNG_API NTSTATUS WINAPI BCryptRemoveContextFunction(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                    LPCWSTR pszFunction);

CNG_API NTSTATUS WINAPI BCryptConfigureContextFunction(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                       LPCWSTR pszFunction, PCRYPT_CONTEXT_FUNCTION_CONFIG pConfig);

CNG_API NTSTATUS WINAPI BCryptQueryContextFunctionConfiguration(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                                LPCWSTR pszFunction, ULONG *pcbBuffer,
                                                                PCRYPT_CONTEXT_FUNCTION_CONFIG *ppBuffer);

CNG_API NTSTATUS WINAPI BCryptEnumContextFunctionProviders(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                           LPCWSTR pszFunction, ULONG *pcbBuffer,
                                                           PCRYPT_CONTEXT_FUNCTION_PROVIDERS *ppBuffer);

CNG_API NTSTATUS WINAPI BCryptSetContextFunctionProperty(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                         LPCWSTR pszFunction, LPCWSTR pszProperty, ULONG cbValue,
                                                         PUCHAR pbValue);

CNG_API NTSTATUS WINAPI BCryptQueryContextFunctionProperty(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                           LPCWSTR pszFunction, LPCWSTR pszProperty, ULONG *pcbValue,
                                                           PUCHAR *ppbValue);

CNG_API NTSTATUS WINAPI BCryptQueryProviderRegistration(LPCWSTR pszProvider, ULONG dwMode, ULONG dwInterface,
                                                        ULONG *pcbBuffer, PCRYPT_PROVIDER_REG *ppBuffer);

CNG_API NTSTATUS WINAPI BCryptRegisterConfigChangeNotify(HANDLE *phEvent);

CNG_API NTSTATUS WINAPI BCryptUnregisterConfigChangeNotify(HANDLE hEvent);

#ifdef __cplusplus
}
#endif

#endif /* CNG_NATIVE_BCRYPT_H */
