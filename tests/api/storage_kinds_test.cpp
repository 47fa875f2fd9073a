// Every kind of private key under a name: stored, opened again when every handle is gone, used, exported; by import, by
// the procedure of setting the blob as a property, and through PKCS #8.
#include "support/dl_keys.h"
#include "support/key_folder.h"
#include "support/keys.h"
#include "support/pq.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

constexpr DWORD kPqdsa = 0x20;  // BCRYPT_PAD_PQDSA

void expect_signs(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE verifier, PVOID padding, DWORD flags, ULONG digest_size) {
  Bytes digest(digest_size, 0x33);
  DWORD size = 0;
  ASSERT_THAT(NCryptSignHash(key, padding, digest.data(), len(digest), nullptr, 0, &size, flags), IsSuccess());
  Bytes signature(size);
  ASSERT_THAT(NCryptSignHash(key, padding, digest.data(), len(digest), signature.data(), size, &size, flags),
              IsSuccess());
  EXPECT_THAT(NCryptVerifySignature(verifier, padding, digest.data(), len(digest), signature.data(), size, flags),
              IsSuccess());
  digest[0] ^= 1;
  EXPECT_THAT(NCryptVerifySignature(verifier, padding, digest.data(), len(digest), signature.data(), size, flags),
              IsStatus(NTE_BAD_SIGNATURE));
}

void use_rsa(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  BCRYPT_PKCS1_PADDING_INFO padding{BCRYPT_SHA256_ALGORITHM};
  expect_signs(key, other, &padding, NCRYPT_PAD_PKCS1_FLAG, 32);
}
void use_signature(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) { expect_signs(key, other, nullptr, 0, 32); }
void use_dsa(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) { expect_signs(key, other, nullptr, 0, 20); }
void use_pqdsa(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  BCRYPT_PQDSA_PADDING_INFO padding{};
  expect_signs(key, other, &padding, kPqdsa, 32);
}

// With itself: both must come to the same.
void use_agreement(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  const auto raw_secret = [](NCRYPT_KEY_HANDLE own, NCRYPT_KEY_HANDLE peer) {
    NCRYPT_SECRET_HANDLE raw = 0;
    EXPECT_THAT(NCryptSecretAgreement(own, peer, &raw, 0), IsSuccess());
    const Stored secret(raw);
    Bytes out(1024);
    DWORD size = 0;
    EXPECT_THAT(NCryptDeriveKey(secret, BCRYPT_KDF_RAW_SECRET, nullptr, out.data(), len(out), &size, 0), IsSuccess());
    out.resize(size);
    return out;
  };
  const Bytes secret = raw_secret(key, other);
  EXPECT_FALSE(secret.empty());
  EXPECT_EQ(to_hex(secret), to_hex(raw_secret(other, key)));
}

void use_kem(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  Bytes secret(32), text(2048), back(32);
  DWORD secret_size = 0, text_size = 0, back_size = 0;
  ASSERT_THAT(NCryptEncapsulate(other, secret.data(), 32, &secret_size, text.data(), len(text), &text_size, 0),
              IsSuccess());
  ASSERT_THAT(NCryptDecapsulate(key, text.data(), text_size, back.data(), 32, &back_size, 0), IsSuccess());
  EXPECT_EQ(back, secret);
}

