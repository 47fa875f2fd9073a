// DHPUBLICBLOB and DHPRIVATEBLOB: what is taken, what is refused, and that exports are the same bytes.
#include "support/dl_keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDh = BCRYPT_DH_ALG_HANDLE;

struct Named {
  const char* label;
  const DhKey& (*key)();
};
constexpr Named kKeys[] = {{"512", dh512},
                           {"1024", dh1024},
                           {"Modp1536", dh_modp1536},
                           {"Ffdhe2048", dh_ffdhe2048},
                           {"Ffdhe4096", dh_ffdhe4096}};

class DhBlob : public testing::TestWithParam<Named> {
 protected:
  const DhKey& key = GetParam().key();
};

TEST_P(DhBlob, BothHalves_AreExportedAsImported) {
  for (BCRYPT_ALG_HANDLE algorithm : {kDh, open(BCRYPT_DH_ALGORITHM).release()}) {
    for (LPCWSTR type : {BCRYPT_DH_PRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
      const Key own = imported(algorithm, type, dh_private(key));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(dh_private(key)));
      EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PUBLIC_BLOB).bytes), to_hex(dh_public(key)));
    }
    for (LPCWSTR type : {BCRYPT_DH_PUBLIC_BLOB, BCRYPT_PUBLIC_KEY_BLOB}) {
      const Key peer = imported(algorithm, type, dh_public(key));
      EXPECT_EQ(to_hex(export_key(peer, BCRYPT_DH_PUBLIC_BLOB).bytes), to_hex(dh_public(key)));
      EXPECT_EQ(to_hex(export_key(peer, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(dh_public(key)));
      EXPECT_THAT(export_key(peer, BCRYPT_DH_PRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_THAT(export_key(peer, BCRYPT_PRIVATE_KEY_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
    }
    if (algorithm != kDh) close_algorithm(algorithm);
  }
}

TEST_P(DhBlob, ZeroPublicValue_IsComputed) {
  const Bytes zero = dh_blob(kDhpv, len(key.p), concat({key.p, key.g, Bytes(key.p.size()), key.x}));
  const Key own = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, zero);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
}

TEST_P(DhBlob, EveryTruncationAndTrailingBytes_AreRefused) {
  for (const auto& [type, blob] :
       {std::pair{BCRYPT_DH_PUBLIC_BLOB, dh_public(key)}, std::pair{BCRYPT_DH_PRIVATE_BLOB, dh_private(key)}}) {
    for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(blob.size()); ++size)
      EXPECT_THAT(import_pair(kDh, type, Bytes(blob.begin(), blob.begin() + size)),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << size;
    for (std::size_t extra : {1U, 8U, 1000U})
      EXPECT_THAT(import_pair(kDh, type, concat({blob, Bytes(extra)})), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(DhBlob, EveryHeaderBit_Matters) {
  const Bytes blob = dh_private(key);
  for (std::size_t bit = 0; bit < 64; ++bit) {
    Bytes changed = blob;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, changed),
                IsRefusedWith(bit < 32 ? STATUS_NOT_SUPPORTED : STATUS_INVALID_PARAMETER))
        << bit;
    EXPECT_THAT(import_pair(kDh, BCRYPT_PRIVATE_KEY_BLOB, changed), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
  }
}

TEST_P(DhBlob, ValuesOutOfRange_AreRefusedUnlessValidationIsOff) {
  const std::size_t size = key.p.size();
  Bytes below = key.p;
  below.back() = static_cast<UCHAR>(below.back() ^ 1);  // p - 1
  const Bytes ones(size, 0xFF);
  for (const Bytes& bad : {Bytes(size), pad_left({1}, size), below, key.p, ones}) {
    const bool computed = bad == Bytes(size);
    const Bytes as_public = dh_blob(kDhpb, len(key.p), concat({key.p, key.g, bad}));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, as_public), IsRefusedWith(STATUS_INVALID_PARAMETER));
    for (ULONG flags : {ULONG{BCRYPT_KEY_VALIDATION_RANGE}, ULONG{BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER}})
      EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, as_public, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, as_public, BCRYPT_NO_KEY_VALIDATION), IsMade());
    const Bytes as_generator = dh_blob(kDhpb, len(key.p), concat({key.p, bad, key.y}));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, as_generator), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, as_generator, BCRYPT_NO_KEY_VALIDATION), IsMade());
    const Bytes in_private = dh_blob(kDhpv, len(key.p), concat({key.p, key.g, bad, key.x}));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, in_private),
                computed ? IsMade() : IsRefusedWith(STATUS_INVALID_PARAMETER));
    if (bad == pad_left({1}, size)) continue;
    const Bytes as_private = dh_blob(kDhpv, len(key.p), concat({key.p, key.g, key.y, bad}));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, as_private), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, as_private, BCRYPT_NO_KEY_VALIDATION), IsMade());
  }
}

