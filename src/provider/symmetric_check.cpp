// What can be checked of a symmetric key: that its algorithm has keys of this length.
#include "core/cipher_key.h"
#include "provider/families.h"

namespace cng::provider::symmetric {
namespace {

Status check_length(const Key& key) {
  const ByteView secret = key.parts()[cipher_part::secret];
  const Result<ByteView> fitting = fit_secret(key.algorithm(), secret, false);
  if (!fitting) return fitting.error();
  if (fitting->size() != secret.size()) return invalid_parameter("the secret is longer than the longest key");
  return {};
}

}  // namespace

Status check(Key& key, Validation) { return check_length(key); }

Result<KeyParts> complete(const Key& key) { return key.parts(); }

Result<std::unique_ptr<Key>> generate(const KeyOrigin&, std::uint32_t, const CurveInfo*) {
  return not_supported("symmetric keys are not generated as pairs");
}

Status verify_deeply(const Key& key) { return check_length(key); }

}  // namespace cng::provider::symmetric
