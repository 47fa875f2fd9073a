// Threads that share a key, and threads that come and go with hashes.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "aead_answers.h"
#include "block_answers.h"
#include "hash_answers.h"
#include "provider/cipher.h"
#include "provider/hash.h"
#include "support.h"
#include "support/together.h"

namespace cng::test {
namespace {

using provider::cipher_aead;
using provider::cipher_blocks;
using provider::Direction;

constexpr int kRounds = 2000;

TEST(Threads, OnOneKey_GcmAndCcm) {
  for (const std::size_t row : {3u, 14u}) {
    const AeadAnswer& answer = kAeadAnswers[row];
    const auto key = make_key(AlgorithmId::aes, hex(answer.key));
    std::atomic<int> wrong{0};
    cngtest::together([&](int thread) {
      const Bytes nonce = hex(answer.nonce), associated = hex(answer.associated), plain = hex(answer.text);
      const Bytes cipher = hex(answer.cipher), right_tag = hex(answer.tag);
      for (int i = 0; i < kRounds; ++i) {
        Bytes out(plain.size()), tag = right_tag;
        if ((i + thread) % 2 == 0) {
          const Status status =
              cipher_aead(*key, {answer.mode, Direction::encrypt, nonce, associated, tag}, plain, out);
          if (!status || out != cipher || tag != right_tag) ++wrong;
        } else {
          if (i % 5 == 0) tag[0] ^= 1;
          const Status status =
              cipher_aead(*key, {answer.mode, Direction::decrypt, nonce, associated, tag}, cipher, out);
          if (i % 5 == 0 ? code_of(status) != Code::auth_tag_mismatch : out != plain) ++wrong;
        }
      }
    });
    EXPECT_EQ(wrong.load(), 0) << row;
  }
}

TEST(Threads, OnOneKey_EveryBlockCipher) {
  for (const BlockAnswer& answer : kBlockAnswers) {
    const auto key = make_key(answer.algorithm, hex(answer.key), answer.effective_bits);
    std::atomic<int> wrong{0};
    cngtest::together([&](int) {
      Bytes iv, out(hex(kText).size());
      for (std::size_t i = 0; answer.mode != M::ecb && i < key->cipher().block_bytes; ++i)
        iv.push_back(static_cast<std::uint8_t>(i));
      const Bytes plain = hex(kText), cipher = hex(answer.cipher);
      for (int i = 0; i < kRounds / 40; ++i) {
        if (!cipher_blocks(*key, {answer.mode, Direction::encrypt, answer.feedback_bytes, iv}, plain, out) ||
            out != cipher)
          ++wrong;
        if (!cipher_blocks(*key, {answer.mode, Direction::decrypt, answer.feedback_bytes, iv}, cipher, out) ||
            out != plain)
          ++wrong;
      }
    });
    EXPECT_EQ(wrong.load(), 0) << answer.key;
  }
}

TEST(Threads, HashOnce_WithEveryDigest) {
  std::atomic<int> wrong{0};
  cngtest::together([&](int) {
    for (int i = 0; i < kRounds / 20; ++i) {
      for (const DigestAnswer& answer : kDigestAnswers) {
        const HashInfo& info = *algorithm(answer.algorithm).hash;
        Bytes out(info.digest_bytes);
        if (!provider::hash_once(info, {}, text("abc"), out) || to_hex(out) != answer.abc) ++wrong;
      }
    }
  });
  EXPECT_EQ(wrong.load(), 0);
}

// A hash made by one thread, used by another and destroyed by a third.
TEST(Threads, HashesMoveBetweenThreads) {
  const HashInfo& info = *algorithm(AlgorithmId::sha256).hash;
  for (int i = 0; i < 20; ++i) {
    std::unique_ptr<provider::Hash> hash;
    std::thread([&] { hash = std::move(*provider::Hash::create(info, {})); }).join();
    Bytes out(info.digest_bytes);
    std::thread([&] {
      EXPECT_EQ(told(hash->update(text("abc"))), "ok");
      EXPECT_EQ(told(hash->finish(out)), "ok");
    }).join();
    std::thread([&] { hash.reset(); }).join();
    EXPECT_EQ(to_hex(out), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

}  // namespace
}  // namespace cng::test