TEST_P(DhBlob, EvenPrime_IsAlwaysRefused) {
  Bytes even = key.p;
  even.back() = static_cast<UCHAR>(even.back() ^ 1);
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_NO_KEY_VALIDATION}})
    EXPECT_THAT(
        import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_blob(kDhpb, len(key.p), concat({even, key.g, key.y})), flags),
        IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(DhBlob, PublicValueOfAnotherPrivateOne_IsRefusedOrNotBelieved) {
  const Bytes mixed = dh_blob(kDhpv, len(key.p), concat({key.p, key.g, key.peer_y, key.x}));
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_KEY_VALIDATION_REGENERATE},
                      ULONG{BCRYPT_NO_KEY_VALIDATION | BCRYPT_KEY_VALIDATION_REGENERATE}})
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, mixed, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Key own = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, mixed, BCRYPT_NO_KEY_VALIDATION);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
}

INSTANTIATE_TEST_SUITE_P(All, DhBlob, testing::ValuesIn(kKeys),
                         [](const testing::TestParamInfo<Named>& row) { return row.param.label; });

TEST(DhImport, PrivateValueAboveTheOrderOfAKnownGroup_NeedsValidationOff) {
  for (const DhKey* key : {&dh_modp1536(), &dh_ffdhe2048(), &dh_ffdhe4096()}) {
    Bytes order(key->p.size()), largest = key->p;  // (p - 1) / 2 and p - 3
    unsigned carry = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = static_cast<UCHAR>(carry << 7 | key->p[i] >> 1);
      carry = key->p[i] & 1;
    }
    largest.back() = static_cast<UCHAR>(largest.back() - 3);
    for (const Bytes& high : {order, largest}) {
      const Bytes blob = dh_blob(kDhpv, len(key->p), concat({key->p, key->g, Bytes(key->p.size()), high}));
      EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
      EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, blob, BCRYPT_NO_KEY_VALIDATION), IsMade());
    }
    --order.back();
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB,
                            dh_blob(kDhpv, len(key->p), concat({key->p, key->g, Bytes(key->p.size()), order}))),
                IsMade());
  }
}

TEST(DhImport, PrivateValueAboveHalfOfAnUnknownPrime_IsTaken) {
  const DhKey& key = dh1024();
  Bytes x = key.p;
  x.back() = static_cast<UCHAR>(x.back() - 3);
  EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB,
                          dh_blob(kDhpv, len(key.p), concat({key.p, key.g, Bytes(key.p.size()), x}))),
              IsMade());
}

// -y has twice the order of y in a safe-prime group whose generator has the order (p - 1) / 2.
TEST(DhImport, ValueOutsideOfTheGroup_IsRefusedWhereTheOrderIsChecked) {
  const DhKey& key = dh_ffdhe2048();
  Bytes y(key.p.size());
  int borrow = 0;
  for (std::size_t i = y.size(); i-- > 0;) {
    const int byte = key.p[i] - key.y[i] - borrow;
    borrow = byte < 0 ? 1 : 0;
    y[i] = static_cast<UCHAR>(byte + 256 * borrow);
  }
  const Bytes blob = dh_blob(kDhpb, len(key.p), concat({key.p, key.g, y}));
  EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, blob), IsMade());
  EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, blob, BCRYPT_KEY_VALIDATION_RANGE), IsMade());
  EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, blob, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_public(key), BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER), IsMade());
}

TEST(DhImport, SizesBeyondTheLimits_AreRefusedBeforeAnyNumberIsMade) {
  for (ULONG size : {0U, 1U, 63U, 513U, 1024U, 65536U}) {
    const Bytes number(size, 0xFF);
    const Bytes body = concat({number, number, number});
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_blob(kDhpb, size, body)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  }
  // Products and sums that wrap in 32 bits.
  for (ULONG size : {0x40000000U, 0x55555555U, 0x55555556U, 0x7FFFFFFFU, 0x80000000U, 0xAAAAAAAAU, 0xFFFFFFFFU}) {
    const Bytes body(192, 0x77);
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_blob(kDhpb, size, body)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_blob(kDhpv, size, body)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST(DhImport, NumbersWithZerosInFront_AreRefused) {
  const DhKey& key = dh512();
  const ULONG size = len(key.p) + 8;
  const Bytes body = concat({pad_left(key.p, size), pad_left(key.g, size), pad_left(key.y, size)});
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_NO_KEY_VALIDATION}})
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PUBLIC_BLOB, dh_blob(kDhpb, size, body), flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DhImport, OtherAlgorithmsAndTypes_AreRefused) {
  EXPECT_THAT(import_pair(BCRYPT_DSA_ALG_HANDLE, BCRYPT_DH_PUBLIC_BLOB, dh_public(dh512())),
              IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(import_pair(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_DH_PUBLIC_BLOB, dh_public(dh512())),
              IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(import_pair(kDh, BCRYPT_RSAPUBLIC_BLOB, dh_public(dh512())), IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(import_pair(BCRYPT_DSA_ALG_HANDLE, BCRYPT_PUBLIC_KEY_BLOB, dh_public(dh512())),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(DhImport, ImportedKey_IsFinal) {
  const Key own = imported(kDh, BCRYPT_DH_PRIVATE_BLOB, dh_private(dh512()));
  EXPECT_THAT(BCryptFinalizeKeyPair(own, 0), IsStatus(STATUS_INVALID_HANDLE));
  const MadeKey copy = duplicate_key(own);
  EXPECT_THAT(copy, IsMade());
  EXPECT_EQ(export_key(copy.handle, BCRYPT_DH_PRIVATE_BLOB).bytes, dh_private(dh512()));
}

}  // namespace
