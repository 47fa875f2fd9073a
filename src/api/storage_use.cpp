// NCryptSignHash and the other functions that use a key: ncrypt's flags and key usages here, the rest is BCrypt's.
#include "api/api.h"
#include "api/output.h"
#include "api/storage_api.h"
#include "api/storage_objects.h"

namespace cng::api {
namespace {

constexpr DWORD kUseDecrypt = 1, kUseSign = 2, kUseAgree = 4;  // NCRYPT_ALLOW_*_FLAG

Status check_usage(StorageKey& key, DWORD needed) {
  const std::lock_guard guard(key.lock);
  if ((key.attributes.usage & needed) == 0) return not_permitted("Key Usage does not allow this");
  return {};
}

bool agrees(const StorageKey& key) { return key.algorithm().interface == Interface::secret_agreement; }

// The BCrypt key that signs and verifies for this one: in ncrypt an ECDH key does both.
BCRYPT_KEY_HANDLE signing_key(StorageKey& key) {
  const bool elliptic = key.algorithm().family == Family::ecc && agrees(key);
  if (!elliptic) return key.key.get();
  const BCRYPT_KEY_HANDLE twin = key.signer();
  return twin != nullptr ? twin : key.key.get();
}

constexpr DWORD kSignFlags = NCRYPT_PAD_PKCS1_FLAG | NCRYPT_PAD_PSS_FLAG | 0x20;  // BCRYPT_PAD_PQDSA
constexpr DWORD kSilent = NCRYPT_SILENT_FLAG;

struct Request {
  const StorageTransform& call;
  const UCHAR* iv;
  ULONG iv_size;
  const void* padding;
  ULONG flags;  // BCrypt's
};

using Run = Status (*)(const EncryptCall&);

Status run(StorageKey& key, const Request& request, Run transform) {
  const StorageTransform& call = request.call;
  std::vector<UCHAR> iv(request.iv, request.iv + request.iv_size);  // BCrypt moves it on; the caller's stays
  return transform({key.key.get(), call.pbInput, call.cbInput, request.padding, iv.empty() ? nullptr : iv.data(),
                    request.iv_size, call.pbOutput, call.cbOutput, call.pcbResult, request.flags});
}

// NCRYPT_NO_PADDING_FLAG, PAD_PKCS1 and PAD_OAEP have the numbers of BCrypt's.
Status transform_rsa(StorageKey& key, const StorageTransform& call, Run transform) {
  constexpr DWORD kPaddings = NCRYPT_NO_PADDING_FLAG | NCRYPT_PAD_PKCS1_FLAG | NCRYPT_PAD_OAEP_FLAG;
  CNG_TRY(check_storage_flags(call.dwFlags, kPaddings));
  return run(key, {call, nullptr, 0, call.pPaddingInfo, call.dwFlags & ~kSilent}, transform);
}

// pbOtherInfo carries the structure of an AEAD mode.
Result<Request> read_cipher_padding(const StorageTransform& call) {
  if (call.pPaddingInfo == nullptr) return invalid_parameter("pPaddingInfo is NULL");
  const auto& info = *static_cast<const NCRYPT_CIPHER_PADDING_INFO*>(call.pPaddingInfo);
  if (info.cbSize != sizeof info) return invalid_parameter("cbSize is not that of the structure");
  if (missing(info.pbIV, info.cbIV) || missing(info.pbOtherInfo, info.cbOtherInfo))
    return invalid_parameter("pbIV or pbOtherInfo is NULL");
  constexpr ULONG kMostIv = 16;
  if (info.cbIV > kMostIv) return invalid_parameter("the IV is longer than a block");
  switch (info.dwFlags) {
    case NCRYPT_CIPHER_NO_PADDING_FLAG:
      return Request{call, info.pbIV, info.cbIV, nullptr, 0};
    case NCRYPT_CIPHER_BLOCK_PADDING_FLAG:
      return Request{call, info.pbIV, info.cbIV, nullptr, BCRYPT_BLOCK_PADDING};
    case NCRYPT_CIPHER_OTHER_PADDING_FLAG:
      if (info.cbOtherInfo != sizeof(BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO))
        return invalid_parameter("cbOtherInfo is not that of an authenticated mode's structure");
      return Request{call, info.pbIV, info.cbIV, info.pbOtherInfo, 0};
    default:
      return bad_flags("unknown flag in NCRYPT_CIPHER_PADDING_INFO");
  }
}

Status transform_cipher(StorageKey& key, const StorageTransform& call, Run transform) {
  CNG_TRY(check_storage_flags(call.dwFlags, NCRYPT_PAD_CIPHER_FLAG));
  if ((call.dwFlags & NCRYPT_PAD_CIPHER_FLAG) == 0) return run(key, {call, nullptr, 0, nullptr, 0}, transform);
  const Result<Request> request = read_cipher_padding(call);
  return request ? run(key, *request, transform) : request.error();
}

Status transform_with(const StorageTransform& call, Run transform, DWORD usage) {
  const Result<Pin<StorageKey>> key = find_ready_key(call.hKey);
  if (!key) return key.error();
  if (usage != 0) CNG_TRY(check_usage(**key, usage));
  return (*key)->algorithm().cipher != nullptr ? transform_cipher(**key, call, transform)
                                               : transform_rsa(**key, call, transform);
}

}  // namespace

Status storage_encrypt(const StorageTransform& call) { return transform_with(call, encrypt, 0); }

Status storage_decrypt(const StorageTransform& call) { return transform_with(call, decrypt, kUseDecrypt); }

Status storage_sign_hash(NCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const BYTE* pbHashValue, DWORD cbHashValue,
                         BYTE* pbSignature, DWORD cbSignature, DWORD* pcbResult, DWORD dwFlags) {
  const Result<Pin<StorageKey>> key = find_ready_key(hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(dwFlags, kSignFlags));
  CNG_TRY(check_usage(**key, kUseSign));
  return sign_hash(signing_key(**key), pPaddingInfo, pbHashValue, cbHashValue, pbSignature, cbSignature, pcbResult,
                   dwFlags & ~kSilent);
}

Status storage_verify_signature(NCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const BYTE* pbHashValue,
                                DWORD cbHashValue, const BYTE* pbSignature, DWORD cbSignature, DWORD dwFlags) {
  const Result<Pin<StorageKey>> key = find_ready_key(hKey);
  if (!key) return key.error();
  if (pbHashValue == nullptr || pbSignature == nullptr)
    return Error{Code::null_reference, "pbHashValue or pbSignature is NULL"};
  CNG_TRY(check_storage_flags(dwFlags, kSignFlags));
  return verify_signature(signing_key(**key), pPaddingInfo, pbHashValue, cbHashValue, pbSignature, cbSignature,
                          dwFlags & ~kSilent);
}

Status storage_secret_agreement(NCRYPT_KEY_HANDLE hPrivKey, NCRYPT_KEY_HANDLE hPubKey,
                                NCRYPT_SECRET_HANDLE* phAgreedSecret, DWORD dwFlags) {
  const Result<Pin<StorageKey>> mine = find_ready_key(hPrivKey);
  if (!mine) return mine.error();
  const Result<Pin<StorageKey>> peer = find_ready_key(hPubKey);
  if (!peer) return peer.error();
  if (phAgreedSecret == nullptr) return invalid_parameter("phAgreedSecret is NULL");
  CNG_TRY(check_storage_flags(dwFlags, 0));
  CNG_TRY(check_usage(**mine, kUseAgree));
  BCRYPT_SECRET_HANDLE secret = nullptr;
  CNG_TRY(secret_agreement((*mine)->key.get(), (*peer)->key.get(), &secret, 0));
  *phAgreedSecret = to_handle(secret);
  return {};
}

Status storage_derive_key(NCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF, const NCryptBufferDesc* pParameterList,
                          BYTE* pbDerivedKey, DWORD cbDerivedKey, DWORD* pcbResult, ULONG dwFlags) {
  if (!handles().pin<SecretObject>(hSharedSecret, Kind::secret)) return invalid_handle("not a secret handle");
  CNG_TRY(check_storage_flags(dwFlags, KDF_USE_SECRET_AS_HMAC_KEY_FLAG));
  return derive_key(from_handle(hSharedSecret), pwszKDF, pParameterList, pbDerivedKey, cbDerivedKey, pcbResult,
                    dwFlags & ~kSilent);
}

Status storage_key_derivation(NCRYPT_KEY_HANDLE hKey, const NCryptBufferDesc* pParameterList, UCHAR* pbDerivedKey,
                              DWORD cbDerivedKey, DWORD* pcbResult, ULONG dwFlags) {
  const Result<Pin<StorageKey>> key = find_ready_key(hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(dwFlags, BCRYPT_CAPI_AES_FLAG));
  return key_derivation((*key)->key.get(), pParameterList, pbDerivedKey, cbDerivedKey, pcbResult, dwFlags & ~kSilent);
}

Status storage_encapsulate(const StorageEncapsulation& call) {
  const Result<Pin<StorageKey>> key = find_ready_key(call.hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(call.dwFlags, 0));
  return encapsulate((*key)->key.get(), call.pbSecretKey, call.cbSecretKey, call.pcbSecretKey, call.pbCipherText,
                     call.cbCipherText, call.pcbCipherText, 0);
}

Status storage_decapsulate(NCRYPT_KEY_HANDLE hKey, const BYTE* pbCipherText, DWORD cbCipherText, BYTE* pbSecretKey,
                           DWORD cbSecretKey, DWORD* pcbSecretKey, DWORD dwFlags) {
  const Result<Pin<StorageKey>> key = find_ready_key(hKey);
  if (!key) return key.error();
  CNG_TRY(check_storage_flags(dwFlags, 0));
  CNG_TRY(check_usage(**key, kUseAgree));
  return decapsulate((*key)->key.get(), pbCipherText, cbCipherText, pbSecretKey, cbSecretKey, pcbSecretKey, 0);
}

}  // namespace cng::api
