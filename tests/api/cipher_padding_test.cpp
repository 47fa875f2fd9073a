// Padding, and what each combination of length, flag and buffer gives in CBC and ECB.
#include "cipher_known_answers.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

struct Padded {
  std::size_t size;
  const char* cipher;
};

// AES-128 in CBC with the IV 00 01 .. 0f.
const Padded kPadded[] = {
    {0, "c84af0b613435d5d9182801a9bd9320b"},
    {1, "2a7a633fad54e2146edcef80c59eebc6"},
    {15, "9be1e579d107a136c031b645a88da750"},
    {16, "7649abac8119b246cee98e9b12e9197d8964e0b149c10b7b682e6e39aaeb731c"},
    {17, "7649abac8119b246cee98e9b12e9197d34d2d260173113008c28112c77668c86"},
    {32, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b255e21d7100b988ffec32feeafaf23538"},
    {33, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b28952d70a60e8382748f7e75c965d86d2"},
};
constexpr char kEcb17[] = "3ad77bb40d7a3660a89ecaf32466ef979e197020026bcdee188eeda4d2d83c4e";

constexpr ULONG kPad = BCRYPT_BLOCK_PADDING;

Key cbc() { return symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128)); }
Key ecb() { return symmetric(BCRYPT_AES_ECB_ALG_HANDLE, hex(known::kAes128)); }

Bytes plain(std::size_t size) {
  Bytes out = hex(known::kPlain);
  out.resize(size);
  return out;
}

TEST(CipherPadding, KnownAnswers_BothWays) {
  const Key key = cbc();
  for (const Padded& row : kPadded) {
    EXPECT_EQ(to_hex(encrypted_from(key, plain(row.size), hex(known::kIv), kPad)), row.cipher) << row.size;
    Bytes iv = hex(known::kIv);
    const Ran back = run(BCryptDecrypt, key, hex(row.cipher), &iv, hex(row.cipher).size(), kPad);
    EXPECT_THAT(back.status, IsSuccess()) << row.size;
    EXPECT_EQ(back.size, row.size);
    EXPECT_EQ(back.bytes, plain(row.size));
    EXPECT_EQ(to_hex(iv), std::string(row.cipher).substr(std::string(row.cipher).size() - 32)) << "IV after";
  }
  EXPECT_EQ(to_hex(encrypted(ecb(), plain(17), nullptr, kPad)), kEcb17);
}

TEST(CipherPadding, Flag_IsForTheLastPieceOnly) {
  const Key key = cbc();
  Bytes iv = hex(known::kIv);
  Bytes whole = encrypted(key, plain(16), &iv);
  const Bytes all = plain(33);
  whole = concat({whole, encrypted(key, Bytes(all.begin() + 16, all.end()), &iv, kPad)});
  EXPECT_EQ(to_hex(whole), kPadded[6].cipher);
  iv = hex(known::kIv);
  Bytes back = decrypted(key, Bytes(whole.begin(), whole.begin() + 16), &iv);
  const Ran last = run(BCryptDecrypt, key, Bytes(whole.begin() + 16, whole.end()), &iv, 32, kPad);
  EXPECT_EQ(concat({back, last.bytes}), all);
}

TEST(CipherPadding, Encrypt_SizeQueryGivesTheNextMultiple) {
  for (std::size_t size = 0; size < 49; ++size) {
    Bytes iv = hex(known::kIv);
    const Ran out = query(BCryptEncrypt, cbc(), plain(size), &iv, kPad);
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(out.size, (size / 16 + 1) * 16);
    EXPECT_EQ(query(BCryptEncrypt, ecb(), plain(size), nullptr, kPad).size, out.size);
  }
}

TEST(CipherPadding, Encrypt_ShortBufferGivesTheSize) {
  const Key key = cbc();
  for (const Padded& row : kPadded) {
    const std::size_t needed = (row.size / 16 + 1) * 16;
    for (std::size_t room : {std::size_t{0}, row.size, needed - 1}) {
      if (room >= needed) continue;
      Bytes iv = hex(known::kIv);
      const Ran out = run(BCryptEncrypt, key, plain(row.size), &iv, room, kPad);
      EXPECT_THAT(out.status, IsStatus(STATUS_BUFFER_TOO_SMALL)) << row.size << " " << room;
      EXPECT_EQ(out.size, needed);
      EXPECT_FALSE(out.wrote);
      EXPECT_EQ(to_hex(iv), known::kIv);
    }
  }
}

TEST(CipherPadding, Decrypt_SizeQueryGivesTheInputsLength) {
  for (const Padded& row : kPadded) {
    Bytes iv = hex(known::kIv);
    const Ran out = query(BCryptDecrypt, cbc(), hex(row.cipher), &iv, kPad);
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(out.size, hex(row.cipher).size()) << row.size;
  }
}

TEST(CipherPadding, Decrypt_BufferMayBeAsLongAsThePlaintext) {
  for (const Padded& row : kPadded) {
    Bytes iv = hex(known::kIv);
    const Ran out = run(BCryptDecrypt, cbc(), hex(row.cipher), &iv, row.size, kPad);
    EXPECT_THAT(out.status, IsSuccess()) << row.size;
    EXPECT_EQ(out.size, row.size);
    EXPECT_EQ(out.bytes, plain(row.size));
  }
}

