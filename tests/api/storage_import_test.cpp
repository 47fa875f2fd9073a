// NCryptImportKey and NCryptExportKey with the plain blobs: the algorithm is told by the blob, the export by the
// policy.
#include "support/keys.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

constexpr DWORD kPersist = static_cast<DWORD>(NCRYPT_PERSIST_FLAG);

// What .NET does after every import.
void allow_plain_export(NCRYPT_KEY_HANDLE key) {
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG, kPersist),
              IsSuccess());
}

TEST(StorageImport, RsaBlobs_ComeBackAsTheyWent) {
  const Stored provider = open_storage();
  for (const RsaKey* key : {&rsa512(), &rsa1024(), &rsa1032(), &rsa2048()}) {
    const Stored full = stored_import(provider, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(*key));
    EXPECT_EQ(store_text(full, NCRYPT_ALGORITHM_PROPERTY), "RSA");
    EXPECT_EQ(store_number(full, NCRYPT_LENGTH_PROPERTY), key->bits);
    EXPECT_EQ(to_hex(store_export(full, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(rsa_public(*key)));
    EXPECT_THAT(store_export(full, BCRYPT_RSAFULLPRIVATE_BLOB).status, IsStatus(NTE_NOT_SUPPORTED))
        << "the policy of an imported key is 0";
    allow_plain_export(full);
    EXPECT_EQ(to_hex(store_export(full, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(*key)));
    EXPECT_EQ(to_hex(store_export(full, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(rsa_private(*key)));
  }
}

TEST(StorageImport, EccBlobs_TellTheirAlgorithm) {
  const Stored provider = open_storage();
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    const Stored ecdh = stored_import(provider, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, ec_key_a(c)));
    const Stored ecdsa = stored_import(provider, BCRYPT_PRIVATE_KEY_BLOB, ec_private(c.ecdsa_private, ec_key_a(c)));
    EXPECT_EQ(store_text(ecdh, NCRYPT_ALGORITHM_PROPERTY), narrow(c.ecdh));
    EXPECT_EQ(store_text(ecdh, NCRYPT_ALGORITHM_GROUP_PROPERTY), "ECDH");
    EXPECT_EQ(store_text(ecdsa, NCRYPT_ALGORITHM_PROPERTY), narrow(c.ecdsa));
    EXPECT_EQ(store_text(ecdsa, NCRYPT_ALGORITHM_GROUP_PROPERTY), "ECDSA");
    EXPECT_EQ(store_number(ecdsa, NCRYPT_LENGTH_PROPERTY), c.bits);
    EXPECT_EQ(store_text(ecdsa, NCRYPT_ECC_CURVE_NAME_PROPERTY), narrow(c.name));
    allow_plain_export(ecdh);
    EXPECT_EQ(to_hex(store_export(ecdh, BCRYPT_ECCPRIVATE_BLOB).bytes),
              to_hex(ec_private(c.ecdh_private, ec_key_a(c))));
  }
}

TEST(StorageImport, GenericEccBlob_NeedsTheCurveAsParameter) {
  const Stored provider = open_storage();
  const Bytes blob = ec_private(kEckv, ec_key_a(p256()));
  EXPECT_THAT(store_import(provider, BCRYPT_ECCPRIVATE_BLOB, blob).status, IsStatus(NTE_INVALID_PARAMETER));
  ParameterList unknown;
  unknown.add(60, "nistP999");
  EXPECT_THAT(store_import(provider, BCRYPT_ECCPRIVATE_BLOB, blob, 0, unknown.get()).status,
              IsStatus(NTE_INVALID_PARAMETER));
  ParameterList named;
  named.add(60, "nistP256");
  const Stored key = stored_import(provider, BCRYPT_ECCPRIVATE_BLOB, blob, 0, named.get());
  EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), "ECDH");
  EXPECT_EQ(store_text(key, NCRYPT_ECC_CURVE_NAME_PROPERTY), "nistP256");
  allow_plain_export(key);
  EXPECT_EQ(to_hex(store_export(key, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
}

TEST(StorageImport, TreatNistAsGeneric_GivesTheGenericAlgorithm) {
  const Stored provider = open_storage();
  const Stored key = stored_import(provider, BCRYPT_ECCPUBLIC_BLOB, ec_public(p384().ecdsa_public, ec_key_a(p384())),
                                   NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG);
  EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), "ECDSA");
  EXPECT_EQ(to_hex(store_export(key, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(ec_public(kEcdp, ec_key_a(p384()))));
}

TEST(StorageImport, Arguments) {
  const Stored provider = open_storage();
  const Bytes blob = rsa_public(rsa1024());
  NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
  const auto call = [&](LPCWSTR type, NCRYPT_KEY_HANDLE* key, PBYTE data, NCRYPT_KEY_HANDLE with, DWORD flags) {
    return NCryptImportKey(provider, with, type, nullptr, key, data, len(blob), flags);
  };
  EXPECT_THAT(call(nullptr, &raw, in(blob), 0, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, nullptr, in(blob), 0, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, nullptr, 0, 0), IsStatus(CNG_RPC_NULL_REFERENCE));
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 1, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(call(CNG_TEXT("Example"), &raw, in(blob), 0, 0), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(call(BCRYPT_KEY_DATA_BLOB, &raw, in(blob), 0, 0), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(call(NCRYPT_PROTECTED_KEY_BLOB, &raw, in(blob), 0, 0), IsStatus(NTE_NOT_SUPPORTED));
  for (DWORD flags : {49u, 0x1u, 0x2u, 0x4u, 0x10u, 0x100u, 0x800u, 0x80000u, 0x40000000u, 0x80000000u})
    EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 0, flags), IsStatus(NTE_BAD_FLAGS)) << flags;
  for (DWORD flags : {DWORD{NCRYPT_MACHINE_KEY_FLAG}, DWORD{NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG},
                      DWORD{NCRYPT_DO_NOT_FINALIZE_FLAG}, DWORD{NCRYPT_OVERWRITE_KEY_FLAG}})
    EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 0, flags), IsStatus(NTE_BAD_FLAGS)) << flags;
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 0, NCRYPT_REQUIRE_VBS_FLAG), IsStatus(NTE_VBS_UNAVAILABLE));
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 0, NCRYPT_REQUIRE_VBS_FLAG | NCRYPT_PREFER_VBS_FLAG),
              IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(call(BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), 0, NCRYPT_USE_PER_BOOT_KEY_FLAG), IsStatus(NTE_BAD_FLAGS));
  EXPECT_EQ(raw, kUntouchedHandle);
}

