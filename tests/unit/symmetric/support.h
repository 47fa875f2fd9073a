// What the tests of ciphers and hashes share.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/cipher_key.h"

namespace cng::test {

using Bytes = std::vector<std::uint8_t>;

inline Bytes hex(std::string_view digits) {
  const auto value = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  Bytes out(digits.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(value(digits[2 * i]) << 4 | value(digits[2 * i + 1]));
  return out;
}

inline std::string to_hex(ByteView bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

inline Bytes text(std::string_view characters) { return {characters.begin(), characters.end()}; }

inline Bytes slice(const Bytes& bytes, std::size_t from, std::size_t size) {
  const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  return {at, at + static_cast<std::ptrdiff_t>(size)};
}

// Bytes that repeat late: 3, 10, 17, ...
inline Bytes pattern(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(7 * i + 3);
  return out;
}

inline std::unique_ptr<CipherKey> make_key(AlgorithmId id, const Bytes& secret, std::uint32_t effective_bits = 0) {
  const AlgorithmInfo& info = algorithm(id);
  return CipherKey::create(secret, {&info, 0}, info.cipher->initial_mode, effective_bits);
}

// gtest prints what it compares: the code of a status, and the reason beside it when it is not the expected one.
inline std::string told(const Status& status) {
  return status ? "ok" : std::to_string(static_cast<int>(status.error().code)) + " " + status.error().reason;
}
inline Code code_of(const Status& status) { return status.error().code; }

}  // namespace cng::test
