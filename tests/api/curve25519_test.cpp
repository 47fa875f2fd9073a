// curve25519 through the generic ECDH: u and scalar little-endian, as RFC 7748 writes them. The pairs and the secret
// are those of RFC 7748, section 6.1, with the scalars clamped.
#include "support/derive.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

struct Pair {
  Bytes d, u;
};
const Pair& alice() {
  static const Pair pair = {hex("70076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c6a"),
                            hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")};
  return pair;
}
const Pair& bob() {
  static const Pair pair = {hex("58ab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e06b"),
                            hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")};
  return pair;
}
const char kSecret[] = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

Bytes public_blob(const Bytes& u) { return ec_blob(kEckp, 32, concat({u, Bytes(32)})); }
Bytes private_blob(const Pair& pair) { return ec_blob(kEckv, 32, concat({pair.u, Bytes(32), pair.d})); }

class Curve25519 : public testing::Test {
 protected:
  Curve25519() { EXPECT_THAT(set_text(ecdh, BCRYPT_ECC_CURVE_NAME, "curve25519"), IsSuccess()); }
  MadeKey import_u(const Bytes& u, ULONG flags = 0) {
    return import_pair(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(u), flags);
  }
  MadeKey import_d(const Bytes& d, ULONG flags = 0) {
    return import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob({d, Bytes(32)}), flags);
  }
  const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM);
};

TEST_F(Curve25519, Blobs_ComeBackByteForByte) {
  const Key pub = imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(bob().u));
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob(bob().u)));
  for (ULONG flags : {0U, 8U}) {
    const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(alice()), flags);
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(alice())));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob(alice().u)));
    EXPECT_EQ(to_hex(export_key(duplicate_key(own).handle, BCRYPT_PRIVATE_KEY_BLOB).bytes),
              to_hex(private_blob(alice())));
  }
  EXPECT_EQ(get_text(pub, BCRYPT_ECC_CURVE_NAME), "curve25519");
  EXPECT_EQ(get_number(pub, BCRYPT_KEY_LENGTH), 255U);
}

TEST_F(Curve25519, ZeroX_IsComputedAndYIsIgnored) {
  const Bytes blob = ec_blob(kEckv, 32, concat({Bytes(32), Bytes(32, 0x55), alice().d}));
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(alice())));
}

TEST_F(Curve25519, Secret_IsThatOfTheRfcReversedWhenRaw) {
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(alice()));
  const Key peer = imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(bob().u));
  Bytes reversed = hex(kSecret);
  std::reverse(reversed.begin(), reversed.end());
  const Secret secret = agreed(own, peer);
  EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_RAW_SECRET, 32).bytes), to_hex(reversed));
  // SHA-256 over the bytes of the RFC.
  EXPECT_EQ(to_hex(derive(secret, BCRYPT_KDF_HASH, KdfParameters().hash(BCRYPT_SHA256_ALGORITHM), 32).bytes),
            "dead45a1d43d6902aa9240b43c0d75a0b5fc750660590d6d45461cbfc4010684");
  const Key bobs = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(bob()));
  const Key alices = imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(alice().u));
  EXPECT_EQ(to_hex(derive(agreed(bobs, alices), BCRYPT_KDF_RAW_SECRET, 32).bytes), to_hex(reversed));
}

TEST_F(Curve25519, GeneratedKeys_AreClampedAndAgree) {
  for (int round = 0; round < 20; ++round) {
    const Key first = finalized(ecdh, 0), second = finalized(ecdh, 255);
    const Bytes blob = export_key(first, BCRYPT_ECCPRIVATE_BLOB).bytes;
    ASSERT_EQ(blob.size(), 104U);
    EXPECT_EQ(blob[72] & 7, 0);
    EXPECT_EQ(blob[103] & 0xC0, 0x40);
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, blob), IsMade());
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPUBLIC_BLOB, export_key(first, BCRYPT_ECCPUBLIC_BLOB).bytes), IsMade());
    EXPECT_EQ(to_hex(derive(agreed(first, second), BCRYPT_KDF_RAW_SECRET, 32).bytes),
              to_hex(derive(agreed(second, first), BCRYPT_KDF_RAW_SECRET, 32).bytes));
  }
}

