#include "api/opaque.h"

#include <algorithm>

#include "api/sealing_key.h"
#include "codec/codec.h"
#include "core/platform.h"
#include "provider/cipher.h"

namespace cng::api {
namespace {

using codec::sealed::kHeaderBytes;
using codec::sealed::kTagBytes;
using provider::Direction;

// Fills `blob`, which has the header's, the secret's and the tag's bytes.
Status seal(const CipherKey& key, ByteSpan blob) {
  const Result<const SealingKey*> sealing = sealing_key();
  if (!sealing) return sealing.error();
  std::uint8_t nonce[codec::sealed::kNonceBytes];
  if (!platform::random_bytes(nonce)) return internal_error("the system's generator failed");
  const AlgorithmInfo& algorithm = key.algorithm();
  ByteWriter writer(blob.first(kHeaderBytes));
  codec::opaque::write_header(
      {&algorithm, key.secret_bytes() * 8 > algorithm.lengths.max_bits, static_cast<std::uint32_t>(key.secret_bytes()),
       algorithm.id == AlgorithmId::rc2 ? key.effective_bits() : 0, (*sealing)->id, nonce},
      writer);
  return provider::cipher_aead(
      *(*sealing)->key, {ChainMode::gcm, Direction::encrypt, nonce, blob.first(kHeaderBytes), blob.last(kTagBytes)},
      key.secret(SecretAccess{}), blob.subspan(kHeaderBytes, key.secret_bytes()));
}

}  // namespace

Status export_opaque(const CipherKey& key, const Output& output) {
  return two_call(output, kHeaderBytes + key.secret_bytes() + kTagBytes, [&](ByteSpan out) -> Status {
    SecretBytes blob(out.size());  // the caller's buffer is written when all is done
    CNG_TRY(seal(key, blob.span(SecretAccess{})));
    std::copy_n(blob.view(SecretAccess{}).begin(), out.size(), out.begin());
    return {};
  });
}

Result<std::unique_ptr<CipherKey>> import_opaque(const AlgorithmRef& algorithm, ByteView given) {
  // A copy, which no other thread changes between the check of the tag and the use of the header.
  constexpr std::size_t kLongestSecret = 256;  // RC4
  if (given.size() > kHeaderBytes + kLongestSecret + kTagBytes)
    return invalid_parameter("the blob is longer than that of any key");
  const SecretBytes blob(given, SecretAccess{});
  ByteReader reader(blob.view(SecretAccess{}));
  const Result<codec::sealed::Blob> sealed = codec::opaque::read(reader, *algorithm.info);
  if (!sealed) return sealed.error();
  const SealingKey* sealing = find_sealing_key(sealed->key_id);
  if (sealing == nullptr)
    return invalid_parameter("the blob was sealed by another account or before the machine was started");
  SecretBytes secret(sealed->text.size());
  std::array<std::uint8_t, kTagBytes> tag{};
  std::copy(sealed->tag.begin(), sealed->tag.end(), tag.begin());
  const Status opened =
      provider::cipher_aead(*sealing->key, {ChainMode::gcm, Direction::decrypt, sealed->nonce, sealed->header, tag},
                            sealed->text, secret.span(SecretAccess{}));
  if (!opened && opened.error().code == Code::auth_tag_mismatch) return invalid_parameter("the blob has been changed");
  if (!opened) return opened.error();
  const Result<ByteView> fitting = fit_secret(*algorithm.info, secret.view(SecretAccess{}), sealed->flag);
  if (!fitting) return fitting.error();
  if (fitting->size() != secret.size()) return invalid_parameter("the secret is longer than the longest key");
  const std::uint32_t bits = sealed->bits != 0 ? sealed->bits : static_cast<std::uint32_t>(secret.size() * 8);
  return CipherKey::create(*fitting, {algorithm.info, algorithm.handle}, algorithm.mode, bits);
}

}  // namespace cng::api
