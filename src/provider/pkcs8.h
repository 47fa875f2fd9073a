// PKCS #8: PrivateKeyInfo and EncryptedPrivateKeyInfo (RFC 5208, 5958), and the attribute by which Windows tells an
// ECDSA key from an ECDH key.
#pragma once

#include <cstdint>

#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/wide_string.h"
#include "provider/der.h"

namespace cng::provider {

// What the key usage attribute (2.5.29.15) allows. `sign`: signatures and no agreement; `agree`: it says agreement;
// `unsaid`: no such attribute.
enum class KeyUse : std::uint8_t { unsaid, sign, agree };

struct Pkcs8Key {
  DecodedKey key;
  KeyUse use = KeyUse::unsaid;
};

// Reads a PrivateKeyInfo that fills `der`. bad_data: it is none, or the key in it is damaged; not_supported: an
// algorithm, curve or form that is not served.
Result<Pkcs8Key> read_pkcs8(ByteView der);

// Writes a PrivateKeyInfo of complete private parts.
Result<SecretBytes> write_pkcs8(const KeyParts& parts, KeyUse use);

// How EncryptedPrivateKeyInfo is made: PBE of PKCS #12 with SHA-1 and three-key 3DES, which every Windows reads, or
// PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
enum class PbeScheme : std::uint8_t { pkcs12_tdes, pbes2_aes256 };

struct PbeChoice {
  PbeScheme scheme = PbeScheme::pkcs12_tdes;
  std::uint32_t iterations = 0;
  ByteView salt{};
};

// Iterations that are done at most, whatever the input asks for. Windows stops at the first for PKCS #12 schemes.
constexpr std::uint32_t kMostPkcs12Iterations = 600'000;
constexpr std::uint32_t kMostPbes2Iterations = 10'000'000;

// Decrypts EncryptedPrivateKeyInfo: PBES1 and PKCS #12 schemes, PBES2 with PBKDF2. `password` is without a NUL.
// bad_data: not that structure, too many iterations, or the wrong password; not_supported: another scheme.
Result<SecretBytes> decrypt_pkcs8(ByteView der, WideView password);

// Encrypts a PrivateKeyInfo. invalid_parameter: no iteration or too many, no salt or one of more than 1,024 bytes, a
// password that is not UTF-16.
Result<SecretBytes> encrypt_pkcs8(ByteView key_info, WideView password, const PbeChoice& choice);

}  // namespace cng::provider
