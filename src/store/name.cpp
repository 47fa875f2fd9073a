#include "store/name.h"

#include <algorithm>
#include <iterator>

#include "provider/provider.h"

namespace cng::store {
namespace {

struct Run {
  std::uint16_t first, last, step, change;
};

constexpr Run kFold[] = {
#include "store/fold_table.inc"
};

constexpr bool apart() {
  for (std::size_t i = 1; i < std::size(kFold); ++i)
    if (kFold[i].first <= kFold[i - 1].last) return false;
  return true;
}
static_assert(apart());

Char16 fold(Char16 unit) {
  const auto value = static_cast<std::uint16_t>(unit);
  const Run* run = std::upper_bound(std::begin(kFold), std::end(kFold), value,
                                    [](std::uint16_t v, const Run& r) { return v < r.first; });
  if (run == std::begin(kFold)) return unit;
  --run;
  if (value > run->last || (value - run->first) % run->step != 0) return unit;
  return static_cast<Char16>(static_cast<std::uint16_t>(value + run->change));
}

constexpr std::uint8_t kTag[] = {'O', 'p', 'e', 'n', 'C', 'N', 'G', ' ', 'k', 'e', 'y', ' ', 'f', 'i', 'l', 'e', 0};
static_assert(kFileNameDigits == 2 * provider::kSha256Bytes);

constexpr char kDigits[] = "0123456789abcdef";

}  // namespace

WideText canonical(WideView name) {
  WideText folded(name);
  std::transform(folded.begin(), folded.end(), folded.begin(), fold);
  return folded;
}

Status check_name(WideView name) {
  if (name.empty()) return invalid_parameter("the name of the key is empty");
  if (name.size() > kMostNameUnits) return invalid_parameter("the name of the key is longer than 512 units");
  if (std::find(name.begin(), name.end(), Char16{0}) != name.end())
    return invalid_parameter("the name of the key has a NUL in it");
  return {};
}

bool same_name(WideView a, WideView b) { return a.size() == b.size() && canonical(a) == canonical(b); }

Result<std::string> file_name(Scope scope, WideView name) {
  CNG_TRY(check_name(name));
  std::uint8_t units[2 * kMostNameUnits];
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto unit = static_cast<std::uint16_t>(fold(name[i]));
    units[2 * i] = static_cast<std::uint8_t>(unit);
    units[2 * i + 1] = static_cast<std::uint8_t>(unit >> 8);
  }
  const std::uint8_t number[] = {static_cast<std::uint8_t>(scope)};
  const ByteView pieces[] = {kTag, number, ByteView(units, 2 * name.size())};
  std::uint8_t hash[provider::kSha256Bytes];
  CNG_TRY(provider::sha256(pieces, hash));
  std::string digits;
  for (const std::uint8_t byte : hash) {
    digits += kDigits[byte >> 4];
    digits += kDigits[byte & 15];
  }
  return digits;
}

bool is_file_name(const std::string& name) {
  return name.size() == kFileNameDigits && name.find_first_not_of(kDigits) == std::string::npos;
}

}  // namespace cng::store
