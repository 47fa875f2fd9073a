// Four threads at once: on keys of their own, on a shared key, and on a key that one of them destroys.
#include <atomic>
#include <thread>

#include "ecc_known_answers.h"
#include "support/derive.h"
#include "support/keys.h"
#include "support/together.h"
#include "support/use.h"

namespace {

using namespace cngtest;

TEST(Threads, OwnKeys_ImportExportSignDestroy) {
  const Bytes digest = hex(known::kSignedDigest);
  together([&](int) {
    for (int i = 0; i < 50; ++i) {
      const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
      EXPECT_EQ(export_key(rsa, BCRYPT_RSAFULLPRIVATE_BLOB).bytes, rsa_full(rsa512()));
      EXPECT_THAT(
          verify(rsa, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest, sign(rsa, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest).bytes),
          IsSuccess());
      const Algorithm algorithm = open(BCRYPT_ECDSA_P256_ALGORITHM);
      const Key ecdsa = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdsa_private, ec_key_a(p256())));
      EXPECT_THAT(verify(ecdsa, nullptr, digest, sign(ecdsa, nullptr, digest, 0).bytes, 0), IsSuccess());
    }
  });
}

TEST(Threads, SharedKey_IsUsedByAllAtOnceFromItsFirstUseOn) {
  const Bytes digest = hex(known::kSignedDigest);
  for (int round = 0; round < 10; ++round) {
    const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa1024()));
    const Key ecdh = imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                              ec_private(p256().ecdh_private, ec_key_a(p256())));
    const Key peer =
        imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPUBLIC_BLOB, ec_public(p256().ecdh_public, ec_key_b(p256())));
    const Key ecdsa =
        imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPUBLIC_BLOB, ec_public(p256().ecdsa_public, ec_key_a(p256())));
    together([&](int) {
      for (int i = 0; i < 10; ++i) {
        EXPECT_THAT(verify(rsa, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest,
                           sign(rsa, Pkcs1(BCRYPT_SHA256_ALGORITHM), digest).bytes),
                    IsSuccess());
        EXPECT_THAT(verify(ecdsa, nullptr, digest, hex(known::kSignatures[0]), 0), IsSuccess());
        const Secret secret = agreed(ecdh, peer);
        EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_HASH, 20).bytes), known::kAgreed[0].hash_sha1);
        EXPECT_EQ(export_key(rsa, BCRYPT_RSAPRIVATE_BLOB).bytes, rsa_private(rsa1024()));
      }
    });
  }
}

TEST(Threads, KeyDestroyedDuringUse_GivesResultsOrInvalidHandle) {
  const Bytes digest = hex(known::kSignedDigest);
  for (int round = 0; round < 40; ++round) {
    Key key = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                       ec_private(p256().ecdsa_private, ec_key_a(p256())));
    const BCRYPT_KEY_HANDLE raw = key.release();
    std::atomic<int> destroyed{0};
    together([&](int thread) {
      if (thread == 0) {
        for (int i = 0; i < round; ++i) std::this_thread::yield();
        if (BCryptDestroyKey(raw) == STATUS_SUCCESS) ++destroyed;
        return;
      }
      for (int i = 0; i < 20; ++i) {
        Bytes signature(64);
        ULONG size = 0;
        const NTSTATUS status = BCryptSignHash(raw, nullptr, in(digest), 32, signature.data(), 64, &size, 0);
        EXPECT_TRUE(status == STATUS_SUCCESS || status == STATUS_INVALID_HANDLE) << status_name(status);
        Bytes blob(104);
        const NTSTATUS exported = BCryptExportKey(raw, nullptr, BCRYPT_ECCPRIVATE_BLOB, blob.data(), 104, &size, 0);
        EXPECT_TRUE(exported == STATUS_SUCCESS || exported == STATUS_INVALID_HANDLE) << status_name(exported);
        EXPECT_TRUE(exported != STATUS_SUCCESS || blob == ec_private(p256().ecdsa_private, ec_key_a(p256())));
      }
    });
    EXPECT_EQ(destroyed, 1);
    EXPECT_THAT(BCryptDestroyKey(raw), IsStatus(STATUS_INVALID_HANDLE));
  }
}

TEST(Threads, OneKey_IsDestroyedByOneThreadOnly) {
  for (int round = 0; round < 200; ++round) {
    Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
    const BCRYPT_KEY_HANDLE raw = key.release();
    std::atomic<int> successes{0}, others{0};
    together([&](int) {
      const NTSTATUS status = BCryptDestroyKey(raw);
      if (status == STATUS_SUCCESS) ++successes;
      if (status != STATUS_SUCCESS && status != STATUS_INVALID_HANDLE) ++others;
    });
    EXPECT_EQ(successes, 1);
    EXPECT_EQ(others, 0);
  }
}

TEST(Threads, KeysMadeInOneThread_LiveInAnother) {
  BCRYPT_KEY_HANDLE raw = nullptr;
  std::thread([&] {
    raw = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512())).release();
    const Key copy = std::move(duplicate_key(raw).handle);
    EXPECT_THAT(export_key(copy, BCRYPT_RSAPUBLIC_BLOB).status, IsSuccess());
  }).join();
  const Key key(raw);
  EXPECT_EQ(export_key(key, BCRYPT_RSAPRIVATE_BLOB).bytes, rsa_private(rsa512()));
  std::thread([raw] { EXPECT_THAT(export_key(raw, BCRYPT_RSAPUBLIC_BLOB).status, IsSuccess()); }).join();
}

TEST(Threads, ManyShortThreads_DrawRandomBytesAndSign) {
  const Key key = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                           ec_private(p256().ecdsa_private, ec_key_a(p256())));
  for (int i = 0; i < 100; ++i)
    std::thread([&] { EXPECT_THAT(sign(key, nullptr, hex(known::kSignedDigest), 0).status, IsSuccess()); }).join();
}

}  // namespace
