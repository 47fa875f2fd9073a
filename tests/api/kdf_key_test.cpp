// Keys of key derivation algorithms: how they are made, copied and exported, and what they do not do. HKDF's two steps.
#include "support/key_derivation.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kAll[] = {BCRYPT_CAPI_KDF_ALG_HANDLE,
                                  BCRYPT_PBKDF2_ALG_HANDLE,
                                  BCRYPT_SP800108_CTR_HMAC_ALG_HANDLE,
                                  BCRYPT_SP80056A_CONCAT_ALG_HANDLE,
                                  BCRYPT_TLS1_1_KDF_ALG_HANDLE,
                                  BCRYPT_TLS1_2_KDF_ALG_HANDLE,
                                  BCRYPT_HKDF_ALG_HANDLE};

Bytes counting(std::size_t size, unsigned from = 0) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(from + i);
  return out;
}

TEST(KdfKey, AnySecret_MakesTheRoundTrip) {
  for (BCRYPT_ALG_HANDLE algorithm : kAll)
    for (std::size_t size : {0U, 1U, 16U, 100U, 70000U}) {
      MadeKey key = import_symmetric(algorithm, BCRYPT_KEY_DATA_BLOB, key_data(counting(size)));
      ASSERT_THAT(key, IsMade()) << size;
      EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(counting(size)));
      EXPECT_EQ(get_number(key.handle, BCRYPT_KEY_LENGTH), 8 * size);
    }
}

