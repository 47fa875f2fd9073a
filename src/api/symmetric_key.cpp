// BCryptGenerateSymmetricKey, BCryptImportKey.
#include "api/api.h"
#include "api/kek.h"
#include "api/objects.h"
#include "api/opaque.h"
#include "api/output.h"
#include "core/cipher_key.h"
#include "core/kdf_key.h"
#include "provider/key_wrap.h"

namespace cng::api {
namespace {

constexpr ULONG kExtended = BCRYPT_EXTENDED_KEYSIZE;
constexpr ULONG kUnequalHalves = BCRYPT_ENABLE_INCOMPATIBLE_FIPS_CHECKS;
constexpr ULONG kNoMeaningHere = 0x08;  // BCRYPT_NO_KEY_VALIDATION, which a symmetric import takes without effect

// The caller's buffer for a key object is not used, but one that is too small is refused as on Windows.
Status check_object(const AlgorithmInfo& info, const UCHAR* object, ULONG size) {
  if (object != nullptr && size < info.object_length) return buffer_too_small("the key object is too small");
  return {};
}

Status check_halves(ByteView secret) {
  const std::size_t half = secret.size() / 2;
  if (equal_constant_time(secret.first(half), secret.last(half)))
    return invalid_parameter("the two halves of the XTS key are equal");
  return {};
}

Status make_key(const AlgorithmRef& algorithm, ByteView secret, ULONG flags, BCRYPT_KEY_HANDLE* out) {
  const KeyOrigin origin{algorithm.info, algorithm.handle};
  if (algorithm.info->cipher == nullptr)
    return give_handle(std::make_unique<KdfKey>(SecretBytes(secret, SecretAccess{}), origin), Kind::key, out);
  const Result<ByteView> fitting = fit_secret(*algorithm.info, secret, (flags & kExtended) != 0);
  if (!fitting) return fitting.error();
  if ((flags & kUnequalHalves) != 0) CNG_TRY(check_halves(*fitting));
  const std::uint32_t bits =
      algorithm.effective_bits != 0 ? algorithm.effective_bits : static_cast<std::uint32_t>(fitting->size() * 8);
  return give_handle(CipherKey::create(*fitting, origin, algorithm.mode, bits), Kind::key, out);
}

// A wrapped secret is the key as it was, so it is not cut to a shorter one.
Status make_wrapped_key(const AlgorithmRef& algorithm, const CipherKey& kek, ByteView wrapped, ULONG flags,
                        BCRYPT_KEY_HANDLE* out) {
  constexpr std::size_t kLongestSecret = 256;  // RC4
  const std::size_t size = wrapped.size() - codec::aes_wrap::kOverhead;
  if (size > kLongestSecret) return invalid_parameter("the wrapped secret is longer than any key");
  SecretArray<kLongestSecret> storage;
  const ByteSpan secret = storage.span(SecretAccess{}, size);
  CNG_TRY(provider::unwrap_key(kek, wrapped, secret));
  const Result<ByteView> fitting = fit_secret(*algorithm.info, secret, (flags & kExtended) != 0);
  if (!fitting) return fitting.error();
  if (fitting->size() != size) return invalid_parameter("the wrapped secret is longer than the longest key");
  return make_key(algorithm, secret, flags, out);
}

bool has_keys(const AlgorithmInfo& info) { return info.cipher != nullptr || info.family == Family::derivation; }

}  // namespace

Status generate_symmetric_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject,
                              ULONG cbKeyObject, const UCHAR* pbSecret, ULONG cbSecret, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr || missing(pbSecret, cbSecret)) return invalid_parameter("phKey or pbSecret is NULL");
  if (!has_keys(*algorithm->info)) return not_supported("this algorithm has no symmetric keys");
  CNG_TRY(check_object(*algorithm->info, pbKeyObject, cbKeyObject));
  const bool is_xts = algorithm->info->id == AlgorithmId::xts_aes;
  if ((dwFlags & ~(is_xts ? kExtended | kUnequalHalves : kExtended)) != 0)
    return invalid_parameter("a flag does not apply to this algorithm");
  // The flag may also come from the algorithm handle.
  return make_key(*algorithm, view(pbSecret, cbSecret), dwFlags | (algorithm->flags & kUnequalHalves), phKey);
}

Status import_key(BCRYPT_ALG_HANDLE hAlgorithm, BCRYPT_KEY_HANDLE hImportKey, LPCWSTR pszBlobType,
                  BCRYPT_KEY_HANDLE* phKey, const UCHAR* pbKeyObject, ULONG cbKeyObject, const UCHAR* pbInput,
                  ULONG cbInput, ULONG dwFlags) {
  const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
  if (!algorithm) return algorithm.error();
  if (phKey == nullptr || pszBlobType == nullptr || pbInput == nullptr)
    return invalid_parameter("phKey, pszBlobType or pbInput is NULL");
  if (!has_keys(*algorithm->info)) return not_supported("this algorithm has no symmetric keys");
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), algorithm->info->family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  const Result<Pin<CipherKey>> kek = find_kek(row->seal, hImportKey);
  if (!kek) return kek.error();
  CNG_TRY(check_object(*algorithm->info, pbKeyObject, cbKeyObject));
  if ((dwFlags & ~(kExtended | kNoMeaningHere)) != 0) return invalid_parameter("unknown flag");

  if (row->seal == codec::Seal::opaque) {
    Result<std::unique_ptr<CipherKey>> key = import_opaque(*algorithm, view(pbInput, cbInput));
    if (!key) return key.error();
    return give_handle(std::move(*key), Kind::key, phKey);
  }
  ByteReader reader(view(pbInput, cbInput));
  const Result<KeyParts> parts = row->parse(reader, {algorithm->info, nullptr, row->half, row->generic});
  if (!parts) return parts.error();
  const ByteView secret = (*parts)[cipher_part::secret];
  const ULONG flags = (dwFlags & kExtended) | (algorithm->flags & kUnequalHalves);
  if (row->seal == codec::Seal::aes_wrap) return make_wrapped_key(*algorithm, **kek, secret, flags, phKey);
  return make_key(*algorithm, secret, flags, phKey);
}

}  // namespace cng::api
