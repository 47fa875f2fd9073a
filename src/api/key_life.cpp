// BCryptGenerateKeyPair, BCryptFinalizeKeyPair, BCryptDuplicateKey, BCryptDestroyKey.
#include "api/api.h"
#include "api/key_length.h"
#include "api/objects.h"
#include "core/cipher_key.h"
#include "core/kdf_key.h"
#include "provider/cipher.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

Result<Pin<PendingKey>> find_pending_key(BCRYPT_KEY_HANDLE handle) {
  Pin<KeyObject> object = handles().pin<KeyObject>(to_handle(handle), Kind::key);
  if (!object) return invalid_handle("not a key handle");
  if (object->state() != KeyState::pending) return invalid_handle("not a key pair that is still to be finalized");
  return std::move(object).as<PendingKey>();
}

bool has_key_pairs(const AlgorithmInfo& info) {
  return info.family != Family::none && info.family != Family::symmetric && info.family != Family::derivation;
}

// Secret, mode and chaining register, or the position in the stream: the two go on independently.
Result<std::unique_ptr<CipherKey>> copy_cipher_key(const CipherKey& key) {
  const std::lock_guard guard(key.lock);
  std::unique_ptr<CipherKey> copy =
      CipherKey::create(key.secret(SecretAccess{}), key.origin(), key.state.mode, key.effective_bits());
  copy->state = key.state;
  if (key.cipher().kind == CipherKind::stream) CNG_TRY(provider::copy_stream(key, *copy));
  return copy;
}

Result<std::unique_ptr<Key>> generate(const PendingKey& pending) {
  const PendingKey::Wish wish = pending.wish();
  const AlgorithmInfo& info = *pending.origin.algorithm;
  if (has_parameter_sets(info)) {
    if (wish.parameters == nullptr) return invalid_parameter("ParameterSetName is not set");
    return provider::pq_generate(pending.origin, *wish.parameters);
  }
  if (info.family == Family::ecc && wish.curve == nullptr) return invalid_parameter("ECCCurveName is not set");
  if (wish.group != nullptr) return provider::generate_in(pending.origin, wish.group->parts());
  return provider::generate(pending.origin, wish.bits, wish.curve.get());
}

}  // namespace

Status check_key_length(const AlgorithmInfo& info, const CurveInfo* curve, std::uint32_t bits) {
  if (info.family == Family::ecc) {
    if (bits == 0 || (curve != nullptr && bits == curve->bits)) return {};
    return invalid_parameter("the length is not that of the curve");
  }
  if (has_parameter_sets(info)) {
    if (bits == 0) return {};
    return invalid_parameter("the parameter set alone says how long such a key is");
  }
  const KeyLengths& allowed = info.lengths;
  if (bits < allowed.min_bits || bits > allowed.max_bits || (bits - allowed.min_bits) % allowed.increment != 0)
    return invalid_parameter("the length is not one of this algorithm");
  return {};
}

Status generate_key_pair(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, ULONG dwLength, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr) return invalid_parameter("phKey is NULL");
  if (algorithm->info->family == Family::hash_based) return not_supported("stateful keys are not generated");
  if (!has_key_pairs(*algorithm->info)) return not_supported("this algorithm has no key pairs");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  CNG_TRY(check_key_length(*algorithm->info, algorithm->curve.get(), dwLength));
  const KeyOrigin origin{algorithm->info, algorithm->handle};
  return give_handle(std::make_unique<PendingKey>(origin, dwLength, algorithm->curve), Kind::key, phKey);
}

Status finalize_key_pair(BCRYPT_KEY_HANDLE hKey, ULONG dwFlags) {
  const Result<Pin<PendingKey>> pending = find_pending_key(hKey);
  if (!pending) return pending.error();
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  Result<std::unique_ptr<Key>> key = generate(**pending);
  if (!key) return key.error();
  if (!handles().replace(to_handle(hKey), &**pending, std::move(*key)))
    return invalid_handle("another thread has finalized or destroyed the key");
  return {};
}

Status duplicate_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE* phNewKey, const UCHAR* pbKeyObject, ULONG cbKeyObject,
                     ULONG dwFlags) {
  const Pin<KeyObject> key = handles().pin<KeyObject>(to_handle(hKey), Kind::key);
  if (!key) return invalid_handle("not a key handle");
  if (key->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (phNewKey == nullptr) return invalid_parameter("phNewKey is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  if (key->state() == KeyState::symmetric) {
    const CipherKey& cipher = static_cast<CipherKey&>(*key);
    if (pbKeyObject != nullptr && cbKeyObject < cipher.algorithm().object_length)
      return buffer_too_small("the key object is too small");
    Result<std::unique_ptr<CipherKey>> copy = copy_cipher_key(cipher);
    if (!copy) return copy.error();
    return give_handle(std::move(*copy), Kind::key, phNewKey);
  }
  if (key->state() == KeyState::derivation) {
    const KdfKey& from = static_cast<KdfKey&>(*key);
    if (pbKeyObject != nullptr && cbKeyObject < from.algorithm().object_length)
      return buffer_too_small("the key object is too small");
    auto copy = std::make_unique<KdfKey>(SecretBytes(), from.origin());
    copy->state = from.copy_state();
    return give_handle(std::move(copy), Kind::key, phNewKey);
  }
  const Key& pair = static_cast<Key&>(*key);
  return give_handle(Key::create(pair.parts(), pair.origin()), Kind::key, phNewKey);
}

Status destroy_key(BCRYPT_KEY_HANDLE hKey) {
  if (!handles().destroy(to_handle(hKey), Kind::key)) return invalid_handle("not a key handle");
  return {};
}

}  // namespace cng::api
