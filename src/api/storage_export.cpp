// NCryptExportKey: what leaves a key, and what the export policy says about it.
#include "api/output.h"
#include "api/storage_api.h"
#include "api/storage_envelope.h"
#include "api/storage_objects.h"
#include "api/storage_parameters.h"
#include "codec/codec.h"

namespace cng::api {
namespace {

// A plain private blob needs plain export; an encrypted one any of the two.
Status check_policy(StorageKey& key, bool encrypted) {
  constexpr std::uint32_t kPlain = NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG;
  const std::uint32_t needed = encrypted ? kPlain | NCRYPT_ALLOW_EXPORT_FLAG : kPlain;
  const std::lock_guard guard(key.lock);
  if ((key.attributes.export_policy & needed) == 0) return not_supported("Export Policy does not allow this");
  return {};
}

Status export_plain(StorageKey& key, const StorageExport& call) {
  const WideView type = wide(call.pszBlobType);
  const codec::BlobCodec* row = codec::find(type, key.algorithm().family);
  if (row == nullptr) {
    if (codec::find_any(type) == nullptr) return Error{Code::bad_type, "no such blob type"};
    return not_supported("this algorithm has no such blob type");
  }
  if (row->family == Family::symmetric || row->family == Family::derivation)
    return not_supported("symmetric keys leave as CipherKeyBlob");
  if (call.hExportKey != 0) return not_supported("this blob type is not encrypted under another key");
  if (row->half == codec::Half::private_key) {
    CNG_TRY(check_policy(key, false));
    if (!key.has_private) return not_supported("the key has no private half");
  }
  return export_key(key.key.get(), nullptr, call.pszBlobType, call.pbOutput, call.cbOutput, call.pcbResult, 0);
}

}  // namespace

Status export_storage_key(const StorageExport& call) {
  const Result<Pin<StorageKey>> key = find_ready_key(call.hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(call.dwFlags, NCRYPT_EXPORT_LEGACY_FLAG | NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG));
  if (call.pszBlobType == nullptr || call.pcbResult == nullptr)
    return invalid_parameter("pszBlobType or pcbResult is NULL");
  const codec::StorageType type = codec::storage_type(wide(call.pszBlobType));
  if (type == codec::StorageType::none) return export_plain(**key, call);
  if (call.hExportKey != 0) return not_supported("this blob type is not encrypted under another key");
  const Result<StorageParameters> parameters = read_storage_parameters(call.pParameterList);
  if (!parameters) return parameters.error();
  CNG_TRY(check_policy(**key, is_encrypted(type, *parameters)));
  if (!(*key)->has_private) return not_supported("the key has no private half");
  return export_enveloped(type, **key, *parameters, {call.pbOutput, call.cbOutput, call.pcbResult});
}

}  // namespace cng::api
