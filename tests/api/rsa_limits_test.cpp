// Keys at the limits of size are not only taken but usable. Answers: modular arithmetic in Python.
#include "support/keys.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

TEST(RsaLimits, SmallestKey_Signs) {
  const Bytes e = hex("010001"), p = hex("cd18f85e0b64c5ff88686e2230ab5674245206fb57812b35"),
              q = hex("dee8e9d8ed4bbac8546142c4a0679e500e33ad2b27554ea5"),
              n = hex(
                  "b296415c2857a8a3d4c4edee3a4f20e443e4e146757d354d4f25ad7d5a0edecdfbd561ce3794663b813be3082d03ff29");
  const Bytes blob = rsa_blob({kRsa2, 384, len(e), len(n), len(p), len(q)}, concat({e, n, p, q}));
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, blob);
  EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), 384U);
  const Bytes digest = hex("fcbec5a1d7c1d0d0989b3838ac2aa1a558a67f16");
  const Output out = sign(key, Pkcs1(BCRYPT_SHA1_ALGORITHM), digest);
  EXPECT_EQ(to_hex(out.bytes),
            "6a82464bd660835598172c98c39c4bc96e799a75f038369a8bafae0e3e9334733c645615aadcb4f5646d15c07fe83602");
  EXPECT_THAT(verify(key, Pkcs1(BCRYPT_SHA1_ALGORITHM), digest, out.bytes), IsSuccess());
}

TEST(RsaLimits, LargestKey_Encrypts) {
  // n = 2^16383 + 2^9000 + 1, which import takes: it does not factor.
  Bytes n(2048);
  n[0] = 0x80;
  n[2047 - 9000 / 8] = 1;
  n[2047] = 1;
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB,
                           rsa_blob({kRsa1, 16384, 3, 2048, 0, 0}, concat({hex("010001"), n})));
  EXPECT_EQ(get_number(key, BCRYPT_SIGNATURE_LENGTH), 2048U);
  Bytes message(2048);
  for (std::size_t i = 1; i < message.size(); ++i) message[i] = static_cast<UCHAR>((i - 1) * 7 + 1);
  const Bytes out = encrypt(key, message, nullptr, BCRYPT_PAD_NONE).bytes;
  ASSERT_EQ(out.size(), 2048U);
  EXPECT_EQ(to_hex(Bytes(out.begin(), out.begin() + 32)),
            "64664df1e77cb81611176774170191f91ba3e5256c686cb63cca057907e5f080");
  EXPECT_EQ(to_hex(Bytes(out.end() - 32, out.end())),
            "c5e1c516a823540a7ced060d586cae8534b96ff773a6aa8a65ebcc409fd79207");
}

TEST(RsaLimits, LongestExponent_Encrypts) {
  // 2^64 - 1 is odd and all that the documentation allows.
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB,
                           rsa_blob({kRsa1, 512, 8, 64, 0, 0}, concat({Bytes(8, 0xFF), rsa512().n})));
  const Output out = encrypt(key, pad_left({2}, 64), nullptr, BCRYPT_PAD_NONE);
  EXPECT_THAT(out.status, IsSuccess());
  // 2^(2^64 - 1) modulo n.
  EXPECT_EQ(to_hex(out.bytes),
            "af77cc98182d83360c795f27dc29eb114a23b86b306886db95bd88edd21c5522efff5fb76258fd08c26e8fcfbea467f802e2dfa3c5"
            "dabe702cc1711667134b2c");
}

TEST(RsaLimits, SmallestExponent_VerifiesAndEncrypts) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB,
                           rsa_blob({kRsa1, 512, 1, 64, 0, 0}, concat({{3}, rsa512().n})));
  EXPECT_EQ(to_hex(encrypt(key, pad_left({5}, 64), nullptr, BCRYPT_PAD_NONE).bytes), to_hex(pad_left({125}, 64)));
}

}  // namespace
