// CAPIPUBLICBLOB and CAPIPRIVATEBLOB: CryptoAPI's RSA keys, little-endian.
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kRsa = BCRYPT_RSA_ALG_HANDLE;

struct Header {
  UCHAR type, version;
  ULONG algorithm, magic, bits;
};

Bytes head(const Header& h) {
  return concat({{h.type, h.version, 0, 0}, le32(h.algorithm), le32(h.magic), le32(h.bits)});
}

Bytes public_blob(const RsaKey& key, ULONG algorithm = 0xA400) {
  return concat({head({6, 2, algorithm, kRsa1, key.bits}), reversed(pad_left(key.e, 4)), reversed(key.n)});
}

Bytes private_blob(const RsaKey& key, ULONG algorithm = 0xA400) {
  return concat({head({7, 2, algorithm, kRsa2, key.bits}), reversed(pad_left(key.e, 4)), reversed(key.n),
                 reversed(key.p), reversed(key.q), reversed(key.dp), reversed(key.dq), reversed(key.qi),
                 reversed(key.d)});
}

class CapiRsa : public testing::TestWithParam<const RsaKey& (*)()> {
 protected:
  const RsaKey& key = GetParam()();
};

TEST_P(CapiRsa, BothHalves_AreExported) {
  const Key own = imported(kRsa, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(key));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_RSAPRIVATE_BLOB).bytes), to_hex(private_blob(key)));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_RSAPUBLIC_BLOB).bytes), to_hex(public_blob(key)));
  const Key peer = imported(kRsa, BCRYPT_RSAPUBLIC_BLOB, rsa_public(key));
  EXPECT_EQ(to_hex(export_key(peer, LEGACY_RSAPUBLIC_BLOB).bytes), to_hex(public_blob(key)));
  EXPECT_THAT(export_key(peer, LEGACY_RSAPRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(CapiRsa, PrivateBlob_IsImportedPublicOneIsNot) {
  for (ULONG algorithm : {0xA400U, 0x2400U}) {
    const Key own = imported(kRsa, LEGACY_RSAPRIVATE_BLOB, private_blob(key, algorithm));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(key)));
    EXPECT_EQ(to_hex(export_key(own, LEGACY_RSAPRIVATE_BLOB).bytes), to_hex(private_blob(key)));
    EXPECT_THAT(import_pair(kRsa, LEGACY_RSAPUBLIC_BLOB, public_blob(key, algorithm)),
                IsRefusedWith(STATUS_NOT_SUPPORTED));
  }
}

TEST_P(CapiRsa, KeysForSignatures_SaySo) {
  const Key own = imported(BCRYPT_RSA_SIGN_ALG_HANDLE, LEGACY_RSAPRIVATE_BLOB, private_blob(key));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_RSAPRIVATE_BLOB).bytes), to_hex(private_blob(key, 0x2400)));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_RSAPUBLIC_BLOB).bytes), to_hex(public_blob(key, 0x2400)));
}

TEST_P(CapiRsa, WrongComputedNumbers_AreComputedAgain) {
  RsaKey wrong = key;
  wrong.dp = key.dq;
  wrong.d[5] = static_cast<UCHAR>(wrong.d[5] ^ 1);
  const Key own = imported(kRsa, LEGACY_RSAPRIVATE_BLOB, private_blob(wrong));
  const Key computed = imported(kRsa, BCRYPT_RSAPRIVATE_BLOB, rsa_private(key));
  EXPECT_EQ(export_key(own, BCRYPT_RSAFULLPRIVATE_BLOB).bytes, export_key(computed, BCRYPT_RSAFULLPRIVATE_BLOB).bytes);
}

