// The names that programs compile in: strings and numbers, as the reference gives them.
#include <cstdint>

#include "support/properties.h"

namespace {

using namespace cngtest;

struct Text {
  LPCWSTR seen;
  const char* wanted;
};

TEST(Names, BlobTypes_HaveTheirStrings) {
  for (const Text& row :
       {Text{BCRYPT_PUBLIC_KEY_BLOB, "PUBLICBLOB"}, Text{BCRYPT_PRIVATE_KEY_BLOB, "PRIVATEBLOB"},
        Text{BCRYPT_RSAPUBLIC_BLOB, "RSAPUBLICBLOB"}, Text{BCRYPT_RSAPRIVATE_BLOB, "RSAPRIVATEBLOB"},
        Text{BCRYPT_RSAFULLPRIVATE_BLOB, "RSAFULLPRIVATEBLOB"}, Text{BCRYPT_ECCPUBLIC_BLOB, "ECCPUBLICBLOB"},
        Text{BCRYPT_ECCPRIVATE_BLOB, "ECCPRIVATEBLOB"}, Text{BCRYPT_KEY_DATA_BLOB, "KeyDataBlob"},
        Text{BCRYPT_OPAQUE_KEY_BLOB, "OpaqueKeyBlob"}, Text{BCRYPT_AES_WRAP_KEY_BLOB, "Rfc3565KeyWrapBlob"},
        Text{LEGACY_RSAPUBLIC_BLOB, "CAPIPUBLICBLOB"}, Text{LEGACY_RSAPRIVATE_BLOB, "CAPIPRIVATEBLOB"}})
    EXPECT_EQ(narrow(row.seen), row.wanted);
}

TEST(Names, Algorithms_HaveTheirStrings) {
  for (const Text& row : {Text{BCRYPT_RSA_ALGORITHM, "RSA"},
                          Text{BCRYPT_RSA_SIGN_ALGORITHM, "RSA_SIGN"},
                          Text{BCRYPT_ECDSA_ALGORITHM, "ECDSA"},
                          Text{BCRYPT_ECDH_ALGORITHM, "ECDH"},
                          Text{BCRYPT_ECDSA_P256_ALGORITHM, "ECDSA_P256"},
                          Text{BCRYPT_ECDSA_P384_ALGORITHM, "ECDSA_P384"},
                          Text{BCRYPT_ECDSA_P521_ALGORITHM, "ECDSA_P521"},
                          Text{BCRYPT_ECDH_P256_ALGORITHM, "ECDH_P256"},
                          Text{BCRYPT_ECDH_P384_ALGORITHM, "ECDH_P384"},
                          Text{BCRYPT_ECDH_P521_ALGORITHM, "ECDH_P521"},
                          Text{BCRYPT_RNG_ALGORITHM, "RNG"},
                          Text{BCRYPT_AES_ALGORITHM, "AES"},
                          Text{BCRYPT_3DES_ALGORITHM, "3DES"},
                          Text{BCRYPT_3DES_112_ALGORITHM, "3DES_112"},
                          Text{BCRYPT_DES_ALGORITHM, "DES"},
                          Text{BCRYPT_DESX_ALGORITHM, "DESX"},
                          Text{BCRYPT_RC2_ALGORITHM, "RC2"},
                          Text{BCRYPT_RC4_ALGORITHM, "RC4"},
                          Text{BCRYPT_AES_CMAC_ALGORITHM, "AES-CMAC"},
                          Text{BCRYPT_AES_GMAC_ALGORITHM, "AES-GMAC"},
                          Text{BCRYPT_MD2_ALGORITHM, "MD2"},
                          Text{BCRYPT_SHA3_256_ALGORITHM, "SHA3-256"},
                          Text{BCRYPT_SHAKE128_ALGORITHM, "SHAKE128"},
                          Text{BCRYPT_CSHAKE256_ALGORITHM, "CSHAKE256"},
                          Text{BCRYPT_KMAC128_ALGORITHM, "KMAC128"},
                          Text{BCRYPT_SHA256_ALGORITHM, "SHA256"},
                          Text{MS_PRIMITIVE_PROVIDER, "Microsoft Primitive Provider"}})
    EXPECT_EQ(narrow(row.seen), row.wanted);
}

TEST(Names, PropertiesAndKdfs_HaveTheirStrings) {
  for (const Text& row : {Text{BCRYPT_ALGORITHM_NAME, "AlgorithmName"},
                          Text{BCRYPT_KEY_LENGTH, "KeyLength"},
                          Text{BCRYPT_KEY_LENGTHS, "KeyLengths"},
                          Text{BCRYPT_KEY_STRENGTH, "KeyStrength"},
                          Text{BCRYPT_HASH_LENGTH, "HashDigestLength"},
                          Text{BCRYPT_HASH_BLOCK_LENGTH, "HashBlockLength"},
                          Text{BCRYPT_OBJECT_LENGTH, "ObjectLength"},
                          Text{BCRYPT_HASH_OID_LIST, "HashOIDList"},
                          Text{BCRYPT_PADDING_SCHEMES, "PaddingSchemes"},
                          Text{BCRYPT_SIGNATURE_LENGTH, "SignatureLength"},
                          Text{BCRYPT_PUBLIC_KEY_LENGTH, "PublicKeyLength"},
                          Text{BCRYPT_BLOCK_LENGTH, "BlockLength"},
                          Text{BCRYPT_PROVIDER_HANDLE, "ProviderHandle"},
                          Text{BCRYPT_PRIMITIVE_TYPE, "PrimitiveType"},
                          Text{BCRYPT_ECC_CURVE_NAME, "ECCCurveName"},
                          Text{BCRYPT_ECC_CURVE_NAME_LIST, "ECCCurveNameList"},
                          Text{BCRYPT_CHAINING_MODE, "ChainingMode"},
                          Text{BCRYPT_INITIALIZATION_VECTOR, "IV"},
                          Text{BCRYPT_MESSAGE_BLOCK_LENGTH, "MessageBlockLength"},
                          Text{BCRYPT_EFFECTIVE_KEY_LENGTH, "EffectiveKeyLength"},
                          Text{BCRYPT_AUTH_TAG_LENGTH, "AuthTagLength"},
                          Text{BCRYPT_BLOCK_SIZE_LIST, "BlockSizeList"},
                          Text{BCRYPT_IS_KEYED_HASH, "IsKeyedHash"},
                          Text{BCRYPT_IS_REUSABLE_HASH, "IsReusableHash"},
                          Text{BCRYPT_FUNCTION_NAME_STRING, "FunctionNameString"},
                          Text{BCRYPT_CUSTOMIZATION_STRING, "CustomizationString"},
                          Text{BCRYPT_KDF_HASH, "HASH"},
                          Text{BCRYPT_KDF_HMAC, "HMAC"},
                          Text{BCRYPT_KDF_TLS_PRF, "TLS_PRF"},
                          Text{BCRYPT_KDF_SP80056A_CONCAT, "SP800_56A_CONCAT"},
                          Text{BCRYPT_KDF_RAW_SECRET, "TRUNCATE"}})
    EXPECT_EQ(narrow(row.seen), row.wanted);
}

struct Handle {
  BCRYPT_ALG_HANDLE seen;
  std::uintptr_t wanted;
};

TEST(Names, PseudoHandles_HaveTheirNumbers) {
  for (const Handle& row : {Handle{BCRYPT_MD5_ALG_HANDLE, 0x21},
                            Handle{BCRYPT_SHA1_ALG_HANDLE, 0x31},
                            Handle{BCRYPT_SHA256_ALG_HANDLE, 0x41},
                            Handle{BCRYPT_SHA384_ALG_HANDLE, 0x51},
                            Handle{BCRYPT_SHA512_ALG_HANDLE, 0x61},
                            Handle{BCRYPT_RNG_ALG_HANDLE, 0x81},
                            Handle{BCRYPT_HMAC_MD5_ALG_HANDLE, 0x91},
                            Handle{BCRYPT_HMAC_SHA1_ALG_HANDLE, 0xA1},
                            Handle{BCRYPT_HMAC_SHA256_ALG_HANDLE, 0xB1},
                            Handle{BCRYPT_HMAC_SHA384_ALG_HANDLE, 0xC1},
                            Handle{BCRYPT_HMAC_SHA512_ALG_HANDLE, 0xD1},
                            Handle{BCRYPT_RSA_ALG_HANDLE, 0xE1},
                            Handle{BCRYPT_ECDSA_ALG_HANDLE, 0xF1},
                            Handle{BCRYPT_ECDH_ALG_HANDLE, 0x291},
                            Handle{BCRYPT_ECDH_P256_ALG_HANDLE, 0x2A1},
                            Handle{BCRYPT_ECDH_P384_ALG_HANDLE, 0x2B1},
                            Handle{BCRYPT_ECDH_P521_ALG_HANDLE, 0x2C1},
                            Handle{BCRYPT_ECDSA_P256_ALG_HANDLE, 0x2E1},
                            Handle{BCRYPT_ECDSA_P384_ALG_HANDLE, 0x2F1},
                            Handle{BCRYPT_ECDSA_P521_ALG_HANDLE, 0x301},
                            Handle{BCRYPT_RSA_SIGN_ALG_HANDLE, 0x311},
                            Handle{BCRYPT_MD2_ALG_HANDLE, 0x01},
                            Handle{BCRYPT_RC4_ALG_HANDLE, 0x71},
                            Handle{BCRYPT_AES_CMAC_ALG_HANDLE, 0x101},
                            Handle{BCRYPT_AES_GMAC_ALG_HANDLE, 0x111},
                            Handle{BCRYPT_3DES_CBC_ALG_HANDLE, 0x141},
                            Handle{BCRYPT_AES_CBC_ALG_HANDLE, 0x1A1},
                            Handle{BCRYPT_AES_GCM_ALG_HANDLE, 0x1E1},
                            Handle{BCRYPT_RC2_CFB_ALG_HANDLE, 0x271},
                            Handle{BCRYPT_SHA3_256_ALG_HANDLE, 0x3B1},
                            Handle{BCRYPT_HMAC_SHA3_512_ALG_HANDLE, 0x401},
                            Handle{BCRYPT_SHAKE128_ALG_HANDLE, 0x451},
                            Handle{BCRYPT_SHAKE256_ALG_HANDLE, 0x461}})
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(row.seen), row.wanted);
}

}  // namespace
