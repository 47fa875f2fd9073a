// BCryptImportKey and BCryptExportKey with KeyDataBlob.
#include "support/keys.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

constexpr LPCWSTR kType = BCRYPT_KEY_DATA_BLOB;

Bytes secret(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

Bytes blob(ULONG magic, ULONG version, ULONG size, const Bytes& data) {
  return concat({le32(magic), le32(version), le32(size), data});
}

MadeKey import_aes(const Bytes& bytes, ULONG flags = 0) {
  return import_symmetric(BCRYPT_AES_CBC_ALG_HANDLE, kType, bytes, flags);
}

struct Row {
  LPCWSTR id;
  std::vector<std::size_t> sizes;
};

const Row kRows[] = {{BCRYPT_AES_ALGORITHM, {16, 24, 32}}, {BCRYPT_3DES_ALGORITHM, {24}},
                     {BCRYPT_3DES_112_ALGORITHM, {16}},    {BCRYPT_DES_ALGORITHM, {8}},
                     {BCRYPT_DESX_ALGORITHM, {24}},        {BCRYPT_RC2_ALGORITHM, {2, 5, 16}},
                     {BCRYPT_RC4_ALGORITHM, {1, 5, 64}}};

TEST(KeyData, RoundTrip_KeepsEveryByte) {
  for (const Row& row : kRows)
    for (std::size_t size : row.sizes) {
      const Bytes bytes = key_data(secret(size));
      MadeKey key = import_symmetric(open(row.id), kType, bytes);
      ASSERT_THAT(key, IsMade()) << narrow(row.id) << size;
      EXPECT_EQ(to_hex(export_key(key.handle, kType).bytes), to_hex(bytes)) << narrow(row.id);
    }
}

TEST(KeyData, ExampleOfTheReference) {
  const Bytes bytes = hex("4b44424d0100000010000000000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(export_key(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16)), kType).bytes, bytes);
  const MadeKey key = import_aes(bytes);
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(encrypted(key.handle, secret(16)), encrypted(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16)), secret(16)));
}

TEST(KeyData, HostileHeader_IsRefused) {
  const Bytes data = secret(16);
  for (const Bytes& bytes :
       {blob(0x4D42444C, 1, 16, data), blob(0, 1, 16, data), blob(0xFFFFFFFF, 1, 16, data), blob(kKdbm, 0, 16, data),
        blob(kKdbm, 2, 16, data), blob(kKdbm, 0x01000000, 16, data), blob(kKdbm, 0xFFFFFFFF, 16, data),
        blob(kKdbm, 1, 17, data), blob(kKdbm, 1, 32, data), blob(kKdbm, 1, 0, data), blob(kKdbm, 1, 15, data),
        blob(kKdbm, 1, 0x7FFFFFFF, data), blob(kKdbm, 1, 0xFFFFFFF0, data), blob(kKdbm, 1, 0xFFFFFFF4, data),
        blob(kKdbm, 1, 0xFFFFFFFF, data)})
    EXPECT_THAT(import_aes(bytes), IsRefusedWith(STATUS_INVALID_PARAMETER)) << to_hex(bytes);
}

TEST(KeyData, EveryTruncation_IsRefused) {
  for (std::size_t size : {16U, 32U}) {
    const Bytes whole = key_data(secret(size));
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
      EXPECT_THAT(import_aes(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut))),
                  IsRefusedWith(cut < 12 ? STATUS_BUFFER_TOO_SMALL : STATUS_INVALID_PARAMETER))
          << cut;
  }
}

TEST(KeyData, TrailingBytes_AreTolerated) {
  for (std::size_t more : {1U, 16U, 1000U}) {
    MadeKey key = import_aes(concat({key_data(secret(16)), Bytes(more, 0xEE)}));
    ASSERT_THAT(key, IsMade()) << more;
    EXPECT_EQ(export_key(key.handle, kType).bytes, key_data(secret(16)));
  }
}

