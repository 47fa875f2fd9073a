#include "support/status.h"

#include <cstdio>

namespace cngtest {
namespace {

struct Name {
  unsigned value;
  const char* name;
};

constexpr Name kNames[] = {
    {0x00000000, "STATUS_SUCCESS"},
    {0xC0000001, "STATUS_UNSUCCESSFUL"},
    {0xC0000002, "STATUS_NOT_IMPLEMENTED"},
    {0xC0000008, "STATUS_INVALID_HANDLE"},
    {0xC000000D, "STATUS_INVALID_PARAMETER"},
    {0xC0000017, "STATUS_NO_MEMORY"},
    {0xC0000022, "STATUS_ACCESS_DENIED"},
    {0xC0000023, "STATUS_BUFFER_TOO_SMALL"},
    {0xC000003E, "STATUS_DATA_ERROR"},
    {0xC00000BB, "STATUS_NOT_SUPPORTED"},
    {0xC00000E5, "STATUS_INTERNAL_ERROR"},
    {0xC0000206, "STATUS_INVALID_BUFFER_SIZE"},
    {0xC0000225, "STATUS_NOT_FOUND"},
    {0xC000028B, "STATUS_DECRYPTION_FAILED"},
    {0xC000A000, "STATUS_INVALID_SIGNATURE"},
    {0xC000A002, "STATUS_AUTH_TAG_MISMATCH"},
    {0x80090005, "NTE_BAD_DATA"},
    {0x80090009, "NTE_BAD_FLAGS"},
    {0x80090006, "NTE_BAD_SIGNATURE"},
    {0x8009000A, "NTE_BAD_TYPE"},
    {0x8009000B, "NTE_BAD_KEY_STATE"},
    {0x8009000F, "NTE_EXISTS"},
    {0x80090010, "NTE_PERM"},
    {0x80090011, "NTE_NOT_FOUND"},
    {0x80090016, "NTE_BAD_KEYSET"},
    {0x80090026, "NTE_INVALID_HANDLE"},
    {0x80090027, "NTE_INVALID_PARAMETER"},
    {0x80090028, "NTE_BUFFER_TOO_SMALL"},
    {0x80090029, "NTE_NOT_SUPPORTED"},
};

}  // namespace

std::string status_name(NTSTATUS status) {
  const auto value = static_cast<unsigned>(status);
  const char* name = "";
  for (const Name& row : kNames)
    if (row.value == value) name = row.name;
  char out[80];
  std::snprintf(out, sizeof out, "%s (0x%08X)", name, value);
  return *name ? out : out + 1;
}

}  // namespace cngtest
