// BCryptKeyDerivation and BCryptDeriveKeyPBKDF2: derivation from a secret that the caller has.
#include <algorithm>
#include <cstring>
#include <iterator>

#include "api/api.h"
#include "api/kdf_parameters.h"
#include "api/objects.h"
#include "api/output.h"
#include "core/kdf_key.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

struct Request {
  const KdfKey::State& key;
  const KdfParameters& given;
  ULONG flags;
  ByteSpan out;

  ByteView secret() const { return key.secret.view(SecretAccess{}); }
};

constexpr Error kBoth = invalid_parameter("KDF_GENERIC_PARAMETER stands in the place of other parameters");

Status derive_sp800_108(const Request& request) {
  const KdfParameters& given = request.given;
  static constexpr std::uint8_t kSeparator = 0;
  if (given.generic) {
    if (given.kdf_label || given.kdf_context) return kBoth;
    const ByteView fixed[] = {*given.generic};
    return provider::counter_kdf(*given.hash, request.secret(), fixed, request.out);
  }
  if (!given.kdf_label || !given.kdf_context) return invalid_parameter("SP 800-108 needs KDF_LABEL and KDF_CONTEXT");
  const ByteView fixed[] = {*given.kdf_label, ByteView(&kSeparator, 1), *given.kdf_context};
  return provider::counter_kdf(*given.hash, request.secret(), fixed, request.out);
}

Status derive_sp800_56a(const Request& request) {
  const KdfParameters& given = request.given;
  const bool parts = given.algorithm_id || given.party_u || given.party_v;
  if (given.generic) {
    if (parts || !given.public_info.empty() || !given.private_info.empty()) return kBoth;
    return provider::concat_kdf(*given.hash, request.secret(), *given.generic, request.out);
  }
  if (!given.algorithm_id || !given.party_u || !given.party_v)
    return invalid_parameter("SP 800-56A needs KDF_ALGORITHMID, KDF_PARTYUINFO and KDF_PARTYVINFO");
  const ByteView pieces[] = {*given.algorithm_id, *given.party_u, *given.party_v, given.public_info,
                             given.private_info};
  std::size_t size = 0;
  for (const ByteView piece : pieces) size += piece.size();
  SecretBytes joined(size);  // the last piece may be secret
  ByteWriter writer(joined.span(SecretAccess{}));
  for (const ByteView piece : pieces) writer.put(piece);
  return provider::concat_kdf(*given.hash, request.secret(), joined.view(SecretAccess{}), request.out);
}

Status derive_pbkdf2(const Request& request) {
  constexpr std::uint64_t kIterations = 10000;  // where the caller does not say
  const KdfParameters& given = request.given;
  if (given.generic && given.kdf_salt) return kBoth;
  const ByteView salt = given.generic ? *given.generic : given.kdf_salt.value_or(ByteView());
  return provider::pbkdf2(*given.hash, request.secret(), salt, given.iterations.value_or(kIterations), request.out);
}

Status derive_capi(const Request& request) {
  const HashInfo& hash = *request.given.hash;
  SecretBytes value(hash.digest_bytes);
  const ByteView pieces[] = {request.secret()};
  CNG_TRY(provider::digest(hash, pieces, value.span(SecretAccess{})));
  const bool for_aes = (request.flags & BCRYPT_CAPI_AES_FLAG) != 0;
  return provider::capi_kdf(hash, value.view(SecretAccess{}), for_aes && hash.digest_bytes < provider::kLongestAesKey,
                            request.out);
}

Status derive_tls(const HashInfo* hash, const Request& request) {
  if (!request.given.label || !request.given.seed) return invalid_parameter("the TLS PRF needs a label and a seed");
  return provider::tls_prf(hash, request.secret(), *request.given.label, *request.given.seed, request.out);
}

Status derive_tls1_1(const Request& request) { return derive_tls(nullptr, request); }
Status derive_tls1_2(const Request& request) { return derive_tls(request.given.hash, request); }

Status derive_hkdf(const Request& request) {
  if (!request.key.finalized) return invalid_parameter("the HKDF key is not finalized");
  return provider::hkdf_expand(*request.key.hash->hash, request.secret(), request.given.info, request.out);
}

