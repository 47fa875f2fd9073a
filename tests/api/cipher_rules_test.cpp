// What BCryptEncrypt and BCryptDecrypt ask of their arguments with symmetric keys, and buffers in odd places.
#include "cipher_known_answers.h"
#include "support/keys.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

const CipherFunction kFunctions[] = {BCryptEncrypt, BCryptDecrypt};

Key cbc() { return symmetric(BCRYPT_AES_CBC_ALG_HANDLE, hex(known::kAes128)); }
Key ecb() { return symmetric(BCRYPT_AES_ECB_ALG_HANDLE, hex(known::kAes128)); }

TEST(CipherRules, BadHandles_AreRefused) {
  Key dead = cbc();
  const BCRYPT_KEY_HANDLE stale = dead.get();
  dead.reset();
  const Algorithm algorithm = open(BCRYPT_AES_ALGORITHM);
  for (CipherFunction function : kFunctions)
    for (PVOID handle :
         {PVOID{nullptr}, untouched(), PVOID{stale}, algorithm.get(), PVOID{BCRYPT_AES_CBC_ALG_HANDLE}}) {
      const Ran out = run(function, handle, Bytes(16), nullptr, 16);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_HANDLE));
      EXPECT_FALSE(out.wrote);
    }
}

TEST(CipherRules, NullResult_IsRefused) {
  for (CipherFunction function : kFunctions) {
    Bytes data(16), out(16);
    EXPECT_THAT(function(ecb(), data.data(), 16, nullptr, nullptr, 0, out.data(), 16, nullptr, 0),
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(function(ecb(), data.data(), 16, nullptr, nullptr, 0, nullptr, 0, nullptr, 0),
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_EQ(out, Bytes(16));
  }
}

TEST(CipherRules, NullInputWithALength_IsRefused) {
  for (CipherFunction function : kFunctions) {
    MarkedBuffer out(16);
    ULONG size = 0;
    EXPECT_THAT(function(ecb(), nullptr, 16, nullptr, nullptr, 0, out.data(), 16, &size, 0),
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_TRUE(out.untouched());
  }
}

TEST(CipherRules, UnknownFlags_AreRefused) {
  for (CipherFunction function : kFunctions)
    for (ULONG flags : {0x2U, 0x4U, 0x8U, 0x10U, 0x80U, 0x100U, 0x80000000U, 0xFFFFFFFFU}) {
      const Ran out = run(function, ecb(), Bytes(16), nullptr, 32, flags);
      EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_PARAMETER)) << flags;
      EXPECT_FALSE(out.wrote);
    }
}

TEST(CipherRules, EmptyInputAndOutput_GiveSizeZero) {
  for (CipherFunction function : kFunctions)
    for (BCRYPT_ALG_HANDLE mode : {BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_AES_ECB_ALG_HANDLE, BCRYPT_AES_CFB_ALG_HANDLE}) {
      const Key key = symmetric(mode, hex(known::kAes128));
      ULONG size = kUntouchedSize;
      EXPECT_THAT(function(key, nullptr, 0, nullptr, nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
      EXPECT_EQ(size, 0U);
      const Ran out = run(function, key, {}, nullptr, 16);
      EXPECT_THAT(out.status, IsSuccess());
      EXPECT_EQ(out.size, 0U);
      EXPECT_FALSE(out.wrote);
    }
}

TEST(CipherRules, EmptyInput_KeepsTheIv) {
  Bytes iv = hex(known::kIv);
  EXPECT_THAT(run(BCryptEncrypt, cbc(), {}, &iv, 16).status, IsSuccess());
  EXPECT_EQ(to_hex(iv), known::kIv);
}

TEST(CipherRules, ShortBuffer_GivesTheSizeAndStaysUntouched) {
  for (CipherFunction function : kFunctions)
    for (std::size_t room : {0U, 1U, 16U, 31U}) {
      Bytes iv = hex(known::kIv);
      const Ran out = run(function, cbc(), Bytes(32), &iv, room);
      EXPECT_THAT(out.status, IsStatus(STATUS_BUFFER_TOO_SMALL)) << room;
      EXPECT_EQ(out.size, 32U);
      EXPECT_FALSE(out.wrote);
      EXPECT_EQ(to_hex(iv), known::kIv);
    }
}

TEST(CipherRules, LargerBuffer_IsWrittenOnlyAsFarAsNeeded) {
  const Ran out = run(BCryptEncrypt, ecb(), hex(known::kPlain), nullptr, 200);
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(to_hex(out.bytes), known::kCipherRows[0].ecb);
}

TEST(CipherRules, PaddingInfo_IsIgnoredOutsideTheAuthenticatedModes) {
  UCHAR nowhere = 0;
  const Ran out = run(BCryptEncrypt, ecb(), hex(known::kPlain), nullptr, 64, 0, &nowhere);
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(to_hex(out.bytes), known::kCipherRows[0].ecb);
}

// Input and output in one buffer, at every distance up to two blocks and on either side.
TEST(CipherRules, OverlappingBuffers_GiveTheSameAsSeparateOnes) {
  const Bytes plain = hex(known::kPlain);
  for (int mode = 0; mode < 3; ++mode) {
    const known::CipherRow& row = known::kCipherRows[0];
    const Bytes cipher = hex(mode == 0 ? row.ecb : mode == 1 ? row.cbc : row.cfb8);
    const Key key = symmetric(mode == 0   ? BCRYPT_AES_ECB_ALG_HANDLE
                              : mode == 1 ? BCRYPT_AES_CBC_ALG_HANDLE
                                          : BCRYPT_AES_CFB_ALG_HANDLE,
                              hex(row.key));
    for (int distance = -33; distance <= 33; ++distance) {
      for (bool forth : {true, false}) {
        Bytes buffer(160);
        PUCHAR const from = buffer.data() + 48;
        const Bytes& source = forth ? plain : cipher;
        std::copy(source.begin(), source.end(), from);
        Bytes iv = hex(known::kIv);
        ULONG size = 0;
        EXPECT_THAT((forth ? BCryptEncrypt : BCryptDecrypt)(key, from, 64, nullptr, mode == 0 ? nullptr : iv.data(),
                                                            mode == 0 ? 0 : 16, from + distance, 64, &size, 0),
                    IsSuccess());
        EXPECT_EQ(Bytes(from + distance, from + distance + 64), forth ? cipher : plain) << mode << " " << distance;
      }
    }
  }
}

TEST(CipherRules, UnalignedBuffers_Work) {
  for (std::size_t offset = 1; offset < 16; ++offset) {
    Bytes source(offset), target(offset + 64), iv = hex(known::kIv);
    source = concat({source, hex(known::kPlain)});
    ULONG size = 0;
    EXPECT_THAT(
        BCryptEncrypt(cbc(), source.data() + offset, 64, nullptr, iv.data(), 16, target.data() + offset, 64, &size, 0),
        IsSuccess());
    EXPECT_EQ(to_hex(Bytes(target.begin() + static_cast<std::ptrdiff_t>(offset), target.end())),
              known::kCipherRows[0].cbc);
  }
}

TEST(CipherRules, LongData_IsTheSameAsItsPieces) {
  Bytes data(1U << 20), iv = hex(known::kIv);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<UCHAR>(i * 7 + (i >> 8));
  const Key key = cbc();
  const Bytes whole = encrypted_from(key, data, iv);
  Bytes pieces;
  for (std::size_t at = 0; at < data.size(); at += 65536) {
    const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at);
    const Bytes out = encrypted(key, Bytes(begin, begin + 65536), &iv);
    pieces.insert(pieces.end(), out.begin(), out.end());
  }
  EXPECT_TRUE(whole == pieces);
  EXPECT_TRUE(decrypted_from(key, whole, hex(known::kIv)) == data);
}

TEST(CipherRules, KeysThatDoNotEncrypt_AreNotSupported) {
  const Key ecdh =
      imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  const Key ecdsa = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                             ec_private(p256().ecdsa_private, ec_key_a(p256())));
  for (CipherFunction function : kFunctions)
    for (const Key* key : {&ecdh, &ecdsa})
      EXPECT_THAT(run(function, *key, Bytes(16), nullptr, 64).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(CipherRules, SymmetricKey_DoesNothingThatNeedsAKeyPair) {
  const Key key = cbc();
  MarkedBuffer out(64);
  ULONG size = kUntouchedSize;
  Bytes digest(32);
  EXPECT_NE(BCryptSignHash(key, nullptr, digest.data(), 32, out.data(), 64, &size, 0), STATUS_SUCCESS);
  EXPECT_NE(BCryptVerifySignature(key, nullptr, digest.data(), 32, digest.data(), 32, 0), STATUS_SUCCESS);
  EXPECT_NE(agree(key, key).status, STATUS_SUCCESS);
  EXPECT_THAT(BCryptFinalizeKeyPair(key, 0), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(generate_pair(BCRYPT_AES_CBC_ALG_HANDLE, 128), IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_TRUE(out.untouched());
}

TEST(CipherRules, CfbWithWholeBlocks_RefusesPartsOfOne) {
  const Key key = symmetric(BCRYPT_AES_CFB_ALG_HANDLE, hex(known::kAes128));
  EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, 16), IsSuccess());
  for (std::size_t size : {1U, 15U, 17U}) {
    const Ran out = run(BCryptEncrypt, key, Bytes(size), nullptr, 64);
    EXPECT_THAT(out.status, IsStatus(STATUS_INVALID_BUFFER_SIZE)) << size;
    EXPECT_FALSE(out.wrote);
  }
  EXPECT_THAT(set_number(key, BCRYPT_MESSAGE_BLOCK_LENGTH, 1), IsSuccess());
  EXPECT_THAT(run(BCryptEncrypt, key, Bytes(17), nullptr, 64).status, IsSuccess());
}

}  // namespace
