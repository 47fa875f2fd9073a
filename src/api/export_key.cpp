// BCryptExportKey.
#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "codec/codec.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

Result<KeyParts> parts_for(const Key& key, const codec::BlobCodec& row) {
  if (!row.computed_parts) return key.parts();
  return provider::complete(key);
}

}  // namespace

Status export_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType, UCHAR* pbOutput,
                  ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  if (pszBlobType == nullptr || pcbResult == nullptr) return invalid_parameter("pszBlobType or pcbResult is NULL");
  const AlgorithmInfo& algorithm = (*key)->algorithm();
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), algorithm.family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  if (row->half == codec::Half::private_key && !(*key)->parts().has_private)
    return invalid_parameter("the key has no private half");
  if (hExportKey != nullptr) return invalid_parameter("a key pair cannot be exported under another key");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");

  const Result<KeyParts> parts = parts_for(**key, *row);
  if (!parts) return parts.error();
  ByteWriter counter;
  row->write(*parts, algorithm, counter);
  return two_call({pbOutput, cbOutput, pcbResult}, counter.written(), [&](ByteSpan out) -> Status {
    ByteWriter writer(out);
    row->write(*parts, algorithm, writer);
    return {};
  });
}

}  // namespace cng::api
