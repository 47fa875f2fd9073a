// The check of a public point, on points that are hard for the arithmetic and on everything next to a good key.
#include "ecc_edge_points.h"
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

MadeKey import_public(const Curve& c, const Bytes& x, const Bytes& y) {
  return import_pair(c.ecdh_handle, BCRYPT_ECCPUBLIC_BLOB, ec_blob(c.ecdh_public, c.size, concat({x, y})));
}

Bytes flipped(Bytes bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<UCHAR>(bytes[bit / 8] ^ 1U << bit % 8);
  return bytes;
}

TEST(EccPoint, CoordinatesAtTheEdgesOfTheField_AreTaken) {
  for (const known::EdgePoint& row : known::kEdgePoints) {
    const Curve& c = curve(row.curve);
    const MadeKey key = import_public(c, hex(row.x), hex(row.y));
    EXPECT_THAT(key, IsMade()) << c.label << " x " << row.x;
    const Bytes blob = ec_blob(c.ecdh_public, c.size, concat({hex(row.x), hex(row.y)}));
    EXPECT_EQ(to_hex(export_key(key.handle, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(blob));
  }
}

TEST(EccPoint, NeighboursOfPointsAtTheEdges_AreRefused) {
  for (const known::EdgePoint& row : known::kEdgePoints) {
    const Curve& c = curve(row.curve);
    const std::size_t bits = 8 * c.size;
    for (std::size_t bit : {std::size_t{0}, std::size_t{7}, std::size_t{63}, bits / 2, bits - 8, bits - 1}) {
      EXPECT_THAT(import_public(c, flipped(hex(row.x), bit), hex(row.y)), IsRefusedWith(STATUS_INVALID_PARAMETER));
      EXPECT_THAT(import_public(c, hex(row.x), flipped(hex(row.y), bit)), IsRefusedWith(STATUS_INVALID_PARAMETER));
    }
  }
}

TEST(EccPoint, EveryBitOfAPrivateBlob_Counts) {
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    const Bytes blob = ec_private(c.ecdh_private, ec_key_a(c));
    for (std::size_t bit = 0; bit < 8 * blob.size(); ++bit)
      EXPECT_THAT(import_pair(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, flipped(blob, bit)),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << c.label << " bit " << bit;
  }
}

TEST(EccPoint, GeneratedKeys_AreAllTakenAndTheirPointsRecomputed) {
  for (int i = 0; i < kCurveCount; ++i) {
    const Curve& c = curve(i);
    for (int round = 0; round < 50; ++round) {
      const Key made = finalized(c.ecdh_handle, c.bits);
      const Bytes blob = export_key(made, BCRYPT_ECCPRIVATE_BLOB).bytes;
      ASSERT_EQ(blob.size(), 8 + 3 * c.size);
      EXPECT_THAT(import_pair(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, blob), IsMade()) << to_hex(blob);
      Bytes bare = blob;
      std::fill(bare.begin() + 8, bare.begin() + 8 + 2 * static_cast<std::ptrdiff_t>(c.size), UCHAR{0});
      const MadeKey again = import_pair(c.ecdh_handle, BCRYPT_ECCPRIVATE_BLOB, bare);
      EXPECT_EQ(to_hex(export_key(again.handle, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
    }
  }
}

}  // namespace
