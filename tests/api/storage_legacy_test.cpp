// CryptoAPI beside ncrypt: copies of RSA keys in its containers, keys that only it has, handles of it, and the event
// for changes. On ELF there is none of it, and nothing pretends.
#include "support/key_folder.h"
#include "support/keys.h"
#include "support/storage.h"

#ifdef _WIN32
#include <wincrypt.h>
#endif

namespace {

using namespace cngtest;

constexpr DWORD kLegacy = NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG;

ParameterList named(std::string_view name) {
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_KEY_NAME, name);
  return list;
}

TEST(StorageLegacyRules, OnlyPrivateRsaKeys_GoThere) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  const Bytes ec = ec_private(p256().ecdsa_private, ec_key_a(p256()));
  EXPECT_THAT(store_import(provider, BCRYPT_ECCPRIVATE_BLOB, ec, kLegacy, named("legacy").get()).status,
              IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(
      store_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()), kLegacy, named("legacy").get()).status,
      IsStatus(NTE_BAD_FLAGS));
  const Stored key = stored_create(provider, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("legacy"));
  EXPECT_THAT(NCryptFinalizeKey(key, kLegacy), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_TRUE(folder.files().empty()) << "a refused key was stored";
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
}

TEST(StorageNotify, Arguments) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  HANDLE event = nullptr;
  EXPECT_THAT(NCryptNotifyChangeKey(0, &event, NCRYPT_REGISTER_NOTIFY_FLAG), IsStatus(NTE_INVALID_HANDLE));
  EXPECT_THAT(NCryptNotifyChangeKey(provider, nullptr, NCRYPT_REGISTER_NOTIFY_FLAG), IsStatus(NTE_INVALID_PARAMETER));
  for (DWORD flags : {0u, 3u, 4u, 0x20u, 0x22u, 0x80000001u})
    EXPECT_THAT(NCryptNotifyChangeKey(provider, &event, flags), IsStatus(NTE_BAD_FLAGS)) << flags;
  EXPECT_EQ(event, nullptr);
}

#ifndef _WIN32

TEST(StorageLegacyRules, WithoutCryptoApi_NothingIsStored) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  for (DWORD more : {DWORD{0}, DWORD{NCRYPT_DO_NOT_FINALIZE_FLAG}, DWORD{NCRYPT_OVERWRITE_KEY_FLAG}})
    EXPECT_THAT(
        store_import(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), kLegacy | more, named("legacy").get())
            .status,
        IsStatus(NTE_NOT_SUPPORTED));
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM, CNG_TEXT("legacy"));
  EXPECT_THAT(NCryptFinalizeKey(key, kLegacy), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_TRUE(folder.files().empty());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess()) << "the refused call left the key as it was";
}

