#include "api/pq_padding.h"

#include "api/output.h"

namespace cng::api {
namespace {

// The hashes of FIPS 204 and 205 that CNG has. SHAKE with its usual length, 32 or 64 bytes.
Result<const HashInfo*> find_prehash(WideView name) {
  using A = AlgorithmId;
  const AlgorithmInfo* info = find_algorithm(name);
  if (info != nullptr)
    for (const A allowed :
         {A::sha256, A::sha384, A::sha512, A::sha3_256, A::sha3_384, A::sha3_512, A::shake128, A::shake256})
      if (info->id == allowed) return info->hash;
  return not_supported("the name is not that of a hash for this signature");
}

}  // namespace

Result<provider::PqInput> read_pq_input(const AlgorithmInfo& algorithm, const void* info, ULONG flags, ByteView input) {
  provider::PqInput out;
  out.bytes = input;
  if (flags != BCRYPT_PAD_PQDSA) {
    if (info != nullptr) return invalid_parameter("pPaddingInfo needs BCRYPT_PAD_PQDSA");
    out.is_mu = flags == BCRYPT_MLDSA_EXTERNAL_MU;
    if (out.is_mu && algorithm.id != AlgorithmId::mldsa) return invalid_parameter("only ML-DSA has a mu");
    if (!out.is_mu && flags != 0) return invalid_parameter("unknown flag");
    return out;
  }
  if (info == nullptr) return invalid_parameter("pPaddingInfo is NULL");
  const auto& padding = *static_cast<const BCRYPT_PQDSA_PADDING_INFO*>(info);
  if (missing(padding.pbCtx, padding.cbCtx)) return invalid_parameter("pbCtx is NULL");
  out.context = view(padding.pbCtx, padding.cbCtx);
  const bool plain = padding.cbCtx == 0 && padding.pszPrehashAlgId == nullptr;
  if (algorithm.family == Family::hash_based && !plain) return invalid_parameter("LMS and XMSS sign the bare message");
  if (padding.pszPrehashAlgId == nullptr) return out;
  const Result<const HashInfo*> hash = find_prehash(wide(padding.pszPrehashAlgId));
  if (!hash) return hash.error();
  out.prehash = *hash;
  return out;
}

}  // namespace cng::api