TEST(KdfKey, EveryTruncationAndHostileHeader_IsRefused) {
  const Bytes whole = key_data(counting(16));
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    EXPECT_THAT(import_symmetric(BCRYPT_PBKDF2_ALG_HANDLE, BCRYPT_KEY_DATA_BLOB,
                                 Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut))),
                IsRefusedWith(cut < 12 ? STATUS_BUFFER_TOO_SMALL : STATUS_INVALID_PARAMETER));
  for (std::size_t bit = 0; bit < 64; ++bit) {
    Bytes bad = whole;
    bad[bit / 8] = static_cast<UCHAR>(bad[bit / 8] ^ (1U << (bit % 8)));
    EXPECT_THAT(import_symmetric(BCRYPT_PBKDF2_ALG_HANDLE, BCRYPT_KEY_DATA_BLOB, bad),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << bit;
  }
  for (ULONG size : {17U, 0x7FFFFFFFU, 0xFFFFFFF4U, 0xFFFFFFFFU})
    EXPECT_THAT(import_symmetric(BCRYPT_PBKDF2_ALG_HANDLE, BCRYPT_KEY_DATA_BLOB,
                                 concat({le32(kKdbm), le32(1), le32(size), counting(16)})),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(KdfKey, Handles_AreOfTheInterface) {
  for (BCRYPT_ALG_HANDLE algorithm : kAll) {
    EXPECT_EQ(get_number(algorithm, BCRYPT_PRIMITIVE_TYPE), ULONG{BCRYPT_KEY_DERIVATION_INTERFACE});
    const Algorithm opened = open(widen(get_text(algorithm, BCRYPT_ALGORITHM_NAME)).c_str());
    EXPECT_EQ(get_text(opened, BCRYPT_ALGORITHM_NAME), get_text(algorithm, BCRYPT_ALGORITHM_NAME));
    const ULONG object = get_number(opened, BCRYPT_OBJECT_LENGTH).value_or(0);
    EXPECT_GT(object, 0U);
    EXPECT_LE(object, 512U);
    EXPECT_THAT(get_property(opened, BCRYPT_BLOCK_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(set_text(opened, BCRYPT_CHAINING_MODE, "ChainingModeCBC"), IsStatus(STATUS_NOT_SUPPORTED));
    BCRYPT_KEY_HANDLE raw = untouched();
    EXPECT_THAT(BCryptGenerateKeyPair(opened, &raw, 128, 0), IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_EQ(raw, untouched());
    EXPECT_THAT(import_pair(opened, BCRYPT_KEY_DATA_BLOB, key_data(Bytes(16))), IsRefusedWith(STATUS_NOT_SUPPORTED));
    Bytes small(object - 1);
    UCHAR secret[16] = {};
    EXPECT_THAT(BCryptGenerateSymmetricKey(opened, &raw, small.data(), len(small), secret, 16, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(raw, untouched());
  }
}

TEST(KdfKey, OtherUses_AreNotSupported) {
  const Key key = symmetric(BCRYPT_PBKDF2_ALG_HANDLE, Bytes(16));
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(16), nullptr, 16).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(run(BCryptDecrypt, key, Bytes(16), nullptr, 16).status, IsStatus(STATUS_NOT_SUPPORTED));
  UCHAR out[64];
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptSignHash(key, nullptr, out, 20, out, 64, &size, 0), IsStatus(STATUS_NOT_SUPPORTED));
  BCRYPT_SECRET_HANDLE secret = untouched();
  EXPECT_THAT(BCryptSecretAgreement(key, key, &secret, 0), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(secret, untouched());
  EXPECT_THAT(BCryptFinalizeKeyPair(key, 0), IsStatus(STATUS_INVALID_HANDLE));
  for (LPCWSTR type : {BCRYPT_AES_WRAP_KEY_BLOB, BCRYPT_OPAQUE_KEY_BLOB, BCRYPT_PRIVATE_KEY_BLOB})
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(type);
}

TEST(KdfKey, Copies_GoOnIndependently) {
  Key key = hkdf_key(BCRYPT_SHA256_ALGORITHM, counting(22));
  MadeKey copy = duplicate_key(key);
  ASSERT_THAT(copy, IsMade());
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, counting(13)), IsSuccess());
  EXPECT_THAT(derive_from(copy.handle, {}, 16).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(copy.handle, BCRYPT_HKDF_SALT_AND_FINALIZE, counting(13)), IsSuccess());
  const Output first = derive_from(key, {}, 16);
  key.reset();
  EXPECT_EQ(derive_from(copy.handle, {}, 16).bytes, first.bytes);
}

struct Rfc5869 {
  LPCWSTR hash;
  std::size_t secret_size;
  Bytes salt, info;
  const char *prk, *okm;
};

// RFC 5869, appendix A.1, A.3, A.4.
const Rfc5869 kRfc5869[] = {
    {BCRYPT_SHA256_ALGORITHM, 22, counting(13), counting(10, 0xF0),
     "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    {BCRYPT_SHA256_ALGORITHM,
     22,
     {},
     {},
     "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    {BCRYPT_SHA1_ALGORITHM, 11, counting(13), counting(10, 0xF0), "9b6c18c432a7bf8f0e71c8eb88f4b30baa2ba243",
     "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f896"},
};

KdfParameters with_info(const Bytes& info) { return std::move(KdfParameters().add(KDF_HKDF_INFO, info)); }

TEST(Hkdf, GivesTheAnswersOfRfc5869) {
  for (const Rfc5869& row : kRfc5869) {
    const Key key = hkdf_key(row.hash, Bytes(row.secret_size, 0x0B));
    EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, row.salt), IsSuccess());
    EXPECT_EQ(to_hex(derive_from(key, with_info(row.info), 42).bytes), row.okm);
    EXPECT_EQ(to_hex(derive_from(key, with_info(row.info), 7).bytes), std::string(row.okm, 14));
    const Key second = hkdf_key(row.hash, hex(row.prk));
    EXPECT_THAT(set_property(second, BCRYPT_HKDF_PRK_AND_FINALIZE, {}), IsSuccess());
    EXPECT_EQ(to_hex(derive_from(second, with_info(row.info), 42).bytes), row.okm);
  }
}

TEST(Hkdf, EmptySecretAndNoParameters_AreTaken) {
  const Key key = hkdf_key(BCRYPT_SHA512_ALGORITHM, {});
  EXPECT_THAT(BCryptSetProperty(key, BCRYPT_HKDF_SALT_AND_FINALIZE, nullptr, 0, 0), IsSuccess());
  UCHAR out[16];
  ULONG size = 0;
  EXPECT_THAT(BCryptKeyDerivation(key, nullptr, out, 16, &size, 0), IsSuccess());
  EXPECT_EQ(to_hex(Bytes(out, out + 16)), "9d73c98e791e80ebe5b4cb45693aa32f");
  const Key empty = hkdf_key(BCRYPT_SHA256_ALGORITHM, {});
  EXPECT_THAT(set_property(empty, BCRYPT_HKDF_PRK_AND_FINALIZE, {}), IsSuccess());
  EXPECT_THAT(derive_from(empty, {}, 16).status, IsSuccess());
}

TEST(Hkdf, Export_GivesTheHashAndThePseudorandomKey) {
  const Rfc5869& row = kRfc5869[0];
  const Key key = hkdf_key(row.hash, Bytes(22, 0x0B));
  EXPECT_EQ(export_key(key, BCRYPT_KEY_DATA_BLOB).bytes, key_data(Bytes(22, 0x0B)));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, row.salt), IsSuccess());
  const Bytes payload = concat({hex("0000000e"), text_bytes("SHA256"), hex(row.prk)});
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_KEY_DATA_BLOB).bytes), to_hex(key_data(payload)));
}

