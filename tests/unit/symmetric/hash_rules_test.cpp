// What all kinds of hashes have in common: reset, duplicate, the order of calls, refusals.
#include <gtest/gtest.h>

#include "hash_answers.h"
#include "hash_support.h"

namespace cng::test {
namespace {

using provider::Hash;
using provider::HashKey;

// Every hash of the table, each with a key where it takes or needs one.
struct Kind {
  const AlgorithmInfo& algorithm;
  bool keyed;

  const HashInfo& info() const { return *algorithm.hash; }
  std::unique_ptr<Hash> make() const {
    static const Bytes key(16, 0x33);
    return fresh(info(), keyed ? HashKey{true, key} : HashKey{});
  }
  // What GMAC needs in front of data, and the others take.
  void prepare(Hash& hash, std::uint8_t variant) const {
    const Bytes value(12, variant);
    if (info().kind == HashKind::gmac) {
      ASSERT_EQ(told(hash.set_iv(value)), "ok");
    }
    if (info().kind == HashKind::kmac || info().kind == HashKind::cshake) {
      ASSERT_EQ(told(hash.set_customization(value)), "ok");
    }
  }
  std::string whole(std::uint8_t variant, const Bytes& data) const {
    const auto hash = make();
    prepare(*hash, variant);
    feed(*hash, data, data.size());
    return finish(*hash, info().digest_bytes);
  }
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr) continue;
    const HashKind kind = row.hash->kind;
    const bool must = kind == HashKind::cmac || kind == HashKind::gmac || kind == HashKind::kmac;
    if (!must) kinds.push_back({row, false});
    if (must || kind == HashKind::digest) kinds.push_back({row, true});
  }
  return kinds;
}

template <class Check>
void for_all(Check check) {
  for (const Kind& kind : all_kinds()) {
    SCOPED_TRACE(std::string(kind.info().provider_name) + (kind.keyed ? " keyed" : ""));
    check(kind);
  }
}

TEST(HashRules, Duplicate_MidWay_IsIndependent) {
  for_all([](const Kind& kind) {
    const std::size_t size = kind.info().digest_bytes;
    const Bytes start = pattern(100), rest = text("and the rest");
    Bytes both = start;
    both.insert(both.end(), rest.begin(), rest.end());
    const auto hash = kind.make();
    kind.prepare(*hash, 1);
    feed(*hash, start, 33);
    auto copy = hash->duplicate();
    ASSERT_TRUE(copy);
    feed(*hash, rest, 5);
    auto second = (*copy)->duplicate();
    ASSERT_TRUE(second);
    EXPECT_EQ(finish(*hash, size), kind.whole(1, both));
    EXPECT_EQ(finish(**copy, size), kind.whole(1, start));
    feed(**second, rest, 1);
    EXPECT_EQ(finish(**second, size), kind.whole(1, both));
  });
}

TEST(HashRules, Duplicate_BeforeAnyData_KeepsWhatWasSet) {
  for_all([](const Kind& kind) {
    const auto hash = kind.make();
    kind.prepare(*hash, 1);
    auto copy = hash->duplicate();
    ASSERT_TRUE(copy);
    const Bytes data = pattern(50);
    feed(**copy, data, 50);
    EXPECT_EQ(finish(**copy, kind.info().digest_bytes), kind.whole(1, data));
  });
}

TEST(HashRules, Duplicate_OutlivesTheOriginal) {
  for_all([](const Kind& kind) {
    auto hash = kind.make();
    kind.prepare(*hash, 1);
    const Bytes data = pattern(77);
    feed(*hash, data, 77);
    auto copy = hash->duplicate();
    ASSERT_TRUE(copy);
    hash.reset();
    EXPECT_EQ(finish(**copy, kind.info().digest_bytes), kind.whole(1, data));
  });
}

TEST(HashRules, Reset_GoesBackToTheStart) {
  for_all([](const Kind& kind) {
    const std::size_t size = kind.info().digest_bytes;
    const Bytes data = pattern(150);
    const auto hash = kind.make();
    for (std::uint8_t round = 0; round < 3; ++round) {
      kind.prepare(*hash, round);
      feed(*hash, data, 64);
      EXPECT_EQ(finish(*hash, size), kind.whole(round, data));
      ASSERT_EQ(told(hash->reset()), "ok");
    }
    kind.prepare(*hash, 9);
    feed(*hash, pattern(31), 31);
    ASSERT_EQ(told(hash->reset()), "ok");
    kind.prepare(*hash, 4);
    feed(*hash, data, 149);
    EXPECT_EQ(finish(*hash, size), kind.whole(4, data));
  });
}

TEST(HashRules, ResetDuplicates_StartAfresh) {
  for_all([](const Kind& kind) {
    const auto hash = kind.make();
    kind.prepare(*hash, 1);
    feed(*hash, pattern(31), 31);
    finish(*hash, kind.info().digest_bytes);
    auto copy = hash->duplicate();
    ASSERT_TRUE(copy);
    EXPECT_NE(code_of((*copy)->update(text("x"))), Code::ok);
    ASSERT_EQ(told((*copy)->reset()), "ok");
    kind.prepare(**copy, 2);
    feed(**copy, text("abc"), 3);
    EXPECT_EQ(finish(**copy, kind.info().digest_bytes), kind.whole(2, text("abc")));
  });
}

