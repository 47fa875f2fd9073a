// "UI Policy": there is no user interface here, but what a program sets it reads back.
#include <array>

#include "api/property_output.h"
#include "api/storage_properties.h"

namespace cng::api {
namespace {

constexpr WideView kName = CNG_W("UI Policy");
constexpr std::size_t kStrings = 3;
constexpr std::size_t kNumbers = 2 * sizeof(DWORD);

// Kept form: dwVersion, dwFlags, then title, friendly name and description, each with its NUL; one byte before each
// says whether it is there.
void append(std::vector<std::uint8_t>& to, LPCWSTR text) {
  to.push_back(text != nullptr ? 1 : 0);
  if (text == nullptr) return;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text);
  to.insert(to.end(), bytes, bytes + (wide(text).size() + 1) * sizeof(Char16));
}

struct Policy {
  std::uint32_t version = 0, flags = 0;
  std::array<ByteView, kStrings> text{};  // with the NUL; empty: not there
};

// Of a value that append() made, or of a record that says so: every length is checked.
bool read(ByteView value, Policy& policy) {
  ByteReader reader(value);
  if (!reader.u32(policy.version, "dwVersion", "") || !reader.u32(policy.flags, "dwFlags", "")) return false;
  for (ByteView& text : policy.text) {
    ByteView there;
    if (!reader.take(1, there, "there", "")) return false;
    if (there[0] == 0) continue;
    const ByteView rest = value.subspan(value.size() - reader.rest());
    std::size_t end = 0;
    while (end + 1 < rest.size() && (rest[end] != 0 || rest[end + 1] != 0)) end += 2;
    if (!reader.take(end + 2, text, "text", "")) return false;
  }
  return true;
}

}  // namespace

Status keep_ui_policy(KeyAttributes& attributes, ByteView value) {
  NCRYPT_UI_POLICY policy;
  if (value.size() < sizeof policy) return invalid_parameter("the value is shorter than NCRYPT_UI_POLICY");
  std::memcpy(&policy, value.data(), sizeof policy);
  if (policy.dwVersion != 1) return invalid_parameter("dwVersion is not 1");
  std::vector<std::uint8_t> kept(kNumbers);
  ByteWriter writer(kept);
  writer.u32(policy.dwVersion);
  writer.u32(policy.dwFlags);
  append(kept, policy.pszCreationTitle);
  append(kept, policy.pszFriendlyName);
  append(kept, policy.pszDescription);
  attributes.keep(kName, false, kept, true);
  return {};
}

DWORD ui_policy_flags(const KeyAttributes& attributes) {
  const KeptProperty* row = attributes.find(kName, false);
  Policy policy;
  return row != nullptr && read(row->value, policy) ? policy.flags : 0;
}

// The strings follow the structure, in the caller's own buffer.
Status put_ui_policy(const KeyAttributes& attributes, const Output& out) {
  const KeptProperty* row = attributes.find(kName, false);
  Policy policy;
  if (row == nullptr || !read(row->value, policy)) return not_found("UI Policy is not set");
  std::size_t needed = sizeof(NCRYPT_UI_POLICY);
  for (const ByteView text : policy.text) needed += text.size();
  return two_call(out, needed, [&](ByteSpan to) -> Status {
    NCRYPT_UI_POLICY value{policy.version, policy.flags, nullptr, nullptr, nullptr};
    LPCWSTR* const pointer[kStrings] = {&value.pszCreationTitle, &value.pszFriendlyName, &value.pszDescription};
    std::uint8_t* at = to.data() + sizeof value;
    for (std::size_t i = 0; i < kStrings; ++i) {
      if (policy.text[i].empty()) continue;
      std::memcpy(at, policy.text[i].data(), policy.text[i].size());
      *pointer[i] = reinterpret_cast<LPCWSTR>(at);
      at += policy.text[i].size();
    }
    std::memcpy(to.data(), &value, sizeof value);
    return {};
  });
}

}  // namespace cng::api
