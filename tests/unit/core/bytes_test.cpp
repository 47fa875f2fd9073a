#include "core/bytes.h"

#include <gtest/gtest.h>

#include "core/secret.h"

namespace cng {
namespace {

TEST(ByteReader, U32_IsLittleEndianAndAdvances) {
  const std::uint8_t bytes[] = {0x78, 0x56, 0x34, 0x12, 0xFF};
  ByteReader reader(bytes);
  std::uint32_t value = 0;
  EXPECT_TRUE(reader.u32(value, "", ""));
  EXPECT_EQ(value, 0x12345678u);
  EXPECT_EQ(reader.rest(), 1u);
  EXPECT_FALSE(reader.u32(value, "", ""));
  EXPECT_EQ(reader.rest(), 1u) << "a take that fails takes nothing";
}

TEST(ByteReader, Take_BeyondTheEndFailsWhole) {
  const std::uint8_t bytes[] = {1, 2, 3};
  ByteReader reader(bytes);
  ByteView view;
  EXPECT_FALSE(reader.take(4, view, "", ""));
  EXPECT_FALSE(reader.take(SIZE_MAX, view, "", ""));
  EXPECT_TRUE(reader.take(3, view, "", ""));
  EXPECT_EQ(view.size(), 3u);
  EXPECT_TRUE(reader.take(0, view, "", ""));
}

TEST(ByteWriter, WithoutABuffer_OnlyCounts) {
  ByteWriter writer;
  writer.u32(1);
  const std::uint8_t bytes[] = {1, 2, 3};
  writer.put_padded(bytes, 5);
  EXPECT_EQ(writer.written(), 9u);
  EXPECT_FALSE(writer.overflowed());
}

TEST(ByteWriter, APaddedNumber_StandsBehindZeros) {
  std::uint8_t out[5] = {9, 9, 9, 9, 9};
  ByteWriter writer{ByteSpan(out)};
  const std::uint8_t bytes[] = {1, 2, 3};
  writer.put_padded(bytes, 5);
  const std::uint8_t expected[5] = {0, 0, 1, 2, 3};
  EXPECT_TRUE(std::equal(out, out + 5, expected));
}

TEST(ByteWriter, TooMuch_IsSeenAndNotWritten) {
  std::uint8_t out[3] = {9, 9, 9};
  ByteWriter writer{ByteSpan(out)};
  writer.u32(0);
  EXPECT_TRUE(writer.overflowed());
  EXPECT_EQ(out[0], 9);
}

TEST(Bytes, StripZeros_LeavesTheNumber) {
  const std::uint8_t bytes[] = {0, 0, 1, 0};
  EXPECT_EQ(strip_zeros(bytes).size(), 2u);
  EXPECT_TRUE(strip_zeros(ByteView(bytes, 2)).empty());
}

TEST(SecretBytes, Moving_LeavesTheSourceEmpty) {
  SecretBytes one(8);
  one.span(SecretAccess{})[0] = 7;
  SecretBytes two(std::move(one));
  EXPECT_EQ(one.size(), 0u);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(two.view(SecretAccess{})[0], 7);
}

TEST(Secret, EqualConstantTime_ComparesLengthsAndBytes) {
  const std::uint8_t a[] = {1, 2, 3};
  const std::uint8_t b[] = {1, 2, 4};
  EXPECT_TRUE(equal_constant_time(a, a));
  EXPECT_FALSE(equal_constant_time(a, b));
  EXPECT_FALSE(equal_constant_time(a, ByteView(a, 2)));
  EXPECT_TRUE(equal_constant_time({}, {}));
}

}  // namespace
}  // namespace cng
