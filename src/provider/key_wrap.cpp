// RFC 3394's loop over a kept ECB context: OpenSSL's own wrap cipher does not use the processor's AES instructions.
#include "provider/key_wrap.h"

#include <cstring>

#include "core/secret.h"
#include "provider/cipher_context.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr std::size_t kUnit = 8;
constexpr std::size_t kBlock = 2 * kUnit;
constexpr unsigned kRounds = 6;
constexpr std::uint8_t kInitialValue[kUnit] = {0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6};

constexpr Error kFailed = internal_error("the cipher failed");

// Adds the step's number, big-endian, to the register A.
void add_step(std::uint8_t* a, std::uint64_t step) {
  for (std::size_t i = kUnit; step != 0; step >>= 8) a[--i] ^= static_cast<std::uint8_t>(step);
}

// One block in place.
bool cipher_block(EVP_CIPHER_CTX* context, ByteSpan block) {
  int written = 0;
  return EVP_CipherUpdate(context, block.data(), &written, block.data(), kBlock) == 1 && written == kBlock;
}

// `out` holds A and then R1 to Rn; the block in work is A with one R.
bool wrap_rounds(EVP_CIPHER_CTX* context, ByteSpan out) {
  SecretArray<kBlock> storage;
  const ByteSpan block = storage.span(SecretAccess{});
  std::memcpy(block.data(), out.data(), kUnit);
  std::uint64_t step = 0;
  for (unsigned round = 0; round < kRounds; ++round) {
    for (std::size_t at = kUnit; at < out.size(); at += kUnit) {
      std::memcpy(block.data() + kUnit, out.data() + at, kUnit);
      if (!cipher_block(context, block)) return false;
      add_step(block.data(), ++step);
      std::memcpy(out.data() + at, block.data() + kUnit, kUnit);
    }
  }
  std::memcpy(out.data(), block.data(), kUnit);
  return true;
}

// `out` holds R1 to Rn, `a` the register.
bool unwrap_rounds(EVP_CIPHER_CTX* context, std::uint8_t* a, ByteSpan out) {
  SecretArray<kBlock> storage;
  const ByteSpan block = storage.span(SecretAccess{});
  std::memcpy(block.data(), a, kUnit);
  std::uint64_t step = std::uint64_t{kRounds} * (out.size() / kUnit);
  for (unsigned round = 0; round < kRounds; ++round) {
    for (std::size_t at = out.size(); at != 0; at -= kUnit) {
      add_step(block.data(), step--);
      std::memcpy(block.data() + kUnit, out.data() + at - kUnit, kUnit);
      if (!cipher_block(context, block)) return false;
      std::memcpy(out.data() + at - kUnit, block.data() + kUnit, kUnit);
    }
  }
  std::memcpy(a, block.data(), kUnit);
  return true;
}

}  // namespace

Status wrap_key(const CipherKey& kek, ByteView secret, ByteSpan out) {
  if (secret.size() < kBlock || secret.size() % kUnit != 0)
    return invalid_parameter("a key to be wrapped has a multiple of 8 bytes, and at least 16");
  if (out.size() != secret.size() + kUnit) return internal_error("the buffer of a wrapped key has another size");
  Result<LentContext> context = LentContext::take(kek, CipherUse::ecb, Direction::encrypt);
  if (!context) return context.error();
  std::memcpy(out.data(), kInitialValue, kUnit);
  std::memcpy(out.data() + kUnit, secret.data(), secret.size());
  if (!wrap_rounds(context->evp(), out)) {
    wipe(out.data(), out.size());
    return ossl_failed(kFailed);
  }
  context->give_back();
  return {};
}

Status unwrap_key(const CipherKey& kek, ByteView wrapped, ByteSpan out) {
  if (wrapped.size() < kBlock + kUnit || wrapped.size() % kUnit != 0)
    return invalid_parameter("a wrapped key has a multiple of 8 bytes, and at least 24");
  if (out.size() != wrapped.size() - kUnit) return internal_error("the buffer of an unwrapped key has another size");
  Result<LentContext> context = LentContext::take(kek, CipherUse::ecb, Direction::decrypt);
  if (!context) return context.error();
  std::uint8_t a[kUnit];
  std::memcpy(a, wrapped.data(), kUnit);
  std::memcpy(out.data(), wrapped.data() + kUnit, out.size());
  const bool done = unwrap_rounds(context->evp(), a, out);
  if (!done || !equal_constant_time(a, kInitialValue)) {
    wipe(out.data(), out.size());
    return done ? invalid_parameter("the key was not wrapped under this key, or has been changed")
                : ossl_failed(kFailed);
  }
  context->give_back();
  return {};
}

}  // namespace cng::provider
