// The tables that everything is looked up in.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "codec/codec.h"
#include "core/algorithm.h"
#include "core/curve.h"
#include "core/status.h"

namespace cng {
namespace {

TEST(Tables, EveryAlgorithmName_FindsItsRow) {
  for (const AlgorithmInfo& row : all_algorithms()) {
    EXPECT_EQ(find_algorithm(row.name), &row);
    EXPECT_EQ(&algorithm(row.id), &row);
  }
  EXPECT_EQ(find_algorithm(CNG_W("rsa")), nullptr) << "names are compared exactly";
  EXPECT_EQ(find_algorithm(CNG_W("")), nullptr);
}

TEST(Tables, EveryCurve_IsFoundInAnyCase) {
  for (const CurveInfo& row : all_curves()) {
    EXPECT_EQ(find_curve(row.name), &row);
    EXPECT_EQ(curve(row.id).bits, row.bits);
  }
  EXPECT_EQ(find_curve(CNG_W("NISTP256")), &curve(CurveId::p256));
  EXPECT_EQ(find_curve(CNG_W("nistP25")), nullptr);
}

TEST(Tables, PseudoHandles_AreIndexTimes16Plus1AndUnique) {
  std::set<std::uintptr_t> seen;
  for (std::uintptr_t value = 0; value < 0x2000; ++value) {
    const PseudoHandle* row = find_pseudo_handle(value);
    if (row == nullptr) continue;
    EXPECT_EQ(value & 0xF, 1u);
    EXPECT_TRUE(seen.insert(row->value).second);
  }
  EXPECT_EQ(find_pseudo_handle(0xE1)->algorithm, AlgorithmId::rsa);
  EXPECT_EQ(find_pseudo_handle(0), nullptr);
}

TEST(Tables, EveryMagicAnIdentityKnows_HasItsCodec) {
  const std::uint8_t rsa1[] = {'R', 'S', 'A', '1'};
  const auto identity = codec::identify(rsa1);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->codec->type, CNG_W("RSAPUBLICBLOB"));
  for (const char* magic : {"RSA2", "RSA3", "ECK1", "ECK2", "ECK3", "ECK4", "ECK5", "ECK6", "ECKP", "ECKV", "ECS1",
                            "ECS2", "ECS3", "ECS4", "ECS5", "ECS6", "ECDP", "ECDV"}) {
    const auto known = codec::identify(ByteView(reinterpret_cast<const std::uint8_t*>(magic), 4));
    ASSERT_TRUE(known) << magic;
    EXPECT_NE(known->codec, nullptr) << magic;
  }
  EXPECT_FALSE(codec::identify(ByteView(rsa1, 3)));
}

TEST(Tables, CodecRows_AreUniqueAndSortedByFamily) {
  std::set<std::pair<Family, std::basic_string<Char16>>> seen;
  Family last = Family::none;
  for (const codec::BlobCodec& row : codec::all()) {
    EXPECT_TRUE(seen.emplace(row.family, std::basic_string<Char16>(row.type)).second);
    EXPECT_GE(row.family, last);
    last = row.family;
  }
}

TEST(Tables, Statuses_AreTheDocumentedNumbers) {
  EXPECT_EQ(static_cast<std::uint32_t>(to_ntstatus(Code::bad_data)), 0x80090005u);
  EXPECT_EQ(static_cast<std::uint32_t>(to_ntstatus(Code::invalid_handle)), 0xC0000008u);
  EXPECT_EQ(static_cast<std::uint32_t>(to_security_status(Code::invalid_signature)), 0x80090006u);
  EXPECT_EQ(static_cast<std::uint32_t>(to_security_status(Code::not_implemented)), 0x80090029u);
}

}  // namespace
}  // namespace cng
