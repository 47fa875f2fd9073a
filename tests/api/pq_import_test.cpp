// Post-quantum blobs that are wrong: sizes, magics, names of parameter sets, and the checks of FIPS 203 and 204.
#include "support/pq.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

const PqSet& every_set(int index) {
  if (index < kMlkemSets) return mlkem_set(index);
  if (index < kMlkemSets + kMldsaSets) return mldsa_set(index - kMlkemSets);
  return slhdsa_set(index - kMlkemSets - kMldsaSets);
}
constexpr int kSets = kMlkemSets + kMldsaSets + kSlhdsaSets;

class PqImport : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = every_set(GetParam());
  const Algorithm algorithm = open(set.algorithm);
  const bool is_kem = set.public_magic == BCRYPT_MLKEM_PUBLIC_MAGIC;
  // Zeros are a key of every set: coefficients below q, and any hash value.
  const Bytes blob = pq_blob(set.public_magic, set.name, Bytes(set.public_size));

  Bytes with_header(ULONG magic, const Bytes& name, ULONG name_size, ULONG key_size) const {
    return concat({le32(magic), le32(name_size), le32(key_size), name, Bytes(set.public_size)});
  }
  NTSTATUS status_of(const Bytes& changed, LPCWSTR type) const {
    const MadeKey made = import_pair(algorithm, type, changed);
    EXPECT_EQ(made.written, made.status == STATUS_SUCCESS);
    return made.status;
  }
  NTSTATUS status_of(const Bytes& changed) const { return status_of(changed, set.public_type); }
};

TEST_P(PqImport, GoodBlob_ComesBackUnderBothTypes) {
  for (LPCWSTR type : {set.public_type, BCRYPT_PUBLIC_KEY_BLOB}) {
    const Key key = imported(algorithm, type, blob);
    EXPECT_EQ(to_hex(export_key(key, set.public_type).bytes), to_hex(blob));
    EXPECT_EQ(get_text(key, BCRYPT_PARAMETER_SET_NAME), set.name);
  }
}

