// Extendable outputs: SHAKE and cSHAKE, and how their output is squeezed.
#include "support/hash.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

constexpr ULONG kMore = BCRYPT_HASH_DONT_RESET_FLAG;

// 400 bytes of SHAKE128("abc"): more than two blocks.
constexpr char kShake128[] =
    "5881092dd818bf5cf8a3ddb793fbcba74097d5c526a6d35f97b83351940f2cc844c50af32acd3f2cdd066568706f509bc1bd"
    "de58295dae3f891a9a0fca5783789a41f8611214ce612394df286a62d1a2252aa94db9c538956c717dc2bed4f232a0294c85"
    "7c730aa16067ac1062f1201fb0d377cfb9cde4c63599b27f3462bba4a0ed296c801f9ff7f57302bb3076ee145f97a32ae68e"
    "76ab66c48d51675bd49acc29082f5647584e6aa01b3f5af057805f973ff8ecb8b226ac32ada6f01c1fcd4818cb006aa5b4cd"
    "b3611eb1e533c8964cacfdf31012cd3fb744d02225b988b475375faad996eb1b9176ecb0f8b2871723d6dbb804e23357e507"
    "32f5cfc904b1319795000d7361d9e5e1b77b4b8f5774aa1482cfa58f83096bdb2e06a3eed543a38919b57ecbec737f4086be"
    "007f8ef80094ceea8807193d46e9be540b6e99b4c1c71507095028a024e8d39aa8f4c5854cedd50d30a223e7d54e9a24f0a2"
    "526b31002afbd1b4ebea69c8400c3deb4c1c35d6dbb75651b284076f5fde47b4a0586ee173e30bd4d08f2bc59c6114bdd745";
constexpr char kShake128Empty[] = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26";
constexpr char kShake256[] =
    "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739d5a15bef186a5386c75744c0527e1faa9f87"
    "26e462a12a4feb06bd8801e751e4";

std::string head(std::size_t bytes) { return std::string(kShake128).substr(0, 2 * bytes); }

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(i);
  return out;
}

Hash shake(ULONG flags = 0) { return hashing(BCRYPT_SHAKE128_ALG_HANDLE, flags); }

TEST(Xof, KnownAnswers) {
  EXPECT_EQ(digest_of(hashing(BCRYPT_SHAKE256_ALG_HANDLE), text("abc"), 64), kShake256);
  EXPECT_EQ(finished(shake(), 32), kShake128Empty);
  const Algorithm opened = open(BCRYPT_SHAKE128_ALGORITHM);
  EXPECT_EQ(digest_of(hashing(opened), text("abc"), 32), head(32));
}

