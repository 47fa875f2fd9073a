// The numbers of an RSA key: what is refused at import, and the limits of size.
#include <initializer_list>

#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

// with_bits gives a big-endian number of `size` bytes with these bits set.
Bytes with_bits(std::size_t size, std::initializer_list<std::size_t> bits) {
  Bytes out(size);
  for (std::size_t bit : bits) out[size - 1 - bit / 8] = static_cast<UCHAR>(out[size - 1 - bit / 8] | 1U << bit % 8);
  return out;
}

Bytes public_blob(const Bytes& e, const Bytes& n) {
  return rsa_blob({kRsa1, static_cast<ULONG>(8 * n.size()), len(e), len(n), 0, 0}, concat({e, n}));
}

Bytes private_blob(const Bytes& e, const Bytes& n, const Bytes& p, const Bytes& q) {
  return rsa_blob({kRsa2, static_cast<ULONG>(8 * n.size()), len(e), len(n), len(p), len(q)}, concat({e, n, p, q}));
}

MadeKey import_public(const Bytes& e, const Bytes& n, ULONG flags = 0) {
  return import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, public_blob(e, n), flags);
}

MadeKey import_private(const Bytes& e, const Bytes& n, const Bytes& p, const Bytes& q, ULONG flags = 0) {
  return import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, private_blob(e, n, p, q), flags);
}

Bytes flipped(Bytes number, std::size_t index, UCHAR mask) {
  number[index] = static_cast<UCHAR>(number[index] ^ mask);
  return number;
}

