// ECDH.
#include "provider/families.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

// Only a peer that was imported without validation gets here.
constexpr Error kNoSecret = invalid_parameter("the peer's public point is of small order");

}  // namespace

Result<SecretBytes> ecdh(const Key& mine, const Key& peer) {
  if (!mine.parts().has_private) return invalid_parameter("the own key of an agreement must be private");
  if (mine.parts().family != Family::ecc || peer.parts().family != Family::ecc ||
      !is_same_curve(*mine.parts().curve, *peer.parts().curve))
    return invalid_parameter("the keys are not on the same curve");
  const Result<EVP_PKEY*> own = ec_private_pkey(mine);
  if (!own) return own.error();
  const Result<EVP_PKEY*> other = ec_public_pkey(peer);
  if (!other) return other.error();
  const Result<PkeyCtxPtr> operation = start(*own, EVP_PKEY_derive_init_ex);
  if (!operation) return operation.error();
  SecretBytes secret(mine.parts().curve->field_bytes);
  std::size_t size = secret.size();
  constexpr int kValidated = 0;  // the peer was checked when it was imported
  if (EVP_PKEY_derive_set_peer_ex(operation->get(), *other, kValidated) != 1 ||
      EVP_PKEY_derive(operation->get(), secret.span(SecretAccess{}).data(), &size) != 1 || size != secret.size())
    return ossl_failed(kNoSecret);
  return secret;
}

}  // namespace cng::provider
