// DH and DSA keys for the tests and the documented blobs of them. The groups of 1536, 2048 and 4096 bits for DH are
// those of RFC 3526 and RFC 7919, all other numbers were made for these tests; the seeds and counters of DSA belong to
// nothing.
#ifndef OPENCNG_TESTS_SUPPORT_DL_KEYS_H_
#define OPENCNG_TESTS_SUPPORT_DL_KEYS_H_

#include "support/bytes.h"

namespace cngtest {

inline constexpr ULONG kDhpb = 0x42504844;
inline constexpr ULONG kDhpv = 0x56504844;
inline constexpr ULONG kDhpm = 0x4D504844;
inline constexpr ULONG kDspb = 0x42505344;
inline constexpr ULONG kDspv = 0x56505344;
inline constexpr ULONG kDspm = 0x4D505344;
inline constexpr ULONG kDpb2 = 0x32425044;
inline constexpr ULONG kDpv2 = 0x32565044;
inline constexpr ULONG kDpm2 = 0x324D5044;

// DhKey holds big-endian numbers as long as p: a pair, a second pair of the same group, and what the two agree on.
struct DhKey {
  ULONG bits;
  Bytes p, g, y, x, peer_y, peer_x, secret;
};

const DhKey& dh512();   // the order of g has 160 bits
const DhKey& dh1024();  // 256 bits; the secret begins with a zero byte
const DhKey& dh_modp1536();
const DhKey& dh_ffdhe2048();
const DhKey& dh_ffdhe4096();

Bytes dh_blob(ULONG magic, ULONG size, const Bytes& body);
Bytes dh_public(const DhKey& key);
Bytes dh_private(const DhKey& key);
Bytes dh_peer(const DhKey& key);
Bytes dh_peer_private(const DhKey& key);
Bytes dh_parameters(const DhKey& key);

// DsaKey holds big-endian numbers in the widths that blobs carry; above 1024 bits they go into version 2.
struct DsaKey {
  Bytes count, seed, q, p, g, y, x;
  ULONG standard = 1;

  bool is_v2() const { return p.size() > 128; }
  void set_seed_unknown();
};

const DsaKey& dsa512();
const DsaKey& dsa1024();
const DsaKey& dsa1536();
const DsaKey& dsa2048();
const DsaKey& dsa2048_512();  // q has 512 bits
const DsaKey& dsa3072();

Bytes dsa_public(const DsaKey& key);
Bytes dsa_private(const DsaKey& key);
Bytes dsa_parameters(const DsaKey& key);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_DL_KEYS_H_
