#include "api/gcm_chains.h"

#include <cstring>
#include <utility>

namespace cng::api {
namespace {

constexpr std::uint8_t kMark[8] = {'G', 'C', 'M', 'c', 'h', 'a', 'i', 'n'};

}  // namespace

void GcmChains::Taken::give_back(UCHAR* context) {
  std::memcpy(context, kMark, sizeof kMark);
  std::memcpy(context + sizeof kMark, &number_, sizeof number_);
  const std::lock_guard guard(chains_->lock_);
  if (chains_->kept_.size() == kMostChains) chains_->kept_.erase(chains_->kept_.begin());
  chains_->kept_.emplace(number_, Kept{direction_, std::move(stream_)});
}

GcmChains::Taken GcmChains::begin(std::unique_ptr<provider::GcmStream> stream, provider::Direction direction) {
  const std::lock_guard guard(lock_);
  return {*this, ++last_, direction, std::move(stream)};
}

Result<GcmChains::Taken> GcmChains::take(const UCHAR* context, provider::Direction direction) {
  std::uint64_t number = 0;
  std::memcpy(&number, context + sizeof kMark, sizeof number);
  const std::lock_guard guard(lock_);
  const auto found = kept_.find(number);
  if (std::memcmp(context, kMark, sizeof kMark) != 0 || found == kept_.end() || found->second.direction != direction)
    return invalid_parameter("pbMacContext names no message in progress with this key");
  Taken taken(*this, number, direction, std::move(found->second.stream));
  kept_.erase(found);
  return taken;
}

GcmChains& gcm_chains(CipherKey& key) {
  Material* chains = key.chains.get();
  if (chains == nullptr) chains = key.chains.publish(std::make_unique<GcmChains>());
  return static_cast<GcmChains&>(*chains);
}

}  // namespace cng::api
