// ECB, CBC and CFB of every block cipher against known answers, whole and in pieces.
#include "cipher_known_answers.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

struct Mode {
  const char* name;
  ULONG feedback;  // 0: not set
  const char* known::CipherRow::*wanted;
};

const Mode kModes[] = {{"ChainingModeECB", 0, &known::CipherRow::ecb},
                       {"ChainingModeCBC", 0, &known::CipherRow::cbc},
                       {"ChainingModeCFB", 0, &known::CipherRow::cfb8},
                       {"ChainingModeCFB", 1, &known::CipherRow::cfb}};

class CipherModes : public testing::TestWithParam<known::CipherRow> {
 protected:
  // The key in a mode, set on the algorithm handle before the key is made.
  Key key_in(const Mode& mode) {
    const Algorithm algorithm = open(GetParam().id);
    EXPECT_THAT(set_text(algorithm, BCRYPT_CHAINING_MODE, mode.name), IsSuccess());
    Key key = symmetric(algorithm, hex(GetParam().key));
    if (mode.feedback != 0) {
      EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, GetParam().block), IsSuccess());
    }
    return key;
  }

  Bytes iv() const {
    Bytes out = hex(known::kIv);
    out.resize(GetParam().block);
    return out;
  }

  // The IV of a call, which ECB has none of.
  Bytes* iv_for(const Mode& mode, Bytes& store) const {
    store = iv();
    return mode.wanted == &known::CipherRow::ecb ? nullptr : &store;
  }
};

TEST_P(CipherModes, KnownAnswers_BothWays) {
  const Bytes plain = hex(known::kPlain);
  for (const Mode& mode : kModes) {
    const Key key = key_in(mode);
    Bytes store;
    EXPECT_EQ(to_hex(encrypted(key, plain, iv_for(mode, store))), GetParam().*mode.wanted) << mode.name;
    EXPECT_EQ(decrypted(key, hex(GetParam().*mode.wanted), iv_for(mode, store)), plain) << mode.name;
  }
}

TEST_P(CipherModes, Iv_BecomesTheLastBlockOfCiphertext) {
  const Bytes plain = hex(known::kPlain);
  for (const Mode& mode : kModes) {
    if (mode.wanted == &known::CipherRow::ecb) continue;
    const Key key = key_in(mode);
    const Bytes cipher = hex(GetParam().*mode.wanted);
    const Bytes last(cipher.end() - static_cast<std::ptrdiff_t>(GetParam().block), cipher.end());
    Bytes forth = iv(), back = iv();
    encrypted(key, plain, &forth);
    decrypted(key, cipher, &back);
    EXPECT_EQ(to_hex(forth), to_hex(last)) << mode.name;
    EXPECT_EQ(to_hex(back), to_hex(last)) << mode.name;
  }
}

// in_pieces runs the data one block at a time: with the IV that each call leaves, or after the first call with none.
Bytes in_pieces(Bytes (*step)(BCRYPT_KEY_HANDLE, const Bytes&, Bytes*, ULONG), BCRYPT_KEY_HANDLE key, const Bytes& data,
                ULONG block, Bytes* iv, bool from_register) {
  Bytes out;
  for (std::size_t at = 0; at < data.size(); at += block) {
    const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at);
    const Bytes piece(begin, begin + static_cast<std::ptrdiff_t>(block));
    out = concat({out, step(key, piece, from_register && at != 0 ? nullptr : iv, 0)});
  }
  return out;
}

TEST_P(CipherModes, Pieces_GiveTheSameAsOneCall) {
  const Bytes plain = hex(known::kPlain);
  for (const Mode& mode : kModes) {
    const std::string wanted = GetParam().*mode.wanted;
    for (bool from_register : {false, true}) {
      const Key key = key_in(mode);
      Bytes store;
      EXPECT_EQ(to_hex(in_pieces(encrypted, key, plain, GetParam().block, iv_for(mode, store), from_register)), wanted)
          << mode.name << from_register;
      EXPECT_EQ(in_pieces(decrypted, key, hex(wanted), GetParam().block, iv_for(mode, store), from_register), plain)
          << mode.name << from_register;
    }
  }
}

TEST_P(CipherModes, InPlace_GivesTheSame) {
  for (const Mode& mode : kModes) {
    const Key key = key_in(mode);
    Bytes buffer = hex(known::kPlain);
    for (CipherFunction function : {CipherFunction(BCryptEncrypt), CipherFunction(BCryptDecrypt)}) {
      Bytes store;
      Bytes* chain = iv_for(mode, store);
      ULONG size = 0;
      EXPECT_THAT(function(key, buffer.data(), 64, nullptr, chain ? store.data() : nullptr, chain ? len(store) : 0,
                           buffer.data(), 64, &size, 0),
                  IsSuccess());
      EXPECT_EQ(to_hex(buffer), function == CipherFunction(BCryptEncrypt) ? GetParam().*mode.wanted : known::kPlain)
          << mode.name;
    }
  }
}

TEST_P(CipherModes, Padding_RoundsUpAndComesOffAgain) {
  const ULONG block = GetParam().block;
  for (const Mode& mode : {kModes[0], kModes[1]}) {
    const Key key = key_in(mode);
    for (std::size_t size = 0; size <= 2 * block + 1; ++size) {
      Bytes plain = hex(known::kPlain), store;
      plain.resize(size);
      const Bytes cipher = encrypted(key, plain, iv_for(mode, store), BCRYPT_BLOCK_PADDING);
      EXPECT_EQ(cipher.size(), (size / block + 1) * block) << mode.name << size;
      const Ran back = run(BCryptDecrypt, key, cipher, iv_for(mode, store), cipher.size(), BCRYPT_BLOCK_PADDING);
      EXPECT_THAT(back.status, IsSuccess()) << mode.name << size;
      EXPECT_EQ(back.size, size) << mode.name;
      EXPECT_EQ(back.bytes, plain) << mode.name << size;
    }
  }
}

TEST_P(CipherModes, PseudoHandles_CarryTheirMode) {
  const std::string label = GetParam().label;
  if (label.rfind("Rc2", 0) == 0 && hex(GetParam().key).size() != 16) return;
  const std::uintptr_t cbc = label[0] == 'A'      ? 0x1A1
                             : label == "Tdes"    ? 0x141
                             : label == "Tdes112" ? 0x171
                             : label == "Des"     ? 0x1F1
                             : label == "Desx"    ? 0x221
                                                  : 0x251;
  for (int i = 0; i < 3; ++i) {  // CBC, ECB, CFB
    const Mode& mode = kModes[i == 0 ? 1 : i == 1 ? 0 : 2];
    const auto handle = reinterpret_cast<BCRYPT_ALG_HANDLE>(cbc + static_cast<std::uintptr_t>(i) * 0x10);
    const Key key = symmetric(handle, hex(GetParam().key));
    Bytes store;
    EXPECT_EQ(to_hex(encrypted(key, hex(known::kPlain), iv_for(mode, store))), GetParam().*mode.wanted) << mode.name;
    EXPECT_EQ(chaining_mode(handle), mode.name);
  }
}

INSTANTIATE_TEST_SUITE_P(All, CipherModes, testing::ValuesIn(known::kCipherRows),
                         [](const testing::TestParamInfo<known::CipherRow>& row) { return row.param.label; });

}  // namespace
