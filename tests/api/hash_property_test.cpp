// What the hash algorithms and hash objects say about themselves.
#include <cstring>

#include "support/hash.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

struct Row {
  LPCWSTR id;
  const char* name;
  ULONG digest, block;
  const char* oid;  // DER contents
  BCRYPT_ALG_HANDLE pseudo, pseudo_hmac;
};

const Row kRows[] = {
    {BCRYPT_MD2_ALGORITHM, "MD2", 16, 16, "2a864886f70d0202", BCRYPT_MD2_ALG_HANDLE, BCRYPT_HMAC_MD2_ALG_HANDLE},
    {BCRYPT_MD4_ALGORITHM, "MD4", 16, 64, "2a864886f70d0204", BCRYPT_MD4_ALG_HANDLE, BCRYPT_HMAC_MD4_ALG_HANDLE},
    {BCRYPT_MD5_ALGORITHM, "MD5", 16, 64, "2a864886f70d0205", BCRYPT_MD5_ALG_HANDLE, BCRYPT_HMAC_MD5_ALG_HANDLE},
    {BCRYPT_SHA1_ALGORITHM, "SHA1", 20, 64, "2b0e03021a", BCRYPT_SHA1_ALG_HANDLE, BCRYPT_HMAC_SHA1_ALG_HANDLE},
    {BCRYPT_SHA256_ALGORITHM, "SHA256", 32, 64, "608648016503040201", BCRYPT_SHA256_ALG_HANDLE,
     BCRYPT_HMAC_SHA256_ALG_HANDLE},
    {BCRYPT_SHA384_ALGORITHM, "SHA384", 48, 128, "608648016503040202", BCRYPT_SHA384_ALG_HANDLE,
     BCRYPT_HMAC_SHA384_ALG_HANDLE},
    {BCRYPT_SHA512_ALGORITHM, "SHA512", 64, 128, "608648016503040203", BCRYPT_SHA512_ALG_HANDLE,
     BCRYPT_HMAC_SHA512_ALG_HANDLE},
    {BCRYPT_SHA3_256_ALGORITHM, "SHA3-256", 32, 136, "608648016503040208", BCRYPT_SHA3_256_ALG_HANDLE,
     BCRYPT_HMAC_SHA3_256_ALG_HANDLE},
    {BCRYPT_SHA3_384_ALGORITHM, "SHA3-384", 48, 104, "608648016503040209", BCRYPT_SHA3_384_ALG_HANDLE,
     BCRYPT_HMAC_SHA3_384_ALG_HANDLE},
    {BCRYPT_SHA3_512_ALGORITHM, "SHA3-512", 64, 72, "60864801650304020a", BCRYPT_SHA3_512_ALG_HANDLE,
     BCRYPT_HMAC_SHA3_512_ALG_HANDLE},
};

class HashProperty : public testing::TestWithParam<Row> {};

TEST_P(HashProperty, Lengths_AreThoseOfTheHash) {
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_ALG_HANDLE_HMAC_FLAG}}) {
    const Algorithm algorithm = open(GetParam().id, flags);
    EXPECT_EQ(get_number(algorithm, BCRYPT_HASH_LENGTH), GetParam().digest);
    EXPECT_EQ(get_number(algorithm, BCRYPT_HASH_BLOCK_LENGTH), GetParam().block);
  }
}

TEST_P(HashProperty, ObjectLength_FitsTheBuffersOfRealPrograms) {
  const ULONG plain = get_number(open(GetParam().id), BCRYPT_OBJECT_LENGTH).value_or(0);
  EXPECT_GT(plain, 0U);
  EXPECT_LE(plain, 512U);
  const ULONG keyed = get_number(open(GetParam().id, BCRYPT_ALG_HANDLE_HMAC_FLAG), BCRYPT_OBJECT_LENGTH).value_or(0);
  EXPECT_GT(keyed, 0U);
  EXPECT_LE(keyed, 1024U);
}

TEST_P(HashProperty, Name_IsThePlainHashAlsoForHmac) {
  EXPECT_EQ(get_text(open(GetParam().id), BCRYPT_ALGORITHM_NAME), GetParam().name);
  EXPECT_EQ(get_text(open(GetParam().id, BCRYPT_ALG_HANDLE_HMAC_FLAG), BCRYPT_ALGORITHM_NAME), GetParam().name);
}

TEST_P(HashProperty, KeyedAndReusable_FollowTheFlags) {
  EXPECT_EQ(get_number(open(GetParam().id), BCRYPT_IS_KEYED_HASH), 0U);
  EXPECT_NE(get_number(open(GetParam().id, BCRYPT_ALG_HANDLE_HMAC_FLAG), BCRYPT_IS_KEYED_HASH), 0U);
  EXPECT_EQ(get_number(open(GetParam().id), BCRYPT_IS_REUSABLE_HASH), 0U);
  EXPECT_NE(get_number(open(GetParam().id, BCRYPT_HASH_REUSABLE_FLAG), BCRYPT_IS_REUSABLE_HASH), 0U);
}

