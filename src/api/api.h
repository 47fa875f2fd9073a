// The documented rules of each call. Parameters, names and order are those of the Windows functions; src/abi wraps each
// in guard(). A function that fails has written nothing, but for the size with buffer_too_small.
#pragma once

#include "api/cng_headers.h"
#include "core/result.h"

namespace cng::api {

// algorithms.cpp
Status open_algorithm_provider(BCRYPT_ALG_HANDLE* phAlgorithm, LPCWSTR pszAlgId, LPCWSTR pszImplementation,
                               ULONG dwFlags);
Status close_algorithm_provider(BCRYPT_ALG_HANDLE hAlgorithm, ULONG dwFlags);

// get_property.cpp, set_property.cpp
Status get_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, UCHAR* pbOutput, ULONG cbOutput, ULONG* pcbResult,
                    ULONG dwFlags);
Status set_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags);

// import_key_pair.cpp, export_key.cpp
Status import_key_pair(BCRYPT_ALG_HANDLE hAlgorithm, LPCWSTR pszBlobType, BCRYPT_KEY_HANDLE* phKey,
                       const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags);
Status export_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType, UCHAR* pbOutput,
                  ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags);

// key_life.cpp
Status generate_key_pair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, ULONG dwLength, ULONG dwFlags);
Status finalize_key_pair(BCRYPT_KEY_HANDLE hKey, ULONG dwFlags);
Status duplicate_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE* phNewKey, const UCHAR* pbKeyObject, ULONG cbKeyObject,
                     ULONG dwFlags);
Status destroy_key(BCRYPT_KEY_HANDLE hKey);

// symmetric_key.cpp
Status generate_symmetric_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject,
                              ULONG cbKeyObject, const UCHAR* pbSecret, ULONG cbSecret, ULONG dwFlags);
Status import_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                  BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject, ULONG cbKeyObject, const UCHAR* pbInput,
                  ULONG cbInput, ULONG dwFlags);

// encrypt.cpp. The ten parameters of both functions.
struct EncryptCall {
  BCRYPT_KEY_HANDLE hKey;
  const UCHAR* pbInput;
  ULONG cbInput;
  const void* pPaddingInfo;
  UCHAR* pbIV;
  ULONG cbIV;
  UCHAR* pbOutput;
  ULONG cbOutput;
  ULONG* pcbResult;
  ULONG dwFlags;
};
Status encrypt(const EncryptCall& call);
Status decrypt(const EncryptCall& call);

// hash.cpp
Status create_hash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, const UCHAR* pbHashObject,
                   ULONG cbHashObject, const UCHAR* pbSecret, ULONG cbSecret, ULONG dwFlags);
Status hash_data(BCRYPT_HASH_HANDLE hHash, const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags);
Status finish_hash(BCRYPT_HASH_HANDLE hHash, UCHAR* pbOutput, ULONG cbOutput, ULONG dwFlags);
Status duplicate_hash(BCRYPT_HASH_HANDLE hHash, BCRYPT_HASH_HANDLE* phNewHash, const UCHAR* pbHashObject,
                      ULONG cbHashObject, ULONG dwFlags);
Status destroy_hash(BCRYPT_HASH_HANDLE hHash);
Status hash_once(BCRYPT_ALG_HANDLE hAlgorithm, const UCHAR* pbSecret, ULONG cbSecret, const UCHAR* pbInput,
                 ULONG cbInput, UCHAR* pbOutput, ULONG cbOutput);

// multi_hash.cpp
Status create_multi_hash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, ULONG nHashes,
                         const UCHAR* pbHashObject, ULONG cbHashObject, const UCHAR* pbSecret, ULONG cbSecret,
                         ULONG dwFlags);
Status process_multi_operations(BCRYPT_HANDLE hObject, BCRYPT_MULTI_OPERATION_TYPE operationType,
                                const void* pOperations, ULONG cbOperations, ULONG dwFlags);

// sign.cpp
Status sign_hash(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbInput, ULONG cbInput, UCHAR* pbOutput,
                 ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags);
Status verify_signature(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbHash, ULONG cbHash,
                        const UCHAR* pbSignature, ULONG cbSignature, ULONG dwFlags);

