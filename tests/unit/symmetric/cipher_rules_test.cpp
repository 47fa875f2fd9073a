// What ciphers refuse, what they do not mind, and that calls are independent of each other.
#include <gtest/gtest.h>

#include "block_answers.h"
#include "provider/cipher.h"
#include "support.h"

namespace cng::test {
namespace {

using provider::BlockOperation;
using provider::cipher_blocks;
using provider::Direction;

constexpr Direction kDirections[] = {Direction::encrypt, Direction::decrypt};

Bytes run(const CipherKey& key, const BlockOperation& operation, const Bytes& in) {
  Bytes out(in.size());
  EXPECT_EQ(told(cipher_blocks(key, operation, in, out)), "ok");
  return out;
}

Code refusal(const CipherKey& key, const BlockOperation& operation, std::size_t in_bytes, std::size_t out_bytes) {
  const Bytes in(in_bytes);
  Bytes out(out_bytes, 0xEE);
  const Code code = code_of(cipher_blocks(key, operation, in, out));
  EXPECT_EQ(out, Bytes(out_bytes, 0xEE));
  return code;
}

TEST(CipherRules, DesParity_IsIgnored) {
  const auto good = make_key(AlgorithmId::des, hex("0123456789abcdef"));
  const auto bad = make_key(AlgorithmId::des, hex("0022446688aaccee"));
  const Bytes plain = text("8 bytes.");
  EXPECT_EQ(run(*good, {M::ecb, Direction::encrypt, 0, {}}, plain),
            run(*bad, {M::ecb, Direction::encrypt, 0, {}}, plain));
}

TEST(CipherRules, WeakDesKeys_AreTaken) {
  const Bytes plain = text("8 bytes.");
  for (const char* weak : {"0101010101010101", "fefefefefefefefe", "e0e0e0e0f1f1f1f1", "01fe01fe01fe01fe"}) {
    SCOPED_TRACE(weak);
    for (const auto& [id, repeats] :
         {std::pair{AlgorithmId::des, 1}, {AlgorithmId::tdes_112, 2}, {AlgorithmId::tdes, 3}, {AlgorithmId::desx, 3}}) {
      std::string digits;
      for (int i = 0; i < repeats; ++i) digits += weak;
      const auto key = make_key(id, hex(digits));
      const Bytes cipher = run(*key, {M::ecb, Direction::encrypt, 0, {}}, plain);
      EXPECT_EQ(run(*key, {M::ecb, Direction::decrypt, 0, {}}, cipher), plain);
    }
  }
}

TEST(CipherRules, TripleDes_OfEqualKeys_IsDes) {
  const Bytes plain = hex(kText);
  const Bytes des =
      run(*make_key(AlgorithmId::des, hex("0123456789abcdef")), {M::ecb, Direction::encrypt, 0, {}}, plain);
  const auto two = make_key(AlgorithmId::tdes_112, hex("0123456789abcdef0123456789abcdef"));
  const auto three = make_key(AlgorithmId::tdes, hex("0123456789abcdef0123456789abcdef0123456789abcdef"));
  EXPECT_EQ(run(*two, {M::ecb, Direction::encrypt, 0, {}}, plain), des);
  EXPECT_EQ(run(*three, {M::ecb, Direction::encrypt, 0, {}}, plain), des);
}

TEST(CipherRules, TripleDes112_IsTripleDesWithTheFirstKeyTwice) {
  const auto two = make_key(AlgorithmId::tdes_112, hex("0123456789abcdeffedcba9876543210"));
  const auto three = make_key(AlgorithmId::tdes, hex("0123456789abcdeffedcba98765432100123456789abcdef"));
  const Bytes plain = hex(kText), iv(8, 0x5A);
  for (const Direction direction : kDirections) {
    EXPECT_EQ(run(*two, {M::cbc, direction, 0, iv}, plain), run(*three, {M::cbc, direction, 0, iv}, plain));
    EXPECT_EQ(run(*two, {M::cfb, direction, 1, iv}, plain), run(*three, {M::cfb, direction, 1, iv}, plain));
  }
}

// DESX, of DES: what stands before and after is added to each block.
TEST(CipherRules, Desx_IsDesBetweenTwoAdditions) {
  const auto desx = make_key(AlgorithmId::desx, hex("133457799bbcdff10011223344556677fedcba9876543211"));
  const auto des = make_key(AlgorithmId::des, hex("133457799bbcdff1"));
  const Bytes before = hex("0011223344556677"), after = hex("fedcba9876543211"), plain = hex(kText);
  Bytes expected = plain;
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] ^= before[i % 8];
  expected = run(*des, {M::ecb, Direction::encrypt, 0, {}}, expected);
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] ^= after[i % 8];
  EXPECT_EQ(run(*desx, {M::ecb, Direction::encrypt, 0, {}}, plain), expected);
}

