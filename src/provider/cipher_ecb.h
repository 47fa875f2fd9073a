// Blocks each for itself: ECB, and what the modes that OpenSSL lacks are made of. Inside of the provider only.
#pragma once

#include "provider/cipher_context.h"

namespace cng::provider {

// The block cipher of a key; refers to the key.
class EcbCipher {
 public:
  static Result<EcbCipher> take(const CipherKey& key, Direction direction);

  // Whole blocks, in place or without overlap.
  bool run(ByteView in, ByteSpan out);
  void give_back() { context_.give_back(); }

 private:
  EcbCipher(LentContext context, ByteView before, ByteView after)
      : context_(std::move(context)), before_(before), after_(after) {}

  LentContext context_;
  ByteView before_, after_;  // DESX: what is added to each block; else empty
};

}  // namespace cng::provider
