// DSA groups and generation: DSAParameters, lengths, and the properties of DSA keys.
#include "support/dl_keys.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const BCRYPT_ALG_HANDLE kDsa = BCRYPT_DSA_ALG_HANDLE;

void expect_usable(BCRYPT_KEY_HANDLE key) {
  const Bytes blob = export_key(key, BCRYPT_DSA_PRIVATE_BLOB).bytes;
  EXPECT_THAT(import_pair(kDsa, BCRYPT_DSA_PRIVATE_BLOB, blob, BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER), IsMade());
  const Bytes digest(20, 0x31);
  EXPECT_THAT(verify(key, nullptr, digest, sign(key, nullptr, digest, 0).bytes, 0), IsSuccess());
}

TEST(DsaProperties, OfTheAlgorithm) {
  const Algorithm algorithm = open(BCRYPT_DSA_ALGORITHM);
  for (BCRYPT_HANDLE handle : {algorithm.get(), BCRYPT_DSA_ALG_HANDLE}) {
    EXPECT_EQ(get_text(handle, BCRYPT_ALGORITHM_NAME), "DSA");
    EXPECT_EQ(get_number(handle, BCRYPT_PRIMITIVE_TYPE), BCRYPT_SIGNATURE_INTERFACE);
    EXPECT_EQ(get_property(handle, BCRYPT_KEY_LENGTHS).bytes, concat({le32(512), le32(3072), le32(64)}));
    EXPECT_THAT(get_property(handle, BCRYPT_PADDING_SCHEMES).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST(DsaProperties, OfAKey) {
  for (const DsaKey* key : {&dsa512(), &dsa1024(), &dsa2048(), &dsa2048_512(), &dsa3072()}) {
    const Key own = imported(kDsa, BCRYPT_DSA_PUBLIC_BLOB, dsa_public(*key));
    EXPECT_EQ(get_text(own, BCRYPT_ALGORITHM_NAME), "DSA");
    for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_KEY_STRENGTH, CNG_TEXT("PublicKeyLength")})
      EXPECT_EQ(get_number(own, name), 8 * len(key->p));
    EXPECT_EQ(get_number(own, BCRYPT_SIGNATURE_LENGTH), 2 * len(key->q));
    EXPECT_EQ(to_hex(get_property(own, BCRYPT_DSA_PARAMETERS).bytes), to_hex(dsa_parameters(*key)));
    for (LPCWSTR name : {BCRYPT_DH_PARAMETERS, BCRYPT_ECC_CURVE_NAME, BCRYPT_BLOCK_LENGTH})
      EXPECT_THAT(get_property(own, name).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(set_property(own, BCRYPT_DSA_PARAMETERS, dsa_parameters(*key)), IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST(DsaGenerate, LengthsOfTheTable_Alone) {
  for (ULONG bits : {0U, 256U, 448U, 513U, 520U, 3073U, 3136U, 4096U, 0xFFFFFFFFU})
    EXPECT_THAT(generate_pair(kDsa, bits), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bits;
}

TEST(DsaGenerate, WithoutAGroup_GivesKeysThatWork) {
  for (ULONG bits : {512U, 576U, 1024U, 1088U, 2048U}) {
    const Key key = finalized(kDsa, bits);
    EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), bits);
    EXPECT_EQ(get_number(key, BCRYPT_SIGNATURE_LENGTH), bits <= 1024 ? 40U : 64U);
    const Bytes group = get_property(key, BCRYPT_DSA_PARAMETERS).bytes;
    const std::ptrdiff_t count = bits <= 1024 ? 12 : 28;
    ASSERT_GT(group.size(), 60U);
    EXPECT_NE(Bytes(group.begin() + count, group.begin() + count + 4), Bytes(4, 0xFF)) << "the counter is known";
    expect_usable(key);
  }
}

TEST(DsaGenerate, InAGivenGroup_KeepsIt) {
  for (const DsaKey* key : {&dsa512(), &dsa1024(), &dsa1536(), &dsa2048(), &dsa2048_512(), &dsa3072()}) {
    const MadeKey made = generate_pair(kDsa, 8 * len(key->p));
    EXPECT_THAT(set_property(made.handle, BCRYPT_DSA_PARAMETERS, dsa_parameters(*key)), IsSuccess());
    EXPECT_THAT(get_property(made.handle, BCRYPT_DSA_PARAMETERS).status, IsStatus(STATUS_INVALID_HANDLE));
    EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
    EXPECT_EQ(to_hex(get_property(made.handle, BCRYPT_DSA_PARAMETERS).bytes), to_hex(dsa_parameters(*key)));
    EXPECT_NE(export_key(made.handle, BCRYPT_DSA_PUBLIC_BLOB).bytes, dsa_public(*key));
    expect_usable(made.handle);
  }
}

TEST(DsaGenerate, BadGroups_AreRefused) {
  for (const DsaKey* key : {&dsa512(), &dsa2048()}) {
    const Bytes good = dsa_parameters(*key);
    const MadeKey made = generate_pair(kDsa, 8 * len(key->p));
    const auto refuses = [&](const Bytes& value) {
      EXPECT_THAT(set_property(made.handle, BCRYPT_DSA_PARAMETERS, value), IsStatus(STATUS_INVALID_PARAMETER));
    };
    for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(good.size()); ++size)
      refuses(Bytes(good.begin(), good.begin() + size));
    refuses(concat({good, Bytes(1)}));
    const std::size_t lengths = key->is_v2() ? 28 : 12;
    for (std::size_t bit = 0; bit < 8 * lengths; ++bit) {
      if (bit == 8 * 16) continue;  // the standard may be 0 or 1
      Bytes changed = good;
      changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
      refuses(changed);
    }
    refuses(dsa_parameters(dsa1024()));  // of another length
    DsaKey generator = *key, order = *key, prime = *key;
    generator.g = pad_left({1}, key->p.size());
    order.q[3] = static_cast<UCHAR>(order.q[3] ^ 4);
    prime.p.back() = static_cast<UCHAR>(prime.p.back() ^ 1);
    for (const DsaKey& bad : {generator, order, prime}) refuses(dsa_parameters(bad));
    EXPECT_THAT(set_property(made.handle, BCRYPT_DH_PARAMETERS, good), IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(set_property(made.handle, CNG_TEXT("PrivKeyVal"), key->x), IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST(DsaRules, DsaKeys_DoNotAgreeOrEncrypt) {
  const Key own = imported(kDsa, BCRYPT_DSA_PRIVATE_BLOB, dsa_private(dsa512()));
  EXPECT_THAT(agree(own, own), IsRefusedWith(STATUS_NOT_SUPPORTED));
  EXPECT_NE(encrypt(own, Bytes(20, 1), nullptr, BCRYPT_PAD_PKCS1).status, STATUS_SUCCESS);
}

}  // namespace
