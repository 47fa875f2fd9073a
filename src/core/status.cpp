#include "core/status.h"

#include <cstddef>
#include <iterator>

namespace cng {
namespace {

struct Row {
  Code code;
  std::uint32_t ntstatus;
  std::uint32_t security_status;
  const char* name;
};

constexpr Row kRows[] = {
    {Code::ok, 0x00000000, 0x00000000, "STATUS_SUCCESS"},
    {Code::access_denied, 0xC0000022, 0x8009002D, "STATUS_ACCESS_DENIED"},
    {Code::auth_tag_mismatch, 0xC000A002, 0x8009002C, "STATUS_AUTH_TAG_MISMATCH"},
    {Code::bad_data, 0x80090005, 0x80090005, "NTE_BAD_DATA"},
    {Code::buffer_too_small, 0xC0000023, 0x80090028, "STATUS_BUFFER_TOO_SMALL"},
    {Code::data_error, 0xC000003E, 0x8009002C, "STATUS_DATA_ERROR"},
    {Code::internal_error, 0xC00000E5, 0x8009002D, "STATUS_INTERNAL_ERROR"},
    {Code::invalid_buffer_size, 0xC0000206, 0x80090004, "STATUS_INVALID_BUFFER_SIZE"},
    {Code::invalid_handle, 0xC0000008, 0x80090026, "STATUS_INVALID_HANDLE"},
    {Code::invalid_parameter, 0xC000000D, 0x80090027, "STATUS_INVALID_PARAMETER"},
    {Code::invalid_signature, 0xC000A000, 0x80090006, "STATUS_INVALID_SIGNATURE"},
    {Code::no_memory, 0xC0000017, 0x8009000E, "STATUS_NO_MEMORY"},
    {Code::not_found, 0xC0000225, 0x80090011, "STATUS_NOT_FOUND"},
    {Code::not_implemented, 0xC0000002, 0x80090029, "STATUS_NOT_IMPLEMENTED"},
    {Code::not_supported, 0xC00000BB, 0x80090029, "STATUS_NOT_SUPPORTED"},
    {Code::unsuccessful, 0xC0000001, 0x8009002D, "STATUS_UNSUCCESSFUL"},
};

// Rows stand in the order of the enumeration, so that a look-up is an index.
constexpr bool rows_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i)
    if (kRows[i].code != static_cast<Code>(i)) return false;
  return std::size(kRows) == static_cast<std::size_t>(Code::unsuccessful) + 1;
}
static_assert(rows_in_order());

const Row& row(Code code) { return kRows[static_cast<std::size_t>(code)]; }

}  // namespace

std::int32_t to_ntstatus(Code code) { return static_cast<std::int32_t>(row(code).ntstatus); }
std::int32_t to_security_status(Code code) { return static_cast<std::int32_t>(row(code).security_status); }
const char* status_name(Code code) { return row(code).name; }

}  // namespace cng
