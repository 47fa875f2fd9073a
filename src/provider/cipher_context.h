// Keyed contexts: made at first use, kept with the key, lent out for a call. Inside of the provider only.
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "core/bytes.h"
#include "core/cipher_key.h"
#include "core/result.h"
#include "provider/cipher.h"
#include "provider/cipher_table.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

using CipherCtxPtr = OsslPtr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

struct KeyedContext {
  CipherCtxPtr evp;
  std::size_t nonce_bytes = 0, tag_bytes = 0;  // CCM: what the context was keyed for; 0: not yet
};

// A new context of `key`, without padding. One for CCM has no key yet: that comes after the lengths.
Result<std::unique_ptr<KeyedContext>> make_context(const CipherKey& key, CipherUse use, Direction direction);

// The contexts of a key that nobody uses now: one for each use and direction. Others are freed after their call.
class CipherMaterial final : public Material {
 public:
  using Place = std::atomic<KeyedContext*>;

  ~CipherMaterial() override;
  Place& idle(CipherUse use, Direction direction) {
    return idle_[static_cast<std::size_t>(use)][static_cast<std::size_t>(direction)];
  }

  CipherCtxPtr stream;  // RC4: where the key's stream is; under the key's lock

 private:
  std::array<std::array<Place, 2>, kCipherUses> idle_{};
};

CipherMaterial& cipher_material(const CipherKey& key);

// A context for the length of one call. It is freed unless it is given back, so none comes back from a failed call.
class LentContext {
 public:
  static Result<LentContext> take(const CipherKey& key, CipherUse use, Direction direction);

  EVP_CIPHER_CTX* evp() const { return context_->evp.get(); }
  KeyedContext& keyed() const { return *context_; }
  void give_back();

 private:
  LentContext(std::unique_ptr<KeyedContext> context, CipherMaterial::Place& home)
      : context_(std::move(context)), home_(&home) {}

  std::unique_ptr<KeyedContext> context_;
  CipherMaterial::Place* home_;
};

// OpenSSL counts in int; this is whole blocks of every cipher.
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

// Starts another message with this key.
inline bool set_iv(EVP_CIPHER_CTX* context, ByteView iv, const OSSL_PARAM* params = nullptr) {
  constexpr int kSameDirection = -1;
  return EVP_CipherInit_ex2(context, nullptr, nullptr, iv.data(), kSameDirection, params) == 1;
}

// Takes `in` to `out`, which is as long: whole blocks, or the bytes of a stream.
bool transform(EVP_CIPHER_CTX* context, ByteView in, ByteSpan out);

// Takes in what a message is authenticated with besides its text.
bool authenticate(EVP_CIPHER_CTX* context, ByteView bytes);

}  // namespace cng::provider
