// ECCFULL blobs that are not what they say: layouts, sizes, and parameters that are none of a curve. Each refusal is
// quick.
#include <chrono>

#include "ecc_full_blob.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

// Imports and expects an answer within a second.
MadeKey import_full(const FullBlob& blob, ULONG flags = 0) {
  const auto start = std::chrono::steady_clock::now();
  MadeKey made =
      import_pair(BCRYPT_ECDH_ALG_HANDLE, blob.d.empty() ? BCRYPT_ECCFULLPUBLIC_BLOB : BCRYPT_ECCFULLPRIVATE_BLOB,
                  blob.bytes(), flags);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  return made;
}

FullBlob good() { return frp256(kEckv, true); }

void expect_refused(const FullBlob& blob, const char* what, NTSTATUS status = STATUS_INVALID_PARAMETER) {
  for (ULONG flags : {0U, 8U}) EXPECT_THAT(import_full(blob, flags), IsRefusedWith(status)) << what;
}

Bytes plus(Bytes number, int add) {
  for (std::size_t i = number.size(); i-- > 0 && add != 0;) {
    const int sum = number[i] + add;
    number[i] = static_cast<UCHAR>(sum);
    add = sum >> 8;
  }
  return number;
}

TEST(EccFullHostile, EveryTruncationAndExtraByte_IsRefused) {
  for (const FullBlob& blob : {good(), frp256(kEckp, false)}) {
    const Bytes whole = blob.bytes();
    const LPCWSTR type = blob.d.empty() ? BCRYPT_ECCFULLPUBLIC_BLOB : BCRYPT_ECCFULLPRIVATE_BLOB;
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, type,
                              Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << size;
    for (std::size_t extra : {1U, 22U, 1000U})
      EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, type, concat({whole, Bytes(extra, 0xEE)})),
                  IsRefusedWith(STATUS_INVALID_PARAMETER));
    EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, type, whole), IsMade());
  }
}

// Only how the curve was found is of no consequence.
TEST(EccFullHostile, EveryBitOfTheHeader_Counts) {
  const Bytes whole = good().bytes();
  for (std::size_t bit = 0; bit < std::size_t{8} * 32; ++bit) {
    Bytes changed = whole;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    const MadeKey made = import_pair(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, changed);
    if (bit / 32 == 3) {
      EXPECT_THAT(made, IsMade()) << bit;
      EXPECT_EQ(export_key(made.handle, BCRYPT_ECCFULLPRIVATE_BLOB).bytes, changed);
    } else if (changed[8] == 3) {
      EXPECT_THAT(made, IsRefusedWith(STATUS_NOT_SUPPORTED)) << "a Montgomery curve";
    } else {
      EXPECT_THAT(made, IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
    }
  }
}

TEST(EccFullHostile, EveryBitOfTheBody_Counts) {
  const Bytes whole = good().bytes();
  for (std::size_t bit = std::size_t{8} * 32; bit < 8 * whole.size(); bit += 5) {
    Bytes changed = whole;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, changed),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << bit;
  }
}

TEST(EccFullHostile, HostileSizes_AreRefused) {
  const Bytes whole = good().bytes();
  for (std::size_t field = 16; field < 32; field += 4)
    for (ULONG value :
         {0U, 13U, 31U, 33U, 67U, 129U, 0x1000U, 0x24924924U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFE0U, 0xFFFFFFFFU}) {
      if (field == 28 && value == 0) continue;
      Bytes changed = whole;
      const Bytes bytes = le32(value);
      std::copy(bytes.begin(), bytes.end(), changed.begin() + static_cast<std::ptrdiff_t>(field));
      EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, changed),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << field << " " << value;
      EXPECT_THAT(import_pair(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, concat({changed, Bytes(3000, 7)})),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << field << " " << value;
    }
}

TEST(EccFullHostile, OtherKindsOfCurves_AreNotSupported) {
  for (const auto& [type, status] : {std::pair{2U, STATUS_NOT_SUPPORTED},
                                     {3U, STATUS_NOT_SUPPORTED},
                                     {0U, STATUS_INVALID_PARAMETER},
                                     {4U, STATUS_INVALID_PARAMETER}}) {
    FullBlob blob = good();
    blob.type = type;
    expect_refused(blob, "type", status);
  }
}

TEST(EccFullHostile, CompositeOrEvenPrimes_AreRefused) {
  FullBlob blob = good();
  blob.p = plus(blob.p, -2);
  expect_refused(blob, "composite p");
  blob.p = plus(blob.p, 1);
  expect_refused(blob, "even p");
  blob = good();
  blob.n = plus(blob.n, -2);
  expect_refused(blob, "composite n");
  blob.n = plus(blob.n, 1);
  expect_refused(blob, "even n");
  // The square of a prime: (2^61 - 1)^2.
  blob.p = pad_left(hex("3ffffffffffffffc0000000000000001"), 16);
  blob.a = blob.b = blob.gx = blob.gy = blob.qx = blob.qy = pad_left({1}, 16);
  blob.n = blob.p;
  blob.d = pad_left({1}, 16);
  expect_refused(blob, "a square");
}