TEST_P(HashProperty, OidList_HoldsTheOidInTheSameBuffer) {
  const Algorithm algorithm = open(GetParam().id);
  ULONG size = 0;
  ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_HASH_OID_LIST, nullptr, 0, &size, 0), IsSuccess());
  ASSERT_GE(size, sizeof(BCRYPT_OID_LIST) + sizeof(BCRYPT_OID));
  // The list has pointers: read it where it was written.
  std::vector<BCRYPT_OID_LIST> store(size / sizeof(BCRYPT_OID_LIST) + 1);
  const PUCHAR begin = reinterpret_cast<PUCHAR>(store.data());
  ULONG written = 0;
  ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_HASH_OID_LIST, begin, size, &written, 0), IsSuccess());
  EXPECT_EQ(written, size);
  const BCRYPT_OID_LIST& list = store.front();
  const Bytes wanted = hex(GetParam().oid);
  bool found = false;
  for (ULONG i = 0; i < list.dwOIDCount; ++i) {
    const BCRYPT_OID& oid = list.pOIDs[i];
    ASSERT_GE(oid.pbOID, begin);
    ASSERT_LE(oid.pbOID + oid.cbOID, begin + size);
    found = found || Bytes(oid.pbOID, oid.pbOID + oid.cbOID) == wanted;
  }
  EXPECT_TRUE(found);
}

TEST_P(HashProperty, PropertiesOfKeys_AreNotSupported) {
  const Algorithm algorithm = open(GetParam().id);
  for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_PADDING_SCHEMES, BCRYPT_CHAINING_MODE, BCRYPT_ECC_CURVE_NAME})
    EXPECT_THAT(get_property(algorithm, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
}

TEST_P(HashProperty, PrimitiveType_IsHash) { EXPECT_EQ(get_number(open(GetParam().id), BCRYPT_PRIMITIVE_TYPE), 2U); }

TEST_P(HashProperty, PseudoHandles_SayTheSameAsOpenedOnes) {
  EXPECT_EQ(get_text(GetParam().pseudo, BCRYPT_ALGORITHM_NAME), GetParam().name);
  EXPECT_EQ(get_number(GetParam().pseudo, BCRYPT_HASH_LENGTH), GetParam().digest);
  EXPECT_EQ(get_number(GetParam().pseudo, BCRYPT_HASH_BLOCK_LENGTH), GetParam().block);
  EXPECT_EQ(get_number(GetParam().pseudo, BCRYPT_IS_KEYED_HASH), 0U);
  EXPECT_EQ(get_text(GetParam().pseudo_hmac, BCRYPT_ALGORITHM_NAME), GetParam().name);
  EXPECT_EQ(get_number(GetParam().pseudo_hmac, BCRYPT_HASH_LENGTH), GetParam().digest);
  EXPECT_NE(get_number(GetParam().pseudo_hmac, BCRYPT_IS_KEYED_HASH), 0U);
}

TEST_P(HashProperty, Object_SaysWhatItIs) {
  for (ULONG flags : {ULONG{0}, ULONG{BCRYPT_HASH_REUSABLE_FLAG}}) {
    const Algorithm algorithm = open(GetParam().id, flags);
    const Hash hash = hashing(algorithm);
    EXPECT_EQ(get_text(hash, BCRYPT_ALGORITHM_NAME), GetParam().name);
    EXPECT_EQ(get_number(hash, BCRYPT_HASH_LENGTH), GetParam().digest);
    EXPECT_EQ(get_number(hash, BCRYPT_HASH_BLOCK_LENGTH), GetParam().block);
    EXPECT_EQ(get_number(hash, BCRYPT_OBJECT_LENGTH), get_number(algorithm, BCRYPT_OBJECT_LENGTH));
    EXPECT_EQ(get_number(hash, BCRYPT_IS_REUSABLE_HASH) != 0U, flags != 0);
    BCRYPT_ALG_HANDLE provider = nullptr;
    const Bytes bytes = get_property(hash, BCRYPT_PROVIDER_HANDLE).bytes;
    ASSERT_EQ(bytes.size(), sizeof provider);
    std::memcpy(&provider, bytes.data(), sizeof provider);
    EXPECT_EQ(provider, algorithm.get());
  }
}

TEST_P(HashProperty, Object_HasNoPropertiesOfOthers) {
  const Hash hash = hashing(GetParam().pseudo);
  for (LPCWSTR name : {BCRYPT_KEY_LENGTH, BCRYPT_HASH_OID_LIST, BCRYPT_CHAINING_MODE, CNG_TEXT("NoSuchProperty")})
    EXPECT_THAT(get_property(hash, name).status, IsStatus(STATUS_NOT_SUPPORTED)) << narrow(name);
  EXPECT_THAT(set_number(hash, BCRYPT_HASH_LENGTH, 8), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_text(hash, BCRYPT_ALGORITHM_NAME, "MD5"), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(get_text(hash, BCRYPT_ALGORITHM_NAME), GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(All, HashProperty, testing::ValuesIn(kRows), [](const testing::TestParamInfo<Row>& row) {
  std::string name = row.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
