// Digests and HMAC. HMAC is made here of two digests: OpenSSL's costs four times as much on a short message.
#include <algorithm>
#include <optional>

#include "core/secret.h"
#include "provider/hash_context.h"
#include "provider/hash_kinds.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr std::size_t kMostBlock = 144;  // SHA3-256's 136, rounded up to whole vectors
constexpr std::size_t kMostDigest = 64;

// RFC 2104 over any digest.
class HmacKey {
 public:
  explicit HmacKey(const HashInfo& info) : info_(&info) {}
  HmacKey(const HmacKey&) = default;
  HmacKey& operator=(const HmacKey&) = delete;
  ~HmacKey() { wipe(block_, sizeof block_); }

  // Sets the key. `context` is at its start, before and after.
  bool load(DigestContext& context, ByteView key) {
    if (key.size() > info_->block_bytes)
      return context.update(key) && context.finish({block_, info_->digest_bytes}) && context.restart();
    std::copy(key.begin(), key.end(), block_);
    return true;
  }

  bool begin(DigestContext& context) const { return absorb(context, 0x36); }

  bool end(DigestContext& context, ByteSpan out) const {
    SecretArray<kMostDigest> bytes;
    const ByteSpan inner = bytes.span(SecretAccess{}, info_->digest_bytes);
    return context.finish(inner) && context.restart() && absorb(context, 0x5C) && context.update(inner) &&
           context.finish(out);
  }

 private:
  bool absorb(DigestContext& context, std::uint8_t pad) const {
    SecretArray<kMostBlock> bytes;
    const ByteSpan padded = bytes.span(SecretAccess{});
    for (std::size_t i = 0; i < kMostBlock; ++i) padded[i] = static_cast<std::uint8_t>(block_[i] ^ pad);
    return context.update(padded.first(info_->block_bytes));
  }

  const HashInfo* info_;
  std::uint8_t block_[kMostBlock] = {};
};

class DigestHash final : public PlainHash {
 public:
  DigestHash(const HashInfo& info, const std::optional<HmacKey>& hmac, DigestContext context)
      : info_(info), hmac_(hmac), context_(std::move(context)) {}

  Status update(ByteView data) override {
    if (ended_) return kHashEnded;
    return context_.update(data) ? Status{} : ossl_failed(kHashFailed);
  }

  Status finish(ByteSpan out) override {
    if (ended_) return kHashEnded;
    if (out.size() != info_.digest_bytes) return kDigestLength;
    ended_ = true;
    return (hmac_ ? hmac_->end(context_, out) : context_.finish(out)) ? Status{} : ossl_failed(kHashFailed);
  }

  Status reset() override {
    ended_ = !context_.restart() || (hmac_ && !hmac_->begin(context_));
    return ended_ ? ossl_failed(kHashFailed) : Status{};
  }

  Result<std::unique_ptr<Hash>> duplicate() const override {
    Result<DigestContext> copied = context_.copy();
    if (!copied) return copied.error();
    auto made = std::make_unique<DigestHash>(info_, hmac_, std::move(*copied));
    made->ended_ = ended_;
    return std::unique_ptr<Hash>(std::move(made));
  }

 private:
  const HashInfo& info_;
  std::optional<HmacKey> hmac_;
  DigestContext context_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<Hash>> make_digest(const HashInfo& info, const HashKey& key) {
  Result<DigestContext> context = DigestContext::start(info);
  if (!context) return context.error();
  std::optional<HmacKey> hmac;
  if (key.keyed) {
    hmac.emplace(info);
    if (!hmac->load(*context, key.bytes) || !hmac->begin(*context)) return ossl_failed(kHashFailed);
  }
  return std::unique_ptr<Hash>(std::make_unique<DigestHash>(info, hmac, std::move(*context)));
}

Status digest_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out) {
  if (out.size() != info.digest_bytes) return kDigestLength;
  Result<DigestContext> context = DigestContext::start(info);
  if (!context) return context.error();
  if (!key.keyed) return context->update(data) && context->finish(out) ? Status{} : ossl_failed(kHashFailed);
  HmacKey hmac(info);
  if (!hmac.load(*context, key.bytes) || !hmac.begin(*context) || !context->update(data) || !hmac.end(*context, out))
    return ossl_failed(kHashFailed);
  return {};
}

}  // namespace cng::provider
