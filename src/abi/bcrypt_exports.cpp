// The exports of bcrypt: no rule, no cryptography, no allocation here, only the way in.
#include <cstdlib>

#include "abi/guard.h"
#include "api/api.h"

using cng::abi::guard;
namespace api = cng::api;

extern "C" {

NTSTATUS WINAPI BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE* phAlgorithm, LPCWSTR pszAlgId, LPCWSTR pszImplementation,
                                            ULONG dwFlags) {
  return guard({__func__},
               [&] { return api::open_algorithm_provider(phAlgorithm, pszAlgId, pszImplementation, dwFlags); });
}

NTSTATUS WINAPI BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE hAlgorithm, ULONG dwFlags) {
  return guard({__func__}, [&] { return api::close_algorithm_provider(hAlgorithm, dwFlags); });
}

NTSTATUS WINAPI BCryptGetProperty(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, PUCHAR pbOutput, ULONG cbOutput,
                                  ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, pszProperty},
               [&] { return api::get_property(hObject, pszProperty, pbOutput, cbOutput, pcbResult, dwFlags); });
}

NTSTATUS WINAPI BCryptSetProperty(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, PUCHAR pbInput, ULONG cbInput,
                                  ULONG dwFlags) {
  return guard({__func__, pszProperty, cbInput},
               [&] { return api::set_property(hObject, pszProperty, pbInput, cbInput, dwFlags); });
}

NTSTATUS WINAPI BCryptGenerateKeyPair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, ULONG dwLength,
                                      ULONG dwFlags) {
  return guard({__func__}, [&] { return api::generate_key_pair(hAlgorithm, phKey, dwLength, dwFlags); });
}

NTSTATUS WINAPI BCryptFinalizeKeyPair(BCRYPT_KEY_HANDLE hKey, ULONG dwFlags) {
  return guard({__func__}, [&] { return api::finalize_key_pair(hKey, dwFlags); });
}

NTSTATUS WINAPI BCryptImportKeyPair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE /*hImportKey: not used*/,
                                    LPCWSTR pszBlobType, BCRYPT_KEY_HANDLE* phKey, PUCHAR pbInput, ULONG cbInput,
                                    ULONG dwFlags) {
  return guard({__func__, pszBlobType, cbInput},
               [&] { return api::import_key_pair(hAlgorithm, pszBlobType, phKey, pbInput, cbInput, dwFlags); });
}

NTSTATUS WINAPI BCryptExportKey(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType,
                                PUCHAR pbOutput, ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, pszBlobType, cbOutput},
               [&] { return api::export_key(hKey, hExportKey, pszBlobType, pbOutput, cbOutput, pcbResult, dwFlags); });
}

NTSTATUS WINAPI BCryptDuplicateKey(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE* phNewKey, PUCHAR pbKeyObject,
                                   ULONG cbKeyObject, ULONG dwFlags) {
  return guard({__func__}, [&] { return api::duplicate_key(hKey, phNewKey, pbKeyObject, cbKeyObject, dwFlags); });
}

NTSTATUS WINAPI BCryptDestroyKey(BCRYPT_KEY_HANDLE hKey) {
  return guard({__func__}, [&] { return api::destroy_key(hKey); });
}

NTSTATUS WINAPI BCryptGenerateSymmetricKey(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, PUCHAR pbKeyObject,
                                           ULONG cbKeyObject, PUCHAR pbSecret, ULONG cbSecret, ULONG dwFlags) {
  return guard({__func__, nullptr, cbSecret}, [&] {
    return api::generate_symmetric_key(hAlgorithm, phKey, pbKeyObject, cbKeyObject, pbSecret, cbSecret, dwFlags);
  });
}

NTSTATUS WINAPI BCryptImportKey(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                                BCRYPT_KEY_HANDLE* phKey, PUCHAR pbKeyObject, ULONG cbKeyObject, PUCHAR pbInput,
                                ULONG cbInput, ULONG dwFlags) {
  return guard({__func__, pszBlobType, cbInput}, [&] {
    return api::import_key(hAlgorithm, hImportKey, pszBlobType, phKey, pbKeyObject, cbKeyObject, pbInput, cbInput,
                           dwFlags);
  });
}

NTSTATUS WINAPI BCryptEncrypt(BCRYPT_KEY_HANDLE hKey, PUCHAR pbInput, ULONG cbInput, VOID* pPaddingInfo, PUCHAR pbIV,
                              ULONG cbIV, PUCHAR pbOutput, ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, nullptr, cbInput}, [&] {
    return api::encrypt({hKey, pbInput, cbInput, pPaddingInfo, pbIV, cbIV, pbOutput, cbOutput, pcbResult, dwFlags});
  });
}

