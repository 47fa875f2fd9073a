// Keys with a name: created, imported, opened, listed, deleted; what is kept with them and who may do what.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "support/key_folder.h"
#include "support/keys.h"
#include "support/private_store.h"
#include "support/storage.h"
#include "support/use.h"

namespace {

using namespace cngtest;

constexpr DWORD kPersist = static_cast<DWORD>(NCRYPT_PERSIST_FLAG);
constexpr DWORD kPersistOnly = NCRYPT_PERSIST_ONLY_FLAG;

class StorageNamed : public testing::Test {
 protected:
  StoredKey open_named(LPCWSTR name, DWORD flags = 0) const {
    NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
    const SECURITY_STATUS status = NCryptOpenKey(provider_, &raw, name, 0, flags);
    if (status != ERROR_SUCCESS) {
      EXPECT_EQ(raw, kUntouchedHandle);
      return {status, Stored()};
    }
    return {status, Stored(raw)};
  }

  StoredKey import_named(LPCWSTR type, const Bytes& blob, std::string_view name, DWORD flags = 0) const {
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, name);
    return store_import(provider_, type, blob, flags, list.get());
  }

  std::vector<std::string> names(DWORD flags = 0) const {
    std::vector<std::string> out;
    PVOID state = nullptr;
    NCryptKeyName* name = nullptr;
    SECURITY_STATUS status;
    while ((status = NCryptEnumKeys(provider_, nullptr, &name, &state, flags)) == ERROR_SUCCESS) {
      out.push_back(narrow(name->pszName) + " " + narrow(name->pszAlgid));
      EXPECT_EQ(name->dwFlags, flags);
      EXPECT_THAT(NCryptFreeBuffer(name), IsSuccess());
    }
    EXPECT_THAT(status, IsStatus(NTE_NO_MORE_ITEMS));
    if (state != nullptr) {
      EXPECT_THAT(NCryptFreeBuffer(state), IsSuccess());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  KeyFolder folder_;
  Stored provider_ = open_storage();
};

TEST_F(StorageNamed, CreatedKey_IsThereAfterFinalizeOnly) {
  Stored key = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("first"));
  EXPECT_THAT(open_named(CNG_TEXT("first")).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_TRUE(folder_.files().empty());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(folder_.files().size(), 1u);
  const StoredKey again = open_named(CNG_TEXT("FIRST"));
  ASSERT_THAT(again.status, IsSuccess());
  EXPECT_EQ(store_text(again.handle, NCRYPT_NAME_PROPERTY), "first");
  EXPECT_EQ(store_text(again.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA_P256");
  EXPECT_EQ(store_text(again.handle, NCRYPT_UNIQUE_NAME_PROPERTY), folder_.files()[0].filename().string());
  EXPECT_EQ(store_property(again.handle, NCRYPT_LAST_MODIFIED_PROPERTY).bytes.size(), 8u);
  Bytes digest(32, 7), signature(64);
  DWORD size = 0;
  ASSERT_THAT(NCryptSignHash(again.handle, nullptr, digest.data(), 32, signature.data(), 64, &size, 0), IsSuccess());
  EXPECT_THAT(NCryptVerifySignature(key, nullptr, digest.data(), 32, signature.data(), 64, 0), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(again.handle, 0), IsStatus(NTE_INVALID_HANDLE));
}

TEST_F(StorageNamed, UnfinalizedKey_LeavesNothing) {
  stored_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("never"));
  EXPECT_TRUE(folder_.files().empty());
  Stored key = stored_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("never"));
  EXPECT_THAT(NCryptDeleteKey(key.release(), 0), IsSuccess());
  EXPECT_TRUE(names().empty());
}

TEST_F(StorageNamed, TakenName_IsRefusedAndOverwritten) {
  EXPECT_THAT(import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "key").status, IsSuccess());
  EXPECT_THAT(import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()), "KEY").status, IsStatus(NTE_EXISTS));
  EXPECT_THAT(store_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("key")).status, IsStatus(NTE_EXISTS));
  EXPECT_EQ(store_number(open_named(CNG_TEXT("key")).handle, NCRYPT_LENGTH_PROPERTY), 1024u);
  EXPECT_THAT(import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()), "key", NCRYPT_OVERWRITE_KEY_FLAG).status,
              IsSuccess());
  EXPECT_EQ(store_number(open_named(CNG_TEXT("key")).handle, NCRYPT_LENGTH_PROPERTY), 2048u);
  // The old key is there until the new one is finalized.
  const Stored key = stored_create(provider_, BCRYPT_ECDH_P256_ALGORITHM, CNG_TEXT("key"), NCRYPT_OVERWRITE_KEY_FLAG);
  EXPECT_EQ(store_number(open_named(CNG_TEXT("key")).handle, NCRYPT_LENGTH_PROPERTY), 2048u);
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(store_text(open_named(CNG_TEXT("key")).handle, NCRYPT_ALGORITHM_PROPERTY), "ECDH_P256");
}

