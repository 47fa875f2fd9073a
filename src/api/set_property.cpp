// BCryptSetProperty: finds out what the handle names.
#include "api/api.h"
#include "api/properties.h"

namespace cng::api {
namespace {

Status set_on_key(KeyObject& key, WideView name, ByteView input) {
  switch (key.state()) {
    case KeyState::pending:
      return set_pending_property(static_cast<PendingKey&>(key), name, input);
    case KeyState::symmetric:
      return set_cipher_property(static_cast<CipherKey&>(key), name, input);
    case KeyState::derivation:
      return set_kdf_property(static_cast<KdfKey&>(key), name, input);
    case KeyState::pair:
      break;
  }
  return set_key_property(name, input);
}

}  // namespace

Status set_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, const UCHAR* pbInput, ULONG cbInput, ULONG dwFlags) {
  const Handle handle = to_handle(hObject);
  if (find_pseudo_handle(handle) != nullptr) return access_denied("a pseudo-handle has no properties of its own");
  const auto algorithm = handles().pin<AlgorithmObject>(handle, Kind::algorithm);
  const auto key = handles().pin<KeyObject>(handle, Kind::key);
  const auto hash = handles().pin<HashObject>(handle, Kind::hash);
  if (!algorithm && !key && !hash) return invalid_handle("not a handle of an algorithm, key or hash");
  if (pszProperty == nullptr || missing(pbInput, cbInput)) return invalid_parameter("pszProperty or pbInput is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const WideView name = wide(pszProperty);
  const ByteView input(pbInput, cbInput);
  if (algorithm) return set_algorithm_property(*algorithm, name, input);
  return key ? set_on_key(*key, name, input) : set_hash_property(*hash, name, input);
}

}  // namespace cng::api
