// BCryptSetProperty.
#include <cstring>
#include <string>

#include "api/api.h"
#include "api/key_length.h"
#include "api/objects.h"
#include "api/output.h"

namespace cng::api {
namespace {

const Error kReadOnly = not_supported("the object has no such property, or it is read-only");

Result<std::uint32_t> read_dword(ByteView input) {
  std::uint32_t value = 0;
  if (input.size() != sizeof value) return invalid_parameter("the value is not a DWORD");
  std::memcpy(&value, input.data(), sizeof value);
  return value;
}

// A curve name ends at its NUL or at the end of the buffer, whichever comes first.
Result<const CurveInfo*> read_curve(ByteView input) {
  Char16 name[64] = {};
  if (input.size() < sizeof name[0] || input.size() >= sizeof name) return invalid_parameter("no such curve");
  std::memcpy(name, input.data(), input.size() & ~std::size_t{1});
  const CurveInfo* curve = find_curve(wide(name));
  if (curve != nullptr) return curve;
  if (is_curve_not_served(wide(name))) return not_supported("this curve is not served");
  return invalid_parameter("no such curve");
}

bool takes_curve(const AlgorithmInfo& info) { return info.family == Family::ecc && info.curve == CurveId::none; }

Status set_on_algorithm(AlgorithmObject& object, WideView property, ByteView input) {
  if (property != CNG_W("ECCCurveName") || !takes_curve(object.info)) return kReadOnly;
  const Result<const CurveInfo*> curve = read_curve(input);
  if (!curve) return curve.error();
  object.curve.store(*curve);
  return {};
}

Status set_on_pending(PendingKey& key, WideView property, ByteView input) {
  const AlgorithmInfo& info = *key.origin.algorithm;
  if (property == CNG_W("KeyLength")) {
    const Result<std::uint32_t> bits = read_dword(input);
    if (!bits) return bits.error();
    CNG_TRY(check_key_length(info, key.wish().curve, *bits));
    key.set_bits(*bits);
    return {};
  }
  if (property != CNG_W("ECCCurveName") || !takes_curve(info)) return kReadOnly;
  const Result<const CurveInfo*> curve = read_curve(input);
  if (!curve) return curve.error();
  key.set_curve(*curve);
  return {};
}

// Windows takes KeyLength on a finished key too, without effect.
Status set_on_finished(WideView property, ByteView input) {
  if (property != CNG_W("KeyLength")) return kReadOnly;
  const Result<std::uint32_t> bits = read_dword(input);
  return bits ? Status() : bits.error();
}

}  // namespace

Status set_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags) {
  const Handle handle = to_handle(hObject);
  if (find_pseudo_handle(handle) != nullptr) return access_denied("a pseudo-handle has no properties of its own");
  const auto alg = handles().pin<AlgorithmObject>(handle, Kind::algorithm);
  const auto key = handles().pin<KeyObject>(handle, Kind::key);
  if (!alg && !key) return invalid_handle("neither an algorithm handle nor a key handle");
  if (pszProperty == nullptr || missing(pbInput, cbInput)) return invalid_parameter("pszProperty or pbInput is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const WideView property = wide(pszProperty);
  const ByteView input = view(pbInput, cbInput);
  if (alg) return set_on_algorithm(*alg, property, input);
  if (key->state() == KeyState::pending) return set_on_pending(static_cast<PendingKey&>(*key), property, input);
  return set_on_finished(property, input);
}

}  // namespace cng::api
