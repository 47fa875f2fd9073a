// LMS and XMSS: public keys, and what is refused of keys and signatures. tests/vectors/hbs.json has known signatures.
#include "hash_based_known_answers.h"
#include "lms_signer.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

const Bytes kMessage = text("abc");

Bytes be32(ULONG value) {
  return {static_cast<UCHAR>(value >> 24), static_cast<UCHAR>(value >> 16), static_cast<UCHAR>(value >> 8),
          static_cast<UCHAR>(value)};
}

Bytes blob_of(ULONG magic, const Bytes& key, const Bytes& name = {}) {
  return concat({le32(magic), le32(len(name)), le32(len(key)), name, key});
}
Bytes lms_blob(const Bytes& key) { return blob_of(BCRYPT_LMS_PUBLIC_MAGIC, key); }
Bytes xmss_blob(const Bytes& key) { return blob_of(BCRYPT_XMSS_PUBLIC_MAGIC, key); }

Bytes lms_key(ULONG type, ULONG one_time_type, std::size_t n) {
  return concat({be32(type), be32(one_time_type), Bytes(16 + n)});
}

MadeKey import_lms(const Bytes& blob, LPCWSTR type = BCRYPT_PQDSA_PUBLIC_BLOB) {
  return import_pair(open(BCRYPT_LMS_ALGORITHM), type, blob);
}
MadeKey import_xmss(const Bytes& blob, LPCWSTR type = BCRYPT_PQDSA_PUBLIC_BLOB) {
  return import_pair(open(BCRYPT_XMSS_ALGORITHM), type, blob);
}

// Sizes of RFC 8554, table 1, and of its like in SP 800-208.
TEST(Lms, EverySet_ComesBackAndKnowsItsSignature) {
  constexpr ULONG kChains32[] = {265, 133, 67, 34}, kChains24[] = {200, 101, 51, 26};
  constexpr ULONG kHeights[] = {5, 10, 15, 20, 25};
  for (ULONG type = 5; type <= 0x18; ++type) {
    for (ULONG one_time = 1; one_time <= 0x10; ++one_time) {
      const bool same_hash = (type - 5) / 5 == (one_time - 1) / 4;
      const ULONG n = (type - 5) / 5 % 2 == 0 ? 32 : 24;
      const Bytes blob = lms_blob(lms_key(type, one_time, n));
      const MadeKey made = import_lms(blob);
      ASSERT_THAT(made, MadeMatcher(same_hash ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER)) << type << " " << one_time;
      if (!same_hash) continue;
      const ULONG chains = (n == 32 ? kChains32 : kChains24)[(one_time - 1) % 4];
      EXPECT_EQ(get_number(made.handle, BCRYPT_SIGNATURE_LENGTH), 12 + n * (1 + chains + kHeights[(type - 5) % 5]));
      EXPECT_EQ(get_number(made.handle, BCRYPT_KEY_STRENGTH), 8 * n);
      EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_PQDSA_PUBLIC_BLOB).bytes), to_hex(blob));
      EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(blob));
    }
  }
}

// Sizes of RFC 8391, 5.3, and SP 800-208, tables 10 to 13.
TEST(Xmss, EverySet_ComesBackAndKnowsItsSignature) {
  constexpr ULONG kBytes[] = {32, 64, 32, 64, 24, 32, 24}, kHeights[] = {10, 16, 20};
  for (ULONG number = 1; number <= 0x15; ++number) {
    const ULONG n = kBytes[(number - 1) / 3];
    const ULONG chains = n == 64 ? 131 : n == 32 ? 67 : 51;
    const Bytes blob = xmss_blob(concat({be32(number), Bytes(std::size_t{2} * n)}));
    const MadeKey made = import_xmss(blob);
    ASSERT_THAT(made, IsMade()) << number;
    EXPECT_EQ(get_number(made.handle, BCRYPT_SIGNATURE_LENGTH), 4 + n * (1 + chains + kHeights[(number - 1) % 3]));
    EXPECT_EQ(get_number(made.handle, BCRYPT_PUBLIC_KEY_LENGTH), 8 * (4 + 2 * n));
    EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_PQDSA_PUBLIC_BLOB).bytes), to_hex(blob));
  }
}

