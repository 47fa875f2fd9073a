// The flags and the parameter buffers of NCryptImportKey, one by one.
#include "support/key_folder.h"
#include "support/keys.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

// NCRYPTBUFFER_ECC_CURVE_NAME and _PARAMETERS, which older headers lack.
constexpr ULONG kCurveName = 60, kCurveParameters = 61;

class StorageFlags : public testing::Test {
 protected:
  StoredKey import_named(std::string_view name, DWORD flags, LPCWSTR type = BCRYPT_RSAPRIVATE_BLOB,
                         const Bytes& blob = rsa_private(rsa1024())) const {
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, name);
    return store_import(provider_, type, blob, flags, list.get());
  }
  StoredKey open_named(LPCWSTR name, DWORD flags = 0) const {
    NCRYPT_KEY_HANDLE raw = 0;
    const SECURITY_STATUS status = NCryptOpenKey(provider_, &raw, name, 0, flags);
    return {status, Stored(raw)};
  }
  Bytes pkcs8() const {
    const Stored key = stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    return store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB).bytes;
  }

  const KeyFolder folder_;
  const Stored provider_ = open_storage();
};

TEST_F(StorageFlags, UnknownBits_AreRefusedForEveryType) {
  constexpr DWORD kKnown = NCRYPT_NO_KEY_VALIDATION | NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG |
                           NCRYPT_OVERWRITE_KEY_FLAG | NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG |
                           NCRYPT_DO_NOT_FINALIZE_FLAG | NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG |
                           NCRYPT_PREFER_VBS_FLAG | NCRYPT_REQUIRE_VBS_FLAG | NCRYPT_USE_PER_BOOT_KEY_FLAG;
  const Bytes der = pkcs8();
  for (unsigned bit = 0; bit < 32; ++bit) {
    const DWORD flag = DWORD{1} << bit;
    if ((kKnown & flag) != 0) continue;
    EXPECT_THAT(import_named("x", flag).status, IsStatus(NTE_BAD_FLAGS)) << std::hex << flag;
    EXPECT_THAT(import_named("x", flag, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der).status, IsStatus(NTE_BAD_FLAGS));
    EXPECT_THAT(import_named("x", flag, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024())).status, IsStatus(NTE_BAD_FLAGS));
  }
  EXPECT_THAT(store_import(0, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), 1).status, IsStatus(NTE_INVALID_HANDLE))
      << "the handle is looked at first";
  EXPECT_TRUE(folder_.files().empty());
}

TEST_F(StorageFlags, Silent_ChangesNothing) {
  EXPECT_THAT(import_named("s", NCRYPT_SILENT_FLAG).status, IsSuccess());
  EXPECT_THAT(open_named(CNG_TEXT("s"), NCRYPT_SILENT_FLAG).status, IsSuccess());
  EXPECT_THAT(store_import(provider_, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()), NCRYPT_SILENT_FLAG).status,
              IsSuccess());
}

TEST_F(StorageFlags, NoKeyValidation_LeavesThePublicHalfUnlookedAt) {
  // The private half of one key with the public half of another.
  EcKey mixed = ec_key_a(p256());
  mixed.d = ec_key_b(p256()).d;
  const Bytes blob = ec_private(p256().ecdsa_private, mixed);
  EXPECT_THAT(import_named("v", 0, BCRYPT_ECCPRIVATE_BLOB, blob).status, IsStatus(NTE_INVALID_PARAMETER));
  const StoredKey key = import_named("v", NCRYPT_NO_KEY_VALIDATION, BCRYPT_ECCPRIVATE_BLOB, blob);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(to_hex(store_export(open_named(CNG_TEXT("v")).handle, BCRYPT_ECCPUBLIC_BLOB).bytes),
            to_hex(ec_public(p256().ecdsa_public, ec_key_b(p256()))))
      << "it is computed anew";
}

