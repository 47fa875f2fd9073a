#include "support/properties.h"

namespace cngtest {

WideText widen(std::string_view ascii) { return WideText(ascii.begin(), ascii.end()); }

std::string narrow(const WideText& wide) {
  std::string out;
  for (WCHAR unit : wide) out += unit < 0x80 ? static_cast<char>(unit) : '?';
  return out;
}

Output get_property(BCRYPT_HANDLE object, LPCWSTR name) {
  ULONG needed = kUntouchedSize;
  Output out;
  out.status = BCryptGetProperty(object, name, nullptr, 0, &needed, 0);
  if (out.status != STATUS_SUCCESS) return out;
  MarkedBuffer buffer(needed);
  ULONG written = kUntouchedSize;
  out.status = BCryptGetProperty(object, name, buffer.data(), buffer.size(), &written, 0);
  if (out.status != STATUS_SUCCESS) return out;
  EXPECT_EQ(written, needed) << "query and read give different sizes";
  EXPECT_TRUE(buffer.untouched_from(needed)) << "the read wrote behind its size";
  out.bytes = buffer.first(written);
  return out;
}

std::optional<ULONG> get_number(BCRYPT_HANDLE object, LPCWSTR name) {
  const Output out = get_property(object, name);
  EXPECT_THAT(out.status, IsSuccess()) << narrow(name);
  EXPECT_EQ(out.bytes.size(), sizeof(ULONG)) << narrow(name);
  if (out.status != STATUS_SUCCESS || out.bytes.size() != sizeof(ULONG)) return std::nullopt;
  ULONG value = 0;
  for (unsigned i = 0; i < 4; ++i) value |= static_cast<ULONG>(out.bytes[i]) << (8 * i);
  return value;
}

std::string get_text(BCRYPT_HANDLE object, LPCWSTR name) {
  const Output out = get_property(object, name);
  EXPECT_THAT(out.status, IsSuccess()) << narrow(name);
  const std::size_t size = out.bytes.size();
  const bool terminated = size >= 2 && size % 2 == 0 && out.bytes[size - 1] == 0 && out.bytes[size - 2] == 0;
  EXPECT_TRUE(terminated) << narrow(name) << " is " << to_hex(out.bytes);
  std::string text;
  for (std::size_t i = 0; i + 2 < size; i += 2)
    text += out.bytes[i + 1] == 0 && out.bytes[i] < 0x80 ? static_cast<char>(out.bytes[i]) : '?';
  return text;
}

NTSTATUS set_property(BCRYPT_HANDLE object, LPCWSTR name, const Bytes& value, ULONG flags) {
  return BCryptSetProperty(object, name, in(value), len(value), flags);
}

NTSTATUS set_number(BCRYPT_HANDLE object, LPCWSTR name, ULONG value) { return set_property(object, name, le32(value)); }

NTSTATUS set_text(BCRYPT_HANDLE object, LPCWSTR name, std::string_view value) {
  return set_property(object, name, text_bytes(value));
}

Bytes text_bytes(std::string_view ascii) {
  Bytes out;
  for (char c : ascii) {
    out.push_back(static_cast<UCHAR>(c));
    out.push_back(0);
  }
  out.resize(out.size() + 2);
  return out;
}

}  // namespace cngtest