TEST(EccFullHostile, NumbersNotBelowThePrime_AreRefused) {
  for (Bytes FullBlob::*number :
       {&FullBlob::a, &FullBlob::b, &FullBlob::gx, &FullBlob::gy, &FullBlob::qx, &FullBlob::qy})
    for (const Bytes& value : {good().p, plus(good().p, 1), Bytes(32, 0xFF)}) {
      FullBlob blob = good();
      blob.*number = value;
      expect_refused(blob, "not below p");
    }
}

TEST(EccFullHostile, SingularCurves_AreRefused) {
  FullBlob blob = good();
  blob.a = blob.b = Bytes(32);  // y^2 = x^3, with the point (1, 1)
  blob.gx = blob.gy = blob.qx = blob.qy = pad_left({1}, 32);
  expect_refused(blob, "a cusp");
  blob.a = plus(blob.p, -3);  // y^2 = x^3 - 3 x + 2, with the point (2, 2)
  blob.b = pad_left({2}, 32);
  blob.gx = blob.gy = blob.qx = blob.qy = pad_left({2}, 32);
  expect_refused(blob, "a node");
}

TEST(EccFullHostile, Generators_AreOnTheCurveAndOfTheOrder) {
  FullBlob blob = good();
  blob.gy = plus(blob.gy, 1);
  expect_refused(blob, "a generator off the curve");
  blob = good();
  blob.gx = blob.gy = Bytes(32);
  expect_refused(blob, "a generator of zeros");
  blob = good();
  blob.b = plus(blob.b, 1);
  expect_refused(blob, "another curve");
  blob = good();
  blob.n = p256().n;
  expect_refused(blob, "the order of another curve");
}

TEST(EccFullHostile, OrdersAndCofactors_FitTheField) {
  FullBlob blob = good();
  for (const Bytes& h : {Bytes{0}, Bytes{2}, Bytes{0xFF}, Bytes(32, 0xFF), Bytes{1, 0}}) {
    blob.h = h;
    expect_refused(blob, "a wrong cofactor");
  }
  blob = good();
  blob.n = blob.p;
  expect_refused(blob, "n = p");
  for (const Bytes& n : {Bytes{3}, Bytes{7}, hex("ffffffffffffffc5"), Bytes(32, 0xFF)}) {
    blob = good();
    blob.n = n;
    blob.d = pad_left({1}, n.size());
    expect_refused(blob, "a small or wrong order");
  }
  for (const UCHAR h : {UCHAR{1}, UCHAR{2}, UCHAR{3}, UCHAR{5}, UCHAR{8}}) {
    blob = secp128r2(kEckv, true);
    blob.h = {h};
    expect_refused(blob, "a wrong cofactor of secp128r2");
  }
}

TEST(EccFullHostile, NumbersWithZerosInFront_AreRefused) {
  FullBlob blob = good();
  for (Bytes FullBlob::*number :
       {&FullBlob::p, &FullBlob::a, &FullBlob::b, &FullBlob::gx, &FullBlob::gy, &FullBlob::qx, &FullBlob::qy})
    blob.*number = pad_left(blob.*number, 33);
  expect_refused(blob, "a longer field");
  blob = good();
  blob.n = pad_left(blob.n, 33);
  blob.d = pad_left(blob.d, 33);
  expect_refused(blob, "a longer order");
}

TEST(EccFullHostile, Keys_AreChecked) {
  FullBlob blob = good();
  for (const Bytes& d : {Bytes(32), blob.n, plus(blob.n, 1), Bytes(32, 0xFF)}) {
    blob.d = d;
    expect_refused(blob, "d out of range");
  }
  blob = good();
  blob.qy = plus(blob.p, 0);
  expect_refused(blob, "a coordinate that is p");
  blob = good();
  blob.d = pad_left({2}, 32);
  EXPECT_THAT(import_full(blob), IsRefusedWith(STATUS_INVALID_PARAMETER)) << "halves that do not belong together";
  EXPECT_THAT(import_full(blob, 0x20), IsRefusedWith(STATUS_INVALID_PARAMETER));
  const MadeKey made = import_full(blob, 8);
  EXPECT_THAT(made, IsMade());
  EXPECT_NE(export_key(made.handle, BCRYPT_ECCFULLPRIVATE_BLOB).bytes, blob.bytes()) << "computed anew";
}

// secp128r2 has points of order 2: (x, 0). They are on the curve and no multiples of the generator.
TEST(EccFullHostile, PointOutsideTheSubgroup_IsRefusedUnlessNothingIsValidated) {
  FullBlob blob = secp128r2(kEckp, false);
  blob.qx = hex("ea1e91cc9229e872d1e910ce3edcb319");
  blob.qy = Bytes(16);
  EXPECT_THAT(import_full(blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_full(blob, 8), IsMade());
}

}  // namespace
