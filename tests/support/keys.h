// Keys and blobs for the tests. The RSA keys of 1024 bits and more and the EC keys were made for these tests with
// OpenSSL; the 512-bit key is the example of the blob reference, which is the key of Wine's tests.
#ifndef OPENCNG_TESTS_SUPPORT_KEYS_H_
#define OPENCNG_TESTS_SUPPORT_KEYS_H_

#include "support/bytes.h"

namespace cngtest {

inline constexpr ULONG kRsa1 = 0x31415352;
inline constexpr ULONG kRsa2 = 0x32415352;
inline constexpr ULONG kRsa3 = 0x33415352;

// RsaKey holds big-endian numbers in the widths that blobs carry.
struct RsaKey {
  ULONG bits;
  Bytes e, n, p, q, dp, dq, qi, d;
};

const RsaKey& rsa512();
const RsaKey& rsa1024();
const RsaKey& rsa1032();  // modulus 129 bytes, primes 65
const RsaKey& rsa2048();
const RsaKey& rsa2048_other();

// RsaHeader is the header of an RSA blob; a test changes the field that it is about.
struct RsaHeader {
  ULONG magic, bits, e_size, n_size, p_size, q_size;
};
RsaHeader rsa_header(ULONG magic, const RsaKey& key);
Bytes rsa_blob(const RsaHeader& header, const Bytes& body);

// The documented blobs of a key; the body is e n, then p q, then dp dq qi d.
Bytes rsa_body(ULONG magic, const RsaKey& key);
Bytes rsa_blob(ULONG magic, const RsaKey& key);
inline Bytes rsa_public(const RsaKey& key) { return rsa_blob(kRsa1, key); }
inline Bytes rsa_private(const RsaKey& key) { return rsa_blob(kRsa2, key); }
inline Bytes rsa_full(const RsaKey& key) { return rsa_blob(kRsa3, key); }

// Curve describes one of the three fixed curves: its numbers and its names in the API.
struct Curve {
  const char* label;
  ULONG bits, size;  // size of a coordinate in bytes
  ULONG ecdh_public, ecdh_private, ecdsa_public, ecdsa_private;
  LPCWSTR ecdh, ecdsa, name;
  BCRYPT_ALG_HANDLE ecdh_handle, ecdsa_handle;
  Bytes p, n, gx, gy, b;  // a is p - 3
};

const Curve& p256();
const Curve& p384();
const Curve& p521();
const Curve& curve(int index);  // 0, 1, 2 in the order above
inline constexpr int kCurveCount = 3;

inline constexpr ULONG kEckp = 0x504B4345;
inline constexpr ULONG kEckv = 0x564B4345;
inline constexpr ULONG kEcdp = 0x50444345;
inline constexpr ULONG kEcdv = 0x56444345;

struct EcKey {
  Bytes x, y, d;
};

// Two keys for each curve.
const EcKey& ec_key_a(const Curve& curve);
const EcKey& ec_key_b(const Curve& curve);

Bytes ec_blob(ULONG magic, ULONG size, const Bytes& body);
Bytes ec_public(ULONG magic, const EcKey& key);
Bytes ec_private(ULONG magic, const EcKey& key);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_KEYS_H_
