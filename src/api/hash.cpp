// BCryptCreateHash, BCryptHashData, BCryptFinishHash, BCryptDuplicateHash, BCryptDestroyHash, BCryptHash.
#include <cstring>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "core/secret.h"

namespace cng::api {
namespace {

using Phase = HashObject::Phase;

bool any_length(const HashInfo& info) {
  return info.kind == HashKind::xof || info.kind == HashKind::cshake || info.kind == HashKind::kmac;
}

// Which key a computation gets: HMAC takes any, even none; CMAC, GMAC and KMAC need one; a plain hash takes none.
Result<provider::HashKey> read_key(const AlgorithmRef& algorithm, const UCHAR* secret, ULONG size) {
  if (missing(secret, size)) return invalid_parameter("pbSecret is NULL");
  const HashKind kind = algorithm.info->hash->kind;
  const bool is_mac = kind == HashKind::cmac || kind == HashKind::gmac || kind == HashKind::kmac;
  const bool hmac = (algorithm.flags & kAlgHandleHmac) != 0;
  if (hmac && kind != HashKind::digest) return not_supported("there is no HMAC with this hash");
  if (is_mac && secret == nullptr) return invalid_parameter("this algorithm needs a key");
  if (!is_mac && !hmac && secret != nullptr) return invalid_parameter("the handle was not opened for HMAC");
  return provider::HashKey{is_mac || hmac, view(secret, size)};
}

Result<AlgorithmRef> find_hash_algorithm(BCRYPT_ALG_HANDLE handle) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(handle);
  if (!algorithm) return algorithm.error();
  if (algorithm->info->hash == nullptr) return not_supported("this algorithm is not a hash");
  return algorithm;
}

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
  const Result<provider::HashKey> key = read_key(*algorithm, pbSecret, cbSecret);
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
  if (!handles().destroy(to_handle(hHash), Kind::hash)) return invalid_parameter("not a hash handle");
  return {};
}

Status hash_once(BCRYPT_ALG_HANDLE hAlgorithm, const UCHAR* pbSecret, ULONG cbSecret, const UCHAR* pbInput,
                 ULONG cbInput, UCHAR* pbOutput, ULONG cbOutput) {
  const Result<AlgorithmRef> algorithm = find_hash_algorithm(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (missing(pbInput, cbInput)) return invalid_parameter("pbInput is NULL");
  CNG_TRY(check_output_length(*algorithm->info->hash, pbOutput, cbOutput));
  const Result<provider::HashKey> key = read_key(*algorithm, pbSecret, cbSecret);
  if (!key) return key.error();
  return finish_into(pbOutput, cbOutput, [&](ByteSpan out) {
    return provider::hash_once(*algorithm->info->hash, *key, view(pbInput, cbInput), out);
  });
}

}  // namespace cng::api
