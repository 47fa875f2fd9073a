// GCM over several calls: BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG.
#include "aead_known_answers.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

const known::AeadRow& row() { return known::kAead[0]; }

Key gcm() { return symmetric(BCRYPT_AES_GCM_ALG_HANDLE, hex(row().key)); }

Bytes part(const Bytes& all, std::size_t from, std::size_t size) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
  return Bytes(begin, begin + static_cast<std::ptrdiff_t>(size));
}

// Chain is one message under way.
class Chain {
 public:
  Chain(CipherFunction function, BCRYPT_KEY_HANDLE key, Bytes tag = Bytes(16))
      : info(hex(row().nonce), hex(row().aad), std::move(tag)), function_(function), key_(key), iv_(16) {
    info.chained();
  }

  // A call that is not the last one; `last` clears the flag as programs do.
  Ran next(const Bytes& input) { return call(input); }
  Ran last(const Bytes& input) {
    info.info.dwFlags &= ~ULONG{BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG};
    return call(input);
  }
  // A call with AAD alone.
  NTSTATUS aad_only(const Bytes& aad) {
    info.set_aad(aad);
    ULONG size = 0;
    return function_(key_, nullptr, 0, info.get(), iv_.data(), 16, nullptr, 0, &size, 0);
  }

  Aead info;

 private:
  Ran call(const Bytes& input) {
    const Ran out = run(function_, key_, input, &iv_, input.size(), 0, info.get());
    if (out.status == STATUS_SUCCESS) info.set_aad({});
    return out;
  }

  CipherFunction function_;
  BCRYPT_KEY_HANDLE key_;
  Bytes iv_;
};

TEST(GcmChain, Pieces_GiveTheSameAsOneCall) {
  const Key key = gcm();
  for (bool forth : {true, false}) {
    const Bytes source = hex(forth ? row().plain : row().cipher);
    for (std::size_t step : {16U, 32U, 48U}) {
      Chain chain(forth ? CipherFunction(BCryptEncrypt) : CipherFunction(BCryptDecrypt), key,
                  forth ? Bytes(16) : hex(row().tag));
      Bytes seen;
      std::size_t at = 0;
      for (; at + step < source.size(); at += step) {
        const Ran out = chain.next(part(source, at, step));
        EXPECT_THAT(out.status, IsSuccess());
        seen = concat({seen, out.bytes});
      }
      const Ran out = chain.last(part(source, at, source.size() - at));
      EXPECT_THAT(out.status, IsSuccess());
      EXPECT_EQ(to_hex(concat({seen, out.bytes})), forth ? row().cipher : row().plain) << step;
      EXPECT_EQ(to_hex(chain.info.tag()), row().tag) << step;
    }
  }
}

