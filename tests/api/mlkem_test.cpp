// ML-KEM: generation, encapsulation and decapsulation.
#include "support/pq.h"
#include "support/properties.h"

namespace {

using namespace cngtest;

class MlKem : public testing::TestWithParam<int> {
 protected:
  const PqSet& set = mlkem_set(GetParam());
};

struct Shared {
  NTSTATUS status = 0;
  Bytes secret, ciphertext;
};

// Asks for the sizes, then encapsulates, and checks that nothing else is written.
Shared encapsulate(BCRYPT_KEY_HANDLE key) {
  ULONG secret_size = 0, size = 0;
  Shared out;
  out.status = BCryptEncapsulate(key, nullptr, 0, &secret_size, nullptr, 0, &size, 0);
  if (out.status != STATUS_SUCCESS) return out;
  MarkedBuffer secret(secret_size), ciphertext(size);
  ULONG secret_written = 0, written = 0;
  out.status = BCryptEncapsulate(key, secret.data(), secret.size(), &secret_written, ciphertext.data(),
                                 ciphertext.size(), &written, 0);
  EXPECT_EQ(secret_written, secret_size);
  EXPECT_EQ(written, size);
  EXPECT_TRUE(secret.untouched_from(secret_size));
  EXPECT_TRUE(ciphertext.untouched_from(size));
  out.secret = secret.first(secret_size);
  out.ciphertext = ciphertext.first(size);
  return out;
}

Output decapsulate(BCRYPT_KEY_HANDLE key, const Bytes& ciphertext) {
  MarkedBuffer secret(32);
  ULONG size = kUntouchedSize;
  const NTSTATUS status =
      BCryptDecapsulate(key, in(ciphertext), len(ciphertext), secret.data(), secret.size(), &size, 0);
  if (status != STATUS_SUCCESS) {
    EXPECT_TRUE(secret.untouched());
    EXPECT_EQ(size, kUntouchedSize);
    return {status, {}};
  }
  EXPECT_EQ(size, 32u);
  EXPECT_TRUE(secret.untouched_from(32));
  return {status, secret.first(32)};
}

TEST_P(MlKem, GeneratedPair_SharesASecretThroughItsPublicHalf) {
  const Key own = generated(set);
  const Key peer =
      imported(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_MLKEM_PUBLIC_BLOB, export_key(own, BCRYPT_MLKEM_PUBLIC_BLOB).bytes);
  const Shared sent = encapsulate(peer);
  ASSERT_THAT(sent.status, IsSuccess());
  EXPECT_EQ(sent.secret.size(), 32u);
  EXPECT_EQ(sent.ciphertext.size(), set.output_size);
  EXPECT_EQ(to_hex(decapsulate(own, sent.ciphertext).bytes), to_hex(sent.secret));
}

TEST_P(MlKem, EachFormOfThePrivateKey_Decapsulates) {
  const Key own = generated(set);
  const Shared sent = encapsulate(own);  // the private key encapsulates too
  ASSERT_THAT(sent.status, IsSuccess());
  for (LPCWSTR type : {BCRYPT_MLKEM_PRIVATE_BLOB, BCRYPT_MLKEM_PRIVATE_SEED_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
    const Key again = imported(BCRYPT_MLKEM_ALG_HANDLE, type, export_key(own, type).bytes);
    EXPECT_EQ(to_hex(decapsulate(again, sent.ciphertext).bytes), to_hex(sent.secret));
  }
  const MadeKey copy = duplicate_key(own);
  ASSERT_THAT(copy, IsMade());
  EXPECT_EQ(to_hex(decapsulate(copy.handle, sent.ciphertext).bytes), to_hex(sent.secret));
}

TEST_P(MlKem, Secrets_AreFresh) {
  const Key own = generated(set);
  EXPECT_NE(encapsulate(own).secret, encapsulate(own).secret);
  EXPECT_NE(pq_key(export_key(generated(set), BCRYPT_MLKEM_PUBLIC_BLOB).bytes),
            pq_key(export_key(own, BCRYPT_MLKEM_PUBLIC_BLOB).bytes));
}

TEST_P(MlKem, TamperedCiphertext_GivesAnotherSecretAndTheSameEachTime) {
  const Key own = generated(set);
  const Shared sent = encapsulate(own);
  ASSERT_THAT(sent.status, IsSuccess());
  Bytes changed = sent.ciphertext;
  changed[changed.size() / 3] ^= 4;
  const Output rejected = decapsulate(own, changed);
  EXPECT_THAT(rejected.status, IsSuccess());
  EXPECT_NE(rejected.bytes, sent.secret);
  EXPECT_EQ(decapsulate(own, changed).bytes, rejected.bytes);
  EXPECT_EQ(decapsulate(own, sent.ciphertext).bytes, sent.secret);
}

TEST_P(MlKem, RejectionSecret_IsTheHashOfZAndTheCiphertext) {
  const Key own = generated(set);
  const Bytes seed = pq_key(export_key(own, BCRYPT_MLKEM_PRIVATE_SEED_BLOB).bytes);
  ASSERT_EQ(seed.size(), 64u);
  const Bytes ciphertext(set.output_size, 0x5A);
  Bytes input(seed.begin() + 32, seed.end());  // FIPS 203, algorithm 18, line 7: J(z || c)
  input.insert(input.end(), ciphertext.begin(), ciphertext.end());
  Bytes expected(32);
  ASSERT_THAT(BCryptHash(open(BCRYPT_SHAKE256_ALGORITHM), nullptr, 0, input.data(), len(input), expected.data(), 32),
              IsSuccess());
  EXPECT_EQ(to_hex(decapsulate(own, ciphertext).bytes), to_hex(expected));
}

TEST_P(MlKem, CiphertextOfAnotherLength_IsRefused) {
  const Key own = generated(set);
  for (ULONG size : {ULONG{1}, ULONG{32}, set.output_size - 1, set.output_size + 1, 2 * set.output_size})
    EXPECT_THAT(decapsulate(own, Bytes(size, 1)).status, IsStatus(STATUS_INVALID_PARAMETER)) << size;
}

TEST_P(MlKem, PublicKey_DoesNotDecapsulate) {
  const Key own = generated(set);
  const Key peer =
      imported(BCRYPT_MLKEM_ALG_HANDLE, BCRYPT_MLKEM_PUBLIC_BLOB, export_key(own, BCRYPT_MLKEM_PUBLIC_BLOB).bytes);
  EXPECT_THAT(decapsulate(peer, encapsulate(own).ciphertext).status, IsStatus(STATUS_INVALID_PARAMETER));
}

TEST_P(MlKem, ShortBuffers_GiveBothSizesAndStayUntouched) {
  const Key own = generated(set);
  struct Row {
    ULONG secret, ciphertext;
  };
  for (const Row& row : {Row{31, set.output_size}, Row{32, set.output_size - 1}, Row{0, 0}}) {
    MarkedBuffer secret(32), ciphertext(set.output_size);
    ULONG secret_size = 0, size = 0;
    EXPECT_THAT(
        BCryptEncapsulate(own, secret.data(), row.secret, &secret_size, ciphertext.data(), row.ciphertext, &size, 0),
        IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(secret_size, 32u);
    EXPECT_EQ(size, set.output_size);
    EXPECT_TRUE(secret.untouched());
    EXPECT_TRUE(ciphertext.untouched());
  }
  Bytes sent = encapsulate(own).ciphertext;
  MarkedBuffer secret(32);
  ULONG size = 0;
  EXPECT_THAT(BCryptDecapsulate(own, sent.data(), len(sent), secret.data(), 31, &size, 0),
              IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(size, 32u);
  EXPECT_TRUE(secret.untouched());
  size = 0;
  EXPECT_THAT(BCryptDecapsulate(own, sent.data(), len(sent), nullptr, 0, &size, 0), IsSuccess());
  EXPECT_EQ(size, 32u);
}

TEST_P(MlKem, Properties_FollowTheSet) {
  const Key own = generated(set);
  EXPECT_EQ(get_text(own, BCRYPT_ALGORITHM_NAME), "ML-KEM");
  EXPECT_EQ(get_text(own, BCRYPT_PARAMETER_SET_NAME), set.name);
  EXPECT_EQ(get_number(own, BCRYPT_KEM_SHARED_SECRET_LENGTH), 32u);
  EXPECT_EQ(get_number(own, BCRYPT_KEM_CIPHERTEXT_LENGTH), set.output_size);
  EXPECT_EQ(get_number(own, BCRYPT_PUBLIC_KEY_LENGTH), 8 * set.public_size);
  EXPECT_EQ(get_number(own, BCRYPT_KEY_LENGTH), 8 * set.public_size);
  EXPECT_EQ(get_number(own, BCRYPT_KEY_STRENGTH), set.strength);
  for (LPCWSTR none : {BCRYPT_SIGNATURE_LENGTH, BCRYPT_BLOCK_LENGTH, BCRYPT_ECC_CURVE_NAME})
    EXPECT_THAT(get_property(own, none).status, IsStatus(STATUS_NOT_SUPPORTED));
}

INSTANTIATE_TEST_SUITE_P(All, MlKem, testing::Range(0, kMlkemSets),
                         [](const testing::TestParamInfo<int>& row) { return pq_label(mlkem_set(row.param)); });

TEST(MlKemCalls, BadArguments_AreRefusedAndNothingIsWritten) {
  const Key own = generated(mlkem_set(1));
  MarkedBuffer secret(32), ciphertext(1088);
  ULONG secret_size = kUntouchedSize, size = kUntouchedSize;
  const auto encapsulate_with = [&](PUCHAR to, ULONG* to_size, PUCHAR sent, ULONG* sent_size, ULONG flags) {
    return BCryptEncapsulate(own, to, 32, to_size, sent, 1088, sent_size, flags);
  };
  for (ULONG flags : {1U, 0x20U, 0x80000000U})
    EXPECT_THAT(encapsulate_with(secret.data(), &secret_size, ciphertext.data(), &size, flags),
                IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(encapsulate_with(secret.data(), nullptr, ciphertext.data(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(encapsulate_with(secret.data(), &secret_size, ciphertext.data(), nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(encapsulate_with(nullptr, &secret_size, ciphertext.data(), &size, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(encapsulate_with(secret.data(), &secret_size, nullptr, &size, 0), IsStatus(STATUS_INVALID_PARAMETER));
  Bytes sent(1088);
  EXPECT_THAT(BCryptDecapsulate(own, sent.data(), 1088, secret.data(), 32, &size, 1),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDecapsulate(own, nullptr, 1088, secret.data(), 32, &size, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptDecapsulate(own, sent.data(), 1088, secret.data(), 32, nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(secret_size, kUntouchedSize);
  EXPECT_EQ(size, kUntouchedSize);
  EXPECT_TRUE(secret.untouched());
  EXPECT_TRUE(ciphertext.untouched());
}

TEST(MlKemCalls, OtherHandlesAndKeys_AreRefused) {
  MarkedBuffer secret(32), ciphertext(1088);
  ULONG secret_size = 0, size = 0;
  const MadeKey pending = generate_pair(BCRYPT_MLKEM_ALG_HANDLE, 0);
  ASSERT_THAT(pending, IsMade());
  const Key ec = finalized(BCRYPT_ECDH_P256_ALG_HANDLE, 256);
  struct Row {
    PVOID key;
    NTSTATUS status;
  };
  for (const Row& row : {Row{nullptr, STATUS_INVALID_HANDLE}, Row{untouched(), STATUS_INVALID_HANDLE},
                         Row{BCRYPT_MLKEM_ALG_HANDLE, STATUS_INVALID_HANDLE},
                         Row{pending.handle.get(), STATUS_INVALID_HANDLE}, Row{ec.get(), STATUS_NOT_SUPPORTED}}) {
    EXPECT_THAT(BCryptEncapsulate(row.key, secret.data(), 32, &secret_size, ciphertext.data(), 1088, &size, 0),
                IsStatus(row.status));
    EXPECT_THAT(BCryptDecapsulate(row.key, ciphertext.data(), 1088, secret.data(), 32, &size, 0), IsStatus(row.status));
  }
  EXPECT_TRUE(secret.untouched());
}

TEST(MlKemCalls, MlKemKeys_DoNothingElse) {
  const Key own = generated(mlkem_set(0));
  Bytes bytes(64);
  ULONG size = 0;
  EXPECT_THAT(BCryptSignHash(own, nullptr, bytes.data(), 32, nullptr, 0, &size, 0), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(BCryptVerifySignature(own, nullptr, bytes.data(), 32, bytes.data(), 64, 0),
              IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(BCryptEncrypt(own, bytes.data(), 32, nullptr, nullptr, 0, nullptr, 0, &size, BCRYPT_PAD_PKCS1),
              IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(agree(own, own), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

}  // namespace