TEST(StorageLegacyRules, WithoutCryptoApi_ItsHandlesAreRefused) {
  const Stored provider = open_storage();
  NCRYPT_PROV_HANDLE translated = kUntouchedHandle;
  NCRYPT_KEY_HANDLE key = kUntouchedHandle;
  EXPECT_THAT(NCryptTranslateHandle(&translated, &key, 1, 1, 1, 0), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_EQ(translated, kUntouchedHandle);
  EXPECT_EQ(key, kUntouchedHandle);
  HANDLE event = nullptr;
  EXPECT_THAT(NCryptNotifyChangeKey(provider, &event, NCRYPT_REGISTER_NOTIFY_FLAG), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(NCryptNotifyChangeKey(provider, &event, NCRYPT_UNREGISTER_NOTIFY_FLAG), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_EQ(event, nullptr);
}

#else

constexpr wchar_t kName[] = L"opencng-test-legacy";

// CryptoAPI's containers are one for all programs of the account: these tests take turns.
class StorageLegacy : public testing::Test {
 protected:
  StorageLegacy() : turn_(CreateMutexW(nullptr, FALSE, kName)) {
    WaitForSingleObject(turn_, INFINITE);
    remove_container();
  }
  ~StorageLegacy() override {
    for (HCRYPTPROV context : contexts_) CryptReleaseContext(context, 0);
    remove_container();
    ReleaseMutex(turn_);
    CloseHandle(turn_);
  }

  static void remove_container() {
    HCRYPTPROV none = 0;
    CryptAcquireContextW(&none, kName, nullptr, PROV_RSA_AES, CRYPT_DELETEKEYSET | CRYPT_SILENT);
    CryptAcquireContextW(&none, kName, nullptr, PROV_RSA_AES, CRYPT_DELETEKEYSET | CRYPT_SILENT | CRYPT_MACHINE_KEYSET);
  }

  // 0: there is no such container.
  HCRYPTPROV container(DWORD flags = 0) {
    HCRYPTPROV context = 0;
    if (!CryptAcquireContextW(&context, kName, nullptr, PROV_RSA_AES, CRYPT_SILENT | flags)) return 0;
    contexts_.push_back(context);
    return context;
  }

  StoredKey import_copy(const RsaKey& key, DWORD flags = 0) const {
    return store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(key), kLegacy | flags,
                        named("opencng-test-legacy").get());
  }

  StoredKey open_stored(DWORD spec = 0, DWORD flags = 0) const {
    NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
    const SECURITY_STATUS status = NCryptOpenKey(provider_, &raw, kName, spec, flags);
    if (status != ERROR_SUCCESS) {
      EXPECT_EQ(raw, kUntouchedHandle);
      return {status, Stored()};
    }
    return {status, Stored(raw)};
  }

  KeyFolder folder_;
  Stored provider_ = open_storage();
  HANDLE turn_;
  std::vector<HCRYPTPROV> contexts_;
};

// The modulus as CryptoAPI has it, least byte first, of a pair in a container.
Bytes modulus_in(HCRYPTPROV context, DWORD spec) {
  HCRYPTKEY key = 0;
  if (!CryptGetUserKey(context, spec, &key)) return {};
  DWORD size = 0;
  Bytes blob;
  if (CryptExportKey(key, 0, PUBLICKEYBLOB, 0, nullptr, &size)) {
    blob.resize(size);
    EXPECT_TRUE(CryptExportKey(key, 0, PUBLICKEYBLOB, 0, blob.data(), &size));
  }
  CryptDestroyKey(key);
  constexpr long kHeader = 20;
  return blob.size() < kHeader ? Bytes() : Bytes(blob.begin() + kHeader, blob.end());
}

// The same of a key of ncrypt.
Bytes modulus_of(NCRYPT_KEY_HANDLE key) {
  const Bytes blob = store_export(key, LEGACY_RSAPUBLIC_BLOB).bytes;
  constexpr long kHeader = 20;
  return blob.size() < kHeader ? Bytes() : Bytes(blob.begin() + kHeader, blob.end());
}

bool gives_private_half(HCRYPTPROV context, DWORD spec) {
  HCRYPTKEY key = 0;
  if (!CryptGetUserKey(context, spec, &key)) return false;
  DWORD size = 0;
  const bool gives = CryptExportKey(key, 0, PRIVATEKEYBLOB, 0, nullptr, &size) != FALSE;
  CryptDestroyKey(key);
  return gives;
}

// PKCS #1 with SHA-256, most significant byte first.
Bytes sign_by_cryptoapi(HCRYPTPROV context, DWORD spec, const Bytes& digest) {
  HCRYPTHASH hash = 0;
  EXPECT_TRUE(CryptCreateHash(context, CALG_SHA_256, 0, 0, &hash));
  EXPECT_TRUE(CryptSetHashParam(hash, HP_HASHVAL, digest.data(), 0));
  DWORD size = 0;
  EXPECT_TRUE(CryptSignHashW(hash, spec, nullptr, 0, nullptr, &size));
  Bytes signature(size);
  EXPECT_TRUE(CryptSignHashW(hash, spec, nullptr, 0, signature.data(), &size)) << std::hex << GetLastError();
  CryptDestroyHash(hash);
  return Bytes(signature.rbegin(), signature.rend());
}

TEST_F(StorageLegacy, ImportedKey_SignsThroughCryptoApi) {
  ASSERT_THAT(import_copy(rsa2048()).status, IsSuccess());
  const HCRYPTPROV context = container();
  ASSERT_NE(context, 0u);
  Bytes digest(32, 0x5A);
  Bytes signature = sign_by_cryptoapi(context, AT_KEYEXCHANGE, digest);
  BCRYPT_KEY_HANDLE key = nullptr;
  Bytes blob = rsa_public(rsa2048());
  ASSERT_THAT(
      BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, BCRYPT_RSAPUBLIC_BLOB, &key, blob.data(), len(blob), 0),
      IsSuccess());
  BCRYPT_PKCS1_PADDING_INFO padding{BCRYPT_SHA256_ALGORITHM};
  EXPECT_THAT(BCryptVerifySignature(key, &padding, digest.data(), len(digest), signature.data(), len(signature),
                                    BCRYPT_PAD_PKCS1),
              IsSuccess());
  digest[0] ^= 1;
  EXPECT_THAT(BCryptVerifySignature(key, &padding, digest.data(), len(digest), signature.data(), len(signature),
                                    BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_SIGNATURE));
  BCryptDestroyKey(key);
  EXPECT_EQ(folder_.files().size(), 1u);
  EXPECT_FALSE(gives_private_half(context, AT_KEYEXCHANGE)) << "the policy is 0";
}

TEST_F(StorageLegacy, FinalizedKey_GoesToThePlaceThatItsMakerSays) {
  NCRYPT_KEY_HANDLE raw = 0;
  ASSERT_THAT(NCryptCreatePersistedKey(provider_, &raw, BCRYPT_RSA_ALGORITHM, kName, AT_SIGNATURE, 0), IsSuccess());
  const Stored key(raw);
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  ASSERT_THAT(NCryptFinalizeKey(key, kLegacy), IsSuccess());
  EXPECT_EQ(modulus_in(container(), AT_SIGNATURE), modulus_of(key));
  EXPECT_TRUE(modulus_in(container(), AT_KEYEXCHANGE).empty());
  EXPECT_TRUE(gives_private_half(container(), AT_SIGNATURE));
}

TEST_F(StorageLegacy, UsageForSigningAlone_IsASignatureKey) {
  const StoredKey key = import_copy(rsa1024(), NCRYPT_DO_NOT_FINALIZE_FLAG);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(container(), 0u) << "nothing is stored before the key is finalized";
  EXPECT_THAT(set_store_number(key.handle, NCRYPT_KEY_USAGE_PROPERTY, NCRYPT_ALLOW_SIGNING_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key.handle, 0), IsSuccess()) << "the import has asked for the copy";
  EXPECT_EQ(modulus_in(container(), AT_SIGNATURE), modulus_of(key.handle));
}

TEST_F(StorageLegacy, MachineKey_GoesToTheMachinesContainers) {
  const StoredKey key = import_copy(rsa1024(), NCRYPT_MACHINE_KEY_FLAG);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(container(), 0u);
  EXPECT_EQ(modulus_in(container(CRYPT_MACHINE_KEYSET), AT_KEYEXCHANGE), modulus_of(key.handle));
}

TEST_F(StorageLegacy, TakenContainer_IsRefusedAndOverwritten) {
  ASSERT_NE(container(CRYPT_NEWKEYSET), 0u);
  EXPECT_THAT(import_copy(rsa1024()).status, IsStatus(NTE_EXISTS));
  EXPECT_TRUE(folder_.files().empty()) << "half of the key was stored";
  const StoredKey key = import_copy(rsa1024(), NCRYPT_OVERWRITE_KEY_FLAG);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(modulus_in(container(), AT_KEYEXCHANGE), modulus_of(key.handle));
}

TEST_F(StorageLegacy, WithoutAName_ThereIsNoCopy) {
  EXPECT_THAT(store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), kLegacy).status,
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), kLegacy,
                           named(std::string(260, 'n')).get())
                  .status,
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_TRUE(folder_.files().empty());
}

