// Every block cipher in every mode, with every length of key.
#include <gtest/gtest.h>

#include "block_answers.h"
#include "provider/cipher.h"
#include "support.h"

namespace cng::test {
namespace {

using provider::BlockOperation;
using provider::cipher_blocks;
using provider::Direction;

// An answer as the functions want it.
struct Case {
  explicit Case(const BlockAnswer& answer)
      : row(answer),
        key(make_key(answer.algorithm, hex(answer.key), answer.effective_bits)),
        plain(hex(kText)),
        cipher(hex(answer.cipher)) {
    for (std::size_t i = 0; answer.mode != ChainMode::ecb && i < key->cipher().block_bytes; ++i)
      iv.push_back(static_cast<std::uint8_t>(i));
    name = to_hex(hex(answer.key)) + " mode " + std::to_string(static_cast<int>(answer.mode)) + " feedback " +
           std::to_string(answer.feedback_bytes) + " algorithm " + std::to_string(static_cast<int>(answer.algorithm));
  }

  BlockOperation operation(Direction direction, ByteView from) const {
    return {row.mode, direction, row.feedback_bytes, from};
  }
  BlockOperation operation(Direction direction) const { return operation(direction, iv); }

  const BlockAnswer& row;
  std::unique_ptr<CipherKey> key;
  Bytes iv, plain, cipher;
  std::string name;
};

TEST(BlockCipher, KnownAnswers_BothWays) {
  for (const BlockAnswer& row : kBlockAnswers) {
    const Case c(row);
    SCOPED_TRACE(c.name);
    Bytes out(c.plain.size());
    ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::encrypt), c.plain, out)), "ok");
    EXPECT_EQ(to_hex(out), row.cipher);
    ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::decrypt), c.cipher, out)), "ok");
    EXPECT_EQ(to_hex(out), kText);
  }
}

TEST(BlockCipher, InPlace_GivesTheSame) {
  for (const BlockAnswer& row : kBlockAnswers) {
    const Case c(row);
    SCOPED_TRACE(c.name);
    Bytes bytes = c.plain;
    ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::encrypt), bytes, bytes)), "ok");
    EXPECT_EQ(to_hex(bytes), row.cipher);
    ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::decrypt), bytes, bytes)), "ok");
    EXPECT_EQ(to_hex(bytes), kText);
  }
}

// As api does it: a message in pieces, each with the last ciphertext block before it for its IV.
TEST(BlockCipher, Pieces_ChainedByTheCaller_GiveTheWhole) {
  for (const BlockAnswer& row : kBlockAnswers) {
    const Case c(row);
    SCOPED_TRACE(c.name);
    const std::size_t block = c.key->cipher().block_bytes;
    for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
      const Bytes& in = direction == Direction::encrypt ? c.plain : c.cipher;
      Bytes out(in.size()), iv = c.iv;
      const std::size_t sizes[] = {block, 2 * block, in.size() - 3 * block};
      std::size_t at = 0;
      for (const std::size_t size : sizes) {
        ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(direction, iv), slice(in, at, size),
                                     ByteSpan(out).subspan(at, size))),
                  "ok");
        at += size;
        if (!iv.empty()) iv = slice(direction == Direction::encrypt ? out : in, at - block, block);
      }
      EXPECT_EQ(to_hex(out), direction == Direction::encrypt ? row.cipher : kText);
    }
  }
}

// One context is reused for all of these calls, also after one of another length.
TEST(BlockCipher, RepeatedCalls_StartAfresh) {
  for (const BlockAnswer& row : kBlockAnswers) {
    const Case c(row);
    SCOPED_TRACE(c.name);
    Bytes out(c.plain.size());
    for (const std::size_t blocks : {1u, 3u, 2u}) {
      const std::size_t size = blocks * c.key->cipher().block_bytes;
      ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::encrypt), slice(c.plain, 0, size),
                                   ByteSpan(out).first(size))),
                "ok");
      EXPECT_EQ(to_hex(ByteView(out).first(size)), std::string(row.cipher).substr(0, 2 * size));
    }
  }
}

