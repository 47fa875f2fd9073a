// What each kind of hash implements; hash.cpp has the table. Inside of the provider only.
#pragma once

#include <memory>

#include "provider/hash.h"

namespace cng::provider {

constexpr Error kHashFailed = internal_error("the hash failed");
constexpr Error kHashEnded = invalid_parameter("the computation has ended");
constexpr Error kDataCame = invalid_parameter("this must come before any data");
constexpr Error kDigestLength = internal_error("the buffer of a digest has another size");

// What most hashes do not have.
class PlainHash : public Hash {
 public:
  Status set_function_name(ByteView) override { return not_supported("this hash takes no function name"); }
  Status set_customization(ByteView) override { return not_supported("this hash takes no customization"); }
  Status set_iv(ByteView) override { return not_supported("this hash takes no nonce"); }
  Status squeeze(ByteSpan) override { return not_supported("the output of this hash has an end"); }
};

Result<std::unique_ptr<Hash>> make_digest(const HashInfo& info, const HashKey& key);
Status digest_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out);

// xof, cshake, kmac
Result<std::unique_ptr<Hash>> make_keccak(const HashInfo& info, const HashKey& key);
Status keccak_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out);

// cmac, gmac
Result<std::unique_ptr<Hash>> make_mac(const HashInfo& info, const HashKey& key);
Status mac_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out);

}  // namespace cng::provider
