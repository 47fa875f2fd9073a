// The generic algorithms ECDSA and ECDH, with the curve given as a property, by the magic, or not at all.
#include <tuple>

#include "support/keys.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

struct Side {
  LPCWSTR id;
  BCRYPT_ALG_HANDLE pseudo;
  ULONG nist_public, nist_private, generic_public, generic_private;
};

Side side(const Curve& c, bool ecdsa) {
  return ecdsa ? Side{BCRYPT_ECDSA_ALGORITHM, BCRYPT_ECDSA_ALG_HANDLE, c.ecdsa_public, c.ecdsa_private, kEcdp, kEcdv}
               : Side{BCRYPT_ECDH_ALGORITHM, BCRYPT_ECDH_ALG_HANDLE, c.ecdh_public, c.ecdh_private, kEckp, kEckv};
}

class EccGeneric : public testing::TestWithParam<std::tuple<int, bool>> {
 protected:
  Algorithm with_curve(const Curve& which) {
    Algorithm algorithm = open(s.id);
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, narrow(which.name)), IsSuccess());
    return algorithm;
  }
  const Curve& c = curve(std::get<0>(GetParam()));
  const Curve& other = curve((std::get<0>(GetParam()) + 1) % kCurveCount);
  const Side s = side(c, std::get<1>(GetParam()));
  const EcKey& key = ec_key_a(c);
};

TEST_P(EccGeneric, CurveProperty_ReadsBack) {
  const Algorithm algorithm = with_curve(c);
  EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
  const Output lengths = get_property(algorithm, BCRYPT_KEY_LENGTHS);
  EXPECT_EQ(to_hex(lengths.bytes), to_hex(concat({le32(c.bits), le32(c.bits), le32(0)})));
}

TEST_P(EccGeneric, WithCurve_GenericMagicsComeBackByteForByte) {
  const Algorithm algorithm = with_curve(c);
  const Key pub = imported(algorithm, BCRYPT_ECCPUBLIC_BLOB, ec_public(s.generic_public, key));
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(ec_public(s.generic_public, key)));
  EXPECT_EQ(get_text(pub, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
  const Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.generic_private, key));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(s.generic_private, key)));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(ec_private(s.generic_private, key)));
}

TEST_P(EccGeneric, WithCurve_NistMagicOfTheSameCurveIsTaken) {
  const Algorithm algorithm = with_curve(c);
  const Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.nist_private, key));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(s.generic_private, key)));
}

TEST_P(EccGeneric, WithCurve_OtherCurvesAreRefused) {
  const Algorithm algorithm = with_curve(c);
  for (ULONG magic : {side(other, std::get<1>(GetParam())).nist_public, s.generic_public})
    EXPECT_THAT(import_pair(algorithm, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, ec_key_a(other))),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccGeneric, WithoutCurve_NistMagicNamesIt) {
  const Algorithm opened = open(s.id);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), s.pseudo}) {
    const Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.nist_private, key));
    EXPECT_EQ(get_text(own, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
    EXPECT_EQ(get_number(own, BCRYPT_KEY_LENGTH), c.bits);
    // The reference has no rule for this export; what was imported comes back.
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(s.nist_private, key)));
  }
}

TEST_P(EccGeneric, WithoutCurve_GenericMagicIsRefused) {
  const Algorithm opened = open(s.id);
  for (BCRYPT_ALG_HANDLE algorithm : {opened.get(), s.pseudo}) {
    EXPECT_THAT(import_pair(algorithm, BCRYPT_ECCPUBLIC_BLOB, ec_public(s.generic_public, key)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.generic_private, key)),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(EccGeneric, MagicsOfTheOtherAlgorithm_AreRefused) {
  const Side wrong = side(c, !std::get<1>(GetParam()));
  const Algorithm algorithm = with_curve(c);
  for (BCRYPT_ALG_HANDLE handle : {algorithm.get(), s.pseudo})
    for (ULONG magic : {wrong.nist_public, wrong.generic_public})
      EXPECT_THAT(import_pair(handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, key)),
                  IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccGeneric, ChangedCurve_LeavesEarlierKeysAlone) {
  const Algorithm algorithm = with_curve(c);
  const Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.generic_private, key));
  EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, narrow(other.name)), IsSuccess());
  EXPECT_EQ(get_text(own, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(s.generic_private, key)));
}