NTSTATUS WINAPI BCryptDecrypt(BCRYPT_KEY_HANDLE hKey, PUCHAR pbInput, ULONG cbInput, VOID* pPaddingInfo, PUCHAR pbIV,
                              ULONG cbIV, PUCHAR pbOutput, ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, nullptr, cbInput}, [&] {
    return api::decrypt({hKey, pbInput, cbInput, pPaddingInfo, pbIV, cbIV, pbOutput, cbOutput, pcbResult, dwFlags});
  });
}

NTSTATUS WINAPI BCryptCreateHash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, PUCHAR pbHashObject,
                                 ULONG cbHashObject, PUCHAR pbSecret, ULONG cbSecret, ULONG dwFlags) {
  return guard({__func__}, [&] {
    return api::create_hash(hAlgorithm, phHash, pbHashObject, cbHashObject, pbSecret, cbSecret, dwFlags);
  });
}

NTSTATUS WINAPI BCryptHashData(BCRYPT_HASH_HANDLE hHash, PUCHAR pbInput, ULONG cbInput, ULONG dwFlags) {
  return guard({__func__, nullptr, cbInput}, [&] { return api::hash_data(hHash, pbInput, cbInput, dwFlags); });
}

NTSTATUS WINAPI BCryptFinishHash(BCRYPT_HASH_HANDLE hHash, PUCHAR pbOutput, ULONG cbOutput, ULONG dwFlags) {
  return guard({__func__, nullptr, cbOutput}, [&] { return api::finish_hash(hHash, pbOutput, cbOutput, dwFlags); });
}

NTSTATUS WINAPI BCryptDuplicateHash(BCRYPT_HASH_HANDLE hHash, BCRYPT_HASH_HANDLE* phNewHash, PUCHAR pbHashObject,
                                    ULONG cbHashObject, ULONG dwFlags) {
  return guard({__func__}, [&] { return api::duplicate_hash(hHash, phNewHash, pbHashObject, cbHashObject, dwFlags); });
}

NTSTATUS WINAPI BCryptDestroyHash(BCRYPT_HASH_HANDLE hHash) {
  return guard({__func__}, [&] { return api::destroy_hash(hHash); });
}

NTSTATUS WINAPI BCryptHash(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbSecret, ULONG cbSecret, PUCHAR pbInput, ULONG cbInput,
                           PUCHAR pbOutput, ULONG cbOutput) {
  return guard({__func__, nullptr, cbInput},
               [&] { return api::hash_once(hAlgorithm, pbSecret, cbSecret, pbInput, cbInput, pbOutput, cbOutput); });
}

NTSTATUS WINAPI BCryptSignHash(BCRYPT_KEY_HANDLE hKey, VOID* pPaddingInfo, PUCHAR pbInput, ULONG cbInput,
                               PUCHAR pbOutput, ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, nullptr, cbInput}, [&] {
    return api::sign_hash(hKey, pPaddingInfo, pbInput, cbInput, pbOutput, cbOutput, pcbResult, dwFlags);
  });
}

NTSTATUS WINAPI BCryptVerifySignature(BCRYPT_KEY_HANDLE hKey, VOID* pPaddingInfo, PUCHAR pbHash, ULONG cbHash,
                                      PUCHAR pbSignature, ULONG cbSignature, ULONG dwFlags) {
  return guard({__func__, nullptr, cbSignature}, [&] {
    return api::verify_signature(hKey, pPaddingInfo, pbHash, cbHash, pbSignature, cbSignature, dwFlags);
  });
}

NTSTATUS WINAPI BCryptSecretAgreement(BCRYPT_KEY_HANDLE hPrivKey, BCRYPT_KEY_HANDLE hPubKey,
                                      BCRYPT_SECRET_HANDLE* phAgreedSecret, ULONG dwFlags) {
  return guard({__func__}, [&] { return api::secret_agreement(hPrivKey, hPubKey, phAgreedSecret, dwFlags); });
}

NTSTATUS WINAPI BCryptDestroySecret(BCRYPT_SECRET_HANDLE hSecret) {
  return guard({__func__}, [&] { return api::destroy_secret(hSecret); });
}

NTSTATUS WINAPI BCryptDeriveKey(BCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF, BCryptBufferDesc* pParameterList,
                                PUCHAR pbDerivedKey, ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, pwszKDF, cbDerivedKey}, [&] {
    return api::derive_key(hSharedSecret, pwszKDF, pParameterList, pbDerivedKey, cbDerivedKey, pcbResult, dwFlags);
  });
}

