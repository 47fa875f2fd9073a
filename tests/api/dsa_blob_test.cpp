// DSAPUBLICBLOB and DSAPRIVATEBLOB of both versions: what is taken, what is refused, and that exports are the same
// bytes.
#include "support/dl_keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDsa = BCRYPT_DSA_ALG_HANDLE;

struct Named {
  const char* label;
  const DsaKey& (*key)();
};
constexpr Named kKeys[] = {
    {"512", dsa512},  {"1024", dsa1024}, {"1536", dsa1536}, {"2048", dsa2048}, {"2048Group512", dsa2048_512},
    {"3072", dsa3072}};

class DsaBlob : public testing::TestWithParam<Named> {
 protected:
  NTSTATUS refusal(const DsaKey& changed, ULONG flags = 0) {
    const MadeKey made = import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(changed), flags);
    EXPECT_EQ(made.written, made.status == STATUS_SUCCESS);
    return made.status;
  }
  NTSTATUS private_refusal(const DsaKey& changed, ULONG flags = 0) {
    const MadeKey made = import_pair(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(changed), flags);
    EXPECT_EQ(made.written, made.status == STATUS_SUCCESS);
    return made.status;
  }
  const DsaKey& key = GetParam().key();
};

TEST_P(DsaBlob, BothHalves_AreExportedAsImported) {
  const Algorithm opened = open(BCRYPT_DSA_ALGORITHM);
  for (BCRYPT_ALG_HANDLE algorithm : {kDsa, opened.get()}) {
    for (LPCWSTR type : {BCRYPT_DSA_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
      const Key own = imported(algorithm, type, dsa_private(key));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(key)));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(dsa_private(key)));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PUBLIC_BLOB).bytes), to_hex(dsa_public(key)));
    }
    for (LPCWSTR type : {BCRYPT_DSA_PUBLIC_BLOB, BCRYPT_PUBLIC_KEY_BLOB}) {
      const Key peer = imported(algorithm, type, dsa_public(key));
      EXPECT_EQ(to_hex(export_key(peer, BCRYPT_DSA_PUBLIC_BLOB).bytes), to_hex(dsa_public(key)));
      EXPECT_EQ(to_hex(export_key(peer, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(dsa_public(key)));
      EXPECT_THAT(export_key(peer, BCRYPT_DSA_PRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
    }
  }
}

TEST_P(DsaBlob, SeedAndCounter_AreKeptWhateverTheyAre) {
  DsaKey changed = key;
  changed.set_seed_unknown();
  EXPECT_EQ(export_key(imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(changed)), BCRYPT_DSA_PRIVATE_BLOB).bytes,
            dsa_private(changed));
  changed.seed = Bytes(key.seed.size());
  changed.count = Bytes(4);
  EXPECT_EQ(export_key(imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(changed)), BCRYPT_DSA_PUBLIC_BLOB).bytes,
            dsa_public(changed));
}

TEST_P(DsaBlob, ZeroPublicValue_IsComputed) {
  DsaKey zero = key;
  zero.y = Bytes(key.y.size());
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(zero));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(key)));
}

