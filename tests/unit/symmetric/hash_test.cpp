// Digests and HMAC.
#include <gtest/gtest.h>

#include "hash_answers.h"
#include "hash_support.h"

namespace cng::test {
namespace {

using provider::Hash;
using provider::HashKey;

TEST(Digest, KnownAnswers) {
  for (const DigestAnswer& row : kDigestAnswers) {
    SCOPED_TRACE(row.abc);
    const HashInfo& info = *algorithm(row.algorithm).hash;
    for (int round = 0; round < 2; ++round) {
      EXPECT_EQ(once(info, {}, {}), row.empty);
      EXPECT_EQ(once(info, {}, text("abc")), row.abc);
      EXPECT_EQ(once(info, {}, pattern(1000)), row.pattern_1000);
    }
  }
}

TEST(Digest, Pieces_GiveTheWhole) {
  for (const DigestAnswer& row : kDigestAnswers) {
    SCOPED_TRACE(row.abc);
    const HashInfo& info = *algorithm(row.algorithm).hash;
    for (const std::size_t piece : {1u, 63u, 64u, 127u, 999u, 1000u}) {
      const auto hash = fresh(info, {});
      feed(*hash, pattern(1000), piece);
      EXPECT_EQ(finish(*hash, info.digest_bytes), row.pattern_1000);
    }
    EXPECT_EQ(finish(*fresh(info, {}), info.digest_bytes), row.empty);
  }
}

TEST(Hmac, KnownAnswers) {
  for (const HmacAnswer& row : kHmacAnswers) {
    SCOPED_TRACE(row.jefe);
    const HashInfo& info = *algorithm(row.algorithm).hash;
    const Bytes jefe = text("Jefe"), message = text("what do ya want for nothing?");
    const Bytes long_key(147, 0xAA), long_message = text("Test Using Larger Than Block-Size Key - Hash Key First");
    for (int round = 0; round < 2; ++round) {
      EXPECT_EQ(once(info, {true, {}}, {}), row.empty);
      EXPECT_EQ(once(info, {true, jefe}, message), row.jefe);
      EXPECT_EQ(once(info, {true, long_key}, long_message), row.long_key);
    }
    const auto hash = fresh(info, {true, long_key});
    feed(*hash, long_message, 7);
    EXPECT_EQ(finish(*hash, info.digest_bytes), row.long_key);
  }
}

// RFC 4231, case 1, and RFC 2202, case 1.
TEST(Hmac, PublishedCaseOne) {
  const Bytes message = text("Hi There");
  EXPECT_EQ(once(*algorithm(A::sha256).hash, {true, Bytes(20, 0x0B)}, message),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(once(*algorithm(A::sha1).hash, {true, Bytes(20, 0x0B)}, message),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(once(*algorithm(A::md5).hash, {true, Bytes(16, 0x0B)}, message), "9294727a3638bb1c13f48ef8158bfc9d");
}

// A key as long as the block is used as it is; one byte more is hashed first.
TEST(Hmac, KeysAroundTheBlock) {
  for (const HmacAnswer& row : kHmacAnswers) {
    const HashInfo& info = *algorithm(row.algorithm).hash;
    const Bytes block(info.block_bytes, 0x42), longer(info.block_bytes + 1, 0x42);
    Bytes hashed(info.digest_bytes);
    ASSERT_EQ(told(provider::hash_once(info, {}, longer, hashed)), "ok");
    EXPECT_EQ(once(info, {true, longer}, text("m")), once(info, {true, hashed}, text("m")));
    Bytes shorter = block, padded = block;
    shorter.pop_back();
    padded.back() = 0;
    EXPECT_EQ(once(info, {true, shorter}, text("m")), once(info, {true, padded}, text("m")));
    EXPECT_NE(once(info, {true, shorter}, text("m")), once(info, {true, block}, text("m")));
  }
}

}  // namespace
}  // namespace cng::test
