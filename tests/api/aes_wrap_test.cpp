// BCryptImportKey and BCryptExportKey with BCRYPT_AES_WRAP_KEY_BLOB.
#include "support/keys.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

constexpr LPCWSTR kType = BCRYPT_AES_WRAP_KEY_BLOB;

Bytes secret(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

Key kek(std::size_t size = 16) { return symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(size)); }

MadeKey unwrap(BCRYPT_ALG_HANDLE algorithm, BCRYPT_KEY_HANDLE under, const Bytes& blob, ULONG flags = 0) {
  const std::unique_ptr<UCHAR[]> bytes(new UCHAR[blob.size()]);
  std::copy(blob.begin(), blob.end(), bytes.get());
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = BCryptImportKey(algorithm, under, kType, &raw, nullptr, 0, bytes.get(), len(blob), flags);
  const bool written = raw != untouched();
  return {status, Key(written ? raw : nullptr), written};
}

Output wrap(BCRYPT_KEY_HANDLE key, BCRYPT_KEY_HANDLE under) {
  ULONG needed = kUntouchedSize;
  NTSTATUS status = BCryptExportKey(key, under, kType, nullptr, 0, &needed, 0);
  if (status != STATUS_SUCCESS) {
    EXPECT_EQ(needed, kUntouchedSize);
    return {status, {}};
  }
  MarkedBuffer buffer(needed);
  ULONG written = 0;
  status = BCryptExportKey(key, under, kType, buffer.data(), needed, &written, 0);
  EXPECT_EQ(written, needed);
  EXPECT_TRUE(buffer.untouched_from(written));
  return {status, buffer.first(written)};
}

struct Known {
  std::size_t kek_size, secret_size;
  const char* wrapped;
};

// RFC 3394, section 4: 4.1 to 4.6. The key data is 00112233445566778899AABBCCDDEEFF0001...
const Known kKnown[] = {
    {16, 16, "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"},
    {24, 16, "96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d"},
    {32, 16, "64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7"},
    {24, 24, "031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2"},
    {32, 24, "a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1"},
    {32, 32, "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"},
};

Bytes key_of(const Known& row) {
  Bytes out = hex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
  out.resize(row.secret_size);
  return out;
}

TEST(AesWrap, Export_GivesTheAnswersOfRfc3394) {
  for (const Known& row : kKnown) {
    const Output out = wrap(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, key_of(row)), kek(row.kek_size));
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), row.wrapped);
  }
}

TEST(AesWrap, Import_TakesTheAnswersOfRfc3394) {
  for (const Known& row : kKnown) {
    MadeKey key = unwrap(BCRYPT_AES_GCM_ALG_HANDLE, kek(row.kek_size), hex(row.wrapped));
    ASSERT_THAT(key, IsMade()) << row.wrapped;
    EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(key_of(row)));
    EXPECT_EQ(chaining_mode(key.handle), "ChainingModeGCM");
  }
}

TEST(AesWrap, EveryCipherWhoseLengthAllows_MakesTheRoundTrip) {
  struct Row {
    LPCWSTR id;
    std::vector<std::size_t> sizes;
  };
  const Row rows[] = {{BCRYPT_AES_ALGORITHM, {16, 24, 32}}, {BCRYPT_3DES_ALGORITHM, {24}},
                      {BCRYPT_3DES_112_ALGORITHM, {16}},    {BCRYPT_DESX_ALGORITHM, {24}},
                      {BCRYPT_RC2_ALGORITHM, {16}},         {BCRYPT_RC4_ALGORITHM, {16, 24, 64}},
                      {BCRYPT_XTS_AES_ALGORITHM, {32, 64}}, {BCRYPT_CHACHA20_POLY1305_ALGORITHM, {32}}};
  for (const Row& row : rows)
    for (std::size_t size : row.sizes)
      for (std::size_t kek_size : {16U, 24U, 32U}) {
        const Algorithm algorithm = open(row.id);
        const Key under = kek(kek_size);
        const Output out = wrap(symmetric(algorithm, secret(size)), under);
        ASSERT_THAT(out.status, IsSuccess()) << narrow(row.id) << size;
        ASSERT_EQ(out.bytes.size(), size + 8);
        MadeKey key = unwrap(algorithm, under, out.bytes);
        ASSERT_THAT(key, IsMade()) << narrow(row.id) << size;
        EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(size)));
      }
}

TEST(AesWrap, ExtendedSecrets_NeedTheFlag) {
  const Algorithm rc4 = open(BCRYPT_RC4_ALGORITHM);
  const Key under = kek();
  const Output out = wrap(symmetric(rc4, secret(256), BCRYPT_EXTENDED_KEYSIZE), under);
  ASSERT_EQ(out.bytes.size(), 264U);
  // A wrapped key is never cut to a shorter one.
  EXPECT_THAT(unwrap(rc4, under, out.bytes), IsRefusedWith(STATUS_INVALID_PARAMETER));
  MadeKey key = unwrap(rc4, under, out.bytes, BCRYPT_EXTENDED_KEYSIZE);
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(256)));
}