TEST_F(StorageNamed, RaceForAName_HasOneWinner) {
  const Stored first = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("race"));
  const Stored second = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("race"));
  EXPECT_THAT(NCryptFinalizeKey(first, 0), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(second, 0), IsStatus(NTE_EXISTS));
  EXPECT_THAT(store_export(second, BCRYPT_ECCPUBLIC_BLOB).status, IsStatus(NTE_BAD_KEY_STATE));
}

TEST_F(StorageNamed, Names) {
  EXPECT_THAT(store_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("")).status, IsStatus(NTE_INVALID_PARAMETER));
  const WideText longest(512, 'n'), longer(513, 'n');
  EXPECT_THAT(store_create(provider_, BCRYPT_RSA_ALGORITHM, longer.c_str()).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(open_named(longer.c_str()).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptOpenKey(provider_, nullptr, CNG_TEXT("x"), 0, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(open_named(nullptr).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(open_named(CNG_TEXT("x"), 1).status, IsStatus(NTE_BAD_FLAGS));
  const WCHAR surrogate[] = {'a', 0xD800, 'b', 0}, emoji[] = {0xD83D, 0xDD11, 0}, dotted[] = {0x130, 0};
  const Bytes blob = ec_private(p256().ecdh_private, ec_key_a(p256()));
  for (const WideText& name : {longest, widen("..\\..\\x"), widen("/etc/passwd"), widen("C:con"), widen("NUL"),
                               widen("end. "), WideText(surrogate), WideText(emoji), WideText(dotted)}) {
    const auto* bytes = reinterpret_cast<const UCHAR*>(name.c_str());
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, Bytes(bytes, bytes + (name.size() + 1) * sizeof(WCHAR)));
    ASSERT_THAT(store_import(provider_, BCRYPT_ECCPRIVATE_BLOB, blob, 0, list.get()).status, IsSuccess());
    const StoredKey key = open_named(name.c_str());
    ASSERT_THAT(key.status, IsSuccess());
    EXPECT_EQ(store_property(key.handle, NCRYPT_NAME_PROPERTY).bytes,
              Bytes(bytes, bytes + (name.size() + 1) * sizeof(WCHAR)));
  }
  EXPECT_EQ(folder_.files().size(), 9u);
}

TEST_F(StorageNamed, EveryKindOfKey_ComesBackWhole) {
  const struct {
    LPCWSTR type;
    Bytes blob;
  } kinds[] = {
      {BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa2048())},
      {BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdsa_private, ec_key_a(p256()))},
      {BCRYPT_ECCPRIVATE_BLOB, ec_private(p521().ecdh_private, ec_key_a(p521()))},
  };
  for (const auto& kind : kinds) {
    ASSERT_THAT(import_named(kind.type, kind.blob, "k", NCRYPT_OVERWRITE_KEY_FLAG).status, IsSuccess());
    // Imported with a policy of 0: the private half never leaves.
    const StoredKey closed = open_named(CNG_TEXT("k"));
    EXPECT_THAT(store_export(closed.handle, kind.type).status, IsStatus(NTE_NOT_SUPPORTED));
    const StoredKey key =
        import_named(kind.type, kind.blob, "k", NCRYPT_OVERWRITE_KEY_FLAG | NCRYPT_DO_NOT_FINALIZE_FLAG);
    ASSERT_THAT(key.status, IsSuccess());
    EXPECT_THAT(set_store_number(key.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 3, kPersist), IsSuccess());
    EXPECT_THAT(NCryptFinalizeKey(key.handle, 0), IsSuccess());
    EXPECT_EQ(to_hex(store_export(open_named(CNG_TEXT("k")).handle, kind.type).bytes), to_hex(kind.blob));
  }
}