TEST_F(Curve25519, ScalarsThatAreNotClamped_AreRefused) {
  EXPECT_THAT(import_d(alice().d), IsMade());
  for (const auto& [at, bit] : {std::pair{0U, 0x01}, {0U, 0x02}, {0U, 0x04}, {31U, 0x40}, {31U, 0x80}}) {
    Bytes d = alice().d;
    d[at] = static_cast<UCHAR>(d[at] ^ bit);
    for (ULONG flags : {0U, 8U}) EXPECT_THAT(import_d(d, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
  }
  EXPECT_THAT(import_d(Bytes(32)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_F(Curve25519, TwistAndSmallOrder_AreRefusedUnlessNothingIsValidated) {
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(alice()));
  const Bytes two = concat({{2}, Bytes(31)});  // on the twist
  EXPECT_THAT(import_u(two), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const MadeKey unchecked = import_u(two, 8);
  EXPECT_THAT(unchecked, IsMade());
  EXPECT_THAT(agree(own, unchecked.handle), IsMade());
  for (const char* digits : {"0000000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000000",
                             "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                             "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                             "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    EXPECT_THAT(import_u(hex(digits)), IsRefusedWith(STATUS_INVALID_PARAMETER)) << digits;
    const MadeKey small = import_u(hex(digits), 8);
    EXPECT_THAT(small, IsMade()) << digits;
    EXPECT_THAT(agree(own, small.handle), IsRefusedWith(STATUS_INVALID_PARAMETER)) << "the secret would be 0";
  }
}

TEST_F(Curve25519, NumbersFromThePrimeOnAndTheTopBit_AreRefused) {
  Bytes prime = hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), top = bob().u;
  top[31] = static_cast<UCHAR>(top[31] | 0x80);
  Bytes nine_more = prime;
  nine_more[0] = 0xF6;  // p + 9
  for (const Bytes& u : {prime, nine_more, top, Bytes(32, 0xFF)})
    for (ULONG flags : {0U, 8U}) EXPECT_THAT(import_u(u, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << to_hex(u);
}

TEST_F(Curve25519, HalvesThatDoNotBelongTogether_AreRefusedOrRepaired) {
  const Bytes blob = private_blob({alice().d, bob().u});
  for (ULONG flags : {0U, 0x20U})
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, blob, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, blob, 8);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(alice())));
}

TEST_F(Curve25519, OtherSizesMagicsAndTruncations_AreRefused) {
  const Bytes whole = private_blob(alice());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB,
                            Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  for (std::size_t bit = 0; bit < 64; ++bit) {
    Bytes changed = whole;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, changed), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
  }
  for (ULONG magic : {kEcdv, p256().ecdh_private, p256().ecdsa_private})
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, ec_blob(magic, 32, Bytes(96, 0x40))),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_F(Curve25519, FullBlob_IsAMontgomeryCurve) {
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(alice()));
  const Bytes full = export_key(own, BCRYPT_ECCFULLPRIVATE_BLOB).bytes;
  ASSERT_EQ(full.size(), 32U + 7 * 32 + 32 + 1 + 32);
  EXPECT_EQ(to_hex(Bytes(full.begin(), full.begin() + 32)),
            "45434b5601000000030000000000000020000000200000000100000000000000");
  EXPECT_EQ(full[32 + 5 * 32 + 32], 8) << "the cofactor";
  const Key again = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, full);
  EXPECT_EQ(get_text(again, BCRYPT_ECC_CURVE_NAME), "curve25519");
  EXPECT_EQ(to_hex(export_key(again, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(alice())));
  Bytes weierstrass = full;
  weierstrass[8] = 1;
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCFULLPRIVATE_BLOB, weierstrass), IsRefusedWith(STATUS_INVALID_PARAMETER));
  Bytes other = full;
  other[32 + 63] = static_cast<UCHAR>(other[32 + 63] ^ 1);  // A
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCFULLPRIVATE_BLOB, other), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST_F(Curve25519, Signatures_AreNotForIt) {
  const Algorithm ecdsa = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_text(ecdsa, BCRYPT_ECC_CURVE_NAME, "curve25519"), IsStatus(STATUS_NOT_SUPPORTED));
  Bytes parameters = get_property(ecdh, BCRYPT_ECC_PARAMETERS).bytes;
  EXPECT_THAT(set_property(ecdsa, BCRYPT_ECC_PARAMETERS, parameters), IsStatus(STATUS_NOT_SUPPORTED));
  Bytes full = export_key(imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(bob().u)), BCRYPT_ECCFULLPUBLIC_BLOB).bytes;
  full[2] = 'D';  // ECDP
  EXPECT_THAT(import_pair(ecdsa, BCRYPT_ECCFULLPUBLIC_BLOB, full), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST_F(Curve25519, KeysOfOtherCurves_DoNotAgreeWithIt) {
  const Key own = finalized(ecdh, 0), other = finalized(BCRYPT_ECDH_P256_ALG_HANDLE, 256);
  EXPECT_THAT(agree(own, other), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(agree(other, own), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

}  // namespace