TEST(RsaNumber, EvenModulus_IsRefused) {
  const Bytes even = flipped(rsa512().n, 63, 1);
  EXPECT_THAT(import_public(rsa512().e, even), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_private(rsa512().e, even, rsa512().p, rsa512().q), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(RsaNumber, ZeroModulus_IsRefused) {
  EXPECT_THAT(import_public(rsa512().e, Bytes(64)), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_private(rsa512().e, Bytes(64), Bytes(32), Bytes(32)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(RsaNumber, ExponentsZeroOneAndEven_AreRefused) {
  for (const char* e : {"00", "01", "02", "010000", "000000", "0000000000000001", "8000000000000000"}) {
    EXPECT_THAT(import_public(hex(e), rsa512().n), IsRefusedWith(STATUS_INVALID_PARAMETER)) << e;
    EXPECT_THAT(import_private(hex(e), rsa512().n, rsa512().p, rsa512().q), IsRefusedWith(STATUS_INVALID_PARAMETER))
        << e;
  }
}

TEST(RsaNumber, ExponentsUpTo64Bits_AreTaken) {
  for (const char* e : {"03", "05", "11", "010001", "ffffffff", "0100000001", "ffffffffffffffff"}) {
    const MadeKey key = import_public(hex(e), rsa512().n);
    EXPECT_THAT(key, IsMade()) << e;
    EXPECT_EQ(to_hex(export_key(key.handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(public_blob(hex(e), rsa512().n)));
  }
}

TEST(RsaNumber, ExponentsOver64Bits_AreRefused) {
  for (const char* e : {"010000000000000001", "ff00000000000000000000000000000001"})
    EXPECT_THAT(import_public(hex(e), rsa512().n), IsRefusedWith(STATUS_INVALID_PARAMETER)) << e;
}

TEST(RsaNumber, LeadingZerosOfTheExponent_AreTakenAndNotExported) {
  for (const char* e : {"00010001", "0000000000010001", "000000000000000000010001"}) {
    EXPECT_EQ(to_hex(export_key(import_public(hex(e), rsa512().n).handle, BCRYPT_RSAPUBLIC_BLOB).bytes),
              to_hex(rsa_public(rsa512())))
        << e;
    const MadeKey two = import_private(hex(e), rsa512().n, rsa512().p, rsa512().q);
    EXPECT_EQ(to_hex(export_key(two.handle, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa512()))) << e;
    EXPECT_EQ(to_hex(export_key(two.handle, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512()))) << e;
    RsaHeader header = rsa_header(kRsa3, rsa512());
    header.e_size = len(hex(e));
    const Bytes rest = rsa_body(kRsa3, rsa512());
    const Bytes full = rsa_blob(header, concat({hex(e), Bytes(rest.begin() + 3, rest.end())}));
    const Key three = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, full);
    EXPECT_EQ(to_hex(export_key(three, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512()))) << e;
  }
}

TEST(RsaNumber, ProductOfThePrimes_MustBeTheModulusUnderEveryFlag) {
  const RsaKey& key = rsa512();
  for (ULONG flags : {0U, 0x8U, 0x10U, 0x18U, 0x20U}) {
    EXPECT_THAT(import_private(key.e, key.n, flipped(key.p, 10, 4), key.q, flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_private(key.e, key.n, key.p, flipped(key.q, 0, 1), flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_private(key.e, flipped(key.n, 40, 2), key.p, key.q, flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_private(key.e, key.n, key.p, key.p, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_private(key.e, key.n, Bytes(32), key.q, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_private(key.e, key.n, key.p, Bytes(32), flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST(RsaNumber, ProductThatIsRightOnlyInItsLowOrHighHalf_IsRefused) {
  const RsaKey& key = rsa512();
  // p + 2^255 changes nothing in the low half of the product; p with its lowest bits changed nothing in the highest.
  EXPECT_THAT(import_private(key.e, key.n, flipped(key.p, 0, 0x80), key.q), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_private(key.e, key.n, flipped(key.p, 31, 0x02), key.q), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(RsaNumber, EveryBitOfModulusAndPrimes_Counts) {
  for (const RsaKey* key : {&rsa512(), &rsa1032()}) {
    const Bytes blob = rsa_private(*key);
    for (std::size_t bit = 8 * (24 + 3); bit < 8 * blob.size(); ++bit) {
      const MadeKey made = import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB,
                                       flipped(blob, bit / 8, static_cast<UCHAR>(1U << bit % 8)));
      EXPECT_THAT(made, IsRefusedWith(STATUS_INVALID_PARAMETER)) << key->bits << " bit " << bit;
    }
  }
}

TEST(RsaNumber, FullBlobIsHeldToTheSameProduct) {
  for (std::size_t offset : {24U + 3U + 1U, 24U + 3U + 64U, 24U + 3U + 64U + 32U})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, flipped(rsa_full(rsa512()), offset, 2)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << offset;
}

TEST(RsaNumber, ExponentThatSharesAFactorWithAPrimeMinusOne_IsRefused) {
  // 3 divides p - 1 or q - 1 of the 512-bit key.
  const RsaKey& key = rsa512();
  for (ULONG flags : {0U, 0x8U})
    EXPECT_THAT(import_private(hex("03"), key.n, key.p, key.q, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_public(hex("03"), key.n), IsMade()) << "a public key has no such rule";
}

TEST(RsaNumber, PrimeOrder_IsKept) {
  // The second prime may be the larger one; the order given comes back.
  const RsaKey& key = rsa512();
  const MadeKey swapped = import_private(key.e, key.n, key.q, key.p);
  ASSERT_THAT(swapped, IsMade());
  EXPECT_EQ(to_hex(export_key(swapped.handle, BCRYPT_RSAPRIVATE_BLOB).bytes),
            to_hex(private_blob(key.e, key.n, key.q, key.p)));
}

TEST(RsaNumber, PublicModulus_From384To16384BitsIsTaken) {
  for (std::size_t bits : {384U, 385U, 392U, 511U, 513U, 521U, 1031U, 4096U, 8192U, 16383U, 16384U}) {
    const Bytes n = with_bits((bits + 7) / 8, {0, bits - 1});
    const MadeKey key = import_public(rsa512().e, n);
    EXPECT_THAT(key, IsMade()) << bits;
    Bytes expected = public_blob(rsa512().e, n);
    const Bytes exact = le32(static_cast<ULONG>(bits));
    std::copy(exact.begin(), exact.end(), expected.begin() + 4);
    EXPECT_EQ(to_hex(export_key(key.handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(expected)) << bits;
  }
}

TEST(RsaNumber, PublicModulus_OutsideTheLimitsIsNotSupported) {
  for (std::size_t bits : {9U, 64U, 255U, 256U, 376U, 383U, 16385U, 16392U, 20000U, 65536U}) {
    const Bytes n = with_bits((bits + 7) / 8, {0, bits - 1});
    EXPECT_THAT(import_public(rsa512().e, n), IsRefusedWith(STATUS_NOT_SUPPORTED)) << bits;
  }
}

// With k = bits / 2 - 2: p = 3 * 2^k + 1, q = 3 * 2^k + 3, n = 9 * 2^2k + 12 * 2^k + 3. Not primes, and import does
// not ask whether they are.
MadeKey import_made_up(std::size_t bits) {
  const std::size_t half = bits / 2;
  const std::size_t k = half - 2;
  const Bytes p = with_bits(half / 8, {0, k, k + 1});
  const Bytes q = with_bits(half / 8, {0, 1, k, k + 1});
  const Bytes n = with_bits(bits / 8, {0, 1, k + 2, k + 3, 2 * k, 2 * k + 3});
  const Bytes e = hex("010001");
  MadeKey key = import_private(e, n, p, q);
  if (key.status == STATUS_SUCCESS) {
    EXPECT_EQ(to_hex(export_key(key.handle, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(private_blob(e, n, p, q)));
  }
  return key;
}

TEST(RsaNumber, PrivateKeys_From384To16384BitsAreTaken) {
  for (std::size_t bits : {384U, 512U, 1024U, 4096U, 16384U}) EXPECT_THAT(import_made_up(bits), IsMade()) << bits;
}

TEST(RsaNumber, PrivateKeys_OutsideTheLimitsAreNotSupported) {
  for (std::size_t bits : {256U, 368U, 16400U, 32768U})
    EXPECT_THAT(import_made_up(bits), IsRefusedWith(STATUS_NOT_SUPPORTED)) << bits;
}

TEST(RsaNumber, LeadingZerosOfTheModulus_AreTakenAndNotExported) {
  const RsaKey& key = rsa512();
  for (std::size_t zeros : {1U, 2U}) {
    const std::size_t n_size = key.n.size() + zeros, prime_size = (n_size + 1) / 2;
    const Bytes n = pad_left(key.n, n_size), p = pad_left(key.p, prime_size), q = pad_left(key.q, prime_size);
    EXPECT_EQ(to_hex(export_key(import_public(key.e, n).handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(rsa_public(key)));
    EXPECT_EQ(to_hex(export_key(import_private(key.e, n, p, q).handle, BCRYPT_RSAPRIVATE_BLOB).bytes),
              to_hex(rsa_private(key)));
    // A prime that needs the room is no half of this modulus.
    EXPECT_FALSE(import_private(key.e, n, flipped(p, 0, 1), q).written);
    EXPECT_FALSE(import_private(key.e, n, p, flipped(q, 0, 1)).written);
  }
}

TEST(RsaNumber, LeadingZerosOfTheModulus_DoNotHideAShortOne) {
  const Bytes n = pad_left(with_bits(40, {0, 319}), 64);
  const MadeKey key = import_public(rsa512().e, n);
  EXPECT_FALSE(key.written);
  EXPECT_TRUE(key.status == STATUS_INVALID_PARAMETER || key.status == STATUS_NOT_SUPPORTED) << status_name(key.status);
}

}  // namespace
