// GCM and CCM in one call: known answers, lengths, and the input pointer.
#include "aead_known_answers.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;
using known::kAead;

Key key_of(const known::AeadRow& row) {
  return symmetric(row.ccm ? BCRYPT_AES_CCM_ALG_HANDLE : BCRYPT_AES_GCM_ALG_HANDLE, hex(row.key));
}

Bytes cipher_of(const known::AeadRow& row) { return hex(row.cipher); }

// A call that must succeed; gives its output.
Bytes done(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Aead& info) {
  const Ran out = run(function, key, input, nullptr, input.size(), 0, info.get());
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(out.size, input.size());
  return out.bytes;
}

class AeadKnown : public testing::TestWithParam<known::AeadRow> {};

TEST_P(AeadKnown, Encrypt_GivesTextAndTag) {
  const known::AeadRow& row = GetParam();
  Aead info(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
  EXPECT_EQ(to_hex(done(BCryptEncrypt, key_of(row), hex(row.plain), info)), row.cipher);
  EXPECT_EQ(to_hex(info.tag()), row.tag);
}

TEST_P(AeadKnown, Decrypt_TakesTextAndTag) {
  const known::AeadRow& row = GetParam();
  Aead info(hex(row.nonce), hex(row.aad), hex(row.tag));
  EXPECT_EQ(to_hex(done(BCryptDecrypt, key_of(row), cipher_of(row), info)), row.plain);
  EXPECT_EQ(to_hex(info.tag()), row.tag);
}

TEST_P(AeadKnown, OneKey_ServesManyMessages) {
  const known::AeadRow& row = GetParam();
  const Key key = key_of(row);
  for (int i = 0; i < 3; ++i) {
    Aead forth(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
    EXPECT_EQ(to_hex(done(BCryptEncrypt, key, hex(row.plain), forth)), row.cipher);
    EXPECT_EQ(to_hex(forth.tag()), row.tag);
    Aead back(hex(row.nonce), hex(row.aad), hex(row.tag));
    EXPECT_EQ(to_hex(done(BCryptDecrypt, key, cipher_of(row), back)), row.plain);
  }
}

TEST_P(AeadKnown, InPlaceAndShifted_GiveTheSame) {
  const known::AeadRow& row = GetParam();
  const Key key = key_of(row);
  const Bytes plain = hex(row.plain);
  const ULONG size = len(plain);
  for (int distance : {0, 1, -1, 16, -16, 5}) {
    Bytes buffer(plain.size() + 64);
    PUCHAR const from = buffer.data() + 32;
    std::copy(plain.begin(), plain.end(), from);
    Aead forth(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
    ULONG written = 0;
    EXPECT_THAT(BCryptEncrypt(key, from, size, forth.get(), nullptr, 0, from + distance, size, &written, 0),
                IsSuccess());
    EXPECT_EQ(to_hex(Bytes(from + distance, from + distance + size)), row.cipher) << distance;
    Aead back(hex(row.nonce), hex(row.aad), forth.tag());
    EXPECT_THAT(BCryptDecrypt(key, from + distance, size, back.get(), nullptr, 0, from, size, &written, 0),
                IsSuccess());
    EXPECT_EQ(to_hex(Bytes(from, from + size)), row.plain) << distance;
  }
}

TEST_P(AeadKnown, AnyChange_IsAMismatch) {
  const known::AeadRow& row = GetParam();
  const Key key = key_of(row);
  for (int part = 0; part < 4; ++part) {
    Bytes nonce = hex(row.nonce), aad = hex(row.aad), tag = hex(row.tag), cipher = cipher_of(row);
    Bytes& changed = part == 0 ? nonce : part == 1 ? aad : part == 2 ? tag : cipher;
    if (changed.empty()) continue;
    for (std::size_t at : {std::size_t{0}, changed.size() / 2, changed.size() - 1}) {
      changed[at] ^= 0x01;
      Aead info(nonce, aad, tag);
      const Ran out = run(BCryptDecrypt, key, cipher, nullptr, cipher.size(), 0, info.get());
      EXPECT_THAT(out.status, IsStatus(STATUS_AUTH_TAG_MISMATCH)) << part << " " << at;
      EXPECT_EQ(out.size, cipher.size());
      EXPECT_TRUE(!out.wrote || out.bytes == Bytes(cipher.size())) << "unverified plaintext was given";
      EXPECT_EQ(info.tag(), tag) << "the tag is the caller's";
      changed[at] ^= 0x01;
    }
  }
}

TEST_P(AeadKnown, TextOfAnotherLength_IsAMismatch) {
  const known::AeadRow& row = GetParam();
  Bytes longer = concat({cipher_of(row), Bytes(1)});
  Aead info(hex(row.nonce), hex(row.aad), hex(row.tag));
  EXPECT_THAT(run(BCryptDecrypt, key_of(row), longer, nullptr, longer.size(), 0, info.get()).status,
              IsStatus(STATUS_AUTH_TAG_MISMATCH));
}

TEST_P(AeadKnown, Iv_IsIgnored) {
  const known::AeadRow& row = GetParam();
  for (std::size_t size : {1U, 12U, 16U, 40U}) {
    Aead info(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
    Bytes iv(size, 0x33);
    const Bytes plain = hex(row.plain);
    const Ran out = run(BCryptEncrypt, key_of(row), plain, &iv, plain.size(), 0, info.get());
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(info.tag()), row.tag);
    EXPECT_EQ(iv, Bytes(size, 0x33));
  }
}

TEST_P(AeadKnown, SizeQuery_LeavesTheTagAlone) {
  const known::AeadRow& row = GetParam();
  Aead info(hex(row.nonce), hex(row.aad), Bytes(16, 0x44));
  for (const Bytes& input : {hex(row.plain), Bytes()}) {
    const Ran out = query(BCryptEncrypt, key_of(row), input, nullptr, 0, info.get());
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(out.size, input.size());
    EXPECT_EQ(info.tag(), Bytes(16, 0x44));
  }
}

TEST_P(AeadKnown, ShortBuffer_GivesTheSizeAndLeavesTheTagAlone) {
  const known::AeadRow& row = GetParam();
  const Bytes plain = hex(row.plain);
  if (plain.empty()) return;
  Aead info(hex(row.nonce), hex(row.aad), Bytes(16, 0x44));
  const Ran out = run(BCryptEncrypt, key_of(row), plain, nullptr, plain.size() - 1, 0, info.get());
  EXPECT_THAT(out.status, IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(out.size, plain.size());
  EXPECT_FALSE(out.wrote);
  EXPECT_EQ(info.tag(), Bytes(16, 0x44));
}

INSTANTIATE_TEST_SUITE_P(All, AeadKnown, testing::ValuesIn(kAead),
                         [](const testing::TestParamInfo<known::AeadRow>& row) { return row.param.label; });

TEST(AeadPointer, NullInputAndOutput_ComputeTheTagOfTheAad) {
  for (const known::AeadRow& row : kAead) {
    if (row.plain[0] != 0) continue;
    Aead forth(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
    ULONG size = kUntouchedSize;
    const Key key = key_of(row);
    EXPECT_THAT(BCryptEncrypt(key, nullptr, 0, forth.get(), nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
    EXPECT_EQ(size, 0U);
    EXPECT_EQ(to_hex(forth.tag()), row.tag) << row.label;
    Aead back(hex(row.nonce), hex(row.aad), hex(row.tag));
    EXPECT_THAT(BCryptDecrypt(key, nullptr, 0, back.get(), nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
    Bytes wrong = hex(row.tag);
    wrong[0] ^= 0x80;
    Aead bad(hex(row.nonce), hex(row.aad), wrong);
    EXPECT_THAT(BCryptDecrypt(key, nullptr, 0, bad.get(), nullptr, 0, nullptr, 0, &size, 0),
                IsStatus(STATUS_AUTH_TAG_MISMATCH));
    EXPECT_EQ(size, 0U);
  }
}

TEST(AeadPointer, EmptyInputWithAnOutput_ComputesTheTag) {
  for (const known::AeadRow& row : kAead) {
    if (row.plain[0] != 0) continue;
    Aead info(hex(row.nonce), hex(row.aad), Bytes(hex(row.tag).size()));
    const Ran out = run(BCryptEncrypt, key_of(row), {}, nullptr, 16, 0, info.get());
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_FALSE(out.wrote);
    EXPECT_EQ(to_hex(info.tag()), row.tag) << row.label;
  }
}

}  // namespace
