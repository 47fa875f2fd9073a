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

namespace {

// A name that ends at its NUL or at the end of the buffer, whichever comes first. Longer ones than any are cut off.
class Name {
 public:
  explicit Name(ByteView input) {
    const std::size_t most = std::min(input.size(), sizeof units_ - sizeof *units_) & ~(sizeof *units_ - 1);
    if (most != 0) std::memcpy(units_, input.data(), most);
  }
  WideView view() const { return wide(units_); }

 private:
  Char16 units_[64] = {};
};

}  // namespace

Result<const CurveInfo*> read_curve(ByteView input) {
  const Name name(input);
  const CurveInfo* curve = find_curve(name.view());
  if (curve != nullptr) return curve;
  if (is_curve_not_served(name.view())) return not_supported("this curve is not served");
  return invalid_parameter("no such curve");
}

Result<const ParameterSet*> read_parameter_set(AlgorithmId algorithm, ByteView input) {
  const ParameterSet* set = find_parameter_set(algorithm, Name(input).view());
  if (set == nullptr) return invalid_parameter("the algorithm has no such parameter set");
  return set;
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
