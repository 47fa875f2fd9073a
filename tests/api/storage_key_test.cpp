// Keys without a name: created, finalized, used; properties and the statuses of ncrypt.
#include "support/keys.h"
#include "support/storage.h"
#include "support/use.h"

namespace {

using namespace cngtest;

constexpr DWORD kPersistOnly = NCRYPT_PERSIST_ONLY_FLAG;

Stored finalized_key(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, DWORD bits = 0) {
  Stored key = stored_create(provider, algorithm);
  if (bits != 0) {
    EXPECT_THAT(set_store_number(key, NCRYPT_LENGTH_PROPERTY, bits), IsSuccess());
  }
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  return key;
}

TEST(StorageKey, Create_Arguments) {
  const Stored provider = open_storage();
  NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
  EXPECT_THAT(NCryptCreatePersistedKey(provider, &raw, nullptr, nullptr, 0, 0), IsStatus(CNG_RPC_NULL_REFERENCE));
  EXPECT_THAT(NCryptCreatePersistedKey(provider, nullptr, BCRYPT_RSA_ALGORITHM, nullptr, 0, 0),
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptCreatePersistedKey(provider, &raw, BCRYPT_RSA_ALGORITHM, nullptr, 3, 0),
              IsStatus(NTE_INVALID_PARAMETER));
  for (LPCWSTR name : {BCRYPT_SHA256_ALGORITHM, BCRYPT_RNG_ALGORITHM, BCRYPT_RSA_SIGN_ALGORITHM, CNG_TEXT("Example")})
    EXPECT_THAT(store_create(provider, name).status, IsStatus(NTE_NOT_SUPPORTED)) << narrow(name);
  EXPECT_THAT(store_create(provider, BCRYPT_RSA_ALGORITHM, nullptr, 1).status, IsStatus(NTE_BAD_FLAGS));
  EXPECT_EQ(raw, kUntouchedHandle);
}

TEST(StorageKey, UnfinalizedKey_CannotBeUsed) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  Bytes buffer(256);
  DWORD size = 0;
  Pkcs1 padding(BCRYPT_SHA256_ALGORITHM);
  EXPECT_THAT(store_export(key, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(NTE_BAD_KEY_STATE));
  EXPECT_THAT(NCryptSignHash(key, &padding.info, buffer.data(), 32, nullptr, 0, &size, BCRYPT_PAD_PKCS1),
              IsStatus(NTE_BAD_KEY_STATE));
  EXPECT_THAT(NCryptEncrypt(key, buffer.data(), 16, nullptr, nullptr, 0, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsStatus(NTE_BAD_KEY_STATE));
  EXPECT_THAT(NCryptDecrypt(key, buffer.data(), 128, nullptr, nullptr, 0, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsStatus(NTE_BAD_KEY_STATE));
}

TEST(StorageKey, Finalize_OnceOnly) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_ECDSA_P256_ALGORITHM);
  EXPECT_THAT(NCryptFinalizeKey(key, 1), IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(NCryptFinalizeKey(key, NCRYPT_SILENT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsStatus(NTE_INVALID_HANDLE));
  const Stored imported = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  EXPECT_THAT(NCryptFinalizeKey(imported, 0), IsStatus(NTE_INVALID_HANDLE));
}

TEST(StorageKey, PropertiesOfAnEphemeralRsaKey) {
  const Stored provider = open_storage();
  const Stored created = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  const Stored finalized = finalized_key(provider, BCRYPT_RSA_ALGORITHM);
  const Stored imported = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  for (const Stored* each : {&created, &finalized, &imported}) {
    const Stored& key = *each;
    EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), "RSA");
    EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_GROUP_PROPERTY), "RSA");
    EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 1024u);
    EXPECT_EQ(store_number(key, NCRYPT_PUBLIC_LENGTH_PROPERTY), 1024u);
    EXPECT_EQ(store_number(key, NCRYPT_BLOCK_LENGTH_PROPERTY), 128u);
    EXPECT_EQ(store_number(key, NCRYPT_SIGNATURE_LENGTH_PROPERTY), 128u);
    EXPECT_EQ(store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY), 0u);
    EXPECT_EQ(store_number(key, NCRYPT_KEY_USAGE_PROPERTY), 0x00FFFFFFu);
    EXPECT_EQ(store_number(key, NCRYPT_KEY_TYPE_PROPERTY), 0u);
    EXPECT_EQ(to_hex(store_property(key, NCRYPT_LENGTHS_PROPERTY).bytes),
              to_hex(concat({le32(512), le32(16384), le32(8), le32(1024)})));
    for (LPCWSTR name : {NCRYPT_UI_POLICY_PROPERTY, NCRYPT_WINDOW_HANDLE_PROPERTY, NCRYPT_USE_CONTEXT_PROPERTY,
                         NCRYPT_LAST_MODIFIED_PROPERTY, NCRYPT_CERTIFICATE_PROPERTY})
      EXPECT_THAT(store_property(key, name).status, IsStatus(NTE_NOT_FOUND)) << narrow(name);
    for (LPCWSTR name :
         {NCRYPT_NAME_PROPERTY, NCRYPT_UNIQUE_NAME_PROPERTY, NCRYPT_CHAINING_MODE_PROPERTY, NCRYPT_IMPL_TYPE_PROPERTY,
          NCRYPT_INITIALIZATION_VECTOR, NCRYPT_VERSION_PROPERTY, NCRYPT_USE_COUNT_PROPERTY,
          NCRYPT_MAX_NAME_LENGTH_PROPERTY, NCRYPT_PIN_PROPERTY, NCRYPT_ECC_CURVE_NAME_PROPERTY, BCRYPT_ALGORITHM_NAME,
          BCRYPT_KEY_LENGTH, BCRYPT_BLOCK_LENGTH, CNG_TEXT("Example")})
      EXPECT_THAT(store_property(key, name).status, IsStatus(NTE_NOT_SUPPORTED)) << narrow(name);
    EXPECT_THAT(store_property(key, NCRYPT_SECURITY_DESCR_PROPERTY).status, IsStatus(NTE_BAD_FLAGS));
    EXPECT_THAT(store_property(key, NCRYPT_SECURITY_DESCR_PROPERTY, 4).status, IsStatus(NTE_NOT_SUPPORTED));
    EXPECT_THAT(set_store_property(key, NCRYPT_NAME_PROPERTY, text_bytes("x")), IsStatus(NTE_NOT_SUPPORTED));
    EXPECT_THAT(set_store_property(key, CNG_TEXT("Example"), Bytes(1)), IsStatus(NTE_NOT_SUPPORTED));
  }
}

