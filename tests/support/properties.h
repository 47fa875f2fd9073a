// Properties read by the two-call rule.
#ifndef OPENCNG_TESTS_SUPPORT_PROPERTIES_H_
#define OPENCNG_TESTS_SUPPORT_PROPERTIES_H_

#include <optional>
#include <string>

#include "support/handles.h"

namespace cngtest {

using WideText = std::basic_string<WCHAR>;

// widen turns ASCII into the API's text form; narrow is the way back and shows other units as '?'.
WideText widen(std::string_view ascii);
std::string narrow(const WideText& wide);

// get_property asks for the size, then reads, and checks that both calls agree and nothing behind the size is written.
Output get_property(BCRYPT_HANDLE object, LPCWSTR name);

// get_number and get_text fail the test when the property is missing or has another form; text is NUL-terminated
// UTF-16.
std::optional<ULONG> get_number(BCRYPT_HANDLE object, LPCWSTR name);
std::string get_text(BCRYPT_HANDLE object, LPCWSTR name);

NTSTATUS set_property(BCRYPT_HANDLE object, LPCWSTR name, const Bytes& value, ULONG flags = 0);
NTSTATUS set_number(BCRYPT_HANDLE object, LPCWSTR name, ULONG value);
// set_text counts the terminating NUL, as the documentation asks.
NTSTATUS set_text(BCRYPT_HANDLE object, LPCWSTR name, std::string_view value);

// text_bytes gives UTF-16LE with its NUL.
Bytes text_bytes(std::string_view ascii);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_PROPERTIES_H_