void use_cipher(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  Bytes iv(store_number(key, NCRYPT_BLOCK_LENGTH_PROPERTY), 7), plain(32, 9), cipher(32), back(32);
  DWORD size = 0;
  NCRYPT_CIPHER_PADDING_INFO info{sizeof info, 0, iv.data(), len(iv), nullptr, 0};
  ASSERT_THAT(NCryptEncrypt(key, plain.data(), 32, &info, cipher.data(), 32, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  EXPECT_NE(cipher, plain);
  ASSERT_THAT(NCryptDecrypt(other, cipher.data(), 32, &info, back.data(), 32, &size, NCRYPT_PAD_CIPHER_FLAG),
              IsSuccess());
  EXPECT_EQ(back, plain);
}

void use_derivation(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other) {
  ParameterList list;
  list.add(KDF_HASH_ALGORITHM, "SHA256").add(KDF_SALT, text("saltsalt"));
  list.add(KDF_ITERATION_COUNT, concat({le32(1000), le32(0)}));
  const auto derived = [&](NCRYPT_KEY_HANDLE from) {
    Bytes out(32);
    DWORD size = 0;
    EXPECT_THAT(NCryptKeyDerivation(from, list.get(), out.data(), 32, &size, 0), IsSuccess());
    return to_hex(out);
  };
  EXPECT_EQ(derived(key), derived(other));
}

Bytes with_algorithm(ULONG magic, std::string_view algorithm, const Bytes& secret) {
  const Bytes name = text_bytes(algorithm);
  return concat({le32(16), le32(magic), le32(len(name)), le32(12 + len(secret)), name, le32(0x4D42444B), le32(1),
                 le32(len(secret)), secret});
}

Bytes made(const PqSet& set) { return export_key(generated(set), set.private_type).bytes; }

struct Kind {
  const char* label;
  LPCWSTR algorithm;
  Bytes (*blob)();
  std::vector<LPCWSTR> types;  // the first one is that of the blob, the others hold the same key
  void (*use)(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE other);
  bool pkcs8 = true;
};

const Kind kKinds[] = {
    {"Rsa",
     BCRYPT_RSA_ALGORITHM,
     [] { return rsa_full(rsa2048()); },
     {BCRYPT_RSAFULLPRIVATE_BLOB, BCRYPT_RSAPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB, LEGACY_RSAPRIVATE_BLOB},
     use_rsa},
    {"EcdsaP384",
     BCRYPT_ECDSA_P384_ALGORITHM,
     [] { return ec_private(p384().ecdsa_private, ec_key_a(p384())); },
     {BCRYPT_ECCPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_signature},
    {"EcdhP521",
     BCRYPT_ECDH_P521_ALGORITHM,
     [] { return ec_private(p521().ecdh_private, ec_key_a(p521())); },
     {BCRYPT_ECCPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_agreement},
    {"Dh1024",
     BCRYPT_DH_ALGORITHM,
     [] { return dh_private(dh1024()); },
     {BCRYPT_DH_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB, LEGACY_DH_PRIVATE_BLOB},
     use_agreement},
    {"Dh2048",
     BCRYPT_DH_ALGORITHM,
     [] { return dh_private(dh_ffdhe2048()); },
     {BCRYPT_DH_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB, LEGACY_DH_PRIVATE_BLOB},
     use_agreement},
    {"Dsa1024",
     BCRYPT_DSA_ALGORITHM,
     [] { return dsa_private(dsa1024()); },
     {BCRYPT_DSA_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB, LEGACY_DSA_PRIVATE_BLOB},
     use_dsa},
    {"Dsa2048",
     BCRYPT_DSA_ALGORITHM,
     [] { return dsa_private(dsa2048()); },
     {BCRYPT_DSA_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_dsa},
    {"MlKem512",
     BCRYPT_MLKEM_ALGORITHM,
     [] { return made(mlkem_set(0)); },
     {BCRYPT_MLKEM_PRIVATE_BLOB, BCRYPT_MLKEM_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_kem},
    {"MlKem1024",
     BCRYPT_MLKEM_ALGORITHM,
     [] { return made(mlkem_set(2)); },
     {BCRYPT_MLKEM_PRIVATE_BLOB, BCRYPT_MLKEM_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_kem},
    {"MlDsa65",
     BCRYPT_MLDSA_ALGORITHM,
     [] { return made(mldsa_set(1)); },
     {BCRYPT_PQDSA_PRIVATE_BLOB, BCRYPT_PQDSA_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_pqdsa},
    {"SlhDsaSha2_128f",
     BCRYPT_SLHDSA_ALGORITHM,
     [] { return made(slhdsa_set(1)); },
     {BCRYPT_PQDSA_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_pqdsa},
    {"SlhDsaShake256f",
     BCRYPT_SLHDSA_ALGORITHM,
     [] { return made(slhdsa_set(11)); },
     {BCRYPT_PQDSA_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB},
     use_pqdsa},
    {"Aes256",
     BCRYPT_AES_ALGORITHM,
     [] { return with_algorithm(NCRYPT_CIPHER_KEY_BLOB_MAGIC, "AES", Bytes(32, 5)); },
     {NCRYPT_CIPHER_KEY_BLOB},
     use_cipher,
     false},
    {"TripleDes",
     BCRYPT_3DES_ALGORITHM,
     [] {
       return with_algorithm(NCRYPT_CIPHER_KEY_BLOB_MAGIC, "3DES",
                             hex("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123"));
     },
     {NCRYPT_CIPHER_KEY_BLOB},
     use_cipher,
     false},
    {"Pbkdf2",
     BCRYPT_PBKDF2_ALGORITHM,
     [] { return with_algorithm(NCRYPT_KDF_KEY_BLOB_MAGIC, "PBKDF2", text("password")); },
     {NCRYPT_KDF_KEY_BLOB},
     use_derivation,
     false},
};

class StorageKinds : public testing::TestWithParam<Kind> {
 protected:
  // The key without a name, free to leave.
  Stored open_key(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob) const {
    Stored key = stored_import(provider, type, blob);
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    return key;
  }

  // Opens the stored key with handles of its own and looks whether it is the key of this blob.
  void expect_stored(LPCWSTR type, const Bytes& blob) const {
    const Stored provider = open_storage();
    NCRYPT_KEY_HANDLE raw = 0;
    ASSERT_THAT(NCryptOpenKey(provider, &raw, CNG_TEXT("kind"), 0, 0), IsSuccess());
    const Stored key(raw);
    EXPECT_EQ(store_text(key, NCRYPT_ALGORITHM_PROPERTY), narrow(kind_.algorithm));
    EXPECT_EQ(to_hex(store_export(key, type).bytes), to_hex(blob));
    kind_.use(key, open_key(provider, type, blob));
  }

  // The key in one of its forms; empty if the form cannot hold it.
  Bytes form(LPCWSTR type) const {
    if (type == kind_.types[0]) return blob_;
    const Stored provider = open_storage();
    return store_export(open_key(provider, kind_.types[0], blob_), type).bytes;
  }

  const KeyFolder folder_;
  const Kind& kind_ = GetParam();
  const Bytes blob_ = kind_.blob();
};

TEST_P(StorageKinds, Imported_IsThereAgain) {
  for (LPCWSTR type : kind_.types) {
    const Bytes blob = form(type);
    if (blob.empty()) continue;  // a seed of a key that has none
    {
      const Stored provider = open_storage();
      ParameterList list;
      list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "kind");
      const Stored key =
          stored_import(provider, type, blob, NCRYPT_DO_NOT_FINALIZE_FLAG | NCRYPT_OVERWRITE_KEY_FLAG, list.get());
      EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
      ASSERT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
    }
    expect_stored(type, blob);
  }
}

TEST_P(StorageKinds, SetAsProperty_IsThereAgain) {
  for (LPCWSTR type : kind_.types) {
    const Bytes blob = form(type);
    if (blob.empty()) continue;
    {
      const Stored provider = open_storage();
      const Stored key = stored_create(provider, kind_.algorithm, CNG_TEXT("kind"), NCRYPT_OVERWRITE_KEY_FLAG);
      ASSERT_THAT(set_store_property(key, type, blob), IsSuccess()) << narrow(type);
      EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
      ASSERT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
    }
    expect_stored(type, blob);
  }
}

TEST_P(StorageKinds, DamagedAsProperty_IsRefusedAndLeavesTheKeyPending) {
  const Stored provider = open_storage();
  const Stored key = stored_create(provider, kind_.algorithm, CNG_TEXT("kind"));
  Bytes cut = blob_;
  cut.pop_back();
  EXPECT_NE(set_store_property(key, kind_.types[0], cut), ERROR_SUCCESS);
  EXPECT_NE(set_store_property(key, kind_.types[0], Bytes(4)), ERROR_SUCCESS);
  EXPECT_TRUE(folder_.files().empty());
  EXPECT_THAT(set_store_property(key, kind_.types[0], blob_), IsSuccess());
  EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
  EXPECT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
  EXPECT_THAT(set_store_property(key, kind_.types[0], blob_), IsStatus(NTE_NOT_SUPPORTED)) << "it is finalized";
  expect_stored(kind_.types[0], blob_);
}

TEST_P(StorageKinds, Pkcs8_GoesOutAndIn) {
  const Stored provider = open_storage();
  const Stored key = open_key(provider, kind_.types[0], blob_);
  const Output der = store_export(key, NCRYPT_PKCS8_PRIVATE_KEY_BLOB);
  if (!kind_.pkcs8) {
    EXPECT_THAT(der.status, IsStatus(NTE_NOT_SUPPORTED));
    return;
  }
  ASSERT_THAT(der.status, IsSuccess());
  {
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "kind");
    const Stored back =
        stored_import(provider, NCRYPT_PKCS8_PRIVATE_KEY_BLOB, der.bytes, NCRYPT_DO_NOT_FINALIZE_FLAG, list.get());
    EXPECT_THAT(set_store_number(back, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    ASSERT_THAT(NCryptFinalizeKey(back, 0), IsSuccess());
  }
  NCRYPT_KEY_HANDLE raw = 0;
  ASSERT_THAT(NCryptOpenKey(provider, &raw, CNG_TEXT("kind"), 0, 0), IsSuccess());
  const Stored stored(raw);
  kind_.use(stored, key);
  if (kind_.use == use_dsa) return;  // PKCS #8 has no place for the seed of the group
  EXPECT_EQ(store_export(stored, BCRYPT_PUBLIC_KEY_BLOB).bytes, store_export(key, BCRYPT_PUBLIC_KEY_BLOB).bytes);
}

TEST_P(StorageKinds, OpaqueTransport_GoesOutAndIn) {
  Bytes blob;
  {
    const Stored provider = open_storage();
    const Stored key = stored_create(provider, kind_.algorithm, CNG_TEXT("kind"));
    EXPECT_THAT(set_store_property(key, kind_.types[0], blob_), IsSuccess());
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, 3), IsSuccess());
    ASSERT_THAT(NCryptFinalizeKey(key, 0), IsSuccess());
    const Output out = store_export(key, NCRYPT_OPAQUETRANSPORT_BLOB);
    ASSERT_THAT(out.status, IsSuccess());
    blob = out.bytes;
  }
  const Stored provider = open_storage();
  { stored_import(provider, NCRYPT_OPAQUETRANSPORT_BLOB, blob, NCRYPT_OVERWRITE_KEY_FLAG); }
  expect_stored(kind_.types[0], blob_);
}

INSTANTIATE_TEST_SUITE_P(Private, StorageKinds, testing::ValuesIn(kKinds),
                         [](const auto& row) { return std::string(row.param.label); });

TEST(StorageHashBased, PrivateKeys_AreNotKept) {
  const KeyFolder folder;
  const Stored provider = open_storage();
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "stateful");
  for (LPCWSTR algorithm : {BCRYPT_LMS_ALGORITHM, BCRYPT_XMSS_ALGORITHM}) {
    EXPECT_THAT(store_create(provider, algorithm, CNG_TEXT("stateful")).status, IsStatus(NTE_NOT_SUPPORTED));
    const bool lms = narrow(algorithm) == "LMS";
    // The blob of the public key, under the type of a private one.
    const Bytes blob = concat({le32(lms ? 0x4B504D4C : 0x4B504D58), le32(0), le32(56), Bytes(56)});
    for (LPCWSTR type : {BCRYPT_PQDSA_PRIVATE_BLOB, BCRYPT_PQDSA_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB})
      EXPECT_THAT(store_import(provider, type, blob, 0, list.get()).status, IsStatus(NTE_NOT_SUPPORTED))
          << narrow(type);
  }
  EXPECT_TRUE(folder.files().empty());
}

}  // namespace
