// The legacy blobs of DH and DSA: CryptoAPI's layouts of version 2 and 3, little-endian.
#include "support/dl_keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDh = BCRYPT_DH_ALG_HANDLE;
const BCRYPT_ALG_HANDLE kDsa = BCRYPT_DSA_ALG_HANDLE;
constexpr ULONG kDh2 = 0x32484400, kDh3 = 0x33484400, kDh4 = 0x34484400;
constexpr ULONG kDss1 = 0x31535344, kDss2 = 0x32535344, kDss3 = 0x33535344, kDss4 = 0x34535344;

struct Header {
  UCHAR type, version;
  ULONG algorithm, magic;
};
Bytes head(const Header& h) { return concat({{h.type, h.version, 0, 0}, le32(h.algorithm), le32(h.magic)}); }

const Bytes& no_seed() {
  static const Bytes seed = concat({Bytes(4, 0xFF), Bytes(20)});
  return seed;
}

Bytes dh_v3_public(const DhKey& key) {
  return concat({head({6, 3, 0xAA01, kDh3}), le32(key.bits), le32(0), le32(0), no_seed(), reversed(key.p),
                 reversed(key.g), reversed(key.y)});
}

Bytes dh_v3_private(const DhKey& key, UCHAR type = 7, ULONG algorithm = 0xAA01) {
  return concat({head({type, 3, algorithm, kDh4}), le32(key.bits), le32(0), le32(0), le32(key.bits), no_seed(),
                 reversed(key.p), reversed(key.g), reversed(key.y), reversed(key.x)});
}

class CapiDh : public testing::TestWithParam<const DhKey& (*)()> {
 protected:
  const DhKey& key = GetParam()();
};