TEST_F(StorageFlags, DoNotFinalize_WaitsForFinalizeKey) {
  for (const auto& [type, blob] : {std::pair<LPCWSTR, Bytes>{BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024())},
                                   {NCRYPT_PKCS8_PRIVATE_KEY_BLOB, pkcs8()}}) {
    const StoredKey key = import_named("later", NCRYPT_DO_NOT_FINALIZE_FLAG | NCRYPT_OVERWRITE_KEY_FLAG, type, blob);
    ASSERT_THAT(key.status, IsSuccess());
    EXPECT_THAT(store_export(key.handle, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(NTE_BAD_KEY_STATE));
    EXPECT_EQ(store_number(key.handle, NCRYPT_LENGTH_PROPERTY), 1024u);
    EXPECT_THAT(set_store_number(key.handle, NCRYPT_KEY_USAGE_PROPERTY, NCRYPT_ALLOW_DECRYPT_FLAG), IsSuccess());
    EXPECT_THAT(NCryptFinalizeKey(key.handle, NCRYPT_NO_KEY_VALIDATION | NCRYPT_SILENT_FLAG), IsSuccess());
    EXPECT_THAT(NCryptFinalizeKey(key.handle, 0), IsStatus(NTE_INVALID_HANDLE));
    EXPECT_EQ(store_number(open_named(CNG_TEXT("later")).handle, NCRYPT_KEY_USAGE_PROPERTY),
              DWORD{NCRYPT_ALLOW_DECRYPT_FLAG});
  }
  const StoredKey nameless =
      store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), NCRYPT_DO_NOT_FINALIZE_FLAG);
  EXPECT_THAT(NCryptFinalizeKey(nameless.handle, 0), IsSuccess());
  EXPECT_EQ(folder_.files().size(), 1u);
}

TEST_F(StorageFlags, MachineAndOverwrite) {
  EXPECT_THAT(import_named("m", NCRYPT_MACHINE_KEY_FLAG).status, IsSuccess());
  EXPECT_THAT(import_named("m", NCRYPT_MACHINE_KEY_FLAG).status, IsStatus(NTE_EXISTS));
  EXPECT_THAT(import_named("m", 0).status, IsSuccess()) << "another store";
  EXPECT_THAT(import_named("m", NCRYPT_MACHINE_KEY_FLAG | NCRYPT_OVERWRITE_KEY_FLAG, BCRYPT_ECCPRIVATE_BLOB,
                           ec_private(p256().ecdh_private, ec_key_a(p256())))
                  .status,
              IsSuccess());
  EXPECT_EQ(store_text(open_named(CNG_TEXT("m"), NCRYPT_MACHINE_KEY_FLAG).handle, NCRYPT_ALGORITHM_PROPERTY),
            "ECDH_P256");
  EXPECT_EQ(store_text(open_named(CNG_TEXT("m")).handle, NCRYPT_ALGORITHM_PROPERTY), "RSA");
  EXPECT_THAT(import_named("new", NCRYPT_OVERWRITE_KEY_FLAG).status, IsSuccess()) << "nothing to overwrite";
}

TEST_F(StorageFlags, FailedOverwrite_LosesNothing) {
  EXPECT_THAT(import_named("k", 0).status, IsSuccess());
  Bytes bad = rsa_private(rsa2048());
  bad.pop_back();
  EXPECT_THAT(import_named("k", NCRYPT_OVERWRITE_KEY_FLAG, BCRYPT_RSAPRIVATE_BLOB, bad).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(import_named("k", NCRYPT_OVERWRITE_KEY_FLAG, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, bad).status,
              IsStatus(NTE_BAD_DATA));
  EXPECT_EQ(store_export(open_named(CNG_TEXT("k")).handle, BCRYPT_RSAPUBLIC_BLOB).bytes, rsa_public(rsa1024()));
}

TEST_F(StorageFlags, Isolation) {
  constexpr DWORD kPrefer = NCRYPT_PREFER_VBS_FLAG, kRequire = NCRYPT_REQUIRE_VBS_FLAG,
                  kBoot = NCRYPT_USE_PER_BOOT_KEY_FLAG;
  for (const char* name : {"named", ""}) {
    const auto status = [&](DWORD flags) {
      return *name != '\0' ? import_named(name, flags | NCRYPT_OVERWRITE_KEY_FLAG).status
                           : store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), flags).status;
    };
    EXPECT_THAT(status(kRequire), IsStatus(NTE_VBS_UNAVAILABLE));
    EXPECT_THAT(status(kRequire | kBoot), IsStatus(NTE_VBS_UNAVAILABLE));
    EXPECT_THAT(status(kRequire | kPrefer), IsStatus(NTE_BAD_FLAGS));
    EXPECT_THAT(status(kBoot), IsStatus(NTE_BAD_FLAGS));
    EXPECT_TRUE(folder_.files().empty());
  }
  EXPECT_THAT(import_named("prefer", kPrefer).status, IsSuccess());
  EXPECT_THAT(store_property(open_named(CNG_TEXT("prefer")).handle, NCRYPT_USE_PER_BOOT_KEY_PROPERTY).status,
              IsStatus(NTE_NOT_FOUND));
  EXPECT_THAT(import_named("boot", kPrefer | kBoot).status, IsSuccess());
  EXPECT_EQ(store_number(open_named(CNG_TEXT("boot")).handle, NCRYPT_USE_PER_BOOT_KEY_PROPERTY), 1u);
  EXPECT_THAT(store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), kPrefer | kBoot).status,
              IsSuccess());
}

