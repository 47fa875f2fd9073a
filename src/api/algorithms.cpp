// BCryptOpenAlgorithmProvider, BCryptCloseAlgorithmProvider.
#include "api/api.h"
#include "api/objects.h"

namespace cng::api {
namespace {

constexpr ULONG kAlways = BCRYPT_PROV_DISPATCH;  // for the kernel; accepted and ignored
constexpr ULONG kForHashes = BCRYPT_ALG_HANDLE_HMAC_FLAG | BCRYPT_HASH_REUSABLE_FLAG | BCRYPT_MULTI_FLAG;

Status check_flags(const AlgorithmInfo& info, ULONG flags) {
  ULONG allowed = kAlways;
  if (info.hash != nullptr) allowed |= kForHashes;
  if (info.id == AlgorithmId::xts_aes) allowed |= BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS;
  if ((flags & ~allowed) != 0) return invalid_parameter("a flag does not apply to this algorithm");
  return {};
}

}  // namespace

Status open_algorithm_provider(BCRYPT_ALG_HANDLE* phAlgorithm, LPCWSTR pszAlgId, LPCWSTR pszImplementation,
                               ULONG dwFlags) {
  if (phAlgorithm == nullptr || pszAlgId == nullptr) return invalid_parameter("phAlgorithm or pszAlgId is NULL");
  const AlgorithmInfo* info = find_algorithm(wide(pszAlgId));
  if (info == nullptr) return not_found("no such algorithm");
  if (pszImplementation != nullptr && wide(pszImplementation) != MS_PRIMITIVE_PROVIDER)
    return not_found("no such implementation");
  CNG_TRY(check_flags(*info, dwFlags));
  return give_handle(std::make_unique<AlgorithmObject>(*info, dwFlags), Kind::algorithm, phAlgorithm);
}

Status close_algorithm_provider(BCRYPT_ALG_HANDLE hAlgorithm, ULONG dwFlags) {
  // A pseudo-handle is none of the table's and is refused like any other foreign value.
  if (dwFlags != 0 && handles().pin<Object>(to_handle(hAlgorithm), Kind::algorithm))
    return invalid_parameter("no flag is defined");
  if (!handles().destroy(to_handle(hAlgorithm), Kind::algorithm)) return invalid_handle("not an algorithm handle");
  return {};
}

}  // namespace cng::api