TEST_P(CapiDh, BothHalves_AreExportedAndThePrivateOneImported) {
  const Key own = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_private(key));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_DH_PRIVATE_BLOB).bytes), to_hex(dh_v3_private(key)));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_DH_PUBLIC_BLOB).bytes), to_hex(dh_v3_public(key)));
  for (const Bytes& blob : {dh_v3_private(key), dh_v3_private(key, 6), dh_v3_private(key, 7, 0xAA02)})
    EXPECT_EQ(to_hex(export_key(imported(kDh, LEGACY_DH_PRIVATE_BLOB, blob), BCRYPT_DH_PRIVATE_BLOB).bytes),
              to_hex(dh_private(key)));
  EXPECT_THAT(import_pair(kDh, LEGACY_DH_PUBLIC_BLOB, dh_v3_public(key)), IsRefusedWith(STATUS_NOT_SUPPORTED));
  const Key peer = imported(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_public(key));
  EXPECT_EQ(to_hex(export_key(peer, LEGACY_DH_PUBLIC_BLOB).bytes), to_hex(dh_v3_public(key)));
  EXPECT_THAT(export_key(peer, LEGACY_DH_PRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(CapiDh, Version2_IsImportedAndItsPublicValueComputed) {
  const Bytes blob =
      concat({head({7, 2, 0xAA02, kDh2}), le32(key.bits), reversed(key.p), reversed(key.g), reversed(key.x)});
  const Key own = imported(kDh, LEGACY_DH_PRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
    EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, Bytes(blob.begin(), blob.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(CapiDh, EveryTruncation_IsRefusedAndTrailingBytesAreNot) {
  const Bytes blob = dh_v3_private(key);
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
    EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, Bytes(blob.begin(), blob.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, concat({blob, Bytes(30, 0xEE)})), IsMade());
}

INSTANTIATE_TEST_SUITE_P(All, CapiDh, testing::Values(dh512, dh1024, dh_ffdhe2048),
                         [](const testing::TestParamInfo<const DhKey& (*)()>& row) {
                           return "Bits" + std::to_string(row.param().bits);
                         });

TEST(CapiDhRules, OrderAndCofactor_AreReadAndNotExported) {
  const DhKey& key = dh512();
  const Bytes q(20, 0x11), j(44, 0x22), x(key.x.end() - 20, key.x.end());
  const Bytes blob = concat({head({7, 3, 0xAA01, kDh4}), le32(512), le32(160), le32(352), le32(160), Bytes(24, 7),
                             reversed(key.p), reversed(q), reversed(key.g), reversed(j), reversed(key.y), reversed(x)});
  const Key own = imported(kDh, LEGACY_DH_PRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_DH_PRIVATE_BLOB).bytes), to_hex(dh_v3_private(key)));
  // The order that came with the key is wrong, which only this flag looks at.
  EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, blob, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(CapiDhRules, EveryHeaderBit_Matters) {
  const Bytes blob = dh_v3_private(dh512());
  for (std::size_t bit = 0; bit < 224; ++bit) {
    const std::size_t byte = bit / 8;
    if (bit == 0 || byte == 2 || byte == 3) continue;  // type 6 is taken for 7, reserved ones are not read
    Bytes changed = blob;
    changed[byte] = static_cast<UCHAR>(changed[byte] ^ 1U << bit % 8);
    const MadeKey made = import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, changed);
    EXPECT_FALSE(made.written) << bit;
    EXPECT_THAT(made.status, IsStatus(byte < 12 ? STATUS_NOT_SUPPORTED : STATUS_INVALID_PARAMETER)) << bit;
  }
}

TEST(CapiDhRules, HostileLengths_AreRefused) {
  const Bytes body(4000, 0xFF);
  for (ULONG bits : {0U, 504U, 4097U, 4104U, 0x7FFFFFFFU, 0xFFFFFFF9U, 0xFFFFFFFFU}) {
    for (const Bytes& lengths : {concat({le32(bits), le32(0), le32(0), le32(160)}),
                                 concat({le32(512), le32(bits == 0 || bits == 504 ? 513 : bits), le32(0), le32(160)}),
                                 concat({le32(512), le32(0), le32(bits == 0 || bits == 504 ? 513 : bits), le32(160)}),
                                 concat({le32(512), le32(0), le32(0), le32(bits == 0 || bits == 504 ? 513 : bits)})})
      EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, concat({head({7, 3, 0xAA01, kDh4}), lengths, body})),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << bits;
  }
  const DhKey& key = dh512();
  const Bytes no_x = concat({head({7, 3, 0xAA01, kDh4}), le32(512), le32(0), le32(0), le32(0), no_seed(),
                             reversed(key.p), reversed(key.g), reversed(key.y)});
  EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, no_x), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_pair(kDh, LEGACY_DH_PRIVATE_BLOB, no_x, BCRYPT_NO_KEY_VALIDATION),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

// Twenty bytes, or all ones where the key's own seed is of another length.
Bytes dss_seed(const DsaKey& key) {
  if (key.seed.size() != 20) return Bytes(24, 0xFF);
  return concat({reversed(key.count), key.seed});
}

Bytes dss_v2_public(const DsaKey& key) {
  return concat({head({6, 2, 0x2200, kDss1}), le32(8 * len(key.p)), reversed(key.p), reversed(key.q), reversed(key.g),
                 reversed(key.y), dss_seed(key)});
}

Bytes dss_v2_private(const DsaKey& key) {
  return concat({head({7, 2, 0x2200, kDss2}), le32(8 * len(key.p)), reversed(key.p), reversed(key.q), reversed(key.g),
                 reversed(key.x), dss_seed(key)});
}

Bytes dss_v3_public(const DsaKey& key) {
  return concat({head({6, 3, 0x2200, kDss3}), le32(8 * len(key.p)), le32(8 * len(key.q)), le32(0), dss_seed(key),
                 reversed(key.p), reversed(key.q), reversed(key.g), reversed(key.y)});
}

Bytes dss_v3_private(const DsaKey& key, UCHAR type = 7) {
  return concat({head({type, 3, 0x2200, kDss4}), le32(8 * len(key.p)), le32(8 * len(key.q)), le32(0),
                 le32(8 * len(key.q)), dss_seed(key), reversed(key.p), reversed(key.q), reversed(key.g),
                 reversed(key.y), reversed(key.x)});
}

class CapiDsa : public testing::TestWithParam<const DsaKey& (*)()> {
 protected:
  const DsaKey& key = GetParam()();
  const bool old = key.q.size() == 20;
  // What is left of a seed that no legacy blob can hold.
  DsaKey seedless() const {
    DsaKey out = key;
    if (!old) out.set_seed_unknown();
    return out;
  }
};

TEST_P(CapiDsa, BothHalves_AreExported) {
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(key));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_DSA_PRIVATE_BLOB).bytes), to_hex(dss_v3_private(key)));
  EXPECT_EQ(to_hex(export_key(own, LEGACY_DSA_PUBLIC_BLOB).bytes), to_hex(dss_v3_public(key)));
  if (old) {
    EXPECT_EQ(to_hex(export_key(own, LEGACY_DSA_V2_PRIVATE_BLOB).bytes), to_hex(dss_v2_private(key)));
    EXPECT_EQ(to_hex(export_key(own, LEGACY_DSA_V2_PUBLIC_BLOB).bytes), to_hex(dss_v2_public(key)));
  } else {
    EXPECT_THAT(export_key(own, LEGACY_DSA_V2_PRIVATE_BLOB).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(export_key(own, LEGACY_DSA_V2_PUBLIC_BLOB).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
  const Key peer = imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(key));
  for (LPCWSTR type : {LEGACY_DSA_PRIVATE_BLOB, LEGACY_DSA_V2_PRIVATE_BLOB})
    EXPECT_THAT(export_key(peer, type).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(CapiDsa, Version3_IsImportedIfPrivate) {
  for (UCHAR type : {UCHAR{7}, UCHAR{6}}) {
    const Key own = imported(kDsa, LEGACY_DSA_PRIVATE_BLOB, dss_v3_private(key, type));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(seedless())));
  }
  EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_PUBLIC_BLOB, dss_v3_public(key)), IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_V2_PRIVATE_BLOB, dss_v3_private(key)), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST_P(CapiDsa, Version2_IsImported) {
  if (!old) return;
  for (LPCWSTR type : {LEGACY_DSA_V2_PRIVATE_BLOB, LEGACY_DSA_PRIVATE_BLOB}) {
    const Key own = imported(kDsa, type, dss_v2_private(key));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(key)));
  }
  const Key peer = imported(kDsa, LEGACY_DSA_V2_PUBLIC_BLOB, dss_v2_public(key));
  EXPECT_EQ(to_hex(export_key(peer, BCRYPT_DSA_PUBLIC_BLOB).bytes), to_hex(dsa_public(key)));
  EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_PUBLIC_BLOB, dss_v2_public(key)), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST_P(CapiDsa, UnknownSeed_IsAllOnesInEveryForm) {
  DsaKey unknown = key;
  unknown.set_seed_unknown();
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(unknown));
  const Bytes blob = export_key(own, LEGACY_DSA_PRIVATE_BLOB).bytes;
  EXPECT_EQ(to_hex(Bytes(blob.begin() + 28, blob.begin() + 52)), to_hex(Bytes(24, 0xFF)));
  EXPECT_EQ(to_hex(export_key(imported(kDsa, LEGACY_DSA_PRIVATE_BLOB, blob), BCRYPT_DSA_PRIVATE_BLOB).bytes),
            to_hex(dsa_private(unknown)));
}