TEST_F(StorageFlags, TreatNistAsGeneric_IsStoredAsGeneric) {
  EXPECT_THAT(import_named("g", NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG, BCRYPT_ECCPRIVATE_BLOB,
                           ec_private(p256().ecdh_private, ec_key_a(p256())))
                  .status,
              IsSuccess());
  const StoredKey key = open_named(CNG_TEXT("g"));
  EXPECT_EQ(store_text(key.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDH");
  EXPECT_EQ(store_text(key.handle, NCRYPT_ECC_CURVE_NAME_PROPERTY), "nistP256");
}

TEST_F(StorageFlags, NameBuffer) {
  const auto status = [&](const Bytes& name) {
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, name);
    return store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), 0, list.get()).status;
  };
  const Bytes name = text_bytes("plain");
  EXPECT_THAT(status(Bytes(name.begin(), name.end() - 2)), IsSuccess()) << "without its NUL";
  EXPECT_THAT(status(name), IsStatus(NTE_EXISTS)) << "the same name with it";
  EXPECT_THAT(status(concat({name, text_bytes("behind")})), IsStatus(NTE_EXISTS)) << "it ends at the NUL";
  EXPECT_THAT(status({}), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(status({0, 0}), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(status(text_bytes(std::string(513, 'n'))), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(status(Bytes(0x10002, 'n')), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_EQ(folder_.files().size(), 1u);
}

TEST_F(StorageFlags, CurveBuffers_AreForGenericMagics) {
  const Bytes generic = ec_private(kEcdv, ec_key_a(p384()));
  const Bytes named = ec_private(p256().ecdsa_private, ec_key_a(p256()));
  const auto with = [&](ULONG type, const Bytes& value, const Bytes& blob) {
    ParameterList list;
    list.add(type, value);
    return store_import(provider_, BCRYPT_ECCPRIVATE_BLOB, blob, 0, list.get());
  };
  EXPECT_THAT(with(kCurveName, text_bytes("nistP384"), generic).status, IsSuccess());
  EXPECT_THAT(with(kCurveName, text_bytes("nistP256"), generic).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_EQ(store_text(with(kCurveName, text_bytes("nistP384"), named).handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA_P256")
      << "the magic says the curve";
  const Bytes parameters = get_property(BCRYPT_ECDSA_P384_ALG_HANDLE, BCRYPT_ECC_PARAMETERS).bytes;
  const StoredKey key = with(kCurveParameters, parameters, generic);
  ASSERT_THAT(key.status, IsSuccess());
  EXPECT_EQ(to_hex(store_export(key.handle, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(ec_public(kEcdp, ec_key_a(p384()))));
  EXPECT_EQ(store_text(key.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA");
  EXPECT_EQ(store_text(with(kCurveParameters, parameters, named).handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA_P256");
  EXPECT_THAT(with(kCurveParameters, Bytes(parameters.begin(), parameters.end() - 1), generic).status,
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(with(kCurveParameters, Bytes(5), generic).status, IsStatus(NTE_INVALID_PARAMETER));
}

TEST_F(StorageFlags, OtherBuffers_AreIgnored) {
  ParameterList list;
  for (ULONG type : {0u, 1u, 3u, 20u, 25u, 40u, 43u, 44u, 48u, 53u, 70u, 80u, 95u, 96u, 0xFFFFu})
    list.add(type, Bytes(3, 0xEE));
  NCryptBufferDesc* buffers = list.get();
  buffers->ulVersion = 7;
  EXPECT_THAT(store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), 0, buffers).status, IsSuccess());
  EXPECT_TRUE(folder_.files().empty());
}

TEST_F(StorageFlags, ExportFlags) {
  const StoredKey key = store_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  DWORD size = 0;
  for (DWORD flags :
       {DWORD{NCRYPT_SILENT_FLAG}, DWORD{NCRYPT_EXPORT_LEGACY_FLAG}, DWORD{NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG}})
    EXPECT_THAT(NCryptExportKey(key.handle, 0, BCRYPT_RSAPUBLIC_BLOB, nullptr, nullptr, 0, &size, flags), IsSuccess());
  for (DWORD flags : {1u, 2u, 4u, 8u, 0x10u, 0x20u, 0x80u, 0x200u, 0x400u, 0x10000u, 0x20000u, 0x40000u, 0x40000000u})
    EXPECT_THAT(NCryptExportKey(key.handle, 0, BCRYPT_RSAPUBLIC_BLOB, nullptr, nullptr, 0, &size, flags),
                IsStatus(NTE_BAD_FLAGS))
        << std::hex << flags;
}

}  // namespace
