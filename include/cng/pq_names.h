/* Post-quantum names: ML-KEM, ML-DSA, SLH-DSA, LMS and XMSS. No MinGW-w64 header set has them yet; each is defined only
 * when it is missing. Included by <cng/cng.h>, after the platform's headers. Sizes in bytes, from FIPS 203, 204 and
 * 205:
 *
 *   set            public  private  seed  ciphertext / signature
 *   ML-KEM 512        800     1632    64         768     shared secret: 32
 *   ML-KEM 768       1184     2400    64        1088
 *   ML-KEM 1024      1568     3168    64        1568
 *   ML-DSA 44        1312     2560    32        2420
 *   ML-DSA 65        1952     4032    32        3309
 *   ML-DSA 87        2592     4896    32        4627
 *   SLH-DSA *-128      32       64     -        7856 (s), 17088 (f)
 *   SLH-DSA *-192      48       96     -       16224 (s), 35664 (f)
 *   SLH-DSA *-256      64      128     -       29792 (s), 49856 (f)
 */
#ifndef CNG_PQ_NAMES_H
#define CNG_PQ_NAMES_H

/* A header set that knows ML-KEM has the structures too. Define the macro yourself for one that has them but not the
 * name. */
#ifdef BCRYPT_MLKEM_ALGORITHM
#define CNG_HAVE_PQ_STRUCTS
#endif

/* Algorithm identifiers */
#ifndef BCRYPT_MLKEM_ALGORITHM
#define BCRYPT_MLKEM_ALGORITHM CNG_TEXT("ML-KEM")
#endif
#ifndef BCRYPT_MLDSA_ALGORITHM
#define BCRYPT_MLDSA_ALGORITHM CNG_TEXT("ML-DSA")
#endif
#ifndef BCRYPT_SLHDSA_ALGORITHM
#define BCRYPT_SLHDSA_ALGORITHM CNG_TEXT("SLH-DSA")
#endif
#ifndef BCRYPT_LMS_ALGORITHM
#define BCRYPT_LMS_ALGORITHM CNG_TEXT("LMS") /* verification only */
#endif
#ifndef BCRYPT_XMSS_ALGORITHM
#define BCRYPT_XMSS_ALGORITHM CNG_TEXT("XMSS") /* verification only */
#endif

/* Pseudo-handles; SLH-DSA, LMS and XMSS have none */
#ifndef BCRYPT_MLDSA_ALG_HANDLE
#define BCRYPT_MLDSA_ALG_HANDLE ((BCRYPT_ALG_HANDLE)(ULONG_PTR)0x00000471)
#endif
#ifndef BCRYPT_MLKEM_ALG_HANDLE
#define BCRYPT_MLKEM_ALG_HANDLE ((BCRYPT_ALG_HANDLE)(ULONG_PTR)0x00000481)
#endif

/* Interface and operation bit */
#ifndef BCRYPT_KEY_ENCAPSULATION_INTERFACE
#define BCRYPT_KEY_ENCAPSULATION_INTERFACE 0x00000008
#endif
#ifndef BCRYPT_KEY_ENCAPSULATION_OPERATION
#define BCRYPT_KEY_ENCAPSULATION_OPERATION 0x00000080
#endif

/* Parameter sets */
#ifndef BCRYPT_MLKEM_PARAMETER_SET_512
#define BCRYPT_MLKEM_PARAMETER_SET_512 CNG_TEXT("512")
#endif
#ifndef BCRYPT_MLKEM_PARAMETER_SET_768
#define BCRYPT_MLKEM_PARAMETER_SET_768 CNG_TEXT("768")
#endif
#ifndef BCRYPT_MLKEM_PARAMETER_SET_1024
#define BCRYPT_MLKEM_PARAMETER_SET_1024 CNG_TEXT("1024")
#endif
#ifndef BCRYPT_MLDSA_PARAMETER_SET_44
#define BCRYPT_MLDSA_PARAMETER_SET_44 CNG_TEXT("44")
#endif
#ifndef BCRYPT_MLDSA_PARAMETER_SET_65
#define BCRYPT_MLDSA_PARAMETER_SET_65 CNG_TEXT("65")
#endif
#ifndef BCRYPT_MLDSA_PARAMETER_SET_87
#define BCRYPT_MLDSA_PARAMETER_SET_87 CNG_TEXT("87")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_128S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_128S CNG_TEXT("SHA2-128s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_128F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_128F CNG_TEXT("SHA2-128f")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_192S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_192S CNG_TEXT("SHA2-192s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_192F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_192F CNG_TEXT("SHA2-192f")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_256S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_256S CNG_TEXT("SHA2-256s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHA2_256F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHA2_256F CNG_TEXT("SHA2-256f")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_128S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_128S CNG_TEXT("SHAKE-128s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_128F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_128F CNG_TEXT("SHAKE-128f")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_192S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_192S CNG_TEXT("SHAKE-192s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_192F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_192F CNG_TEXT("SHAKE-192f")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_256S
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_256S CNG_TEXT("SHAKE-256s")
#endif
#ifndef BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_256F
#define BCRYPT_SLHDSA_PARAMETER_SET_SHAKE_256F CNG_TEXT("SHAKE-256f")
#endif

