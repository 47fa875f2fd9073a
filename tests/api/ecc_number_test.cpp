// The numbers of an EC key: ranges, the point, and what each validation flag checks.
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

constexpr ULONG kAllFlags[] = {0, 0x8, 0x10, 0x18, 0x20};

// plus adds two big-endian numbers of one size; the carry out is dropped.
Bytes plus(Bytes left, const Bytes& right) {
  unsigned carry = 0;
  for (std::size_t i = left.size(); i-- > 0;) {
    carry += static_cast<unsigned>(left[i]) + right[i];
    left[i] = static_cast<UCHAR>(carry & 0xFF);
    carry >>= 8;
  }
  return left;
}

Bytes minus_one(Bytes number) {
  for (std::size_t i = number.size(); i-- > 0;) {
    number[i] = static_cast<UCHAR>(number[i] - 1);
    if (number[i] != 0xFF) break;
  }
  return number;
}

Bytes small(const Curve& c, UCHAR value) { return pad_left({value}, c.size); }

class EccNumber : public testing::TestWithParam<int> {
 protected:
  MadeKey import_public(const Bytes& x, const Bytes& y, ULONG flags = 0) {
    return import_pair(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_blob(c.ecdsa_public, c.size, concat({x, y})), flags);
  }
  MadeKey import_private(const Bytes& x, const Bytes& y, const Bytes& d, ULONG flags = 0) {
    return import_pair(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, ec_blob(c.ecdh_private, c.size, concat({x, y, d})),
                       flags);
  }
  const Curve& c = curve(GetParam());
  const EcKey& key = ec_key_a(c);
  const Bytes zero = Bytes(c.size);
};

TEST_P(EccNumber, PointOffTheCurve_IsRefusedUnderEveryFlag) {
  Bytes y = key.y;
  y.back() = static_cast<UCHAR>(y.back() ^ 1);
  for (ULONG flags : kAllFlags) {
    EXPECT_THAT(import_public(key.x, y, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(import_public(key.y, key.x, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(import_public(small(c, 1), small(c, 1), flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(import_public(zero, small(c, 1), flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(import_public(small(c, 1), zero, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
  }
}

TEST_P(EccNumber, PointAtInfinity_IsRefusedUnderEveryFlag) {
  for (ULONG flags : kAllFlags)
    EXPECT_THAT(import_public(zero, zero, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

TEST_P(EccNumber, CoordinatesNotBelowTheFieldPrime_AreRefused) {
  for (ULONG flags : kAllFlags) {
    EXPECT_THAT(import_public(c.p, key.y, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_public(key.x, c.p, flags), IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_public(Bytes(c.size, 0xFF), Bytes(c.size, 0xFF), flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
  if (c.bits % 8 == 0) return;
  // Here x + p fits into the field of the blob: the same point, written in a form that is not allowed.
  EXPECT_THAT(import_public(plus(key.x, c.p), key.y), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_public(key.x, plus(key.y, c.p)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccNumber, BaseAndItsNegative_AreKeys) {
  EXPECT_THAT(import_public(c.gx, c.gy), IsMade());
  // d = 1 gives the base point; d = n - 1 its negative, with the same x.
  const MadeKey one = import_private(c.gx, c.gy, small(c, 1));
  EXPECT_THAT(one, IsMade());
  const MadeKey last = import_private(zero, zero, minus_one(c.n));
  ASSERT_THAT(last, IsMade());
  const Bytes blob = export_key(last.handle, BCRYPT_ECCPUBLIC_BLOB).bytes;
  EXPECT_EQ(to_hex(Bytes(blob.begin() + 8, blob.begin() + 8 + c.size)), to_hex(c.gx));
}

TEST_P(EccNumber, PrivateNumberZero_IsRefusedUnderEveryFlag) {
  for (ULONG flags : kAllFlags) {
    EXPECT_THAT(import_private(key.x, key.y, zero, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    EXPECT_THAT(import_private(zero, zero, zero, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
  }
}

TEST_P(EccNumber, PrivateNumberNotBelowTheOrder_IsRefusedUnderEveryFlag) {
  for (ULONG flags : kAllFlags)
    for (const Bytes& d : {c.n, plus(c.n, small(c, 1)), Bytes(c.size, 0xFF)}) {
      EXPECT_THAT(import_private(key.x, key.y, d, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
      EXPECT_THAT(import_private(zero, zero, d, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
    }
  if (c.bits % 8 == 0) return;
  EXPECT_THAT(import_private(key.x, key.y, plus(key.d, c.n)), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccNumber, PrivateWithoutThePublicPoint_GetsIt) {
  for (ULONG flags : {0U, 0x8U}) {
    const MadeKey made = import_private(zero, zero, key.d, flags);
    ASSERT_THAT(made, IsMade()) << flags;
    EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(c.ecdh_private, key)));
    EXPECT_EQ(to_hex(export_key(made.handle, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(ec_public(c.ecdh_public, key)));
  }
}

TEST_P(EccNumber, PublicPointOfAnotherKey_IsRefusedOrReplacedByFlag) {
  const EcKey& other = ec_key_b(c);
  EXPECT_THAT(import_private(other.x, other.y, key.d, 0), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_private(other.x, other.y, key.d, 0x20), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const MadeKey replaced = import_private(other.x, other.y, key.d, 0x8);
  ASSERT_THAT(replaced, IsMade());
  EXPECT_EQ(to_hex(export_key(replaced.handle, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(ec_private(c.ecdh_private, key)));
  // 0x18 has the bit of "no validation" in it, and is a level of validation all the same.
  for (ULONG flags : {0x10U, 0x18U, 0x28U})
    EXPECT_THAT(import_private(other.x, other.y, key.d, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

TEST_P(EccNumber, PrivateWithAPointOffTheCurve_IsRefused) {
  Bytes y = key.y;
  y.back() = static_cast<UCHAR>(y.back() ^ 1);
  for (ULONG flags : {0U, 0x10U, 0x18U, 0x20U})
    EXPECT_THAT(import_private(key.x, y, key.d, flags), IsRefusedWith(STATUS_INVALID_PARAMETER)) << flags;
}

INSTANTIATE_TEST_SUITE_P(All, EccNumber, testing::Range(0, kCurveCount),
                         [](const testing::TestParamInfo<int>& row) { return curve(row.param).label; });

TEST(EccReference, ExampleWithPrivateNumberOne_IsMatched) {
  const Bytes example =
      hex("45435332 20000000"
          "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
          "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"
          "0000000000000000000000000000000000000000000000000000000000000001");
  const Key key = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB, example);
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(example));
}

}  // namespace