TEST(CipherPadding, Decrypt_BelowAllButOneBlockTheSizeIsTheInputs) {
  struct Row {
    int padded;
    std::size_t room, size;
  };
  for (const Row& row : {Row{4, 15, 32}, Row{4, 0, 32}, Row{6, 31, 48}, Row{6, 16, 48}, Row{6, 0, 48}}) {
    Bytes iv = hex(known::kIv);
    const Ran out = run(BCryptDecrypt, cbc(), hex(kPadded[row.padded].cipher), &iv, row.room, kPad);
    EXPECT_THAT(out.status, IsStatus(STATUS_BUFFER_TOO_SMALL)) << row.room;
    EXPECT_EQ(out.size, row.size) << row.room;
    EXPECT_FALSE(out.wrote);
    EXPECT_EQ(to_hex(iv), known::kIv);
  }
}

TEST(CipherPadding, Decrypt_FromThereOnTheTrueLengthDecides) {
  struct Row {
    int padded;
    std::size_t room;
  };
  for (const Row& row : {Row{4, 16}, Row{6, 32}, Row{1, 0}, Row{2, 14}}) {
    Bytes iv = hex(known::kIv);
    const Ran out = run(BCryptDecrypt, cbc(), hex(kPadded[row.padded].cipher), &iv, row.room, kPad);
    EXPECT_THAT(out.status, IsStatus(STATUS_BUFFER_TOO_SMALL)) << kPadded[row.padded].size;
    EXPECT_EQ(out.size, kPadded[row.padded].size);
    EXPECT_FALSE(out.wrote);
    EXPECT_EQ(to_hex(iv), known::kIv);
  }
}

TEST(CipherPadding, Decrypt_PartialBlocksAreRefusedWithOrWithoutTheFlag) {
  for (ULONG flags : {ULONG{0}, kPad}) {
    for (std::size_t size : {1U, 15U, 17U, 31U, 33U}) {
      Bytes iv = hex(known::kIv);
      const Ran out = run(BCryptDecrypt, cbc(), plain(size), &iv, 64, flags);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_BUFFER_SIZE)) << size;
      EXPECT_EQ(out.size, size);
      EXPECT_FALSE(out.wrote);
      EXPECT_THAT(run(BCryptDecrypt, ecb(), plain(size), nullptr, 64, flags).status,
                  IsStatus(STATUS_INVALID_BUFFER_SIZE));
    }
  }
}

TEST(CipherPadding, Encrypt_PartialBlocksNeedTheFlag) {
  for (std::size_t size : {1U, 15U, 17U, 33U}) {
    Bytes iv = hex(known::kIv);
    const Ran out = run(BCryptEncrypt, cbc(), plain(size), &iv, 64);
    EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_BUFFER_SIZE)) << size;
    EXPECT_EQ(out.size, size);
    EXPECT_FALSE(out.wrote);
    EXPECT_EQ(to_hex(iv), known::kIv);
    EXPECT_EQ(run(BCryptEncrypt, ecb(), plain(size), nullptr, 64).size, size);
  }
}

// Every last byte that PKCS #7 does not allow, and one wrong byte inside the padding.
TEST(CipherPadding, Decrypt_BadPaddingIsADataErrorAndWritesNothing) {
  const Key key = ecb();
  std::vector<Bytes> blocks;
  for (unsigned last : {0U, 17U, 18U, 0x80U, 0xFFU}) blocks.emplace_back(16, static_cast<UCHAR>(last));
  for (std::size_t wrong = 0; wrong < 15; ++wrong) {
    blocks.emplace_back(16, UCHAR{16});
    blocks.back()[wrong] = 15;
  }
  blocks.push_back(hex("00000000000000000000000000000302"));
  blocks.push_back(hex("00000000000000000000000000040303"));
  for (const Bytes& block : blocks) {
    const Bytes cipher = encrypted(key, concat({plain(16), block}));
    const Ran out = run(BCryptDecrypt, key, cipher, nullptr, 32, kPad);
    EXPECT_THAT(out.status, IsStatus(STATUS_DATA_ERROR)) << to_hex(block);
    EXPECT_FALSE(out.wrote) << to_hex(block);
  }
}

TEST(CipherPadding, Decrypt_WithoutTheFlagGivesThePaddingToo) {
  const Bytes all = decrypted_from(cbc(), hex(kPadded[4].cipher), hex(known::kIv));
  EXPECT_EQ(to_hex(all), to_hex(concat({plain(17), Bytes(15, UCHAR{15})})));
}

TEST(CipherPadding, InPlace_WorksBothWays) {
  const Key key = cbc();
  Bytes buffer = plain(33), iv = hex(known::kIv);
  buffer.resize(48);
  ULONG size = 0;
  EXPECT_THAT(BCryptEncrypt(key, buffer.data(), 33, nullptr, iv.data(), 16, buffer.data(), 48, &size, kPad),
              IsSuccess());
  EXPECT_EQ(to_hex(buffer), kPadded[6].cipher);
  iv = hex(known::kIv);
  EXPECT_THAT(BCryptDecrypt(key, buffer.data(), 48, nullptr, iv.data(), 16, buffer.data(), 48, &size, kPad),
              IsSuccess());
  EXPECT_EQ(size, 33U);
  buffer.resize(33);
  EXPECT_EQ(buffer, plain(33));
}

}  // namespace
