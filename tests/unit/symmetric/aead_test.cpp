// GCM and CCM.
#include <gtest/gtest.h>

#include "aead_answers.h"
#include "provider/cipher.h"
#include "support.h"

namespace cng::test {
namespace {

using provider::AeadOperation;
using provider::cipher_aead;
using provider::Direction;
using provider::GcmStream;

struct Case {
  explicit Case(const AeadAnswer& answer)
      : mode(answer.mode),
        key(make_key(AlgorithmId::aes, hex(answer.key))),
        nonce(hex(answer.nonce)),
        associated(hex(answer.associated)),
        plain(hex(answer.text)),
        cipher(hex(answer.cipher)),
        tag(hex(answer.tag)) {}

  Status run(Direction direction, ByteView in, ByteSpan out, ByteSpan with_tag) const {
    return cipher_aead(*key, {mode, direction, nonce, associated, with_tag}, in, out);
  }

  ChainMode mode;
  std::unique_ptr<CipherKey> key;
  Bytes nonce, associated, plain, cipher, tag;
};

TEST(Aead, KnownAnswers_BothWays) {
  for (const AeadAnswer& row : kAeadAnswers) {
    SCOPED_TRACE(row.tag);
    const Case c(row);
    Bytes out(c.plain.size()), tag(c.tag.size());
    ASSERT_EQ(told(c.run(Direction::encrypt, c.plain, out, tag)), "ok");
    EXPECT_EQ(to_hex(out), row.cipher);
    EXPECT_EQ(to_hex(tag), row.tag);
    ASSERT_EQ(told(c.run(Direction::decrypt, c.cipher, out, tag)), "ok");
    EXPECT_EQ(to_hex(out), row.text);
    EXPECT_EQ(to_hex(tag), row.tag);
  }
}

TEST(Aead, InPlaceAndAgain_GivesTheSame) {
  for (const AeadAnswer& row : kAeadAnswers) {
    SCOPED_TRACE(row.tag);
    const Case c(row);
    for (int round = 0; round < 3; ++round) {
      Bytes bytes = c.plain, tag(c.tag.size());
      ASSERT_EQ(told(c.run(Direction::encrypt, bytes, bytes, tag)), "ok");
      EXPECT_EQ(to_hex(bytes), row.cipher);
      EXPECT_EQ(to_hex(tag), row.tag);
      ASSERT_EQ(told(c.run(Direction::decrypt, bytes, bytes, tag)), "ok");
      EXPECT_EQ(to_hex(bytes), row.text);
    }
  }
}

// All of what is authenticated: each change is noticed, and no byte of the text is given out.
TEST(Aead, EveryChange_IsAMismatch_AndTheOutputIsWiped) {
  for (const AeadAnswer& row : kAeadAnswers) {
    SCOPED_TRACE(row.tag);
    const auto expect_mismatch = [&](const Case& changed) {
      Bytes out(changed.cipher.size(), 0xEE), tag = changed.tag;
      EXPECT_EQ(code_of(changed.run(Direction::decrypt, changed.cipher, out, tag)), Code::auth_tag_mismatch);
      EXPECT_EQ(out, Bytes(out.size()));
      EXPECT_EQ(tag, changed.tag);
    };
    Case tag(row), cipher(row), associated(row), nonce(row), more(row);
    tag.tag.back() ^= 1;
    expect_mismatch(tag);
    tag.tag.back() ^= 1;
    tag.tag.front() ^= 0x80;
    expect_mismatch(tag);
    if (!cipher.cipher.empty()) {
      cipher.cipher.back() ^= 1;
      expect_mismatch(cipher);
    }
    nonce.nonce.front() ^= 1;
    expect_mismatch(nonce);
    associated.associated.push_back(0);
    expect_mismatch(associated);
    more.cipher.push_back(0);
    expect_mismatch(more);
  }
}

TEST(Aead, AfterAMismatch_TheKeyStillWorks) {
  for (const AeadAnswer& row : kAeadAnswers) {
    const Case c(row);
    Bytes wrong = c.tag, out(c.cipher.size()), right = c.tag;
    wrong[0] ^= 1;
    ASSERT_EQ(told(c.run(Direction::decrypt, c.cipher, out, right)), "ok");
    EXPECT_EQ(code_of(c.run(Direction::decrypt, c.cipher, out, wrong)), Code::auth_tag_mismatch);
    ASSERT_EQ(told(c.run(Direction::decrypt, c.cipher, out, right)), "ok");
    EXPECT_EQ(to_hex(out), row.text);
  }
}

TEST(Aead, Mismatch_InPlace_WipesTheBuffer) {
  const Case c(kAeadAnswers[2]);
  Bytes bytes = c.cipher, wrong = c.tag;
  wrong[3] ^= 4;
  EXPECT_EQ(code_of(c.run(Direction::decrypt, bytes, bytes, wrong)), Code::auth_tag_mismatch);
  EXPECT_EQ(bytes, Bytes(bytes.size()));
}

// One key with changing lengths of nonce and tag: for CCM they are part of the key schedule's surroundings.
TEST(Aead, OneKey_WithChangingLengths) {
  const auto key = make_key(AlgorithmId::aes, Bytes(32, 7));
  const Bytes plain = pattern(45), associated = pattern(9);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t nonce = 7; nonce <= 13; ++nonce) {
      for (std::size_t size = 4; size <= 16; size += 2) {
        const auto other = make_key(AlgorithmId::aes, Bytes(32, 7));
        const Bytes iv(nonce, 5);
        Bytes out(plain.size()), expected(plain.size()), tag(size), expected_tag(size);
        const auto operation = [&](Direction direction, Bytes& with) {
          return AeadOperation{M::ccm, direction, iv, associated, with};
        };
        ASSERT_EQ(told(cipher_aead(*key, operation(Direction::encrypt, tag), plain, out)), "ok");
        ASSERT_EQ(told(cipher_aead(*other, operation(Direction::encrypt, expected_tag), plain, expected)), "ok");
        EXPECT_EQ(out, expected);
        EXPECT_EQ(tag, expected_tag);
        ASSERT_EQ(told(cipher_aead(*key, operation(Direction::decrypt, tag), out, out)), "ok");
        EXPECT_EQ(out, plain);
      }
    }
  }
}