/* Properties */
#ifndef BCRYPT_PARAMETER_SET_NAME
#define BCRYPT_PARAMETER_SET_NAME CNG_TEXT("ParameterSetName") /* WCHAR[] */
#endif
#ifndef BCRYPT_KEM_SHARED_SECRET_LENGTH
#define BCRYPT_KEM_SHARED_SECRET_LENGTH CNG_TEXT("KEMSharedSecretLength") /* ULONG, bytes */
#endif
#ifndef BCRYPT_KEM_CIPHERTEXT_LENGTH
#define BCRYPT_KEM_CIPHERTEXT_LENGTH CNG_TEXT("KEMCiphertextLength") /* ULONG, bytes */
#endif
#ifndef NCRYPT_PARAMETER_SET_NAME_PROPERTY
#define NCRYPT_PARAMETER_SET_NAME_PROPERTY BCRYPT_PARAMETER_SET_NAME
#endif
#ifndef NCRYPT_KEM_SHARED_SECRET_LENGTH_PROPERTY
#define NCRYPT_KEM_SHARED_SECRET_LENGTH_PROPERTY BCRYPT_KEM_SHARED_SECRET_LENGTH
#endif
#ifndef NCRYPT_KEM_CIPHERTEXT_LENGTH_PROPERTY
#define NCRYPT_KEM_CIPHERTEXT_LENGTH_PROPERTY BCRYPT_KEM_CIPHERTEXT_LENGTH
#endif

/* Key storage */
#ifndef NCRYPT_MLKEM_ALGORITHM
#define NCRYPT_MLKEM_ALGORITHM BCRYPT_MLKEM_ALGORITHM
#endif
#ifndef NCRYPT_MLDSA_ALGORITHM
#define NCRYPT_MLDSA_ALGORITHM BCRYPT_MLDSA_ALGORITHM
#endif
#ifndef NCRYPT_SLHDSA_ALGORITHM
#define NCRYPT_SLHDSA_ALGORITHM BCRYPT_SLHDSA_ALGORITHM
#endif
#ifndef NCRYPT_LMS_ALGORITHM
#define NCRYPT_LMS_ALGORITHM BCRYPT_LMS_ALGORITHM
#endif
#ifndef NCRYPT_XMSS_ALGORITHM
#define NCRYPT_XMSS_ALGORITHM BCRYPT_XMSS_ALGORITHM
#endif
#ifndef NCRYPT_MLKEM_ALGORITHM_GROUP
#define NCRYPT_MLKEM_ALGORITHM_GROUP CNG_TEXT("MLKEM")
#endif
#ifndef NCRYPT_MLDSA_ALGORITHM_GROUP
#define NCRYPT_MLDSA_ALGORITHM_GROUP CNG_TEXT("MLDSA")
#endif
#ifndef NCRYPT_SLHDSA_ALGORITHM_GROUP
#define NCRYPT_SLHDSA_ALGORITHM_GROUP CNG_TEXT("SLHDSA")
#endif
#ifndef NCRYPT_LMS_ALGORITHM_GROUP
#define NCRYPT_LMS_ALGORITHM_GROUP CNG_TEXT("LMS")
#endif
#ifndef NCRYPT_XMSS_ALGORITHM_GROUP
#define NCRYPT_XMSS_ALGORITHM_GROUP CNG_TEXT("XMSS")
#endif

/* dwFlags of BCryptSignHash and BCryptVerifySignature */
#ifndef BCRYPT_PAD_PQDSA
#define BCRYPT_PAD_PQDSA 0x00000020 /* BCRYPT_PQDSA_PADDING_INFO */
#endif
#ifndef BCRYPT_MLDSA_EXTERNAL_MU
#define BCRYPT_MLDSA_EXTERNAL_MU 0x00000040 /* the input is the 64-byte mu */
#endif
#ifndef NCRYPT_PAD_PQDSA_FLAG
#define NCRYPT_PAD_PQDSA_FLAG BCRYPT_PAD_PQDSA
#endif