// NoProvider keeps CryptoAPI from finding a provider, for as long as it lives.
class NoProvider {
 public:
  NoProvider() {
    constexpr wchar_t kNone[] = L"No such provider";
    EXPECT_EQ(RegSetKeyValueW(HKEY_CURRENT_USER, kKey, L"Name", REG_SZ, kNone, sizeof kNone), ERROR_SUCCESS);
  }
  ~NoProvider() { RegDeleteTreeW(HKEY_CURRENT_USER, kKey); }

 private:
  static constexpr wchar_t kKey[] = L"Software\\Microsoft\\Cryptography\\Provider Type 024";
};

TEST_F(StorageLegacy, RefusalOfCryptoApi_UndoesTheWhole) {
  const NoProvider none;
  ASSERT_EQ(container(CRYPT_NEWKEYSET), 0u);
  EXPECT_NE(import_copy(rsa1024()).status, ERROR_SUCCESS);
  EXPECT_TRUE(folder_.files().empty());
  {
    StoredKey old = store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), NCRYPT_DO_NOT_FINALIZE_FLAG,
                                 named("opencng-test-legacy").get());
    EXPECT_THAT(set_store_number(old.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    EXPECT_THAT(NCryptFinalizeKey(old.handle, 0), IsSuccess());
  }
  EXPECT_NE(import_copy(rsa2048(), NCRYPT_OVERWRITE_KEY_FLAG).status, ERROR_SUCCESS);
  const StoredKey kept = open_stored();
  ASSERT_THAT(kept.status, IsSuccess());
  EXPECT_EQ(to_hex(store_export(kept.handle, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa1024())))
      << "the key that was to be replaced is not what it was";
}

