#include "cli/policy.h"

#include <algorithm>

namespace cng::cli {

std::string policy_text(std::uint32_t policy) {
  std::string out;
  for (const PolicyWord& row : kPolicies)
    if ((policy & row.bit) != 0) out += (out.empty() ? "" : ",") + std::string(row.word);
  return out.empty() ? "none" : out;
}

std::optional<std::uint32_t> read_policy(const std::string& words) {
  std::uint32_t policy = 0;
  if (words == "none") return policy;
  for (std::size_t from = 0; from <= words.size();) {
    const std::size_t end = std::min(words.find(',', from), words.size());
    const std::string word = words.substr(from, end - from);
    from = end + 1;
    std::uint32_t bit = 0;
    for (const PolicyWord& row : kPolicies)
      if (word == row.word) bit = row.bit;
    if (bit == 0) return std::nullopt;
    policy |= bit;
  }
  return policy;
}

std::string all_policies() { return policy_text(~std::uint32_t{0}); }

}  // namespace cng::cli
