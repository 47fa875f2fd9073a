// Keys in PKCS #8 and in blobs that name their algorithm, in and out of key storage.
#include "support/key_folder.h"
#include "support/keys.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

constexpr const char* kTdes = "1.2.840.113549.1.12.1.3";
constexpr const char* kPbes2 = "1.2.840.113549.1.5.13";

Bytes ansi(std::string_view value) { return concat({text(value), Bytes(1)}); }

// What .NET passes to export an encrypted key.
ParameterList protection(std::string_view password, const char* oid, ULONG iterations) {
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_ALG_OID, ansi(oid));
  list.add(NCRYPTBUFFER_PKCS_ALG_PARAM, concat({le32(iterations), le32(8), Bytes{1, 2, 3, 4, 5, 6, 7, 8}}));
  list.add(NCRYPTBUFFER_PKCS_SECRET, password);
  return list;
}

ParameterList secret(std::string_view password) {
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_SECRET, password);
  return list;
}

Stored exportable(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob, DWORD policy = 3) {
  Stored key = stored_import(provider, type, blob);
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, policy), IsSuccess());
  return key;
}

TEST(StoragePkcs8, RsaAndEcKeys_GoOutAndIn) {
  const Stored provider = open_storage();
  const struct {
    LPCWSTR type;
    Bytes blob;
    const char* algorithm;
  } kinds[] = {
      {BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa2048()), "RSA"},
      {BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())), "ECDH_P256"},
      {BCRYPT_ECCPRIVATE_BLOB, ec_private(p384().ecdsa_private, ec_key_a(p384())), "ECDSA_P384"},
  };
  for (const auto& kind : kinds) {
    const Stored key = exportable(provider, kind.type, kind.blob);
    const Output der = store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB);
    ASSERT_THAT(der.status, IsSuccess()) << kind.algorithm;
    const Stored back = exportable(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes);
    EXPECT_EQ(store_text(back, NCRYPT_ALGORITHM_PROPERTY), kind.algorithm) << "the attribute tells the algorithm";
    EXPECT_EQ(to_hex(store_export(back, kind.type).bytes), to_hex(kind.blob));
  }
}

TEST(StoragePkcs8, EncryptedKeys_GoOutAndIn) {
  const Stored provider = open_storage();
  const Stored key = exportable(provider, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa1024()), NCRYPT_ALLOW_EXPORT_FLAG);
  EXPECT_THAT(store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  for (const char* oid : {kTdes, kPbes2}) {
    const Output der = store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, protection("sesame", oid, 2000).get());
    ASSERT_THAT(der.status, IsSuccess()) << oid;
    const StoredKey back = store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes, 0, secret("sesame").get());
    ASSERT_THAT(back.status, IsSuccess()) << oid;
    EXPECT_EQ(store_export(back.handle, BCRYPT_RSAPUBLIC_BLOB).bytes, rsa_public(rsa1024()));
    EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes, 0, secret("other").get()).status,
                IsStatus(NTE_BAD_DATA));
    EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes).status, IsStatus(NTE_BAD_DATA));
  }
}

TEST(StoragePkcs8, EncryptedExport_NeedsItsParameters) {
  const Stored provider = open_storage();
  const Stored key = exportable(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  const auto status = [&](ParameterList list) {
    return store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, list.get()).status;
  };
  EXPECT_THAT(status(secret("x")), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(status(protection("x", "1.2.3", 2000)), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(status(protection("x", kTdes, 0)), IsStatus(NTE_INVALID_PARAMETER));
  ParameterList cut;
  cut.add(NCRYPTBUFFER_PKCS_ALG_OID, ansi(kTdes)).add(NCRYPTBUFFER_PKCS_SECRET, "x");
  cut.add(NCRYPTBUFFER_PKCS_ALG_PARAM, concat({le32(2000), le32(9), Bytes(8)}));
  EXPECT_THAT(status(std::move(cut)), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(status(protection("", kTdes, 2000)), IsSuccess()) << "an empty password is one";
}

TEST(StoragePkcs8, DamagedStructures_AreRefused) {
  const Stored provider = open_storage();
  const Bytes der =
      store_export(exportable(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024())), NCRYPT_PKCS8_PRIVATE_KEY_BLOB)
          .bytes;
  ASSERT_GT(der.size(), 100u);
  Bytes bad = der;
  bad.pop_back();
  EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, bad).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, concat({der, Bytes(1)})).status,
              IsStatus(NTE_BAD_DATA));
  constexpr std::size_t kParameters = 20;  // those of rsaEncryption say nothing
  for (std::size_t i = 0; i < kParameters; ++i) {
    bad = der;
    bad[i] ^= 0x80;
    EXPECT_NE(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, bad).status, ERROR_SUCCESS) << i;
  }
  EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, {}).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(store_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der, 0, nullptr, provider).status,
              IsStatus(NTE_INVALID_PARAMETER));
}

