#include "provider/der.h"

#include <openssl/decoder.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstring>
#include <optional>
#include <string_view>

#include "provider/der_parts.h"
#include "provider/library.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"
#include "provider/pq_der.h"

namespace cng::provider {
namespace {

using BioPtr = OsslPtr<BIO, BIO_free>;
using DecoderPtr = OsslPtr<OSSL_DECODER_CTX, OSSL_DECODER_CTX_free>;
using EncoderPtr = OsslPtr<OSSL_ENCODER_CTX, OSSL_ENCODER_CTX_free>;
using SigPtr = OsslPtr<X509_SIG, X509_SIG_free>;

constexpr Error kEncrypted = not_supported("the key is encrypted; decrypt it first");

// One structure that DER may hold. OpenSSL looks for the private or for the public one, never for both.
struct Structure {
  const char* label;  // of PEM
  Form form;
  bool is_private;
  const char* type;  // null: the structure names it
  const char* name;  // OpenSSL's
};
constexpr Structure kStructures[] = {
    {"PRIVATE KEY", Form::pkcs8, true, nullptr, "PrivateKeyInfo"},
    {"PUBLIC KEY", Form::spki, false, nullptr, "SubjectPublicKeyInfo"},
    {"RSA PRIVATE KEY", Form::pkcs1, true, "RSA", "type-specific"},
    {"EC PRIVATE KEY", Form::sec1, true, "EC", "type-specific"},
    {"RSA PUBLIC KEY", Form::pkcs1, false, "RSA", "type-specific"},
};

int selection_of(bool is_private) { return is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY; }

// What is known of DER before it is decoded. With an algorithm OpenSSL need not try all of them.
struct Hints {
  const char* label = nullptr;  // of PEM
  std::optional<Form> form{};
  const char* algorithm = nullptr;  // OpenSSL's name of it, or its OID
};

// Null if `der` is not exactly this structure.
PkeyPtr decode_as(const Structure& structure, ByteView der, const char* algorithm, OSSL_LIB_CTX* context) {
  EVP_PKEY* pkey = nullptr;
  const DecoderPtr decoder(OSSL_DECODER_CTX_new_for_pkey(&pkey, "DER", structure.name,
                                                         structure.type != nullptr ? structure.type : algorithm,
                                                         selection_of(structure.is_private), context, nullptr));
  if (!decoder) return nullptr;
  const unsigned char* at = der.data();
  std::size_t left = der.size();
  const bool done = OSSL_DECODER_from_data(decoder.get(), &at, &left) == 1;
  PkeyPtr owner(pkey);
  if (!done || left != 0) return nullptr;
  return owner;
}

bool is_encrypted_der(ByteView der) {
  const unsigned char* at = der.data();
  const SigPtr sig(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
  return sig != nullptr;
}

// Tries the structures that PEM's label or the form allows; all of them with neither.
Result<DecodedKey> decode_der(ByteView der, const Hints& hints, OSSL_LIB_CTX* context) {
  const char* const label = hints.label;
  for (const Structure& structure : kStructures) {
    if (label != nullptr && std::strcmp(label, structure.label) != 0) continue;
    if (hints.form && *hints.form != structure.form) continue;
    const PkeyPtr pkey = decode_as(structure, der, hints.algorithm, context);
    ERR_clear_error();
    if (!pkey) continue;
    DecodedKey key;
    key.form = structure.form;
    key.pem = label != nullptr;
    CNG_TRY(parts_of_pkey(pkey.get(), key.storage, key.parts));
    if (key.parts.has_private != structure.is_private) return invalid_parameter("the private key is missing");
    return key;
  }
  if (label == nullptr && is_encrypted_der(der)) return ossl_failed(kEncrypted);
  if (label != nullptr)
    return ossl_failed(invalid_parameter("the PEM block does not hold the key that its label names"));
  return ossl_failed(invalid_parameter("the DER is no PKCS #1, PKCS #8, SEC 1 or SubjectPublicKeyInfo key"));
}

// A block of PEM text, freed and wiped when it goes.
struct PemBlock {
  char* label = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;

  PemBlock() = default;
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;
  ~PemBlock() {
    OPENSSL_secure_free(label);
    OPENSSL_secure_free(header);
    OPENSSL_secure_clear_free(data, static_cast<std::size_t>(size));
  }
  bool read(BIO* from) {
    return PEM_read_bio_ex(from, &label, &header, &data, &size, PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE) == 1;
  }
  ByteView view() const { return {data, static_cast<std::size_t>(size)}; }
};

bool is_key_label(const char* label) {
  for (const Structure& structure : kStructures)
    if (std::strcmp(label, structure.label) == 0) return true;
  return false;
}

// Nothing: the block is none of a key, as "EC PARAMETERS" or a certificate before it.
std::optional<Result<DecodedKey>> decode_block(const PemBlock& block, OSSL_LIB_CTX* context) {
  if (std::strcmp(block.label, "ENCRYPTED PRIVATE KEY") == 0) return Result<DecodedKey>(kEncrypted);
  if (!is_key_label(block.label)) return std::nullopt;
  if (std::strstr(block.header, "ENCRYPTED") != nullptr) return Result<DecodedKey>(kEncrypted);
  return decode_der(block.view(), {.label = block.label}, context);
}

Result<DecodedKey> decode_pem(ByteView text, OSSL_LIB_CTX* context) {
  const BioPtr from(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!from) return ossl_failed("no memory for reading PEM");
  bool other = false;
  for (;;) {
    PemBlock block;
    if (!block.read(from.get())) break;
    if (std::optional<Result<DecodedKey>> key = decode_block(block, context)) return std::move(*key);
    other = true;
  }
  if (other) return ossl_failed(not_supported("the PEM blocks are no keys of a form that is known here"));
  return ossl_failed(invalid_parameter("the PEM text is damaged"));
}

struct Encoded {
  unsigned char* data = nullptr;
  std::size_t size = 0;

  Encoded() = default;
  Encoded(const Encoded&) = delete;
  Encoded& operator=(const Encoded&) = delete;
  ~Encoded() { OPENSSL_clear_free(data, size); }
};

Result<const Structure*> choose_structure(const KeyParts& parts, Form form) {
  if (parts.family == Family::hash_based) return not_supported("no such form of LMS and XMSS keys is known here");
  const bool is_group = parts.family == Family::dh || parts.family == Family::dsa;
  if (parts.family != Family::rsa && parts.family != Family::ecc && !is_group)
    return not_supported("a symmetric key has no such form");
  if (form == Form::pkcs8_seed || form == Form::pkcs8_expanded ||
      (form == Form::pkcs1 && parts.family != Family::rsa) || (form == Form::sec1 && parts.family != Family::ecc))
    return not_supported("this form is not for keys of this algorithm");
  const bool is_private = form == Form::pkcs1 ? parts.has_private : form != Form::spki;
  if (is_private && !parts.has_private) return invalid_parameter("a public key cannot become a private one");
  for (const Structure& structure : kStructures)
    if (structure.form == form && structure.is_private == is_private) return &structure;
  return internal_error("a form without a structure");
}

Result<SecretBytes> encode_as(const Structure& structure, const Result<PkeyPtr>& pkey, bool pem) {
  if (!pkey) return pkey.error();
  const EncoderPtr encoder(OSSL_ENCODER_CTX_new_for_pkey(pkey->get(), selection_of(structure.is_private),
                                                         pem ? "PEM" : "DER", structure.name, nullptr));
  Encoded encoded;
  if (!encoder || OSSL_ENCODER_to_data(encoder.get(), &encoded.data, &encoded.size) != 1)
    return ossl_failed("OpenSSL cannot encode this key");
  return SecretBytes(ByteView(encoded.data, encoded.size), SecretAccess{});
}

Result<SecretBytes> encode_pq(const KeyParts& parts, Form form, bool pem) {
  constexpr const Structure& kPrivate = kStructures[0];
  constexpr const Structure& kPublic = kStructures[1];
  static_assert(kPrivate.form == Form::pkcs8 && kPublic.form == Form::spki);
  if (form == Form::spki) return encode_as(kPublic, pq_pkey_of_parts(parts, PqContent::public_key), pem);
  if (form == Form::pkcs1 || form == Form::sec1) return not_supported("this form is not for keys of this algorithm");
  if (!parts.has_private) return invalid_parameter("a public key cannot become a private one");
  if (form == Form::pkcs8_seed) return encode_seed_alone(parts, pem);
  const PqContent content = form == Form::pkcs8_expanded ? PqContent::expanded : PqContent::seed;
  return encode_as(kPrivate, pq_pkey_of_parts(parts, content), pem);
}

}  // namespace

Result<DecodedKey> decode_der_or_pem(ByteView bytes) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  constexpr std::size_t kMost = std::size_t{1} << 24;
  if (bytes.size() > kMost) return invalid_parameter("the input is longer than any key");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t begin = text.find("-----BEGIN ");
  if (begin != std::string_view::npos) return decode_pem(bytes.subspan(begin), *context);
  return decode_der(bytes, {}, *context);
}

Result<DecodedKey> decode_der_as(ByteView der, Form form, const char* algorithm) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  return decode_der(der, {.form = form, .algorithm = algorithm}, *context);
}

Result<SecretBytes> encode(const KeyParts& parts, Form form, bool pem) {
  if (parts.parameters != nullptr) return encode_pq(parts, form, pem);
  const Result<const Structure*> structure = choose_structure(parts, form);
  if (!structure) return structure.error();
  return encode_as(**structure, pkey_of_parts(parts, (*structure)->is_private), pem);
}

}  // namespace cng::provider