class CryptoApiKey : public StorageLegacy {
 protected:
  // A key that CryptoAPI has made. It keeps the key when the context is released.
  static void generate(DWORD spec, DWORD flags, DWORD container_flags = 0) {
    HCRYPTPROV context = 0;
    container_flags |= CRYPT_SILENT;
    const auto acquire = [&](DWORD more) {
      return CryptAcquireContextW(&context, kName, nullptr, PROV_RSA_AES, container_flags | more) != FALSE;
    };
    ASSERT_TRUE(acquire(0) || acquire(CRYPT_NEWKEYSET)) << std::hex << GetLastError();
    HCRYPTKEY key = 0;
    EXPECT_TRUE(CryptGenKey(context, spec, 1024u << 16 | flags, &key)) << std::hex << GetLastError();
    CryptDestroyKey(key);
    CryptReleaseContext(context, 0);
  }
};

TEST_F(CryptoApiKey, IsOpenedAndUsed) {
  generate(AT_KEYEXCHANGE, CRYPT_EXPORTABLE);
  generate(AT_SIGNATURE, CRYPT_EXPORTABLE);
  for (DWORD spec : {0, AT_KEYEXCHANGE, AT_SIGNATURE}) {
    const StoredKey key = open_stored(spec);
    ASSERT_THAT(key.status, IsSuccess()) << spec;
    EXPECT_EQ(modulus_of(key.handle), modulus_in(container(), spec == 0 ? AT_KEYEXCHANGE : spec)) << spec;
    EXPECT_EQ(store_text(key.handle, NCRYPT_NAME_PROPERTY), "opencng-test-legacy");
    EXPECT_EQ(store_text(key.handle, NCRYPT_ALGORITHM_PROPERTY), "RSA");
    EXPECT_THAT(store_export(key.handle, BCRYPT_RSAPRIVATE_BLOB).status, IsSuccess());
    EXPECT_THAT(store_property(key.handle, NCRYPT_UNIQUE_NAME_PROPERTY).status, IsStatus(NTE_NOT_SUPPORTED));
    EXPECT_THAT(set_store_property(key.handle, L"mine", Bytes{1}, NCRYPT_PERSIST_ONLY_FLAG),
                IsStatus(NTE_NOT_SUPPORTED));
    Bytes digest(32, 1), signature(128);
    DWORD size = 0;
    BCRYPT_PKCS1_PADDING_INFO padding{BCRYPT_SHA256_ALGORITHM};
    EXPECT_THAT(NCryptSignHash(key.handle, &padding, digest.data(), 32, signature.data(), 128, &size, BCRYPT_PAD_PKCS1),
                IsSuccess());
  }
  EXPECT_TRUE(folder_.files().empty()) << "opening a key of CryptoAPI has stored it";
  EXPECT_THAT(open_stored(0, NCRYPT_MACHINE_KEY_FLAG).status, IsStatus(NTE_BAD_KEYSET));
}

