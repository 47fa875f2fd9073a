// BCryptEnumAlgorithms: lists in one block.
#include <cng/cng.h>
#include <gmock/gmock.h>

#include <set>
#include <string>

#include "support/status.h"

namespace cngtest {
namespace {

using String = std::basic_string<WCHAR>;

struct Listed {
  NTSTATUS status;
  std::set<String> names;
  std::set<ULONG> classes;
};

Listed list(ULONG operations) {
  ULONG count = 0;
  BCRYPT_ALGORITHM_IDENTIFIER* rows = nullptr;
  Listed out{BCryptEnumAlgorithms(operations, &count, &rows, 0), {}, {}};
  for (ULONG i = 0; i < count; ++i) {
    out.names.insert(rows[i].pszName);
    out.classes.insert(rows[i].dwClass);
    EXPECT_EQ(rows[i].dwFlags, 0u);
  }
  EXPECT_EQ(out.names.size(), count) << "no name twice";
  BCryptFreeBuffer(rows);
  return out;
}

TEST(EnumAlgorithms, Zero_ListsAllAndEachCanBeOpened) {
  const Listed all = list(0);
  EXPECT_THAT(all.status, IsStatus(STATUS_SUCCESS));
  EXPECT_TRUE(all.names.contains(BCRYPT_RSA_ALGORITHM));
  EXPECT_TRUE(all.names.contains(BCRYPT_SHA256_ALGORITHM));
  EXPECT_TRUE(all.names.contains(BCRYPT_AES_ALGORITHM));
  for (const String& name : all.names) {
    BCRYPT_ALG_HANDLE handle = nullptr;
    EXPECT_THAT(BCryptOpenAlgorithmProvider(&handle, name.c_str(), nullptr, 0), IsStatus(STATUS_SUCCESS));
    BCryptCloseAlgorithmProvider(handle, 0);
  }
}

TEST(EnumAlgorithms, AnOperation_ListsItsInterfaceOnly) {
  const Listed hashes = list(BCRYPT_HASH_OPERATION);
  EXPECT_EQ(hashes.classes, std::set<ULONG>{BCRYPT_HASH_INTERFACE});
  EXPECT_FALSE(hashes.names.contains(BCRYPT_AES_ALGORITHM));
  const Listed two = list(BCRYPT_CIPHER_OPERATION | BCRYPT_RNG_OPERATION);
  EXPECT_EQ(two.classes, (std::set<ULONG>{BCRYPT_CIPHER_INTERFACE, BCRYPT_RNG_INTERFACE}));
}

TEST(EnumAlgorithms, BadArguments_AreRefusedAndNothingIsWritten) {
  ULONG count = 77;
  BCRYPT_ALGORITHM_IDENTIFIER* rows = nullptr;
  EXPECT_THAT(BCryptEnumAlgorithms(0, nullptr, &rows, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumAlgorithms(0, &count, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumAlgorithms(0x100, &count, &rows, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumAlgorithms(0, &count, &rows, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(count, 77u);
  EXPECT_EQ(rows, nullptr);
}

}  // namespace
}  // namespace cngtest
