// PKCS7_ENVELOPE: a key leaves for the holder of a certificate, who opens it by its handle or by the certificate alone.
#include "support/key_folder.h"
#include "support/keys.h"
#include "support/storage.h"

namespace {

using namespace cngtest;

constexpr std::string_view kAes256 = "2.16.840.1.101.3.4.1.42";
constexpr std::string_view kTdes = "1.2.840.113549.3.7";

// DER of one value, shorter than 64 KiB.
Bytes der(UCHAR tag, const Bytes& content) {
  const auto size = static_cast<unsigned>(content.size());
  const auto low = static_cast<UCHAR>(size), high = static_cast<UCHAR>(size >> 8);
  if (size < 0x80) return concat({Bytes{tag, low}, content});
  if (size < 0x100) return concat({Bytes{tag, 0x81, low}, content});
  return concat({Bytes{tag, 0x82, high, low}, content});
}
Bytes sequence(std::initializer_list<Bytes> parts) { return der(0x30, concat(parts)); }
Bytes integer(const Bytes& number) { return der(0x02, number[0] < 0x80 ? number : concat({Bytes(1), number})); }
Bytes bit_string(const Bytes& bytes) { return der(0x03, concat({Bytes(1), bytes})); }

// A certificate with this key and a signature that nobody checks: who receives an envelope is not asked who he is.
Bytes certificate(const RsaKey& key) {
  const Bytes algorithm = sequence({hex("06092A864886F70D01010B"), hex("0500")});
  const Bytes key_info = sequence(
      {sequence({hex("06092A864886F70D010101"), hex("0500")}), bit_string(sequence({integer(key.n), integer(key.e)}))});
  const Bytes name = sequence({der(0x31, sequence({hex("0603550403"), der(0x0C, text("test"))}))});
  const Bytes validity = sequence({der(0x17, text("200101000000Z")), der(0x17, text("490101000000Z"))});
  const Bytes body = sequence({hex("A003020102"), integer({1}), algorithm, name, validity, name, key_info});
  return sequence({body, algorithm, bit_string(Bytes(32, 1))});
}

// The same as Windows serializes a store of this one certificate.
Bytes store_of(const Bytes& certificate) {
  return concat({le32(0), le32(0x54524543), le32(32), le32(1), le32(len(certificate)), certificate, Bytes(12)});
}

ParameterList recipient(const Bytes& certificate, std::string_view oid = kAes256) {
  ParameterList list;
  list.add(NCRYPTBUFFER_CERT_BLOB, certificate);
  list.add(NCRYPTBUFFER_PKCS_ALG_OID, concat({text(oid), Bytes(1)}));
  return list;
}

class StoragePkcs7 : public testing::Test {
 protected:
  Stored exportable(LPCWSTR type, const Bytes& blob) const {
    Stored key = stored_import(provider_, type, blob);
    EXPECT_THAT(set_store_number(key, NCRYPT_EXPORT_POLICY_PROPERTY, NCRYPT_ALLOW_EXPORT_FLAG), IsSuccess());
    return key;
  }
  Bytes envelope(const Bytes& certificate, std::string_view oid = kAes256) const {
    const Stored key = exportable(BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdsa_private, ec_key_a(p256())));
    const Output out = store_export(key, NCRYPT_PKCS7_ENVELOPE_BLOB, recipient(certificate, oid).get());
    EXPECT_THAT(out.status, IsSuccess());
    return out.bytes;
  }
  StoredKey take(const Bytes& blob, NCryptBufferDesc* list = nullptr, NCRYPT_KEY_HANDLE with = 0,
                 DWORD flags = 0) const {
    return store_import(provider_, NCRYPT_PKCS7_ENVELOPE_BLOB, blob, flags, list, with);
  }
  void store_key(const RsaKey& key, std::string_view name, DWORD flags = 0) const {
    ParameterList list;
    list.add(NCRYPTBUFFER_PKCS_KEY_NAME, name);
    stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(key), flags, list.get());
  }
  static void expect_the_key(const StoredKey& key) {
    ASSERT_THAT(key.status, IsSuccess());
    EXPECT_EQ(store_text(key.handle, NCRYPT_ALGORITHM_PROPERTY), "ECDSA_P256");
    EXPECT_EQ(to_hex(store_export(key.handle, BCRYPT_ECCPUBLIC_BLOB).bytes),
              to_hex(ec_public(p256().ecdsa_public, ec_key_a(p256()))));
  }

  KeyFolder folder_;
  Stored provider_ = open_storage();
  const Bytes certificate_ = certificate(rsa2048());
};

TEST_F(StoragePkcs7, OpensWithTheKeyItIsFor) {
  const Stored mine = stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()));
  for (std::string_view oid : {kAes256, kTdes}) expect_the_key(take(envelope(certificate_, oid), nullptr, mine));
  expect_the_key(take(envelope(store_of(certificate_)), nullptr, mine));
}