TEST(AesWrap, SecretsOfOddLength_AreNotWrapped) {
  const Key under = kek();
  for (std::size_t size : {1U, 5U, 8U, 15U, 17U, 20U, 63U})
    EXPECT_THAT(wrap(symmetric(BCRYPT_RC4_ALG_HANDLE, secret(size)), under).status, IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  EXPECT_THAT(wrap(symmetric(BCRYPT_DES_CBC_ALG_HANDLE, secret(8)), under).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(AesWrap, EveryFlippedBit_IsRefused) {
  const Key under = kek(32);
  for (std::size_t size : {16U, 32U}) {
    const Bytes good = wrap(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(size)), under).bytes;
    ASSERT_EQ(good.size(), size + 8);
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
      Bytes bad = good;
      bad[bit / 8] = static_cast<UCHAR>(bad[bit / 8] ^ (1U << (bit % 8)));
      EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, bad), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
    }
    EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, good), IsMade());
  }
}

TEST(AesWrap, EveryOtherLength_IsRefused) {
  const Key under = kek();
  Bytes good = wrap(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(32)), under).bytes;
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_THAT(
        unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
        IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  for (std::size_t more : {1U, 8U, 224U, 225U, 232U, 100000U}) {
    Bytes longer = good;
    longer.resize(good.size() + more);
    EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, longer), IsRefusedWith(STATUS_INVALID_PARAMETER)) << more;
  }
}

TEST(AesWrap, LengthsOfAnotherAlgorithm_AreRefused) {
  const Key under = kek();
  const Bytes rc4 = wrap(symmetric(BCRYPT_RC4_ALG_HANDLE, secret(40)), under).bytes;
  EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, rc4), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Bytes aes = wrap(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16)), under).bytes;
  EXPECT_THAT(unwrap(BCRYPT_3DES_CBC_ALG_HANDLE, under, aes), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(unwrap(BCRYPT_DES_CBC_ALG_HANDLE, under, aes), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(AesWrap, AnotherKey_DoesNotUnwrap) {
  const Bytes blob = wrap(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16)), kek(16)).bytes;
  for (std::size_t size : {24U, 32U})
    EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, kek(size), blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, symmetric(BCRYPT_AES_CBC_ALG_HANDLE, Bytes(16)), blob),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(AesWrap, TheWrappingKey_MustBeAnAesKey) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  const Bytes blob = wrap(key, kek()).bytes;
  const Key des = symmetric(BCRYPT_3DES_CBC_ALG_HANDLE, secret(24));
  const Key xts = symmetric(BCRYPT_XTS_AES_ALG_HANDLE, secret(32));
  const Key kdf = symmetric(BCRYPT_PBKDF2_ALG_HANDLE, secret(16));
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  MadeKey pending = generate_pair(BCRYPT_RSA_ALG_HANDLE, 512);
  struct Row {
    PVOID under;
    NTSTATUS status;
  };
  for (const Row& row :
       {Row{nullptr, STATUS_INVALID_PARAMETER}, Row{untouched(), STATUS_INVALID_HANDLE},
        Row{BCRYPT_AES_CBC_ALG_HANDLE, STATUS_INVALID_HANDLE}, Row{pending.handle.get(), STATUS_INVALID_HANDLE},
        Row{des.get(), STATUS_NOT_SUPPORTED}, Row{xts.get(), STATUS_NOT_SUPPORTED},
        Row{kdf.get(), STATUS_NOT_SUPPORTED}, Row{rsa.get(), STATUS_NOT_SUPPORTED}}) {
    EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, row.under, blob), IsRefusedWith(row.status));
    EXPECT_THAT(wrap(key, row.under).status, IsStatus(row.status));
  }
}

TEST(AesWrap, AKey_WrapsItselfWhateverItsModeAndRegister) {
  const Key key = symmetric(BCRYPT_AES_CFB_ALG_HANDLE, secret(16));
  const Bytes before = wrap(key, key).bytes;
  encrypted(key, Bytes(33));
  const Bytes iv = get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes;
  EXPECT_EQ(wrap(key, key).bytes, before);
  EXPECT_EQ(get_property(key, BCRYPT_INITIALIZATION_VECTOR).bytes, iv);
  EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, key, before), IsMade());
}

TEST(AesWrap, ShortBuffers_AreNotWritten) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  for (ULONG size : {0U, 1U, 8U, 16U, 23U}) {
    MarkedBuffer buffer(24);
    ULONG needed = 0;
    EXPECT_THAT(BCryptExportKey(key, kek(), kType, buffer.data(), size, &needed, 0), IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(needed, 24U);
    EXPECT_TRUE(buffer.untouched());
  }
}

TEST(AesWrap, OtherAlgorithmsTypesAndFlags_AreRefused) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  const Key under = kek();
  const Bytes blob = wrap(key, under).bytes;
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE, BCRYPT_AES_CMAC_ALG_HANDLE,
                                   BCRYPT_RNG_ALG_HANDLE, BCRYPT_PBKDF2_ALG_HANDLE})
    EXPECT_THAT(unwrap(handle, under, blob), IsRefusedWith(STATUS_NOT_SUPPORTED));
  for (ULONG flags : {1U, 0x10U, 0x100U, 0x80000000U})
    EXPECT_THAT(unwrap(BCRYPT_AES_CBC_ALG_HANDLE, under, blob, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(key, under, kType, nullptr, 0, &size, 1), IsStatus(STATUS_INVALID_PARAMETER));
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  EXPECT_THAT(BCryptExportKey(rsa, under, kType, nullptr, 0, &size, 0), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(size, kUntouchedSize);
}

}  // namespace
