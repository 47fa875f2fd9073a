// The table of algorithms and of their pseudo-handles: all that is the same for every handle of one algorithm.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"
#include "core/curve.h"
#include "core/wide_string.h"

namespace cng {

enum class AlgorithmId : std::uint8_t {
  rsa,
  rsa_sign,
  ecdsa,
  ecdsa_p256,
  ecdsa_p384,
  ecdsa_p521,
  ecdh,
  ecdh_p256,
  ecdh_p384,
  ecdh_p521,
  dh,
  dsa,
  md2,
  md4,
  md5,
  sha1,
  sha256,
  sha384,
  sha512,
  sha3_256,
  sha3_384,
  sha3_512,
  cshake128,
  cshake256,
  kmac128,
  kmac256,
  shake128,
  shake256,
  aes_cmac,
  aes_gmac,
  aes,
  tdes,
  tdes_112,
  des,
  desx,
  rc2,
  rc4,
  xts_aes,
  chacha20_poly1305,
  capi_kdf,
  pbkdf2,
  sp800_108,
  sp800_56a,
  tls1_1_kdf,
  tls1_2_kdf,
  hkdf,
  rng,
  mlkem,
  mldsa,
  slhdsa,
  lms,
  xmss,
};

// What kind of parts a key of an algorithm has. hash_based: the stateful signatures, LMS and XMSS.
enum class Family : std::uint8_t { none, rsa, ecc, dh, dsa, symmetric, derivation, mlkem, mldsa, slhdsa, hash_based };

// BCRYPT_*_INTERFACE, the "PrimitiveType" of an algorithm.
enum class Interface : std::uint8_t {
  cipher = 1,
  hash = 2,
  asymmetric_encryption = 3,
  secret_agreement = 4,
  signature = 5,
  rng = 6,
  key_derivation = 7,
  key_encapsulation = 8,
};

struct KeyLengths {
  std::uint32_t min_bits, max_bits, increment;
};

// What a hash algorithm is underneath. `digest` alone can be keyed as HMAC; cmac, gmac and kmac need a key.
enum class HashKind : std::uint8_t { digest, xof, cshake, kmac, cmac, gmac };

struct HashInfo {
  const char* provider_name;   // OpenSSL's spelling
  std::uint32_t digest_bytes;  // of an xof: what BCryptHash gives when the caller does not say
  std::uint32_t block_bytes;
  ByteView oid;  // contents octets of the object identifier
  HashKind kind = HashKind::digest;
};

// "ChainingMode" of a symmetric algorithm; `none` is ChainingModeN/A.
enum class ChainMode : std::uint8_t { none, cbc, ecb, cfb, ccm, gcm };

// How a cipher is run: `block` in the mode of its key; the others have one way of their own, ChainMode::none.
enum class CipherKind : std::uint8_t { block, stream, xts, poly1305 };

struct CipherInfo {
  std::uint32_t block_bytes;    // 1: a stream cipher
  ChainMode initial_mode;       // of a new algorithm handle
  std::uint32_t modes;          // bit 1 << ChainMode for each that may be set
  std::uint32_t extended_bits;  // longest secret with BCRYPT_EXTENDED_KEYSIZE
  CipherKind kind = CipherKind::block;
};

struct AlgorithmInfo {
  AlgorithmId id;
  WideView name;
  Interface interface;
  Family family;
  KeyLengths lengths;           // all 0: this algorithm has no KeyLengths
  CurveId curve;                // none: not an elliptic curve algorithm, or the curve is a property
  const HashInfo* hash;         // null: not a hash
  const CipherInfo* cipher;     // null: not a symmetric cipher
  std::uint32_t object_length;  // "ObjectLength" in bytes; 0: not supported for this algorithm
};

constexpr std::uint32_t kAlgHandleHmac = 0x08;  // BCRYPT_ALG_HANDLE_HMAC_FLAG
constexpr std::uint32_t kHashReusable = 0x20;   // BCRYPT_HASH_REUSABLE_FLAG

std::span<const AlgorithmInfo> all_algorithms();

// The row of a BCrypt algorithm name, compared exactly; null if it is not known.
const AlgorithmInfo* find_algorithm(WideView name);

const AlgorithmInfo& algorithm(AlgorithmId id);

struct PseudoHandle {
  std::uintptr_t value;
  AlgorithmId algorithm;
  std::uint32_t flags;  // kAlgHandleHmac or 0
  ChainMode mode = ChainMode::none;
};

// The CNG name of a chaining mode, and the mode of a name; false if the name is none.
WideView chain_mode_name(ChainMode mode);
bool find_chain_mode(WideView name, ChainMode& mode);

// The row of a pseudo-handle; null if `handle` is none.
const PseudoHandle* find_pseudo_handle(std::uintptr_t handle);

}  // namespace cng
