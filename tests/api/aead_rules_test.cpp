// What the authenticated modes ask of the mode info.
#include <functional>

#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

const Bytes kKey = hex("feffe9928665731c6d6a8f9467308308");
const Bytes kNonce = hex("cafebabefacedbaddecaf888");

Key gcm() { return symmetric(BCRYPT_AES_GCM_ALG_HANDLE, kKey); }
Key ccm() { return symmetric(BCRYPT_AES_CCM_ALG_HANDLE, kKey); }

const CipherFunction kFunctions[] = {BCryptEncrypt, BCryptDecrypt};

void expect_refused(BCRYPT_KEY_HANDLE key, Aead& info, const char* what) {
  for (CipherFunction function : kFunctions) {
    const Bytes before = info.tag();
    const Ran out = run(function, key, Bytes(32), nullptr, 32, 0, info.get());
    EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << what;
    EXPECT_FALSE(out.wrote) << what;
    EXPECT_EQ(info.tag(), before) << what;
  }
}

TEST(AeadRules, NullInfo_IsRefused) {
  for (CipherFunction function : kFunctions) {
    for (const Key& key : {gcm(), ccm()}) {
      EXPECT_THAT(run(function, key, Bytes(16), nullptr, 32).status, IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_THAT(query(function, key, Bytes(16), nullptr).status, IsStatus(STATUS_INVALID_PARAMETER));
    }
  }
}

TEST(AeadRules, HostileFields_AreRefused) {
  using Info = BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO;
  struct Row {
    const char* what;
    std::function<void(Info&)> spoil;
  };
  const Row rows[] = {
      {"cbSize 0", [](Info& i) { i.cbSize = 0; }},
      {"cbSize short", [](Info& i) { i.cbSize -= 1; }},
      {"cbSize long", [](Info& i) { i.cbSize += 8; }},
      {"version 0", [](Info& i) { i.dwInfoVersion = 0; }},
      {"version 2", [](Info& i) { i.dwInfoVersion = 2; }},
      {"no nonce", [](Info& i) { i.pbNonce = nullptr; }},
      {"nonce of 0 bytes", [](Info& i) { i.cbNonce = 0; }},
      {"no tag", [](Info& i) { i.pbTag = nullptr; }},
      {"tag of 0 bytes", [](Info& i) { i.cbTag = 0; }},
      {"no AAD, but a length", [](Info& i) { i.pbAuthData = nullptr, i.cbAuthData = 5; }},
      {"flag 4", [](Info& i) { i.dwFlags = 4; }},
      {"flag 0x80000000", [](Info& i) { i.dwFlags = 0x80000000; }},
  };
  for (const Row& row : rows) {
    Aead info(kNonce, text("aad"), Bytes(16, 0x55));
    row.spoil(info.info);
    expect_refused(gcm(), info, row.what);
    expect_refused(ccm(), info, row.what);
  }
}

TEST(AeadRules, GcmNonce_Has12Bytes) {
  const Key key = gcm();
  for (std::size_t size = 1; size <= 20; ++size) {
    if (size == 12) continue;
    Aead info(Bytes(size), {}, Bytes(16));
    expect_refused(key, info, std::to_string(size).c_str());
  }
}

TEST(AeadRules, CcmNonce_Has7To13Bytes) {
  const Key key = ccm();
  for (std::size_t size = 1; size <= 20; ++size) {
    Aead info(Bytes(size), {}, Bytes(16));
    if (size < 7 || size > 13) {
      expect_refused(key, info, std::to_string(size).c_str());
    } else {
      EXPECT_THAT(run(BCryptEncrypt, key, Bytes(32), nullptr, 32, 0, info.get()).status, IsSuccess()) << size;
    }
  }
}

TEST(AeadRules, GcmTag_Has12To16Bytes) {
  const Key key = gcm();
  for (std::size_t size = 1; size <= 20; ++size) {
    Aead info(kNonce, {}, Bytes(size));
    if (size < 12 || size > 16) {
      expect_refused(key, info, std::to_string(size).c_str());
    } else {
      EXPECT_THAT(run(BCryptEncrypt, key, Bytes(32), nullptr, 32, 0, info.get()).status, IsSuccess()) << size;
    }
  }
}

TEST(AeadRules, CcmTag_HasAnEvenNumberOf4To16Bytes) {
  const Key key = ccm();
  for (std::size_t size = 1; size <= 20; ++size) {
    Aead info(kNonce, {}, Bytes(size));
    if (size < 4 || size > 16 || size % 2 != 0) {
      expect_refused(key, info, std::to_string(size).c_str());
    } else {
      EXPECT_THAT(run(BCryptEncrypt, key, Bytes(32), nullptr, 32, 0, info.get()).status, IsSuccess()) << size;
    }
  }
}

TEST(AeadRules, GcmTag_IsTheBeginningOfTheLongOne) {
  Aead whole(kNonce, {}, Bytes(16));
  run(BCryptEncrypt, gcm(), Bytes(32), nullptr, 32, 0, whole.get());
  for (std::size_t size = 12; size < 16; ++size) {
    Aead info(kNonce, {}, Bytes(size));
    run(BCryptEncrypt, gcm(), Bytes(32), nullptr, 32, 0, info.get());
    EXPECT_EQ(to_hex(info.tag()), to_hex(whole.tag()).substr(0, 2 * size));
  }
}

TEST(AeadRules, BlockPadding_LooksAtThePaddedSizeFirst) {
  for (CipherFunction function : kFunctions) {
    for (const Key& key : {gcm(), ccm()}) {
      Aead info(kNonce, {}, Bytes(16));
      const Ran small = run(function, key, Bytes(32), nullptr, 32, BCRYPT_BLOCK_PADDING, info.get());
      if (function == CipherFunction(BCryptEncrypt)) {
        EXPECT_THAT(small.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
      } else {
        EXPECT_NE(small.status, STATUS_SUCCESS);
      }
      EXPECT_FALSE(small.wrote);
      const Ran large = run(function, key, Bytes(32), nullptr, 48, BCRYPT_BLOCK_PADDING, info.get());
      EXPECT_THAT(large.status, IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_FALSE(large.wrote);
      EXPECT_EQ(info.tag(), Bytes(16));
    }
  }
}

TEST(AeadRules, UnknownCallFlags_AreRefused) {
  for (ULONG flags : {0x2U, 0x80U, 0x80000000U}) {
    Aead info(kNonce, {}, Bytes(16));
    EXPECT_THAT(run(BCryptEncrypt, gcm(), Bytes(32), nullptr, 32, flags, info.get()).status,
                IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST(AeadRules, EmptyDecryption_IsVerifiedToo) {
  for (const Key& key : {gcm(), ccm()}) {
    Aead info(kNonce, {}, Bytes(16));
    const Ran out = run(BCryptDecrypt, key, {}, nullptr, 16, 0, info.get());
    EXPECT_THAT(out.status, IsStatus(STATUS_AUTH_TAG_MISMATCH));
    EXPECT_THAT(run(BCryptDecrypt, key, {}, nullptr, 16).status, IsStatus(STATUS_INVALID_PARAMETER)) << "no info";
  }
}

TEST(AeadRules, ModeSetOnTheKey_CountsFromThenOn) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, kKey);
  EXPECT_THAT(set_text(key, BCRYPT_CHAINING_MODE, "ChainingModeGCM"), IsSuccess());
  Aead one(kNonce, {}, Bytes(16)), two(kNonce, {}, Bytes(16));
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(32), nullptr, 32, 0, one.get()).status, IsSuccess());
  EXPECT_THAT(run(BCryptEncrypt, gcm(), Bytes(32), nullptr, 32, 0, two.get()).status, IsSuccess());
  EXPECT_EQ(one.tag(), two.tag());
}

// 64 KiB of AAD have another encoding of their length in CCM.
TEST(AeadRules, CcmLongAad_IsExample4OfTheStandard) {
  Bytes aad(65536), plain(32);
  for (std::size_t i = 0; i < aad.size(); ++i) aad[i] = static_cast<UCHAR>(i);
  for (std::size_t i = 0; i < plain.size(); ++i) plain[i] = static_cast<UCHAR>(0x20 + i);
  const Key key = symmetric(BCRYPT_AES_CCM_ALG_HANDLE, hex("404142434445464748494a4b4c4d4e4f"));
  Aead info(hex("101112131415161718191a1b1c"), aad, Bytes(14));
  EXPECT_EQ(to_hex(run(BCryptEncrypt, key, plain, nullptr, 32, 0, info.get()).bytes),
            "69915dad1e84c6376a68c2967e4dab615ae0fd1faec44cc484828529463ccf72");
  EXPECT_EQ(to_hex(info.tag()), "b4ac6bec93e8598e7f0dadbcea5b");
}

// A nonce of 13 bytes leaves 2 bytes for the message's length.
TEST(AeadRules, CcmMessage_MustFitItsLengthField) {
  const Key key = symmetric(BCRYPT_AES_CCM_ALG_HANDLE, kKey);
  Aead fits(Bytes(13), {}, Bytes(16));
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(65535), nullptr, 65535, 0, fits.get()).status, IsSuccess());
  Aead info(Bytes(13), {}, Bytes(16, 0x66));
  const Ran out = run(BCryptEncrypt, key, Bytes(65536), nullptr, 65536, 0, info.get());
  EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_FALSE(out.wrote);
  EXPECT_EQ(info.tag(), Bytes(16, 0x66));
}

}  // namespace