TEST(Xof, AnyLength_IsTheBeginningOfTheLongOutput) {
  for (std::size_t size : {1U, 20U, 31U, 32U, 33U, 167U, 168U, 169U, 400U}) {
    EXPECT_EQ(digest_of(shake(), text("abc"), size), head(size)) << size;
    EXPECT_EQ(to_hex(hash_once(BCRYPT_SHAKE128_ALG_HANDLE, nullptr, text("abc"), size).bytes), head(size)) << size;
  }
  EXPECT_THAT(finish(shake(), 0).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Xof, DontReset_GoesOnSqueezing) {
  for (std::size_t step : {1U, 16U, 100U, 168U, 200U}) {
    const Hash hash = shake();
    EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
    std::string seen;
    for (std::size_t at = 0; at < 400; at += step) seen += finished(hash, std::min<std::size_t>(step, 400 - at), kMore);
    EXPECT_EQ(seen, head(400)) << step;
  }
}

TEST(Xof, LastSqueeze_EndsTheOutput) {
  const Hash hash = shake();
  EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
  EXPECT_EQ(finished(hash, 10, kMore), head(10));
  EXPECT_EQ(finished(hash, 22), head(32).substr(20));
  EXPECT_THAT(finish(hash, 10).status, IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(feed(hash, text("abc")), IsStatus(STATUS_INVALID_HANDLE));
}

TEST(Xof, Squeezing_TakesNoMoreData) {
  const Hash hash = shake();
  EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
  EXPECT_EQ(finished(hash, 10, kMore), head(10));
  EXPECT_THAT(feed(hash, text("d")), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(finished(hash, 22, kMore), head(32).substr(20)) << "a refused call changed the output";
}

TEST(Xof, Reusable_StartsAnewAfterTheLastSqueeze) {
  const Hash hash = shake(BCRYPT_HASH_REUSABLE_FLAG);
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
    EXPECT_EQ(finished(hash, 10, kMore), head(10));
    EXPECT_EQ(finished(hash, 22), head(32).substr(20));
    EXPECT_EQ(digest_of(hash, text("abc"), 20), head(20));
  }
}

TEST(Xof, Duplicate_GoesOnSqueezingByItself) {
  const Hash hash = shake();
  EXPECT_THAT(feed(hash, text("ab")), IsSuccess());
  const Hash absorbing = duplicated(hash);
  EXPECT_THAT(feed(hash, text("c")), IsSuccess());
  EXPECT_EQ(finished(hash, 30, kMore), head(30));
  const Hash copy = duplicated(hash);
  EXPECT_EQ(finished(hash, 200, kMore), head(230).substr(60));
  EXPECT_EQ(finished(copy, 200, kMore), head(230).substr(60));
  EXPECT_EQ(digest_of(absorbing, text("c"), 32), head(32));
}

TEST(Xof, HasNoSecretAndNoHmac) {
  const Bytes key = text("key");
  for (BCRYPT_ALG_HANDLE handle : {BCRYPT_SHAKE128_ALG_HANDLE, BCRYPT_SHAKE256_ALG_HANDLE, BCRYPT_CSHAKE128_ALG_HANDLE,
                                   BCRYPT_CSHAKE256_ALG_HANDLE}) {
    EXPECT_THAT(create_hash(handle, &key), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_EQ(get_number(handle, BCRYPT_IS_KEYED_HASH), 0U);
    EXPECT_LE(get_number(handle, BCRYPT_OBJECT_LENGTH), 512U);
  }
  EXPECT_EQ(get_number(BCRYPT_SHAKE128_ALG_HANDLE, BCRYPT_HASH_BLOCK_LENGTH), 168U);
  EXPECT_EQ(get_number(BCRYPT_SHAKE256_ALG_HANDLE, BCRYPT_HASH_BLOCK_LENGTH), 136U);
}

// NIST's samples have no function name; the others were computed from FIPS 202 and SP 800-185.
struct Row {
  bool strong;
  const char *name, *custom;
  std::size_t data;
  const char* output;
};
const Row kRows[] = {
    {false, "", "Email Signature", 4, "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5"},
    {false, "", "Email Signature", 200, "c5221d50e4f822d96a2e8881a961420f294b7b24fe3d2094baed2c6524cc166b"},
    {true, "", "Email Signature", 4,
     "d008828e2b80ac9d2218ffee1d070c48b8e4c87bff32c9699d5b6896eee0edd164020e2be0560858d9c00c037e34a96937c5"
     "61a74c412bb4c746469527281c8c"},
    {true, "", "Email Signature", 200,
     "07dc27b11e51fbac75bc7b3c1d983e8b4b85fb1defaf218912ac86430273091727f42b17ed1df63e8ec118f04b23633c1dfb"
     "1574c8fb55cb45da8e25afb092bb"},
    {false, "Name", "Custom", 4, "e58c18806c47d766adfd4e2169be0f5ec960f40d5a336cb9ea110b58ff8eb426"},
    {false, "Name", "", 4, "629c791f5962283bc8186b0d653e6e8ae411d5d9dc4da1413ff2e9410c04e331"},
};

Hash cshake(const Row& row, ULONG flags = 0) {
  Hash hash = hashing(row.strong ? BCRYPT_CSHAKE256_ALG_HANDLE : BCRYPT_CSHAKE128_ALG_HANDLE, flags);
  if (*row.name) {
    EXPECT_THAT(set_property(hash, BCRYPT_FUNCTION_NAME_STRING, text(row.name)), IsSuccess());
  }
  if (*row.custom) {
    EXPECT_THAT(set_property(hash, BCRYPT_CUSTOMIZATION_STRING, text(row.custom)), IsSuccess());
  }
  return hash;
}

TEST(Cshake, KnownAnswers) {
  for (const Row& row : kRows) {
    const std::string wanted = row.output;
    EXPECT_EQ(digest_of(cshake(row), counting(row.data), wanted.size() / 2), wanted);
    const Hash hash = cshake(row);
    for (UCHAR byte : counting(row.data)) EXPECT_THAT(feed(hash, {byte}), IsSuccess());
    EXPECT_EQ(finished(hash, 5, kMore), wanted.substr(0, 10));
    EXPECT_EQ(finished(hash, wanted.size() / 2 - 5), wanted.substr(10));
  }
}

TEST(Cshake, WithoutNameAndCustomization_IsShake) {
  EXPECT_EQ(digest_of(hashing(BCRYPT_CSHAKE128_ALG_HANDLE), text("abc"), 400), head(400));
  EXPECT_EQ(to_hex(hash_once(BCRYPT_CSHAKE128_ALG_HANDLE, nullptr, text("abc"), 32).bytes), head(32));
  EXPECT_EQ(digest_of(hashing(BCRYPT_CSHAKE256_ALG_HANDLE), text("abc"), 64), kShake256);
}

TEST(Cshake, StringsAfterData_AreRefused) {
  const Hash hash = cshake(kRows[0]);
  EXPECT_THAT(feed(hash, counting(4)), IsSuccess());
  for (LPCWSTR name : {BCRYPT_FUNCTION_NAME_STRING, BCRYPT_CUSTOMIZATION_STRING})
    EXPECT_THAT(set_property(hash, name, text("late")), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(finished(hash, 32), kRows[0].output);
}

TEST(Cshake, Duplicate_KeepsTheStrings) {
  const Hash hash = cshake(kRows[4]);
  const Hash copy = duplicated(hash);
  EXPECT_EQ(digest_of(copy, counting(4), 32), kRows[4].output);
}

TEST(Cshake, Shake_HasNoStrings) {
  for (LPCWSTR name : {BCRYPT_FUNCTION_NAME_STRING, BCRYPT_CUSTOMIZATION_STRING})
    EXPECT_THAT(set_property(shake(), name, text("x")), IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

}  // namespace
