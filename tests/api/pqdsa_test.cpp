// ML-DSA and SLH-DSA signatures: pure with a context, of a digest, and of mu.
#include "support/pq.h"
#include "support/properties.h"
#include "support/use.h"

namespace {

using namespace cngtest;

// Every ML-DSA set, and the two SLH-DSA sets that sign fastest, SHA2-128f and SHAKE-128f.
const PqSet& signing_set(int index) {
  return index < kMldsaSets ? mldsa_set(index) : slhdsa_set(6 * (index - kMldsaSets) + 1);
}
constexpr int kSigningSets = kMldsaSets + 2;

const Bytes kMessage = text("attack at dawn");

// Padding owns what BCRYPT_PQDSA_PADDING_INFO points to.
class Padding {
 public:
  explicit Padding(Bytes context, LPCWSTR prehash = nullptr) : context_(std::move(context)) {
    info_.pbCtx = context_.data();
    info_.cbCtx = len(context_);
    info_.pszPrehashAlgId = prehash;
  }
  BCRYPT_PQDSA_PADDING_INFO* get() { return &info_; }

 private:
  Bytes context_;
  BCRYPT_PQDSA_PADDING_INFO info_ = {};
};

// digest_of gives the hash of the message under a name, with the usual length of SHAKE.
Bytes digest_of(LPCWSTR name, const Bytes& data, ULONG size) {
  Bytes out(size);
  EXPECT_THAT(BCryptHash(open(name), nullptr, 0, in(data), len(data), out.data(), size), IsSuccess());
  return out;
}

class PqDsa : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = signing_set(GetParam());
  const Key own = generated(set);
  const Key peer =
      imported(open(set.algorithm), BCRYPT_PQDSA_PUBLIC_BLOB, export_key(own, BCRYPT_PQDSA_PUBLIC_BLOB).bytes);
  Bytes signed_with(Padding padding, const Bytes& input) {
    return sign(own, padding.get(), input, BCRYPT_PAD_PQDSA).bytes;
  }
  NTSTATUS verified_with(Padding padding, const Bytes& input, const Bytes& signature) {
    return verify(peer, padding.get(), input, signature, BCRYPT_PAD_PQDSA);
  }
};

TEST_P(PqDsa, PureSignature_VerifiesWithThePublicHalf) {
  const Output made = sign(own, nullptr, kMessage, 0);
  ASSERT_THAT(made.status, IsSuccess());
  ASSERT_EQ(made.bytes.size(), set.output_size);
  EXPECT_THAT(verify(peer, nullptr, kMessage, made.bytes, 0), IsSuccess());
  EXPECT_THAT(verify(own, nullptr, kMessage, made.bytes, 0), IsSuccess());
  EXPECT_THAT(verified_with(Padding({}), kMessage, made.bytes), IsSuccess()) << "an empty context is none";
  EXPECT_NE(sign(own, nullptr, kMessage, 0).bytes, made.bytes) << "signing is randomised";
}