TEST(StorageImport, DamagedBlobs) {
  const Stored provider = open_storage();
  const Bytes good = rsa_public(rsa1024());
  Bytes bad = good;
  bad[0] = 'u';
  EXPECT_THAT(store_import(provider, BCRYPT_PUBLIC_KEY_BLOB, bad).status, IsStatus(NTE_INVALID_PARAMETER));
  for (std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{23}})
    EXPECT_THAT(
        store_import(provider, BCRYPT_RSAPUBLIC_BLOB, Bytes(good.begin(), good.begin() + static_cast<long>(size)))
            .status,
        IsStatus(NTE_INVALID_PARAMETER));
  bad = good;
  bad.pop_back();
  EXPECT_THAT(store_import(provider, BCRYPT_RSAPUBLIC_BLOB, bad).status, IsStatus(NTE_BAD_DATA));
  bad = concat({good, Bytes(1)});
  EXPECT_THAT(store_import(provider, BCRYPT_RSAPUBLIC_BLOB, bad).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(store_import(provider, BCRYPT_ECCPUBLIC_BLOB, good).status, IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageImport, ParameterListWithAMissingBuffer_IsRefused) {
  const Stored provider = open_storage();
  BCryptBuffer buffer{4, NCRYPTBUFFER_PKCS_SECRET, nullptr};
  NCryptBufferDesc list{0, 1, &buffer};
  const Bytes blob = rsa_public(rsa1024());
  EXPECT_THAT(store_import(provider, BCRYPT_RSAPUBLIC_BLOB, blob, 0, &list).status, IsStatus(NTE_INVALID_PARAMETER));
  buffer = {4, 0x7777, in(blob)};
  EXPECT_THAT(store_import(provider, BCRYPT_RSAPUBLIC_BLOB, blob, 0, &list).status, IsSuccess()) << "unknown buffers";
  list.pBuffers = nullptr;
  EXPECT_THAT(store_import(provider, BCRYPT_RSAPUBLIC_BLOB, blob, 0, &list).status, IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageImport, SmartCardProvider_TakesNamelessKeys) {
  const Stored provider = open_storage(MS_SMART_CARD_KEY_STORAGE_PROVIDER);
  const Stored key = stored_import(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), "RSA");
}

TEST(StorageExport, Refusals) {
  const Stored provider = open_storage();
  const Stored open = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  EXPECT_THAT(store_export(open, CNG_TEXT("Example")).status, IsStatus(NTE_BAD_TYPE));
  EXPECT_THAT(store_export(open, BCRYPT_ECCPUBLIC_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(store_export(open, BCRYPT_RSAPRIVATE_BLOB).status, IsStatus(NTE_NOT_SUPPORTED));
  allow_plain_export(open);
  EXPECT_THAT(store_export(open, BCRYPT_RSAPRIVATE_BLOB).status, IsStatus(NTE_NOT_SUPPORTED)) << "no private half";
  EXPECT_THAT(store_export(open, BCRYPT_RSAPUBLIC_BLOB, nullptr, open).status, IsStatus(NTE_NOT_SUPPORTED));
  DWORD size = 0;
  Bytes small(10);
  EXPECT_THAT(NCryptExportKey(open, 0, BCRYPT_RSAPUBLIC_BLOB, nullptr, nullptr, 0, &size, 0x20),
              IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(NCryptExportKey(open, 0, nullptr, nullptr, nullptr, 0, &size, 0), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptExportKey(open, 0, BCRYPT_RSAPUBLIC_BLOB, nullptr, nullptr, 0, nullptr, 0),
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptExportKey(open, 0, BCRYPT_RSAPUBLIC_BLOB, nullptr, small.data(), len(small), &size, 0),
              IsStatus(NTE_BUFFER_TOO_SMALL));
  EXPECT_EQ(size, len(rsa_public(rsa1024())));
  EXPECT_EQ(small, Bytes(10));
}

}  // namespace
