// RSA decryption that fails: one status whatever is wrong with the padding, nothing written, and the size rules.
#include "rsa_known_answers.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

class RsaDecrypt : public testing::Test {
 protected:
  // encode raises a whole block to e, so that decryption meets exactly this block.
  Bytes encode(const Bytes& block) { return encrypt(peer, block, nullptr, BCRYPT_PAD_NONE).bytes; }

  // Both the size query and the call with a buffer must give the same failure and write nothing.
  void expect_decode_failure(const Bytes& cipher, PVOID padding, ULONG flags) {
    ULONG size = kUntouchedSize;
    EXPECT_THAT(BCryptDecrypt(own, in(cipher), len(cipher), padding, nullptr, 0, nullptr, 0, &size, flags),
                IsStatus(kDecodeFailureStatus));
    EXPECT_EQ(size, kUntouchedSize);
    MarkedBuffer out(128);
    EXPECT_THAT(BCryptDecrypt(own, in(cipher), len(cipher), padding, nullptr, 0, out.data(), out.size(), &size, flags),
                IsStatus(kDecodeFailureStatus));
    EXPECT_TRUE(out.untouched());
    EXPECT_EQ(size, kUntouchedSize);
  }

  const Key own = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  const Key peer = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  const Bytes pkcs1_cipher = hex(known::kEncryptedPkcs1);
};

Bytes block(std::initializer_list<Bytes> parts) {
  Bytes out = concat(parts);
  EXPECT_EQ(out.size(), 128U);
  return out;
}