TEST(KeyData, Lengths_AreThoseOfGenerateSymmetricKey) {
  for (std::size_t size : {0U, 1U, 8U, 15U, 17U, 20U, 23U, 25U, 31U})
    EXPECT_THAT(import_aes(key_data(secret(size))), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
  for (std::size_t size : {33U, 64U, 1000U}) {
    MadeKey key = import_aes(key_data(secret(size)));
    ASSERT_THAT(key, IsMade()) << size;
    EXPECT_EQ(export_key(key.handle, kType).bytes, key_data(secret(32)));
  }
  EXPECT_THAT(import_aes(key_data(secret(33)), BCRYPT_EXTENDED_KEYSIZE), IsRefusedWith(STATUS_INVALID_PARAMETER));
  for (LPCWSTR id : {BCRYPT_3DES_ALGORITHM, BCRYPT_DES_ALGORITHM, BCRYPT_DESX_ALGORITHM})
    EXPECT_THAT(import_symmetric(open(id), kType, key_data(secret(7))), IsRefusedWith(STATUS_INVALID_PARAMETER));
  MadeKey rc4 = import_symmetric(BCRYPT_RC4_ALG_HANDLE, kType, key_data(secret(256)), BCRYPT_EXTENDED_KEYSIZE);
  ASSERT_THAT(rc4, IsMade());
  EXPECT_EQ(export_key(rc4.handle, kType).bytes, key_data(secret(256)));
}

TEST(KeyData, Flags_AreTheTwoThatHaveAMeaning) {
  EXPECT_THAT(import_aes(key_data(secret(16)), 0x8), IsMade());
  EXPECT_THAT(import_aes(key_data(secret(16)), BCRYPT_EXTENDED_KEYSIZE), IsMade());
  EXPECT_THAT(import_aes(key_data(secret(16)), 0x88), IsMade());
  for (ULONG flags : {0x1U, 0x4U, 0x10U, 0x20U, 0x40U, 0x100U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(import_aes(key_data(secret(16)), flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

TEST(KeyData, Import_BadHandlesAndNullsAreRefused) {
  const Bytes bytes = key_data(secret(16));
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  for (PVOID handle : {PVOID{nullptr}, untouched(), key.get()})
    EXPECT_THAT(import_symmetric(handle, kType, bytes), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(import_symmetric(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, bytes), IsRefusedWith(STATUS_INVALID_PARAMETER));
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, kType, &raw, nullptr, 0, nullptr, 28, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, kType, nullptr, nullptr, 0, in(bytes), 28, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
}

TEST(KeyData, Import_OtherAlgorithmsAndTypesAreNotSupported) {
  const Bytes bytes = key_data(secret(16));
  for (BCRYPT_ALG_HANDLE handle :
       {BCRYPT_RSA_ALG_HANDLE, BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE})
    EXPECT_THAT(import_symmetric(handle, kType, bytes), IsRefusedWith(STATUS_NOT_SUPPORTED));
  for (LPCWSTR type : {CNG_TEXT("NoSuchBlob"), CNG_TEXT(""), CNG_TEXT("keydatablob"), CNG_TEXT("KeyDataBlob "),
                       BCRYPT_RSAPUBLIC_BLOB, BCRYPT_PRIVATE_KEY_BLOB, BCRYPT_ECCPRIVATE_BLOB})
    EXPECT_THAT(import_symmetric(BCRYPT_AES_CBC_ALG_HANDLE, type, bytes), IsRefusedWith(STATUS_NOT_SUPPORTED))
        << narrow(type);
  EXPECT_THAT(import_pair(BCRYPT_AES_CBC_ALG_HANDLE, kType, bytes), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(KeyData, Import_TakesNoKeyToDecryptWith) {
  const Bytes bytes = key_data(secret(16));
  const Key kek = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, kek, kType, &raw, nullptr, 0, in(bytes), 28, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  for (PVOID handle : {untouched(), PVOID{BCRYPT_AES_CBC_ALG_HANDLE}})
    EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, handle, kType, &raw, nullptr, 0, in(bytes), 28, 0),
                IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(raw, untouched());
}

TEST(KeyData, Import_SmallKeyObjectIsRefused) {
  const Bytes bytes = key_data(secret(16));
  const ULONG needed = get_number(BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_OBJECT_LENGTH).value_or(1);
  Bytes object(needed);
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(
      BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, kType, &raw, object.data(), needed - 1, in(bytes), 28, 0),
      IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(raw, untouched());
  ASSERT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, kType, &raw, object.data(), needed, in(bytes), 28, 0),
              IsSuccess());
  const Key key(raw);
}

TEST(KeyData, Import_TakesTheModeOfTheAlgorithm) {
  const Algorithm algorithm = open(BCRYPT_AES_ALGORITHM);
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeGCM"), IsSuccess());
  MadeKey key = import_symmetric(algorithm, kType, key_data(secret(16)));
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(chaining_mode(key.handle), "ChainingModeGCM");
  EXPECT_EQ(get_property(key.handle, BCRYPT_INITIALIZATION_VECTOR).bytes, Bytes(16));
}

TEST(KeyData, Export_ShortBufferGivesTheSize) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  for (ULONG size : {0U, 1U, 12U, 27U}) {
    MarkedBuffer buffer(28);
    ULONG needed = kUntouchedSize;
    EXPECT_THAT(BCryptExportKey(key, nullptr, kType, buffer.data(), size, &needed, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(needed, 28U);
    EXPECT_TRUE(buffer.untouched());
  }
  MarkedBuffer buffer(100);
  ULONG written = 0;
  EXPECT_THAT(BCryptExportKey(key, nullptr, kType, buffer.data(), 100, &written, 0), IsSuccess());
  EXPECT_EQ(written, 28U);
  EXPECT_TRUE(buffer.untouched_from(28));
}

TEST(KeyData, Export_ChecksItsArguments) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  MarkedBuffer buffer(64);
  ULONG size = kUntouchedSize;
  const auto attempt = [&](PVOID handle, PVOID kek, LPCWSTR type, ULONG flags) {
    return BCryptExportKey(handle, kek, type, buffer.data(), 64, &size, flags);
  };
  EXPECT_THAT(attempt(nullptr, nullptr, kType, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(attempt(BCRYPT_AES_CBC_ALG_HANDLE, nullptr, kType, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(attempt(key, nullptr, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptExportKey(key, nullptr, kType, buffer.data(), 64, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(attempt(key, key, kType, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(attempt(key, untouched(), kType, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(attempt(key, nullptr, kType, 1), IsStatus(STATUS_INVALID_PARAMETER));
  for (LPCWSTR type : {BCRYPT_RSAPUBLIC_BLOB, BCRYPT_PUBLIC_KEY_BLOB, CNG_TEXT("NoSuchBlob"), CNG_TEXT("")})
    EXPECT_THAT(attempt(key, nullptr, type, 0), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(type);
  EXPECT_TRUE(buffer.untouched());
  EXPECT_EQ(size, kUntouchedSize);
}

TEST(KeyData, Export_OfAKeyPairIsNotSupported) {
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  EXPECT_THAT(export_key(rsa, kType).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(KeyData, Export_IsTheSameAfterUse) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  encrypted(key, Bytes(160));
  EXPECT_EQ(export_key(key, kType).bytes, key_data(secret(16)));
}

}  // namespace