TEST(GcmChain, Library_SetsInProgressAndKeepsTheTotals) {
  const Key key = gcm();
  const Bytes plain = hex(row().plain);
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(part(plain, 0, 32)).status, IsSuccess());
  EXPECT_EQ(chain.info.info.dwFlags,
            ULONG{BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG} | ULONG{BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG});
  EXPECT_EQ(chain.info.info.cbAAD, 20U);
  EXPECT_EQ(chain.info.info.cbData, 32U);
  EXPECT_EQ(chain.info.tag(), Bytes(16)) << "the tag comes with the last call";
  EXPECT_THAT(chain.next(part(plain, 32, 16)).status, IsSuccess());
  EXPECT_EQ(chain.info.info.cbAAD, 20U);
  EXPECT_EQ(chain.info.info.cbData, 48U);
  EXPECT_THAT(chain.last(part(plain, 48, 12)).status, IsSuccess());
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, Aad_MayComeInSeveralCallsBeforeTheData) {
  const Key key = gcm();
  const Bytes aad = hex(row().aad);
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.aad_only(part(aad, 0, 16)), IsSuccess());
  EXPECT_THAT(chain.aad_only(part(aad, 16, 4)), IsSuccess());
  chain.info.set_aad({});
  EXPECT_EQ(chain.info.info.cbAAD, 20U);
  const Ran out = chain.last(hex(row().plain));
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(to_hex(out.bytes), row().cipher);
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, Aad_AfterTheDataIsRefused) {
  const Key key = gcm();
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(Bytes(16)).status, IsSuccess());
  EXPECT_THAT(chain.aad_only(Bytes(16)), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(GcmChain, LastCall_MayBeEmpty) {
  const Key key = gcm();
  const Bytes plain = hex(row().plain);
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(part(plain, 0, 48)).status, IsSuccess());
  chain.info.info.dwFlags &= ~ULONG{BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG};
  ULONG size = kUntouchedSize;
  Bytes iv(16);
  EXPECT_THAT(BCryptEncrypt(key, nullptr, 0, chain.info.get(), iv.data(), 16, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 0U);
  Aead whole(hex(row().nonce), hex(row().aad), Bytes(16));
  run(BCryptEncrypt, key, part(plain, 0, 48), nullptr, 48, 0, whole.get());
  EXPECT_EQ(chain.info.tag(), whole.tag());
}

TEST(GcmChain, PartialBlock_IsForTheLastCallOnly) {
  const Key key = gcm();
  for (std::size_t size : {1U, 15U, 17U, 31U}) {
    Chain chain(BCryptEncrypt, key);
    const Ran out = chain.next(Bytes(size));
    EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
    EXPECT_FALSE(out.wrote);
  }
}

TEST(GcmChain, SizeQuery_DoesNotAdvance) {
  const Key key = gcm();
  const Bytes plain = hex(row().plain);
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(part(plain, 0, 16)).status, IsSuccess());
  Bytes iv(16);
  const Ran asked = query(BCryptEncrypt, key, Bytes(16), &iv, 0, chain.info.get());
  EXPECT_THAT(asked.status, IsSuccess());
  EXPECT_EQ(asked.size, 16U);
  EXPECT_THAT(chain.last(part(plain, 16, 44)).status, IsSuccess());
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, ShortBuffer_DoesNotAdvance) {
  const Key key = gcm();
  const Bytes plain = hex(row().plain);
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(part(plain, 0, 16)).status, IsSuccess());
  Bytes iv(16);
  const Ran small = run(BCryptEncrypt, key, part(plain, 16, 16), &iv, 15, 0, chain.info.get());
  EXPECT_THAT(small.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(small.size, 16U);
  EXPECT_THAT(chain.last(part(plain, 16, 44)).status, IsSuccess());
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, WrongTag_IsAMismatchAtTheLastCall) {
  const Key key = gcm();
  const Bytes cipher = hex(row().cipher);
  Bytes tag = hex(row().tag);
  tag[15] ^= 1;
  Chain chain(BCryptDecrypt, key, tag);
  EXPECT_THAT(chain.next(part(cipher, 0, 48)).status, IsSuccess());
  const Ran out = chain.last(part(cipher, 48, 12));
  EXPECT_THAT(out.status, IsStatus(STATUS_AUTH_TAG_MISMATCH));
  EXPECT_EQ(out.size, 12U);
  EXPECT_TRUE(!out.wrote || out.bytes == Bytes(12)) << "unverified plaintext was given";
}

TEST(GcmChain, ChainsOnOneKey_AreIndependent) {
  const Key key = gcm();
  const Bytes plain = hex(row().plain), cipher = hex(row().cipher);
  Chain one(BCryptEncrypt, key), two(BCryptEncrypt, key), back(BCryptDecrypt, key, hex(row().tag));
  EXPECT_THAT(one.next(part(plain, 0, 16)).status, IsSuccess());
  EXPECT_THAT(two.next(part(plain, 0, 48)).status, IsSuccess());
  EXPECT_THAT(back.next(part(cipher, 0, 32)).status, IsSuccess());
  Aead whole(hex(row().nonce), hex(row().aad), Bytes(16));
  EXPECT_THAT(run(BCryptEncrypt, key, plain, nullptr, 60, 0, whole.get()).status, IsSuccess());
  EXPECT_THAT(one.next(part(plain, 16, 16)).status, IsSuccess());
  EXPECT_THAT(back.last(part(cipher, 32, 28)).status, IsSuccess());
  EXPECT_THAT(two.last(part(plain, 48, 12)).status, IsSuccess());
  EXPECT_THAT(one.last(part(plain, 32, 28)).status, IsSuccess());
  for (const Aead* info : {&one.info, &two.info, &whole}) EXPECT_EQ(to_hex(info->tag()), row().tag);
}

