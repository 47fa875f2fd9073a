// Password-based encryption of PKCS #8: PKCS #5 (RFC 8018) and PKCS #12 (RFC 7292 appendix B) by OpenSSL, within
// bounds.
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <vector>

#include "provider/library.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"
#include "provider/pkcs8.h"
#include "provider/pkcs8_form.h"

namespace cng::provider {
namespace {

using SigPtr = OsslPtr<X509_SIG, X509_SIG_free>;
using CipherPtr = OsslPtr<EVP_CIPHER, EVP_CIPHER_free>;
using PbeParamPtr = OsslPtr<PBEPARAM, PBEPARAM_free>;
using Pbe2ParamPtr = OsslPtr<PBE2PARAM, PBE2PARAM_free>;
using Pbkdf2ParamPtr = OsslPtr<PBKDF2PARAM, PBKDF2PARAM_free>;

constexpr std::size_t kMost = std::size_t{1} << 20;
constexpr std::size_t kMostPassword = 4096;  // UTF-16 units
constexpr std::size_t kMostSalt = 1024;

constexpr Error kBadPassword = invalid_parameter("the password is not UTF-16, or too long");
constexpr Error kTooMuchWork = bad_data("the iteration count is zero or too high");

bool is_high(Char16 unit) { return (unit & 0xFC00) == 0xD800; }
bool is_low(Char16 unit) { return (unit & 0xFC00) == 0xDC00; }

// A password in UTF-8, NUL-terminated, as OpenSSL takes it for every scheme; it makes BMPString of it where that is
// due.
class Password {
 public:
  explicit Password(WideView text) : bytes_(text.size() * 3 + 1) {
    valid_ = text.size() <= kMostPassword;
    for (std::size_t i = 0; valid_ && i < text.size(); ++i) {
      std::uint32_t point = text[i];
      if (is_high(text[i]) && i + 1 < text.size() && is_low(text[i + 1])) {
        point = 0x10000 + ((point & 0x3FF) << 10) + (text[++i] & 0x3FFU);
      } else if (is_high(text[i]) || is_low(text[i])) {
        valid_ = false;
      }
      append(point);
    }
  }
  bool valid() const { return valid_; }
  const char* data() const { return reinterpret_cast<const char*>(bytes_.view(SecretAccess{}).data()); }
  int size() const { return static_cast<int>(size_); }

 private:
  void put(std::uint32_t byte) { bytes_.span(SecretAccess{})[size_++] = static_cast<std::uint8_t>(byte); }
  void append(std::uint32_t point) {
    if (point < 0x80) return put(point);
    if (point < 0x800) {
      put(0xC0 | point >> 6);
    } else {
      if (point < 0x10000) {
        put(0xE0 | point >> 12);
      } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
      }
      put(0x80 | (point >> 6 & 0x3F));
    }
    put(0x80 | (point & 0x3F));
  }

  SecretBytes bytes_;
  std::size_t size_ = 0;
  bool valid_ = false;
};

bool within(const ASN1_INTEGER* iterations, std::uint32_t most) {
  std::uint64_t count = 0;
  return ASN1_INTEGER_get_uint64(&count, iterations) == 1 && count >= 1 && count <= most;
}

Status check_pbes2(const X509_ALGOR* algorithm) {
  const Pbe2ParamPtr scheme(
      static_cast<PBE2PARAM*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter)));
  if (!scheme) return ossl_failed(bad_data("the PBES2 parameters are damaged"));
  if (OBJ_obj2nid(scheme->keyfunc->algorithm) != NID_id_pbkdf2)
    return not_supported("the key derivation of PBES2 is not PBKDF2");
  const Pbkdf2ParamPtr kdf(
      static_cast<PBKDF2PARAM*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc->parameter)));
  if (!kdf) return ossl_failed(bad_data("the PBKDF2 parameters are damaged"));
  return within(kdf->iter, kMostPbes2Iterations) ? Status() : Status(kTooMuchWork);
}

// That the input asks for a scheme we know and for no more work than we do for anyone.
Status check_scheme(const X509_ALGOR* algorithm) {
  const int nid = OBJ_obj2nid(algorithm->algorithm);
  if (nid == NID_pbes2) return check_pbes2(algorithm);
  int type = 0;
  if (EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &type, nullptr, nullptr) != 1)
    return ossl_failed(not_supported("the encryption scheme is not known here"));
  const PbeParamPtr parameters(
      static_cast<PBEPARAM*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter)));
  if (!parameters) return ossl_failed(bad_data("the parameters of the encryption are damaged"));
  return within(parameters->iter, kMostPkcs12Iterations) ? Status() : Status(kTooMuchWork);
}

