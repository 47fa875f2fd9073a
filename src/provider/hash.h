// Running hashes and MACs.
#pragma once

#include <cstdint>
#include <memory>

#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/result.h"

namespace cng::provider {

// How a hash is keyed. HMAC is HashKind::digest with a key, which may be empty.
struct HashKey {
  bool keyed = false;
  ByteView bytes{};
};

// One computation. Not for several threads at once: the caller serialises.
class Hash {
 public:
  // A fresh computation. invalid_parameter: a key where the kind takes none, none where it needs one, or one of a
  // length that cmac or gmac do not take (16, 24 or 32 bytes).
  static Result<std::unique_ptr<Hash>> create(const HashInfo& info, const HashKey& key);

  virtual ~Hash() = default;

  // Before any data. cSHAKE: function name N and customization S; KMAC: S; GMAC: `iv`, the nonce, which it must have,
  // of 1 to 128 bytes. invalid_parameter once data has been hashed, not_supported where it does not apply.
  virtual Status set_function_name(ByteView name) = 0;
  virtual Status set_customization(ByteView text) = 0;
  virtual Status set_iv(ByteView iv) = 0;

  virtual Status update(ByteView data) = 0;

  // Ends the computation. `out` has digest_bytes, or any length for xof, cshake and kmac.
  virtual Status finish(ByteSpan out) = 0;

  // xof and cshake: the next bytes of the output; the first call ends the input. Else not_supported.
  virtual Status squeeze(ByteSpan out) = 0;

  // Back to where create() left it, with the key and without N, S and IV.
  virtual Status reset() = 0;

  virtual Result<std::unique_ptr<Hash>> duplicate() const = 0;
};

// The whole in one call, on the fast path. The same rules for key and `out`.
Status hash_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out);

}  // namespace cng::provider
