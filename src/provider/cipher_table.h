// Which of OpenSSL's ciphers serves a key in a mode, and what key it is given. Inside of the provider only.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/cipher_key.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

using CipherPtr = OsslPtr<EVP_CIPHER, EVP_CIPHER_free>;

// What a keyed context is for; `cfb` is CFB by whole blocks, `tweak` encrypts the numbers of XTS' data units.
enum class CipherUse : std::uint8_t { cbc, ecb, cfb8, cfb, ccm, gcm, stream, tweak, poly1305 };
constexpr std::size_t kCipherUses = 9;

// What OpenSSL's key is made of: the secret; its two DES keys and the first again; DESX, all or the inner DES alone;
// one half of the secret (XTS).
enum class KeyShape : std::uint8_t { secret, two_keys, desx, desx_inner, first_half, second_half };

struct CipherRow {
  AlgorithmId algorithm;
  CipherUse use;
  std::uint8_t key_bytes;  // of the secret; 0: any length up to CipherInfo's longest
  KeyShape shape;
  const char* provider_name;  // OpenSSL's spelling
};

// The row of `key`; null if OpenSSL does not have this mode of its cipher or the secret has a wrong length.
const CipherRow* find_cipher(const CipherKey& key, CipherUse use);

// True for the CFB modes that OpenSSL lacks.
bool is_cfb_by_hand(AlgorithmId algorithm, CipherUse use);

// The implementation of a row of the table, fetched once and never freed.
Result<const EVP_CIPHER*> fetch_cipher(const CipherRow& row);

// The key of a row's shape; refers to the secret or holds a copy that is wiped.
class ShapedKey {
 public:
  ShapedKey(const CipherKey& key, KeyShape shape, SecretAccess access);
  ByteView view() const { return view_; }

 private:
  static constexpr std::size_t kTripleDesBytes = 24;
  SecretArray<kTripleDesBytes> copy_;
  ByteView view_;
};

// The parts of a DESX secret.
struct DesxParts {
  ByteView des, before, after;  // DES key; what is added to a block before it and after it
};
DesxParts desx_parts(const CipherKey& key, SecretAccess access);

}  // namespace cng::provider