TEST_P(CapiDsa, SeedWithoutCounter_ReadsBackAsItWasWritten) {
  DsaKey odd = key;
  odd.count = Bytes(4, 0xFF);
  odd.seed = old ? key.seed : Bytes(20, 0x5A);
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(odd));
  const Bytes blob = export_key(own, LEGACY_DSA_PRIVATE_BLOB).bytes;
  const Key again = imported(kDsa, LEGACY_DSA_PRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(again, LEGACY_DSA_PRIVATE_BLOB).bytes), to_hex(blob));
  if (!old) odd.set_seed_unknown();
  EXPECT_EQ(to_hex(export_key(again, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(odd)));
}

TEST_P(CapiDsa, EveryTruncation_IsRefusedAndTrailingBytesAreNot) {
  const auto cut = [](LPCWSTR type, const Bytes& blob) {
    for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
      EXPECT_THAT(import_pair(kDsa, type, Bytes(blob.begin(), blob.begin() + size)),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << size;
    EXPECT_THAT(import_pair(kDsa, type, concat({blob, Bytes(30, 0xEE)})), IsMade());
  };
  cut(LEGACY_DSA_PRIVATE_BLOB, dss_v3_private(key));
  if (!old) return;
  cut(LEGACY_DSA_V2_PRIVATE_BLOB, dss_v2_private(key));
  cut(LEGACY_DSA_V2_PUBLIC_BLOB, dss_v2_public(key));
}

INSTANTIATE_TEST_SUITE_P(All, CapiDsa, testing::Values(dsa512, dsa1024, dsa2048, dsa2048_512, dsa3072),
                         [](const testing::TestParamInfo<const DsaKey& (*)()>& row) {
                           const DsaKey& key = row.param();
                           return "Bits" + std::to_string(8 * key.p.size()) + "And" + std::to_string(8 * key.q.size());
                         });

TEST(CapiDsaRules, EveryHeaderBit_Matters) {
  for (const auto& [type, blob, header] :
       {std::tuple{LEGACY_DSA_V2_PRIVATE_BLOB, dss_v2_private(dsa512()), std::size_t{16}},
        std::tuple{LEGACY_DSA_V2_PUBLIC_BLOB, dss_v2_public(dsa512()), std::size_t{16}},
        std::tuple{LEGACY_DSA_PRIVATE_BLOB, dss_v3_private(dsa512()), std::size_t{28}}})
    for (std::size_t bit = 0; bit < 8 * header; ++bit) {
      const std::size_t byte = bit / 8;
      if ((bit == 0 && header == 28) || byte == 2 || byte == 3) continue;  // type 6 is taken for 7 in version 3
      Bytes changed = blob;
      changed[byte] = static_cast<UCHAR>(changed[byte] ^ 1U << bit % 8);
      const MadeKey made = import_pair(kDsa, type, changed);
      EXPECT_FALSE(made.written) << bit;
      EXPECT_THAT(made.status, IsStatus(byte < 12 ? STATUS_NOT_SUPPORTED : STATUS_INVALID_PARAMETER)) << bit;
    }
}

TEST(CapiDsaRules, HostileLengths_AreRefused) {
  const Bytes body(4000, 0xFF);
  for (ULONG bits : {0U, 1U, 504U, 520U, 3080U, 3136U, 0x7FFFFFFFU, 0xFFFFFFF9U, 0xFFFFFFFFU}) {
    EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_V2_PRIVATE_BLOB, concat({head({7, 2, 0x2200, kDss2}), le32(bits), body})),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << bits;
    for (const Bytes& lengths :
         {concat({le32(bits), le32(160), le32(0), le32(160)}), concat({le32(512), le32(bits), le32(0), le32(160)}),
          concat({le32(512), le32(160), le32(bits | 0x400), le32(160)}),
          concat({le32(512), le32(160), le32(0), le32(bits | 0x400)})})
      EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_PRIVATE_BLOB, concat({head({7, 3, 0x2200, kDss4}), lengths, body})),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << bits;
  }
}

TEST(CapiDsaRules, Numbers_AreChecked) {
  DsaKey zero = dsa512(), large = dsa512(), order = dsa512(), generator = dsa512();
  zero.x = Bytes(20);
  large.x = large.q;
  order.q[4] = static_cast<UCHAR>(order.q[4] ^ 1);
  generator.g = pad_left({1}, 64);
  for (const DsaKey& bad : {zero, large, order, generator}) {
    EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_V2_PRIVATE_BLOB, dss_v2_private(bad)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_PRIVATE_BLOB, dss_v3_private(bad)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
  DsaKey mixed = dsa512();
  mixed.y = mixed.g;
  EXPECT_THAT(import_pair(kDsa, LEGACY_DSA_PRIVATE_BLOB, dss_v3_private(mixed)),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(CapiDsaRules, BothKindsOfSeedBytes_StandInTheSameOrder) {
  const Bytes blob =
      export_key(imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(dsa1024())), LEGACY_DSA_V2_PUBLIC_BLOB).bytes;
  ASSERT_EQ(blob.size(), 444U);
  EXPECT_EQ(to_hex(Bytes(blob.end() - 24, blob.end())), to_hex(concat({reversed(dsa1024().count), dsa1024().seed})));
}

}  // namespace