TEST(StorageKey, CustomProperties_AreKeptUnderTheirFlag) {
  const Stored provider = open_storage();
  const Stored key = stored_import(provider, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  const LPCWSTR name = CNG_TEXT("CLR IsEphemeral");
  EXPECT_THAT(store_property(key, name, kPersistOnly).status, IsStatus(NTE_NOT_FOUND));
  EXPECT_THAT(set_store_property(key, name, Bytes{1}, kPersistOnly), IsSuccess());
  EXPECT_EQ(store_property(key, name, kPersistOnly).bytes, Bytes{1});
  EXPECT_THAT(set_store_property(key, name, Bytes{}, kPersistOnly), IsSuccess()) << "an empty value is one";
  const Output empty = store_property(key, name, kPersistOnly);
  EXPECT_THAT(empty.status, IsSuccess());
  EXPECT_TRUE(empty.bytes.empty());
  EXPECT_THAT(NCryptSetProperty(key, name, nullptr, 0, kPersistOnly), IsStatus(NTE_INVALID_PARAMETER));
  const WideText longest(64, 'x'), longer(65, 'x');
  EXPECT_THAT(set_store_property(key, longest.c_str(), Bytes{1}, kPersistOnly), IsSuccess());
  EXPECT_THAT(set_store_property(key, longer.c_str(), Bytes{1}, kPersistOnly), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(set_store_property(key, name, Bytes(0x100001), kPersistOnly), IsStatus(NTE_INVALID_PARAMETER));
  // A program's own value under a built-in name stands beside the built-in one.
  EXPECT_THAT(set_store_property(key, NCRYPT_LENGTH_PROPERTY, Bytes{7}, kPersistOnly), IsSuccess());
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 1024u);
  EXPECT_EQ(store_property(key, NCRYPT_LENGTH_PROPERTY, kPersistOnly).bytes, Bytes{7});
}

TEST(StorageKey, UiPolicy_ComesBackInTheCallersBuffer) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  const WideText title = widen("title"), description = widen("a longer description");
  const NCRYPT_UI_POLICY policy{1, 0, title.c_str(), nullptr, description.c_str()};
  const auto* bytes = reinterpret_cast<const UCHAR*>(&policy);
  EXPECT_THAT(set_store_property(key, NCRYPT_UI_POLICY_PROPERTY, Bytes(bytes, bytes + sizeof policy)), IsSuccess());
  DWORD size = 0;
  ASSERT_THAT(NCryptGetProperty(key, NCRYPT_UI_POLICY_PROPERTY, nullptr, 0, &size, 0), IsSuccess());
  std::vector<std::max_align_t> buffer(size / sizeof(std::max_align_t) + 1);
  ASSERT_THAT(NCryptGetProperty(key, NCRYPT_UI_POLICY_PROPERTY, reinterpret_cast<PBYTE>(buffer.data()), size, &size, 0),
              IsSuccess());
  const auto& read = *reinterpret_cast<const NCRYPT_UI_POLICY*>(buffer.data());
  EXPECT_EQ(read.dwVersion, 1u);
  EXPECT_EQ(narrow(read.pszCreationTitle), "title");
  EXPECT_EQ(read.pszFriendlyName, nullptr);
  EXPECT_EQ(narrow(read.pszDescription), "a longer description");
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
}

