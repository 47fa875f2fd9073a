// OpaqueTransport: a key leaves with its name, policy and properties, and comes back as it was, for this account only.
#include <thread>

#include "support/key_folder.h"
#include "support/keys.h"
#include "support/private_store.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

constexpr DWORD kPersist = static_cast<DWORD>(NCRYPT_PERSIST_FLAG);
constexpr DWORD kPersistOnly = NCRYPT_PERSIST_ONLY_FLAG;

class StorageTransport : public testing::Test {
 protected:
  // A finished key; a name of null is none.
  Stored make(LPCWSTR algorithm, LPCWSTR name, DWORD policy, DWORD flags = 0) const {
    Stored key = stored_create(provider_, algorithm, name, flags);
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, policy), IsSuccess());
    EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
    return key;
  }
  Bytes blob_of(NCRYPT_KEY_HANDLE key) const {
    const Output out = store_export(key, NCRYPT_OPAQUETRANSPORT_BLOB);
    EXPECT_THAT(out.status, IsSuccess());
    return out.bytes;
  }
  StoredKey take(const Bytes& blob, DWORD flags = 0, NCryptBufferDesc* list = nullptr) const {
    return store_import(provider_, NCRYPT_OPAQUETRANSPORT_BLOB, blob, flags, list);
  }
  StoredKey open_named(LPCWSTR name, DWORD flags = 0) const {
    NCRYPT_KEY_HANDLE raw = 0;
    const SECURITY_STATUS status = NCryptOpenKey(provider_, &raw, name, 0, flags);
    return {status, Stored(raw)};
  }
  void drop(Stored key) const { EXPECT_THAT(NCryptDeleteKey(key.release(), 0), IsSuccess()); }

  KeyFolder folder_;
  Stored provider_ = open_storage();
};

TEST_F(StorageTransport, NamedKey_ComesBackUnderItsName) {
  Stored key = stored_create(provider_, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("Traveller"));
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, NCRYPT_ALLOW_EXPORT_FLAG), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_KEY_USAGE_PROPERTY, NCRYPT_ALLOW_SIGNING_FLAG), IsSuccess());
  EXPECT_THAT(set_store_property(key, CNG_TEXT("mine"), Bytes{1, 2, 3}, kPersistOnly), IsSuccess());
  EXPECT_THAT(set_store_property(key, CNG_TEXT("empty"), Bytes{}, kPersistOnly), IsSuccess());
  EXPECT_THAT(set_store_property(key, NCRYPT_CERTIFICATE_PROPERTY, Bytes{4}, kPersist), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const Bytes open = store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes, blob = blob_of(key);
  EXPECT_EQ(Bytes(blob.begin(), blob.begin() + 8), concat({text("NOKB"), Bytes{1, 0, 64, 0}}));
  drop(std::move(key));
  EXPECT_THAT(open_named(CNG_TEXT("Traveller")).status, IsStatus(NTE_BAD_KEYSET));
  { EXPECT_THAT(take(blob).status, IsSuccess()); }
  const StoredKey back = open_named(CNG_TEXT("traveller"));
  ASSERT_THAT(back.status, IsSuccess());
  EXPECT_EQ(store_text(back.handle, NCRYPT_NAME_PROPERTY), "Traveller");
  EXPECT_EQ(store_text(back.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA_P256");
  EXPECT_EQ(store_export(back.handle, BCRYPT_ECCPUBLIC_BLOB).bytes, open);
  EXPECT_EQ(store_number(back.handle, NCRYPT_EXPORT_POLICY_PROPERTY), DWORD{NCRYPT_ALLOW_EXPORT_FLAG});
  EXPECT_EQ(store_number(back.handle, NCRYPT_KEY_USAGE_PROPERTY), DWORD{NCRYPT_ALLOW_SIGNING_FLAG});
  EXPECT_EQ(store_property(back.handle, CNG_TEXT("mine"), kPersistOnly).bytes, (Bytes{1, 2, 3}));
  EXPECT_THAT(store_property(back.handle, CNG_TEXT("empty"), kPersistOnly).status, IsSuccess());
  EXPECT_EQ(store_property(back.handle, NCRYPT_CERTIFICATE_PROPERTY).bytes, Bytes{4});
  Bytes digest(32, 7), signature(64);
  DWORD size = 0;
  ASSERT_THAT(NCryptSignHash(back.handle, nullptr, digest.data(), 32, signature.data(), 64, &size, 0), IsSuccess());
  const Stored verifier = stored_import(provider_, BCRYPT_ECCPUBLIC_BLOB, open);
  EXPECT_THAT(NCryptVerifySignature(verifier, nullptr, digest.data(), 32, signature.data(), 64, 0), IsSuccess());
}

TEST_F(StorageTransport, TakenName_IsRefusedAndOverwritten) {
  Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, CNG_TEXT("k"), 1);
  const Bytes blob = blob_of(key), open = store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes;
  drop(std::move(key));
  make(BCRYPT_AES_ALGORITHM, CNG_TEXT("k"), 1);
  EXPECT_THAT(take(blob).status, IsStatus(NTE_EXISTS));
  EXPECT_EQ(store_text(open_named(CNG_TEXT("k")).handle, NCRYPT_ALGORITHM_PROPERTY), "AES");
  EXPECT_THAT(take(blob, NCRYPT_OVERWRITE_KEY_FLAG).status, IsSuccess());
  EXPECT_EQ(store_export(open_named(CNG_TEXT("k")).handle, BCRYPT_ECCPUBLIC_BLOB).bytes, open);
}

TEST_F(StorageTransport, NameInside_WinsOverTheParameter) {
  Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, CNG_TEXT("inside"), 1);
  const Bytes blob = blob_of(key);
  drop(std::move(key));
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "outside");
  EXPECT_THAT(take(blob, 0, list.get()).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("inside")).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("outside")).status, IsStatus(NTE_BAD_KEYSET));
}

