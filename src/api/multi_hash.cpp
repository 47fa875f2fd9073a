// BCryptCreateMultiHash, BCryptProcessMultiOperations: an array of hashes of one algorithm, run one after the other.
#include "api/multi_hash.h"

#include <cstring>
#include <vector>

#include "api/api.h"
#include "api/hash_key.h"
#include "core/secret.h"

namespace cng::api {
namespace {

using Operation = BCRYPT_MULTI_HASH_OPERATION;

// Nobody runs more at once, and a hostile count must not take all memory.
constexpr ULONG kMostHashes = 1024;

class MultiHashObject final : public Object {
 public:
  MultiHashObject(const AlgorithmInfo& algorithm_info, bool resets) : info(algorithm_info), reusable(resets) {}

  struct Lane {
    std::unique_ptr<provider::Hash> running;
    bool finished = false;
  };

  const AlgorithmInfo& info;
  const bool reusable;
  Lock lock;
  std::vector<Lane> lanes;
};

// As the number it is: a caller may have put any there, and an enumeration does not hold any.
std::uint32_t kind_of(const Operation& operation) {
  std::uint32_t kind = 0;
  static_assert(sizeof operation.hashOperation == sizeof kind);
  std::memcpy(&kind, &operation.hashOperation, sizeof kind);
  return kind;
}

Status check_operation(const MultiHashObject& object, const Operation& operation) {
  if (operation.iHash >= object.lanes.size()) return invalid_parameter("there is no such hash in the array");
  if (missing(operation.pbBuffer, operation.cbBuffer)) return invalid_parameter("pbBuffer is NULL");
  if (kind_of(operation) == BCRYPT_HASH_OPERATION_HASH_DATA) return {};
  if (kind_of(operation) != BCRYPT_HASH_OPERATION_FINISH_HASH) return invalid_parameter("no such operation");
  const HashInfo& hash = *object.info.hash;
  if (any_length(hash) ? operation.cbBuffer == 0 : operation.cbBuffer != hash.digest_bytes)
    return invalid_parameter("cbBuffer is not the length of the hash");
  return {};
}

Status run(MultiHashObject& object, const Operation& operation) {
  MultiHashObject::Lane& lane = object.lanes[operation.iHash];
  if (lane.finished) return invalid_handle("the hash is finished");
  if (kind_of(operation) == BCRYPT_HASH_OPERATION_HASH_DATA)
    return lane.running->update(view(operation.pbBuffer, operation.cbBuffer));
  SecretBytes digest(operation.cbBuffer);
  CNG_TRY(lane.running->finish(digest.span(SecretAccess{})));
  std::memcpy(operation.pbBuffer, digest.view(SecretAccess{}).data(), digest.size());
  if (object.reusable) return lane.running->reset();
  lane.finished = true;
  return {};
}

}  // namespace

Status create_multi_hash(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_HASH_HANDLE* phHash, ULONG nHashes,
                         const UCHAR* pbHashObject, ULONG cbHashObject, const UCHAR* pbSecret, ULONG cbSecret,
                         ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_hash_algorithm(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phHash == nullptr) return invalid_parameter("phHash is NULL");
  if (!algorithm->pseudo && (algorithm->flags & BCRYPT_MULTI_FLAG) == 0)
    return invalid_parameter("the handle was not opened with BCRYPT_MULTI_FLAG");
  if (nHashes == 0 || nHashes > kMostHashes) return invalid_parameter("an array has 1 to 1024 hashes");
  const BCRYPT_MULTI_OBJECT_LENGTH_STRUCT length = multi_object_length(*algorithm->info);
  if (pbHashObject != nullptr && cbHashObject < length.cbPerObject + nHashes * length.cbPerElement)
    return buffer_too_small("the hash object is too small");
  if ((dwFlags & ~kHashReusable) != 0) return invalid_parameter("unknown flag");
  const Result<provider::HashKey> key = read_hash_key(*algorithm, pbSecret, cbSecret);
  if (!key) return key.error();
  const bool reusable = ((dwFlags | algorithm->flags) & kHashReusable) != 0;
  auto made = std::make_unique<MultiHashObject>(*algorithm->info, reusable);
  for (ULONG i = 0; i < nHashes; ++i) {
    Result<std::unique_ptr<provider::Hash>> hash = provider::Hash::create(*algorithm->info->hash, *key);
    if (!hash) return hash.error();
    made->lanes.push_back({std::move(*hash)});
  }
  return give_handle(std::move(made), Kind::multi_hash, phHash);
}

Status process_multi_operations(BCRYPT_HANDLE hObject, BCRYPT_MULTI_OPERATION_TYPE operationType,
                                const void* pOperations, ULONG cbOperations, ULONG dwFlags) {
  const Pin<MultiHashObject> object = handles().pin<MultiHashObject>(to_handle(hObject), Kind::multi_hash);
  if (!object) return invalid_handle("not a handle of an array of hashes");
  if (operationType != BCRYPT_OPERATION_TYPE_HASH) return invalid_parameter("no such type of operation");
  if (pOperations == nullptr || cbOperations == 0 || cbOperations % sizeof(Operation) != 0)
    return invalid_parameter("pOperations is not a list of operations");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  std::vector<Operation> operations(cbOperations / sizeof(Operation));
  std::memcpy(operations.data(), pOperations, cbOperations);
  // All are looked at before any runs, so that a list that is refused has changed nothing.
  for (const Operation& operation : operations) CNG_TRY(check_operation(*object, operation));
  const std::lock_guard guard(object->lock);
  for (const Operation& operation : operations) CNG_TRY(run(*object, operation));
  return {};
}

}  // namespace cng::api
