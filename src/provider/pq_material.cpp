// The EVP_PKEY of an ML-KEM, ML-DSA or SLH-DSA key, built from whichever of its parts is there.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include "provider/library.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

struct PqMaterial final : Material {
  explicit PqMaterial(PkeyPtr built) : pkey(std::move(built)) {}
  PkeyPtr pkey;
};

struct Source {
  std::size_t part;
  const char* name;
  int selection;
};
// In the order of preference: OpenSSL keeps a seed that it is given, and computes the rest.
constexpr Source kSources[] = {
    {pq_part::seed, OSSL_PKEY_PARAM_ML_KEM_SEED, EVP_PKEY_KEYPAIR},
    {pq_part::private_key, OSSL_PKEY_PARAM_PRIV_KEY, EVP_PKEY_KEYPAIR},
    {pq_part::public_key, OSSL_PKEY_PARAM_PUB_KEY, EVP_PKEY_PUBLIC_KEY},
};

}  // namespace

Result<PkeyPtr> build_pq_pkey(const KeyParts& parts) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  for (const Source& source : kSources) {
    if (parts[source.part].empty()) continue;
    OSSL_PARAM params[] = {bytes_param(source.name, parts[source.part]), OSSL_PARAM_construct_end()};
    const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, parts.parameters->provider_name, nullptr));
    EVP_PKEY* made = nullptr;
    if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
        EVP_PKEY_fromdata(maker.get(), &made, source.selection, params) != 1)
      return ossl_failed("OpenSSL does not take this post-quantum key");
    return PkeyPtr(made);
  }
  return internal_error("a post-quantum key without parts");
}

EVP_PKEY* keep_pq_pkey(const Key& key, PkeyPtr pkey) {
  return static_cast<PqMaterial*>(key.material.publish(std::make_unique<PqMaterial>(std::move(pkey))))->pkey.get();
}

Result<EVP_PKEY*> pq_pkey(const Key& key) {
  if (const Material* known = key.material.get(); known != nullptr)
    return static_cast<const PqMaterial*>(known)->pkey.get();
  Result<PkeyPtr> built = build_pq_pkey(key.parts());
  if (!built) return built.error();
  return keep_pq_pkey(key, std::move(*built));
}

}  // namespace cng::provider