TEST_P(DsaBlob, EveryTruncationAndTrailingBytes_AreRefused) {
  for (const auto& [type, blob] :
       {std::pair{BCRYPT_DSA_PUBLIC_BLOB, dsa_public(key)}, std::pair{BCRYPT_DSA_PRIVATE_BLOB, dsa_private(key)}}) {
    for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
      EXPECT_THAT(import_pair(kDsa, type, Bytes(blob.begin(), blob.begin() + size)),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << size;
    for (std::size_t extra : {1U, 20U, 1000U})
      EXPECT_THAT(import_pair(kDsa, type, concat({blob, Bytes(extra)})), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(DsaBlob, EveryHeaderBit_Matters) {
  const Bytes blob = dsa_private(key);
  const std::size_t lengths = key.is_v2() ? 24 : 8;  // what follows is counter and seed
  for (std::size_t bit = 0; bit < 8 * lengths; ++bit) {
    if (bit == 8 * 12) continue;  // 0 and 1 are the two known standards
    Bytes changed = blob;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PRIVATE_BLOB, changed),
                IsRefusedWith(bit < 32 ? STATUS_NOT_SUPPORTED : STATUS_INVALID_PARAMETER))
        << bit;
    EXPECT_THAT(import_pair(kDsa, BCRYPT_PRIVATE_KEY_BLOB, changed), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
  }
}

TEST_P(DsaBlob, ValuesOutOfRange_AreRefusedUnlessValidationIsOff) {
  const std::size_t size = key.p.size();
  Bytes below = key.p;
  below.back() = static_cast<UCHAR>(below.back() ^ 1);  // p - 1
  const ULONG off = BCRYPT_NO_KEY_VALIDATION;
  for (const Bytes& bad : {Bytes(size), pad_left({1}, size), below, key.p, Bytes(size, 0xFF)}) {
    DsaKey value = key, generator = key;
    value.y = bad;
    generator.g = bad;
    EXPECT_THAT(refusal(value), IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(refusal(value, off), IsSuccess());
    EXPECT_THAT(refusal(generator), IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(refusal(generator, off), IsSuccess());
    const bool computed = bad == Bytes(size);
    EXPECT_THAT(private_refusal(value), IsStatus(computed ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER));
  }
  for (const Bytes& bad : {Bytes(key.q.size()), key.q, Bytes(key.q.size(), 0xFF)}) {
    DsaKey value = key;
    value.x = bad;
    EXPECT_THAT(private_refusal(value), IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(private_refusal(value, off), IsSuccess());
    value.y = Bytes(size);
    EXPECT_THAT(private_refusal(value), IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(DsaBlob, OrderThatDoesNotDivide_IsRefusedUnlessValidationIsOff) {
  for (std::size_t at : {std::size_t{1}, key.q.size() / 2, key.q.size() - 1}) {
    DsaKey other = key;
    other.q[at] = static_cast<UCHAR>(other.q[at] ^ 2);
    EXPECT_THAT(refusal(other), IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(private_refusal(other), IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(refusal(other, BCRYPT_NO_KEY_VALIDATION), IsSuccess());
  }
  DsaKey other = key;
  other.p[1] = static_cast<UCHAR>(other.p[1] ^ 1);
  EXPECT_THAT(refusal(other), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(DsaBlob, EvenNumbersAndShortOrders_AreAlwaysRefused) {
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_NO_KEY_VALIDATION}}) {
    DsaKey even_p = key, even_q = key, short_q = key, short_p = key;
    even_p.p.back() = static_cast<UCHAR>(even_p.p.back() ^ 1);
    even_q.q.back() = static_cast<UCHAR>(even_q.q.back() ^ 1);
    short_q.q[0] = static_cast<UCHAR>(short_q.q[0] & 0x7F);
    short_p.p[0] = 0;
    for (const DsaKey& bad : {even_p, even_q, short_q, short_p})
      EXPECT_THAT(refusal(bad, flags), IsStatus(STATUS_INVALID_PARAMETER));
  }
}

// -y has twice the order.
TEST_P(DsaBlob, ValueOutsideOfTheGroup_IsRefusedWhereTheOrderIsChecked) {
  DsaKey other = key;
  int borrow = 0;
  for (std::size_t i = other.y.size(); i-- > 0;) {
    const int byte = key.p[i] - key.y[i] - borrow;
    borrow = byte < 0 ? 1 : 0;
    other.y[i] = static_cast<UCHAR>(byte + 256 * borrow);
  }
  EXPECT_THAT(refusal(other), IsSuccess());
  EXPECT_THAT(refusal(other, BCRYPT_KEY_VALIDATION_RANGE), IsSuccess());
  EXPECT_THAT(refusal(other, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(refusal(key, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER), IsSuccess());
}

TEST_P(DsaBlob, PublicValueOfAnotherPrivateOne_IsRefusedOrNotBelieved) {
  DsaKey mixed = key;
  mixed.y = key.g;
  EXPECT_THAT(private_refusal(mixed), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(private_refusal(mixed, BCRYPT_KEY_VALIDATION_REGENERATE), IsStatus(STATUS_INVALID_PARAMETER));
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(mixed), BCRYPT_NO_KEY_VALIDATION);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(key)));
}

INSTANTIATE_TEST_SUITE_P(All, DsaBlob, testing::ValuesIn(kKeys), [](const testing::TestParamInfo<Named>& row) {
  return std::string("Bits") + row.param.label;
});

TEST(DsaImport, VersionOfTheOtherLengths_IsRefused) {
  const DsaKey& small = dsa1024();
  const Bytes numbers = concat({small.q, small.p, small.g, small.y});
  const Bytes as_v2 =
      concat({le32(kDpb2), le32(128), le32(0), le32(1), le32(20), le32(20), small.count, small.seed, numbers});
  EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, as_v2), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const DsaKey& large = dsa2048();
  const Bytes as_v1 = concat({le32(kDspb), le32(256), Bytes(4, 0xFF), Bytes(20, 0xFF),
                              Bytes(large.q.begin(), large.q.begin() + 20), large.p, large.g, large.y});
  EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, as_v1), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DsaImport, HashThatDoesNotFitTheOrder_IsRefused) {
  const DsaKey& key = dsa2048();
  for (ULONG hash : {0U, 2U, 3U, 0xFFFFFFFFU}) {
    Bytes blob = dsa_public(key);
    const Bytes field = le32(hash);
    std::copy(field.begin(), field.end(), blob.begin() + 8);
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, blob), IsRefusedWith(STATUS_INVALID_PARAMETER)) << hash;
  }
}

TEST(DsaImport, OrderOf224Bits_IsRefused) {
  const DsaKey& key = dsa2048();
  for (ULONG hash : {0U, 1U, 2U})
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB,
                            concat({le32(kDpb2), le32(256), le32(hash), le32(1), le32(28), le32(28), Bytes(4, 0xFF),
                                    Bytes(28, 0xFF), Bytes(28, 0xFF), key.p, key.g, key.y})),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DsaImport, SeedOfAnotherLength_IsKept) {
  DsaKey key = dsa2048();
  for (std::size_t size : {0U, 20U, 64U, 1024U}) {
    key.seed = Bytes(size, 0x5A);
    const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(key));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_DSA_PRIVATE_BLOB).bytes), to_hex(dsa_private(key))) << size;
  }
  key.seed = Bytes(1025, 0x5A);
  EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(key)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DsaImport, StandardVersion_IsKept) {
  DsaKey key = dsa2048();
  key.standard = 0;
  EXPECT_EQ(export_key(imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(key)), BCRYPT_DSA_PUBLIC_BLOB).bytes,
            dsa_public(key));
}

