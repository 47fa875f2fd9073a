// The EVP_PKEY of an RSA key.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>

#include "core/secret.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

struct RsaMaterial final : Material {
  explicit RsaMaterial(PkeyPtr built) : pkey(std::move(built)) {}
  PkeyPtr pkey;
};

struct Field {
  std::size_t part;
  const char* name;
};
constexpr Field kPublic[] = {{rsa_part::n, OSSL_PKEY_PARAM_RSA_N}, {rsa_part::e, OSSL_PKEY_PARAM_RSA_E}};
constexpr Field kPrivate[] = {
    {rsa_part::d, OSSL_PKEY_PARAM_RSA_D},          {rsa_part::p, OSSL_PKEY_PARAM_RSA_FACTOR1},
    {rsa_part::q, OSSL_PKEY_PARAM_RSA_FACTOR2},    {rsa_part::dp, OSSL_PKEY_PARAM_RSA_EXPONENT1},
    {rsa_part::dq, OSSL_PKEY_PARAM_RSA_EXPONENT2}, {rsa_part::qi, OSSL_PKEY_PARAM_RSA_COEFFICIENT1},
};

// OpenSSL's parameters for the parts of a key. They are numbers in the machine's byte order, so the bytes are turned
// round into a buffer of our own: OpenSSL's parameter builder keeps them in memory that is not wiped.
class Params {
 public:
  Params() = default;
  Params(const Params&) = delete;
  Params& operator=(const Params&) = delete;
  ~Params() { wipe(bytes_, used_); }

  void add(std::span<const Field> fields, const KeyParts& parts) {
    for (const Field& field : fields) add(field.name, parts[field.part]);
  }
  OSSL_PARAM* get() { return params_; }

 private:
  void add(const char* name, ByteView number) {
    std::uint8_t* to = bytes_ + used_;
    std::reverse_copy(number.begin(), number.end(), to);
    params_[count_++] = OSSL_PARAM_construct_BN(name, to, number.size());
    params_[count_] = OSSL_PARAM_construct_end();
    used_ += number.size();
  }

  std::uint8_t bytes_[2 * rsa::kMostModulusBytes + 5 * rsa::kMostPrimeBytes + 8];
  OSSL_PARAM params_[std::size(kPublic) + std::size(kPrivate) + 1];
  std::size_t used_ = 0;
  std::size_t count_ = 0;
};
static_assert(std::endian::native == std::endian::little);

Result<PkeyPtr> build(const Key& key) {
  const Result<KeyParts> parts = rsa::complete(key);
  if (!parts) return parts.error();
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  Params params;
  params.add(kPublic, *parts);
  if (parts->has_private) params.add(kPrivate, *parts);
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "RSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, parts->has_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                        params.get()) != 1)
    return ossl_failed("OpenSSL does not take this RSA key");
  return PkeyPtr(made);
}

}  // namespace

Result<EVP_PKEY*> rsa_pkey(const Key& key) {
  if (const Material* known = key.material.get(); known != nullptr)
    return static_cast<const RsaMaterial*>(known)->pkey.get();
  Result<PkeyPtr> built = build(key);
  if (!built) return built.error();
  const Material* kept = key.material.publish(std::make_unique<RsaMaterial>(std::move(*built)));
  return static_cast<const RsaMaterial*>(kept)->pkey.get();
}

}  // namespace cng::provider
