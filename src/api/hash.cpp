// BCryptCreateHash, BCryptHashData, BCryptFinishHash, BCryptDuplicateHash, BCryptDestroyHash, BCryptHash,
// BCryptDeriveKeyCapi.
#include <cstring>

#include "api/api.h"
#include "api/hash_key.h"
#include "api/objects.h"
#include "api/output.h"
#include "core/secret.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

using Phase = HashObject::Phase;

Result<Pin<HashObject>> find_hash_object(BCRYPT_HASH_HANDLE handle) {
  Pin<HashObject> object = handles().pin<HashObject>(to_handle(handle), Kind::hash);
  if (!object) return invalid_handle("not a hash handle");
  return object;
}

Status check_output_length(const HashInfo& info, const UCHAR* output, ULONG size) {
  if (output == nullptr) return invalid_parameter("pbOutput is NULL");
  if (any_length(info) ? size == 0 : size != info.digest_bytes)
    return invalid_parameter("cbOutput is not the length of the hash");
  return {};
}

// Finishes into a buffer of ours first, so that the caller's is written only when all went well.
template <class Finish>
Status finish_into(UCHAR* output, ULONG size, Finish&& finish) {
  constexpr ULONG kUsual = 64;
  if (size <= kUsual) {
    SecretArray<kUsual> digest;
    CNG_TRY(finish(digest.span(SecretAccess{}, size)));
    std::memcpy(output, digest.span(SecretAccess{}).data(), size);
    return {};
  }
  SecretBytes digest(size);
  CNG_TRY(finish(digest.span(SecretAccess{})));
  std::memcpy(output, digest.view(SecretAccess{}).data(), size);
  return {};
}

Status finish(HashObject& object, UCHAR* output, ULONG size, bool keep_squeezing) {
  if (keep_squeezing || object.phase == Phase::squeezing) {
    CNG_TRY(finish_into(output, size, [&](ByteSpan out) { return object.running->squeeze(out); }));
    object.phase = Phase::squeezing;
    if (keep_squeezing) return {};
  } else {
    CNG_TRY(finish_into(output, size, [&](ByteSpan out) { return object.running->finish(out); }));
  }
  object.phase = Phase::finished;
  if (!object.reusable) return {};
  CNG_TRY(object.running->reset());
  object.phase = Phase::open;
  return {};
}

}  // namespace

Status create_hash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, const UCHAR* pbHashObject,
                   ULONG cbHashObject, const UCHAR* pbSecret, ULONG cbSecret, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_hash_algorithm(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phHash == nullptr) return invalid_parameter("phHash is NULL");
  if (pbHashObject != nullptr && cbHashObject < algorithm->info->object_length)
    return buffer_too_small("the hash object is too small");
  if ((dwFlags & ~kHashReusable) != 0) return invalid_parameter("unknown flag");
  const Result<provider::HashKey> key = read_hash_key(*algorithm, pbSecret, cbSecret);
  if (!key) return key.error();
  Result<std::unique_ptr<provider::Hash>> hash = provider::Hash::create(*algorithm->info->hash, *key);
  if (!hash) return hash.error();
  const bool reusable = ((dwFlags | algorithm->flags) & kHashReusable) != 0;
  return give_handle(std::make_unique<HashObject>(*algorithm->info, algorithm->handle, reusable, std::move(*hash)),
                     Kind::hash, phHash);
}

