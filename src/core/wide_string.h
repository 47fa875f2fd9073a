// WCHAR inside the library: 16-bit units on every platform, with the type that the ABI has there.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#ifdef _WIN32
#define CNG_W(text) L##text
#else
#define CNG_W(text) u##text
#endif

namespace cng {

#ifdef _WIN32
using Char16 = wchar_t;
#else
using Char16 = char16_t;
#endif
static_assert(sizeof(Char16) == 2);

using WideView = std::basic_string_view<Char16>;
using WideText = std::basic_string<Char16>;

// The string at `text` up to its NUL.
inline WideView wide(const Char16* text) { return WideView(text); }

// Equal, unit for unit.
inline bool equal(WideView a, WideView b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Char16)) == 0;
}

// Equal without regard to the case of ASCII letters.
inline bool equal_ascii_nocase(WideView a, WideView b) {
  const auto lower = [](Char16 c) { return c >= 'A' && c <= 'Z' ? static_cast<Char16>(c + ('a' - 'A')) : c; };
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

}  // namespace cng
