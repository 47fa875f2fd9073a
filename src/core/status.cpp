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
  const char* security_name = nullptr;  // null: the same; those of ncrypt alone have one name and one value
};

constexpr Row kRows[] = {
    {Code::ok, 0x00000000, 0x00000000, "STATUS_SUCCESS", "ERROR_SUCCESS"},
    {Code::access_denied, 0xC0000022, 0x8009002D, "STATUS_ACCESS_DENIED", "NTE_INTERNAL_ERROR"},
    {Code::auth_tag_mismatch, 0xC000A002, 0x8009002C, "STATUS_AUTH_TAG_MISMATCH", "NTE_DECRYPTION_FAILURE"},
    {Code::bad_data, 0x80090005, 0x80090005, "NTE_BAD_DATA"},
    {Code::bad_encoding, 0x80092002, 0x80092002, "CRYPT_E_BAD_ENCODE"},
    {Code::bad_flags, 0x80090009, 0x80090009, "NTE_BAD_FLAGS"},
    {Code::bad_key_state, 0x8009000B, 0x8009000B, "NTE_BAD_KEY_STATE"},
    {Code::bad_keyset, 0x80090016, 0x80090016, "NTE_BAD_KEYSET"},
    {Code::bad_type, 0x8009000A, 0x8009000A, "NTE_BAD_TYPE"},
    {Code::bad_version, 0x80090007, 0x80090007, "NTE_BAD_VER"},
    {Code::buffer_too_small, 0xC0000023, 0x80090028, "STATUS_BUFFER_TOO_SMALL", "NTE_BUFFER_TOO_SMALL"},
    {Code::data_error, 0xC000003E, 0x8009002C, "STATUS_DATA_ERROR", "NTE_DECRYPTION_FAILURE"},
    {Code::device_not_ready, 0x80090030, 0x80090030, "NTE_DEVICE_NOT_READY"},
    {Code::exists, 0x8009000F, 0x8009000F, "NTE_EXISTS"},
    {Code::internal_error, 0xC00000E5, 0x8009002D, "STATUS_INTERNAL_ERROR", "NTE_INTERNAL_ERROR"},
    {Code::invalid_buffer_size, 0xC0000206, 0x80090004, "STATUS_INVALID_BUFFER_SIZE", "NTE_BAD_LEN"},
    {Code::invalid_handle, 0xC0000008, 0x80090026, "STATUS_INVALID_HANDLE", "NTE_INVALID_HANDLE"},
    {Code::invalid_parameter, 0xC000000D, 0x80090027, "STATUS_INVALID_PARAMETER", "NTE_INVALID_PARAMETER"},
    {Code::invalid_signature, 0xC000A000, 0x80090006, "STATUS_INVALID_SIGNATURE", "NTE_BAD_SIGNATURE"},
    {Code::no_key, 0x8009000D, 0x8009000D, "NTE_NO_KEY"},
    {Code::no_memory, 0xC0000017, 0x8009000E, "STATUS_NO_MEMORY", "NTE_NO_MEMORY"},
    {Code::no_more_items, 0x8009002A, 0x8009002A, "NTE_NO_MORE_ITEMS"},
    {Code::not_found, 0xC0000225, 0x80090011, "STATUS_NOT_FOUND", "NTE_NOT_FOUND"},
    {Code::not_implemented, 0xC0000002, 0x80090029, "STATUS_NOT_IMPLEMENTED", "NTE_NOT_SUPPORTED"},
    {Code::not_permitted, 0x80090010, 0x80090010, "NTE_PERM"},
    {Code::not_supported, 0xC00000BB, 0x80090029, "STATUS_NOT_SUPPORTED", "NTE_NOT_SUPPORTED"},
    {Code::null_reference, 0x800706F4, 0x800706F4, "RPC_X_NULL_REF_POINTER"},
    {Code::silent_context, 0x80090022, 0x80090022, "NTE_SILENT_CONTEXT"},
    {Code::storage_failure, 0x80090020, 0x80090020, "NTE_FAIL"},
    {Code::storage_full, 0x80090023, 0x80090023, "NTE_TOKEN_KEYSET_STORAGE_FULL"},
    {Code::vbs_unavailable, 0x80090039, 0x80090039, "NTE_VBS_UNAVAILABLE"},
    {Code::unsuccessful, 0xC0000001, 0x8009002D, "STATUS_UNSUCCESSFUL", "NTE_INTERNAL_ERROR"},
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
const char* security_status_name(Code code) {
  const Row& named = row(code);
  return named.security_name != nullptr ? named.security_name : named.name;
}

}  // namespace cng
