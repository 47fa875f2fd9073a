#include "cli/names.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>

namespace cng::cli {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Control characters, and those of the format category that change what is around them or cannot be seen.
constexpr Range kUnseen[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},   {0x180E, 0x180E},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xD800, 0xDFFF}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE0FFF},
};

bool is_unseen(std::uint32_t point) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [=](const Range& range) { return range.first <= point && point <= range.last; });
}

bool is_high(Char16 unit) { return (unit & 0xFC00) == 0xD800; }
bool is_low(Char16 unit) { return (unit & 0xFC00) == 0xDC00; }

// The code point at `at`, which moves behind it; a lone surrogate is its own.
std::uint32_t next_point(WideView text, std::size_t& at) {
  const Char16 unit = text[at++];
  if (!is_high(unit) || at == text.size() || !is_low(text[at])) return unit;
  return 0x10000 + ((std::uint32_t{unit} & 0x3FF) << 10 | (std::uint32_t{text[at++]} & 0x3FF));
}

void put_utf8(std::uint32_t point, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

void put_utf16(std::uint32_t point, WideText& out) {
  if (point >= 0x10000) {
    out.push_back(static_cast<Char16>(0xD800 | (point - 0x10000) >> 10));
    point = 0xDC00 | ((point - 0x10000) & 0x3FF);
  }
  out.push_back(static_cast<Char16>(point));
}

// The code point of the UTF-8 at `at`, which moves behind it; nothing, and `at` stays, where it is not valid.
std::optional<std::uint32_t> next_utf8(const std::string& text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
  const std::uint32_t first = byte(at);
  const std::size_t size = first < 0x80                    ? 1
                           : first >= 0xC2 && first < 0xE0 ? 2
                           : first >= 0xE0 && first < 0xF0 ? 3
                           : first >= 0xF0 && first < 0xF5 ? 4
                                                           : 0;
  if (size == 0 || text.size() - at < size) return std::nullopt;
  std::uint32_t point = size == 1 ? first : first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return std::nullopt;
    point = point << 6 | (byte(at + i) & 0x3F);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[size] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return std::nullopt;
  at += size;
  return point;
}

bool needs_quotes(WideView name) {
  if (name.empty() || name.front() == '"' || name.front() == ' ' || name.back() == ' ') return true;
  for (std::size_t at = 0; at < name.size();)
    if (is_unseen(next_point(name, at))) return true;
  return false;
}

void put_escape(Char16 unit, std::string& out) {
  char text[8];
  std::snprintf(text, sizeof text, "\\u%04X", static_cast<unsigned>(unit));
  out += text;
}

constexpr Error kNotUtf8 = invalid_parameter("the name is not UTF-8");
constexpr Error kBadQuotes = invalid_parameter("what is between quotation marks is not as `store ls` prints it");

// Four hexadecimal digits at `at`, which moves behind them.
std::optional<Char16> read_hex(const std::string& text, std::size_t& at) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i, ++at) {
    const char c = at < text.size() ? text[at] : '\0';
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<unsigned>(digit);
  }
  return static_cast<Char16>(value);
}

// What follows a backslash; false: nothing that may.
bool read_escape(const std::string& text, std::size_t& at, WideText& out) {
  if (at == text.size()) return false;
  const char what = text[at++];
  if (what == 'u') {
    const std::optional<Char16> unit = read_hex(text, at);
    if (unit) out.push_back(*unit);
    return unit.has_value();
  }
  out.push_back(static_cast<Char16>(what));
  return what == '"' || what == '\\';
}

Result<WideText> read_quoted(const std::string& text) {
  if (text.size() < 2 || text.back() != '"') return kBadQuotes;
  const std::string inner = text.substr(1, text.size() - 2);
  WideText out;
  for (std::size_t at = 0; at < inner.size();) {
    if (inner[at] == '"') return kBadQuotes;
    if (inner[at] == '\\') {
      if (!read_escape(inner, ++at, out)) return kBadQuotes;
      continue;
    }
    const std::optional<std::uint32_t> point = next_utf8(inner, at);
    if (!point) return kNotUtf8;
    put_utf16(*point, out);
  }
  return out;
}

}  // namespace

std::string show_name(WideView name) {
  const bool quoted = needs_quotes(name);
  std::string out = quoted ? "\"" : "";
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t start = at;
    const std::uint32_t point = next_point(name, at);
    if (is_unseen(point)) {
      for (std::size_t i = start; i < at; ++i) put_escape(name[i], out);
      continue;
    }
    if (quoted && (point == '"' || point == '\\')) out += '\\';
    put_utf8(point, out);
  }
  return quoted ? out + "\"" : out;
}

Result<WideText> read_name(const std::string& argument) {
  if (!argument.empty() && argument.front() == '"') return read_quoted(argument);
  WideText out;
  for (std::size_t at = 0; at < argument.size();) {
    const std::optional<std::uint32_t> point = next_utf8(argument, at);
    if (!point) return kNotUtf8;
    put_utf16(*point, out);
  }
  return out;
}

std::string utf8_name(WideView name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::uint32_t point = next_point(name, at);
    put_utf8(point >= 0xD800 && point < 0xE000 ? 0xFFFD : point, out);
  }
  return out;
}

std::string safe_text(const std::string& utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t start = at;
    const std::optional<std::uint32_t> point = next_utf8(utf8, at);
    if (point && !is_unseen(*point)) {
      out.append(utf8, start, at - start);
      continue;
    }
    if (!point) ++at;
    for (std::size_t i = start; i < at; ++i) {
      char text[8];
      std::snprintf(text, sizeof text, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(utf8[i])));
      out += text;
    }
  }
  return out;
}

}  // namespace cng::cli
