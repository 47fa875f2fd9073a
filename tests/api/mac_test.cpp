// The algorithms that are keyed by nature: AES-CMAC, AES-GMAC, KMAC.
#include "cipher_known_answers.h"
#include "support/hash.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

constexpr ULONG kTag = 16;
const Bytes kGmacKey = hex("feffe9928665731c6d6a8f9467308308");
const Bytes kGmacNonce = hex("cafebabefacedbaddecaf888");
// Over the first 40 bytes of known::kPlain, and over nothing; computed with OpenSSL.
constexpr char kGmac40[] = "f03ef4b5d690fbdb7a58169b579e277d", kGmacEmpty[] = "3247184b3c4f69a44dbcd22887bbb418";

Bytes plain(std::size_t size) {
  Bytes out = hex(known::kPlain);
  out.resize(size);
  return out;
}

Bytes counting(unsigned from, std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(from + i);
  return out;
}

struct CmacRow {
  int cipher_row;
  std::size_t size;
  const char* tag;
};

// RFC 4493 for 128 bits, NIST SP 800-38B for the others.
const CmacRow kCmac[] = {
    {0, 0, "bb1d6929e95937287fa37d129b756746"},  {0, 16, "070a16b46b4d4144f79bdd9dd04a287c"},
    {0, 40, "dfa66747de9ae63030ca32611497c827"}, {0, 64, "51f0bebf7e3b9d92fc49741779363cfe"},
    {1, 0, "d17ddf46adaacde531cac483de7a9367"},  {1, 16, "9e99a7bf31e710900662f65e617c5184"},
    {1, 40, "8a1de5be2eb31aad089a82e6ee908b0e"}, {1, 64, "a1d5df0eed790f794d77589659f39a11"},
    {2, 0, "028962f61b7bf89efc6b551f4667d983"},  {2, 16, "28a7023f452e8f82bd4bf28d8c37c35c"},
    {2, 40, "aaf3d8f1de5640c232f5b169b9c911e6"}, {2, 64, "e1992190549f6ed5696a2c056c315410"},
};

TEST(Cmac, KnownAnswers) {
  const Algorithm opened = open(BCRYPT_AES_CMAC_ALGORITHM);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), PVOID{BCRYPT_AES_CMAC_ALG_HANDLE}})
    for (const CmacRow& row : kCmac) {
      const Bytes key = hex(known::kCipherRows[row.cipher_row].key);
      EXPECT_EQ(digest_of(hashing_with(algorithm, key), plain(row.size), kTag), row.tag);
      EXPECT_EQ(to_hex(hash_once(algorithm, &key, plain(row.size), kTag).bytes), row.tag);
    }
}

TEST(Cmac, Pieces_GiveTheSameAsOneCall) {
  for (std::size_t step : {1U, 15U, 16U, 17U, 32U}) {
    const Hash hash = hashing_with(BCRYPT_AES_CMAC_ALG_HANDLE, hex(known::kAes128));
    const Bytes all = plain(64);
    for (std::size_t at = 0; at < 64; at += step) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
      EXPECT_THAT(feed(hash, Bytes(begin, begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(step, 64 - at)))),
                  IsSuccess());
    }
    EXPECT_EQ(finished(hash, kTag), kCmac[3].tag) << step;
  }
}

TEST(Cmac, ReusableAndDuplicate_KeepTheKey) {
  const Hash hash = hashing_with(BCRYPT_AES_CMAC_ALG_HANDLE, hex(known::kAes128), BCRYPT_HASH_REUSABLE_FLAG);
  const Hash fresh = duplicated(hash);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(digest_of(hash, plain(40), kTag), kCmac[2].tag);
  EXPECT_THAT(feed(fresh, plain(16)), IsSuccess());
  const Hash begun = duplicated(fresh);
  EXPECT_EQ(finished(fresh, kTag), kCmac[1].tag);
  const Bytes all = plain(40);
  EXPECT_EQ(digest_of(begun, Bytes(all.begin() + 16, all.end()), kTag), kCmac[2].tag);
}