/* Blob types */
#ifndef BCRYPT_MLKEM_PUBLIC_BLOB
#define BCRYPT_MLKEM_PUBLIC_BLOB CNG_TEXT("MLKEMPUBLICBLOB")
#endif
#ifndef BCRYPT_MLKEM_PRIVATE_BLOB
#define BCRYPT_MLKEM_PRIVATE_BLOB CNG_TEXT("MLKEMPRIVATEBLOB")
#endif
#ifndef BCRYPT_MLKEM_PRIVATE_SEED_BLOB
#define BCRYPT_MLKEM_PRIVATE_SEED_BLOB CNG_TEXT("MLKEMPRIVATESEEDBLOB")
#endif
#ifndef BCRYPT_PQDSA_PUBLIC_BLOB
#define BCRYPT_PQDSA_PUBLIC_BLOB CNG_TEXT("PQDSAPUBLICBLOB")
#endif
#ifndef BCRYPT_PQDSA_PRIVATE_BLOB
#define BCRYPT_PQDSA_PRIVATE_BLOB CNG_TEXT("PQDSAPRIVATEBLOB")
#endif
#ifndef BCRYPT_PQDSA_PRIVATE_SEED_BLOB
#define BCRYPT_PQDSA_PRIVATE_SEED_BLOB CNG_TEXT("PQDSAPRIVATESEEDBLOB")
#endif
#ifndef BCRYPT_MLKEM_ENCAPSULATION_BLOB
#define BCRYPT_MLKEM_ENCAPSULATION_BLOB BCRYPT_MLKEM_PUBLIC_BLOB
#endif
#ifndef BCRYPT_MLKEM_DECAPSULATION_BLOB
#define BCRYPT_MLKEM_DECAPSULATION_BLOB BCRYPT_MLKEM_PRIVATE_BLOB
#endif

/* Blob magics; the letters are the first four bytes of the blob */
#ifndef BCRYPT_MLKEM_PUBLIC_MAGIC
#define BCRYPT_MLKEM_PUBLIC_MAGIC 0x504B4C4D /* MLKP */
#endif
#ifndef BCRYPT_MLKEM_PRIVATE_MAGIC
#define BCRYPT_MLKEM_PRIVATE_MAGIC 0x524B4C4D /* MLKR */
#endif
#ifndef BCRYPT_MLKEM_PRIVATE_SEED_MAGIC
#define BCRYPT_MLKEM_PRIVATE_SEED_MAGIC 0x534B4C4D /* MLKS */
#endif
#ifndef BCRYPT_MLDSA_PUBLIC_MAGIC
#define BCRYPT_MLDSA_PUBLIC_MAGIC 0x4B505344 /* DSPK */
#endif
#ifndef BCRYPT_MLDSA_PRIVATE_MAGIC
#define BCRYPT_MLDSA_PRIVATE_MAGIC 0x4B535344 /* DSSK */
#endif
#ifndef BCRYPT_MLDSA_PRIVATE_SEED_MAGIC
#define BCRYPT_MLDSA_PRIVATE_SEED_MAGIC 0x53535344 /* DSSS */
#endif
#ifndef BCRYPT_SLHDSA_PUBLIC_MAGIC
#define BCRYPT_SLHDSA_PUBLIC_MAGIC 0x4B504853 /* SHPK */
#endif
#ifndef BCRYPT_SLHDSA_PRIVATE_MAGIC
#define BCRYPT_SLHDSA_PRIVATE_MAGIC 0x4B534853 /* SHSK */
#endif
#ifndef BCRYPT_LMS_PUBLIC_MAGIC
#define BCRYPT_LMS_PUBLIC_MAGIC 0x4B504D4C /* LMPK */
#endif
#ifndef BCRYPT_XMSS_PUBLIC_MAGIC
#define BCRYPT_XMSS_PUBLIC_MAGIC 0x4B504D58 /* XMPK */
#endif
#ifndef BCRYPT_MLKEM_SEED_MAGIC
#define BCRYPT_MLKEM_SEED_MAGIC BCRYPT_MLKEM_PRIVATE_SEED_MAGIC
#endif

#ifndef CNG_HAVE_PQ_STRUCTS
#define CNG_HAVE_PQ_STRUCTS