TEST_P(CapiRsa, EveryTruncation_IsRefusedAndTrailingBytesAreNot) {
  const Bytes blob = private_blob(key);
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
    EXPECT_THAT(import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, Bytes(blob.begin(), blob.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  EXPECT_THAT(import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, concat({blob, Bytes(30, 0xEE)})), IsMade());
}

TEST_P(CapiRsa, EveryHeaderBit_MattersButTheReservedOnes) {
  const Bytes blob = private_blob(key);
  for (std::size_t bit = 0; bit < 128; ++bit) {  // behind it stands e, which may have other values
    const std::size_t byte = bit / 8;
    const bool same_algorithm = bit == 47;  // 0xA400 and 0x2400
    if (byte == 2 || byte == 3 || same_algorithm) continue;
    Bytes changed = blob;
    changed[byte] = static_cast<UCHAR>(changed[byte] ^ 1U << bit % 8);
    const MadeKey made = import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, changed);
    EXPECT_FALSE(made.written) << bit;
    if (byte < 12) {
      EXPECT_THAT(made.status, IsStatus(STATUS_NOT_SUPPORTED)) << bit;
    } else {
      EXPECT_NE(made.status, STATUS_SUCCESS) << bit;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CapiRsa, testing::Values(rsa512, rsa1024, rsa1032, rsa2048),
                         [](const testing::TestParamInfo<const RsaKey& (*)()>& row) {
                           return "Bits" + std::to_string(row.param().bits);
                         });

TEST(CapiRsaRules, BitLengthAboveTheModulus_IsTaken) {
  const RsaKey& key = rsa1024();
  const Bytes zeros(4);
  const Bytes blob =
      concat({head({7, 2, 0xA400, kRsa2, 1024 + 32}), reversed(pad_left(key.e, 4)), reversed(pad_left(key.n, 132)),
              reversed(pad_left(key.p, 66)), reversed(pad_left(key.q, 66)), reversed(pad_left(key.dp, 66)),
              reversed(pad_left(key.dq, 66)), reversed(pad_left(key.qi, 66)), reversed(pad_left(key.d, 132))});
  const Key own = imported(kRsa, LEGACY_RSAPRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(key)));
  EXPECT_EQ(export_key(own, LEGACY_RSAPUBLIC_BLOB).bytes, public_blob(key));
}

TEST(CapiRsaRules, LongExponent_CannotBeExported) {
  const RsaKey& key = rsa1024();
  const Bytes e = hex("0100000001");
  const Key peer =
      imported(kRsa, BCRYPT_RSAPUBLIC_BLOB, rsa_blob(RsaHeader{kRsa1, 1024, 5, 128, 0, 0}, concat({e, key.n})));
  EXPECT_THAT(export_key(peer, LEGACY_RSAPUBLIC_BLOB).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(export_key(peer, BCRYPT_RSAPUBLIC_BLOB).status, STATUS_SUCCESS);
}

TEST(CapiRsaRules, SizesBeyondTheLimits_AreRefused) {
  for (ULONG bits : {0U, 1U, 8U, 376U, 383U, 16385U, 16392U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFF1U, 0xFFFFFFFFU}) {
    const Bytes blob = concat({head({7, 2, 0xA400, kRsa2, bits}), le32(65537), Bytes(12000, 0xFF)});
    EXPECT_THAT(import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, blob), IsRefusedWith(STATUS_NOT_SUPPORTED)) << bits;
  }
  EXPECT_THAT(
      import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, concat({head({7, 2, 0xA400, kRsa2, 512}), le32(65537), Bytes(288)})),
      IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(CapiRsaRules, Numbers_AreChecked) {
  RsaKey even = rsa512(), mixed = rsa512(), one = rsa512();
  even.n.back() = static_cast<UCHAR>(even.n.back() ^ 1);
  mixed.p[3] = static_cast<UCHAR>(mixed.p[3] ^ 1);
  one.e = {1};
  for (const RsaKey& bad : {even, mixed, one})
    for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_NO_KEY_VALIDATION}})
      EXPECT_THAT(import_pair(kRsa, LEGACY_RSAPRIVATE_BLOB, private_blob(bad), flags),
                  IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(CapiRsaRules, OtherAlgorithms_HaveNoSuchType) {
  for (BCRYPT_ALG_HANDLE other : {BCRYPT_DSA_ALG_HANDLE, BCRYPT_DH_ALG_HANDLE, BCRYPT_ECDH_P256_ALG_HANDLE})
    EXPECT_THAT(import_pair(other, LEGACY_RSAPRIVATE_BLOB, private_blob(rsa512())),
                IsRefusedWith(STATUS_NOT_SUPPORTED));
}

}  // namespace
