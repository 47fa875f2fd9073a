// Export policies in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cng::cli {

struct PolicyWord {
  std::uint32_t bit;
  const char* word;
};

inline constexpr PolicyWord kPolicies[] = {
    {0x01, "export"},               // NCRYPT_ALLOW_EXPORT_FLAG
    {0x02, "plaintext"},            // NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG
    {0x04, "archive"},              // NCRYPT_ALLOW_ARCHIVING_FLAG
    {0x08, "plaintext-archive"},    // NCRYPT_ALLOW_PLAINTEXT_ARCHIVING_FLAG
    {0x10, "pkcs11-rsa-aes-wrap"},  // NCRYPT_ALLOW_PKCS11_RSA_AES_WRAP_FLAG
};

// The words of an export policy, joined by commas; "none".
std::string policy_text(std::uint32_t policy);

// All words that there are, the same way.
std::string all_policies();

// The bits of such words; nothing if there is another word.
std::optional<std::uint32_t> read_policy(const std::string& words);

}  // namespace cng::cli
