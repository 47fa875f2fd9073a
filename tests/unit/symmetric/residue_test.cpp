// Nothing secret stays in OpenSSL's memory: every block of it is watched, while it lives and when it is freed.
#include <gtest/gtest.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <thread>

#include "hash_support.h"
#include "provider/cipher.h"
#include "support.h"

namespace cng::test {
namespace {

using provider::cipher_aead;
using provider::cipher_blocks;
using provider::Direction;

struct Watch {
  std::map<void*, std::size_t> live;
  Bytes secret;
  int freed_with_secret = 0;

  bool holds_secret(const void* block, std::size_t size) const {
    const auto* bytes = static_cast<const std::uint8_t*>(block);
    return !secret.empty() && std::search(bytes, bytes + size, secret.begin(), secret.end()) != bytes + size;
  }
  int live_with_secret() const {
    return static_cast<int>(std::count_if(live.begin(), live.end(),
                                          [&](const auto& block) { return holds_secret(block.first, block.second); }));
  }
};

Watch& watch() {
  static auto* made = new Watch;
  return *made;
}

void* take(std::size_t size, const char*, int) {
  void* block = std::calloc(1, size);
  if (block != nullptr) watch().live[block] = size;
  return block;
}

void give_back(void* block, const char*, int) {
  if (const auto found = watch().live.find(block); found != watch().live.end()) {
    watch().freed_with_secret += watch().holds_secret(block, found->second) ? 1 : 0;
    watch().live.erase(found);
  }
  std::free(block);
}

void* change(void* block, std::size_t size, const char* file, int line) {
  void* made = take(size, file, line);
  if (block != nullptr && made != nullptr) {
    std::memcpy(made, block, std::min(size, watch().live[block]));
    give_back(block, file, line);
  }
  return made;
}

// OpenSSL takes these before its first allocation only.
const bool g_watching = CRYPTO_set_mem_functions(take, change, give_back) == 1;

// Does `work` with a secret of which any eight bytes in a row are looked for, at its start and its end.
template <class Work>
void expect_no_residue(std::size_t size, Work work) {
  ASSERT_TRUE(g_watching);
  const Bytes whole = pattern(size);
  for (const std::size_t at : {std::size_t{0}, size - 8}) {
    watch().secret = slice(whole, at, 8);
    watch().freed_with_secret = 0;
    work(whole);
    EXPECT_EQ(watch().live_with_secret(), 0);
    EXPECT_EQ(watch().freed_with_secret, 0);
    watch().secret.clear();
  }
}

TEST(Residue, TheWatch_SeesASecret) {
  ASSERT_TRUE(g_watching);
  expect_no_residue(16, [](const Bytes& secret) {
    void* block = OPENSSL_malloc(100);
    std::memcpy(static_cast<std::uint8_t*>(block) + 40, secret.data(), 16);
    EXPECT_EQ(watch().live_with_secret(), 1);
    OPENSSL_clear_free(block, 100);
  });
}

TEST(Residue, Messages_OfHashesInOneCallAndInMany) {
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr || row.hash->kind == HashKind::gmac) continue;
    SCOPED_TRACE(row.hash->provider_name);
    const HashKind is = row.hash->kind;
    const bool keyed = is == HashKind::kmac || is == HashKind::cmac;
    for (const std::size_t size : {std::size_t{12}, std::size_t{row.hash->block_bytes} - 1,
                                   std::size_t{row.hash->block_bytes}, 2 * std::size_t{row.hash->block_bytes} + 9}) {
      expect_no_residue(size, [&](const Bytes& message) {
        const Bytes key(16, 1);
        const provider::HashKey with{keyed, keyed ? ByteView(key) : ByteView()};
        once(*row.hash, with, message);
        const auto hash = fresh(*row.hash, with);
        feed(*hash, message, 5);
        auto copy = hash->duplicate();
        finish(*hash, row.hash->digest_bytes);
        EXPECT_EQ(told(fresh(*row.hash, with)->update(message)), "ok");  // and never finished
      });
    }
  }
}

TEST(Residue, KeysOfMacs) {
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr) continue;
    const HashKind is = row.hash->kind;
    if (is == HashKind::xof || is == HashKind::cshake) continue;
    SCOPED_TRACE(row.hash->provider_name);
    for (const std::size_t size : {16u, 24u, 32u, 150u}) {
      if (size == 150 && (is == HashKind::cmac || is == HashKind::gmac)) continue;
      expect_no_residue(size, [&](const Bytes& key) {
        const auto hash = fresh(*row.hash, {true, key});
        if (is == HashKind::gmac) {
          EXPECT_EQ(told(hash->set_iv(Bytes(12))), "ok");
        }
        feed(*hash, Bytes(40), 40);
        finish(*hash, row.hash->digest_bytes);
        EXPECT_EQ(told(hash->reset()), "ok");
        if (is != HashKind::gmac) once(*row.hash, {true, key}, Bytes(3));
      });
    }
  }
}

// One after the other, for the watch takes no lock.
TEST(Residue, ThreadsThatHashed_LeaveNoMemory) {
  const auto work = [] {
    for (const AlgorithmInfo& row : all_algorithms())
      if (row.hash != nullptr && row.hash->kind <= HashKind::cshake) once(*row.hash, {}, pattern(20));
  };
  std::thread(work).join();  // fetches what stays
  const std::size_t before = watch().live.size();
  for (int i = 0; i < 20; ++i) std::thread(work).join();
  EXPECT_EQ(watch().live.size(), before);
}

TEST(Residue, KeysOfCiphers) {
  struct Use {
    AlgorithmId algorithm;
    std::size_t secret;
  };
  for (const Use& use : {Use{AlgorithmId::aes, 16},
                         {AlgorithmId::aes, 32},
                         {AlgorithmId::tdes, 24},
                         {AlgorithmId::tdes_112, 16},
                         {AlgorithmId::desx, 24},
                         {AlgorithmId::rc2, 16}}) {
    expect_no_residue(use.secret, [&](const Bytes& secret) {
      const auto key = make_key(use.algorithm, secret);
      const Bytes iv(key->cipher().block_bytes);
      Bytes bytes(32), tag(16);
      for (const ChainMode mode : {ChainMode::cbc, ChainMode::ecb, ChainMode::cfb}) {
        const ByteView from = mode == ChainMode::ecb ? ByteView() : ByteView(iv);
        EXPECT_EQ(told(cipher_blocks(*key, {mode, Direction::encrypt, 1, from}, bytes, bytes)), "ok");
      }
      if (use.algorithm != AlgorithmId::aes) return;
      const Bytes nonce(12);
      for (const ChainMode mode : {ChainMode::gcm, ChainMode::ccm})
        EXPECT_EQ(told(cipher_aead(*key, {mode, Direction::encrypt, nonce, {}, tag}, bytes, bytes)), "ok");
    });
  }
}

}  // namespace
}  // namespace cng::test
