// The exports of ncrypt: no rule, no cryptography, no allocation here, only the way in.
#include <cstdlib>

#include "abi/guard.h"
#include "api/storage_api.h"

using cng::abi::guard_storage;
namespace api = cng::api;

extern "C" {

SECURITY_STATUS WINAPI NCryptOpenStorageProvider(NCRYPT_PROV_HANDLE* phProvider, LPCWSTR pszProviderName,
                                                 DWORD dwFlags) {
  return guard_storage({__func__}, [&] { return api::open_storage_provider(phProvider, pszProviderName, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptEnumStorageProviders(DWORD* pdwProviderCount, NCryptProviderName** ppProviderList,
                                                  DWORD dwFlags) {
  return guard_storage({__func__},
                       [&] { return api::enum_storage_providers(pdwProviderCount, ppProviderList, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptEnumAlgorithms(NCRYPT_PROV_HANDLE hProvider, DWORD dwAlgOperations, DWORD* pdwAlgCount,
                                            NCryptAlgorithmName** ppAlgList, DWORD dwFlags) {
  return guard_storage({__func__}, [&] {
    return api::enum_storage_algorithms(hProvider, dwAlgOperations, pdwAlgCount, ppAlgList, dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptIsAlgSupported(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszAlgId, DWORD dwFlags) {
  return guard_storage({__func__, pszAlgId}, [&] { return api::is_alg_supported(hProvider, pszAlgId, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptFreeBuffer(PVOID pvInput) {
  return guard_storage({__func__}, [&] { return api::free_storage_buffer(pvInput); });
}

SECURITY_STATUS WINAPI NCryptFreeObject(NCRYPT_HANDLE hObject) {
  return guard_storage({__func__}, [&] { return api::free_object(hObject); });
}

BOOL WINAPI NCryptIsKeyHandle(NCRYPT_KEY_HANDLE hKey) {
  const cng::platform::KeepLastError keep;
  try {
    return api::is_key_handle(hKey) ? TRUE : FALSE;
  } catch (...) {
    return FALSE;
  }
}

SECURITY_STATUS WINAPI NCryptCreatePersistedKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey,
                                                LPCWSTR pszAlgId, LPCWSTR pszKeyName, DWORD dwLegacyKeySpec,
                                                DWORD dwFlags) {
  return guard_storage({__func__, pszAlgId}, [&] {
    return api::create_persisted_key(hProvider, phKey, pszAlgId, pszKeyName, dwLegacyKeySpec, dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptFinalizeKey(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags) {
  return guard_storage({__func__}, [&] { return api::finalize_key(hKey, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptOpenKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey, LPCWSTR pszKeyName,
                                     DWORD dwLegacyKeySpec, DWORD dwFlags) {
  return guard_storage({__func__},
                       [&] { return api::open_key(hProvider, phKey, pszKeyName, dwLegacyKeySpec, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptDeleteKey(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags) {
  return guard_storage({__func__}, [&] { return api::delete_key(hKey, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptTranslateHandle(NCRYPT_PROV_HANDLE* phProvider, NCRYPT_KEY_HANDLE* phKey,
                                             ULONG_PTR hLegacyProv, ULONG_PTR hLegacyKey, DWORD dwLegacyKeySpec,
                                             DWORD dwFlags) {
  return guard_storage({__func__}, [&] {
    return api::translate_handle(phProvider, phKey, hLegacyProv, hLegacyKey, dwLegacyKeySpec, dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptNotifyChangeKey(NCRYPT_PROV_HANDLE hProvider, HANDLE* phEvent, DWORD dwFlags) {
  return guard_storage({__func__}, [&] { return api::notify_change_key(hProvider, phEvent, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptEnumKeys(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszScope, NCryptKeyName** ppKeyName,
                                      PVOID* ppEnumState, DWORD dwFlags) {
  return guard_storage({__func__},
                       [&] { return api::enum_keys(hProvider, pszScope, ppKeyName, ppEnumState, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptGetProperty(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, PBYTE pbOutput, DWORD cbOutput,
                                         DWORD* pcbResult, DWORD dwFlags) {
  return guard_storage({__func__, pszProperty}, [&] {
    return api::get_storage_property(hObject, pszProperty, pbOutput, cbOutput, pcbResult, dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptSetProperty(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, PBYTE pbInput, DWORD cbInput,
                                         DWORD dwFlags) {
  return guard_storage({__func__, pszProperty, cbInput},
                       [&] { return api::set_storage_property(hObject, pszProperty, pbInput, cbInput, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptImportKey(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                                       NCryptBufferDesc* pParameterList, NCRYPT_KEY_HANDLE* phKey, PBYTE pbData,
                                       DWORD cbData, DWORD dwFlags) {
  return guard_storage({__func__, pszBlobType, cbData}, [&] {
    return api::import_storage_key(
        {hProvider, hImportKey, pszBlobType, pParameterList, phKey, pbData, cbData, dwFlags});
  });
}

SECURITY_STATUS WINAPI NCryptExportKey(NCRYPT_KEY_HANDLE hKey, NCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType,
                                       NCryptBufferDesc* pParameterList, PBYTE pbOutput, DWORD cbOutput,
                                       DWORD* pcbResult, DWORD dwFlags) {
  return guard_storage({__func__, pszBlobType, cbOutput}, [&] {
    return api::export_storage_key(
        {hKey, hExportKey, pszBlobType, pParameterList, pbOutput, cbOutput, pcbResult, dwFlags});
  });
}

SECURITY_STATUS WINAPI NCryptEncrypt(NCRYPT_KEY_HANDLE hKey, PBYTE pbInput, DWORD cbInput, VOID* pPaddingInfo,
                                     PBYTE pbOutput, DWORD cbOutput, DWORD* pcbResult, DWORD dwFlags) {
  return guard_storage({__func__, nullptr, cbInput}, [&] {
    return api::storage_encrypt({hKey, pbInput, cbInput, pPaddingInfo, pbOutput, cbOutput, pcbResult, dwFlags});
  });
}

SECURITY_STATUS WINAPI NCryptDecrypt(NCRYPT_KEY_HANDLE hKey, PBYTE pbInput, DWORD cbInput, VOID* pPaddingInfo,
                                     PBYTE pbOutput, DWORD cbOutput, DWORD* pcbResult, DWORD dwFlags) {
  return guard_storage({__func__, nullptr, cbInput}, [&] {
    return api::storage_decrypt({hKey, pbInput, cbInput, pPaddingInfo, pbOutput, cbOutput, pcbResult, dwFlags});
  });
}

SECURITY_STATUS WINAPI NCryptSignHash(NCRYPT_KEY_HANDLE hKey, VOID* pPaddingInfo, PBYTE pbHashValue, DWORD cbHashValue,
                                      PBYTE pbSignature, DWORD cbSignature, DWORD* pcbResult, DWORD dwFlags) {
  return guard_storage({__func__, nullptr, cbHashValue}, [&] {
    return api::storage_sign_hash(hKey, pPaddingInfo, pbHashValue, cbHashValue, pbSignature, cbSignature, pcbResult,
                                  dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptVerifySignature(NCRYPT_KEY_HANDLE hKey, VOID* pPaddingInfo, PBYTE pbHashValue,
                                             DWORD cbHashValue, PBYTE pbSignature, DWORD cbSignature, DWORD dwFlags) {
  return guard_storage({__func__, nullptr, cbSignature}, [&] {
    return api::storage_verify_signature(hKey, pPaddingInfo, pbHashValue, cbHashValue, pbSignature, cbSignature,
                                         dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptSecretAgreement(NCRYPT_KEY_HANDLE hPrivKey, NCRYPT_KEY_HANDLE hPubKey,
                                             NCRYPT_SECRET_HANDLE* phAgreedSecret, DWORD dwFlags) {
  return guard_storage({__func__},
                       [&] { return api::storage_secret_agreement(hPrivKey, hPubKey, phAgreedSecret, dwFlags); });
}

SECURITY_STATUS WINAPI NCryptDeriveKey(NCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF,
                                       NCryptBufferDesc* pParameterList, PBYTE pbDerivedKey, DWORD cbDerivedKey,
                                       DWORD* pcbResult, ULONG dwFlags) {
  return guard_storage({__func__, pwszKDF, cbDerivedKey}, [&] {
    return api::storage_derive_key(hSharedSecret, pwszKDF, pParameterList, pbDerivedKey, cbDerivedKey, pcbResult,
                                   dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptKeyDerivation(NCRYPT_KEY_HANDLE hKey, NCryptBufferDesc* pParameterList,
                                           PUCHAR pbDerivedKey, DWORD cbDerivedKey, DWORD* pcbResult, ULONG dwFlags) {
  return guard_storage({__func__, nullptr, cbDerivedKey}, [&] {
    return api::storage_key_derivation(hKey, pParameterList, pbDerivedKey, cbDerivedKey, pcbResult, dwFlags);
  });
}

SECURITY_STATUS WINAPI NCryptEncapsulate(NCRYPT_KEY_HANDLE hKey, PBYTE pbSecretKey, DWORD cbSecretKey,
                                         DWORD* pcbSecretKey, PBYTE pbCipherText, DWORD cbCipherText,
                                         DWORD* pcbCipherText, DWORD dwFlags) {
  return guard_storage({__func__}, [&] {
    return api::storage_encapsulate(
        {hKey, pbSecretKey, cbSecretKey, pcbSecretKey, pbCipherText, cbCipherText, pcbCipherText, dwFlags});
  });
}

SECURITY_STATUS WINAPI NCryptDecapsulate(NCRYPT_KEY_HANDLE hKey, PBYTE pbCipherText, DWORD cbCipherText,
                                         PBYTE pbSecretKey, DWORD cbSecretKey, DWORD* pcbSecretKey, DWORD dwFlags) {
  return guard_storage({__func__, nullptr, cbCipherText}, [&] {
    return api::storage_decapsulate(hKey, pbCipherText, cbCipherText, pbSecretKey, cbSecretKey, pcbSecretKey, dwFlags);
  });
}

}  // extern "C"