// Nothing, with the queue emptied, if the padding or the parameters do not fit.
SecretBytes crypt(const X509_ALGOR* algorithm, const char* password, int size, const ASN1_OCTET_STRING* from,
                  OSSL_LIB_CTX* context) {
  unsigned char* plain = nullptr;
  int plain_size = 0;
  if (PKCS12_pbe_crypt_ex(algorithm, password, size, ASN1_STRING_get0_data(from), ASN1_STRING_length(from), &plain,
                          &plain_size, 0, context, nullptr) == nullptr) {
    ERR_clear_error();
    return {};
  }
  SecretBytes found(ByteView(plain, static_cast<std::size_t>(plain_size)), SecretAccess{});
  OPENSSL_clear_free(plain, static_cast<std::size_t>(plain_size));
  return found;
}

Status check_choice(const PbeChoice& choice) {
  const std::uint32_t most = choice.scheme == PbeScheme::pbes2_aes256 ? kMostPbes2Iterations : kMostPkcs12Iterations;
  if (choice.iterations == 0 || choice.iterations > most)
    return invalid_parameter("the iteration count is zero or too high");
  if (choice.salt.empty() || choice.salt.size() > kMostSalt) return invalid_parameter("the salt is empty or too long");
  return {};
}

Result<SecretBytes> encode_encrypted(const X509_SIG* encrypted) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_SIG(encrypted, &der);
  if (size <= 0) return ossl_failed("OpenSSL cannot encode the encrypted key");
  SecretBytes encoded(ByteView(der, static_cast<std::size_t>(size)), SecretAccess{});
  OPENSSL_free(der);
  return encoded;
}

}  // namespace

Result<SecretBytes> decrypt_pkcs8(ByteView der, WideView password) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  if (der.empty() || der.size() > kMost) return bad_data("the size is not that of an encrypted key");
  const unsigned char* at = der.data();
  const SigPtr sealed(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!sealed || at != der.data() + der.size()) return ossl_failed(bad_data("the DER is no EncryptedPrivateKeyInfo"));
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_OCTET_STRING* octets = nullptr;
  X509_SIG_get0(sealed.get(), &algorithm, &octets);
  CNG_TRY(check_scheme(algorithm));
  const Password secret(password);
  if (!secret.valid()) return kBadPassword;
  SecretBytes plain = crypt(algorithm, secret.data(), secret.size(), octets, *context);
  // An empty password of PKCS #12 is two zero bytes for some writers and no byte at all for others.
  if (plain.size() == 0 && password.empty()) plain = crypt(algorithm, nullptr, 0, octets, *context);
  if (plain.size() == 0) return bad_data("the password is wrong, or the key is damaged");
  return plain;
}

Result<SecretBytes> encrypt_pkcs8(ByteView key_info, WideView password, const PbeChoice& choice) {
  CNG_TRY(check_choice(choice));
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const Password secret(password);
  if (!secret.valid()) return kBadPassword;
  const unsigned char* at = key_info.data();
  const KeyInfoPtr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(key_info.size())));
  if (!info) return ossl_failed(bad_data("the DER is no PrivateKeyInfo"));
  const bool pbes2 = choice.scheme == PbeScheme::pbes2_aes256;
  const CipherPtr cipher(pbes2 ? EVP_CIPHER_fetch(*context, "AES-256-CBC", nullptr) : nullptr);
  std::vector<unsigned char> salt(choice.salt.begin(), choice.salt.end());
  const SigPtr sealed(PKCS8_encrypt_ex(pbes2 ? -1 : NID_pbe_WithSHA1And3_Key_TripleDES_CBC, cipher.get(), secret.data(),
                                       secret.size(), salt.data(), static_cast<int>(salt.size()),
                                       static_cast<int>(choice.iterations), info.get(), *context, nullptr));
  if (!sealed) return ossl_failed("OpenSSL cannot encrypt this key");
  return encode_encrypted(sealed.get());
}

}  // namespace cng::provider
