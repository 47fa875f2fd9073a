// SHAKE, cSHAKE and KMAC. The last two are OpenSSL's Keccak with their padding over the encodings of SP 800-185; its
// own KMAC refuses keys of less than four and more than 512 bytes.
#include <algorithm>
#include <cstring>
#include <optional>

#include "core/secret.h"
#include "provider/hash_context.h"
#include "provider/hash_encoding.h"
#include "provider/hash_kinds.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr std::uint8_t kKmacName[] = {'K', 'M', 'A', 'C'};

// The one of two rows that has the rate of `info`.
const HashInfo& same_rate(const HashInfo& info, AlgorithmId of_128, AlgorithmId of_256) {
  const HashInfo& first = *algorithm(of_128).hash;
  return first.block_bytes == info.block_bytes ? first : *algorithm(of_256).hash;
}

SecretBytes copy_of(ByteView bytes) { return bytes.empty() ? SecretBytes() : SecretBytes(bytes, SecretAccess{}); }

class KeccakHash final : public PlainHash {
 public:
  KeccakHash(const HashInfo& info, ByteView key) : info_(info), key_(copy_of(key)) {}

  Status set_function_name(ByteView name) override {
    if (info_.kind != HashKind::cshake) return PlainHash::set_function_name(name);
    return set(function_name_, name);
  }

  Status set_customization(ByteView text) override {
    if (info_.kind == HashKind::xof) return PlainHash::set_customization(text);
    return set(customization_, text);
  }

  Status update(ByteView data) override;
  Status finish(ByteSpan out) override;
  Status squeeze(ByteSpan out) override;
  Status reset() override;
  Result<std::unique_ptr<Hash>> duplicate() const override;

 private:
  enum class Phase : std::uint8_t { idle, absorbing, squeezing, ended };

  // Without N and S cSHAKE is SHAKE, with its padding.
  bool is_shake() const { return info_.kind != HashKind::kmac && function_name_.size() + customization_.size() == 0; }
  Status set(SecretBytes& place, ByteView bytes);
  Status start();
  bool absorb_names();
  bool next_output(ByteSpan out);

  const HashInfo& info_;
  SecretBytes key_, function_name_, customization_;
  std::optional<DigestContext> context_;
  Phase phase_ = Phase::idle;
  SecretBytes output_;  // cSHAKE when squeezing: the output from its first byte on
  std::size_t emitted_ = 0;
};

Status KeccakHash::set(SecretBytes& place, ByteView bytes) {
  if (phase_ != Phase::idle) return kDataCame;
  place = copy_of(bytes);
  return {};
}

Status KeccakHash::start() {
  if (phase_ != Phase::idle) return {};
  Result<DigestContext> made =
      DigestContext::start(is_shake() ? same_rate(info_, AlgorithmId::shake128, AlgorithmId::shake256)
                                      : same_rate(info_, AlgorithmId::cshake128, AlgorithmId::cshake256));
  if (!made) return made.error();
  context_.emplace(std::move(*made));
  if (!is_shake() && !absorb_names()) return ossl_failed(kHashFailed);
  phase_ = Phase::absorbing;
  return {};
}

bool KeccakHash::absorb_names() {
  const bool kmac = info_.kind == HashKind::kmac;
  const ByteView name = kmac ? ByteView(kKmacName) : function_name_.view(SecretAccess{});
  BytePad names(*context_, info_.block_bytes);
  if (!names.string(name).string(customization_.view(SecretAccess{})).end()) return false;
  return !kmac || BytePad(*context_, info_.block_bytes).string(key_.view(SecretAccess{})).end();
}

Status KeccakHash::update(ByteView data) {
  if (phase_ > Phase::absorbing) return kHashEnded;
  if (data.empty()) return {};
  CNG_TRY(start());
  return context_->update(data) ? Status{} : ossl_failed(kHashFailed);
}

Status KeccakHash::finish(ByteSpan out) {
  if (phase_ == Phase::ended) return kHashEnded;
  if (phase_ == Phase::squeezing) {
    CNG_TRY(squeeze(out));
    phase_ = Phase::ended;
    return {};
  }
  CNG_TRY(start());
  phase_ = Phase::ended;
  if (info_.kind == HashKind::kmac && !context_->update(EncodedNumber::right(std::uint64_t{out.size()} * 8).view()))
    return ossl_failed(kHashFailed);
  return out.empty() || context_->finish_xof(out) ? Status{} : ossl_failed(kHashFailed);
}

Status KeccakHash::squeeze(ByteSpan out) {
  if (info_.kind == HashKind::kmac) return PlainHash::squeeze(out);
  if (phase_ == Phase::ended) return kHashEnded;
  CNG_TRY(start());
  phase_ = Phase::squeezing;
  if (out.empty()) return {};
  return (is_shake() ? context_->squeeze(out) : next_output(out)) ? Status{} : ossl_failed(kHashFailed);
}

// OpenSSL squeezes SHAKE only. For cSHAKE the whole output is made anew when there is not enough of it, and then at
// least twice as long, so that the work stays in proportion to what is asked for.
bool KeccakHash::next_output(ByteSpan out) {
  if (output_.size() - emitted_ < out.size()) {
    SecretBytes longer(std::max(emitted_ + out.size(), 2 * std::max<std::size_t>(output_.size(), info_.block_bytes)));
    Result<DigestContext> again = context_->copy();
    if (!again || !again->finish_xof(longer.span(SecretAccess{}))) return false;
    output_ = std::move(longer);
  }
  std::memcpy(out.data(), output_.view(SecretAccess{}).data() + emitted_, out.size());
  emitted_ += out.size();
  return true;
}

Status KeccakHash::reset() {
  context_.reset();
  function_name_ = SecretBytes();
  customization_ = SecretBytes();
  output_ = SecretBytes();
  emitted_ = 0;
  phase_ = Phase::idle;
  return {};
}

Result<std::unique_ptr<Hash>> KeccakHash::duplicate() const {
  auto made = std::make_unique<KeccakHash>(info_, key_.view(SecretAccess{}));
  if (context_) {
    Result<DigestContext> copied = context_->copy();
    if (!copied) return copied.error();
    made->context_.emplace(std::move(*copied));
  }
  made->function_name_ = copy_of(function_name_.view(SecretAccess{}));
  made->customization_ = copy_of(customization_.view(SecretAccess{}));
  made->output_ = copy_of(output_.view(SecretAccess{}));
  made->emitted_ = emitted_;
  made->phase_ = phase_;
  return std::unique_ptr<Hash>(std::move(made));
}

}  // namespace

Result<std::unique_ptr<Hash>> make_keccak(const HashInfo& info, const HashKey& key) {
  return std::unique_ptr<Hash>(std::make_unique<KeccakHash>(info, key.bytes));
}

Status keccak_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out) {
  KeccakHash hash(info, key.bytes);
  CNG_TRY(hash.update(data));
  return hash.finish(out);
}

}  // namespace cng::provider
