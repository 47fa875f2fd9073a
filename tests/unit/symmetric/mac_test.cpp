// CMAC and GMAC.
#include <gtest/gtest.h>

#include "block_answers.h"
#include "hash_answers.h"
#include "hash_support.h"

namespace cng::test {
namespace {

using provider::Hash;

constexpr char kNonce[] = "cafebabefacedbaddecaf888";

TEST(Cmac, KnownAnswers) {
  const HashInfo& info = *algorithm(A::aes_cmac).hash;
  for (const MacAnswer& row : kCmacAnswers) {
    SCOPED_TRACE(row.mac);
    const Bytes key = hex(row.key), data = slice(hex(kText), 0, row.message);
    EXPECT_EQ(once(info, {true, key}, data), row.mac);
    const auto hash = fresh(info, {true, key});
    for (const std::size_t piece : {1u, 15u, 16u, 17u}) {
      feed(*hash, data, piece);
      EXPECT_EQ(finish(*hash, 16), row.mac);
      ASSERT_EQ(told(hash->reset()), "ok");
    }
  }
}

TEST(Gmac, KnownAnswers) {
  const HashInfo& info = *algorithm(A::aes_gmac).hash;
  for (const MacAnswer& row : kGmacAnswers) {
    SCOPED_TRACE(row.mac);
    const auto hash = fresh(info, {true, hex(row.key)});
    for (const std::size_t piece : {1u, 15u, 16u, 17u}) {
      ASSERT_EQ(told(hash->set_iv(hex(kNonce))), "ok");
      feed(*hash, slice(hex(kText), 0, row.message), piece);
      EXPECT_EQ(finish(*hash, 16), row.mac);
      ASSERT_EQ(told(hash->reset()), "ok");
    }
  }
}

TEST(Gmac, WithoutANonce_IsRefused_AlsoAfterAReset) {
  const HashInfo& info = *algorithm(A::aes_gmac).hash;
  const auto hash = fresh(info, {true, Bytes(16)});
  Bytes out(16);
  EXPECT_EQ(code_of(hash->update(text("x"))), Code::invalid_parameter);
  EXPECT_EQ(code_of(hash->finish(out)), Code::invalid_parameter);
  EXPECT_EQ(code_of(hash->set_iv({})), Code::invalid_parameter);
  ASSERT_EQ(told(hash->set_iv(hex(kNonce))), "ok");
  feed(*hash, text("x"), 1);
  ASSERT_EQ(told(hash->reset()), "ok");
  EXPECT_EQ(code_of(hash->update(text("x"))), Code::invalid_parameter);
  EXPECT_EQ(code_of(provider::hash_once(info, {true, Bytes(16)}, text("x"), out)), Code::invalid_parameter);
}

// Nonces that do not have 12 bytes are hashed: the answer is the openssl command's.
TEST(Gmac, OtherLengthsOfNonces) {
  const HashInfo& info = *algorithm(A::aes_gmac).hash;
  const auto hash = fresh(info, {true, hex("2b7e151628aed2a6abf7158809cf4f3c")});
  EXPECT_EQ(code_of(hash->set_iv(Bytes(129))), Code::invalid_parameter);
  ASSERT_EQ(told(hash->set_iv(Bytes(128, 7))), "ok");
  feed(*hash, text("abc"), 3);
  EXPECT_EQ(finish(*hash, 16), "6c4b94427b9b1d6a251d52a374bc3c89");
  ASSERT_EQ(told(hash->reset()), "ok");
  ASSERT_EQ(told(hash->set_iv(Bytes(1, 7))), "ok");
  feed(*hash, text("abc"), 3);
  EXPECT_EQ(finish(*hash, 16), "c779e45d9f54e6a6b502ac86aa03ebd9");
}

TEST(Mac, KeysOfAWrongLength_AreRefused) {
  for (const AlgorithmId id : {A::aes_cmac, A::aes_gmac}) {
    const HashInfo& info = *algorithm(id).hash;
    Bytes out(16);
    for (const std::size_t size : {0u, 8u, 15u, 17u, 33u}) {
      EXPECT_EQ(Hash::create(info, {true, Bytes(size)}).error().code, Code::invalid_parameter);
      EXPECT_EQ(code_of(provider::hash_once(info, {true, Bytes(size)}, {}, out)), Code::invalid_parameter);
    }
  }
}

}  // namespace
}  // namespace cng::test
