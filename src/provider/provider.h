// The provider: KeyParts <-> OpenSSL. The only folder that includes <openssl/...>; everything else sees this header.
// All numbers in and out are big-endian. Functions may be called from any number of threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"

namespace cng::provider {

// The version of OpenSSL that does the work, for example "3.5.0".
const char* openssl_version();

// ---- Checking and completing keys: no EVP object is built here -------------------------------------------------

// Refuses what Windows refuses at import: ranges, p*q = n, gcd(e, p-1) = gcd(e, q-1) = 1, point on curve, 0 < d < n,
// and with Validation::full a public half that is not d*G. With Validation::none a public half given with a private
// one is dropped, to be computed at first need. Primality is not tested. Error: invalid_parameter with the reason.
Status check(Key& key, Validation validation);

// The whole key: what is missing is computed once and kept with the key (ECC x and y; DH and DSA y; RSA dp, dq, qi, d,
// and given ones that are not consistent are replaced). The views live as long as the key. A public key comes back as
// it is.
Result<KeyParts> complete(const Key& key);

// Makes a new pair of `bits` bits (RSA, public exponent 65537; DH and DSA, in a group
// of their own choice) or on `curve` (ECC).
Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);

// The same in a group that the caller has chosen: DH, where x may be given too, and DSA.
Result<std::unique_ptr<Key>> generate_in(const KeyOrigin& origin, const KeyParts& group);

// Refuses a group for new keys whose numbers are out of range, or of which q does not divide p - 1.
Status check_group(const KeyParts& group);

// Everything that can be tested of a key, however long it takes: primality, orders, pairwise consistency. For cngkey.
Status verify_deeply(const Key& key);

// ---- RSA --------------------------------------------------------------------------------------------------------

struct RsaPadding {
  enum class Scheme : std::uint8_t { none, pkcs1, pss, oaep };
  Scheme scheme = Scheme::none;
  const HashInfo* hash = nullptr;  // pkcs1 signature: null = no DigestInfo, the input is padded as it is
  std::uint32_t salt_bytes = 0;    // pss
  ByteView label{};                // oaep
  bool optional_oid = false;       // pkcs1 verification: DigestInfo may be absent, or lack its NULL parameters
};

// Signs `digest`; `out` has the length of the modulus. A digest whose length is not that of the hash, a salt or input
// too long for the key, or a public key: invalid_parameter.
Status rsa_sign(const Key& key, const RsaPadding& padding, ByteView digest, ByteSpan out);

// invalid_signature if it does not verify, invalid_parameter if its length is not that of the modulus.
Status rsa_verify(const Key& key, const RsaPadding& padding, ByteView digest, ByteView signature);

// Encrypts to `out`, which has the length of the modulus. invalid_parameter: input too long for the padding, or with
// Scheme::none not exactly as long as the modulus, or not less than it.
Status rsa_encrypt(const Key& key, const RsaPadding& padding, ByteView plain, ByteSpan out);

// Decrypts. Every failure to decode gives the same error, kRsaDecodeFailure; PKCS #1 implicit rejection is off, because
// CNG reports errors.
Result<SecretBytes> rsa_decrypt(const Key& key, const RsaPadding& padding, ByteView cipher);
constexpr Error kRsaDecodeFailure = invalid_parameter("the decrypted block does not have this padding");

// ---- Elliptic curves --------------------------------------------------------------------------------------------

// Writes r || s, each of the order's length, into `out`.
Status ecdsa_sign(const Key& key, ByteView digest, ByteSpan out);
Status ecdsa_verify(const Key& key, ByteView digest, ByteView signature);

// Refuses parameters that are not those of an elliptic curve with a generator of prime order. Named curves are good.
Status check_curve(const CurveInfo& curve);

// The shared x coordinate, field length, big-endian; on curve25519 as RFC 7748 gives it, little-endian.
Result<SecretBytes> ecdh(const Key& mine, const Key& peer);

// ---- Post-quantum ------------------------------------------------------------------------------------------------

// Makes a new pair of a parameter set. It keeps the seed where the algorithm has one.
Result<std::unique_ptr<Key>> pq_generate(const KeyOrigin& origin, const ParameterSet& parameters);

// A fresh secret of kMlkemSecretBytes and its ciphertext, which has the length of the parameter set. Byte order as in
// FIPS 203.
Status mlkem_encapsulate(const Key& key, ByteSpan secret, ByteSpan ciphertext);