TEST(Hkdf, Steps_HaveTheirOrder) {
  const Key key = symmetric(BCRYPT_HKDF_ALG_HANDLE, Bytes(22, 0x0B));
  EXPECT_THAT(derive_from(key, {}, 16).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, Bytes(4)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_PRK_AND_FINALIZE, {}), IsStatus(STATUS_INVALID_PARAMETER));
  for (const char* name : {"SHA255", "", "RNG", "AES", "sha256"})
    EXPECT_THAT(set_text(key, BCRYPT_HKDF_HASH_ALGORITHM, name), IsStatus(STATUS_NOT_SUPPORTED)) << name;
  EXPECT_THAT(set_text(key, BCRYPT_HKDF_HASH_ALGORITHM, "SHA1"), IsSuccess());
  EXPECT_THAT(set_text(key, BCRYPT_HKDF_HASH_ALGORITHM, "SHA256"), IsSuccess());
  EXPECT_THAT(derive_from(key, {}, 16).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_PRK_AND_FINALIZE, Bytes(1)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, Bytes(4)), IsSuccess());
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, Bytes(4)), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_PRK_AND_FINALIZE, {}), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_text(key, BCRYPT_HKDF_HASH_ALGORITHM, "SHA1"), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Hkdf, Output_IsAtMost255Digests) {
  const Key key = hkdf_key(BCRYPT_SHA256_ALGORITHM, Bytes(22, 0x0B));
  EXPECT_THAT(set_property(key, BCRYPT_HKDF_SALT_AND_FINALIZE, {}), IsSuccess());
  EXPECT_THAT(derive_from(key, {}, 255 * 32).status, IsSuccess());
  EXPECT_THAT(derive_from(key, {}, 255 * 32 + 1).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(derive_from(key, {}, 0).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Hkdf, Properties_AreOfHkdfKeysAlone) {
  const Key other = symmetric(BCRYPT_PBKDF2_ALG_HANDLE, Bytes(16));
  EXPECT_THAT(set_text(other, BCRYPT_HKDF_HASH_ALGORITHM, "SHA256"), IsStatus(STATUS_NOT_SUPPORTED));
  const Key key = symmetric(BCRYPT_HKDF_ALG_HANDLE, Bytes(16));
  EXPECT_THAT(get_property(key, BCRYPT_HKDF_HASH_ALGORITHM).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(get_text(key, BCRYPT_ALGORITHM_NAME), "HKDF");
}

}  // namespace