NTSTATUS WINAPI BCryptEncapsulate(BCRYPT_KEY_HANDLE hKey, PUCHAR pbSecretKey, ULONG cbSecretKey, ULONG* pcbSecretKey,
                                  PUCHAR pbCipherText, ULONG cbCipherText, ULONG* pcbCipherText, ULONG dwFlags) {
  return guard({__func__, nullptr, cbCipherText}, [&] {
    return api::encapsulate(hKey, pbSecretKey, cbSecretKey, pcbSecretKey, pbCipherText, cbCipherText, pcbCipherText,
                            dwFlags);
  });
}

NTSTATUS WINAPI BCryptDecapsulate(BCRYPT_KEY_HANDLE hKey, PUCHAR pbCipherText, ULONG cbCipherText, PUCHAR pbSecretKey,
                                  ULONG cbSecretKey, ULONG* pcbSecretKey, ULONG dwFlags) {
  return guard({__func__, nullptr, cbCipherText}, [&] {
    return api::decapsulate(hKey, pbCipherText, cbCipherText, pbSecretKey, cbSecretKey, pcbSecretKey, dwFlags);
  });
}

NTSTATUS WINAPI BCryptKeyDerivation(BCRYPT_KEY_HANDLE hKey, BCryptBufferDesc* pParameterList, PUCHAR pbDerivedKey,
                                    ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags) {
  return guard({__func__, nullptr, cbDerivedKey}, [&] {
    return api::key_derivation(hKey, pParameterList, pbDerivedKey, cbDerivedKey, pcbResult, dwFlags);
  });
}

NTSTATUS WINAPI BCryptDeriveKeyPBKDF2(BCRYPT_ALG_HANDLE hPrf, PUCHAR pbPassword, ULONG cbPassword, PUCHAR pbSalt,
                                      ULONG cbSalt, ULONGLONG cIterations, PUCHAR pbDerivedKey, ULONG cbDerivedKey,
                                      ULONG dwFlags) {
  return guard({__func__, nullptr, cbDerivedKey}, [&] {
    return api::derive_key_pbkdf2(hPrf, pbPassword, cbPassword, pbSalt, cbSalt, cIterations, pbDerivedKey, cbDerivedKey,
                                  dwFlags);
  });
}

NTSTATUS WINAPI BCryptDeriveKeyCapi(BCRYPT_HASH_HANDLE hHash, BCRYPT_ALG_HANDLE hTargetAlg, PUCHAR pbDerivedKey,
                                    ULONG cbDerivedKey, ULONG dwFlags) {
  return guard({__func__, nullptr, cbDerivedKey},
               [&] { return api::derive_key_capi(hHash, hTargetAlg, pbDerivedKey, cbDerivedKey, dwFlags); });
}

NTSTATUS WINAPI BCryptCreateMultiHash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, ULONG nHashes,
                                      PUCHAR pbHashObject, ULONG cbHashObject, PUCHAR pbSecret, ULONG cbSecret,
                                      ULONG dwFlags) {
  return guard({__func__}, [&] {
    return api::create_multi_hash(hAlgorithm, phHash, nHashes, pbHashObject, cbHashObject, pbSecret, cbSecret, dwFlags);
  });
}

NTSTATUS WINAPI BCryptProcessMultiOperations(BCRYPT_HANDLE hObject, BCRYPT_MULTI_OPERATION_TYPE operationType,
                                             PVOID pOperations, ULONG cbOperations, ULONG dwFlags) {
  return guard({__func__, nullptr, cbOperations}, [&] {
    return api::process_multi_operations(hObject, operationType, pOperations, cbOperations, dwFlags);
  });
}

NTSTATUS WINAPI BCryptGenRandom(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbBuffer, ULONG cbBuffer, ULONG dwFlags) {
  return guard({__func__, nullptr, cbBuffer}, [&] { return api::gen_random(hAlgorithm, pbBuffer, cbBuffer, dwFlags); });
}

NTSTATUS WINAPI BCryptEnumAlgorithms(ULONG dwAlgOperations, ULONG* pAlgCount, BCRYPT_ALGORITHM_IDENTIFIER** ppAlgList,
                                     ULONG dwFlags) {
  return guard({__func__}, [&] { return api::enum_algorithms(dwAlgOperations, pAlgCount, ppAlgList, dwFlags); });
}

NTSTATUS WINAPI BCryptEnumProviders(LPCWSTR pszAlgId, ULONG* pImplCount, BCRYPT_PROVIDER_NAME** ppImplList,
                                    ULONG dwFlags) {
  return guard({__func__, pszAlgId}, [&] { return api::enum_providers(pszAlgId, pImplCount, ppImplList, dwFlags); });
}