TEST_F(CryptoApiKey, ThatStaysInside_IsNotOpened) {
  generate(AT_KEYEXCHANGE, 0);
  EXPECT_THAT(open_stored().status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(open_stored(AT_SIGNATURE).status, IsStatus(NTE_BAD_KEYSET));
}

TEST_F(CryptoApiKey, ComesAfterTheKeyOfTheStore) {
  generate(AT_KEYEXCHANGE, CRYPT_EXPORTABLE);
  store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()), 0, named("opencng-test-legacy").get());
  EXPECT_EQ(store_number(open_stored().handle, NCRYPT_LENGTH_PROPERTY), 2048u);
}

TEST_F(CryptoApiKey, IsDeletedWithItsContainer) {
  generate(AT_SIGNATURE, CRYPT_EXPORTABLE);
  {
    StoredKey key = open_stored();
    generate(AT_KEYEXCHANGE, 0);
    EXPECT_THAT(NCryptDeleteKey(key.handle, 0), IsStatus(NTE_NOT_SUPPORTED)) << "another key would go too";
    EXPECT_TRUE(NCryptIsKeyHandle(key.handle));
  }
  EXPECT_NE(container(), 0u);
  remove_container();
  generate(AT_SIGNATURE, CRYPT_EXPORTABLE);
  StoredKey key = open_stored();
  EXPECT_THAT(NCryptDeleteKey(key.handle.release(), 0), IsSuccess());
  EXPECT_EQ(container(), 0u);
}

struct Translated {
  SECURITY_STATUS status;
  Stored provider, key;
};

Translated translate(HCRYPTPROV context, HCRYPTKEY key, DWORD spec, DWORD flags = 0) {
  NCRYPT_PROV_HANDLE made_provider = kUntouchedHandle;
  NCRYPT_KEY_HANDLE made_key = kUntouchedHandle;
  const SECURITY_STATUS status = NCryptTranslateHandle(&made_provider, &made_key, context, key, spec, flags);
  if (status == ERROR_SUCCESS) return {status, Stored(made_provider), Stored(made_key)};
  EXPECT_EQ(made_provider, kUntouchedHandle);
  EXPECT_EQ(made_key, kUntouchedHandle);
  return {status, Stored(), Stored()};
}