TEST(StorageKey, ProtectingUiPolicy_IsRefusedAtFinalize) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_ECDSA_P256_ALGORITHM);
  const NCRYPT_UI_POLICY policy{1, NCRYPT_UI_PROTECT_KEY_FLAG, nullptr, nullptr, nullptr};
  const auto* bytes = reinterpret_cast<const UCHAR*>(&policy);
  EXPECT_THAT(set_store_property(key, NCRYPT_UI_POLICY_PROPERTY, Bytes(bytes, bytes + sizeof policy)), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, NCRYPT_SILENT_FLAG), IsStatus(NTE_SILENT_CONTEXT));
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsStatus(NTE_NOT_SUPPORTED));
}

TEST(StorageKey, SignAndVerify_Rsa) {
  const Stored provider = open_storage();
  const Stored key = finalized_key(provider, BCRYPT_RSA_ALGORITHM, 2048);
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 2048u);
  Pkcs1 padding(BCRYPT_SHA256_ALGORITHM);
  Bytes digest(32, 7), signature(256);
  DWORD size = 0;
  ASSERT_THAT(NCryptSignHash(key, &padding.info, digest.data(), 32, signature.data(), 256, &size,
                             BCRYPT_PAD_PKCS1 | NCRYPT_SILENT_FLAG),
              IsSuccess());
  const auto verify = [&](DWORD flags) {
    return NCryptVerifySignature(key, &padding.info, digest.data(), 32, signature.data(), size, flags);
  };
  EXPECT_THAT(verify(BCRYPT_PAD_PKCS1), IsSuccess());
  EXPECT_THAT(verify(BCRYPT_PAD_PKCS1 | 0x100), IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(NCryptVerifySignature(key, nullptr, digest.data(), 32, signature.data(), size, 0),
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptVerifySignature(key, &padding.info, nullptr, 32, signature.data(), size, BCRYPT_PAD_PKCS1),
              IsStatus(CNG_RPC_NULL_REFERENCE));
  EXPECT_THAT(NCryptVerifySignature(key, &padding.info, digest.data(), 32, nullptr, size, BCRYPT_PAD_PKCS1),
              IsStatus(CNG_RPC_NULL_REFERENCE));
  EXPECT_THAT(NCryptVerifySignature(key, &padding.info, digest.data(), 32, signature.data(), 10, BCRYPT_PAD_PKCS1),
              IsStatus(NTE_INVALID_PARAMETER));
  signature[5] ^= 1;
  EXPECT_THAT(verify(BCRYPT_PAD_PKCS1), IsStatus(NTE_BAD_SIGNATURE));
}