TEST(Aead, WrongLengths_AreRefused) {
  const auto key = make_key(AlgorithmId::aes, Bytes(16));
  const auto code = [&](ChainMode mode, std::size_t nonce_bytes, std::size_t tag_bytes) {
    const Bytes nonce(nonce_bytes), in(5);
    Bytes out(5), tag(tag_bytes);
    const Code encrypting = code_of(cipher_aead(*key, {mode, Direction::encrypt, nonce, {}, tag}, in, out));
    EXPECT_EQ(code_of(cipher_aead(*key, {mode, Direction::decrypt, nonce, {}, tag}, in, out)),
              encrypting == Code::ok ? Code::ok : encrypting);
    return encrypting;
  };
  for (const std::size_t nonce : {0u, 8u, 11u, 13u, 16u}) EXPECT_EQ(code(M::gcm, nonce, 16), Code::invalid_parameter);
  for (const std::size_t tag : {0u, 4u, 11u, 17u}) EXPECT_EQ(code(M::gcm, 12, tag), Code::invalid_parameter);
  for (const std::size_t nonce : {0u, 6u, 14u, 16u}) EXPECT_EQ(code(M::ccm, nonce, 16), Code::invalid_parameter);
  for (const std::size_t tag : {0u, 2u, 5u, 15u, 18u}) EXPECT_EQ(code(M::ccm, 12, tag), Code::invalid_parameter);
  EXPECT_EQ(code(M::cbc, 12, 16), Code::internal_error);
}

TEST(Aead, CcmWithALongNonce_HasShortMessages) {
  const auto key = make_key(AlgorithmId::aes, Bytes(16));
  const Bytes nonce(13);
  for (const std::size_t size : {std::size_t{65535}, std::size_t{65536}}) {
    Bytes bytes(size), tag(16);
    EXPECT_EQ(code_of(cipher_aead(*key, {M::ccm, Direction::encrypt, nonce, {}, tag}, bytes, bytes)),
              size == 65535 ? Code::ok : Code::invalid_parameter);
  }
}

