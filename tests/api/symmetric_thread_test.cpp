// Four threads on one symmetric key.

#include "aead_known_answers.h"
#include "cipher_known_answers.h"
#include "support/symmetric.h"
#include "support/together.h"

namespace {

using namespace cngtest;

TEST(SymmetricThreads, OneGcmKey_ServesThemAllFromItsFirstUseOn) {
  const known::AeadRow& row = known::kAead[0];
  for (int round = 0; round < 20; ++round) {
    const Key key = symmetric(BCRYPT_AES_GCM_ALG_HANDLE, hex(row.key));
    together([&](int) {
      for (int i = 0; i < 50; ++i) {
        Aead forth(hex(row.nonce), hex(row.aad), Bytes(16));
        const Ran out = run(BCryptEncrypt, key, hex(row.plain), nullptr, 60, 0, forth.get());
        EXPECT_THAT(out.status, IsSuccess());
        EXPECT_EQ(to_hex(out.bytes), row.cipher);
        EXPECT_EQ(to_hex(forth.tag()), row.tag);
        Aead back(hex(row.nonce), hex(row.aad), hex(row.tag));
        EXPECT_EQ(to_hex(run(BCryptDecrypt, key, hex(row.cipher), nullptr, 60, 0, back.get()).bytes), row.plain);
      }
    });
  }
}

TEST(SymmetricThreads, OneCcmKey_ServesThemAll) {
  const Key key = symmetric(BCRYPT_AES_CCM_ALG_HANDLE, hex("404142434445464748494a4b4c4d4e4f"));
  together([&](int) {
    for (int i = 0; i < 100; ++i)
      for (const known::AeadRow& row : known::kAead) {
        if (!row.ccm || std::string(row.key) != "404142434445464748494a4b4c4d4e4f") continue;
        const Bytes plain = hex(row.plain);
        Aead info(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
        EXPECT_EQ(to_hex(run(BCryptEncrypt, key, plain, nullptr, plain.size(), 0, info.get()).bytes), row.cipher);
        EXPECT_EQ(to_hex(info.tag()), row.tag);
      }
  });
}

TEST(SymmetricThreads, OneCbcKey_WithIvsOfTheirOwn) {
  const known::CipherRow& row = known::kCipherRows[0];
  for (int round = 0; round < 20; ++round) {
    const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(row.key));
    together([&](int thread) {
      for (int i = 0; i < 50; ++i) {
        if (thread % 2 == 0) {
          EXPECT_EQ(to_hex(encrypted_from(key, hex(known::kPlain), hex(known::kIv))), row.cbc);
        } else {
          EXPECT_EQ(to_hex(decrypted_from(key, hex(row.cbc), hex(known::kIv))), known::kPlain);
        }
      }
    });
  }
}

// Without an IV the calls follow each other in some order: each continues from a whole call, never from half of one.
TEST(SymmetricThreads, OneRegister_IsPassedOnWhole) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128));
  std::vector<Bytes> seen[4];
  together([&](int thread) {
    for (int i = 0; i < 50; ++i) seen[thread].push_back(encrypted(key, Bytes(48)));
  });
  // The sequence one thread alone makes holds the same results.
  const Key alone = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128));
  std::vector<Bytes> wanted, all;
  for (int i = 0; i < 200; ++i) wanted.push_back(encrypted(alone, Bytes(48)));
  for (const auto& part : seen) all.insert(all.end(), part.begin(), part.end());
  std::sort(wanted.begin(), wanted.end());
  std::sort(all.begin(), all.end());
  EXPECT_TRUE(all == wanted);
}

TEST(SymmetricThreads, OneStream_GivesEachByteOnce) {
  const Key key = symmetric(BCRYPT_RC4_ALG_HANDLE, Bytes(16, 0x31));
  std::vector<Bytes> seen[4];
  together([&](int thread) {
    for (int i = 0; i < 100; ++i) seen[thread].push_back(encrypted(key, Bytes(16)));
  });
  const Key alone = symmetric(BCRYPT_RC4_ALG_HANDLE, Bytes(16, 0x31));
  std::vector<Bytes> wanted, all;
  for (int i = 0; i < 400; ++i) wanted.push_back(encrypted(alone, Bytes(16)));
  for (const auto& part : seen) all.insert(all.end(), part.begin(), part.end());
  std::sort(wanted.begin(), wanted.end());
  std::sort(all.begin(), all.end());
  EXPECT_TRUE(all == wanted);
}

TEST(SymmetricThreads, KeyDestroyedDuringUse_GivesResultsOrInvalidHandle) {
  for (int round = 0; round < 40; ++round) {
    Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128));
    const BCRYPT_KEY_HANDLE raw = key.release();
    together([&](int thread) {
      if (thread == 0) {
        for (int i = 0; i < round; ++i) std::this_thread::yield();
        EXPECT_THAT(BCryptDestroyKey(raw), IsSuccess());
        return;
      }
      for (int i = 0; i < 30; ++i) {
        Bytes iv = hex(known::kIv);
        const Ran out = run(BCryptEncrypt, raw, hex(known::kPlain), &iv, 64);
        if (out.status == STATUS_INVALID_HANDLE) return;
        EXPECT_THAT(out.status, IsSuccess());
        EXPECT_EQ(to_hex(out.bytes), known::kCipherRows[0].cbc);
      }
    });
  }
}

}  // namespace
