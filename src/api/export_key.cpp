// BCryptExportKey.
#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "codec/codec.h"
#include "core/cipher_key.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

// What an export needs of a key of either kind. The views live as long as the key.
struct Exported {
  const AlgorithmInfo* algorithm;
  KeyParts parts;
};

Exported describe(const KeyObject& object) {
  if (object.state() == KeyState::pair) {
    const auto& key = static_cast<const Key&>(object);
    return {&key.algorithm(), key.parts()};
  }
  const auto& key = static_cast<const CipherKey&>(object);
  KeyParts parts;
  parts.family = Family::symmetric;
  parts.has_private = true;
  parts.set(cipher_part::secret, key.secret(SecretAccess{}));
  return {&key.algorithm(), parts};
}

}  // namespace

Status export_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType, UCHAR* pbOutput,
                  ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Pin<KeyObject> object = handles().pin<KeyObject>(to_handle(hKey), Kind::key);
  if (!object) return invalid_handle("not a key handle");
  if (object->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (pszBlobType == nullptr || pcbResult == nullptr) return invalid_parameter("pszBlobType or pcbResult is NULL");
  Exported key = describe(*object);
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), key.algorithm->family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  if (row->half == codec::Half::private_key && !key.parts.has_private)
    return invalid_parameter("the key has no private half");
  if (hExportKey != nullptr) return invalid_parameter("this blob type is not encrypted under another key");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");

  if (row->computed_parts) {
    const Result<KeyParts> whole = provider::complete(static_cast<const Key&>(*object));
    if (!whole) return whole.error();
    key.parts = *whole;
  }
  const Result<std::size_t> size = codec::measure(*row, key.parts, *key.algorithm);
  if (!size) return size.error();
  return two_call({pbOutput, cbOutput, pcbResult}, *size, [&](ByteSpan out) -> Status {
    ByteWriter writer(out);
    row->write(key.parts, *key.algorithm, writer);
    return {};
  });
}

}  // namespace cng::api
