// RC4.
#include <gtest/gtest.h>

#include "provider/cipher.h"
#include "support.h"

namespace cng::test {
namespace {

using provider::cipher_stream;
using provider::copy_stream;

struct StreamAnswer {
  std::size_t key_bytes;
  const char* stream;
};

// Keys 01 02 03 ...; RFC 6229 has those of 5, 16 and 32 bytes, the others are from a program of the definition.
constexpr StreamAnswer kStreams[] = {
    {1, "06080e0e182029293933495766768783a1b5cae0f766117c4c6885a3c2e2a3496c26397fa6ce1741e047a5d3ba573467"},
    {5, "b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919b68f78c28d15d822234c6cb8c5f6c4ac"},
    {16, "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c0b9de3e45521a0bf5b9a607bf634ccf5"},
    {32, "eaa6bd25880bf93d3f5d1e4ca2611d91cfa45c9f7e714b54bdfa80027cb14380f4dd33bda70179711136b47a99fc9fce"},
    {64, "1f7104fc6945be4328bf9635ee7ba160c11d37fd6e95152b57bf55db03d7034a285bdd6270df8c7f3e41c86b0e35701f"},
};

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i + 1);
  return out;
}

Bytes next(const CipherKey& key, std::size_t size) {
  Bytes bytes(size);
  EXPECT_EQ(told(cipher_stream(key, bytes, bytes)), "ok");
  return bytes;
}

TEST(StreamCipher, KnownStreams_InOnePieceAndInMany) {
  for (const StreamAnswer& row : kStreams) {
    SCOPED_TRACE(row.key_bytes);
    EXPECT_EQ(to_hex(next(*make_key(AlgorithmId::rc4, counting(row.key_bytes)), 48)), row.stream);
    const auto key = make_key(AlgorithmId::rc4, counting(row.key_bytes));
    std::string pieces;
    for (const std::size_t size : {1u, 0u, 15u, 30u, 2u}) pieces += to_hex(next(*key, size));
    EXPECT_EQ(pieces, row.stream);
  }
}

TEST(StreamCipher, LongestSecret_256Bytes) {
  Bytes secret(256);
  for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<std::uint8_t>(3 * i + 1);
  EXPECT_EQ(to_hex(next(*make_key(AlgorithmId::rc4, secret), 48)),
            "cb934efcd5876202fa0642e02fb8aa8b9ee93169a2fd2a60755596af69e8ffea7b6b8fec37e4d152bab17022baff1e92");
  for (const std::size_t wrong : {0u, 257u}) {
    Bytes bytes(1);
    EXPECT_NE(code_of(cipher_stream(*make_key(AlgorithmId::rc4, Bytes(wrong)), bytes, bytes)), Code::ok);
  }
}

TEST(StreamCipher, Text_IsAddedToTheStream) {
  const auto key = make_key(AlgorithmId::rc4, text("Key"));
  const Bytes plain = text("Plaintext");
  Bytes out(plain.size());
  ASSERT_EQ(told(cipher_stream(*key, plain, out)), "ok");
  EXPECT_EQ(to_hex(out), "bbf316e8d940af0ad3");
}

TEST(StreamCipher, Copy_ContinuesWhereTheOriginalWas) {
  const auto original = make_key(AlgorithmId::rc4, counting(16));
  const auto untouched = make_key(AlgorithmId::rc4, counting(16));
  ASSERT_EQ(told(copy_stream(*original, *untouched)), "ok");
  next(*original, 20);
  const auto copy = make_key(AlgorithmId::rc4, counting(16));
  ASSERT_EQ(told(copy_stream(*original, *copy)), "ok");
  const std::string stream = kStreams[2].stream;
  EXPECT_EQ(to_hex(next(*original, 10)), stream.substr(40, 20));
  EXPECT_EQ(to_hex(next(*copy, 28)), stream.substr(40));
  EXPECT_EQ(to_hex(next(*original, 18)), stream.substr(60));
  EXPECT_EQ(to_hex(next(*untouched, 48)), stream);
}

TEST(StreamCipher, Lengths_MustAgree) {
  const auto key = make_key(AlgorithmId::rc4, counting(16));
  Bytes out(3);
  EXPECT_NE(code_of(cipher_stream(*key, Bytes(4), out)), Code::ok);
}

TEST(StreamCipher, BlockCiphers_AreRefused) {
  const auto key = make_key(AlgorithmId::aes, counting(16));
  Bytes out(16);
  EXPECT_NE(code_of(cipher_stream(*key, out, out)), Code::ok);
}

}  // namespace
}  // namespace cng::test
