#include "api/property_input.h"

#include <algorithm>
#include <cstring>

#include "codec/codec.h"
#include "core/nameless_curve.h"
#include "provider/provider.h"

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

Result<CurvePtr> read_curve_name(ByteView input) {
  const Name name(input);
  if (const CurveInfo* curve = find_curve(name.view()); curve != nullptr) return named_curve(*curve);
  if (is_curve_not_served(name.view())) return not_supported("this curve is not served");
  return invalid_parameter("no such curve");
}

Result<CurvePtr> read_curve_parameters(ByteView input) {
  ByteReader reader(input);
  const Result<codec::ecc::CurveParameters> given = codec::ecc::parse_parameters(reader);
  if (!given) return given.error();
  if (reader.rest() != 0) return invalid_parameter("the curve's parameters are longer than their header says");
  if (given->named != nullptr) return named_curve(*given->named);
  const auto curve = std::make_shared<const NamelessCurve>(given->bytes);
  CNG_TRY(provider::check_curve(*curve));
  return CurvePtr(curve);
}

constexpr WideView kCurveParameters = CNG_W("ECCParameters");

}  // namespace

Result<CurvePtr> read_curve(const AlgorithmInfo& info, WideView property, ByteView input) {
  Result<CurvePtr> curve = property == kCurveParameters ? read_curve_parameters(input) : read_curve_name(input);
  if (curve && is_montgomery(**curve) && info.interface != Interface::secret_agreement)
    return not_supported("curve25519 is for agreement alone");
  return curve;
}

bool sets_curve(const AlgorithmInfo& info, WideView property) {
  return info.family == Family::ecc && info.curve == CurveId::none &&
         (property == CNG_W("ECCCurveName") || property == kCurveParameters);
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

}  // namespace cng::api