TEST(DsaImport, SizesBeyondTheLimits_AreRefusedBeforeAnyNumberIsMade) {
  for (ULONG size : {0U, 8U, 56U, 63U, 65U, 100U, 385U, 392U, 512U, 65536U}) {
    const Bytes number(size, 0xFF);
    const Bytes v1 = concat({le32(kDspb), le32(size), Bytes(44, 0xFF), number, number, number});
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, v1), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
    const Bytes v2 = concat(
        {le32(kDpb2), le32(size), le32(1), le32(1), le32(32), le32(32), Bytes(68, 0xFF), number, number, number});
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, v2), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
  }
  const Bytes body(1000, 0x77);
  for (ULONG size : {0x40000000U, 0x55555555U, 0x55555558U, 0x7FFFFFFFU, 0x80000000U, 0xAAAAAAA8U, 0xFFFFFFFFU}) {
    EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB, concat({le32(kDspb), le32(size), body})),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    using Sizes = std::pair<ULONG, ULONG>;
    for (const auto& [seed, group] : {Sizes{size, 32}, Sizes{32, size}, Sizes{size, size}})
      EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PUBLIC_BLOB,
                              concat({le32(kDpb2), le32(256), le32(1), le32(1), le32(seed), le32(group), body})),
                  IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

}  // namespace
