// BCryptSecretAgreement: which keys agree, and how long a secret lives.
#include "ecc_known_answers.h"
#include "support/derive.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

class Agreement : public testing::TestWithParam<int> {
 protected:
  Key private_key(const EcKey& key) {
    return imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, key));
  }
  Key public_key(const EcKey& key) {
    return imported(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, key));
  }
  Bytes raw(BCRYPT_SECRET_HANDLE shared) { return derive(shared, BCRYPT_KDF_RAW_SECRET, c.size).bytes; }
  const Curve& c = curve(GetParam());
  const EcKey& a = ec_key_a(c);
  const EcKey& b = ec_key_b(c);
  const Bytes secret = hex(known::kAgreed[GetParam()].secret);
};

TEST_P(Agreement, BothSides_HaveTheKnownSecretInLittleEndian) {
  EXPECT_EQ(to_hex(raw(agreed(private_key(a), public_key(b)))), to_hex(reversed(secret)));
  EXPECT_EQ(to_hex(raw(agreed(private_key(b), public_key(a)))), to_hex(reversed(secret)));
}

TEST_P(Agreement, PrivateKeyAsPeer_CountsByItsPublicHalf) {
  EXPECT_EQ(to_hex(raw(agreed(private_key(a), private_key(b)))), to_hex(reversed(secret)));
}

TEST_P(Agreement, KeyWithItself_Agrees) {
  const Key key = private_key(a);
  const Secret own = agreed(key, key);
  EXPECT_EQ(raw(own).size(), c.size);
  EXPECT_NE(raw(own), reversed(secret));
}

TEST_P(Agreement, GenericAlgorithmsOfTheSameCurve_AgreeWithTheFixedOnes) {
  const Algorithm generic = open(BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(set_text(generic, BCRYPT_ECC_CURVE_NAME, narrow(c.name)), IsSuccess());
  const Key own = imported(generic, BCRYPT_ECCPRIVATE_BLOB, ec_private(kEckv, a));
  const Key peer = imported(generic, BCRYPT_ECCPUBLIC_BLOB, ec_public(kEckp, b));
  EXPECT_EQ(to_hex(raw(agreed(own, peer))), to_hex(reversed(secret)));
}

TEST_P(Agreement, GeneratedKeys_AgreeWithEachOther) {
  const Key first = finalized(c.ecdh_handle, c.bits), second = finalized(c.ecdh_handle, c.bits);
  const Bytes one = raw(agreed(first, second));
  EXPECT_EQ(one.size(), c.size);
  EXPECT_EQ(to_hex(one), to_hex(raw(agreed(second, first))));
}

TEST_P(Agreement, Secret_OutlivesKeysAndProviders) {
  Algorithm algorithm = open(c.ecdh);
  Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, a));
  Key peer = imported(algorithm, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdh_public, b));
  const Secret shared = agreed(own, peer);
  own.reset();
  peer.reset();
  algorithm.reset();
  EXPECT_EQ(to_hex(raw(shared)), to_hex(reversed(secret)));
  EXPECT_EQ(to_hex(raw(shared)), to_hex(reversed(secret))) << "a secret may be derived from more than once";
}

TEST_P(Agreement, KeysOfDifferentCurves_AreRefused) {
  const Curve& other = curve((GetParam() + 1) % kCurveCount);
  const Key peer = imported(other.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(other.ecdh_public, ec_key_a(other)));
  EXPECT_THAT(agree(private_key(a), peer), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(Agreement, PublicKeyOnTheOwnSide_IsRefused) {
  const MadeSecret made = agree(public_key(a), public_key(b));
  EXPECT_NE(made.status, STATUS_SUCCESS);
  EXPECT_FALSE(made.written);
}

TEST_P(Agreement, KeysForSignatures_AreRefused) {
  const Key ecdsa = imported(c.ecdsa_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdsa_private, a));
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  const Key own = private_key(a);
  for (BCRYPT_KEY_HANDLE wrong : {ecdsa.get(), rsa.get()}) {
    EXPECT_FALSE(agree(wrong, own).written);
    EXPECT_FALSE(agree(own, wrong).written);
    EXPECT_FALSE(agree(wrong, wrong).written);
  }
}

TEST_P(Agreement, NullsAndWrongHandles_AreRefused) {
  const Key own = private_key(a), peer = public_key(b);
  EXPECT_THAT(agree(nullptr, peer), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(agree(own, nullptr), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(agree(untouched(), peer), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(agree(c.ecdh_handle, peer), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptSecretAgreement(own, peer, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
  const Secret shared = agreed(own, peer);
  EXPECT_THAT(agree(shared, peer), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(agree(own, shared), IsRefusedWith(STATUS_INVALID_HANDLE));
}

TEST_P(Agreement, Flags_AreRefused) {
  const Key own = private_key(a), peer = public_key(b);
  for (ULONG flags : {1U, 8U, 0x80000000U})
    EXPECT_THAT(agree(own, peer, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

TEST_P(Agreement, UnfinalizedKey_IsRefused) {
  const MadeKey made = generate_pair(c.ecdh_handle, c.bits);
  EXPECT_THAT(agree(made.handle, public_key(b)), IsRefusedWith(STATUS_INVALID_HANDLE));
  EXPECT_THAT(agree(private_key(a), made.handle), IsRefusedWith(STATUS_INVALID_HANDLE));
}

INSTANTIATE_TEST_SUITE_P(All, Agreement, testing::Range(0, kCurveCount),
                         [](const testing::TestParamInfo<int>& row) { return curve(row.param).label; });

}  // namespace
