// BCryptSecretAgreement, BCryptDestroySecret.
#include "api/api.h"
#include "api/objects.h"
#include "provider/provider.h"

namespace cng::api {

Status secret_agreement(BCRYPT_KEY_HANDLE hPrivKey, BCRYPT_KEY_HANDLE hPubKey, BCRYPT_SECRET_HANDLE* phAgreedSecret,
                        ULONG dwFlags) {
  const Result<Pin<Key>> mine = find_key_pair(hPrivKey);
  if (!mine) return mine.error();
  const Result<Pin<Key>> peer = find_key_pair(hPubKey);
  if (!peer) return peer.error();
  if (phAgreedSecret == nullptr) return invalid_parameter("phAgreedSecret is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const auto agrees = [](const Key& key) { return key.algorithm().interface == Interface::secret_agreement; };
  if (!agrees(**mine) || !agrees(**peer)) return not_supported("a key is not one for secret agreement");
  if ((*mine)->parts().family != (*peer)->parts().family)
    return invalid_parameter("the keys are not of the same algorithm");
  if ((*mine)->parts().curve != nullptr && !is_same_curve(*(*mine)->parts().curve, *(*peer)->parts().curve))
    return invalid_parameter("the keys are on different curves");
  if (!(*mine)->parts().has_private) return invalid_parameter("hPrivKey has no private half");
  const auto agree = (*mine)->parts().family == Family::dh ? provider::dh_agree : provider::ecdh;
  Result<SecretBytes> secret = agree(**mine, **peer);
  if (!secret) return secret.error();
  return give_handle(std::make_unique<SecretObject>(std::move(*secret)), Kind::secret, phAgreedSecret);
}

Status destroy_secret(BCRYPT_SECRET_HANDLE hSecret) {
  if (!handles().destroy(to_handle(hSecret), Kind::secret)) return invalid_handle("not a secret handle");
  return {};
}

}  // namespace cng::api