struct Kdf {
  AlgorithmId algorithm;
  bool needs_hash;
  Status (*run)(const Request& request);
};

constexpr Kdf kKdfs[] = {
    {AlgorithmId::capi_kdf, true, derive_capi},       {AlgorithmId::pbkdf2, true, derive_pbkdf2},
    {AlgorithmId::sp800_108, true, derive_sp800_108}, {AlgorithmId::sp800_56a, true, derive_sp800_56a},
    {AlgorithmId::tls1_1_kdf, false, derive_tls1_1},  {AlgorithmId::tls1_2_kdf, true, derive_tls1_2},
    {AlgorithmId::hkdf, false, derive_hkdf},
};

Status check_flags(AlgorithmId id, ULONG flags) {
  const ULONG allowed = id == AlgorithmId::capi_kdf ? BCRYPT_CAPI_AES_FLAG : 0;
  if ((flags & ~allowed) != 0) return invalid_parameter("a flag does not apply to this algorithm");
  return {};
}

}  // namespace

Status key_derivation(BCRYPT_KEY_HANDLE hKey, const BCryptBufferDesc* pParameterList, UCHAR* pbDerivedKey,
                      ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags) {
  const Pin<KeyObject> object = handles().pin<KeyObject>(to_handle(hKey), Kind::key);
  if (!object) return invalid_handle("not a key handle");
  if (object->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (object->state() != KeyState::derivation) return not_supported("nothing is derived from keys of this algorithm");
  const auto& key = static_cast<const KdfKey&>(*object);
  if (pcbResult == nullptr || pbDerivedKey == nullptr || cbDerivedKey == 0)
    return invalid_parameter("pcbResult or pbDerivedKey is NULL, or no bytes are asked for");
  const AlgorithmId id = key.algorithm().id;
  CNG_TRY(check_flags(id, dwFlags));
  const Result<KdfParameters> given = read_kdf_parameters(pParameterList);
  if (!given) return given.error();
  const auto* kdf =
      std::find_if(std::begin(kKdfs), std::end(kKdfs), [&](const Kdf& row) { return row.algorithm == id; });
  if (kdf == std::end(kKdfs)) return not_supported("nothing is derived from keys of this algorithm");
  if (kdf->needs_hash && given->hash == nullptr) return invalid_parameter("KDF_HASH_ALGORITHM is missing");

  const KdfKey::State state = key.copy_state();  // so that the key is not locked for the length of a derivation
  SecretBytes made(cbDerivedKey);                // a failure must leave the caller's buffer as it was
  CNG_TRY(kdf->run({state, *given, dwFlags, made.span(SecretAccess{})}));
  std::memcpy(pbDerivedKey, made.view(SecretAccess{}).data(), made.size());
  *pcbResult = cbDerivedKey;
  return {};
}

Status derive_key_pbkdf2(BCRYPT_ALG_HANDLE hPrf, const UCHAR* pbPassword, ULONG cbPassword, const UCHAR* pbSalt,
                         ULONG cbSalt, ULONGLONG cIterations, UCHAR* pbDerivedKey, ULONG cbDerivedKey, ULONG dwFlags) {
  const Result<AlgorithmRef> prf = find_algorithm_handle(hPrf);
  if (!prf) return prf.error();
  const AlgorithmInfo& info = *prf->info;
  if (info.hash == nullptr || info.hash->kind != HashKind::digest || (prf->flags & kAlgHandleHmac) == 0)
    return invalid_parameter("hPrf is not a handle of an HMAC");
  if (missing(pbPassword, cbPassword) || missing(pbSalt, cbSalt))
    return invalid_parameter("pbPassword or pbSalt is NULL");
  if (pbDerivedKey == nullptr || cbDerivedKey == 0) return invalid_parameter("no bytes are asked for");
  if (cIterations == 0) return invalid_parameter("PBKDF2 needs an iteration");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  SecretBytes made(cbDerivedKey);
  CNG_TRY(provider::pbkdf2(*info.hash, view(pbPassword, cbPassword), view(pbSalt, cbSalt), cIterations,
                           made.span(SecretAccess{})));
  std::memcpy(pbDerivedKey, made.view(SecretAccess{}).data(), made.size());
  return {};
}

}  // namespace cng::api
