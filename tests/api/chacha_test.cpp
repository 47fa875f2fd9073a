// CHACHA20_POLY1305: known answers of RFC 8439, and its lengths.
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

// RFC 8439, section 2.8.2.
const Bytes kKey = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
const Bytes kNonce = hex("070000004041424344454647");
const Bytes kAad = hex("50515253c0c1c2c3c4c5c6c7");
const Bytes kPlain = text(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be "
    "it.");
const Bytes kCipher = hex(
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29"
    "05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b"
    "6116");
const Bytes kTag = hex("1ae10b594f09e26a7e902ecbd0600691");

Key chacha() { return symmetric(BCRYPT_CHACHA20_POLY1305_ALG_HANDLE, kKey); }

TEST(ChaCha, GivesTheAnswerOfRfc8439) {
  const Key key = chacha();
  for (int i = 0; i < 3; ++i) {
    Aead forth(kNonce, kAad, Bytes(16));
    const Ran out = run(BCryptEncrypt, key, kPlain, nullptr, kPlain.size(), 0, forth.get());
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), to_hex(kCipher));
    EXPECT_EQ(to_hex(forth.tag()), to_hex(kTag));
    Aead back(kNonce, kAad, kTag);
    EXPECT_EQ(run(BCryptDecrypt, key, kCipher, nullptr, kCipher.size(), 0, back.get()).bytes, kPlain);
  }
}

TEST(ChaCha, EveryChangedBit_IsATagMismatch) {
  const Key key = chacha();
  const auto refused = [&](const Bytes& nonce, const Bytes& aad, const Bytes& cipher, const Bytes& tag) {
    Aead info(nonce, aad, tag);
    const Ran out = run(BCryptDecrypt, key, cipher, nullptr, cipher.size(), 0, info.get());
    EXPECT_THAT(out.status, IsStatus(STATUS_AUTH_TAG_MISMATCH));
    EXPECT_NE(to_hex(out.bytes), to_hex(kPlain));
  };
  for (std::size_t bit = 0; bit < 128; ++bit) {
    Bytes tag = kTag, cipher = kCipher;
    tag[bit / 8] = static_cast<UCHAR>(tag[bit / 8] ^ (1U << (bit % 8)));
    refused(kNonce, kAad, kCipher, tag);
    cipher[bit % cipher.size()] ^= 0x10;
    refused(kNonce, kAad, cipher, kTag);
  }
  Bytes nonce = kNonce, aad = kAad;
  nonce[11] ^= 1;
  aad[0] ^= 1;
  refused(nonce, kAad, kCipher, kTag);
  refused(kNonce, aad, kCipher, kTag);
  refused(kNonce, {}, kCipher, kTag);
}

TEST(ChaCha, EmptyMessages_HaveATag) {
  const Key key = chacha();
  Aead forth(kNonce, {}, Bytes(16));
  ULONG size = 1;
  EXPECT_THAT(BCryptEncrypt(key, nullptr, 0, forth.get(), nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 0U);
  Aead back(kNonce, {}, forth.tag());
  EXPECT_THAT(BCryptDecrypt(key, nullptr, 0, back.get(), nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
  Aead wrong(kNonce, text("x"), forth.tag());
  EXPECT_THAT(BCryptDecrypt(key, nullptr, 0, wrong.get(), nullptr, 0, nullptr, 0, &size, 0),
              IsStatus(STATUS_AUTH_TAG_MISMATCH));
}

TEST(ChaCha, OtherLengths_AreRefused) {
  const Key key = chacha();
  for (CipherFunction function : {CipherFunction{BCryptEncrypt}, CipherFunction{BCryptDecrypt}})
    for (std::size_t size = 1; size <= 24; ++size) {
      Aead nonce(Bytes(size), {}, Bytes(16)), tag(kNonce, {}, Bytes(size));
      const NTSTATUS with_nonce = run(function, key, Bytes(5), nullptr, 5, 0, nonce.get()).status;
      const NTSTATUS with_tag = run(function, key, Bytes(5), nullptr, 5, 0, tag.get()).status;
      EXPECT_EQ(with_nonce == STATUS_INVALID_PARAMETER, size != 12) << size;
      EXPECT_EQ(with_tag == STATUS_INVALID_PARAMETER, size != 16) << size;
    }
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(5), nullptr, 5).status, IsStatus(STATUS_INVALID_PARAMETER));
  Aead info(kNonce, {}, Bytes(16));
  const Ran small = run(BCryptEncrypt, key, Bytes(5), nullptr, 4, 0, info.get());
  EXPECT_THAT(small.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(small.size, 5U);
  EXPECT_FALSE(small.wrote);
  EXPECT_EQ(info.tag(), Bytes(16));
}

TEST(ChaCha, ChainedCalls_AreNotSupported) {
  const Key key = chacha();
  Aead info(kNonce, {}, Bytes(16));
  info.chained();
  Bytes iv(16);
  const Ran out = run(BCryptEncrypt, key, Bytes(16), &iv, 16, 0, info.get());
  EXPECT_THAT(out.status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_FALSE(out.wrote);
}

TEST(ChaCha, KeysAndProperties) {
  for (std::size_t size : {0U, 16U, 24U, 31U})
    EXPECT_THAT(generate_symmetric(BCRYPT_CHACHA20_POLY1305_ALG_HANDLE, Bytes(size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Algorithm algorithm = open(BCRYPT_CHACHA20_POLY1305_ALGORITHM);
  EXPECT_EQ(get_property(algorithm, BCRYPT_KEY_LENGTHS).bytes, concat({le32(256), le32(256), le32(0)}));
  EXPECT_EQ(get_property(algorithm, BCRYPT_AUTH_TAG_LENGTH).bytes, concat({le32(16), le32(16), le32(0)}));
  EXPECT_EQ(get_number(algorithm, BCRYPT_BLOCK_LENGTH), 1U);
  EXPECT_EQ(chaining_mode(algorithm), "ChainingModeN/A");
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeN/A"), IsSuccess());
  EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, "ChainingModeGCM"), IsStatus(STATUS_NOT_SUPPORTED));
  MadeKey key = import_symmetric(algorithm, BCRYPT_KEY_DATA_BLOB, key_data(kKey));
  ASSERT_THAT(key, IsMade());
  EXPECT_THAT(get_property(key.handle, BCRYPT_INITIALIZATION_VECTOR).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(get_property(key.handle, BCRYPT_MESSAGE_BLOCK_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
  MadeKey copy = duplicate_key(key.handle);
  ASSERT_THAT(copy, IsMade());
  Aead info(kNonce, kAad, kTag);
  EXPECT_EQ(run(BCryptDecrypt, copy.handle, kCipher, nullptr, kCipher.size(), 0, info.get()).bytes, kPlain);
}

}  // namespace
