#include "provider/pkcs8.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <string>
#include <utility>

#include "provider/der_parts.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"
#include "provider/pkcs8_form.h"

namespace cng::provider {
namespace {

using AttributePtr = OsslPtr<X509_ATTRIBUTE, X509_ATTRIBUTE_free>;

constexpr std::size_t kMost = std::size_t{1} << 20;  // longer than any key
constexpr unsigned char kDigitalSignature = 0x80;    // bits of the first octet of KeyUsage, RFC 5280 4.2.1.3
constexpr unsigned char kKeyAgreement = 0x08;

Result<KeyInfoPtr> parse(ByteView der) {
  if (der.empty() || der.size() > kMost) return bad_data("the size is not that of a PKCS #8 key");
  const unsigned char* at = der.data();
  KeyInfoPtr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (!info) return ossl_failed(bad_data("the DER is no PrivateKeyInfo"));
  if (at != der.data() + der.size()) return bad_data("bytes follow the PrivateKeyInfo");
  return info;
}

KeyUse use_of(const PKCS8_PRIV_KEY_INFO* info) {
  const STACK_OF(X509_ATTRIBUTE)* attributes = PKCS8_pkey_get0_attrs(info);
  const int index = attributes == nullptr ? -1 : X509at_get_attr_by_NID(attributes, NID_key_usage, -1);
  if (index < 0) return KeyUse::unsaid;
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(X509at_get_attr(attributes, index), 0);
  if (value == nullptr || value->type != V_ASN1_BIT_STRING || ASN1_STRING_length(value->value.bit_string) == 0)
    return KeyUse::unsaid;
  const unsigned char bits = ASN1_STRING_get0_data(value->value.bit_string)[0];
  if ((bits & kKeyAgreement) != 0) return KeyUse::agree;
  return (bits & kDigitalSignature) != 0 ? KeyUse::sign : KeyUse::unsaid;
}

// The algorithm of the key, by its numbers; empty for one that is longer than any that is known.
std::string oid_of(const PKCS8_PRIV_KEY_INFO* info) {
  const ASN1_OBJECT* oid = nullptr;
  char text[64] = "";
  if (PKCS8_pkey_get0(&oid, nullptr, nullptr, nullptr, info) != 1) return {};
  const int size = OBJ_obj2txt(text, sizeof text, oid, 1);
  return size > 0 && size < static_cast<int>(sizeof text) ? std::string(text) : std::string();
}

// id-ecDH and id-ecMQV (RFC 5480 2.1.2) name a use of an EC key that OpenSSL knows as id-ecPublicKey alone.
bool is_restricted_ec(const std::string& oid) { return oid == "1.3.132.1.12" || oid == "1.3.132.1.13"; }

// The same key under id-ecPublicKey.
Result<SecretBytes> with_plain_ec_oid(const PKCS8_PRIV_KEY_INFO* info) {
  const unsigned char* octets = nullptr;
  int size = 0;
  const X509_ALGOR* algorithm = nullptr;
  const KeyInfoPtr copy(PKCS8_PRIV_KEY_INFO_new());
  const OsslPtr<X509_ALGOR, X509_ALGOR_free> owned(
      PKCS8_pkey_get0(nullptr, &octets, &size, &algorithm, info) == 1 ? X509_ALGOR_dup(algorithm) : nullptr);
  if (!copy || !owned) return ossl_failed("no memory for a PKCS #8 key");
  auto* key = static_cast<unsigned char*>(OPENSSL_memdup(octets, static_cast<std::size_t>(size)));
  ASN1_TYPE* curve = std::exchange(owned->parameter, nullptr);
  const bool is_type = curve != nullptr && curve->type != V_ASN1_NULL;
  if (key == nullptr || !is_type ||
      PKCS8_pkey_set0(copy.get(), OBJ_nid2obj(NID_X9_62_id_ecPublicKey), 0, curve->type, curve->value.ptr, key, size) !=
          1) {
    OPENSSL_clear_free(key, static_cast<std::size_t>(size));
    ASN1_TYPE_free(curve);
    return ossl_failed(bad_data("the EC key names no curve"));
  }
  curve->value.ptr = nullptr;  // belongs to the copy now
  curve->type = V_ASN1_UNDEF;
  ASN1_TYPE_free(curve);
  return encode_key_info(copy.get());
}

bool add_use(PKCS8_PRIV_KEY_INFO* info, KeyUse use) {
  if (use == KeyUse::unsaid) return true;
  const unsigned char bits = use == KeyUse::sign ? kDigitalSignature : kKeyAgreement;
  return PKCS8_pkey_add1_attr_by_NID(info, NID_key_usage, V_ASN1_BIT_STRING, &bits, 1) == 1;
}

}  // namespace

Result<SecretBytes> encode_key_info(const PKCS8_PRIV_KEY_INFO* info) {
  unsigned char* der = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
  if (size <= 0) return ossl_failed("OpenSSL cannot encode this key");
  SecretBytes encoded(ByteView(der, static_cast<std::size_t>(size)), SecretAccess{});
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return encoded;
}

Result<Pkcs8Key> read_pkcs8(ByteView der) {
  const Result<KeyInfoPtr> info = parse(der);
  if (!info) return info.error();
  SecretBytes rewritten;
  std::string oid = oid_of(info->get());
  if (is_restricted_ec(oid)) {
    Result<SecretBytes> plain = with_plain_ec_oid(info->get());
    if (!plain) return plain.error();
    rewritten = std::move(*plain);
    der = rewritten.view(SecretAccess{});
    oid = "EC";
  }
  Result<DecodedKey> key = decode_der_as(der, Form::pkcs8, oid.empty() ? nullptr : oid.c_str());
  if (!key) return key.error().code == Code::invalid_parameter ? bad_data(key.error().reason) : key.error();
  return Pkcs8Key{std::move(*key), use_of(info->get())};
}

Result<SecretBytes> write_pkcs8(const KeyParts& parts, KeyUse use) {
  if (!parts.has_private) return invalid_parameter("the key has no private half");
  const Result<PkeyPtr> pkey = pkey_of_parts(parts, true);
  if (!pkey) return pkey.error();
  const KeyInfoPtr info(EVP_PKEY2PKCS8(pkey->get()));
  if (!info || !add_use(info.get(), use)) return ossl_failed("OpenSSL cannot encode this key");
  return encode_key_info(info.get());
}

}  // namespace cng::provider
