// A symmetric key: its secret in one allocation with the object, and the little state that CNG keeps with a key handle.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/key.h"
#include "core/lock.h"

namespace cng {

class CipherKey final : public KeyObject {
 public:
  static constexpr std::size_t kMostBlock = 16;

  // What may change while the key lives; all of it is read and written under `lock`.
  struct State {
    ChainMode mode = ChainMode::none;
    std::uint32_t message_block = 0;      // CFB: feedback bytes, 1 or the block; XTS: bytes of a data unit, 0: not set
    std::uint8_t chain[kMostBlock] = {};  // the chaining register, "IV": block_bytes are used
  };

  // Copies the secret into one allocation; throws bad_alloc. `effective_bits` is RC2's.
  static std::unique_ptr<CipherKey> create(ByteView secret, const KeyOrigin& origin, ChainMode mode,
                                           std::uint32_t effective_bits);

  ~CipherKey() override;
  static void operator delete(CipherKey* key, std::destroying_delete_t);

  const AlgorithmInfo& algorithm() const { return *origin_.algorithm; }
  const CipherInfo& cipher() const { return *origin_.algorithm->cipher; }
  const KeyOrigin& origin() const { return origin_; }
  std::uint32_t effective_bits() const { return effective_bits_; }
  ByteView secret(SecretAccess) const { return {storage(), secret_bytes_}; }
  std::size_t secret_bytes() const { return secret_bytes_; }

  mutable Lock lock;
  State state;
  Lazy<Material> material;  // the provider's keyed contexts
  Lazy<Material> chains;    // messages that are being processed in several calls

 private:
  CipherKey(ByteView secret, const KeyOrigin& origin, ChainMode mode, std::uint32_t effective_bits);

  std::uint8_t* storage() { return reinterpret_cast<std::uint8_t*>(this + 1); }
  const std::uint8_t* storage() const { return reinterpret_cast<const std::uint8_t*>(this + 1); }

  KeyOrigin origin_;
  std::size_t secret_bytes_;
  std::uint32_t effective_bits_;
};

// The part of `secret` that is the key. Too long: cut to the longest key, unless `extended` sizes are asked for.
// invalid_parameter if no key of the algorithm has this length. An algorithm of key derivation takes any secret.
Result<ByteView> fit_secret(const AlgorithmInfo& info, ByteView secret, bool extended);

}  // namespace cng
