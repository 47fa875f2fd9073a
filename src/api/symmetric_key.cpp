// BCryptGenerateSymmetricKey, BCryptImportKey.
#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "codec/codec.h"
#include "core/cipher_key.h"

namespace cng::api {
namespace {

constexpr ULONG kExtended = BCRYPT_EXTENDED_KEYSIZE;
constexpr ULONG kNoMeaningHere = 0x08;  // BCRYPT_NO_KEY_VALIDATION, which a symmetric import takes without effect

// The caller's buffer for a key object is not used, but one that is too small is refused as on Windows.
Status check_object(const AlgorithmInfo& info, const UCHAR* object, ULONG size) {
  if (object != nullptr && size < info.object_length) return buffer_too_small("the key object is too small");
  return {};
}

Status make_key(const AlgorithmRef& algorithm, ByteView secret, bool extended, BCRYPT_KEY_HANDLE* out) {
  const Result<ByteView> fitting = fit_secret(*algorithm.info, secret, extended);
  if (!fitting) return fitting.error();
  const std::uint32_t bits =
      algorithm.effective_bits != 0 ? algorithm.effective_bits : static_cast<std::uint32_t>(fitting->size() * 8);
  return give_handle(CipherKey::create(*fitting, {algorithm.info, algorithm.handle}, algorithm.mode, bits), Kind::key,
                     out);
}

}  // namespace

Status generate_symmetric_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject,
                              ULONG cbKeyObject, const UCHAR* pbSecret, ULONG cbSecret, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr || missing(pbSecret, cbSecret)) return invalid_parameter("phKey or pbSecret is NULL");
  if (algorithm->info->cipher == nullptr) return not_supported("this algorithm has no symmetric keys");
  CNG_TRY(check_object(*algorithm->info, pbKeyObject, cbKeyObject));
  if ((dwFlags & ~kExtended) != 0) return invalid_parameter("a flag does not apply to this algorithm");
  return make_key(*algorithm, view(pbSecret, cbSecret), (dwFlags & kExtended) != 0, phKey);
}

Status import_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                  BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject, ULONG cbKeyObject, const UCHAR* pbInput,
                  ULONG cbInput, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr || pszBlobType == nullptr || pbInput == nullptr)
    return invalid_parameter("phKey, pszBlobType or pbInput is NULL");
  if (algorithm->info->cipher == nullptr) return not_supported("this algorithm has no symmetric keys");
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), algorithm->info->family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  if (hImportKey != nullptr) {
    if (!handles().pin<KeyObject>(to_handle(hImportKey), Kind::key)) return invalid_handle("not a key handle");
    return invalid_parameter("this blob type is not encrypted under another key");
  }
  CNG_TRY(check_object(*algorithm->info, pbKeyObject, cbKeyObject));
  if ((dwFlags & ~(kExtended | kNoMeaningHere)) != 0) return invalid_parameter("unknown flag");

  ByteReader reader(view(pbInput, cbInput));
  const Result<KeyParts> parts = row->parse(reader, {algorithm->info, nullptr, row->half, row->generic});
  if (!parts) return parts.error();
  return make_key(*algorithm, (*parts)[cipher_part::secret], (dwFlags & kExtended) != 0, phKey);
}

}  // namespace cng::api
