// Running digests of OpenSSL. Finished ones are kept with their thread for the next: making one costs as much as
// hashing a block. Inside of the provider only.
#pragma once

#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/result.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {

class DigestContext {
 public:
  // A fresh computation of `hash`, a row of the table that OpenSSL has as a digest.
  static Result<DigestContext> start(const HashInfo& hash);

  DigestContext(DigestContext&& other) noexcept = default;
  DigestContext& operator=(DigestContext&& other) noexcept = default;
  ~DigestContext() {
    if (context_) retire();
  }

  Result<DigestContext> copy() const;

  // False: OpenSSL failed.
  bool update(ByteView bytes) {
    return bytes.empty() || EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }
  bool finish(ByteSpan out);                                                                             // the digest
  bool finish_xof(ByteSpan out);                                                                         // any length
  bool squeeze(ByteSpan out) { return EVP_DigestSqueeze(context_.get(), out.data(), out.size()) == 1; }  // the next
  bool restart();

 private:
  DigestContext(const HashInfo& hash, MdCtxPtr context) : hash_(&hash), context_(std::move(context)) {}
  void retire();
  bool scrub();

  const HashInfo* hash_;
  MdCtxPtr context_;
  bool finished_ = false;
};

}  // namespace cng::provider