TEST(CipherRules, Rc2_EffectiveBits_DefaultToThoseOfTheSecret) {
  const Bytes plain = hex(kText);
  for (const std::size_t size : {1u, 2u, 5u, 8u, 16u, 33u, 128u}) {
    const Bytes secret = pattern(size);
    const auto bits = static_cast<std::uint32_t>(8 * size);
    EXPECT_EQ(run(*make_key(AlgorithmId::rc2, secret), {M::ecb, Direction::encrypt, 0, {}}, plain),
              run(*make_key(AlgorithmId::rc2, secret, bits), {M::ecb, Direction::encrypt, 0, {}}, plain));
  }
  const Bytes secret = pattern(16);
  EXPECT_NE(run(*make_key(AlgorithmId::rc2, secret), {M::ecb, Direction::encrypt, 0, {}}, plain),
            run(*make_key(AlgorithmId::rc2, secret, 40), {M::ecb, Direction::encrypt, 0, {}}, plain));
}

TEST(CipherRules, WrongLengths_AreRefused_AndNothingIsWritten) {
  const auto key = make_key(AlgorithmId::aes, Bytes(16));
  const Bytes iv(16), short_iv(15);
  for (const Direction direction : kDirections) {
    EXPECT_NE(refusal(*key, {M::cbc, direction, 0, iv}, 17, 17), Code::ok);
    EXPECT_NE(refusal(*key, {M::ecb, direction, 0, {}}, 15, 15), Code::ok);
    EXPECT_NE(refusal(*key, {M::cfb, direction, 16, iv}, 15, 15), Code::ok);
    EXPECT_NE(refusal(*key, {M::cbc, direction, 0, short_iv}, 16, 16), Code::ok);
    EXPECT_NE(refusal(*key, {M::cbc, direction, 0, {}}, 16, 16), Code::ok);
    EXPECT_NE(refusal(*key, {M::ecb, direction, 0, iv}, 16, 16), Code::ok);
    EXPECT_NE(refusal(*key, {M::cbc, direction, 0, iv}, 16, 15), Code::ok);
    EXPECT_EQ(refusal(*key, {M::cfb, direction, 8, iv}, 16, 16), Code::not_supported);
    EXPECT_EQ(refusal(*key, {M::cfb, direction, 0, iv}, 16, 16), Code::not_supported);
    EXPECT_NE(refusal(*key, {M::gcm, direction, 0, iv}, 16, 16), Code::ok);
    EXPECT_NE(refusal(*key, {M::none, direction, 0, iv}, 16, 16), Code::ok);
  }
}

TEST(CipherRules, SecretsOfAWrongLength_AreRefused) {
  struct Wrong {
    AlgorithmId algorithm;
    std::size_t size;
  };
  for (const Wrong& wrong : {Wrong{A::aes, 0},
                             {A::aes, 15},
                             {A::aes, 20},
                             {A::aes, 33},
                             {A::tdes, 16},
                             {A::tdes_112, 24},
                             {A::des, 7},
                             {A::desx, 8},
                             {A::rc2, 0},
                             {A::rc2, 129},
                             {A::rc4, 16}}) {
    const auto key = make_key(wrong.algorithm, Bytes(wrong.size, 1));
    EXPECT_NE(refusal(*key, {M::ecb, Direction::encrypt, 0, {}}, 16, 16), Code::ok) << wrong.size;
  }
}

// The contexts of one key in all its modes do not know of each other.
TEST(CipherRules, ModesOfOneKey_AreIndependent) {
  const auto key = make_key(AlgorithmId::aes, hex("2b7e151628aed2a6abf7158809cf4f3c"));
  Bytes iv(16);
  for (std::size_t i = 0; i < iv.size(); ++i) iv[i] = static_cast<std::uint8_t>(i);
  for (int round = 0; round < 3; ++round) {
    for (std::size_t row = 0; row < 4; ++row) {
      const BlockAnswer& answer = kBlockAnswers[row];
      const ByteView start = answer.mode == M::ecb ? ByteView() : ByteView(iv);
      const Bytes cipher = run(*key, {answer.mode, Direction::encrypt, answer.feedback_bytes, start}, hex(kText));
      EXPECT_EQ(to_hex(cipher), answer.cipher);
      EXPECT_EQ(to_hex(run(*key, {answer.mode, Direction::decrypt, answer.feedback_bytes, start}, cipher)), kText);
    }
  }
}

TEST(CipherRules, LongMessages_AreTheSameInOnePieceAndInMany) {
  constexpr std::size_t kSize = std::size_t{1} << 20;
  const Bytes plain = pattern(kSize), iv(16, 9);
  const auto key = make_key(AlgorithmId::aes, Bytes(32, 3));
  const Bytes whole = run(*key, {M::cbc, Direction::encrypt, 0, iv}, plain);
  Bytes chain = iv;
  for (std::size_t at = 0; at < kSize; at += kSize / 64) {
    const Bytes piece = run(*key, {M::cbc, Direction::encrypt, 0, chain}, slice(plain, at, kSize / 64));
    ASSERT_EQ(piece, slice(whole, at, kSize / 64));
    chain = slice(piece, piece.size() - 16, 16);
  }
  EXPECT_EQ(run(*key, {M::cbc, Direction::decrypt, 0, iv}, whole), plain);
}

}  // namespace
}  // namespace cng::test