TEST_P(PqImport, EveryShorterBlob_IsABadBufferSize) {
  for (std::size_t size = 0; size < blob.size(); size += size < 64 ? 1 : 37) {
    const Bytes cut(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THAT(status_of(cut), IsStatus(STATUS_INVALID_BUFFER_SIZE)) << size;
    EXPECT_THAT(status_of(cut, BCRYPT_PUBLIC_KEY_BLOB),
                IsStatus(size < 4 ? STATUS_INVALID_PARAMETER : STATUS_INVALID_BUFFER_SIZE))
        << size;
  }
}

TEST_P(PqImport, TrailingBytes_AreIgnoredByMlKemAlone) {
  for (std::size_t more : {1u, 2u, 100u})
    EXPECT_THAT(status_of(concat({blob, Bytes(more)})), IsStatus(is_kem ? STATUS_SUCCESS : STATUS_INVALID_BUFFER_SIZE));
}

TEST_P(PqImport, SizesInTheHeader_MustFit) {
  const Bytes name = text_bytes(set.name);
  for (ULONG size :
       {ULONG{0}, set.public_size - 1, set.public_size + 1, set.private_size, ULONG{0x7FFFFFFF}, ULONG{0xFFFFFFFF}})
    EXPECT_THAT(status_of(with_header(set.public_magic, name, len(name), size)), IsStatus(STATUS_INVALID_BUFFER_SIZE))
        << size;
  for (ULONG size : {0x10000U, 0x80000000U, 0xFFFFFFF4U, 0xFFFFFFFFU})
    EXPECT_THAT(status_of(with_header(set.public_magic, name, size, set.public_size)),
                IsStatus(STATUS_INVALID_BUFFER_SIZE))
        << size;
}

TEST_P(PqImport, Name_MustBeThatOfASet) {
  const Bytes name = text_bytes(set.name);
  const auto refuse = [&](const Bytes& wrong) {
    EXPECT_THAT(status_of(with_header(set.public_magic, wrong, len(wrong), set.public_size)),
                IsStatus(STATUS_INVALID_PARAMETER))
        << to_hex(wrong);
  };
  refuse({});
  refuse({0});
  refuse({0, 0});
  refuse(Bytes(name.begin(), name.end() - 2));  // no NUL
  refuse(Bytes(name.begin(), name.end() - 1));  // an odd size
  refuse(concat({name, Bytes(2)}));             // a second NUL
  refuse(concat({name, Bytes(1)}));
  refuse(Bytes(200, 0x37));
  refuse(text_bytes("999"));
  refuse(text_bytes(std::string(set.name) + " "));
  refuse(text_bytes("SHA2-128S"));
  Bytes high = name;
  high[1] = 1;
  refuse(high);
}

TEST_P(PqImport, SetOfAnotherSize_IsABadBufferSize) {
  const PqSet& other =
      every_set(is_kem                                 ? (GetParam() + 1) % kMlkemSets
                : GetParam() < kMlkemSets + kMldsaSets ? kMlkemSets + (GetParam() - kMlkemSets + 1) % kMldsaSets
                                                       : kSets - 1);
  if (other.public_size == set.public_size) return;  // another SLH-DSA set with keys of the same size is another key
  EXPECT_THAT(status_of(pq_blob(set.public_magic, other.name, Bytes(set.public_size))),
              IsStatus(STATUS_INVALID_BUFFER_SIZE));
}

TEST_P(PqImport, Magics_MustBeThoseOfTypeAndAlgorithm) {
  const Bytes name = text_bytes(set.name);
  const ULONG other = is_kem ? BCRYPT_MLDSA_PUBLIC_MAGIC : BCRYPT_MLKEM_PUBLIC_MAGIC;
  for (ULONG magic : {ULONG{0}, other, set.private_magic, ULONG{BCRYPT_LMS_PUBLIC_MAGIC}, ~set.public_magic})
    for (LPCWSTR type : {set.public_type, BCRYPT_PUBLIC_KEY_BLOB})
      EXPECT_THAT(status_of(with_header(magic, name, len(name), set.public_size), type),
                  IsStatus(STATUS_INVALID_PARAMETER));
  for (LPCWSTR type : {set.private_type, BCRYPT_PRIVATE_KEY_BLOB})
    EXPECT_THAT(status_of(blob, type), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(PqImport, Seed_GoesByItsMagic) {
  const Bytes seed = pq_blob(set.seed_magic, set.name, Bytes(set.seed_size, 7));
  if (set.seed_size == 0) {
    EXPECT_THAT(status_of(blob, set.seed_type), IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(status_of(seed, BCRYPT_PRIVATE_KEY_BLOB), IsStatus(STATUS_INVALID_PARAMETER));
    return;
  }
  const Key key = imported(algorithm, BCRYPT_PRIVATE_KEY_BLOB, seed);
  EXPECT_EQ(to_hex(export_key(key, set.seed_type).bytes), to_hex(seed));
  EXPECT_THAT(status_of(seed, set.private_type), IsStatus(STATUS_INVALID_PARAMETER));
  for (std::size_t size : {set.seed_size - 1, set.seed_size + 1, set.seed_size / 2})
    EXPECT_THAT(status_of(pq_blob(set.seed_magic, set.name, Bytes(size)), set.seed_type),
                IsStatus(STATUS_INVALID_BUFFER_SIZE));
}

TEST_P(PqImport, OtherFamiliesTypes_AreNotSupported) {
  for (LPCWSTR type : {is_kem ? BCRYPT_PQDSA_PUBLIC_BLOB : BCRYPT_MLKEM_PUBLIC_BLOB, BCRYPT_RSAPUBLIC_BLOB,
                       BCRYPT_ECCPUBLIC_BLOB, CNG_TEXT("Nothing")})
    EXPECT_THAT(status_of(blob, type), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, set.public_type, blob), IsRefusedWith(STATUS_NOT_SUPPORTED));
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKey(algorithm, nullptr, set.public_type, &raw, nullptr, 0, in(blob), len(blob), 0),
              IsStatus(STATUS_NOT_SUPPORTED));
}

INSTANTIATE_TEST_SUITE_P(All, PqImport, testing::Range(0, kSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(every_set(row.param)); });

class MlKemImport : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = mlkem_set(GetParam());
};

// Writes the coefficient of this number, 12 bits with the lowest first.
void put_coefficient(Bytes& key, std::size_t offset, std::size_t index, unsigned value) {
  const std::size_t at = offset + index / 2 * 3;
  if (index % 2 == 0) {
    key[at] = static_cast<UCHAR>(value);
    key[at + 1] = static_cast<UCHAR>((key[at + 1] & 0xF0) | value >> 8);
  } else {
    key[at + 1] = static_cast<UCHAR>((key[at + 1] & 0x0F) | value << 4);
    key[at + 2] = static_cast<UCHAR>(value >> 4);
  }
}

TEST_P(MlKemImport, EveryCoefficient_MustBeBelowQ) {
  const std::size_t count = (set.public_size - 32) * 2 / 3;
  for (std::size_t i = 0; i < count; i += i < 16 || i + 16 > count ? 1 : 53) {
    for (unsigned value : {3328u, 3329u, 3330u, 4095u}) {
      Bytes key(set.public_size);
      put_coefficient(key, 0, i, value);
      const MadeKey made =
          import_pair(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_MLKEM_PUBLIC_BLOB, pq_blob(set.public_magic, set.name, key));
      EXPECT_THAT(made, MadeMatcher(value < 3329 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER)) << i << " " << value;
    }
  }
}

TEST_P(MlKemImport, AllOnesInTheSeedOfThePublicKey_AreFine) {
  Bytes key(set.public_size);
  std::fill(key.end() - 32, key.end(), UCHAR{0xFF});
  EXPECT_THAT(import_pair(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_MLKEM_PUBLIC_BLOB, pq_blob(set.public_magic, set.name, key)),
              IsMade());
}

TEST_P(MlKemImport, PrivateKey_IsChecked) {
  const Key own = generated(set);
  const Bytes good = pq_key(export_key(own, BCRYPT_MLKEM_PRIVATE_BLOB).bytes);
  ASSERT_EQ(good.size(), set.private_size);
  const std::size_t ek = set.private_size - set.public_size - 64, hash = set.private_size - 64;
  const auto import = [&](const Bytes& key, ULONG flags) {
    return import_pair(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_MLKEM_PRIVATE_BLOB, pq_blob(set.private_magic, set.name, key),
                       flags);
  };
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_NO_KEY_VALIDATION}}) {
    EXPECT_THAT(import(good, flags), IsMade());
    for (std::size_t at : {ek + 5, hash - 1, hash, hash + 31}) {  // the public key, its seed, its hash
      Bytes wrong = good;
      wrong[at] ^= 0x10;
      EXPECT_THAT(import(wrong, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << at;
    }
    Bytes wrong = good;
    put_coefficient(wrong, 0, 255, 3329);
    EXPECT_THAT(import(wrong, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
  Bytes other_z = good;
  other_z.back() ^= 1;
  EXPECT_THAT(import(other_z, 0), IsMade()) << "z is free";
  EXPECT_THAT(import(good, 0x100), IsRefusedWith(STATUS_INVALID_PARAMETER)) << "an unknown flag";
}

INSTANTIATE_TEST_SUITE_P(All, MlKemImport, testing::Range(0, kMlkemSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(mlkem_set(row.param)); });

class MlDsaImport : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = mldsa_set(GetParam());
};

TEST_P(MlDsaImport, PrivateKey_IsChecked) {
  const Bytes good = pq_key(export_key(generated(set), BCRYPT_PQDSA_PRIVATE_BLOB).bytes);
  ASSERT_EQ(good.size(), set.private_size);
  const auto import = [&](const Bytes& key) {
    return import_pair(BCRYPT_MLDSA_ALG_HANDLE, BCRYPT_PQDSA_PRIVATE_BLOB, pq_blob(set.private_magic, set.name, key));
  };
  EXPECT_THAT(import(good), IsMade());
  // rho, tr, s1 and the end of t0: the public key that is computed does not have the hash tr, or t0 differs.
  for (std::size_t at : {std::size_t{0}, std::size_t{64}, std::size_t{127}, std::size_t{128}, good.size() - 1}) {
    Bytes wrong = good;
    wrong[at] ^= 1;
    EXPECT_THAT(import(wrong), IsRefusedWith(STATUS_INVALID_PARAMETER)) << at;
  }
  EXPECT_THAT(import(Bytes(set.private_size, 0xFF)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

INSTANTIATE_TEST_SUITE_P(All, MlDsaImport, testing::Range(0, kMldsaSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(mldsa_set(row.param)); });

}  // namespace