TEST_F(StorageTransport, NamelessKey_StaysNameless) {
  const Stored key = make(BCRYPT_ECDSA_P384_ALGORITHM, nullptr, 3);
  const std::size_t before = folder_.files().size();
  const Bytes blob = blob_of(key);
  EXPECT_EQ(folder_.files().size(), before + 1) << "the sealing key, made at the first export";
  const StoredKey back = take(blob);
  ASSERT_THAT(back.status, IsSuccess());
  EXPECT_EQ(folder_.files().size(), before + 1) << "nothing is stored of a key without a name";
  EXPECT_THAT(store_property(back.handle, NCRYPT_NAME_PROPERTY).status, IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_EQ(store_export(back.handle, BCRYPT_ECCPRIVATE_BLOB).bytes, store_export(key, BCRYPT_ECCPRIVATE_BLOB).bytes);
}

TEST_F(StorageTransport, EveryKindOfKey_Travels) {
  const Bytes aes = concat({le32(16), le32(NCRYPT_CIPHER_KEY_BLOB_MAGIC), le32(8), le32(28), text_bytes("AES"),
                            le32(0x4D42444B), le32(1), le32(16), Bytes(16, 9)});
  const Bytes kdf = concat({le32(16), le32(NCRYPT_KDF_KEY_BLOB_MAGIC), le32(14), le32(18), text_bytes("PBKDF2"),
                            le32(0x4D42444B), le32(1), le32(6), text("secret")});
  const struct {
    LPCWSTR type;
    Bytes blob;
  } kinds[] = {
      {BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa2048())},
      {BCRYPT_ECCPRIVATE_BLOB, ec_private(p521().ecdsa_private, ec_key_a(p521()))},
      {NCRYPT_CIPHER_KEY_BLOB, aes},
      {NCRYPT_KDF_KEY_BLOB, kdf},
  };
  for (const auto& kind : kinds) {
    const Stored key = stored_import(provider_, kind.type, kind.blob);
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    const StoredKey back = take(blob_of(key));
    ASSERT_THAT(back.status, IsSuccess());
    EXPECT_EQ(store_text(back.handle, NCRYPT_ALGORITHM_PROPERTY), store_text(key, NCRYPT_ALGORITHM_PROPERTY));
    EXPECT_EQ(to_hex(store_export(back.handle, kind.type).bytes), to_hex(kind.blob));
  }
}

TEST_F(StorageTransport, GenericCurve_KeepsItsName) {
  const Stored key = stored_create(provider_, BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(set_store_property(key, NCRYPT_ECC_CURVE_NAME_PROPERTY, text_bytes("secP256k1")), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 1), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const StoredKey back = take(blob_of(key));
  EXPECT_EQ(store_text(back.handle, NCRYPT_ECC_CURVE_NAME_PROPERTY), "secP256k1");
  EXPECT_EQ(store_export(back.handle, BCRYPT_ECCPUBLIC_BLOB).bytes, store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes);
}

TEST_F(StorageTransport, MachineKey_GoesWhereTheFlagSays) {
  Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, CNG_TEXT("m"), 1, NCRYPT_MACHINE_KEY_FLAG);
  const Bytes blob = blob_of(key);
  EXPECT_EQ(blob[16], 1) << "sealed under the machine's key";
  drop(std::move(key));
  EXPECT_THAT(take(blob, NCRYPT_MACHINE_KEY_FLAG).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("m"), NCRYPT_MACHINE_KEY_FLAG).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("m")).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(take(blob).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("m")).status, IsSuccess());
}