NTSTATUS WINAPI BCryptEnumRegisteredProviders(ULONG* pcbBuffer, PCRYPT_PROVIDERS* ppBuffer) {
  return guard({__func__}, [&] { return api::enum_registered_providers(pcbBuffer, ppBuffer); });
}

NTSTATUS WINAPI BCryptResolveProviders(LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction, LPCWSTR pszProvider,
                                       ULONG dwMode, ULONG dwFlags, ULONG* pcbBuffer, PCRYPT_PROVIDER_REFS* ppBuffer) {
  return guard({__func__, pszFunction}, [&] {
    return api::resolve_providers(pszContext, dwInterface, pszFunction, pszProvider, dwMode, dwFlags, pcbBuffer,
                                  ppBuffer);
  });
}

NTSTATUS WINAPI BCryptQueryProviderRegistration(LPCWSTR pszProvider, ULONG dwMode, ULONG dwInterface, ULONG* pcbBuffer,
                                                PCRYPT_PROVIDER_REG* ppBuffer) {
  return guard({__func__, pszProvider},
               [&] { return api::query_provider_registration(pszProvider, dwMode, dwInterface, pcbBuffer, ppBuffer); });
}

NTSTATUS WINAPI BCryptEnumContexts(ULONG dwTable, ULONG* pcbBuffer, PCRYPT_CONTEXTS* ppBuffer) {
  return guard({__func__}, [&] { return api::enum_contexts(dwTable, pcbBuffer, ppBuffer); });
}

NTSTATUS WINAPI BCryptEnumContextFunctions(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, ULONG* pcbBuffer,
                                           PCRYPT_CONTEXT_FUNCTIONS* ppBuffer) {
  return guard({__func__, pszContext},
               [&] { return api::enum_context_functions(dwTable, pszContext, dwInterface, pcbBuffer, ppBuffer); });
}

NTSTATUS WINAPI BCryptEnumContextFunctionProviders(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                   LPCWSTR pszFunction, ULONG* pcbBuffer,
                                                   PCRYPT_CONTEXT_FUNCTION_PROVIDERS* ppBuffer) {
  return guard({__func__, pszFunction}, [&] {
    return api::enum_context_function_providers(dwTable, pszContext, dwInterface, pszFunction, pcbBuffer, ppBuffer);
  });
}

NTSTATUS WINAPI BCryptQueryContextConfiguration(ULONG dwTable, LPCWSTR pszContext, ULONG* pcbBuffer,
                                                PCRYPT_CONTEXT_CONFIG* ppBuffer) {
  return guard({__func__, pszContext},
               [&] { return api::query_context_configuration(dwTable, pszContext, pcbBuffer, ppBuffer); });
}

NTSTATUS WINAPI BCryptQueryContextFunctionConfiguration(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                        LPCWSTR pszFunction, ULONG* pcbBuffer,
                                                        PCRYPT_CONTEXT_FUNCTION_CONFIG* ppBuffer) {
  return guard({__func__, pszFunction}, [&] {
    return api::query_context_function_configuration(dwTable, pszContext, dwInterface, pszFunction, pcbBuffer,
                                                     ppBuffer);
  });
}

NTSTATUS WINAPI BCryptQueryContextFunctionProperty(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface,
                                                   LPCWSTR pszFunction, LPCWSTR pszProperty, ULONG* pcbValue,
                                                   PUCHAR* /*ppbValue: no function has a property*/) {
  return guard({__func__, pszProperty}, [&] {
    return api::query_context_function_property(dwTable, pszContext, dwInterface, pszFunction, pszProperty, pcbValue);
  });
}

NTSTATUS WINAPI BCryptGetFipsAlgorithmMode(BOOLEAN* pfEnabled) {
  return guard({__func__}, [&] { return api::get_fips_algorithm_mode(pfEnabled); });
}

NTSTATUS WINAPI BCryptRegisterConfigChangeNotify(HANDLE* phEvent) {
  return guard({__func__}, [&] { return api::register_config_change_notify(phEvent); });
}

NTSTATUS WINAPI BCryptUnregisterConfigChangeNotify(HANDLE hEvent) {
  return guard({__func__}, [&] { return api::unregister_config_change_notify(hEvent); });
}

// Frees what the functions that return lists have allocated; NULL is harmless.
VOID WINAPI BCryptFreeBuffer(PVOID pvBuffer) { std::free(pvBuffer); }

}  // extern "C"