TEST_P(PqDsa, OtherInput_IsAnInvalidSignature) {
  const Bytes good = sign(own, nullptr, kMessage, 0).bytes;
  ASSERT_EQ(good.size(), set.output_size);
  EXPECT_THAT(verify(peer, nullptr, text("attack at dusk"), good, 0), IsStatus(STATUS_INVALID_SIGNATURE));
  EXPECT_THAT(verified_with(Padding({1}), kMessage, good), IsStatus(STATUS_INVALID_SIGNATURE));
  for (std::size_t at : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
    Bytes changed = good;
    changed[at] ^= 1;
    EXPECT_THAT(verify(peer, nullptr, kMessage, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << at;
  }
  const Bytes cut(good.begin(), good.end() - 1);
  for (const Bytes& wrong : {cut, concat({good, {0}}), Bytes(1), Bytes(good.size())})
    EXPECT_THAT(verify(peer, nullptr, kMessage, wrong, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << wrong.size();
}

TEST_P(PqDsa, Context_IsPartOfTheSignature) {
  for (const Bytes& context : {Bytes{1}, text("context"), Bytes(255, 0xAA)}) {
    const Bytes made = signed_with(Padding(context), kMessage);
    EXPECT_THAT(verified_with(Padding(context), kMessage, made), IsSuccess());
    EXPECT_THAT(verify(peer, nullptr, kMessage, made, 0), IsStatus(STATUS_INVALID_SIGNATURE));
  }
  Padding too_long(Bytes(256));
  EXPECT_THAT(sign(own, too_long.get(), kMessage, BCRYPT_PAD_PQDSA).status, IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(verify(peer, too_long.get(), kMessage, Bytes(set.output_size), BCRYPT_PAD_PQDSA),
              IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(PqDsa, EmptyMessage_CanBeSigned) {
  const Output made = sign(own, nullptr, {}, 0);
  ASSERT_THAT(made.status, IsSuccess());
  EXPECT_THAT(verify(peer, nullptr, {}, made.bytes, 0), IsSuccess());
}

TEST_P(PqDsa, Digest_IsSignedUnderTheNameOfItsHash) {
  struct Row {
    LPCWSTR name;
    ULONG size;
  };
  const Row rows[] = {{BCRYPT_SHA256_ALGORITHM, 32},   {BCRYPT_SHA384_ALGORITHM, 48},   {BCRYPT_SHA512_ALGORITHM, 64},
                      {BCRYPT_SHA3_256_ALGORITHM, 32}, {BCRYPT_SHA3_384_ALGORITHM, 48}, {BCRYPT_SHA3_512_ALGORITHM, 64},
                      {BCRYPT_SHAKE128_ALGORITHM, 32}, {BCRYPT_SHAKE256_ALGORITHM, 64}};
  for (const Row& row : rows) {
    const Bytes digest = digest_of(row.name, kMessage, row.size);
    const Bytes made = signed_with(Padding(text("ctx"), row.name), digest);
    ASSERT_EQ(made.size(), set.output_size);
    EXPECT_THAT(verified_with(Padding(text("ctx"), row.name), digest, made), IsSuccess());
    EXPECT_THAT(verified_with(Padding(text("ctx")), digest, made), IsStatus(STATUS_INVALID_SIGNATURE));
    EXPECT_THAT(verified_with(Padding({}, row.name), digest, made), IsStatus(STATUS_INVALID_SIGNATURE));
    Padding padding({}, row.name);
    EXPECT_THAT(sign(own, padding.get(), Bytes(row.size - 1), BCRYPT_PAD_PQDSA).status,
                IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(verified_with(Padding({}, row.name), Bytes(row.size + 1), made), IsStatus(STATUS_INVALID_PARAMETER));
  }
  const Bytes sha256 = digest_of(BCRYPT_SHA256_ALGORITHM, kMessage, 32);
  const Bytes made = signed_with(Padding({}, BCRYPT_SHA256_ALGORITHM), sha256);
  EXPECT_THAT(verified_with(Padding({}, BCRYPT_SHA3_256_ALGORITHM), sha256, made), IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(PqDsa, OtherHashes_AreNotSupported) {
  for (LPCWSTR name : {BCRYPT_SHA1_ALGORITHM, BCRYPT_MD5_ALGORITHM, BCRYPT_AES_ALGORITHM, BCRYPT_CSHAKE128_ALGORITHM,
                       CNG_TEXT("sha256"), CNG_TEXT("")}) {
    Padding padding({}, name);
    EXPECT_THAT(sign(own, padding.get(), Bytes(32), BCRYPT_PAD_PQDSA).status, IsStatus(STATUS_NOT_SUPPORTED));
    EXPECT_THAT(verify(peer, padding.get(), Bytes(32), Bytes(set.output_size), BCRYPT_PAD_PQDSA),
                IsStatus(STATUS_NOT_SUPPORTED));
  }
}

TEST_P(PqDsa, FlagsAndPadding_MustFitTogether) {
  Padding padding({});
  Padding no_context({});
  no_context.get()->pbCtx = nullptr;
  no_context.get()->cbCtx = 3;
  struct Row {
    PVOID padding;
    ULONG flags;
  };
  for (const Row& row :
       {Row{padding.get(), 0}, Row{nullptr, BCRYPT_PAD_PQDSA}, Row{no_context.get(), BCRYPT_PAD_PQDSA},
        Row{nullptr, BCRYPT_PAD_PKCS1}, Row{nullptr, 0x80}, Row{padding.get(), BCRYPT_MLDSA_EXTERNAL_MU},
        Row{padding.get(), BCRYPT_PAD_PQDSA | BCRYPT_MLDSA_EXTERNAL_MU}}) {
    EXPECT_THAT(sign(own, row.padding, Bytes(64), row.flags).status, IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(verify(peer, row.padding, Bytes(64), Bytes(set.output_size), row.flags),
                IsStatus(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(PqDsa, SizesAndHalves) {
  EXPECT_EQ(get_number(own, BCRYPT_SIGNATURE_LENGTH), set.output_size);
  EXPECT_EQ(get_number(peer, BCRYPT_SIGNATURE_LENGTH), set.output_size);
  EXPECT_EQ(get_number(own, BCRYPT_KEY_STRENGTH), set.strength);
  EXPECT_EQ(get_number(own, BCRYPT_PUBLIC_KEY_LENGTH), 8 * set.public_size);
  EXPECT_THAT(get_property(own, BCRYPT_KEM_CIPHERTEXT_LENGTH).status, IsStatus(STATUS_NOT_SUPPORTED));
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(peer, nullptr, nullptr, 0, nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, set.output_size);
  MarkedBuffer buffer(set.output_size);
  EXPECT_THAT(BCryptSignHash(peer, nullptr, in(kMessage), len(kMessage), buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptSignHash(own, nullptr, in(kMessage), len(kMessage), buffer.data(), set.output_size - 1, &size, 0),
              IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(size, set.output_size);
  EXPECT_THAT(BCryptSignHash(own, nullptr, nullptr, 3, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptVerifySignature(peer, nullptr, nullptr, 3, buffer.data(), buffer.size(), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptVerifySignature(peer, nullptr, in(kMessage), len(kMessage), nullptr, 0, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
  for (LPCWSTR none : {BCRYPT_KEM_SHARED_SECRET_LENGTH, BCRYPT_BLOCK_LENGTH, BCRYPT_ECC_CURVE_NAME})
    EXPECT_THAT(get_property(own, none).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_P(PqDsa, EachFormOfThePrivateKey_Signs) {
  const LPCWSTR other = set.seed_size != 0 ? BCRYPT_PQDSA_PRIVATE_SEED_BLOB : BCRYPT_PRIVATE_KEY_BLOB;
  for (LPCWSTR type : {BCRYPT_PQDSA_PRIVATE_BLOB, other}) {
    const Key again = imported(open(set.algorithm), type, export_key(own, type).bytes);
    EXPECT_THAT(verify(peer, nullptr, kMessage, sign(again, nullptr, kMessage, 0).bytes, 0), IsSuccess());
  }
}

INSTANTIATE_TEST_SUITE_P(All, PqDsa, testing::Range(0, kSigningSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(signing_set(row.param)); });

class MlDsaMu : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = mldsa_set(GetParam());
  const Key own = generated(set);

  // FIPS 204, algorithm 7, line 6: mu = H(tr || M', 64) with tr = H(pk, 64).
  Bytes mu_of(const Bytes& encoded) const {
    const Bytes tr = digest_of(BCRYPT_SHAKE256_ALGORITHM, pq_key(export_key(own, BCRYPT_PQDSA_PUBLIC_BLOB).bytes), 64);
    return digest_of(BCRYPT_SHAKE256_ALGORITHM, concat({tr, encoded}), 64);
  }
};

TEST_P(MlDsaMu, IsTheSameAsTheMessageItStandsFor) {
  const Bytes context = text("ctx");
  const Bytes mu = mu_of(concat({{0, 3}, context, kMessage}));
  const Output made = sign(own, nullptr, mu, BCRYPT_MLDSA_EXTERNAL_MU);
  ASSERT_THAT(made.status, IsSuccess());
  EXPECT_THAT(verify(own, nullptr, mu, made.bytes, BCRYPT_MLDSA_EXTERNAL_MU), IsSuccess());
  Padding padding(context);
  EXPECT_THAT(verify(own, padding.get(), kMessage, made.bytes, BCRYPT_PAD_PQDSA), IsSuccess());
  EXPECT_THAT(verify(own, nullptr, mu, made.bytes, 0), IsStatus(STATUS_INVALID_SIGNATURE));
}

// An encoding of the digest that does not come from the library: FIPS 204, algorithm 4, line 23.
TEST_P(MlDsaMu, IsTheSameAsTheDigestItStandsFor) {
  const Bytes sha512 = hex("0609608648016503040203"), shake256 = hex("060960864801650304020c");
  struct Row {
    LPCWSTR name;
    const Bytes& oid;
  };
  for (const Row& row : {Row{BCRYPT_SHA512_ALGORITHM, sha512}, Row{BCRYPT_SHAKE256_ALGORITHM, shake256}}) {
    const Bytes digest = digest_of(row.name, kMessage, 64);
    const Bytes mu = mu_of(concat({{1, 2}, text("ab"), row.oid, digest}));
    const Bytes made = sign(own, nullptr, mu, BCRYPT_MLDSA_EXTERNAL_MU).bytes;
    Padding padding(text("ab"), row.name);
    EXPECT_THAT(verify(own, padding.get(), digest, made, BCRYPT_PAD_PQDSA), IsSuccess());
  }
}

TEST_P(MlDsaMu, HasSixtyFourBytes) {
  for (std::size_t size : {0u, 1u, 32u, 63u, 65u, 128u}) {
    EXPECT_THAT(sign(own, nullptr, Bytes(size), BCRYPT_MLDSA_EXTERNAL_MU).status, IsStatus(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(verify(own, nullptr, Bytes(size), Bytes(set.output_size), BCRYPT_MLDSA_EXTERNAL_MU),
                IsStatus(STATUS_INVALID_PARAMETER));
  }
}

INSTANTIATE_TEST_SUITE_P(All, MlDsaMu, testing::Range(0, kMldsaSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(mldsa_set(row.param)); });

// The vectors verify signatures of the slow sets.
TEST(SlhDsa, FastSets_SignAndVerify) {
  for (int i = 1; i < kSlhdsaSets; i += 2) {
    const PqSet& set = slhdsa_set(i);
    const Key own = generated(set);
    const Output made = sign(own, nullptr, kMessage, 0);
    ASSERT_THAT(made.status, IsSuccess()) << set.name;
    EXPECT_EQ(made.bytes.size(), set.output_size);
    EXPECT_EQ(get_number(own, BCRYPT_SIGNATURE_LENGTH), set.output_size);
    EXPECT_THAT(verify(own, nullptr, kMessage, made.bytes, 0), IsSuccess()) << set.name;
  }
}

TEST(SlhDsa, HasNoMu) {
  const Key own = generated(slhdsa_set(1));
  EXPECT_THAT(sign(own, nullptr, Bytes(64), BCRYPT_MLDSA_EXTERNAL_MU).status, IsStatus(STATUS_INVALID_PARAMETER));
}

// A pure message that looks like an encoded digest is another message.
TEST(PqDsaEncoding, DigestAndMessage_NeverMeet) {
  const Key own = generated(mldsa_set(0));
  const Bytes digest = digest_of(BCRYPT_SHA256_ALGORITHM, kMessage, 32);
  Padding prehash({}, BCRYPT_SHA256_ALGORITHM);
  const Bytes made = sign(own, prehash.get(), digest, BCRYPT_PAD_PQDSA).bytes;
  const Bytes encoded = concat({hex("0100 0609608648016503040201"), digest});
  EXPECT_THAT(verify(own, nullptr, encoded, made, 0), IsStatus(STATUS_INVALID_SIGNATURE));
}

}  // namespace