TEST_F(RsaDecrypt, Pkcs1_WellFormedBlocksDecode) {
  // The smallest padding, and no message at all.
  EXPECT_EQ(decrypt(own, encode(block({{0, 2}, Bytes(8, 7), {0}, Bytes(117, 9)})), nullptr, BCRYPT_PAD_PKCS1).bytes,
            Bytes(117, 9));
  MarkedBuffer out(128);
  ULONG size = kUntouchedSize;
  const Bytes empty = encode(block({{0, 2}, Bytes(125, 7), {0}}));
  EXPECT_THAT(BCryptDecrypt(own, in(empty), 128, nullptr, nullptr, 0, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsSuccess());
  EXPECT_EQ(size, 0U);
  EXPECT_TRUE(out.untouched());
}

TEST_F(RsaDecrypt, Pkcs1_EveryBadBlockGivesTheSameStatus) {
  const Bytes bad[] = {
      block({{0, 1}, Bytes(8, 7), {0}, Bytes(117, 9)}),            // a signature's block
      block({{0, 0}, Bytes(8, 7), {0}, Bytes(117, 9)}),            // no block type
      block({{0, 3}, Bytes(8, 7), {0}, Bytes(117, 9)}),            //
      block({{1, 2}, Bytes(8, 7), {0}, Bytes(117, 9)}),            // first byte set
      block({{0, 2}, Bytes(7, 7), {0}, Bytes(118, 9)}),            // padding one byte too short
      block({{0, 2}, {0}, Bytes(125, 9)}),                         // no padding
      block({{0, 2}, Bytes(126, 7)}),                              // no end of the padding
      block({{0, 2}, Bytes(3, 7), {0}, Bytes(4, 7), Bytes(118)}),  // an end too early
      Bytes(128),
  };
  for (const Bytes& each : bad) {
    SCOPED_TRACE(to_hex(each));
    expect_decode_failure(encode(each), nullptr, BCRYPT_PAD_PKCS1);
  }
}

TEST_F(RsaDecrypt, Oaep_EveryFailureGivesTheSameStatus) {
  Oaep sha1(BCRYPT_SHA1_ALGORITHM);
  Oaep sha256(BCRYPT_SHA256_ALGORITHM);
  const Bytes label = text("label"), other_label = text("Label");
  Oaep labelled(BCRYPT_SHA256_ALGORITHM, label);
  Oaep mislabelled(BCRYPT_SHA256_ALGORITHM, other_label);
  const Bytes plain_cipher = hex(known::kEncryptedOaepSha1), labelled_cipher = hex(known::kEncryptedOaepSha256Label);

  expect_decode_failure(plain_cipher, &sha256.info, BCRYPT_PAD_OAEP);     // another hash
  expect_decode_failure(plain_cipher, &labelled.info, BCRYPT_PAD_OAEP);   // a label where there is none
  expect_decode_failure(labelled_cipher, &sha256.info, BCRYPT_PAD_OAEP);  // no label where there is one
  expect_decode_failure(labelled_cipher, &mislabelled.info, BCRYPT_PAD_OAEP);
  expect_decode_failure(pkcs1_cipher, &sha1.info, BCRYPT_PAD_OAEP);  // another padding
  expect_decode_failure(encode(Bytes(128)), &sha1.info, BCRYPT_PAD_OAEP);
  expect_decode_failure(encode(pad_left(Bytes(127, 1), 128)), &sha1.info, BCRYPT_PAD_OAEP);
  for (std::size_t index : {1U, 50U, 127U}) {
    Bytes changed = plain_cipher;
    changed[index] = static_cast<UCHAR>(changed[index] ^ 1);
    expect_decode_failure(changed, &sha1.info, BCRYPT_PAD_OAEP);
  }
}

TEST_F(RsaDecrypt, CiphertextOfAnotherLength_IsRefused) {
  Oaep oaep(BCRYPT_SHA1_ALGORITHM);
  for (std::size_t size : {1U, 127U, 129U, 256U}) {
    Bytes cipher = pkcs1_cipher;
    cipher.resize(size);
    MarkedBuffer out(256);
    ULONG written = kUntouchedSize;
    EXPECT_THAT(
        BCryptDecrypt(own, in(cipher), len(cipher), nullptr, nullptr, 0, out.data(), 256, &written, BCRYPT_PAD_PKCS1),
        IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(
        BCryptDecrypt(own, in(cipher), len(cipher), &oaep.info, nullptr, 0, out.data(), 256, &written, BCRYPT_PAD_OAEP),
        IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(RsaDecrypt, CiphertextNotBelowTheModulus_IsRefused) {
  for (const Bytes& cipher : {Bytes(128, 0xFF), rsa1024().n}) {
    MarkedBuffer out(128);
    ULONG written = kUntouchedSize;
    EXPECT_THAT(BCryptDecrypt(own, in(cipher), 128, nullptr, nullptr, 0, out.data(), 128, &written, BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(RsaDecrypt, SizeQuery_GivesTheExactPlaintextLength) {
  ULONG size = 0;
  EXPECT_THAT(BCryptDecrypt(own, in(pkcs1_cipher), 128, nullptr, nullptr, 0, nullptr, 0, &size, BCRYPT_PAD_PKCS1),
              IsSuccess());
  EXPECT_EQ(size, 13U);
  Oaep oaep(BCRYPT_SHA1_ALGORITHM);
  const Bytes cipher = hex(known::kEncryptedOaepSha1);
  size = 0;
  EXPECT_THAT(BCryptDecrypt(own, in(cipher), 128, &oaep.info, nullptr, 0, nullptr, 0, &size, BCRYPT_PAD_OAEP),
              IsSuccess());
  EXPECT_EQ(size, 13U);
}

TEST_F(RsaDecrypt, ShortOutput_GivesTheSizeAndStaysUntouched) {
  for (ULONG count : {0U, 1U, 12U}) {
    MarkedBuffer out(13);
    ULONG size = 0;
    EXPECT_THAT(
        BCryptDecrypt(own, in(pkcs1_cipher), 128, nullptr, nullptr, 0, out.data(), count, &size, BCRYPT_PAD_PKCS1),
        IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(size, 13U);
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(RsaDecrypt, LargerOutput_IsWrittenOnlyAsFarAsNeeded) {
  MarkedBuffer out(128);
  ULONG size = 0;
  EXPECT_THAT(BCryptDecrypt(own, in(pkcs1_cipher), 128, nullptr, nullptr, 0, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsSuccess());
  EXPECT_EQ(size, 13U);
  EXPECT_EQ(out.first(13), text("Hello, cipher"));
  EXPECT_TRUE(out.untouched_from(13));
}

TEST_F(RsaDecrypt, PublicKey_CannotDecrypt) {
  MarkedBuffer out(128);
  ULONG size = kUntouchedSize;
  for (ULONG flags : {ULONG{BCRYPT_PAD_NONE}, ULONG{BCRYPT_PAD_PKCS1}})
    EXPECT_THAT(BCryptDecrypt(peer, in(pkcs1_cipher), 128, nullptr, nullptr, 0, out.data(), 128, &size, flags),
                IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

}  // namespace