// agreement.cpp, derive_key.cpp
Status secret_agreement(BCRYPT_KEY_HANDLE hPrivKey, BCRYPT_KEY_HANDLE hPubKey, BCRYPT_SECRET_HANDLE* phAgreedSecret,
                        ULONG dwFlags);
Status destroy_secret(BCRYPT_SECRET_HANDLE hSecret);
Status derive_key(BCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF, const BCryptBufferDesc* pParameterList,
                  UCHAR* pbDerivedKey, ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags);

// kem.cpp
Status encapsulate(BCRYPT_KEY_HANDLE hKey, UCHAR* pbSecretKey, ULONG cbSecretKey, ULONG* pcbSecretKey,
                   UCHAR* pbCipherText, ULONG cbCipherText, ULONG* pcbCipherText, ULONG dwFlags);
Status decapsulate(BCRYPT_KEY_HANDLE hKey, const UCHAR* pbCipherText, ULONG cbCipherText, UCHAR* pbSecretKey,
                   ULONG cbSecretKey, ULONG* pcbSecretKey, ULONG dwFlags);
// key_derivation.cpp; derive_key_capi: hash.cpp
Status key_derivation(BCRYPT_KEY_HANDLE hKey, const BCryptBufferDesc* pParameterList, UCHAR* pbDerivedKey,
                      ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags);
Status derive_key_pbkdf2(BCRYPT_ALG_HANDLE hPrf, const UCHAR* pbPassword, ULONG cbPassword, const UCHAR* pbSalt,
                         ULONG cbSalt, ULONGLONG cIterations, UCHAR* pbDerivedKey, ULONG cbDerivedKey, ULONG dwFlags);
Status derive_key_capi(BCRYPT_HASH_HANDLE hHash, BCRYPT_ALG_HANDLE hTargetAlg, UCHAR* pbDerivedKey, ULONG cbDerivedKey,
                       ULONG dwFlags);

// enumerate.cpp
Status enum_algorithms(ULONG dwAlgOperations, ULONG* pAlgCount, BCRYPT_ALGORITHM_IDENTIFIER** ppAlgList, ULONG dwFlags);

// providers.cpp
Status enum_providers(LPCWSTR pszAlgId, ULONG* pImplCount, BCRYPT_PROVIDER_NAME** ppImplList, ULONG dwFlags);
Status enum_registered_providers(ULONG* pcbBuffer, CRYPT_PROVIDERS** ppBuffer);
Status resolve_providers(LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction, LPCWSTR pszProvider, ULONG dwMode,
                         ULONG dwFlags, ULONG* pcbBuffer, CRYPT_PROVIDER_REFS** ppBuffer);
Status query_provider_registration(LPCWSTR pszProvider, ULONG dwMode, ULONG dwInterface, ULONG* pcbBuffer,
                                   CRYPT_PROVIDER_REG** ppBuffer);

// configuration.cpp
Status enum_contexts(ULONG dwTable, ULONG* pcbBuffer, CRYPT_CONTEXTS** ppBuffer);
Status enum_context_functions(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, ULONG* pcbBuffer,
                              CRYPT_CONTEXT_FUNCTIONS** ppBuffer);
Status enum_context_function_providers(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                       ULONG* pcbBuffer, CRYPT_CONTEXT_FUNCTION_PROVIDERS** ppBuffer);
Status query_context_configuration(ULONG dwTable, LPCWSTR pszContext, ULONG* pcbBuffer,
                                   CRYPT_CONTEXT_CONFIG** ppBuffer);
Status query_context_function_configuration(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                            ULONG* pcbBuffer, CRYPT_CONTEXT_FUNCTION_CONFIG** ppBuffer);
Status query_context_function_property(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                       LPCWSTR pszProperty, const ULONG* pcbValue);
Status get_fips_algorithm_mode(BOOLEAN* pfEnabled);
Status register_config_change_notify(HANDLE* phEvent);
Status unregister_config_change_notify(HANDLE hEvent);

// random.cpp
Status gen_random(BCRYPT_ALG_HANDLE hAlgorithm, UCHAR* pbBuffer, ULONG cbBuffer, ULONG dwFlags);

}  // namespace cng::api
