// DH groups and generation: DHParameters, PrivKeyVal, lengths, and the properties of DH keys.
#include "support/derive.h"
#include "support/dl_keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDh = BCRYPT_DH_ALG_HANDLE;
const LPCWSTR kPrivateValue = CNG_TEXT("PrivKeyVal");

Bytes part(const Bytes& blob, std::size_t size, std::size_t index) {
  const auto from = blob.begin() + static_cast<std::ptrdiff_t>(8 + index * size);
  return Bytes(from, from + static_cast<std::ptrdiff_t>(size));
}

TEST(DhProperties, OfTheAlgorithm) {
  const Algorithm algorithm = open(BCRYPT_DH_ALGORITHM);
  for (BCRYPT_HANDLE handle : {algorithm.get(), kDh}) {
    EXPECT_EQ(get_text(handle, BCRYPT_ALGORITHM_NAME), "DH");
    EXPECT_EQ(get_number(handle, BCRYPT_PRIMITIVE_TYPE), BCRYPT_SECRET_AGREEMENT_INTERFACE);
    EXPECT_EQ(get_property(handle, BCRYPT_KEY_LENGTHS).bytes, concat({le32(512), le32(4096), le32(64)}));
    EXPECT_THAT(get_property(handle, BCRYPT_PADDING_SCHEMES).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(get_property(handle, BCRYPT_DH_PARAMETERS).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST(DhProperties, OfAKey) {
  const Algorithm algorithm = open(BCRYPT_DH_ALGORITHM);
  const Key own = imported(algorithm, BCRYPT_DH_PRIVATE_BLOB, dh_private(dh1024()));
  EXPECT_EQ(get_text(own, BCRYPT_ALGORITHM_NAME), "DH");
  for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_KEY_STRENGTH, CNG_TEXT("PublicKeyLength")})
    EXPECT_EQ(get_number(own, name), 1024U);
  EXPECT_EQ(to_hex(get_property(own, BCRYPT_DH_PARAMETERS).bytes), to_hex(dh_parameters(dh1024())));
  for (LPCWSTR name : {BCRYPT_SIGNATURE_LENGTH, BCRYPT_ECC_CURVE_NAME, BCRYPT_DSA_PARAMETERS, BCRYPT_BLOCK_LENGTH})
    EXPECT_THAT(get_property(own, name).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_property(own, BCRYPT_DH_PARAMETERS, dh_parameters(dh1024())), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_property(own, kPrivateValue, dh1024().x), IsStatus(STATUS_NOT_SUPPORTED));
}

TEST(DhGenerate, LengthsOfTheTable_Alone) {
  for (ULONG bits : {0U, 256U, 448U, 511U, 513U, 576U + 8U, 4097U, 4160U, 0xFFFFFFFFU})
    EXPECT_THAT(generate_pair(kDh, bits), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bits;
}

TEST(DhGenerate, WithoutAGroup_GivesKeysThatAgree) {
  for (ULONG bits : {512U, 768U, 1024U, 1536U, 2048U, 3072U, 4096U}) {
    const Key one = finalized(kDh, bits);
    const Bytes blob = export_key(one, BCRYPT_DH_PRIVATE_BLOB).bytes;
    ASSERT_EQ(blob.size(), 8 + 4 * std::size_t{bits} / 8);
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, blob, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER), IsMade());
    const MadeKey two = generate_pair(kDh, bits);
    EXPECT_THAT(set_property(two.handle, BCRYPT_DH_PARAMETERS, get_property(one, BCRYPT_DH_PARAMETERS).bytes),
                IsSuccess());
    EXPECT_THAT(BCryptFinalizeKeyPair(two.handle, 0), IsSuccess());
    EXPECT_NE(export_key(two.handle, BCRYPT_DH_PRIVATE_BLOB).bytes, blob);
    const Secret here = agreed(one, two.handle), there = agreed(two.handle, one);
    EXPECT_EQ(to_hex(derive(here, BCRYPT_KDF_RAW_SECRET, bits / 8).bytes),
              to_hex(derive(there, BCRYPT_KDF_RAW_SECRET, bits / 8).bytes));
  }
}

TEST(DhGenerate, UsualLengths_UseTheKnownGroups) {
  for (const DhKey* key : {&dh_modp1536(), &dh_ffdhe2048(), &dh_ffdhe4096()})
    EXPECT_EQ(to_hex(get_property(finalized(kDh, key->bits), BCRYPT_DH_PARAMETERS).bytes), to_hex(dh_parameters(*key)));
}

TEST(DhGenerate, InAGivenGroup_KeepsIt) {
  for (const DhKey* key : {&dh512(), &dh1024(), &dh_ffdhe2048()}) {
    const MadeKey made = generate_pair(kDh, key->bits);
    EXPECT_THAT(set_property(made.handle, BCRYPT_DH_PARAMETERS, dh_parameters(*key)), IsSuccess());
    EXPECT_THAT(get_property(made.handle, BCRYPT_DH_PARAMETERS).status, IsStatus(STATUS_INVALID_HANDLE));
    EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
    EXPECT_EQ(to_hex(get_property(made.handle, BCRYPT_DH_PARAMETERS).bytes), to_hex(dh_parameters(*key)));
    const Bytes blob = export_key(made.handle, BCRYPT_DH_PRIVATE_BLOB).bytes;
    EXPECT_THAT(import_pair(kDh, BCRYPT_DH_PRIVATE_BLOB, blob), IsMade());
    EXPECT_NE(part(blob, key->p.size(), 3), Bytes(key->p.size()));
  }
}

TEST(DhGenerate, GivenPrivateValue_GivesItsPair) {
  const DhKey& key = dh512();
  const MadeKey made = generate_pair(kDh, key.bits);
  EXPECT_THAT(set_property(made.handle, kPrivateValue, key.x), IsStatus(STATUS_INVALID_PARAMETER));  // no group yet
  EXPECT_THAT(set_property(made.handle, BCRYPT_DH_PARAMETERS, dh_parameters(key)), IsSuccess());
  for (const Bytes& bad : {Bytes(), Bytes(64), key.p, Bytes(65, 1)})
    EXPECT_THAT(set_property(made.handle, kPrivateValue, bad), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(made.handle, kPrivateValue, key.x), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_DH_PRIVATE_BLOB).bytes), to_hex(dh_private(key)));
}

