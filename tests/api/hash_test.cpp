// Hashes and HMAC: known answers in every way to compute them.
#include "support/hash.h"

#include "hash_known_answers.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

constexpr ULONG kHmac = BCRYPT_ALG_HANDLE_HMAC_FLAG;

struct Case {
  Bytes key, data;
  const char* known::HashRow::*wanted;
};

std::vector<Case> hmac_cases() {
  return {{Bytes(20, 0x0B), text("Hi There"), &known::HashRow::case1},
          {text("Jefe"), text("what do ya want for nothing?"), &known::HashRow::case2},
          {Bytes(131, 0xAA), text("Test Using Larger Than Block-Size Key - Hash Key First"), &known::HashRow::case6},
          {{}, text("abc"), &known::HashRow::keyless}};
}

class HashKnown : public testing::TestWithParam<known::HashRow> {};

TEST_P(HashKnown, Digests_FromAnObject) {
  const known::HashRow& row = GetParam();
  const Algorithm opened = open(row.id);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), row.pseudo}) {
    EXPECT_EQ(digest_of(hashing(algorithm), {}, row.digest), row.empty);
    EXPECT_EQ(finished(hashing(algorithm), row.digest), row.empty) << "no data at all";
    EXPECT_EQ(digest_of(hashing(algorithm), text("abc"), row.digest), row.abc);
  }
}

TEST_P(HashKnown, Digests_FromOneCall) {
  const known::HashRow& row = GetParam();
  const Algorithm opened = open(row.id);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), row.pseudo}) {
    EXPECT_EQ(to_hex(hash_once(algorithm, nullptr, {}, row.digest).bytes), row.empty);
    EXPECT_EQ(to_hex(hash_once(algorithm, nullptr, text("abc"), row.digest).bytes), row.abc);
  }
}

TEST_P(HashKnown, Pieces_GiveTheSameAsOneCall) {
  const known::HashRow& row = GetParam();
  const Bytes whole = hash_once(row.pseudo, nullptr, Bytes(1000, 'a'), row.digest).bytes;
  EXPECT_EQ(to_hex(whole), row.thousand ? row.thousand : to_hex(whole));
  for (std::size_t step : {1U, 7U, 63U, 64U, 65U, 128U, 500U}) {
    const Hash hash = hashing(row.pseudo);
    for (std::size_t at = 0; at < 1000; at += step)
      EXPECT_THAT(feed(hash, Bytes(std::min<std::size_t>(step, 1000 - at), 'a')), IsSuccess());
    EXPECT_EQ(finished(hash, row.digest), to_hex(whole)) << step;
  }
}

TEST_P(HashKnown, Hmac_FromAnObject) {
  const known::HashRow& row = GetParam();
  const Algorithm opened = open(row.id, kHmac);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), row.pseudo_hmac})
    for (const Case& each : hmac_cases()) {
      const std::string seen = digest_of(hashing_with(algorithm, each.key), each.data, row.digest);
      EXPECT_EQ(seen, row.*each.wanted ? row.*each.wanted : seen);
    }
}

TEST_P(HashKnown, Hmac_FromOneCall) {
  const known::HashRow& row = GetParam();
  const Algorithm opened = open(row.id, kHmac);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), row.pseudo_hmac})
    for (const Case& each : hmac_cases()) {
      const Output seen = hash_once(algorithm, &each.key, each.data, row.digest);
      EXPECT_THAT(seen.status, IsSuccess());
      EXPECT_EQ(to_hex(seen.bytes), row.*each.wanted ? row.*each.wanted : to_hex(seen.bytes));
    }
}

// HMAC by its definition, so that the hashes without a known answer are checked too.
TEST_P(HashKnown, Hmac_IsTheHashTwice) {
  const known::HashRow& row = GetParam();
  Bytes key = text("a key"), inner(row.block, 0x36), outer(row.block, 0x5C);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<UCHAR>(inner[i] ^ key[i]);
    outer[i] = static_cast<UCHAR>(outer[i] ^ key[i]);
  }
  const Bytes first = hash_once(row.pseudo, nullptr, concat({inner, text("some data")}), row.digest).bytes;
  EXPECT_EQ(to_hex(hash_once(row.pseudo_hmac, &key, text("some data"), row.digest).bytes),
            to_hex(hash_once(row.pseudo, nullptr, concat({outer, first}), row.digest).bytes));
}