TEST(GcmChain, AbandonedChains_DoNotDisturbTheKey) {
  const Key key = gcm();
  for (int i = 0; i < 2000; ++i) {
    Chain chain(BCryptEncrypt, key);
    ASSERT_THAT(chain.next(Bytes(16)).status, IsSuccess());
  }
  Chain chain(BCryptEncrypt, key);
  EXPECT_THAT(chain.next(part(hex(row().plain), 0, 16)).status, IsSuccess());
  EXPECT_THAT(chain.last(part(hex(row().plain), 16, 44)).status, IsSuccess());
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, NewMessage_StartsWithTheFlagCleared) {
  const Key key = gcm();
  Chain chain(BCryptEncrypt, key);
  for (int i = 0; i < 2; ++i) {
    chain.info.info.dwFlags = BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG;
    chain.info.set_aad(hex(row().aad));
    EXPECT_THAT(chain.next(part(hex(row().plain), 0, 16)).status, IsSuccess());
    EXPECT_EQ(chain.info.info.cbData, 16U);
  }
  EXPECT_THAT(chain.last(part(hex(row().plain), 16, 44)).status, IsSuccess());
  EXPECT_EQ(to_hex(chain.info.tag()), row().tag);
}

TEST(GcmChain, ForeignMacContext_IsRefused) {
  const Key key = gcm();
  for (UCHAR fill : {UCHAR{0x00}, UCHAR{0x41}, UCHAR{0xFF}}) {
    Chain chain(BCryptEncrypt, key);
    std::fill_n(chain.info.info.pbMacContext, 16, fill);
    chain.info.info.dwFlags |= BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG;
    EXPECT_THAT(chain.next(Bytes(16)).status, IsStatus(STATUS_INVALID_PARAMETER));
  }
  // That of another key, and of the other direction.
  const Key other = gcm();
  Chain mine(BCryptEncrypt, key), theirs(BCryptEncrypt, other), back(BCryptDecrypt, key);
  EXPECT_THAT(mine.next(Bytes(16)).status, IsSuccess());
  for (Chain* chain : {&theirs, &back}) {
    std::copy_n(mine.info.info.pbMacContext, 16, chain->info.info.pbMacContext);
    chain->info.info.dwFlags |= BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG;
    EXPECT_THAT(chain->next(Bytes(16)).status, IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST(GcmChain, MacContextAndIv_AreNeeded) {
  const Key key = gcm();
  for (int missing = 0; missing < 4; ++missing) {
    Chain chain(BCryptEncrypt, key);
    if (missing == 0) chain.info.info.pbMacContext = nullptr;
    if (missing == 1) chain.info.info.cbMacContext = 15;
    Bytes iv(missing == 3 ? 12 : 16);
    const Ran out = run(BCryptEncrypt, key, Bytes(16), missing == 2 ? nullptr : &iv, 16, 0, chain.info.get());
    EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << missing;
    EXPECT_FALSE(out.wrote);
  }
}

TEST(GcmChain, Ccm_IsNotSupported) {
  const Key key = symmetric(BCRYPT_AES_CCM_ALG_HANDLE, hex(row().key));
  Chain chain(BCryptEncrypt, key);
  const Ran out = chain.next(Bytes(16));
  EXPECT_THAT(out.status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_FALSE(out.wrote);
}

}  // namespace
