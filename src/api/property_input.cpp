#include "api/property_input.h"

#include <algorithm>
#include <cstring>

namespace cng::api {

Result<std::uint32_t> read_dword(ByteView input) {
  std::uint32_t value = 0;
  if (input.size() != sizeof value) return invalid_parameter("the value is not a DWORD");
  std::memcpy(&value, input.data(), sizeof value);
  return value;
}

// A curve name ends at its NUL or at the end of the buffer, whichever comes first.
Result<const CurveInfo*> read_curve(ByteView input) {
  Char16 name[64] = {};
  const std::size_t most = std::min(input.size(), sizeof name - sizeof name[0]) & ~(sizeof name[0] - 1);
  if (most == 0) return invalid_parameter("no such curve");
  std::memcpy(name, input.data(), most);
  const CurveInfo* curve = find_curve(wide(name));
  if (curve != nullptr) return curve;
  if (is_curve_not_served(wide(name))) return not_supported("this curve is not served");
  return invalid_parameter("no such curve");
}

Result<ChainMode> read_chain_mode(const CipherInfo& cipher, ByteView input) {
  const auto* text = reinterpret_cast<const Char16*>(input.data());
  if (text == nullptr) return invalid_parameter("no chaining mode");
  constexpr std::size_t kLongest = 32;  // with the NUL; no mode has a longer name
  std::size_t length = 0;
  while (length < kLongest && text[length] != 0) ++length;
  ChainMode mode = ChainMode::none;
  if (!find_chain_mode(WideView(text, length), mode) || (cipher.modes >> static_cast<unsigned>(mode) & 1) == 0)
    return not_supported("the algorithm has no such chaining mode");
  return mode;
}

bool takes_curve_name(const AlgorithmInfo& info) { return info.family == Family::ecc && info.curve == CurveId::none; }

}  // namespace cng::api
