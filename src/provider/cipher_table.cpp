#include "provider/cipher_table.h"

#include <algorithm>
#include <atomic>
#include <iterator>

#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

using A = AlgorithmId;
using U = CipherUse;
using S = KeyShape;

// 3DES_112 is three-key 3DES with its first key twice: OpenSSL lacks CFB8 of the two-key cipher.
constexpr CipherRow kRows[] = {
    {A::aes, U::cbc, 16, S::secret, "AES-128-CBC"},
    {A::aes, U::cbc, 24, S::secret, "AES-192-CBC"},
    {A::aes, U::cbc, 32, S::secret, "AES-256-CBC"},
    {A::aes, U::ecb, 16, S::secret, "AES-128-ECB"},
    {A::aes, U::ecb, 24, S::secret, "AES-192-ECB"},
    {A::aes, U::ecb, 32, S::secret, "AES-256-ECB"},
    {A::aes, U::cfb8, 16, S::secret, "AES-128-CFB8"},
    {A::aes, U::cfb8, 24, S::secret, "AES-192-CFB8"},
    {A::aes, U::cfb8, 32, S::secret, "AES-256-CFB8"},
    {A::aes, U::cfb, 16, S::secret, "AES-128-CFB"},
    {A::aes, U::cfb, 24, S::secret, "AES-192-CFB"},
    {A::aes, U::cfb, 32, S::secret, "AES-256-CFB"},
    {A::aes, U::ccm, 16, S::secret, "AES-128-CCM"},
    {A::aes, U::ccm, 24, S::secret, "AES-192-CCM"},
    {A::aes, U::ccm, 32, S::secret, "AES-256-CCM"},
    {A::aes, U::gcm, 16, S::secret, "AES-128-GCM"},
    {A::aes, U::gcm, 24, S::secret, "AES-192-GCM"},
    {A::aes, U::gcm, 32, S::secret, "AES-256-GCM"},
    {A::tdes, U::cbc, 24, S::secret, "DES-EDE3-CBC"},
    {A::tdes, U::ecb, 24, S::secret, "DES-EDE3-ECB"},
    {A::tdes, U::cfb8, 24, S::secret, "DES-EDE3-CFB8"},
    {A::tdes, U::cfb, 24, S::secret, "DES-EDE3-CFB"},
    {A::tdes_112, U::cbc, 16, S::two_keys, "DES-EDE3-CBC"},
    {A::tdes_112, U::ecb, 16, S::two_keys, "DES-EDE3-ECB"},
    {A::tdes_112, U::cfb8, 16, S::two_keys, "DES-EDE3-CFB8"},
    {A::tdes_112, U::cfb, 16, S::two_keys, "DES-EDE3-CFB"},
    {A::des, U::cbc, 8, S::secret, "DES-CBC"},
    {A::des, U::ecb, 8, S::secret, "DES-ECB"},
    {A::des, U::cfb8, 8, S::secret, "DES-CFB8"},
    {A::des, U::cfb, 8, S::secret, "DES-CFB"},
    {A::desx, U::cbc, 24, S::desx, "DESX-CBC"},
    {A::desx, U::ecb, 24, S::desx_inner, "DES-ECB"},
    {A::rc2, U::cbc, 0, S::secret, "RC2-CBC"},
    {A::rc2, U::ecb, 0, S::secret, "RC2-ECB"},
    {A::rc2, U::cfb, 0, S::secret, "RC2-CFB"},
    {A::rc4, U::stream, 0, S::secret, "RC4"},
    {A::xts_aes, U::ecb, 32, S::first_half, "AES-128-ECB"},
    {A::xts_aes, U::ecb, 64, S::first_half, "AES-256-ECB"},
    {A::xts_aes, U::tweak, 32, S::second_half, "AES-128-ECB"},
    {A::xts_aes, U::tweak, 64, S::second_half, "AES-256-ECB"},
    {A::chacha20_poly1305, U::poly1305, 32, S::secret, "ChaCha20-Poly1305"},
};
constinit std::atomic<EVP_CIPHER*> g_fetched[std::size(kRows)] = {};

constexpr std::size_t kDesBytes = 8;

bool takes(const CipherRow& row, const CipherKey& key) {
  if (row.key_bytes != 0) return key.secret_bytes() == row.key_bytes;
  return key.secret_bytes() != 0 && key.secret_bytes() <= key.cipher().extended_bits / 8;
}

}  // namespace

const CipherRow* find_cipher(const CipherKey& key, CipherUse use) {
  for (const CipherRow& row : kRows)
    if (row.algorithm == key.algorithm().id && row.use == use && takes(row, key)) return &row;
  return nullptr;
}

bool is_cfb_by_hand(AlgorithmId algorithm, CipherUse use) {
  if (use == CipherUse::cfb8) return algorithm == AlgorithmId::rc2 || algorithm == AlgorithmId::desx;
  return use == CipherUse::cfb && algorithm == AlgorithmId::desx;
}

Result<const EVP_CIPHER*> fetch_cipher(const CipherRow& row) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  std::atomic<EVP_CIPHER*>& place = g_fetched[&row - kRows];
  if (const EVP_CIPHER* known = place.load(std::memory_order_acquire); known != nullptr) return known;

  CipherPtr fetched(EVP_CIPHER_fetch(*context, row.provider_name, nullptr));
  if (!fetched) return ossl_failed("OpenSSL does not have this cipher");
  EVP_CIPHER* expected = nullptr;
  if (place.compare_exchange_strong(expected, fetched.get(), std::memory_order_acq_rel))
    return static_cast<const EVP_CIPHER*>(fetched.release());
  return static_cast<const EVP_CIPHER*>(expected);
}

// That CNG's order is this one could not be confirmed; no other place knows it.
DesxParts desx_parts(const CipherKey& key, SecretAccess access) {
  const ByteView secret = key.secret(access);
  return {secret.first(kDesBytes), secret.subspan(kDesBytes, kDesBytes), secret.subspan(2 * kDesBytes, kDesBytes)};
}

ShapedKey::ShapedKey(const CipherKey& key, KeyShape shape, SecretAccess access) : view_(key.secret(access)) {
  if (shape == KeyShape::secret) return;
  if (shape == KeyShape::desx_inner) {
    view_ = desx_parts(key, access).des;
    return;
  }
  const ByteView secret = view_;
  const std::size_t half = secret.size() / 2;
  if (shape == KeyShape::first_half || shape == KeyShape::second_half) {
    view_ = shape == KeyShape::first_half ? secret.first(half) : secret.last(half);
    return;
  }
  const ByteView first = secret.first(kDesBytes);
  const DesxParts parts =
      shape == KeyShape::desx ? desx_parts(key, access) : DesxParts{first, secret.subspan(kDesBytes, kDesBytes), first};
  const ByteSpan copy = copy_.span(access);
  auto to = std::copy(parts.des.begin(), parts.des.end(), copy.begin());
  to = std::copy(parts.before.begin(), parts.before.end(), to);
  std::copy(parts.after.begin(), parts.after.end(), to);
  view_ = copy;
}

}  // namespace cng::provider
