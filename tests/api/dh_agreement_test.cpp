// BCryptSecretAgreement with DH keys, and every KDF over the secret.
#include "support/derive.h"
#include "support/dl_keys.h"
#include "support/hash.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDh = BCRYPT_DH_ALG_HANDLE;

Key own_key(const DhKey& key) { return imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_private(key)); }
Key peer_key(const DhKey& key) { return imported(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_peer(key)); }

class DhAgreement : public testing::TestWithParam<const DhKey& (*)()> {
 protected:
  const DhKey& key = GetParam()();
  Bytes raw(BCRYPT_SECRET_HANDLE secret) { return derive(secret, BCRYPT_KDF_RAW_SECRET, key.p.size()).bytes; }
};

TEST_P(DhAgreement, BothSides_HaveTheKnownSecretInLittleEndian) {
  EXPECT_EQ(to_hex(raw(agreed(own_key(key), peer_key(key)))), to_hex(reversed(key.secret)));
  const Key other = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_peer_private(key));
  const Key mine = imported(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_public(key));
  EXPECT_EQ(to_hex(raw(agreed(other, mine))), to_hex(reversed(key.secret)));
}

TEST_P(DhAgreement, PrivateKeyAsPeer_CountsByItsPublicHalf) {
  const Key other = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_peer_private(key), BCRYPT_NO_KEY_VALIDATION);
  EXPECT_EQ(to_hex(raw(agreed(own_key(key), other))), to_hex(reversed(key.secret)));
}

TEST_P(DhAgreement, HashOfTheSecret_TakesItBigEndianWithItsLeadingZeros) {
  const Secret shared = agreed(own_key(key), peer_key(key));
  EXPECT_EQ(to_hex(derive(shared, BCRYPT_KDF_HASH, KdfParameters().hash(BCRYPT_SHA256_ALGORITHM), 32).bytes),
            to_hex(hash_once(BCRYPT_SHA256_ALG_HANDLE, nullptr, key.secret, 32).bytes));
  EXPECT_EQ(to_hex(derive(shared, BCRYPT_KDF_HASH, 20).bytes),
            to_hex(hash_once(BCRYPT_SHA1_ALG_HANDLE, nullptr, key.secret, 20).bytes));
}

TEST_P(DhAgreement, HmacOfTheSecret_TakesItBigEndian) {
  const Secret shared = agreed(own_key(key), peer_key(key));
  const Bytes mac_key = text("a key");
  KdfParameters parameters;
  parameters.hash(BCRYPT_SHA256_ALGORITHM).add(KDF_HMAC_KEY, mac_key);
  EXPECT_EQ(to_hex(derive(shared, BCRYPT_KDF_HMAC, parameters, 32).bytes),
            to_hex(hash_once(BCRYPT_HMAC_SHA256_ALG_HANDLE, &mac_key, key.secret, 32).bytes));
  KdfParameters with_secret;
  with_secret.hash(BCRYPT_SHA256_ALGORITHM).add(KDF_SECRET_APPEND, mac_key);
  EXPECT_THAT(derive(shared, BCRYPT_KDF_HMAC, with_secret, 32, KDF_USE_SECRET_AS_HMAC_KEY_FLAG).status, IsSuccess());
}

TEST_P(DhAgreement, OtherKdfs_GiveBothSidesTheSame) {
  const Secret one = agreed(own_key(key), peer_key(key));
  const Key other = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_peer_private(key));
  const Key mine = imported(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_public(key));
  const Secret two = agreed(other, mine);
  KdfParameters tls, concat_kdf, hkdf;
  tls.add(KDF_TLS_PRF_LABEL, text("master secret")).add(KDF_TLS_PRF_SEED, Bytes(64, 7));
  concat_kdf.add(KDF_ALGORITHMID, text("id")).add(KDF_PARTYUINFO, text("u")).add(KDF_PARTYVINFO, text("v"));
  hkdf.hash(BCRYPT_SHA256_ALGORITHM).add(KDF_HKDF_INFO, text("info"));
  for (const auto& [kdf, parameters, size] : {std::tuple{BCRYPT_KDF_TLS_PRF, tls, std::size_t{48}},
                                              std::tuple{BCRYPT_KDF_SP80056A_CONCAT, concat_kdf, std::size_t{50}},
                                              std::tuple{CNG_TEXT("HKDF"), hkdf, std::size_t{50}}}) {
    const Output first = derive(one, kdf, parameters, size);
    EXPECT_THAT(first.status, IsSuccess());
    EXPECT_EQ(first.bytes.size(), size);
    EXPECT_EQ(to_hex(first.bytes), to_hex(derive(two, kdf, parameters, size).bytes));
  }
}

TEST_P(DhAgreement, Secret_OutlivesItsKeys) {
  Key own = own_key(key), peer = peer_key(key);
  const Secret shared = agreed(own, peer);
  own.reset();
  peer.reset();
  EXPECT_EQ(to_hex(raw(shared)), to_hex(reversed(key.secret)));
}

INSTANTIATE_TEST_SUITE_P(All, DhAgreement, testing::Values(dh512, dh1024, dh_modp1536, dh_ffdhe2048, dh_ffdhe4096),
                         [](const testing::TestParamInfo<const DhKey& (*)()>& row) {
                           return "Bits" + std::to_string(row.param().bits);
                         });

TEST(DhAgreementRules, KeysOfDifferentGroups_AreRefused) {
  DhKey other = dh512();
  other.g = other.y;
  EXPECT_THAT(agree(own_key(dh512()), peer_key(other)), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(agree(own_key(dh512()), peer_key(dh1024())), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(agree(own_key(dh1024()), peer_key(dh512())), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Curve& c = p256();
  const Key ecdh = imported(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(c.ecdh_private, ec_key_a(c)));
  EXPECT_THAT(agree(own_key(dh512()), ecdh), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(agree(ecdh, own_key(dh512())), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DhAgreementRules, PublicKeyOnTheOwnSide_IsRefused) {
  EXPECT_THAT(agree(peer_key(dh512()), peer_key(dh512())), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DhAgreementRules, TrivialPublicValues_AreRefusedAtUseToo) {
  const DhKey& key = dh512();
  const Key own = own_key(key);
  Bytes below = key.p;
  below.back() = static_cast<UCHAR>(below.back() ^ 1);
  for (const Bytes& bad : {Bytes(64), pad_left({1}, 64), below, key.p, Bytes(64, 0xFF)}) {
    const Key peer =
        imported(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_blob(kDhpb, 64, concat({key.p, key.g, bad})), BCRYPT_NO_KEY_VALIDATION);
    EXPECT_THAT(agree(own, peer), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST(DhAgreementRules, PrivateValueThatNoCheckHasSeen_GivesNoTrivialSecret) {
  const DhKey& key = dh512();
  const Key own = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_blob(kDhpv, 64, concat({key.p, key.g, key.y, Bytes(64)})),
                           BCRYPT_NO_KEY_VALIDATION);
  EXPECT_THAT(agree(own, peer_key(key)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DhAgreementRules, DhKeys_NeitherSignNorEncrypt) {
  const Key own = own_key(dh512());
  const Bytes digest(20, 1);
  EXPECT_THAT(sign(own, nullptr, digest, 0).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(verify(own, nullptr, digest, Bytes(40, 1), 0), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_NE(encrypt(own, digest, nullptr, BCRYPT_PAD_PKCS1).status, STATUS_SUCCESS);
}

}  // namespace
