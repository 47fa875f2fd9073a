// Duplicate and destroy, for keys of both families.
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

Key rsa() { return imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512())); }

Key ecc() {
  return imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                  ec_private(p256().ecdsa_private, ec_key_a(p256())));
}

TEST(KeyLife, Duplicate_IsAKeyOfItsOwn) {
  Key original = rsa();
  Key copy = std::move(duplicate_key(original).handle);
  ASSERT_NE(copy.get(), nullptr);
  EXPECT_NE(copy.get(), original.get());
  original.reset();
  EXPECT_EQ(to_hex(export_key(copy, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa512())));
  Key second = std::move(duplicate_key(copy).handle);
  copy.reset();
  EXPECT_EQ(to_hex(export_key(second, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512())));
}

TEST(KeyLife, Duplicate_WorksForEcc) {
  Key original = ecc();
  const Key copy = std::move(duplicate_key(original).handle);
  original.reset();
  EXPECT_EQ(to_hex(export_key(copy, BCRYPT_ECCPRIVATE_BLOB).bytes),
            to_hex(ec_private(p256().ecdsa_private, ec_key_a(p256()))));
}

TEST(KeyLife, Duplicate_OfAPublicKeyStaysPublic) {
  const Key original = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  const Key copy = std::move(duplicate_key(original).handle);
  EXPECT_THAT(export_key(copy, BCRYPT_RSAPRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(KeyLife, Duplicate_BadHandlesAreRefused) {
  EXPECT_THAT(duplicate_key(nullptr), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(duplicate_key(BCRYPT_RSA_ALG_HANDLE), IsRefusedWith(STATUS_INVALID_HANDLE));
  Key key = rsa();
  const BCRYPT_KEY_HANDLE stale = key.get();
  key.reset();
  EXPECT_THAT(duplicate_key(stale), IsRefusedWith(STATUS_INVALID_HANDLE));
}

TEST(KeyLife, Duplicate_NullOutAndFlagsAreRefused) {
  const Key key = rsa();
  EXPECT_THAT(BCryptDuplicateKey(key, nullptr, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  BCRYPT_KEY_HANDLE out = untouched();
  EXPECT_THAT(BCryptDuplicateKey(key, &out, nullptr, 0, 0x80000000), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(out, untouched());
}

TEST(KeyLife, Destroy_NullIsRefused) { EXPECT_THAT(BCryptDestroyKey(nullptr), IsStatus(STATUS_INVALID_HANDLE)); }

TEST(KeyLife, Destroy_SecondTimeIsRefused) {
  Key keys[] = {rsa(), ecc()};
  for (Key& key : keys) {
    const BCRYPT_KEY_HANDLE raw = key.release();
    EXPECT_THAT(BCryptDestroyKey(raw), IsSuccess());
    for (int i = 0; i < 3; ++i) EXPECT_THAT(BCryptDestroyKey(raw), IsStatus(STATUS_INVALID_HANDLE));
  }
}

TEST(KeyLife, Destroy_SecondTimeDoesNotHitAKeyMadeSince) {
  Key first = rsa();
  const BCRYPT_KEY_HANDLE stale = first.get();
  first.reset();
  const Key second = rsa();  // may reuse the place of the first
  EXPECT_THAT(BCryptDestroyKey(stale), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(export_key(second, BCRYPT_RSAPUBLIC_BLOB).status, IsSuccess());
}

TEST(KeyLife, DestroyedKey_CannotBeUsed) {
  Key key = rsa();
  const BCRYPT_KEY_HANDLE stale = key.get();
  key.reset();
  EXPECT_THAT(export_key(stale, BCRYPT_RSAPUBLIC_BLOB).status, IsStatus(STATUS_INVALID_HANDLE));
  MarkedBuffer buffer(64);
  ULONG size = kUntouchedSize;
  Bytes digest(20);
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA1_ALGORITHM};
  EXPECT_THAT(BCryptSignHash(stale, &padding, digest.data(), 20, buffer.data(), 64, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_TRUE(buffer.untouched());
}

}  // namespace