TEST_F(StoragePkcs7, OpensWithTheStoredKeyOfTheCertificate) {
  const Bytes blob = envelope(certificate_);
  ParameterList list;
  list.add(NCRYPTBUFFER_CERT_BLOB, certificate_);
  EXPECT_THAT(take(blob, list.get()).status, IsStatus(NTE_NO_KEY)) << "an empty store";
  store_key(rsa2048_other(), "another");
  EXPECT_THAT(take(blob, list.get()).status, IsStatus(NTE_NO_KEY));
  store_key(rsa2048(), "mine", NCRYPT_MACHINE_KEY_FLAG);
  EXPECT_THAT(take(blob, list.get()).status, IsStatus(NTE_NO_KEY)) << "it is the machine's";
  expect_the_key(take(blob, list.get(), 0, NCRYPT_MACHINE_KEY_FLAG));
  store_key(rsa2048(), "mine");
  expect_the_key(take(blob, list.get()));
}

TEST_F(StoragePkcs7, NamedKey_IsStored) {
  const Stored mine = stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()));
  ParameterList list;
  list.add(NCRYPTBUFFER_PKCS_KEY_NAME, "from an envelope");
  { EXPECT_THAT(take(envelope(certificate_), list.get(), mine).status, IsSuccess()); }
  NCRYPT_KEY_HANDLE raw = 0;
  ASSERT_THAT(NCryptOpenKey(provider_, &raw, CNG_TEXT("from an envelope"), 0, 0), IsSuccess());
  expect_the_key({ERROR_SUCCESS, Stored(raw)});
  EXPECT_THAT(take(envelope(certificate_), list.get(), mine).status, IsStatus(NTE_EXISTS));
}

TEST_F(StoragePkcs7, WrongKeys_AreRefused) {
  const Bytes blob = envelope(certificate_);
  EXPECT_THAT(take(blob).status, IsStatus(NTE_NO_KEY)) << "nothing says who opens it";
  const Stored other = stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048_other()));
  EXPECT_THAT(take(blob, nullptr, other).status, IsStatus(NTE_BAD_DATA));
  EXPECT_THAT(take(blob, nullptr, provider_).status, IsStatus(NTE_INVALID_HANDLE));
  const Stored open = stored_import(provider_, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa2048()));
  EXPECT_NE(take(blob, nullptr, open).status, ERROR_SUCCESS) << "no private half";
  ParameterList list;
  list.add(NCRYPTBUFFER_CERT_BLOB, Bytes(40, 0x30));
  EXPECT_THAT(take(blob, list.get()).status, IsStatus(NTE_BAD_DATA));
  const Stored pending = stored_create(provider_, BCRYPT_RSA_ALGORITHM);
  EXPECT_THAT(take(blob, nullptr, pending).status, IsStatus(NTE_BAD_KEY_STATE));
}

TEST_F(StoragePkcs7, DamagedEnvelopes_AreBadData) {
  const Stored mine = stored_import(provider_, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa2048()));
  const Bytes good = envelope(certificate_);
  for (std::size_t size = 0; size < good.size(); size += 7)
    EXPECT_THAT(take(Bytes(good.begin(), good.begin() + static_cast<long>(size)), nullptr, mine).status,
                IsStatus(NTE_BAD_DATA))
        << size;
  EXPECT_THAT(take(concat({good, Bytes(1)}), nullptr, mine).status, IsStatus(NTE_BAD_DATA));
  Bytes bad = good;
  bad.back() ^= 1;  // the padding
  EXPECT_THAT(take(bad, nullptr, mine).status, IsStatus(NTE_BAD_DATA));
}

TEST_F(StoragePkcs7, Export_AsksPolicyAndParameters) {
  const Bytes blob = ec_private(p256().ecdsa_private, ec_key_a(p256()));
  EXPECT_THAT(store_export(stored_import(provider_, BCRYPT_ECCPRIVATE_BLOB, blob), NCRYPT_PKCS7_ENVELOPE_BLOB,
                           recipient(certificate_).get())
                  .status,
              IsStatus(NTE_NOT_SUPPORTED));
  const Stored key = exportable(BCRYPT_ECCPRIVATE_BLOB, blob);
  EXPECT_THAT(store_export(key, NCRYPT_PKCS7_ENVELOPE_BLOB).status, IsStatus(NTE_INVALID_PARAMETER));
  ParameterList list;
  list.add(NCRYPTBUFFER_CERT_BLOB, certificate_);
  EXPECT_THAT(store_export(key, NCRYPT_PKCS7_ENVELOPE_BLOB, list.get()).status, IsStatus(NTE_INVALID_PARAMETER));
  EXPECT_THAT(store_export(key, NCRYPT_PKCS7_ENVELOPE_BLOB, recipient(certificate_, "1.2.3").get()).status,
              IsStatus(NTE_NOT_SUPPORTED));
  EXPECT_THAT(store_export(key, NCRYPT_PKCS7_ENVELOPE_BLOB, recipient(Bytes(9, 0x30)).get()).status,
              IsStatus(NTE_BAD_DATA));
}

}  // namespace