TEST_F(StorageTransport, Policy_IsAskedAndIsNeverRaised) {
  EXPECT_THAT(store_export(make(BCRYPT_ECDH_P256_ALGORITHM, nullptr, 0), NCRYPT_OPAQUETRANSPORT_BLOB).status,
              IsStatus(NTE_NOT_SUPPORTED));
  const Stored open = stored_import(provider_, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  EXPECT_THAT(set_store_number(open, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(store_export(open, NCRYPT_OPAQUETRANSPORT_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  const Bytes blob = blob_of(make(BCRYPT_ECDH_P256_ALGORITHM, nullptr, NCRYPT_ALLOW_EXPORT_FLAG));
  for (DWORD flags : {DWORD{0}, DWORD{NCRYPT_DO_NOT_FINALIZE_FLAG}}) {
    const StoredKey back = take(blob, flags);
    ASSERT_THAT(back.status, IsSuccess());
    EXPECT_THAT(set_store_number(back.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsStatus(NTE_NOT_SUPPORTED));
    if (flags != 0) {
      EXPECT_THAT(NCryptFinalizeKey(back.handle, 0), IsSuccess());
    }
    EXPECT_THAT(store_export(back.handle, BCRYPT_ECCPRIVATE_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
    EXPECT_THAT(set_store_number(back.handle, NCRYPT_EXPORT_POLICY_PROPERTY, 0), IsSuccess());
  }
}

TEST_F(StorageTransport, DoNotFinalize_StoresNothingYet) {
  Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, CNG_TEXT("later"), 1);
  const Bytes blob = blob_of(key);
  drop(std::move(key));
  const StoredKey back = take(blob, NCRYPT_DO_NOT_FINALIZE_FLAG);
  ASSERT_THAT(back.status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("later")).status, IsStatus(NTE_BAD_KEYSET));
  EXPECT_THAT(NCryptFinalizeKey(back.handle, 0), IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("later")).status, IsSuccess());
}

TEST_F(StorageTransport, LegacySpec_Travels) {
  NCRYPT_KEY_HANDLE raw = 0;
  constexpr DWORD kSignature = 2;  // AT_SIGNATURE
  ASSERT_THAT(NCryptCreatePersistedKey(provider_, &raw, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("spec"), kSignature, 0),
              IsSuccess());
  Stored key(raw);
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 1), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const Bytes blob = blob_of(key);
  drop(std::move(key));
  EXPECT_THAT(take(blob).status, IsSuccess());
  PVOID state = nullptr;
  NCryptKeyName* name = nullptr;
  ASSERT_THAT(NCryptEnumKeys(provider_, nullptr, &name, &state, 0), IsSuccess());
  EXPECT_EQ(name->dwLegacyKeySpec, kSignature);
  NCryptFreeBuffer(name);
  NCryptFreeBuffer(state);
}

TEST_F(StorageTransport, FirstExportsAtOnce_SealUnderOneKey) {
  const Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, nullptr, 1);
  std::vector<Bytes> blobs(8);
  {
    std::vector<std::thread> threads;
    for (Bytes& blob : blobs)
      threads.emplace_back([&] { blob = store_export(key, NCRYPT_OPAQUETRANSPORT_BLOB).bytes; });
    for (std::thread& thread : threads) thread.join();
  }
  for (const Bytes& blob : blobs) EXPECT_THAT(take(blob).status, IsSuccess());
  EXPECT_EQ(folder_.files().size(), 1u) << "more than one sealing key";
}

TEST_F(StorageTransport, WithoutAStore_NothingIsSealed) {
  const Stored key = make(BCRYPT_ECDH_P256_ALGORITHM, nullptr, 1);
  const Bytes blob = blob_of(key);
  const std::filesystem::path file = folder_.files().at(0);
  set_environment("OPENCNG_STORE", file.string());
  EXPECT_THAT(store_export(key, NCRYPT_OPAQUETRANSPORT_BLOB).status, IsStatus(NTE_PERM));
  EXPECT_THAT(take(blob).status, IsStatus(NTE_BAD_DATA));
}

TEST_F(StorageTransport, DamagedBlobs_AreBadData) {
  Stored key = make(BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("d"), 1);
  const Bytes good = blob_of(key);
  EXPECT_NE(good, blob_of(key)) << "each has a nonce of its own";
  drop(std::move(key));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 0x01;
    EXPECT_THAT(take(bad).status, IsStatus(NTE_BAD_DATA)) << i;
  }
  for (Bytes cut = good; !cut.empty();) {
    cut.pop_back();
    EXPECT_THAT(take(cut).status, IsStatus(NTE_BAD_DATA)) << cut.size();
  }
  EXPECT_THAT(take(concat({good, Bytes(1)})).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(take(Bytes((1 << 20) + 200)).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(open_named(CNG_TEXT("d")).status, IsStatus(NTE_BAD_KEYSET)) << "a damaged blob made a key";
  EXPECT_THAT(store_import(provider_, NCRYPT_OPAQUETRANSPORT_BLOB, good, 0, nullptr, provider_).status,
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(take(good).status, IsSuccess());
}

TEST(StorageTransportAccount, AnotherStore_DoesNotOpenIt) {
  const Stored provider = open_storage();
  Bytes blob;
  {
    const KeyFolder mine;
    const Stored key = stored_import(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 1), IsSuccess());
    blob = store_export(key, NCRYPT_OPAQUETRANSPORT_BLOB).bytes;
    EXPECT_THAT(store_import(provider, NCRYPT_OPAQUETRANSPORT_BLOB, blob).status, IsSuccess());
  }
  const KeyFolder other;
  EXPECT_THAT(store_import(provider, NCRYPT_OPAQUETRANSPORT_BLOB, blob).status, IsStatus(NTE_BAD_DATA));
  EXPECT_TRUE(other.files().empty());
}

}  // namespace
