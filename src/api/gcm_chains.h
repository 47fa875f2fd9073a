// GCM messages that are processed in several calls. CNG keeps their state in the caller's structure; ours is an OpenSSL
// context, which stays with the key, and the caller's pbMacContext holds the number of it.
#pragma once

#include <map>
#include <memory>

#include "api/cng_headers.h"
#include "core/cipher_key.h"
#include "core/lock.h"
#include "provider/cipher.h"

namespace cng::api {

class GcmChains final : public Material {
 public:
  static constexpr ULONG kContext = 16;  // bytes of pbMacContext that are used

  // A stream in use by one call. Not given back, it ends with the call.
  class Taken {
   public:
    Taken(GcmChains& chains, std::uint64_t number, provider::Direction direction,
          std::unique_ptr<provider::GcmStream> stream)
        : chains_(&chains), number_(number), direction_(direction), stream_(std::move(stream)) {}

    provider::GcmStream& stream() { return *stream_; }
    // Keeps the stream for the chain's next call, and its number in `context`.
    void give_back(UCHAR* context);

   private:
    GcmChains* chains_;
    std::uint64_t number_;
    provider::Direction direction_;
    std::unique_ptr<provider::GcmStream> stream_;
  };

  Taken begin(std::unique_ptr<provider::GcmStream> stream, provider::Direction direction);

  // invalid_parameter if `context` names no chain of this key in this direction.
  Result<Taken> take(const UCHAR* context, provider::Direction direction);

 private:
  // A program may leave chains unfinished; the oldest ones go first.
  static constexpr std::size_t kMostChains = 1024;

  struct Kept {
    provider::Direction direction;
    std::unique_ptr<provider::GcmStream> stream;
  };

  Lock lock_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Kept> kept_;
};

// The chains of a key, made at first need. Throws bad_alloc.
GcmChains& gcm_chains(CipherKey& key);

}  // namespace cng::api