/* MLKEM*BLOB, then the parameter set's name[cbParameterSet] with its NUL, then the key[cbKey] as in FIPS 203: ek, dk or
 * d || z */
typedef struct BCRYPT_MLKEM_KEY_BLOB {
  ULONG dwMagic;
  ULONG cbParameterSet; /* bytes */
  ULONG cbKey;
} BCRYPT_MLKEM_KEY_BLOB, *PBCRYPT_MLKEM_KEY_BLOB;

/* PQDSA*BLOB, in the same way: pk, sk or xi as in FIPS 204, pk or sk as in FIPS 205; LMS and XMSS without a name */
typedef struct BCRYPT_PQDSA_KEY_BLOB {
  ULONG dwMagic;
  ULONG cbParameterSet; /* bytes */
  ULONG cbKey;
} BCRYPT_PQDSA_KEY_BLOB, *PBCRYPT_PQDSA_KEY_BLOB;

typedef struct BCRYPT_PQDSA_PADDING_INFO {
  PUCHAR pbCtx; /* context, at most 255 bytes */
  ULONG cbCtx;
  LPCWSTR pszPrehashAlgId; /* NULL: the input is the message; a hash: it is that hash of the message */
} BCRYPT_PQDSA_PADDING_INFO;
#endif

CNG_STATIC_ASSERT(sizeof(BCRYPT_MLKEM_KEY_BLOB) == 12, "head of an ML-KEM blob");
CNG_STATIC_ASSERT(sizeof(BCRYPT_PQDSA_KEY_BLOB) == 12, "head of a signature key blob");
CNG_STATIC_ASSERT(sizeof(BCRYPT_PQDSA_PADDING_INFO) == 3 * sizeof(void *), "parameters of a signature");

#ifdef __cplusplus
extern "C" {
#endif

/* BCryptEncapsulate makes a fresh shared secret for the holder of the private half of hKey, an ML-KEM key:
 * cbSecretKey and cbCipherText are the sizes of the buffers, *pcbSecretKey and *pcbCipherText those needed or
 * written. Both buffers NULL: a size query of both. dwFlags is 0. Byte order as in FIPS 203. STATUS_BUFFER_TOO_SMALL:
 * one of them, both sizes set. [nf-bcrypt-bcryptencapsulate] */
CNG_API NTSTATUS WINAPI BCryptEncapsulate(BCRYPT_KEY_HANDLE hKey, PUCHAR pbSecretKey, ULONG cbSecretKey,
                                          ULONG *pcbSecretKey, PUCHAR pbCipherText, ULONG cbCipherText,
                                          ULONG *pcbCipherText, ULONG dwFlags);

/* BCryptDecapsulate finds the shared secret of a ciphertext with a private ML-KEM key. A ciphertext of the right
 * length that is not genuine gives another secret, not an error, as FIPS 203 wants it. dwFlags is 0.
 * STATUS_INVALID_PARAMETER: a public key, a ciphertext of another length. [nf-bcrypt-bcryptdecapsulate] */
CNG_API NTSTATUS WINAPI BCryptDecapsulate(BCRYPT_KEY_HANDLE hKey, PUCHAR pbCipherText, ULONG cbCipherText,
                                          PUCHAR pbSecretKey, ULONG cbSecretKey, ULONG *pcbSecretKey, ULONG dwFlags);

/* NCryptEncapsulate makes a fresh shared secret; parameters as for BCryptEncapsulate. [nf-ncrypt-ncryptencapsulate] */
CNG_API SECURITY_STATUS WINAPI NCryptEncapsulate(NCRYPT_KEY_HANDLE hKey, PBYTE pbSecretKey, DWORD cbSecretKey,
                                                 DWORD *pcbSecretKey, PBYTE pbCipherText, DWORD cbCipherText,
                                                 DWORD *pcbCipherText, DWORD dwFlags);

/* NCryptDecapsulate finds the shared secret of a ciphertext; parameters as for BCryptDecapsulate.
 * [nf-ncrypt-ncryptdecapsulate] */
CNG_API SECURITY_STATUS WINAPI NCryptDecapsulate(NCRYPT_KEY_HANDLE hKey, PBYTE pbCipherText, DWORD cbCipherText,
                                                 PBYTE pbSecretKey, DWORD cbSecretKey, DWORD *pcbSecretKey,
                                                 DWORD dwFlags);

#ifdef __cplusplus
}
#endif

#endif /* CNG_PQ_NAMES_H */