TEST_P(EccGeneric, CurveOfAnUnfinalizedKey_DecidesWhatIsGenerated) {
  const Algorithm algorithm = open(s.id);
  const MadeKey made = generate_pair(algorithm, 0);
  ASSERT_THAT(made, IsMade());
  EXPECT_THAT(set_text(made.handle, BCRYPT_ECC_CURVE_NAME, narrow(c.name)), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  EXPECT_EQ(get_number(made.handle, BCRYPT_KEY_LENGTH), c.bits);
  const Bytes blob = export_key(made.handle, BCRYPT_ECCPRIVATE_BLOB).bytes;
  ASSERT_EQ(blob.size(), 8 + 3 * c.size);
  EXPECT_EQ(to_hex(Bytes(blob.begin(), blob.begin() + 8)), to_hex(concat({le32(s.generic_private), le32(c.size)})));
}

TEST_P(EccGeneric, CurveOfTheAlgorithm_DecidesWhatIsGenerated) {
  const Key made = finalized(with_curve(c), 0);
  EXPECT_EQ(get_text(made, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
  EXPECT_EQ(export_key(made, BCRYPT_ECCPUBLIC_BLOB).bytes.size(), 8 + 2 * c.size);
}

TEST_P(EccGeneric, ImportedKey_KeepsItsCurve) {
  const Key own = imported(with_curve(c), BCRYPT_ECCPRIVATE_BLOB, ec_private(s.generic_private, key));
  EXPECT_NE(set_text(own, BCRYPT_ECC_CURVE_NAME, narrow(other.name)), STATUS_SUCCESS);
  EXPECT_EQ(get_text(own, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
}

std::string case_name(const testing::TestParamInfo<std::tuple<int, bool>>& row) {
  return std::string(std::get<1>(row.param) ? "ECDSA_" : "ECDH_") + curve(std::get<0>(row.param)).label;
}

INSTANTIATE_TEST_SUITE_P(All, EccGeneric, testing::Combine(testing::Range(0, kCurveCount), testing::Bool()), case_name);

TEST(EccCurveName, LettersOfEitherCase_AreOneName) {
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, "NISTp384"), IsSuccess());
  EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), "nistP384");
}

TEST(EccCurveName, Alias_IsKept) {
  for (const char* name : {"secP256r1", "x962P256v1", "secP384r1", "secP521r1"}) {
    const Algorithm algorithm = open(BCRYPT_ECDH_ALGORITHM);
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, name), IsSuccess()) << name;
    EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), name);
    EXPECT_EQ(get_text(finalized(algorithm, 0), BCRYPT_ECC_CURVE_NAME), name);
  }
}

TEST(EccCurveName, Name_EndsAtItsNulOrWithTheBuffer) {
  const Bytes name = text_bytes("nistP384");
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  // Programs also hand over the whole array that the name is in.
  for (std::size_t behind : {2U, 20U, 300U}) {
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsSuccess());
    EXPECT_THAT(set_property(algorithm, BCRYPT_ECC_CURVE_NAME, concat({name, Bytes(behind, 'x')})), IsSuccess())
        << behind;
    EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), "nistP384");
  }
  EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsSuccess());
  EXPECT_THAT(set_property(algorithm, BCRYPT_ECC_CURVE_NAME, Bytes(name.begin(), name.end() - 2)), IsSuccess());
  EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), "nistP384");
}

TEST(EccCurveName, UnknownNames_AreRefusedAndChangeNothing) {
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsSuccess());
  for (const char* name : {"nistP257", "", "nistP25", "nistP256 ", "secp256r1x"})
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, name), IsStatus(STATUS_INVALID_PARAMETER)) << name;
  EXPECT_EQ(get_text(algorithm, BCRYPT_ECC_CURVE_NAME), "nistP256");
}

TEST(EccCurveName, CurvesWithoutAnImplementation_AreNotSupported) {
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  for (const char* name : {"numsP256t1", "numsP384t1", "numsP512t1", "ec192wapi"})
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, name), IsStatus(STATUS_NOT_SUPPORTED)) << name;
}

TEST(EccCurveName, KeyWithoutACurve_CannotBeFinalized) {
  const MadeKey made = generate_pair(BCRYPT_ECDSA_ALG_HANDLE, 0);
  if (made.status != STATUS_SUCCESS) return;  // refused early is as good
  EXPECT_NE(BCryptFinalizeKeyPair(made.handle, 0), STATUS_SUCCESS);
}

TEST(EccCurveName, List_HoldsTheFixedCurvesInTheSameBuffer) {
  const Algorithm algorithm = open(BCRYPT_ECDSA_ALGORITHM);
  ULONG size = 0;
  ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_ECC_CURVE_NAME_LIST, nullptr, 0, &size, 0), IsSuccess());
  std::vector<BCRYPT_ECC_CURVE_NAMES> store(size / sizeof(BCRYPT_ECC_CURVE_NAMES) + 1);
  const PUCHAR begin = reinterpret_cast<PUCHAR>(store.data());
  ULONG written = 0;
  ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_ECC_CURVE_NAME_LIST, begin, size, &written, 0), IsSuccess());
  EXPECT_EQ(written, size);
  std::vector<std::string> names;
  for (ULONG i = 0; i < store.front().dwEccCurveNames; ++i) {
    const PUCHAR at = reinterpret_cast<PUCHAR>(store.front().pEccCurveNames[i]);
    ASSERT_GE(at, begin);
    ASSERT_LT(at, begin + size);
    names.push_back(narrow(store.front().pEccCurveNames[i]));
  }
  EXPECT_THAT(names, testing::IsSupersetOf({"nistP256", "nistP384", "nistP521"}));
  // Every name on the list can be set.
  for (const std::string& name : names)
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, name), IsSuccess()) << name;
}

TEST(EccCurveName, FixedAlgorithms_NameTheirCurve) {
  for (int i = 0; i < kCurveCount; ++i)
    for (BCRYPT_ALG_HANDLE handle : {curve(i).ecdsa_handle, curve(i).ecdh_handle})
      EXPECT_EQ(get_text(handle, BCRYPT_ECC_CURVE_NAME), narrow(curve(i).name));
}

}  // namespace