TEST_P(HashKnown, Hmac_WithoutASecretHasTheEmptyKey) {
  const known::HashRow& row = GetParam();
  const Bytes nothing;
  const std::string wanted = to_hex(hash_once(row.pseudo_hmac, &nothing, text("abc"), row.digest).bytes);
  EXPECT_EQ(to_hex(hash_once(row.pseudo_hmac, nullptr, text("abc"), row.digest).bytes), wanted);
  EXPECT_EQ(digest_of(hashing(row.pseudo_hmac), text("abc"), row.digest), wanted);
}

TEST_P(HashKnown, Hmac_KeysOfAndAroundABlock) {
  const known::HashRow& row = GetParam();
  for (ULONG size : {row.block - 1, row.block, row.block + 1, 3 * row.block}) {
    const Bytes key(size, 0x77);
    // A key longer than a block is replaced by its hash.
    const Bytes as = size > row.block ? hash_once(row.pseudo, nullptr, key, row.digest).bytes : key;
    EXPECT_EQ(to_hex(hash_once(row.pseudo_hmac, &key, text("abc"), row.digest).bytes),
              digest_of(hashing_with(row.pseudo_hmac, as), text("abc"), row.digest))
        << size;
  }
}

TEST_P(HashKnown, PlainHash_TakesNoSecret) {
  const known::HashRow& row = GetParam();
  const Bytes key = text("key"), nothing;
  EXPECT_THAT(create_hash(row.pseudo, &key), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(hash_once(row.pseudo, &key, text("abc"), row.digest).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(HashKnown, OutputOfAnotherLength_IsRefused) {
  const known::HashRow& row = GetParam();
  const Hash hash = hashing(row.pseudo);
  EXPECT_THAT(feed(hash, text("abc")), IsSuccess());
  for (ULONG size : {ULONG{0}, ULONG{1}, row.digest - 1, row.digest + 1, 2 * row.digest}) {
    EXPECT_THAT(finish(hash, size).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
    EXPECT_THAT(hash_once(row.pseudo, nullptr, text("abc"), size).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
  }
  EXPECT_EQ(finished(hash, row.digest), row.abc) << "a refused finish ended the hash";
}

TEST_P(HashKnown, Reusable_StartsAnewAndKeepsTheKey) {
  const known::HashRow& row = GetParam();
  const Bytes key = text("Jefe"), data = text("what do ya want for nothing?");
  const Algorithm opened = open(row.id, BCRYPT_HASH_REUSABLE_FLAG);
  const Algorithm opened_hmac = open(row.id, BCRYPT_HASH_REUSABLE_FLAG | kHmac);
  const Hash plain[] = {hashing(opened), hashing(row.pseudo, BCRYPT_HASH_REUSABLE_FLAG)};
  const Hash keyed[] = {hashing_with(opened_hmac, key), hashing_with(row.pseudo_hmac, key, BCRYPT_HASH_REUSABLE_FLAG)};
  const std::string mac = to_hex(hash_once(row.pseudo_hmac, &key, data, row.digest).bytes);
  for (int round = 0; round < 3; ++round) {
    for (const Hash& hash : plain) {
      EXPECT_EQ(digest_of(hash, text("abc"), row.digest), row.abc) << round;
      EXPECT_EQ(finished(hash, row.digest), row.empty) << round;
    }
    for (const Hash& hash : keyed) EXPECT_EQ(digest_of(hash, data, row.digest), mac) << round;
  }
}

TEST_P(HashKnown, Duplicate_GoesOnFromTheSameState) {
  const known::HashRow& row = GetParam();
  const Bytes key = text("key");
  for (bool keyed : {false, true}) {
    Hash hash = keyed ? hashing_with(row.pseudo_hmac, key) : hashing(row.pseudo);
    EXPECT_THAT(feed(hash, text("a")), IsSuccess());
    const Hash copy = duplicated(hash), other = duplicated(hash);
    EXPECT_THAT(feed(hash, text("xyz")), IsSuccess());
    EXPECT_THAT(feed(other, text("bd")), IsSuccess());
    const std::string changed = finished(hash, row.digest);
    hash.reset();
    const std::string wanted =
        to_hex(hash_once(keyed ? row.pseudo_hmac : row.pseudo, keyed ? &key : nullptr, text("abc"), row.digest).bytes);
    EXPECT_EQ(digest_of(copy, text("bc"), row.digest), wanted);
    EXPECT_NE(changed, wanted);
    EXPECT_NE(finished(other, row.digest), wanted);
  }
}

INSTANTIATE_TEST_SUITE_P(All, HashKnown, testing::ValuesIn(known::kHashes),
                         [](const testing::TestParamInfo<known::HashRow>& row) { return row.param.label; });

}  // namespace