// The procedure by which a PFX key becomes exportable in plain: out encrypted, in unfinalized, policy, finalize.
TEST(StoragePkcs8, NamedKey_IsReplacedWithAnotherPolicy) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_ECDSA_P256_ALGORITHM, CNG_TEXT("pfx"));
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, NCRYPT_ALLOW_EXPORT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  const Output der = store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, protection("x", kTdes, 2000).get());
  ASSERT_THAT(der.status, IsSuccess());
  ParameterList list = secret("x");
  list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "pfx");
  const Stored again = stored_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes,
                                     NCRYPT_OVERWRITE_KEY_FLAG | NCRYPT_DO_NOT_FINALIZE_FLAG, list.get());
  EXPECT_THAT(set_store_number(again, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(again, 0), IsSuccess());
  NCRYPT_KEY_HANDLE raw = 0;
  ASSERT_THAT(NCryptOpenKey(provider, &raw, CNG_TEXT("pfx"), 0, 0), IsSuccess());
  const Stored opened(raw);
  EXPECT_THAT(store_export(opened, BCRYPT_ECCPRIVATE_BLOB).status, IsSuccess());
  EXPECT_EQ(store_export(opened, BCRYPT_ECCPUBLIC_BLOB).bytes, store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes);
}

TEST(StoragePkcs8, AsProperty_ItIsTheKey) {
  const Stored provider = open_storage();
  const Bytes blob = ec_private(p256().ecdsa_private, ec_key_a(p256()));
  const Bytes der =
      store_export(exportable(provider, BCRYPT_ECCPRIVATE_BLOB, blob), NCRYPT_PKCS8_PRIVATE_KEY_BLOB).bytes;
  const Stored key = stored_create(provider, BCRYPT_ECDSA_P256_ALGORITHM);
  EXPECT_THAT(set_store_property(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(to_hex(store_export(key, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
  EXPECT_THAT(
      set_store_property(stored_create(provider, BCRYPT_ECDSA_P384_ALGORITHM), NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der),
      IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(set_store_property(stored_create(provider, BCRYPT_RSA_ALGORITHM), NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der),
              IsStatus(NTE_NOT_SUPPORTED));
}

// The example of the blob reference, with the key 00..0F.
Bytes cipher_key_blob() {
  return concat({le32(16), le32(NCRYPT_CIPHER_KEY_BLOB_MAGIC), le32(8), le32(28), text_bytes("AES"), le32(0x4D42444B),
                 le32(1), le32(16), hex("000102030405060708090A0B0C0D0E0F")});
}

TEST(StorageCipherKey, ComesBackAsItWent) {
  const Stored provider = open_storage();
  const Stored key = exportable(provider, NCRYPT_CIPHER_KEY_BLOB, cipher_key_blob(), 0);
  EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), "AES");
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 128u);
  EXPECT_THAT(store_export(key, NCRYPT_CIPHER_KEY_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 2), IsSuccess());
  EXPECT_EQ(to_hex(store_export(key, NCRYPT_CIPHER_KEY_BLOB).bytes), to_hex(cipher_key_blob()));
  EXPECT_THAT(store_export(key, NCRYPT_KDF_KEY_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(store_export(key, BCRYPT_KEY_DATA_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
}

TEST(StorageCipherKey, DamagedBlobs_AreRefused) {
  const Stored provider = open_storage();
  const auto with = [&](std::size_t at, UCHAR value) {
    Bytes blob = cipher_key_blob();
    blob[at] = value;
    return store_import(provider, NCRYPT_CIPHER_KEY_BLOB, blob).status;
  };
  EXPECT_THAT(with(0, 15), IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(with(4, 'X'), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(with(8, 9), IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(with(8, 6), IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(with(15, 0x80), IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(with(16, 'B'), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(with(24, 'B'), IsStatus(NTE_INVALID_PARAMETER));
  Bytes cut = cipher_key_blob();
  for (cut.pop_back(); !cut.empty(); cut.pop_back())
    EXPECT_NE(store_import(provider, NCRYPT_CIPHER_KEY_BLOB, cut).status, ERROR_SUCCESS) << cut.size();
  EXPECT_THAT(store_import(provider, NCRYPT_KDF_KEY_BLOB, cipher_key_blob()).status, IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageKdfKey, BlobAndPropertyGiveTheSameKey) {
  const Stored provider = open_storage();
  const Bytes blob = concat({le32(16), le32(NCRYPT_KDF_KEY_BLOB_MAGIC), le32(14), le32(18), text_bytes("PBKDF2"),
                             le32(0x4D42444B), le32(1), le32(6), text("secret")});
  const Stored imported = exportable(provider, NCRYPT_KDF_KEY_BLOB, blob);
  EXPECT_EQ(to_hex(store_export(imported, NCRYPT_KDF_KEY_BLOB).bytes), to_hex(blob));
  EXPECT_EQ(store_text(imported, NCRYPT_ALGORITHM_GROUP_PROPERTY), "KEY_DERIVATION");
  const Stored created = stored_create(provider, BCRYPT_PBKDF2_ALGORITHM);
  EXPECT_THAT(NCryptFinalizeKey(created, 0), IsStatus(NTE_INVALID_PARAMETER)) << "no secret yet";
  EXPECT_THAT(set_store_property(created, NCRYPT_KDF_SECRET_VALUE, text("secret")), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(created, 0), IsSuccess());
  ParameterList list;
  list.add(KDF_HASH_ALGORITHM, "SHA256").add(KDF_SALT, text("saltsalt"));
  list.add(KDF_ITERATION_COUNT, concat({le32(1000), le32(0)}));
  const auto derived = [&](NCRYPT_KEY_HANDLE key) {
    Bytes out(32);
    DWORD size = 0;
    EXPECT_THAT(NCryptKeyDerivation(key, list.get(), out.data(), 32, &size, 0), IsSuccess());
    return to_hex(out);
  };
  EXPECT_EQ(derived(imported), derived(created));
}

// The values of the derivation for a target AES, and without it.
TEST(StorageKdfKey, CapiKdf_TakesTheFlagForAes) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_CAPI_KDF_ALGORITHM);
  EXPECT_THAT(set_store_property(key, NCRYPT_KDF_SECRET_VALUE, text("password")), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  ParameterList list;
  list.add(KDF_HASH_ALGORITHM, "SHA1");
  const auto derived = [&](DWORD flags) {
    Bytes out(16);
    DWORD size = 0;
    EXPECT_THAT(NCryptKeyDerivation(key, list.get(), out.data(), 16, &size, flags), IsSuccess());
    return to_hex(out);
  };
  EXPECT_EQ(derived(0), "5baa61e4c9b93f3f0682250b6cf8331b");
  EXPECT_EQ(derived(BCRYPT_CAPI_AES_FLAG | NCRYPT_SILENT_FLAG), "a3bc508753274827cf2515600eaea32c");
  Bytes out(16);
  DWORD size = 0;
  EXPECT_THAT(NCryptKeyDerivation(key, list.get(), out.data(), 16, &size, 1), IsStatus(NTE_BAD_FLAGS));
}

}  // namespace