// The secret of a ciphertext; one that was tampered with gives another secret. invalid_parameter: a ciphertext of
// another length, a public key.
Status mlkem_decapsulate(const Key& key, ByteView ciphertext, ByteSpan secret);

// What ML-DSA and SLH-DSA sign: a message, a digest of it, or (ML-DSA) the 64 bytes that FIPS 204 calls mu.
struct PqInput {
  ByteView bytes{};
  ByteView context{};                 // at most 255 bytes; none with mu
  const HashInfo* prehash = nullptr;  // the hash that `bytes` is a digest of
  bool is_mu = false;
};

// Signs with fresh randomness; `out` has the length of the parameter set. invalid_parameter: a public key, a context
// that is too long, a digest or mu of the wrong length.
Status pqdsa_sign(const Key& key, const PqInput& input, ByteSpan out);

// invalid_signature if it does not verify, also where its length is wrong.
Status pqdsa_verify(const Key& key, const PqInput& input, ByteView signature);

// The same for LMS and XMSS, whose signatures are the bare ones of their RFCs.
Status hash_based_verify(const Key& key, ByteView message, ByteView signature);

// ---- DH and DSA -------------------------------------------------------------------------------------------------

// peer.y^x mod p, of the length of p, big-endian. Keys of different groups, a peer's value that is 0, 1, p - 1 or more,
// and a trivial result: invalid_parameter.
Result<SecretBytes> dh_agree(const Key& mine, const Key& peer);

// Writes r || s, each of the length of q, into `out`. Of a longer digest the leftmost bytes count.
Status dsa_sign(const Key& key, ByteView digest, ByteSpan out);
Status dsa_verify(const Key& key, ByteView digest, ByteView signature);

// ---- Hashes and key derivation -----------------------------------------------------------------------------------

// Digest of the concatenated pieces into `out`, which has hash.digest_bytes.
Status digest(const HashInfo& hash, std::span<const ByteView> pieces, ByteSpan out);

// SHA-256 of the concatenated pieces, without initialising OpenSSL; for what must answer fast before any cryptography.
constexpr std::size_t kSha256Bytes = 32;
Status sha256(std::span<const ByteView> pieces, std::span<std::uint8_t, kSha256Bytes> out);

// HMAC of the concatenated pieces; an empty key is allowed.
Status hmac(const HashInfo& hash, ByteView key, std::span<const ByteView> pieces, ByteSpan out);

// The PRF of TLS 1.0/1.1 (hash null: MD5 xor SHA-1) or 1.2 over label || seed.
Status tls_prf(const HashInfo* hash, ByteView secret, ByteView label, ByteView seed, ByteSpan out);

// SP 800-56A concatenation KDF: hash over counter || secret || other_info.
Status concat_kdf(const HashInfo& hash, ByteView secret, ByteView other_info, ByteSpan out);

// HKDF extract and expand (RFC 5869), and the second step alone; extract is hmac() with the salt as key.
Status hkdf(const HashInfo& hash, ByteView secret, ByteView salt, ByteView info, ByteSpan out);
Status hkdf_expand(const HashInfo& hash, ByteView pseudorandom_key, ByteView info, ByteSpan out);

// SP 800-108 in counter mode: HMAC over counter || fixed || length of `out` in bits, both of 32 bits, big-endian.
Status counter_kdf(const HashInfo& hash, ByteView secret, std::span<const ByteView> fixed, ByteSpan out);

// PBKDF2 (RFC 8018). Password and salt may be empty.
Status pbkdf2(const HashInfo& hash, ByteView password, ByteView salt, std::uint64_t iterations, ByteSpan out);

// The derivation of CryptoAPI's CryptDeriveKey from a digest: its first bytes; or with `expand`, and wherever more are
// asked for, H(digest xor 0x36...) || H(digest xor 0x5C...), each padded to 64 bytes. At most two digests.
// A key for AES is expanded when the digest is shorter than the longest such key, whatever its own length; so
// CryptoAPI does, and what BCRYPT_CAPI_AES_FLAG and an AES hTargetAlg mean is read as that (not confirmed).
constexpr std::size_t kLongestAesKey = 32;
Status capi_kdf(const HashInfo& hash, ByteView digest_value, bool expand, ByteSpan out);

}  // namespace cng::provider