TEST(Aead, CiphersOtherThanAes_AreRefused) {
  const auto key = make_key(AlgorithmId::tdes, Bytes(24, 1));
  Bytes bytes(8), tag(16);
  const Bytes nonce(12);
  EXPECT_EQ(code_of(cipher_aead(*key, {M::gcm, Direction::encrypt, nonce, {}, tag}, bytes, bytes)),
            Code::not_supported);
}

TEST(GcmStream, Pieces_GiveTheWhole) {
  for (const AeadAnswer& row : kAeadAnswers) {
    if (row.mode != ChainMode::gcm) continue;
    SCOPED_TRACE(row.tag);
    const Case c(row);
    for (const std::size_t piece : {1u, 13u, 16u, 1000u}) {
      for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
        auto stream = GcmStream::begin(*c.key, direction, c.nonce);
        ASSERT_TRUE(stream);
        for (const std::uint8_t& byte : c.associated) ASSERT_EQ(told((*stream)->associated_data({&byte, 1})), "ok");
        Bytes bytes = direction == Direction::encrypt ? c.plain : c.cipher;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
          const ByteSpan part = ByteSpan(bytes).subspan(at, std::min(piece, bytes.size() - at));
          ASSERT_EQ(told((*stream)->update(part, part)), "ok");
        }
        Bytes tag = c.tag;
        if (direction == Direction::encrypt) tag.assign(tag.size(), 0);
        ASSERT_EQ(told((*stream)->finish(tag)), "ok");
        EXPECT_EQ(tag, c.tag);
        EXPECT_EQ(bytes, direction == Direction::encrypt ? c.cipher : c.plain);
      }
    }
  }
}

TEST(GcmStream, AWrongTag_IsAMismatch) {
  const Case c(kAeadAnswers[3]);
  auto stream = GcmStream::begin(*c.key, Direction::decrypt, c.nonce);
  ASSERT_TRUE(stream);
  Bytes out(c.cipher.size()), tag = c.tag;
  tag[15] ^= 1;
  ASSERT_EQ(told((*stream)->associated_data(c.associated)), "ok");
  ASSERT_EQ(told((*stream)->update(c.cipher, out)), "ok");
  EXPECT_EQ(code_of((*stream)->finish(tag)), Code::auth_tag_mismatch);
  EXPECT_NE(code_of((*stream)->finish(tag)), Code::ok);
}

TEST(GcmStream, Order_IsKept) {
  const Case c(kAeadAnswers[3]);
  auto stream = GcmStream::begin(*c.key, Direction::encrypt, c.nonce);
  ASSERT_TRUE(stream);
  Bytes out(4), tag(16);
  EXPECT_EQ(told((*stream)->update({}, {})), "ok");
  EXPECT_EQ(told((*stream)->associated_data(c.associated)), "ok");
  EXPECT_EQ(told((*stream)->update(Bytes(4), out)), "ok");
  EXPECT_EQ(code_of((*stream)->associated_data(c.associated)), Code::invalid_parameter);
  Bytes short_tag(11);
  EXPECT_EQ(code_of((*stream)->finish(short_tag)), Code::invalid_parameter);
  EXPECT_EQ(told((*stream)->finish(tag)), "ok");
  EXPECT_EQ(code_of((*stream)->update(Bytes(4), out)), Code::invalid_parameter);
  EXPECT_EQ(code_of((*stream)->finish(tag)), Code::invalid_parameter);
}

TEST(GcmStream, Begin_RefusesWrongNonces) {
  const Case c(kAeadAnswers[3]);
  EXPECT_EQ(GcmStream::begin(*c.key, Direction::encrypt, Bytes(13)).error().code, Code::invalid_parameter);
}

TEST(GcmStream, OutlivesItsKey) {
  Case c(kAeadAnswers[2]);
  auto stream = GcmStream::begin(*c.key, Direction::encrypt, c.nonce);
  ASSERT_TRUE(stream);
  c.key.reset();
  Bytes out(c.plain.size()), tag(16);
  ASSERT_EQ(told((*stream)->update(c.plain, out)), "ok");
  ASSERT_EQ(told((*stream)->finish(tag)), "ok");
  EXPECT_EQ(tag, c.tag);
}

}  // namespace
}  // namespace cng::test
