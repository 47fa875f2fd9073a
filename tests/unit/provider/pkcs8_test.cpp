// PKCS #8 plain and encrypted, in and out.
#include "provider/pkcs8.h"

#include <algorithm>

#include "pkcs8_vectors.h"
#include "support.h"

namespace cng::provider::test {
namespace {

constexpr SecretAccess kAccess;

// Empty if it does not open.
Bytes decrypted_bytes(const SecretBytes& sealed, WideView password) {
  const Result<SecretBytes> plain = decrypt_pkcs8(sealed.view(kAccess), password);
  return plain ? bytes_of(*plain) : Bytes();
}

Bytes decrypted(const char* der_hex, WideView password) {
  const Result<SecretBytes> plain = decrypt_pkcs8(hex(der_hex), password);
  EXPECT_TRUE(plain) << (plain ? "" : plain.error().reason);
  return plain ? bytes_of(*plain) : Bytes();
}

TEST(Pkcs8, ReadsAnRsaKey) {
  const Result<Pkcs8Key> read = read_pkcs8(hex(kPlain));
  ASSERT_TRUE(read) << read.error().reason;
  EXPECT_EQ(read->key.parts.family, Family::rsa);
  EXPECT_TRUE(read->key.parts.has_private);
  EXPECT_EQ(read->key.parts[rsa_part::n].size(), 64U);
  EXPECT_EQ(read->use, KeyUse::unsaid);
}

TEST(Pkcs8, DecryptsTheSchemesOfOldFiles) {
  const Bytes plain = hex(kPlain);
  EXPECT_EQ(decrypted(kPbes1, CNG_W("asdf")), plain);
  EXPECT_EQ(decrypted(kPbes1Empty, CNG_W("")), plain);
  EXPECT_EQ(decrypted(kPbes2Rc2, CNG_W("rc2")), plain);
  EXPECT_EQ(decrypted(kPkcs12Tdes, CNG_W("watchX"))[0], 0x30);
}

TEST(Pkcs8, RefusesTheWrongPassword) {
  for (const char* sealed : {kPbes1, kPkcs12Tdes}) {
    const Result<SecretBytes> opened = decrypt_pkcs8(hex(sealed), CNG_W("wrong"));
    // One in some hundred wrong passwords leaves a right padding; then it is no key.
    if (!opened) {
      EXPECT_THAT(opened, FailsWith(Code::bad_data));
    } else {
      EXPECT_THAT(read_pkcs8(opened->view(kAccess)), FailsWith(Code::bad_data));
    }
  }
}

TEST(Pkcs8, TakesTheObjectIdentifierOfEcdhKeys) {
  const Result<Pkcs8Key> plain = read_pkcs8(hex(kP521));
  const Result<Pkcs8Key> restricted = read_pkcs8(hex(kP521Ecdh));
  ASSERT_TRUE(plain);
  ASSERT_TRUE(restricted) << restricted.error().reason;
  EXPECT_EQ(bytes_of(plain->key.parts[ecc_part::d]), bytes_of(restricted->key.parts[ecc_part::d]));
  EXPECT_EQ(restricted->key.parts.curve->id, CurveId::p521);
}

TEST(Pkcs8, WritesTheKeyUseAndReadsItBack) {
  const Result<Pkcs8Key> key = read_pkcs8(hex(kP521));
  ASSERT_TRUE(key);
  for (const KeyUse use : {KeyUse::unsaid, KeyUse::sign, KeyUse::agree}) {
    const Result<SecretBytes> written = write_pkcs8(key->key.parts, use);
    ASSERT_TRUE(written);
    const Result<Pkcs8Key> again = read_pkcs8(written->view(kAccess));
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ(again->use, use);
    EXPECT_EQ(bytes_of(again->key.parts[ecc_part::d]), bytes_of(key->key.parts[ecc_part::d]));
  }
}

TEST(Pkcs8, EncryptsWithBothSchemes) {
  const Bytes plain = hex(kPlain);
  const Bytes salt(8, 7);
  // Two, three and four bytes of UTF-8.
  const WideView password = CNG_W("p\u00e4ss\u20ac\U0001F511");
  for (const PbeScheme scheme : {PbeScheme::pkcs12_tdes, PbeScheme::pbes2_aes256}) {
    const Result<SecretBytes> sealed = encrypt_pkcs8(plain, password, {scheme, 3, salt});
    ASSERT_TRUE(sealed) << sealed.error().reason;
    EXPECT_EQ(decrypted_bytes(*sealed, password), plain);
    EXPECT_NE(decrypted_bytes(*sealed, CNG_W("p\u00e4ss\u20ac")), plain);
  }
}

TEST(Pkcs8, RefusesPasswordsThatAreNotUtf16) {
  const Char16 high[] = {0xD800};
  const Char16 low[] = {'a', 0xDC00, 'b'};
  const Bytes salt(8, 7);
  for (const WideView password : {WideView(high, 1), WideView(low, 3)}) {
    EXPECT_THAT(encrypt_pkcs8(hex(kPlain), password, {PbeScheme::pkcs12_tdes, 1, salt}),
                FailsWith(Code::invalid_parameter));
    EXPECT_THAT(decrypt_pkcs8(hex(kPbes1), password), FailsWith(Code::invalid_parameter));
  }
}

TEST(Pkcs8, BoundsTheWorkThatItDoes) {
  const Bytes salt(8, 7);
  EXPECT_THAT(encrypt_pkcs8(hex(kPlain), CNG_W("x"), {PbeScheme::pkcs12_tdes, 0, salt}),
              FailsWith(Code::invalid_parameter));
  EXPECT_THAT(encrypt_pkcs8(hex(kPlain), CNG_W("x"), {PbeScheme::pkcs12_tdes, kMostPkcs12Iterations + 1, salt}),
              FailsWith(Code::invalid_parameter));
  EXPECT_THAT(encrypt_pkcs8(hex(kPlain), CNG_W("x"), {PbeScheme::pkcs12_tdes, 1, {}}),
              FailsWith(Code::invalid_parameter));
  // 02 02 08 00 is the iteration count 2,048, which becomes one of three bytes; the lengths around it grow with it.
  Bytes greedy = hex(kPbes1);
  const Bytes count = {0x02, 0x02, 0x08, 0x00};
  const auto at = std::search(greedy.begin(), greedy.end(), count.begin(), count.end());
  ASSERT_NE(at, greedy.end());
  const auto offset = static_cast<std::size_t>(at - greedy.begin());
  const Bytes three = {0x02, 0x03, 0x7F, 0xFF, 0xFF};
  greedy.erase(at, at + 4);
  greedy.insert(greedy.begin() + static_cast<std::ptrdiff_t>(offset), three.begin(), three.end());
  greedy[3] = static_cast<std::uint8_t>(greedy[3] + 1);    // 30 82 hi lo: the whole
  greedy[5] = static_cast<std::uint8_t>(greedy[5] + 1);    // the algorithm
  greedy[18] = static_cast<std::uint8_t>(greedy[18] + 1);  // its parameters
  const Result<SecretBytes> opened = decrypt_pkcs8(greedy, CNG_W("asdf"));
  EXPECT_THAT(opened, FailsWith(Code::bad_data));
  EXPECT_STREQ(opened.error().reason, "the iteration count is zero or too high");
}

TEST(Pkcs8, RefusesEveryTruncationAndTrailingBytes) {
  for (const char* key : {kPlain, kP521Ecdh}) {
    const Bytes whole = hex(key);
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_THAT(read_pkcs8(ByteView(whole).first(size)), FailsWith(Code::bad_data)) << size;
    Bytes longer = whole;
    longer.push_back(0);
    EXPECT_THAT(read_pkcs8(longer), FailsWith(Code::bad_data));
  }
  const Bytes sealed = hex(kPbes1);
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_THAT(decrypt_pkcs8(ByteView(sealed).first(size), CNG_W("asdf")), FailsWith(Code::bad_data)) << size;
}

TEST(Pkcs8, SurvivesEveryFlippedBit) {
  for (const char* key : {kPlain, kP521Ecdh}) {
    Bytes changed = hex(key);
    for (std::size_t bit = 0; bit < changed.size() * 8; ++bit) {
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      (void)read_pkcs8(changed);
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    }
    EXPECT_TRUE(read_pkcs8(changed));
  }
}

}  // namespace
}  // namespace cng::provider::test