TEST(HashBased, UnknownSets_AreRefused) {
  for (ULONG type : {0U, 1U, 4U, 0x19U, 0x80000005U, 0xFFFFFFFFU})
    for (std::size_t n : {24u, 32u})
      EXPECT_THAT(import_lms(lms_blob(lms_key(type, 1, n))), IsRefusedWith(STATUS_INVALID_PARAMETER)) << type;
  for (ULONG type : {0U, 0x11U, 0xFFFFFFFFU})
    EXPECT_THAT(import_lms(lms_blob(lms_key(5, type, 32))), IsRefusedWith(STATUS_INVALID_PARAMETER)) << type;
  for (ULONG number : {0U, 0x16U, 0x100U, 0xFFFFFFFFU})
    EXPECT_THAT(import_xmss(xmss_blob(concat({be32(number), Bytes(64)}))), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const Bytes hss = concat({be32(1), lms_key(5, 4, 32)});  // a multi-tree key: levels first
  EXPECT_THAT(import_lms(lms_blob(hss)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(HashBased, KeyOfAnotherSize_IsABadBufferSize) {
  for (std::size_t n : {0u, 24u, 31u, 33u, 64u}) {
    EXPECT_THAT(import_lms(lms_blob(lms_key(5, 4, n))), IsRefusedWith(STATUS_INVALID_BUFFER_SIZE)) << n;
    EXPECT_THAT(import_xmss(xmss_blob(concat({be32(1), Bytes(2 * n)}))), IsRefusedWith(STATUS_INVALID_BUFFER_SIZE));
  }
  for (std::size_t size : {0u, 1u, 3u})
    EXPECT_THAT(import_xmss(xmss_blob(Bytes(size))), IsRefusedWith(STATUS_INVALID_PARAMETER)) << "no number";
}

TEST(HashBased, Blob_MustBeWholeAndExact) {
  const Bytes blob = lms_blob(lms_key(5, 4, 32));
  for (std::size_t size = 0; size < blob.size(); ++size)
    EXPECT_THAT(import_lms(Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size))),
                IsRefusedWith(STATUS_INVALID_BUFFER_SIZE))
        << size;
  EXPECT_THAT(import_lms(concat({blob, {0}})), IsRefusedWith(STATUS_INVALID_BUFFER_SIZE));
  for (ULONG size : {0x7FFFFFFFU, 0xFFFFFFF4U, 0xFFFFFFFFU}) {
    const Bytes key = lms_key(5, 4, 32);
    EXPECT_THAT(import_lms(concat({le32(BCRYPT_LMS_PUBLIC_MAGIC), le32(0), le32(size), key})),
                IsRefusedWith(STATUS_INVALID_BUFFER_SIZE));
    EXPECT_THAT(import_lms(concat({le32(BCRYPT_LMS_PUBLIC_MAGIC), le32(size), le32(len(key)), key})),
                IsRefusedWith(STATUS_INVALID_BUFFER_SIZE));
  }
}

TEST(HashBased, ParameterSetName_IsEmpty) {
  const Bytes key = lms_key(5, 4, 32);
  const MadeKey made = import_lms(blob_of(BCRYPT_LMS_PUBLIC_MAGIC, key, Bytes(2)));
  ASSERT_THAT(made, IsMade()) << "a NUL alone is a name of no letters";
  EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_PQDSA_PUBLIC_BLOB).bytes), to_hex(lms_blob(key)));
  EXPECT_THAT(get_property(made.handle, BCRYPT_PARAMETER_SET_NAME).status, IsStatus(STATUS_NOT_SUPPORTED));
  for (const Bytes& name : {Bytes(1), Bytes(4), Bytes{0x35, 0}, text_bytes("5")})
    EXPECT_THAT(import_lms(blob_of(BCRYPT_LMS_PUBLIC_MAGIC, key, name)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(HashBased, Magics_MustBeThoseOfTheAlgorithm) {
  const Bytes lms = lms_key(5, 4, 32), xmss = concat({be32(1), Bytes(64)});
  for (LPCWSTR type : {BCRYPT_PQDSA_PUBLIC_BLOB, BCRYPT_PUBLIC_KEY_BLOB}) {
    EXPECT_THAT(import_lms(xmss_blob(xmss), type), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_xmss(lms_blob(lms), type), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_lms(blob_of(BCRYPT_SLHDSA_PUBLIC_MAGIC, lms), type), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
  EXPECT_THAT(import_lms(Bytes(3), BCRYPT_PUBLIC_KEY_BLOB), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(HashBased, PrivateKeys_AreNotSupported) {
  const Key key = [] {
    MadeKey made = import_lms(lms_blob(lms_key(5, 4, 32)));
    EXPECT_THAT(made, IsMade());
    return std::move(made.handle);
  }();
  for (LPCWSTR type : {BCRYPT_PQDSA_PRIVATE_BLOB, BCRYPT_PQDSA_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
    EXPECT_THAT(import_lms(lms_blob(Bytes(92)), type), IsRefusedWith(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(import_xmss(xmss_blob(Bytes(140)), type), IsRefusedWith(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_NOT_SUPPORTED));
  }
  for (LPCWSTR id : {BCRYPT_LMS_ALGORITHM, BCRYPT_XMSS_ALGORITHM})
    EXPECT_THAT(generate_pair(open(id), 0), IsRefusedWith(STATUS_NOT_SUPPORTED));
  ULONG size = 0;
  MarkedBuffer buffer(2000);
  EXPECT_THAT(BCryptSignHash(key, nullptr, in(kMessage), 3, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 1292u);
  EXPECT_THAT(BCryptSignHash(key, nullptr, in(kMessage), 3, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
}

struct LmsRow {
  LPCWSTR hash;
  ULONG n, width;
};

class LmsSignature : public testing::TestWithParam<int> {
 protected:
  LmsRow row() const {
    constexpr ULONG kWidths[] = {1, 2, 4, 8};
    const int i = GetParam();
    return {i / 8 == 0 ? BCRYPT_SHA256_ALGORITHM : BCRYPT_SHAKE256_ALGORITHM, i / 4 % 2 == 0 ? 32U : 24U,
            kWidths[i % 4]};
  }
};

TEST_P(LmsSignature, VerifiesAndNothingElseDoes) {
  const LmsSigner signer(row().hash, row().n, row().width);
  const MadeKey made = import_lms(lms_blob(signer.public_key()));
  ASSERT_THAT(made, IsMade());
  const Key& key = made.handle;
  for (ULONG leaf : {0U, 1U, 13U, 31U})
    EXPECT_THAT(verify(key, nullptr, kMessage, signer.sign(leaf, kMessage), 0), IsSuccess()) << leaf;
  EXPECT_THAT(verify(key, nullptr, {}, signer.sign(7, {}), 0), IsSuccess());
  const Bytes good = signer.sign(5, kMessage);
  EXPECT_EQ(get_number(key, BCRYPT_SIGNATURE_LENGTH), len(good));
  EXPECT_THAT(verify(key, nullptr, text("abd"), good, 0), IsStatus(STATUS_INVALID_SIGNATURE));
  for (std::size_t at = 0; at < good.size(); at += at < 16 ? 1 : 29) {
    Bytes changed = good;
    changed[at] ^= 1;
    EXPECT_THAT(verify(key, nullptr, kMessage, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(All, LmsSignature, testing::Range(0, 16));

// A signature of a leaf that the tree has not; the length games.
void refuse_bent(const Key& key, const Bytes& good, ULONG leaves) {
  ASSERT_THAT(verify(key, nullptr, kMessage, good, 0), IsSuccess());
  for (ULONG index : {leaves, leaves + 1, 2 * leaves, ULONG{0x80000000}, ULONG{0xFFFFFFFF}}) {
    const Bytes number = be32(index);
    Bytes changed = good;
    std::copy(number.begin(), number.end(), changed.begin());
    EXPECT_THAT(verify(key, nullptr, kMessage, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << index;
  }
  const Bytes cut(good.begin(), good.end() - 1), head(good.begin(), good.begin() + 4);
  for (const Bytes& wrong : {cut, concat({good, {0}}), head, Bytes(1), concat({be32(0), good}), concat({good, good})})
    EXPECT_THAT(verify(key, nullptr, kMessage, wrong, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << wrong.size();
}

TEST(Lms, BentSignatures_AreInvalid) {
  const LmsSigner signer(BCRYPT_SHA256_ALGORITHM, 32, 8);
  const MadeKey made = import_lms(lms_blob(signer.public_key()));
  ASSERT_THAT(made, IsMade());
  const Bytes good = signer.sign(9, kMessage);
  refuse_bent(made.handle, good, 32);
  for (std::size_t at : {std::size_t{4}, std::size_t{8} + 32 * 35}) {  // the two types in the signature
    for (ULONG type : {0U, 1U, 2U, 3U, 6U, 0xFFFFFFFFU}) {
      Bytes changed = good;
      const Bytes number = be32(type);
      std::copy(number.begin(), number.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
      EXPECT_THAT(verify(made.handle, nullptr, kMessage, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << at << type;
    }
  }
}

TEST(Xmss, BentSignatures_AreInvalid) {
  const MadeKey made = import_xmss(xmss_blob(hex(kXmssKey)));
  ASSERT_THAT(made, IsMade());
  const Bytes good = hex(kXmssSignature);
  refuse_bent(made.handle, good, 1024);
  for (std::size_t at = 4; at < good.size(); at += 53) {
    Bytes changed = good;
    changed[at] ^= 0x80;
    EXPECT_THAT(verify(made.handle, nullptr, kMessage, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << at;
  }
  Bytes other_key = hex(kXmssKey);
  other_key.back() ^= 1;
  const MadeKey other = import_xmss(xmss_blob(other_key));
  ASSERT_THAT(other, IsMade());
  EXPECT_THAT(verify(other.handle, nullptr, kMessage, good, 0), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST(HashBased, FlagsAndPadding_AreThoseOfABareMessage) {
  const MadeKey made = import_xmss(xmss_blob(hex(kXmssKey)));
  ASSERT_THAT(made, IsMade());
  const Bytes good = hex(kXmssSignature);
  UCHAR context[1] = {1};
  BCRYPT_PQDSA_PADDING_INFO plain = {}, with_context = {context, 1, nullptr},
                            prehashed = {nullptr, 0, BCRYPT_SHA256_ALGORITHM};
  EXPECT_THAT(verify(made.handle, &plain, kMessage, good, BCRYPT_PAD_PQDSA), IsSuccess());
  struct Row {
    PVOID padding;
    ULONG flags;
  };
  for (const Row& row :
       {Row{&with_context, BCRYPT_PAD_PQDSA}, Row{&prehashed, BCRYPT_PAD_PQDSA}, Row{nullptr, BCRYPT_PAD_PQDSA},
        Row{&plain, 0}, Row{nullptr, BCRYPT_MLDSA_EXTERNAL_MU}, Row{nullptr, BCRYPT_PAD_PKCS1}})
    EXPECT_THAT(verify(made.handle, row.padding, kMessage, good, row.flags), IsStatus(STATUS_INVALID_PARAMETER));
}

}  // namespace
