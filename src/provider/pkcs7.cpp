#include "provider/pkcs7.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <string_view>

#include "provider/der_parts.h"
#include "provider/library.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

using BioPtr = OsslPtr<BIO, BIO_free>;
using CertificatePtr = OsslPtr<X509, X509_free>;
using CipherPtr = OsslPtr<EVP_CIPHER, EVP_CIPHER_free>;
using EnvelopePtr = OsslPtr<CMS_ContentInfo, CMS_ContentInfo_free>;

constexpr std::size_t kMost = std::size_t{1} << 20;
constexpr std::uint32_t kStoreMagic = 0x54524543;  // "CERT"
constexpr std::uint32_t kCertificateElement = 32;  // CERT_CERT_PROP_ID
constexpr Error kNoCertificate = bad_data("the buffer holds no certificate");

// The certificate in a serialized store; `bytes` itself if it is none.
ByteView from_store(ByteView bytes) {
  ByteReader reader(bytes);
  std::uint32_t version = 0;
  std::uint32_t magic = 0;
  if (!reader.u32(version, "", "") || !reader.u32(magic, "", "") || version != 0 || magic != kStoreMagic) return bytes;
  for (;;) {
    std::uint32_t id = 0;
    std::uint32_t encoding = 0;
    std::uint32_t size = 0;
    ByteView value;
    if (!reader.u32(id, "", "") || !reader.u32(encoding, "", "") || !reader.u32(size, "", "") ||
        !reader.take(size, value, "", "") || id == 0)
      return {};
    if (id == kCertificateElement) return value;
  }
}

Result<CertificatePtr> parse_certificate(ByteView bytes, OSSL_LIB_CTX* context) {
  const ByteView der = from_store(bytes);
  if (der.empty() || der.size() > kMost) return kNoCertificate;
  X509* made = X509_new_ex(context, nullptr);
  const unsigned char* at = der.data();
  if (made == nullptr) return ossl_failed("no memory for a certificate");
  // On failure it frees what `made` points to and clears the pointer.
  if (d2i_X509(&made, &at, static_cast<long>(der.size())) == nullptr) return ossl_failed(kNoCertificate);
  CertificatePtr certificate(made);
  if (at != der.data() + der.size()) return bad_data("bytes follow the certificate");
  return certificate;
}

Result<EnvelopePtr> parse_envelope(ByteView der, OSSL_LIB_CTX* context) {
  if (der.empty() || der.size() > kMost) return bad_data("the size is not that of a PKCS #7 envelope");
  CMS_ContentInfo* made = CMS_ContentInfo_new_ex(context, nullptr);
  const unsigned char* at = der.data();
  if (made == nullptr) return ossl_failed("no memory for a PKCS #7 envelope");
  if (d2i_CMS_ContentInfo(&made, &at, static_cast<long>(der.size())) == nullptr)
    return ossl_failed(bad_data("the DER is no PKCS #7 structure"));
  EnvelopePtr envelope(made);
  if (at != der.data() + der.size()) return bad_data("bytes follow the PKCS #7 structure");
  if (OBJ_obj2nid(CMS_get0_type(envelope.get())) != NID_pkcs7_enveloped)
    return bad_data("the PKCS #7 structure is no EnvelopedData");
  return envelope;
}

const char* cipher_name(std::string_view oid) {
  if (oid == "2.16.840.1.101.3.4.1.2") return "AES-128-CBC";
  if (oid == "2.16.840.1.101.3.4.1.22") return "AES-192-CBC";
  if (oid == "2.16.840.1.101.3.4.1.42") return "AES-256-CBC";
  if (oid == "1.2.840.113549.3.7") return "DES-EDE3-CBC";
  return nullptr;
}

EnvelopePtr encrypt(ByteView content, X509* certificate, const EVP_CIPHER* cipher, OSSL_LIB_CTX* context) {
  const BioPtr in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  STACK_OF(X509)* recipients = sk_X509_new_null();
  EnvelopePtr envelope;
  if (in && recipients != nullptr && sk_X509_push(recipients, certificate) > 0)
    envelope.reset(CMS_encrypt_ex(recipients, in.get(), cipher, CMS_BINARY, context, nullptr));
  sk_X509_free(recipients);
  return envelope;
}

}  // namespace

Result<DecodedKey> certificate_key(ByteView certificate) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const Result<CertificatePtr> parsed = parse_certificate(certificate, *context);
  if (!parsed) return parsed.error();
  EVP_PKEY* pkey = X509_get0_pubkey(parsed->get());
  if (pkey == nullptr) return ossl_failed(not_supported("the certificate's key is not known here"));
  DecodedKey key;
  key.form = Form::spki;
  CNG_TRY(parts_of_pkey(pkey, key.storage, key.parts));
  return key;
}

Result<SecretBytes> open_envelope(ByteView der, const Key& recipient) {
  if (!recipient.parts().has_private) return invalid_parameter("the key has no private half");
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const Result<EnvelopePtr> envelope = parse_envelope(der, *context);
  if (!envelope) return envelope.error();
  const Result<KeyParts> parts = complete(recipient);
  if (!parts) return parts.error();
  const Result<PkeyPtr> pkey = pkey_of_parts(*parts, true);
  if (!pkey) return pkey.error();
  const BioPtr out(BIO_new(BIO_s_secmem()));
  if (!out) return ossl_failed("no memory for the content");
  if (CMS_decrypt(envelope->get(), pkey->get(), nullptr, nullptr, out.get(), CMS_BINARY) != 1)
    return ossl_failed(bad_data("the key does not open the envelope"));
  char* content = nullptr;
  const long size = BIO_get_mem_data(out.get(), &content);
  if (size <= 0) return bad_data("the envelope is empty");
  return SecretBytes({reinterpret_cast<const std::uint8_t*>(content), static_cast<std::size_t>(size)}, SecretAccess{});
}

Result<SecretBytes> seal_envelope(ByteView content, ByteView certificate, const char* cipher_oid) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const char* name = cipher_name(cipher_oid);
  if (name == nullptr) return not_supported("the content cipher is not known here");
  const Result<CertificatePtr> recipient = parse_certificate(certificate, *context);
  if (!recipient) return recipient.error();
  const CipherPtr cipher(EVP_CIPHER_fetch(*context, name, nullptr));
  if (!cipher) return ossl_failed("OpenSSL does not have the content cipher");
  const EnvelopePtr envelope = encrypt(content, recipient->get(), cipher.get(), *context);
  if (!envelope) return ossl_failed(not_supported("the certificate's key cannot receive an envelope"));
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(envelope.get(), &der);
  if (size <= 0) return ossl_failed("OpenSSL cannot encode the envelope");
  SecretBytes sealed(ByteView(der, static_cast<std::size_t>(size)), SecretAccess{});
  OPENSSL_free(der);
  return sealed;
}

}  // namespace cng::provider
