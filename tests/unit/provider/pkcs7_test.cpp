// EnvelopedData: what is sealed for a certificate is opened by its key and by no other.
#include "provider/pkcs7.h"

#include <openssl/x509.h>

#include "provider/der_parts.h"
#include "provider/ossl_ptr.h"
#include "support.h"

namespace cng::provider::test {
namespace {

constexpr SecretAccess kAccess;
constexpr char kAes256[] = "2.16.840.1.101.3.4.1.42";

// A certificate of a key, signed by itself.
Bytes certificate_of(const Key& key) {
  const Result<KeyParts> parts = complete(key);
  const Result<PkeyPtr> pkey = pkey_of_parts(*parts, true);
  const OsslPtr<X509, X509_free> certificate(X509_new());
  EXPECT_EQ(X509_set_version(certificate.get(), 2), 1);
  EXPECT_EQ(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  EXPECT_EQ(X509_set_pubkey(certificate.get(), pkey->get()), 1);
  EXPECT_GT(X509_sign(certificate.get(), pkey->get(), EVP_sha256()), 0);
  Bytes der(static_cast<std::size_t>(i2d_X509(certificate.get(), nullptr)));
  unsigned char* at = der.data();
  i2d_X509(certificate.get(), &at);
  return der;
}

// The same as Windows serializes a store of this one certificate: a property, the certificate, the end.
Bytes store_of(const Bytes& certificate) {
  Bytes store = {0, 0, 0, 0, 'C', 'E', 'R', 'T', 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 9, 32, 0, 0, 0, 1, 0, 0, 0};
  for (unsigned shift = 0; shift < 32; shift += 8)
    store.push_back(static_cast<std::uint8_t>(certificate.size() >> shift));
  store.insert(store.end(), certificate.begin(), certificate.end());
  store.insert(store.end(), 12, 0);
  return store;
}

class Pkcs7 : public testing::Test {
 protected:
  static std::unique_ptr<Key> generated() {
    Result<std::unique_ptr<Key>> made = generate({&algorithm(AlgorithmId::rsa), 0}, 2048, nullptr);
    return made ? std::move(*made) : nullptr;
  }
  const std::unique_ptr<Key> key_ = generated();
  const Bytes certificate_ = certificate_of(*key_);
  const Bytes content_ = text("what is sealed");
};

TEST_F(Pkcs7, OpensWhatItSeals) {
  for (const char* cipher : {kAes256, "2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.22", "1.2.840.113549.3.7"}) {
    const Result<SecretBytes> sealed = seal_envelope(content_, certificate_, cipher);
    ASSERT_TRUE(sealed) << sealed.error().reason;
    const Result<SecretBytes> opened = open_envelope(sealed->view(kAccess), *key_);
    ASSERT_TRUE(opened) << opened.error().reason;
    EXPECT_EQ(bytes_of(*opened), content_);
  }
}

TEST_F(Pkcs7, TakesASerializedStore) {
  const Bytes store = store_of(certificate_);
  const Result<SecretBytes> sealed = seal_envelope(content_, store, kAes256);
  ASSERT_TRUE(sealed) << sealed.error().reason;
  EXPECT_TRUE(open_envelope(sealed->view(kAccess), *key_));
  for (std::size_t size = 0; size < store.size() - 12; ++size)
    EXPECT_FALSE(certificate_key(ByteView(store).first(size))) << size;
}

TEST_F(Pkcs7, GivesTheCertificatesKey) {
  const Result<DecodedKey> key = certificate_key(certificate_);
  ASSERT_TRUE(key);
  EXPECT_FALSE(key->parts.has_private);
  EXPECT_EQ(bytes_of(key->parts[rsa_part::n]), bytes_of(key_->parts()[rsa_part::n]));
}

TEST_F(Pkcs7, AnotherKeyDoesNotOpenIt) {
  const Result<SecretBytes> sealed = seal_envelope(content_, certificate_, kAes256);
  ASSERT_TRUE(sealed);
  const std::unique_ptr<Key> other = generated();
  const Result<SecretBytes> opened = open_envelope(sealed->view(kAccess), *other);
  // Without naming the recipient, a wrong key gives a random content key: an error, or in rare cases other bytes.
  if (opened) {
    EXPECT_NE(bytes_of(*opened), content_);
  } else {
    EXPECT_THAT(opened, FailsWith(Code::bad_data));
  }
}

TEST_F(Pkcs7, RefusesWhatIsNoEnvelope) {
  const Result<SecretBytes> sealed = seal_envelope(content_, certificate_, kAes256);
  ASSERT_TRUE(sealed);
  const ByteView whole = sealed->view(kAccess);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(open_envelope(whole.first(size), *key_), FailsWith(Code::bad_data)) << size;
  EXPECT_THAT(open_envelope(certificate_, *key_), FailsWith(Code::bad_data));
  EXPECT_THAT(seal_envelope(content_, certificate_, "1.2.3"), FailsWith(Code::not_supported));
  EXPECT_THAT(seal_envelope(content_, content_, kAes256), FailsWith(Code::bad_data));
}

TEST_F(Pkcs7, NeedsThePrivateKey) {
  KeyParts parts = key_->parts();
  KeyParts half;
  half.family = Family::rsa;
  half.set(rsa_part::e, parts[rsa_part::e]);
  half.set(rsa_part::n, parts[rsa_part::n]);
  const std::unique_ptr<Key> public_key = Key::create(half, {&algorithm(AlgorithmId::rsa), 0});
  EXPECT_THAT(open_envelope(content_, *public_key), FailsWith(Code::invalid_parameter));
}

}  // namespace
}  // namespace cng::provider::test