TEST_F(StorageNamed, GenericCurve_ComesBackWithItsName) {
  const Stored key = stored_create(provider_, BCRYPT_ECDH_ALGORITHM, CNG_TEXT("generic"));
  EXPECT_THAT(set_store_property(key, NCRYPT_ECC_CURVE_NAME_PROPERTY, text_bytes("nistP384")), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const StoredKey again = open_named(CNG_TEXT("generic"));
  EXPECT_EQ(store_text(again.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDH");
  EXPECT_EQ(store_text(again.handle, NCRYPT_ECC_CURVE_NAME_PROPERTY), "nistP384");
  EXPECT_EQ(store_export(again.handle, BCRYPT_ECCPUBLIC_BLOB).bytes, store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes);
}

TEST_F(StorageNamed, TreatNistAsGeneric_AtOpening) {
  import_named(BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdsa_private, ec_key_a(p256())), "nist");
  const StoredKey key = open_named(CNG_TEXT("nist"), NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG);
  EXPECT_EQ(store_text(key.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA");
  EXPECT_EQ(to_hex(store_export(key.handle, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(ec_public(kEcdp, ec_key_a(p256()))));
}

TEST_F(StorageNamed, AesKey_IsKept) {
  const Stored key = stored_create(provider_, BCRYPT_AES_ALGORITHM, CNG_TEXT("aes"));
  EXPECT_THAT(set_store_number(key, NCRYPT_LENGTH_PROPERTY, 192), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const StoredKey again = open_named(CNG_TEXT("aes"));
  EXPECT_EQ(store_number(again.handle, NCRYPT_LENGTH_PROPERTY), 192u);
  Bytes plain(16, 9), cipher(16), back(16);
  DWORD size = 0;
  NCRYPT_CIPHER_PADDING_INFO info{sizeof info, 0, plain.data(), 16, nullptr, 0};
  ASSERT_THAT(NCryptEncrypt(key, plain.data(), 16, &info, cipher.data(), 16, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  ASSERT_THAT(NCryptDecrypt(again.handle, cipher.data(), 16, &info, back.data(), 16, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  EXPECT_EQ(back, plain);
}

TEST_F(StorageNamed, ExportPolicy_CanBeLoweredAndNeverRaised) {
  const Stored key = stored_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("policy"));
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 1), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  StoredKey again = open_named(CNG_TEXT("policy"));
  EXPECT_EQ(store_number(again.handle, NCRYPT_EXPORT_POLICY_PROPERTY), 1u);
  EXPECT_THAT(set_store_number(again.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 3, kPersist), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(set_store_number(again.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 0, kPersist), IsSuccess());
  EXPECT_EQ(store_number(open_named(CNG_TEXT("policy")).handle, NCRYPT_EXPORT_POLICY_PROPERTY), 0u);
}

TEST_F(StorageNamed, Properties_AreKeptWithTheKey) {
  Stored key = stored_create(provider_, BCRYPT_RSA_ALGORITHM, CNG_TEXT("kept"));
  EXPECT_THAT(set_store_number(key, NCRYPT_KEY_USAGE_PROPERTY, NCRYPT_ALLOW_SIGNING_FLAG), IsSuccess());
  EXPECT_THAT(set_store_property(key, CNG_TEXT("mine"), Bytes{1, 2}, kPersistOnly), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  {
    const StoredKey again = open_named(CNG_TEXT("kept"));
    EXPECT_EQ(store_number(again.handle, NCRYPT_KEY_USAGE_PROPERTY), DWORD{NCRYPT_ALLOW_SIGNING_FLAG});
    EXPECT_EQ(store_property(again.handle, CNG_TEXT("mine"), kPersistOnly).bytes, (Bytes{1, 2}));
    EXPECT_THAT(set_store_property(again.handle, CNG_TEXT("mine"), Bytes{3}, kPersistOnly), IsSuccess());
    EXPECT_THAT(set_store_property(again.handle, NCRYPT_CERTIFICATE_PROPERTY, Bytes{4}, kPersist), IsSuccess());
    EXPECT_THAT(set_store_property(again.handle, NCRYPT_USE_CONTEXT_PROPERTY, text_bytes("now")), IsSuccess());
  }
  const StoredKey last = open_named(CNG_TEXT("kept"));
  EXPECT_EQ(store_property(last.handle, CNG_TEXT("mine"), kPersistOnly).bytes, Bytes{3});
  EXPECT_EQ(store_property(last.handle, NCRYPT_CERTIFICATE_PROPERTY).bytes, Bytes{4});
  EXPECT_THAT(store_property(last.handle, NCRYPT_USE_CONTEXT_PROPERTY).status, IsStatus(NTE_NOT_FOUND))
      << "it was set without NCRYPT_PERSIST_FLAG";
}

TEST_F(StorageNamed, Delete_EndsTheKeyAndTheHandleButNoOther) {
  import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "gone");
  StoredKey other = open_named(CNG_TEXT("gone")), mine = open_named(CNG_TEXT("gone"));
  EXPECT_THAT(NCryptDeleteKey(mine.handle, 1), IsStatus(NTE_BAD_FLAGS));
  const NCRYPT_HANDLE raw = mine.handle.release();
  EXPECT_THAT(NCryptDeleteKey(raw, NCRYPT_SILENT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptDeleteKey(raw, 0), IsStatus(NTE_INVALID_HANDLE));
  EXPECT_THAT(open_named(CNG_TEXT("gone")).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_EQ(store_export(other.handle, BCRYPT_RSAPUBLIC_BLOB).bytes, rsa_public(rsa1024()));
  EXPECT_THAT(set_store_property(other.handle, CNG_TEXT("x"), Bytes{1}, kPersistOnly), IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(store_property(other.handle, CNG_TEXT("x"), kPersistOnly).status, IsStatus(NTE_NOT_FOUND));
  EXPECT_TRUE(folder_.files().empty()) << "a property brought the key back";
  EXPECT_THAT(NCryptDeleteKey(other.handle, 0), IsStatus(NTE_BAD_KEYSET));
  EXPECT_TRUE(NCryptIsKeyHandle(other.handle)) << "a refused deletion leaves the handle";
}

TEST_F(StorageNamed, EnumKeys_GivesASnapshot) {
  EXPECT_TRUE(names().empty());
  for (const char* name : {"a", "b", "c"}) import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), name);
  import_named(BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdsa_private, ec_key_a(p256())), "m",
               NCRYPT_MACHINE_KEY_FLAG);
  EXPECT_THAT(names(), testing::ElementsAre("a RSA", "b RSA", "c RSA"));
  EXPECT_THAT(names(NCRYPT_MACHINE_KEY_FLAG), testing::ElementsAre("m ECDSA_P256"));
  PVOID state = nullptr;
  NCryptKeyName* name = nullptr;
  ASSERT_THAT(NCryptEnumKeys(provider_, nullptr, &name, &state, 0), IsSuccess());
  EXPECT_THAT(NCryptFreeBuffer(name), IsSuccess());
  import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "later");
  int rest = 0;
  while (NCryptEnumKeys(provider_, nullptr, &name, &state, 0) == ERROR_SUCCESS) {
    ++rest;
    EXPECT_THAT(NCryptFreeBuffer(name), IsSuccess());
  }
  EXPECT_EQ(rest, 2);
  EXPECT_THAT(NCryptFreeBuffer(state), IsSuccess());
  int foreign = 0;
  state = &foreign;
  EXPECT_THAT(NCryptEnumKeys(provider_, nullptr, &name, &state, 0), IsStatus(NTE_INVALID_PARAMETER));
  state = nullptr;
  EXPECT_THAT(NCryptEnumKeys(provider_, CNG_TEXT("scope"), &name, &state, 0), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(NCryptEnumKeys(provider_, nullptr, &name, &state, 1), IsStatus(NTE_BAD_FLAGS));
}

TEST_F(StorageNamed, MachineKey_IsInAStoreOfItsOwn) {
  const StoredKey key = import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "key", NCRYPT_MACHINE_KEY_FLAG);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(store_number(key.handle, NCRYPT_KEY_TYPE_PROPERTY), DWORD{NCRYPT_MACHINE_KEY_FLAG});
  EXPECT_THAT(open_named(CNG_TEXT("key")).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(open_named(CNG_TEXT("key"), NCRYPT_MACHINE_KEY_FLAG).status, IsSuccess());
}

TEST_F(StorageNamed, PerBootKey_OpensInThisBoot) {
  const StoredKey key = import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "boot",
                                     NCRYPT_PREFER_VBS_FLAG | NCRYPT_USE_PER_BOOT_KEY_FLAG);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(store_number(open_named(CNG_TEXT("boot")).handle, NCRYPT_USE_PER_BOOT_KEY_PROPERTY), 1u);
}

TEST_F(StorageNamed, DamagedRecord_IsReportedAndSkipped) {
  import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "bad");
  import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "good");
  ASSERT_EQ(folder_.files().size(), 2u);
  const std::string unique = store_text(open_named(CNG_TEXT("bad")).handle, NCRYPT_UNIQUE_NAME_PROPERTY);
  for (const auto& path : folder_.files()) {
    if (path.filename().string() != unique) continue;
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-5, std::ios::end);
    file.put('\x55');
    file.put('\xAA');
  }
  EXPECT_THAT(open_named(CNG_TEXT("bad")).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(open_named(CNG_TEXT("good")).status, IsSuccess());
  EXPECT_THAT(import_named(BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), "bad").status, IsStatus(NTE_EXISTS));
}

TEST_F(StorageNamed, BlobAsProperty_IsStored) {
  const Stored key = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("procedure"));
  const Bytes blob = ec_private(p256().ecdsa_private, ec_key_a(p256()));
  EXPECT_THAT(set_store_property(key, BCRYPT_ECCPRIVATE_BLOB, blob, kPersist), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 2, kPersist), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(to_hex(store_export(open_named(CNG_TEXT("procedure")).handle, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
}

TEST_F(StorageNamed, PublicKey_IsNotStored) {
  EXPECT_THAT(import_named(BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()), "open").status, IsSuccess());
  EXPECT_TRUE(folder_.files().empty());
}

// A place that depends on the current folder is none.
TEST_F(StorageNamed, RelativePlace_IsRefusedAndEphemeralKeysWork) {
  set_environment("OPENCNG_STORE", "relative");
  EXPECT_THAT(store_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("x")).status, IsStatus(NTE_PERM));
  EXPECT_THAT(open_named(CNG_TEXT("x")).status, IsStatus(NTE_PERM));
  const Stored key = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM);
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_FALSE(std::filesystem::exists("relative"));
}

TEST_F(StorageNamed, SmartCardProvider_HasNoNames) {
  const Stored card = open_storage(MS_SMART_CARD_KEY_STORAGE_PROVIDER);
  EXPECT_THAT(store_create(card, BCRYPT_RSA_ALGORITHM, CNG_TEXT("x")).status, IsStatus(NTE_BAD_KEYSET));
  NCRYPT_KEY_HANDLE raw = 0;
  EXPECT_THAT(NCryptOpenKey(card, &raw, CNG_TEXT("x"), 0, 0), IsStatus(NTE_BAD_KEYSET));
  PVOID state = nullptr;
  NCryptKeyName* name = nullptr;
  EXPECT_THAT(NCryptEnumKeys(card, nullptr, &name, &state, 0), IsStatus(NTE_NO_MORE_ITEMS));
}

}  // namespace