TEST(Cmac, KeyIsNeededAndHasALengthOfAes) {
  EXPECT_THAT(create_hash(BCRYPT_AES_CMAC_ALG_HANDLE), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(hash_once(BCRYPT_AES_CMAC_ALG_HANDLE, nullptr, {}, kTag).status, IsStatus(STATUS_INVALID_PARAMETER));
  for (std::size_t size : {0U, 1U, 8U, 15U, 17U, 20U, 31U}) {
    const Bytes key(size);
    EXPECT_THAT(create_hash(BCRYPT_AES_CMAC_ALG_HANDLE, &key), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
    EXPECT_THAT(create_hash(BCRYPT_AES_GMAC_ALG_HANDLE, &key), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
  }
}

TEST(Cmac, OutputOfAnotherLength_IsRefused) {
  const Hash hash = hashing_with(BCRYPT_AES_CMAC_ALG_HANDLE, hex(known::kAes128));
  for (std::size_t size : {0U, 8U, 15U, 17U, 32U})
    EXPECT_THAT(finish(hash, size).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
  EXPECT_EQ(finished(hash, kTag), kCmac[0].tag);
}

TEST(Gmac, NonceComesThroughTheIvProperty) {
  for (std::size_t size : {40U, 0U}) {
    const Hash hash = hashing_with(BCRYPT_AES_GMAC_ALG_HANDLE, kGmacKey);
    EXPECT_THAT(set_property(hash, BCRYPT_INITIALIZATION_VECTOR, kGmacNonce), IsSuccess());
    EXPECT_EQ(digest_of(hash, plain(size), kTag), size == 0 ? kGmacEmpty : kGmac40);
  }
}

TEST(Gmac, Pieces_GiveTheSameAsOneCall) {
  const Hash hash = hashing_with(BCRYPT_AES_GMAC_ALG_HANDLE, kGmacKey);
  EXPECT_THAT(set_property(hash, BCRYPT_INITIALIZATION_VECTOR, kGmacNonce), IsSuccess());
  for (UCHAR byte : plain(40)) EXPECT_THAT(feed(hash, {byte}), IsSuccess());
  EXPECT_EQ(finished(hash, kTag), kGmac40);
}

TEST(Gmac, NonceAfterData_IsRefused) {
  const Hash hash = hashing_with(BCRYPT_AES_GMAC_ALG_HANDLE, kGmacKey);
  EXPECT_THAT(set_property(hash, BCRYPT_INITIALIZATION_VECTOR, kGmacNonce), IsSuccess());
  EXPECT_THAT(feed(hash, plain(40)), IsSuccess());
  EXPECT_THAT(set_property(hash, BCRYPT_INITIALIZATION_VECTOR, kGmacNonce), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(finished(hash, kTag), kGmac40);
}

TEST(Gmac, WithoutANonce_NothingIsComputed) {
  const Hash hash = hashing_with(BCRYPT_AES_GMAC_ALG_HANDLE, kGmacKey);
  const NTSTATUS fed = feed(hash, plain(16));
  const Output out = finish(hash, kTag);
  EXPECT_TRUE(fed != STATUS_SUCCESS || out.status != STATUS_SUCCESS) << "a MAC under no nonce";
  EXPECT_NE(hash_once(BCRYPT_AES_GMAC_ALG_HANDLE, &kGmacKey, plain(16), kTag).status, STATUS_SUCCESS);
}

// NIST's samples; key 40 41 .. 5f, data 00 01 ...
struct KmacRow {
  bool strong;
  std::size_t data;
  const char *custom, *mac;
};
const KmacRow kKmac[] = {
    {false, 4, "", "e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e"},
    {false, 4, "My Tagged Application", "3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5"},
    {false, 200, "My Tagged Application", "1f5b4e6cca02209e0dcb5ca635b89a15e271ecc760071dfd805faa38f9729230"},
    {true, 4, "My Tagged Application",
     "20c570c31346f703c9ac36c61c03cb64c3970d0cfc787e9b79599d273a68d2f7"
     "f69d4cc3de9d104a351689f27cf6f5951f0103f33f4f24871024d9c27773a8dd"},
    {true, 200, "",
     "75358cf39e41494e949707927cee0af20a3ff553904c86b08f21cc414bcfd691"
     "589d27cf5e15369cbbff8b9a4c2eb17800855d0235ff635da82533ec6b759b69"},
    {true, 200, "My Tagged Application",
     "b58618f71f92e1d56c1b8c55ddd7cd188b97b4ca4d99831eb2699a837da2e4d9"
     "70fbacfde50033aea585f1a2708510c32d07880801bd182898fe476876fc8965"},
};

Hash kmac(bool strong, ULONG flags = 0) {
  return hashing_with(strong ? BCRYPT_KMAC256_ALG_HANDLE : BCRYPT_KMAC128_ALG_HANDLE, counting(0x40, 32), flags);
}

TEST(Kmac, KnownAnswers) {
  for (const KmacRow& row : kKmac) {
    const Hash hash = kmac(row.strong);
    if (*row.custom) {
      EXPECT_THAT(set_property(hash, BCRYPT_CUSTOMIZATION_STRING, text(row.custom)), IsSuccess());
    }
    EXPECT_EQ(digest_of(hash, counting(0, row.data), row.strong ? 64 : 32), row.mac);
  }
}

TEST(Kmac, OneCall_HasNoCustomization) {
  const Bytes key = counting(0x40, 32);
  EXPECT_EQ(to_hex(hash_once(BCRYPT_KMAC128_ALG_HANDLE, &key, counting(0, 4), 32).bytes), kKmac[0].mac);
  EXPECT_EQ(to_hex(hash_once(BCRYPT_KMAC256_ALG_HANDLE, &key, counting(0, 200), 64).bytes), kKmac[4].mac);
}

// The length is part of what is hashed: 20 bytes are not the beginning of 32.
TEST(Kmac, AnyOutputLength_GivesItsOwnMac) {
  EXPECT_EQ(digest_of(kmac(false), counting(0, 4), 20), "63b9c8389bcc77e47aa76f2e39dcf9f1bf26def4");
  EXPECT_THAT(finish(kmac(false), 0).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Kmac, CustomizationAfterData_IsRefused) {
  const Hash hash = kmac(false);
  EXPECT_THAT(feed(hash, counting(0, 4)), IsSuccess());
  EXPECT_THAT(set_property(hash, BCRYPT_CUSTOMIZATION_STRING, text("late")), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(finished(hash, 32), kKmac[0].mac);
}

TEST(Kmac, KeyIsNeeded) {
  EXPECT_THAT(create_hash(BCRYPT_KMAC128_ALG_HANDLE), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(hash_once(BCRYPT_KMAC256_ALG_HANDLE, nullptr, {}, 64).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Kmac, DuplicateAndReusable_KeepTheKey) {
  const Hash hash = kmac(false, BCRYPT_HASH_REUSABLE_FLAG);
  EXPECT_THAT(feed(hash, counting(0, 2)), IsSuccess());
  const Hash copy = duplicated(hash);
  EXPECT_EQ(digest_of(copy, counting(2, 2), 32), kKmac[0].mac);
  EXPECT_EQ(digest_of(hash, counting(2, 2), 32), kKmac[0].mac);
  EXPECT_EQ(digest_of(hash, counting(0, 4), 32), kKmac[0].mac);
}

TEST(MacProperty, AlgorithmsAreKeyed) {
  for (BCRYPT_ALG_HANDLE handle :
       {BCRYPT_AES_CMAC_ALG_HANDLE, BCRYPT_AES_GMAC_ALG_HANDLE, BCRYPT_KMAC128_ALG_HANDLE, BCRYPT_KMAC256_ALG_HANDLE}) {
    EXPECT_NE(get_number(handle, BCRYPT_IS_KEYED_HASH), 0U);
    EXPECT_EQ(get_number(handle, BCRYPT_PRIMITIVE_TYPE), 2U);
    EXPECT_LE(get_number(handle, BCRYPT_OBJECT_LENGTH), 512U);
  }
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_AES_CMAC_ALG_HANDLE, BCRYPT_AES_GMAC_ALG_HANDLE}) {
    EXPECT_EQ(get_number(handle, BCRYPT_HASH_LENGTH), 16U);
    EXPECT_EQ(get_number(handle, BCRYPT_HASH_BLOCK_LENGTH), 16U);
    EXPECT_EQ(to_hex(get_property(handle, BCRYPT_KEY_LENGTHS).bytes), to_hex(concat({le32(128), le32(256), le32(64)})));
  }
  EXPECT_EQ(get_number(BCRYPT_KMAC128_ALG_HANDLE, BCRYPT_HASH_BLOCK_LENGTH), 168U);
  EXPECT_EQ(get_number(BCRYPT_KMAC256_ALG_HANDLE, BCRYPT_HASH_BLOCK_LENGTH), 136U);
}

TEST(MacProperty, IvAndStrings_BelongToTheirAlgorithms) {
  const Hash cmac = hashing_with(BCRYPT_AES_CMAC_ALG_HANDLE, Bytes(16));
  const Hash gmac = hashing_with(BCRYPT_AES_GMAC_ALG_HANDLE, Bytes(16));
  const Hash hash = hashing(BCRYPT_SHA256_ALG_HANDLE);
  for (const Hash* each : {&cmac, &hash})
    EXPECT_THAT(set_property(*each, BCRYPT_INITIALIZATION_VECTOR, Bytes(12)), IsStatus(STATUS_NOT_SUPPORTED));
  for (const Hash* each : {&cmac, &gmac, &hash})
    for (LPCWSTR name : {BCRYPT_FUNCTION_NAME_STRING, BCRYPT_CUSTOMIZATION_STRING})
      EXPECT_THAT(set_property(*each, name, text("x")), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
  EXPECT_THAT(set_property(kmac(false), BCRYPT_FUNCTION_NAME_STRING, text("x")), IsStatus(STATUS_NOT_SUPPORTED));
}

}  // namespace
