// ECCFULL blobs of the tests: the header, the domain and the key, each of which a test may change.
#ifndef OPENCNG_TESTS_API_ECC_FULL_BLOB_H_
#define OPENCNG_TESTS_API_ECC_FULL_BLOB_H_

#include "support/bytes.h"

namespace cngtest {

struct FullBlob {
  ULONG magic, version, type, generation;
  Bytes p, a, b, gx, gy, n, h, seed, qx, qy, d;  // d is empty in a public blob

  // The bytes of "ECCParameters".
  Bytes parameters() const {
    return concat({le32(version), le32(type), le32(generation), le32(len(p)), le32(len(n)), le32(len(h)),
                   le32(len(seed)), p, a, b, gx, gy, n, h, seed});
  }
  Bytes bytes() const { return concat({le32(magic), parameters(), qx, qy, d}); }
};

// FRP256v1 (ANSSI, JORF 0241 of 2011), which Windows has no name for, with the key d = 1, Q = G.
inline FullBlob frp256(ULONG magic, bool is_private) {
  FullBlob out;
  out.magic = magic;
  out.version = out.type = 1;
  out.generation = 0;
  out.p = hex("f1fd178c0b3ad58f10126de8ce42435b3961adbcabc8ca6de8fcf353d86e9c03");
  out.a = hex("f1fd178c0b3ad58f10126de8ce42435b3961adbcabc8ca6de8fcf353d86e9c00");
  out.b = hex("ee353fca5428a9300d4aba754a44c00fdfec0c9ae4b1a1803075ed967b7bb73f");
  out.gx = out.qx = hex("b6b3d4c356c139eb31183d4749d423958c27d2dcaf98b70164c97a2dd98f5cff");
  out.gy = out.qy = hex("6142e0f7c8b204911f9271f0f3ecef8c2701c307e8e4c9e183115a1554062cfb");
  out.n = hex("f1fd178c0b3ad58f10126de8ce42435b53dc67e140d2bf941ffdd459c6d655e1");
  out.h = {1};
  if (is_private) out.d = pad_left({1}, 32);
  return out;
}

// secp128r2 (SEC 2, version 1), whose cofactor is 4, and which Windows has no name for.
inline FullBlob secp128r2(ULONG magic, bool is_private) {
  FullBlob out = frp256(magic, false);
  out.p = hex("fffffffdffffffffffffffffffffffff");
  out.a = hex("d6031998d1b3bbfebf59cc9bbff9aee1");
  out.b = hex("5eeefca380d02919dc2c6558bb6d8a5d");
  out.gx = out.qx = hex("7b6aa5d85e572983e6fb32a7cdebc140");
  out.gy = out.qy = hex("27b6916a894d3aee7106fe805fc34b44");
  out.n = hex("3fffffff7fffffffbe0024720613b5a3");
  out.h = {4};
  if (is_private) out.d = pad_left({1}, 16);
  return out;
}

}  // namespace cngtest

#endif  // OPENCNG_TESTS_API_ECC_FULL_BLOB_H_