Status hash_data(BCRYPT_HASH_HANDLE hHash, const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags) {
  const Result<Pin<HashObject>> object = find_hash_object(hHash);
  if (!object) return object.error();
  if (missing(pbInput, cbInput)) return invalid_parameter("pbInput is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const std::lock_guard guard((*object)->lock);
  if ((*object)->phase != Phase::open) return invalid_handle("the hash is finished");
  return (*object)->running->update(view(pbInput, cbInput));
}

Status finish_hash(BCRYPT_HASH_HANDLE hHash, UCHAR* pbOutput, ULONG cbOutput, ULONG dwFlags) {
  const Result<Pin<HashObject>> object = find_hash_object(hHash);
  if (!object) return object.error();
  const HashInfo& info = *(*object)->info.hash;
  const bool keep_squeezing = (dwFlags & BCRYPT_HASH_DONT_RESET_FLAG) != 0;
  if ((dwFlags & ~static_cast<ULONG>(BCRYPT_HASH_DONT_RESET_FLAG)) != 0) return invalid_parameter("unknown flag");
  if (keep_squeezing && info.kind != HashKind::xof && info.kind != HashKind::cshake)
    return invalid_parameter("only an extendable output goes on");
  CNG_TRY(check_output_length(info, pbOutput, cbOutput));
  const std::lock_guard guard((*object)->lock);
  if ((*object)->phase == Phase::finished) return invalid_handle("the hash is finished");
  return finish(**object, pbOutput, cbOutput, keep_squeezing);
}

Status duplicate_hash(BCRYPT_HASH_HANDLE hHash, BCRYPT_HASH_HANDLE* phNewHash, const UCHAR* pbHashObject,
                      ULONG cbHashObject, ULONG dwFlags) {
  const Result<Pin<HashObject>> object = find_hash_object(hHash);
  if (!object) return object.error();
  if (phNewHash == nullptr) return invalid_parameter("phNewHash is NULL");
  if (pbHashObject != nullptr && cbHashObject < (*object)->info.object_length)
    return buffer_too_small("the hash object is too small");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const std::lock_guard guard((*object)->lock);
  if ((*object)->phase == Phase::finished) return invalid_parameter("the hash is finished");
  Result<std::unique_ptr<provider::Hash>> copy = (*object)->running->duplicate();
  if (!copy) return copy.error();
  auto made = std::make_unique<HashObject>((*object)->info, (*object)->provider, (*object)->reusable, std::move(*copy));
  made->phase = (*object)->phase;
  return give_handle(std::move(made), Kind::hash, phNewHash);
}

// Windows answers a bad hash handle here, and only here, with STATUS_INVALID_PARAMETER.
Status destroy_hash(BCRYPT_HASH_HANDLE hHash) {
  const Handle handle = to_handle(hHash);
  if (!handles().destroy(handle, Kind::hash) && !handles().destroy(handle, Kind::multi_hash))
    return invalid_parameter("not a hash handle");
  return {};
}

Status hash_once(BCRYPT_ALG_HANDLE hAlgorithm, const UCHAR* pbSecret, ULONG cbSecret, const UCHAR* pbInput,
                 ULONG cbInput, UCHAR* pbOutput, ULONG cbOutput) {
  const Result<AlgorithmRef> algorithm = find_hash_algorithm(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (missing(pbInput, cbInput)) return invalid_parameter("pbInput is NULL");
  CNG_TRY(check_output_length(*algorithm->info->hash, pbOutput, cbOutput));
  const Result<provider::HashKey> key = read_hash_key(*algorithm, pbSecret, cbSecret);
  if (!key) return key.error();
  return finish_into(pbOutput, cbOutput, [&](ByteSpan out) {
    return provider::hash_once(*algorithm->info->hash, *key, view(pbInput, cbInput), out);
  });
}

// The hash is finished by this: a second derivation finds it as invalid as any other use would.
Status derive_key_capi(BCRYPT_HASH_HANDLE hHash, BCRYPT_ALG_HANDLE hTargetAlg, UCHAR* pbDerivedKey, ULONG cbDerivedKey,
                       ULONG dwFlags) {
  const Pin<HashObject> object = handles().pin<HashObject>(to_handle(hHash), Kind::hash);
  if (!object) return invalid_parameter("not a hash handle");
  bool for_aes = false;
  if (hTargetAlg != nullptr) {
    const Result<AlgorithmRef> target = find_algorithm_handle(hTargetAlg);
    if (!target) return target.error();
    for_aes = target->info->id == AlgorithmId::aes;
  }
  const HashInfo& info = *object->info.hash;
  if (info.kind != HashKind::digest) return not_supported("CryptoAPI derives keys from digests");
  if (pbDerivedKey == nullptr || cbDerivedKey == 0) return invalid_parameter("no bytes are asked for");
  if (cbDerivedKey > 2 * info.digest_bytes) return invalid_parameter("at most two digests are derived");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const std::lock_guard guard(object->lock);
  if (object->phase != Phase::open) return invalid_handle("the hash is finished");
  SecretBytes digest(info.digest_bytes), made(cbDerivedKey);
  CNG_TRY(finish(*object, digest.span(SecretAccess{}).data(), info.digest_bytes, false));
  const bool expand = for_aes && info.digest_bytes < provider::kLongestAesKey;
  CNG_TRY(provider::capi_kdf(info, digest.view(SecretAccess{}), expand, made.span(SecretAccess{})));
  std::memcpy(pbDerivedKey, made.view(SecretAccess{}).data(), made.size());
  return {};
}

}  // namespace cng::api
