// BCryptGetProperty: finds out what the handle names.
#include "api/api.h"
#include "api/properties.h"

namespace cng::api {
namespace {

Status get_from_key(KeyObject& key, WideView name, const Output& out) {
  if (key.state() == KeyState::symmetric) return get_cipher_property(static_cast<CipherKey&>(key), name, out);
  if (key.state() == KeyState::derivation) return get_kdf_property(static_cast<KdfKey&>(key), name, out);
  if (key.state() == KeyState::pair) return get_key_property(static_cast<Key&>(key), name, out);
  return invalid_handle("the key pair is not finalized yet");
}

}  // namespace

Status get_property(BCRYPT_HANDLE hObject, LPCWSTR pszProperty, UCHAR* pbOutput, ULONG cbOutput, ULONG* pcbResult,
                    ULONG dwFlags) {
  const Handle handle = to_handle(hObject);
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hObject);
  const auto key = handles().pin<KeyObject>(handle, Kind::key);
  const auto hash = handles().pin<HashObject>(handle, Kind::hash);
  if (!algorithm && !key && !hash) return invalid_handle("not a handle of an algorithm, key or hash");
  if (pszProperty == nullptr || pcbResult == nullptr) return invalid_parameter("pszProperty or pcbResult is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const WideView name = wide(pszProperty);
  const Output out{pbOutput, cbOutput, pcbResult};
  if (algorithm) return get_algorithm_property(*algorithm, name, out);
  return key ? get_from_key(*key, name, out) : get_hash_property(*hash, name, out);
}

}  // namespace cng::api
