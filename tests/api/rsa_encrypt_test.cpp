// RSA encryption and decryption: known answers, limits of length, labels, pointers.
#include "rsa_known_answers.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

class RsaEncrypt : public testing::Test {
 protected:
  const Key own = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa1024()));
  const Key peer = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
  const Bytes plain = text("Hello, cipher");
};

TEST_F(RsaEncrypt, None_IsTheKnownAnswer) {
  Bytes block(10);
  for (UCHAR i = 0; i < 118; ++i) block.push_back(i);
  EXPECT_EQ(to_hex(encrypt(peer, block, nullptr, BCRYPT_PAD_NONE).bytes), known::kEncryptedNone);
  EXPECT_EQ(to_hex(encrypt(own, block, nullptr, BCRYPT_PAD_NONE).bytes), known::kEncryptedNone);
  EXPECT_EQ(to_hex(decrypt(own, hex(known::kEncryptedNone), nullptr, BCRYPT_PAD_NONE).bytes), to_hex(block));
}

TEST_F(RsaEncrypt, None_AnotherLengthThanTheModulusIsRefused) {
  for (std::size_t size : {1U, 127U, 129U}) {
    MarkedBuffer out(256);
    ULONG written = kUntouchedSize;
    const Bytes block(size, 1);
    EXPECT_THAT(BCryptEncrypt(peer, in(block), len(block), nullptr, nullptr, 0, out.data(), out.size(), &written,
                              BCRYPT_PAD_NONE),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
    EXPECT_THAT(BCryptDecrypt(own, in(block), len(block), nullptr, nullptr, 0, out.data(), out.size(), &written,
                              BCRYPT_PAD_NONE),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(RsaEncrypt, None_ValueNotBelowTheModulusIsRefused) {
  MarkedBuffer out(128);
  ULONG written = kUntouchedSize;
  for (const Bytes& block : {Bytes(128, 0xFF), rsa1024().n})
    EXPECT_THAT(
        BCryptEncrypt(peer, in(block), 128, nullptr, nullptr, 0, out.data(), out.size(), &written, BCRYPT_PAD_NONE),
        IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_F(RsaEncrypt, Pkcs1_KnownCiphertextDecrypts) {
  const Output out = decrypt(own, hex(known::kEncryptedPkcs1), nullptr, BCRYPT_PAD_PKCS1);
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(out.bytes, plain);
}

TEST_F(RsaEncrypt, Pkcs1_RoundTripsUpToTheLimit) {
  for (std::size_t size : {1U, 13U, 116U, 117U}) {  // 128 - 11 = 117
    const Bytes message(size, 0x5A);
    const Output cipher = encrypt(peer, message, nullptr, BCRYPT_PAD_PKCS1);
    EXPECT_EQ(cipher.bytes.size(), 128U);
    EXPECT_EQ(decrypt(own, cipher.bytes, nullptr, BCRYPT_PAD_PKCS1).bytes, message) << size;
  }
  EXPECT_NE(encrypt(peer, plain, nullptr, BCRYPT_PAD_PKCS1).bytes,
            encrypt(peer, plain, nullptr, BCRYPT_PAD_PKCS1).bytes)
      << "the padding is random";
}

TEST_F(RsaEncrypt, Pkcs1_PaddingInfoIsIgnored) {
  Pkcs1 ignored(CNG_TEXT("no hash at all"));
  const Output cipher = encrypt(peer, plain, &ignored.info, BCRYPT_PAD_PKCS1);
  EXPECT_EQ(decrypt(own, cipher.bytes, &ignored.info, BCRYPT_PAD_PKCS1).bytes, plain);
}

TEST_F(RsaEncrypt, Oaep_KnownCiphertextsDecrypt) {
  Oaep sha1(BCRYPT_SHA1_ALGORITHM);
  EXPECT_EQ(decrypt(own, hex(known::kEncryptedOaepSha1), &sha1.info, BCRYPT_PAD_OAEP).bytes, plain);
  const Bytes label = text("label");
  Oaep sha256(BCRYPT_SHA256_ALGORITHM, label);
  EXPECT_EQ(decrypt(own, hex(known::kEncryptedOaepSha256Label), &sha256.info, BCRYPT_PAD_OAEP).bytes, plain);
}

TEST_F(RsaEncrypt, Oaep_RoundTripsUpToTheLimit) {
  struct Row {
    LPCWSTR hash;
    std::size_t limit;
  };
  const Bytes label = text("a label of some length");
  for (const Row& row : {Row{BCRYPT_MD5_ALGORITHM, 128 - 34}, Row{BCRYPT_SHA1_ALGORITHM, 128 - 42},
                         Row{BCRYPT_SHA256_ALGORITHM, 128 - 66}, Row{BCRYPT_SHA384_ALGORITHM, 128 - 98}})
    for (const Bytes& with : {Bytes(), label})
      for (std::size_t size : {std::size_t{1}, row.limit}) {
        Oaep oaep(row.hash, with);
        const Bytes message(size, 0xC3);
        const Output cipher = encrypt(peer, message, &oaep.info, BCRYPT_PAD_OAEP);
        EXPECT_EQ(cipher.bytes.size(), 128U);
        EXPECT_EQ(decrypt(own, cipher.bytes, &oaep.info, BCRYPT_PAD_OAEP).bytes, message);
      }
}

TEST_F(RsaEncrypt, MessageBeyondTheLimit_IsRefused) {
  MarkedBuffer out(128);
  ULONG written = kUntouchedSize;
  for (std::size_t size : {118U, 128U, 129U, 5000U}) {
    const Bytes message(size);
    EXPECT_THAT(BCryptEncrypt(peer, in(message), len(message), nullptr, nullptr, 0, out.data(), out.size(), &written,
                              BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  }
  Oaep oaep(BCRYPT_SHA256_ALGORITHM);
  for (std::size_t size : {63U, 128U, 5000U}) {  // 128 - 66 = 62
    const Bytes message(size);
    EXPECT_THAT(BCryptEncrypt(peer, in(message), len(message), &oaep.info, nullptr, 0, out.data(), out.size(), &written,
                              BCRYPT_PAD_OAEP),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  }
  EXPECT_TRUE(out.untouched());
}

TEST_F(RsaEncrypt, KeyTooSmallForTheHash_IsRefused) {
  const Key small = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  Oaep oaep(BCRYPT_SHA256_ALGORITHM);  // 64 - 66 < 0
  MarkedBuffer out(64);
  ULONG written = kUntouchedSize;
  EXPECT_THAT(
      BCryptEncrypt(small, in(plain), len(plain), &oaep.info, nullptr, 0, out.data(), 64, &written, BCRYPT_PAD_OAEP),
      IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(out.untouched());
}

TEST_F(RsaEncrypt, InPlace_Works) {
  Bytes buffer = plain;
  buffer.resize(128);
  ULONG written = 0;
  EXPECT_THAT(
      BCryptEncrypt(peer, buffer.data(), 13, nullptr, nullptr, 0, buffer.data(), 128, &written, BCRYPT_PAD_PKCS1),
      IsSuccess());
  EXPECT_EQ(written, 128U);
  EXPECT_THAT(
      BCryptDecrypt(own, buffer.data(), 128, nullptr, nullptr, 0, buffer.data(), 128, &written, BCRYPT_PAD_PKCS1),
      IsSuccess());
  EXPECT_EQ(Bytes(buffer.begin(), buffer.begin() + 13), plain);
  EXPECT_EQ(written, 13U);
}

TEST_F(RsaEncrypt, OutputNull_AsksForTheModulusSize) {
  Oaep oaep(BCRYPT_SHA1_ALGORITHM);
  ULONG size = 0;
  EXPECT_THAT(BCryptEncrypt(peer, in(plain), 13, nullptr, nullptr, 0, nullptr, 0, &size, BCRYPT_PAD_PKCS1),
              IsSuccess());
  EXPECT_EQ(size, 128U);
  size = 0;
  EXPECT_THAT(BCryptEncrypt(peer, in(plain), 13, &oaep.info, nullptr, 0, nullptr, 0, &size, BCRYPT_PAD_OAEP),
              IsSuccess());
  EXPECT_EQ(size, 128U);
}

TEST_F(RsaEncrypt, ShortOutput_GivesTheSizeAndStaysUntouched) {
  for (ULONG count : {0U, 1U, 127U}) {
    MarkedBuffer out(128);
    ULONG size = 0;
    EXPECT_THAT(BCryptEncrypt(peer, in(plain), 13, nullptr, nullptr, 0, out.data(), count, &size, BCRYPT_PAD_PKCS1),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(size, 128U);
    EXPECT_TRUE(out.untouched());
  }
}

TEST_F(RsaEncrypt, FlagsWithoutAPaddingScheme_AreRefused) {
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_PAD_PSS}, ULONG{BCRYPT_PAD_PKCS1 | BCRYPT_PAD_OAEP},
                      ULONG{BCRYPT_PAD_PKCS1 | 0x80000000U}, ULONG{0x20}}) {
    EXPECT_THAT(encrypt(peer, plain, nullptr, flags).status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(decrypt(own, hex(known::kEncryptedPkcs1), nullptr, flags).status, IsStatus(STATUS_INVALID_PARAMETER))
        << flags;
  }
}

TEST_F(RsaEncrypt, Oaep_WithoutInfoOrHashIsRefused) {
  Oaep nameless(nullptr);
  EXPECT_THAT(encrypt(peer, plain, nullptr, BCRYPT_PAD_OAEP).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(encrypt(peer, plain, &nameless.info, BCRYPT_PAD_OAEP).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(decrypt(own, hex(known::kEncryptedOaepSha1), &nameless.info, BCRYPT_PAD_OAEP).status,
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_F(RsaEncrypt, Oaep_LengthWithoutALabelIsRefused) {
  Oaep oaep(BCRYPT_SHA1_ALGORITHM);
  oaep.info.cbLabel = 5;
  EXPECT_THAT(encrypt(peer, plain, &oaep.info, BCRYPT_PAD_OAEP).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(decrypt(own, hex(known::kEncryptedOaepSha1), &oaep.info, BCRYPT_PAD_OAEP).status,
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_F(RsaEncrypt, Oaep_NameThatIsNoHashIsRefused) {
  Oaep aes(CNG_TEXT("AES"));
  EXPECT_NE(encrypt(peer, plain, &aes.info, BCRYPT_PAD_OAEP).status, STATUS_SUCCESS);
  EXPECT_NE(decrypt(own, hex(known::kEncryptedOaepSha1), &aes.info, BCRYPT_PAD_OAEP).status, STATUS_SUCCESS);
}

TEST_F(RsaEncrypt, NullResultAndBadHandles_AreRefused) {
  MarkedBuffer out(128);
  ULONG size = 0;
  EXPECT_THAT(BCryptEncrypt(peer, in(plain), 13, nullptr, nullptr, 0, out.data(), 128, nullptr, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  const Bytes cipher = hex(known::kEncryptedPkcs1);
  EXPECT_THAT(BCryptDecrypt(own, in(cipher), 128, nullptr, nullptr, 0, out.data(), 128, nullptr, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEncrypt(peer, nullptr, 13, nullptr, nullptr, 0, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDecrypt(own, nullptr, 128, nullptr, nullptr, 0, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEncrypt(nullptr, in(plain), 13, nullptr, nullptr, 0, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptDecrypt(BCRYPT_RSA_ALG_HANDLE, in(plain), 13, nullptr, nullptr, 0, out.data(), 128, &size,
                            BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_TRUE(out.untouched());
}

TEST_F(RsaEncrypt, IvParameters_AreIgnored) {
  Bytes iv(16, 1);
  MarkedBuffer out(128);
  ULONG size = 0;
  EXPECT_THAT(BCryptEncrypt(peer, in(plain), 13, nullptr, iv.data(), 16, out.data(), 128, &size, BCRYPT_PAD_PKCS1),
              IsSuccess());
  EXPECT_EQ(iv, Bytes(16, 1));
}

TEST_F(RsaEncrypt, EccKeys_AreNotSupported) {
  const Key ecdsa = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                             ec_private(p256().ecdsa_private, ec_key_a(p256())));
  const Key ecdh =
      imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  for (BCRYPT_KEY_HANDLE key : {ecdsa.get(), ecdh.get()}) {
    EXPECT_THAT(encrypt(key, plain, nullptr, BCRYPT_PAD_PKCS1).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(decrypt(key, plain, nullptr, BCRYPT_PAD_PKCS1).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

}  // namespace
