// GCM in pieces, and its lengths.
#include <memory>

#include "provider/cipher_aead.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr Error kNonceLength = invalid_parameter("a GCM nonce has 12 bytes");
constexpr Error kTagLength = invalid_parameter("a GCM tag has 12 to 16 bytes");

bool is_tag_length(std::size_t size) { return size >= kLeastGcmTag && size <= kMostTag; }

class OsslGcmStream final : public GcmStream {
 public:
  OsslGcmStream(std::unique_ptr<KeyedContext> context, Direction direction)
      : context_(std::move(context)), direction_(direction) {}

  Status associated_data(ByteView bytes) override {
    if (phase_ != Phase::associated) return invalid_parameter("associated data comes before the message");
    return authenticate(context_->evp.get(), bytes) ? Status{} : fail(kAeadFailed);
  }

  Status update(ByteView in, ByteSpan out) override {
    if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
    if (phase_ == Phase::ended) return invalid_parameter("the message has ended");
    if (!in.empty()) phase_ = Phase::text;
    return transform(context_->evp.get(), in, out) ? Status{} : fail(kAeadFailed);
  }

  Status finish(ByteSpan tag) override {
    if (!is_tag_length(tag.size())) return kTagLength;
    if (phase_ == Phase::ended) return invalid_parameter("the message has ended");
    phase_ = Phase::ended;
    EVP_CIPHER_CTX* evp = context_->evp.get();
    if (direction_ == Direction::encrypt) return end_message(evp) && get_tag(evp, tag) ? Status{} : fail(kAeadFailed);
    const TagParam param(tag);
    if (EVP_CIPHER_CTX_set_params(evp, param.list) != 1) return fail(kAeadFailed);
    return end_message(evp) ? Status{} : fail(kWrongTag);
  }

 private:
  enum class Phase : std::uint8_t { associated, text, ended };

  Status fail(Error error) {
    phase_ = Phase::ended;
    return ossl_failed(error);
  }

  std::unique_ptr<KeyedContext> context_;  // its own: a stream may outlive its key
  Direction direction_;
  Phase phase_ = Phase::associated;
};

}  // namespace

Status gcm_message(const CipherKey& key, const AeadOperation& operation, ByteView in, ByteSpan out) {
  if (operation.nonce.size() != kGcmNonce) return kNonceLength;
  if (!is_tag_length(operation.tag.size())) return kTagLength;
  return one_pass(key, CipherUse::gcm, operation, in, out);
}

Result<std::unique_ptr<GcmStream>> GcmStream::begin(const CipherKey& key, Direction direction, ByteView nonce) {
  if (nonce.size() != kGcmNonce) return kNonceLength;
  Result<std::unique_ptr<KeyedContext>> context = make_context(key, CipherUse::gcm, direction);
  if (!context) return context.error();
  if (!set_iv((*context)->evp.get(), nonce)) return ossl_failed(kAeadFailed);
  return std::unique_ptr<GcmStream>(std::make_unique<OsslGcmStream>(std::move(*context), direction));
}

}  // namespace cng::provider