TEST(DhGenerate, AnotherLength_ForgetsTheGroup) {
  const MadeKey made = generate_pair(kDh, 512);
  EXPECT_THAT(set_property(made.handle, BCRYPT_DH_PARAMETERS, dh_parameters(dh512())), IsSuccess());
  EXPECT_THAT(set_number(made.handle, BCRYPT_KEY_LENGTH, 2048), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  EXPECT_EQ(get_property(made.handle, BCRYPT_DH_PARAMETERS).bytes, dh_parameters(dh_ffdhe2048()));
}

TEST(DhGenerate, BadGroups_AreRefused) {
  const DhKey& key = dh512();
  const Bytes good = dh_parameters(key);
  const MadeKey made = generate_pair(kDh, 512);
  const auto refuses = [&](const Bytes& value) {
    EXPECT_THAT(set_property(made.handle, BCRYPT_DH_PARAMETERS, value), IsStatus(STATUS_INVALID_PARAMETER));
  };
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(good.size()); ++size)
    refuses(Bytes(good.begin(), good.begin() + size));
  refuses(concat({good, Bytes(1)}));
  for (std::size_t bit = 0; bit < 96; ++bit) {
    Bytes changed = good;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    refuses(changed);
  }
  refuses(dh_parameters(dh1024()));  // of another length
  Bytes even = key.p;
  even.back() = static_cast<UCHAR>(even.back() ^ 1);
  for (const auto& [p, g] : {std::pair{even, key.g}, std::pair{key.p, Bytes(64)}, std::pair{key.p, pad_left({1}, 64)},
                             std::pair{key.p, even}, std::pair{key.p, key.p}}) {
    DhKey bad = key;
    bad.p = p;
    bad.g = g;
    refuses(dh_parameters(bad));
  }
  EXPECT_THAT(set_property(made.handle, BCRYPT_DSA_PARAMETERS, good), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
}

}  // namespace