TEST(StorageKey, EcdhKey_SignsToo_AndAnEcdsaKeyNeverAgrees) {
  const Stored provider = open_storage();
  const Stored ecdh =
      stored_import(provider, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  const Stored ecdsa = stored_import(provider, BCRYPT_ECCPUBLIC_BLOB, ec_public(p256().ecdsa_public, ec_key_a(p256())));
  Bytes digest(32, 7), signature(64);
  DWORD size = 0;
  ASSERT_THAT(NCryptSignHash(ecdh, nullptr, digest.data(), 32, signature.data(), 64, &size, 0), IsSuccess());
  for (const Stored* key : {&ecdh, &ecdsa})
    EXPECT_THAT(NCryptVerifySignature(*key, nullptr, digest.data(), 32, signature.data(), 64, 0), IsSuccess());
  NCRYPT_SECRET_HANDLE secret = kUntouchedHandle;
  EXPECT_THAT(NCryptSecretAgreement(ecdsa, ecdh, &secret, 0), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_EQ(secret, kUntouchedHandle);
}

TEST(StorageKey, Agreement_GivesBothSidesTheSameSecret) {
  const Stored provider = open_storage();
  const auto import = [&](ULONG magic, const EcKey& key, bool with_private) {
    return stored_import(provider, with_private ? BCRYPT_ECCPRIVATE_BLOB : BCRYPT_ECCPUBLIC_BLOB,
                         with_private ? ec_private(magic, key) : ec_public(magic, key));
  };
  const Stored a = import(p256().ecdh_private, ec_key_a(p256()), true);
  const Stored b = import(p256().ecdh_private, ec_key_b(p256()), true);
  const Stored a_public = import(p256().ecdh_public, ec_key_a(p256()), false);
  const Stored b_public = import(p256().ecdh_public, ec_key_b(p256()), false);
  const auto derived = [](NCRYPT_KEY_HANDLE mine, NCRYPT_KEY_HANDLE peer) {
    NCRYPT_SECRET_HANDLE raw = 0;
    EXPECT_THAT(NCryptSecretAgreement(mine, peer, &raw, NCRYPT_SILENT_FLAG), IsSuccess());
    const Stored secret(raw);
    EXPECT_FALSE(NCryptIsKeyHandle(secret));
    Bytes out(32);
    DWORD size = 0;
    EXPECT_THAT(NCryptDeriveKey(secret, BCRYPT_KDF_RAW_SECRET, nullptr, out.data(), len(out), &size, 0), IsSuccess());
    EXPECT_EQ(size, 32u);
    return to_hex(out);
  };
  EXPECT_EQ(derived(a, b_public), derived(b, a_public));
  DWORD size = 0;
  EXPECT_THAT(NCryptDeriveKey(a, BCRYPT_KDF_RAW_SECRET, nullptr, nullptr, 0, &size, 0), IsStatus(NTE_INVALID_HANDLE));
}

TEST(StorageKey, RsaEncryption) {
  const Stored provider = open_storage();
  const Stored key = stored_import(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  Bytes plain = text("a message"), cipher(128), back(128);
  DWORD size = 0;
  ASSERT_THAT(NCryptEncrypt(key, plain.data(), len(plain), nullptr, cipher.data(), 128, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsSuccess());
  ASSERT_THAT(NCryptDecrypt(key, cipher.data(), 128, nullptr, back.data(), 128, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsSuccess());
  back.resize(size);
  EXPECT_EQ(back, plain);
  EXPECT_THAT(NCryptEncrypt(provider, plain.data(), 9, nullptr, nullptr, 0, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsStatus(NTE_INVALID_HANDLE));
  EXPECT_THAT(NCryptEncrypt(key, plain.data(), 9, nullptr, nullptr, 0, &size, 0x10), IsStatus(NTE_BAD_FLAGS));
  EXPECT_THAT(NCryptEncrypt(key, plain.data(), 9, nullptr, nullptr, 0, &size, NCRYPT_NO_PADDING_FLAG), IsSuccess());
  EXPECT_EQ(size, 128u);
  EXPECT_THAT(NCryptEncrypt(key, plain.data(), 9, nullptr, cipher.data(), 128, &size, NCRYPT_NO_PADDING_FLAG),
              IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptEncrypt(key, plain.data(), 9, nullptr, cipher.data(), 12, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsStatus(NTE_BUFFER_TOO_SMALL));
  EXPECT_THAT(NCryptDecrypt(key, cipher.data(), 127, nullptr, back.data(), 9, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageKey, Usage_IsEnforced) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(set_store_number(key, NCRYPT_KEY_USAGE_PROPERTY, NCRYPT_ALLOW_DECRYPT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(store_number(key, NCRYPT_KEY_USAGE_PROPERTY), DWORD{NCRYPT_ALLOW_DECRYPT_FLAG});
  Pkcs1 padding(BCRYPT_SHA256_ALGORITHM);
  Bytes digest(32), out(128);
  DWORD size = 0;
  EXPECT_THAT(NCryptSignHash(key, &padding.info, digest.data(), 32, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(NTE_PERM));
  EXPECT_THAT(NCryptEncrypt(key, digest.data(), 9, nullptr, out.data(), 128, &size, NCRYPT_PAD_PKCS1_FLAG),
              IsSuccess());
  EXPECT_THAT(NCryptDecrypt(key, out.data(), 128, nullptr, out.data(), 128, &size, NCRYPT_PAD_PKCS1_FLAG), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_KEY_USAGE_PROPERTY, 0xFFFFFF), IsStatus(NTE_NOT_SUPPORTED));
}

TEST(StorageKey, AesKey_EncryptsWithItsModeAndIv) {
  const Stored provider = open_storage();
  const Stored key = finalized_key(provider, BCRYPT_AES_ALGORITHM, 256);
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 256u);
  EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_GROUP_PROPERTY), "AES");
  EXPECT_THAT(set_store_property(key, NCRYPT_CHAINING_MODE_PROPERTY, text_bytes("ChainingModeCBC")), IsSuccess());
  const Bytes iv(16, 3);
  Bytes plain(32, 9), cipher(48), back(48);
  DWORD size = 0;
  const auto run = [&](auto call, Bytes& from, DWORD from_size, Bytes& to) {
    EXPECT_THAT(set_store_property(key, NCRYPT_INITIALIZATION_VECTOR, iv), IsSuccess());
    return call(key, from.data(), from_size, nullptr, to.data(), len(to), &size, 0);
  };
  ASSERT_THAT(run(NCryptEncrypt, plain, 32, cipher), IsSuccess());
  ASSERT_EQ(size, 32u);
  ASSERT_THAT(run(NCryptDecrypt, cipher, 32, back), IsSuccess());
  EXPECT_EQ(Bytes(back.begin(), back.begin() + 32), plain);
  NCRYPT_CIPHER_PADDING_INFO info{sizeof info, NCRYPT_CIPHER_BLOCK_PADDING_FLAG, in(iv), 16, nullptr, 0};
  ASSERT_THAT(NCryptEncrypt(key, plain.data(), 32, &info, cipher.data(), 48, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  EXPECT_EQ(size, 48u);
  ASSERT_THAT(NCryptDecrypt(key, cipher.data(), 48, &info, back.data(), 48, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  EXPECT_EQ(size, 32u);
  EXPECT_EQ(iv, Bytes(16, 3)) << "the caller's IV was changed";
  EXPECT_THAT(set_store_number(stored_create(provider, BCRYPT_AES_ALGORITHM), NCRYPT_LENGTH_PROPERTY, 129),
              IsStatus(NTE_INVALID_PARAMETER));
}

TEST(StorageKey, GenericEcc_TakesItsCurveBeforeFinalize) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsStatus(NTE_INVALID_PARAMETER)) << "no curve yet";
  EXPECT_THAT(set_store_property(key, NCRYPT_ECC_CURVE_NAME_PROPERTY, text_bytes("nistP521")), IsSuccess());
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 521u);
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(store_text(key, NCRYPT_ECC_CURVE_NAME_PROPERTY), "nistP521");
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 521u);
}

TEST(StorageKey, PrivateBlobAsProperty_IsTheKey) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  Bytes bad = rsa_private(rsa2048());
  bad.pop_back();
  EXPECT_THAT(set_store_property(key, BCRYPT_RSAPRIVATE_BLOB, bad), IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(set_store_property(key, BCRYPT_ECCPRIVATE_BLOB, bad), IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(set_store_property(key, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048())), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(store_export(key, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(NTE_BAD_KEY_STATE));
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(to_hex(store_export(key, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa2048())));
  EXPECT_THAT(set_store_property(key, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024())), IsStatus(NTE_NOT_SUPPORTED));
}

TEST(StorageKey, DoNotFinalize_LeavesThePolicyOpen) {
  const Stored provider = open_storage();
  const Stored key =
      stored_import(provider, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()), NCRYPT_DO_NOT_FINALIZE_FLAG);
  EXPECT_THAT(store_export(key, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(NTE_BAD_KEY_STATE));
  EXPECT_EQ(store_number(key, NCRYPT_LENGTH_PROPERTY), 1024u);
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(to_hex(store_export(key, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa1024())));
}

TEST(StorageKey, PolicyThree_GivesTheSizesOfWindows) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 0x20), IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_EQ(store_export(key, BCRYPT_RSAPRIVATE_BLOB).bytes.size(), 283u);
  EXPECT_EQ(store_export(key, BCRYPT_RSAFULLPRIVATE_BLOB).bytes.size(), 603u);
}

}  // namespace