TEST(BlockCipher, Cfb8_TakesAnyLength) {
  for (const BlockAnswer& row : kBlockAnswers) {
    if (row.mode != ChainMode::cfb || row.feedback_bytes != 1) continue;
    const Case c(row);
    SCOPED_TRACE(c.name);
    for (const std::size_t size : {0u, 1u, 7u, 8u, 9u, 17u, 63u}) {
      Bytes out(size);
      ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::encrypt), slice(c.plain, 0, size), out)), "ok");
      EXPECT_EQ(to_hex(out), std::string(row.cipher).substr(0, 2 * size));
      ASSERT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::decrypt), out, out)), "ok");
      EXPECT_EQ(to_hex(out), std::string(kText).substr(0, 2 * size));
    }
  }
}

TEST(BlockCipher, NoInput_IsNoWork) {
  const Case c(kBlockAnswers[0]);
  EXPECT_EQ(told(cipher_blocks(*c.key, c.operation(Direction::encrypt), {}, {})), "ok");
}

struct Published {
  AlgorithmId algorithm;
  ChainMode mode;
  std::uint32_t feedback_bytes;
  std::uint32_t effective_bits;
  const char *key, *iv, *plain, *cipher;
};

// FIPS 81 (appendices B to E), SP 800-67 (appendix B), RFC 2268 (section 5).
constexpr char kNowIsTheTime[] = "4e6f77206973207468652074696d6520666f7220616c6c20";
constexpr char kDesKey[] = "0123456789abcdef";
constexpr char kRc2Long[] = "88bca90e90875a7f0f79c384627bafb2";
constexpr Published kPublished[] = {
    {A::des, M::ecb, 0, 0, kDesKey, "", kNowIsTheTime, "3fa40e8a984d48156a271787ab8883f9893d51ec4b563b53"},
    {A::des, M::cbc, 0, 0, kDesKey, "1234567890abcdef", kNowIsTheTime,
     "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"},
    {A::des, M::cfb, 1, 0, kDesKey, "1234567890abcdef", kNowIsTheTime,
     "f31fda07011462ee187f43d80a7cd9b5b0d290da6e5b9a87"},
    {A::des, M::cfb, 8, 0, kDesKey, "1234567890abcdef", kNowIsTheTime,
     "f3096249c7f46e51a69e839b1a92f78403467133898ea622"},
    {A::tdes, M::ecb, 0, 0, "0123456789abcdef23456789abcdef01456789abcdef0123", "",
     "54686520717566636b2062726f776e20666f78206a756d70", "a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900"},
    {A::rc2, M::ecb, 0, 63, "0000000000000000", "", "0000000000000000", "ebb773f993278eff"},
    {A::rc2, M::ecb, 0, 64, "ffffffffffffffff", "", "ffffffffffffffff", "278b27e42e2f0d49"},
    {A::rc2, M::ecb, 0, 64, "3000000000000000", "", "1000000000000001", "30649edf9be7d2c2"},
    {A::rc2, M::ecb, 0, 64, "88", "", "0000000000000000", "61a8a244adacccf0"},
    {A::rc2, M::ecb, 0, 64, "88bca90e90875a", "", "0000000000000000", "6ccf4308974c267f"},
    {A::rc2, M::ecb, 0, 64, kRc2Long, "", "0000000000000000", "1a807d272bbe5db1"},
    {A::rc2, M::ecb, 0, 128, kRc2Long, "", "0000000000000000", "2269552ab0f85ca6"},
    {A::rc2, M::ecb, 0, 0, kRc2Long, "", "0000000000000000", "2269552ab0f85ca6"},
    {A::rc2, M::ecb, 0, 129, "88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", "",
     "0000000000000000", "5b78d3a43dfff1f1"},
};

TEST(BlockCipher, PublishedAnswers) {
  for (const Published& row : kPublished) {
    SCOPED_TRACE(row.cipher);
    const auto key = make_key(row.algorithm, hex(row.key), row.effective_bits);
    const Bytes iv = hex(row.iv), plain = hex(row.plain);
    Bytes out(plain.size());
    ASSERT_EQ(told(cipher_blocks(*key, {row.mode, Direction::encrypt, row.feedback_bytes, iv}, plain, out)), "ok");
    EXPECT_EQ(to_hex(out), row.cipher);
    ASSERT_EQ(told(cipher_blocks(*key, {row.mode, Direction::decrypt, row.feedback_bytes, iv}, out, out)), "ok");
    EXPECT_EQ(out, plain);
  }
}

}  // namespace
}  // namespace cng::test