TEST_F(CryptoApiKey, HandlesAreTranslated) {
  generate(AT_KEYEXCHANGE, CRYPT_EXPORTABLE);
  generate(AT_SIGNATURE, CRYPT_EXPORTABLE);
  const HCRYPTPROV context = container();
  for (DWORD spec : {AT_KEYEXCHANGE, AT_SIGNATURE}) {
    const Translated by_spec = translate(context, 0, spec);
    ASSERT_THAT(by_spec.status, IsSuccess());
    EXPECT_EQ(modulus_of(by_spec.key), modulus_in(context, spec));
    EXPECT_THAT(NCryptIsAlgSupported(by_spec.provider, BCRYPT_RSA_ALGORITHM, 0), IsSuccess());
    HCRYPTKEY key = 0;
    ASSERT_TRUE(CryptGetUserKey(context, spec, &key));
    const Translated by_key = translate(context, key, 0);
    ASSERT_THAT(by_key.status, IsSuccess());
    EXPECT_EQ(modulus_of(by_key.key), modulus_in(context, spec));
    CryptDestroyKey(key);
  }
  EXPECT_THAT(translate(context, 0, 0).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(translate(context, 0, 3).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(translate(0, 0, AT_SIGNATURE).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(translate(context, 0, AT_SIGNATURE, 1).status, IsStatus(NTE_BAD_FLAGS));
  NCRYPT_HANDLE handle = 0;
  EXPECT_THAT(NCryptTranslateHandle(nullptr, &handle, context, 0, 1, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptTranslateHandle(&handle, nullptr, context, 0, 1, 0), IsStatus(NTE_INVALID_PARAMETER));
}

TEST_F(CryptoApiKey, HandleOfAMachinesContainer_IsTranslated) {
  generate(AT_KEYEXCHANGE, CRYPT_EXPORTABLE, CRYPT_MACHINE_KEYSET);
  const HCRYPTPROV context = container(CRYPT_MACHINE_KEYSET);
  const Translated made = translate(context, 0, AT_KEYEXCHANGE);
  ASSERT_THAT(made.status, IsSuccess());
  EXPECT_EQ(store_number(made.key, NCRYPT_KEY_TYPE_PROPERTY), DWORD{NCRYPT_MACHINE_KEY_FLAG});
  EXPECT_EQ(modulus_of(made.key), modulus_in(context, AT_KEYEXCHANGE));
}

TEST_F(CryptoApiKey, HandleOfAKeyThatStaysInside_IsNotTranslated) {
  generate(AT_KEYEXCHANGE, 0);
  EXPECT_THAT(translate(container(), 0, AT_KEYEXCHANGE).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(translate(container(), 0, AT_SIGNATURE).status, IsStatus(NTE_BAD_KEYSET));
}

TEST(StorageNotify, EventTellsOfChanges) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  const Bytes blob = rsa_private(rsa1024());
  for (DWORD where : {DWORD{0}, DWORD{NCRYPT_MACHINE_KEY_FLAG}}) {
    HANDLE event = nullptr;
    ASSERT_THAT(NCryptNotifyChangeKey(provider, &event, NCRYPT_REGISTER_NOTIFY_FLAG | where), IsSuccess());
    EXPECT_EQ(WaitForSingleObject(event, 0), DWORD{WAIT_TIMEOUT});
    EXPECT_THAT(store_import(provider, BCRYPT_RSAPRIVATE_BLOB, blob, where, named("watched").get()).status,
                IsSuccess());
    EXPECT_EQ(WaitForSingleObject(event, 10000), WAIT_OBJECT_0);
    HANDLE copy = event;
    EXPECT_THAT(NCryptNotifyChangeKey(provider, &event, NCRYPT_UNREGISTER_NOTIFY_FLAG), IsSuccess());
    EXPECT_EQ(event, INVALID_HANDLE_VALUE);
    EXPECT_THAT(NCryptNotifyChangeKey(provider, &copy, NCRYPT_UNREGISTER_NOTIFY_FLAG), IsStatus(NTE_INVALID_HANDLE));
  }
  HANDLE foreign = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  EXPECT_THAT(NCryptNotifyChangeKey(provider, &foreign, NCRYPT_UNREGISTER_NOTIFY_FLAG), IsStatus(NTE_INVALID_HANDLE));
  EXPECT_TRUE(SetEvent(foreign)) << "a handle of the program's was closed";
  CloseHandle(foreign);
}

#endif

}  // namespace
