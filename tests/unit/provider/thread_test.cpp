// First uses of one key by many threads at once. The thread sanitizer is the judge.

#include "support.h"
#include "support/together.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// OpenSSL's hash table is read without a lock and written with atomic stores, which the sanitizer does not see:
// libcrypto is not built with it.
extern "C" const char* __tsan_default_suppressions() { return "race:ossl_ht_\n"; }
#endif
#endif

namespace cng::provider::test {
namespace {

TEST(Threads, FirstUseOfAnRsaKey_IsSafe) {
  for (int round = 0; round < 10; ++round) {
    const auto key = RsaNumbers(kRsa512).key();
    cngtest::together([&](int) {
      const RsaPadding padding{.scheme = RsaPadding::Scheme::pkcs1, .hash = algorithm(AlgorithmId::sha1).hash};
      Bytes signature(64);
      EXPECT_THAT(rsa_sign(*key, padding, Bytes(20), signature), IsOk());
      EXPECT_THAT(rsa_verify(*key, padding, Bytes(20), signature), IsOk());
    });
  }
}

TEST(Threads, FirstUseOfAnEcKey_IsSafe) {
  for (const EcVector& vector : kEc) {
    EcNumbers numbers = first_pair(vector);
    numbers.x = numbers.y = {};
    const auto key = numbers.key();
    const std::size_t size = 2 * numbers.curve->order_bytes;
    cngtest::together([&](int) {
      Bytes signature(size);
      EXPECT_THAT(check(*first_pair(vector).key(), Validation::full), IsOk());
      EXPECT_THAT(ecdsa_sign(*key, Bytes(32), signature), IsOk());
      EXPECT_THAT(ecdsa_verify(*key, Bytes(32), signature), IsOk());
      EXPECT_TRUE(ecdh(*key, *key));
    });
  }
}

TEST(Threads, Hashes_AreFetchedOnce) {
  cngtest::together([](int) {
    for (const AlgorithmInfo& row : all_algorithms()) {
      if (row.hash == nullptr || row.hash->kind != HashKind::digest) continue;
      Bytes out(row.hash->digest_bytes);
      EXPECT_THAT(digest(*row.hash, {}, out), IsOk());
    }
  });
}

}  // namespace
}  // namespace cng::provider::test
