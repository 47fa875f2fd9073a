// Post-quantum key pairs: parameter sets, generation, and which form of a key exports as what.
#include <set>

#include "support/pq.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

// One set of each algorithm is enough where the algorithm does not matter; SLH-DSA's small sets are slow.
const PqSet& any_set(int index) { return index == 0 ? mlkem_set(1) : index == 1 ? mldsa_set(1) : slhdsa_set(1); }
constexpr int kAlgorithms = 3;

class PqKey : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = any_set(GetParam());
};

TEST_P(PqKey, Export_HasTheDocumentedLayout) {
  const Key key = generated(set);
  const Bytes public_blob = export_key(key, set.public_type).bytes;
  const Bytes private_blob = export_key(key, set.private_type).bytes;
  ASSERT_EQ(pq_key(public_blob).size(), set.public_size);
  ASSERT_EQ(pq_key(private_blob).size(), set.private_size);
  EXPECT_EQ(to_hex(public_blob), to_hex(pq_blob(set.public_magic, set.name, pq_key(public_blob))));
  EXPECT_EQ(to_hex(private_blob), to_hex(pq_blob(set.private_magic, set.name, pq_key(private_blob))));
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(public_blob));
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(private_blob));
}

TEST_P(PqKey, Seed_ExportsOnlyWhereTheKeyHasOne) {
  const Key made = generated(set);
  if (set.seed_size == 0) {
    EXPECT_THAT(export_key(made, set.seed_type).status, IsStatus(STATUS_NOT_SUPPORTED));
    return;
  }
  const Bytes blob = export_key(made, set.seed_type).bytes;
  ASSERT_EQ(pq_key(blob).size(), set.seed_size);
  EXPECT_EQ(to_hex(blob), to_hex(pq_blob(set.seed_magic, set.name, pq_key(blob))));
  const Bytes private_blob = export_key(made, set.private_type).bytes;
  const Key again = imported(open(set.algorithm), set.seed_type, blob);
  EXPECT_EQ(to_hex(export_key(again, set.seed_type).bytes), to_hex(blob));
  EXPECT_EQ(to_hex(export_key(again, set.private_type).bytes), to_hex(private_blob));
  EXPECT_EQ(to_hex(export_key(again, set.public_type).bytes), to_hex(export_key(made, set.public_type).bytes));
  const MadeKey copy = duplicate_key(again);
  ASSERT_THAT(copy, IsMade());
  EXPECT_EQ(to_hex(export_key(copy.handle, set.seed_type).bytes), to_hex(blob));
  const Key expanded = imported(open(set.algorithm), set.private_type, private_blob);
  MarkedBuffer buffer(4096);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(expanded, nullptr, set.seed_type, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_TRUE(buffer.untouched());
  EXPECT_EQ(size, kUntouchedSize);
}

TEST_P(PqKey, PublicKey_HasNoPrivateForms) {
  const Key key = imported(open(set.algorithm), set.public_type, export_key(generated(set), set.public_type).bytes);
  for (LPCWSTR type : {set.private_type, BCRYPT_PRIVATE_KEY_BLOB})
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_INVALID_PARAMETER));
  if (set.seed_size != 0) {
    EXPECT_THAT(export_key(key, set.seed_type).status, IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(PqKey, OtherTypesAndFlags_AreRefused) {
  const Key key = generated(set);
  for (LPCWSTR type : {BCRYPT_RSAPUBLIC_BLOB, BCRYPT_ECCPRIVATE_BLOB, CNG_TEXT("mlkempublicblob"), CNG_TEXT("")})
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_NOT_SUPPORTED));
  const bool is_kem = set.public_magic == BCRYPT_MLKEM_PUBLIC_MAGIC;
  EXPECT_THAT(export_key(key, is_kem ? BCRYPT_PQDSA_PUBLIC_BLOB : BCRYPT_MLKEM_PUBLIC_BLOB).status,
              IsStatus(STATUS_NOT_SUPPORTED));
  MarkedBuffer buffer(8192);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(key, nullptr, set.public_type, buffer.data(), buffer.size(), &size, 1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptExportKey(key, key, set.private_type, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
}

TEST_P(PqKey, ShortBuffer_GivesTheSizeAndStaysUntouched) {
  const Key key = generated(set);
  const ULONG whole = len(export_key(key, set.private_type).bytes);
  for (ULONG size : {ULONG{0}, ULONG{1}, ULONG{12}, whole - 1}) {
    MarkedBuffer buffer(whole);
    ULONG needed = 0;
    EXPECT_THAT(BCryptExportKey(key, nullptr, set.private_type, buffer.data(), size, &needed, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(needed, whole);
    EXPECT_TRUE(buffer.untouched());
  }
}

TEST_P(PqKey, Generate_NeedsAParameterSetAndNoLength) {
  const Algorithm algorithm = open(set.algorithm);
  for (ULONG bits : {1U, 128U, 768U, 0xFFFFFFFFU})
    EXPECT_THAT(generate_pair(algorithm, bits), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(generate_pair(algorithm, 0, 1), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const MadeKey made = generate_pair(algorithm, 0);
  ASSERT_THAT(made, IsMade());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(get_property(made.handle, BCRYPT_PARAMETER_SET_NAME).status, IsStatus(STATUS_INVALID_HANDLE));
  for (const char* name : {"", "0", "43", "256", "7680", "SHA2-128", "sha2-128f", "768-X25519"})
    EXPECT_THAT(set_text(made.handle, BCRYPT_PARAMETER_SET_NAME, name), IsStatus(STATUS_INVALID_PARAMETER)) << name;
  EXPECT_THAT(set_property(made.handle, BCRYPT_PARAMETER_SET_NAME, {}), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_text(made.handle, BCRYPT_PARAMETER_SET_NAME, set.name), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  EXPECT_EQ(get_text(made.handle, BCRYPT_PARAMETER_SET_NAME), set.name);
  EXPECT_THAT(set_text(made.handle, BCRYPT_PARAMETER_SET_NAME, set.name), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsStatus(STATUS_INVALID_HANDLE));
}

TEST_P(PqKey, AlgorithmHandle_HasNoParameterSetAndNoKeyLengths) {
  const Algorithm algorithm = open(set.algorithm);
  EXPECT_EQ(get_text(algorithm, BCRYPT_ALGORITHM_NAME), narrow(set.algorithm));
  const ULONG primitive =
      set.public_magic == BCRYPT_MLKEM_PUBLIC_MAGIC ? BCRYPT_KEY_ENCAPSULATION_INTERFACE : BCRYPT_SIGNATURE_INTERFACE;
  EXPECT_EQ(get_number(algorithm, BCRYPT_PRIMITIVE_TYPE), primitive);
  for (LPCWSTR none : {BCRYPT_PARAMETER_SET_NAME, BCRYPT_KEY_LENGTHS, BCRYPT_OBJECT_LENGTH, BCRYPT_PADDING_SCHEMES})
    EXPECT_THAT(get_property(algorithm, none).status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(algorithm, BCRYPT_PARAMETER_SET_NAME, set.name), IsStatus(STATUS_NOT_SUPPORTED));
}

INSTANTIATE_TEST_SUITE_P(All, PqKey, testing::Range(0, kAlgorithms),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(any_set(row.param)); });

TEST(PqAlgorithm, ListsShowThem) {
  const auto names = [](ULONG operations) {
    ULONG count = 0;
    BCRYPT_ALGORITHM_IDENTIFIER* rows = nullptr;
    EXPECT_THAT(BCryptEnumAlgorithms(operations, &count, &rows, 0), IsSuccess());
    std::set<std::string> out;
    for (ULONG i = 0; i < count; ++i) out.insert(narrow(rows[i].pszName));
    BCryptFreeBuffer(rows);
    return out;
  };
  EXPECT_EQ(names(BCRYPT_KEY_ENCAPSULATION_OPERATION), std::set<std::string>{"ML-KEM"});
  for (const char* name : {"ML-DSA", "SLH-DSA"}) EXPECT_TRUE(names(BCRYPT_SIGNATURE_OPERATION).count(name)) << name;
}

TEST(PqAlgorithm, PseudoHandles_AreThoseOfMlKemAndMlDsa) {
  EXPECT_EQ(get_text(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_ALGORITHM_NAME), "ML-KEM");
  EXPECT_EQ(get_text(BCRYPT_MLDSA_ALG_HANDLE, BCRYPT_ALGORITHM_NAME), "ML-DSA");
  for (const std::uintptr_t value : {0x491u, 0x4A1u, 0x4B1u})
    EXPECT_THAT(get_property(reinterpret_cast<PVOID>(value), BCRYPT_ALGORITHM_NAME).status,
                IsStatus(STATUS_INVALID_HANDLE));
}

}  // namespace