TEST(HashRules, AfterFinish_OnlyResetHelps) {
  for_all([](const Kind& kind) {
    const auto hash = kind.make();
    kind.prepare(*hash, 1);
    finish(*hash, kind.info().digest_bytes);
    Bytes out(kind.info().digest_bytes);
    EXPECT_EQ(code_of(hash->update(text("x"))), Code::invalid_parameter);
    EXPECT_EQ(code_of(hash->finish(out)), Code::invalid_parameter);
    EXPECT_NE(code_of(hash->squeeze(out)), Code::ok);
  });
}

TEST(HashRules, EmptyData_ChangesNothing) {
  for_all([](const Kind& kind) {
    const auto hash = kind.make();
    ASSERT_EQ(told(hash->update({})), "ok");
    kind.prepare(*hash, 1);
    ASSERT_EQ(told(hash->update({})), "ok");
    feed(*hash, text("abc"), 2);
    ASSERT_EQ(told(hash->update({})), "ok");
    EXPECT_EQ(finish(*hash, kind.info().digest_bytes), kind.whole(1, text("abc")));
  });
}

TEST(HashRules, Settings_ComeBeforeDataAndWhereTheyApply) {
  for_all([](const Kind& kind) {
    const HashKind is = kind.info().kind;
    const auto hash = kind.make();
    const Bytes value = text("value");
    const auto expected = [](bool applies) { return applies ? Code::ok : Code::not_supported; };
    EXPECT_EQ(code_of(hash->set_function_name(value)), expected(is == HashKind::cshake));
    EXPECT_EQ(code_of(hash->set_customization(value)), expected(is == HashKind::cshake || is == HashKind::kmac));
    EXPECT_EQ(code_of(hash->set_iv(value)), expected(is == HashKind::gmac));
    feed(*hash, value, 5);
    const auto late = [](bool applies) { return applies ? Code::invalid_parameter : Code::not_supported; };
    EXPECT_EQ(code_of(hash->set_function_name(value)), late(is == HashKind::cshake));
    EXPECT_EQ(code_of(hash->set_customization(value)), late(is == HashKind::cshake || is == HashKind::kmac));
    EXPECT_EQ(code_of(hash->set_iv(value)), late(is == HashKind::gmac));
  });
}

TEST(HashRules, OutputsOfAnotherLength_AreRefused_AndTheHashGoesOn) {
  for_all([](const Kind& kind) {
    const HashKind is = kind.info().kind;
    if (is == HashKind::xof || is == HashKind::cshake || is == HashKind::kmac) return;
    const auto hash = kind.make();
    kind.prepare(*hash, 1);
    feed(*hash, text("abc"), 3);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{kind.info().digest_bytes} - 1, std::size_t{kind.info().digest_bytes} + 1}) {
      Bytes out(size);
      EXPECT_NE(code_of(hash->finish(out)), Code::ok);
    }
    EXPECT_EQ(finish(*hash, kind.info().digest_bytes), kind.whole(1, text("abc")));
  });
}

TEST(HashRules, Keys_WhereTheyBelong) {
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.hash == nullptr) continue;
    SCOPED_TRACE(row.hash->provider_name);
    const HashKind is = row.hash->kind;
    Bytes out(row.hash->digest_bytes);
    const bool needs = is == HashKind::cmac || is == HashKind::gmac || is == HashKind::kmac;
    EXPECT_EQ(Hash::create(*row.hash, {}) ? Code::ok : Code::invalid_parameter,
              needs ? Code::invalid_parameter : Code::ok);
    EXPECT_EQ(code_of(provider::hash_once(*row.hash, {}, {}, out)), needs ? Code::invalid_parameter : Code::ok);
    if (is != HashKind::xof && is != HashKind::cshake) continue;
    EXPECT_EQ(Hash::create(*row.hash, {true, {}}).error().code, Code::invalid_parameter);
    EXPECT_EQ(code_of(provider::hash_once(*row.hash, {true, {}}, {}, out)), Code::invalid_parameter);
  }
}

// More kinds than a thread keeps contexts of, in changing order.
TEST(HashRules, ManyHashesAtOnce_OnOneThread) {
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<Hash>> hashes;
    for (const Kind& kind : all_kinds()) {
      hashes.push_back(kind.make());
      kind.prepare(*hashes.back(), 1);
      feed(*hashes.back(), text("abc"), 1);
    }
    std::size_t at = 0;
    for (const Kind& kind : all_kinds())
      EXPECT_EQ(finish(*hashes[at++], kind.info().digest_bytes), kind.whole(1, text("abc")));
  }
}

}  // namespace
}  // namespace cng::test
