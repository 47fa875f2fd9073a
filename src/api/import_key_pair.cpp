// BCryptImportKeyPair.
#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "codec/codec.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

constexpr ULONG kKnownFlags = BCRYPT_NO_KEY_VALIDATION | BCRYPT_KEY_VALIDATION_RANGE |
                              BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER | BCRYPT_KEY_VALIDATION_REGENERATE;

// RANGE_AND_ORDER contains the bit of NO_KEY_VALIDATION.
Validation validation_of(ULONG flags) {
  const ULONG level = flags & BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER;
  if (level == BCRYPT_KEY_VALIDATION_RANGE_AND_ORDER) return Validation::order;
  const bool none = level == BCRYPT_NO_KEY_VALIDATION && (flags & BCRYPT_KEY_VALIDATION_REGENERATE) == 0;
  return none ? Validation::none : Validation::full;
}

}  // namespace

Status import_key_pair(BCRYPT_ALG_HANDLE hAlgorithm, LPCWSTR pszBlobType, BCRYPT_KEY_HANDLE* phKey,
                       const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr || pszBlobType == nullptr || pbInput == nullptr)
    return invalid_parameter("phKey, pszBlobType or pbInput is NULL");
  if (algorithm->info->family == Family::symmetric || algorithm->info->family == Family::derivation)
    return not_supported("this algorithm has no key pairs");
  if ((dwFlags & ~kKnownFlags) != 0) return invalid_parameter("unknown flag");
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), algorithm->info->family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  if (row->export_only) return not_supported("this blob type is for export only");

  ByteReader reader(view(pbInput, cbInput));
  const Result<KeyParts> parts = row->parse(reader, {algorithm->info, algorithm->curve.get(), row->half, row->generic});
  if (!parts) return parts.error();
  // The copy is checked, not the input, which another thread may be changing.
  std::unique_ptr<Key> key = Key::create(*parts, {algorithm->info, algorithm->handle});
  CNG_TRY(provider::check(*key, validation_of(dwFlags)));
  return give_handle(std::move(key), Kind::key, phKey);
}

}  // namespace cng::api
