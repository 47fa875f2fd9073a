// The documented rules of each call of ncrypt. Parameters, names and order are those of the Windows functions; src/abi
// wraps each in guard_storage(). A key of ncrypt is a BCrypt key of this module with a name and rules around it: what a
// key can do is done by the functions of api.h, and is written once.
#pragma once

#include "api/cng_headers.h"
#include "core/result.h"

namespace cng::api {

// storage_provider.cpp
Status open_storage_provider(NCRYPT_PROV_HANDLE* phProvider, LPCWSTR pszProviderName, DWORD dwFlags);
Status enum_storage_providers(DWORD* pdwProviderCount, NCryptProviderName** ppProviderList, DWORD dwFlags);
Status enum_storage_algorithms(NCRYPT_PROV_HANDLE hProvider, DWORD dwAlgOperations, DWORD* pdwAlgCount,
                               NCryptAlgorithmName** ppAlgList, DWORD dwFlags);
Status is_alg_supported(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszAlgId, DWORD dwFlags);
Status free_storage_buffer(void* pvInput);
Status free_object(NCRYPT_HANDLE hObject);
bool is_key_handle(NCRYPT_KEY_HANDLE hKey);

// storage_properties.cpp
Status get_storage_property(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, BYTE* pbOutput, DWORD cbOutput,
                            DWORD* pcbResult, DWORD dwFlags);
Status set_storage_property(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, const BYTE* pbInput, DWORD cbInput,
                            DWORD dwFlags);

// storage_key_life.cpp
Status create_persisted_key(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey, LPCWSTR pszAlgId,
                            LPCWSTR pszKeyName, DWORD dwLegacyKeySpec, DWORD dwFlags);
Status finalize_key(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags);
Status open_key(NCRYPT_PROV_HANDLE hProvider, NCRYPT_KEY_HANDLE* phKey, LPCWSTR pszKeyName, DWORD dwLegacyKeySpec,
                DWORD dwFlags);
Status delete_key(NCRYPT_KEY_HANDLE hKey, DWORD dwFlags);

// storage_translate.cpp, storage_notify.cpp
Status translate_handle(NCRYPT_PROV_HANDLE* phProvider, NCRYPT_KEY_HANDLE* phKey, ULONG_PTR hLegacyProv,
                        ULONG_PTR hLegacyKey, DWORD dwLegacyKeySpec, DWORD dwFlags);
Status notify_change_key(NCRYPT_PROV_HANDLE hProvider, HANDLE* phEvent, DWORD dwFlags);

// storage_list.cpp
Status enum_keys(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszScope, NCryptKeyName** ppKeyName, void** ppEnumState,
                 DWORD dwFlags);

// storage_import.cpp, storage_export.cpp
struct StorageImport {
  NCRYPT_PROV_HANDLE hProvider;
  NCRYPT_KEY_HANDLE hImportKey;
  LPCWSTR pszBlobType;
  const NCryptBufferDesc* pParameterList;
  NCRYPT_KEY_HANDLE* phKey;
  const BYTE* pbData;
  DWORD cbData;
  DWORD dwFlags;
};
Status import_storage_key(const StorageImport& call);

struct StorageExport {
  NCRYPT_KEY_HANDLE hKey;
  NCRYPT_KEY_HANDLE hExportKey;
  LPCWSTR pszBlobType;
  const NCryptBufferDesc* pParameterList;
  BYTE* pbOutput;
  DWORD cbOutput;
  DWORD* pcbResult;
  DWORD dwFlags;
};
Status export_storage_key(const StorageExport& call);

// storage_use.cpp
struct StorageTransform {
  NCRYPT_KEY_HANDLE hKey;
  const BYTE* pbInput;
  DWORD cbInput;
  const void* pPaddingInfo;
  BYTE* pbOutput;
  DWORD cbOutput;
  DWORD* pcbResult;
  DWORD dwFlags;
};
Status storage_encrypt(const StorageTransform& call);
Status storage_decrypt(const StorageTransform& call);
Status storage_sign_hash(NCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const BYTE* pbHashValue, DWORD cbHashValue,
                         BYTE* pbSignature, DWORD cbSignature, DWORD* pcbResult, DWORD dwFlags);
Status storage_verify_signature(NCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const BYTE* pbHashValue,
                                DWORD cbHashValue, const BYTE* pbSignature, DWORD cbSignature, DWORD dwFlags);
Status storage_secret_agreement(NCRYPT_KEY_HANDLE hPrivKey, NCRYPT_KEY_HANDLE hPubKey,
                                NCRYPT_SECRET_HANDLE* phAgreedSecret, DWORD dwFlags);
Status storage_derive_key(NCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF, const NCryptBufferDesc* pParameterList,
                          BYTE* pbDerivedKey, DWORD cbDerivedKey, DWORD* pcbResult, ULONG dwFlags);

Status storage_key_derivation(NCRYPT_KEY_HANDLE hKey, const NCryptBufferDesc* pParameterList, UCHAR* pbDerivedKey,
                              DWORD cbDerivedKey, DWORD* pcbResult, ULONG dwFlags);
struct StorageEncapsulation {
  NCRYPT_KEY_HANDLE hKey;
  BYTE* pbSecretKey;
  DWORD cbSecretKey;
  DWORD* pcbSecretKey;
  BYTE* pbCipherText;
  DWORD cbCipherText;
  DWORD* pcbCipherText;
  DWORD dwFlags;
};
Status storage_encapsulate(const StorageEncapsulation& call);
Status storage_decapsulate(NCRYPT_KEY_HANDLE hKey, const BYTE* pbCipherText, DWORD cbCipherText, BYTE* pbSecretKey,
                           DWORD cbSecretKey, DWORD* pcbSecretKey, DWORD dwFlags);

}  // namespace cng::api
