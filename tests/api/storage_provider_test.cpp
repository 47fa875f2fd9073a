// Providers of key storage: opening, listing, their properties and the life of their handles.
#include "support/keys.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

TEST(StorageProvider, Names_OpenAsOnAMachineWithoutHardware) {
  NCRYPT_PROV_HANDLE raw = kUntouchedHandle;
  for (LPCWSTR name : {static_cast<LPCWSTR>(nullptr), MS_KEY_STORAGE_PROVIDER, MS_SMART_CARD_KEY_STORAGE_PROVIDER})
    open_storage(name);
  EXPECT_THAT(NCryptOpenStorageProvider(&raw, MS_PLATFORM_KEY_STORAGE_PROVIDER, 0), IsStatus(NTE_DEVICE_NOT_READY));
  EXPECT_THAT(NCryptOpenStorageProvider(&raw, MS_NGC_KEY_STORAGE_PROVIDER, 0), IsStatus(NTE_DEVICE_NOT_READY));
  EXPECT_THAT(NCryptOpenStorageProvider(&raw, CNG_TEXT("Example"), 0), IsStatus(NTE_NOT_FOUND));
  EXPECT_THAT(NCryptOpenStorageProvider(&raw, nullptr, 0x20), IsStatus(NTE_BAD_FLAGS));
  EXPECT_EQ(raw, kUntouchedHandle);
  EXPECT_THAT(NCryptOpenStorageProvider(nullptr, nullptr, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptOpenStorageProvider(&raw, nullptr, NCRYPT_SILENT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFreeObject(raw), IsSuccess());
}

TEST(StorageProvider, Properties) {
  const Stored provider = open_storage();
  EXPECT_EQ(store_text(provider, NCRYPT_NAME_PROPERTY), "Microsoft Software Key Storage Provider");
  EXPECT_EQ(store_number(provider, NCRYPT_IMPL_TYPE_PROPERTY), DWORD{NCRYPT_IMPL_SOFTWARE_FLAG});
  EXPECT_EQ(store_number(provider, NCRYPT_SECURITY_DESCR_SUPPORT_PROPERTY), 0u);
  EXPECT_EQ(store_number(provider, NCRYPT_MAX_NAME_LENGTH_PROPERTY), 512u);
  EXPECT_NE(store_number(provider, NCRYPT_VERSION_PROPERTY), 0u);
  EXPECT_THAT(store_property(provider, NCRYPT_LENGTH_PROPERTY).status, IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(store_property(provider, NCRYPT_USE_CONTEXT_PROPERTY).status, IsStatus(NTE_NOT_FOUND));
  EXPECT_THAT(set_store_property(provider, NCRYPT_USE_CONTEXT_PROPERTY, text_bytes("why")), IsSuccess());
  EXPECT_EQ(store_text(provider, NCRYPT_USE_CONTEXT_PROPERTY), "why");
  EXPECT_THAT(set_store_number(provider, NCRYPT_IMPL_TYPE_PROPERTY, 1), IsStatus(NTE_NOT_SUPPORTED));
}

TEST(StorageProvider, IsAlgSupported_AnswersAsWindowsDoes) {
  const Stored provider = open_storage();
  for (LPCWSTR name : {BCRYPT_RSA_ALGORITHM, BCRYPT_AES_ALGORITHM, BCRYPT_3DES_ALGORITHM, BCRYPT_ECDH_P256_ALGORITHM,
                       BCRYPT_ECDSA_P256_ALGORITHM, BCRYPT_ECDSA_P384_ALGORITHM, BCRYPT_ECDSA_ALGORITHM})
    EXPECT_THAT(NCryptIsAlgSupported(provider, name, 0), IsSuccess()) << narrow(name);
  for (LPCWSTR name : {BCRYPT_MD2_ALGORITHM, BCRYPT_MD5_ALGORITHM, BCRYPT_SHA1_ALGORITHM, BCRYPT_SHA512_ALGORITHM,
                       BCRYPT_RNG_ALGORITHM, BCRYPT_RSA_SIGN_ALGORITHM, CNG_TEXT("Example")})
    EXPECT_THAT(NCryptIsAlgSupported(provider, name, 0), IsStatus(NTE_NOT_SUPPORTED)) << narrow(name);
  EXPECT_THAT(NCryptIsAlgSupported(provider, BCRYPT_RSA_SIGN_ALGORITHM, 0x20), IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(NCryptIsAlgSupported(provider, BCRYPT_RSA_ALGORITHM, NCRYPT_SILENT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptIsAlgSupported(provider, nullptr, 0), IsStatus(CNG_RPC_NULL_REFERENCE));
  EXPECT_THAT(NCryptIsAlgSupported(0, BCRYPT_RSA_ALGORITHM, 0), IsStatus(NTE_INVALID_HANDLE));
}

TEST(StorageProvider, EnumAlgorithms_ListsWhatIsSupported) {
  const Stored provider = open_storage();
  DWORD count = 0;
  NCryptAlgorithmName* list = nullptr;
  ASSERT_THAT(NCryptEnumAlgorithms(provider, 0, &count, &list, 0), IsSuccess());
  std::vector<std::string> names;
  for (DWORD i = 0; i < count; ++i) {
    names.push_back(narrow(list[i].pszName));
    EXPECT_THAT(NCryptIsAlgSupported(provider, list[i].pszName, 0), IsSuccess()) << names.back();
    EXPECT_NE(list[i].dwAlgOperations, 0u) << names.back();
  }
  EXPECT_THAT(NCryptFreeBuffer(list), IsSuccess());
  EXPECT_THAT(names, testing::IsSupersetOf({"RSA", "ECDSA_P256", "ECDH_P521", "AES", "3DES"}));
  ASSERT_THAT(NCryptEnumAlgorithms(provider, NCRYPT_SIGNATURE_OPERATION, &count, &list, 0), IsSuccess());
  for (DWORD i = 0; i < count; ++i) EXPECT_NE(list[i].dwAlgOperations & NCRYPT_SIGNATURE_OPERATION, 0u);
  EXPECT_THAT(NCryptFreeBuffer(list), IsSuccess());
  EXPECT_THAT(NCryptEnumAlgorithms(provider, 0x100, &count, &list, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptFreeBuffer(nullptr), IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageProvider, EnumStorageProviders_HasTheSoftwareProvider) {
  DWORD count = 0;
  NCryptProviderName* list = nullptr;
  ASSERT_THAT(NCryptEnumStorageProviders(&count, &list, NCRYPT_SILENT_FLAG), IsSuccess());
  std::vector<std::string> names;
  for (DWORD i = 0; i < count; ++i) {
    names.push_back(narrow(list[i].pszName));
    open_storage(list[i].pszName);
  }
  EXPECT_THAT(NCryptFreeBuffer(list), IsSuccess());
  EXPECT_THAT(names, testing::Contains("Microsoft Software Key Storage Provider"));
  EXPECT_THAT(NCryptEnumStorageProviders(nullptr, &list, 0), IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageProvider, ProviderHandleOfAKey_MayBeFreedByItsReader) {
  Stored provider = open_storage();
  const NCRYPT_HANDLE value = provider;
  Stored key = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  NCRYPT_HANDLE read = 0;
  DWORD size = 0;
  ASSERT_THAT(
      NCryptGetProperty(key, NCRYPT_PROVIDER_HANDLE_PROPERTY, reinterpret_cast<PBYTE>(&read), sizeof read, &size, 0),
      IsSuccess());
  EXPECT_EQ(read, value);
  EXPECT_THAT(NCryptFreeObject(read), IsSuccess());
  EXPECT_THAT(NCryptIsAlgSupported(provider, BCRYPT_RSA_ALGORITHM, 0), IsSuccess()) << "the reader freed the maker's";
  provider.reset();
  EXPECT_THAT(NCryptFreeObject(value), IsStatus(NTE_INVALID_HANDLE));
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 1024u) << "the key outlives the provider handle";
  // And the key still gives a handle that works.
  ASSERT_THAT(
      NCryptGetProperty(key, NCRYPT_PROVIDER_HANDLE_PROPERTY, reinterpret_cast<PBYTE>(&read), sizeof read, &size, 0),
      IsSuccess());
  EXPECT_THAT(NCryptIsAlgSupported(read, BCRYPT_RSA_ALGORITHM, 0), IsSuccess());
  EXPECT_THAT(NCryptFreeObject(read), IsSuccess());
  key.reset();
  EXPECT_THAT(NCryptFreeObject(read), IsStatus(NTE_INVALID_HANDLE));
}

TEST(StorageProvider, Handles_AreLookedUpAndNeverBelieved) {
  Stored provider = open_storage();
  Stored key = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  EXPECT_TRUE(NCryptIsKeyHandle(key));
  EXPECT_FALSE(NCryptIsKeyHandle(provider));
  const NCRYPT_HANDLE stale = key;
  key.reset();
  const int local = 0;
  DWORD size = 0;
  for (NCRYPT_HANDLE handle :
       {NCRYPT_HANDLE{0}, NCRYPT_HANDLE{1}, ~NCRYPT_HANDLE{0}, kUntouchedHandle, stale,
        reinterpret_cast<NCRYPT_HANDLE>(&local), reinterpret_cast<NCRYPT_HANDLE>(BCRYPT_RSA_ALG_HANDLE)}) {
    EXPECT_FALSE(NCryptIsKeyHandle(handle));
    EXPECT_THAT(NCryptFreeObject(handle), IsStatus(NTE_INVALID_HANDLE));
    EXPECT_THAT(NCryptGetProperty(handle, NCRYPT_NAME_PROPERTY, nullptr, 0, &size, 0), IsStatus(NTE_INVALID_HANDLE));
    EXPECT_THAT(NCryptFinalizeKey(handle, 0), IsStatus(NTE_INVALID_HANDLE));
    EXPECT_THAT(store_export(handle, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(NTE_INVALID_HANDLE));
    EXPECT_THAT(store_import(handle, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024())).status,
                IsStatus(NTE_INVALID_HANDLE));
    EXPECT_THAT(store_create(handle, BCRYPT_RSA_ALGORITHM).status, IsStatus(NTE_INVALID_HANDLE));
  }
  EXPECT_THAT(NCryptFreeObject(provider.release()), IsSuccess());
}

}  // namespace
