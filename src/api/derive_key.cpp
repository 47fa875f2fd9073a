// BCryptDeriveKey: the key derivation functions over an agreed secret. The secret enters hashes big-endian, of the
// field's length; BCRYPT_KDF_RAW_SECRET alone gives it out little-endian.
#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "api/api.h"
#include "api/kdf_parameters.h"
#include "api/objects.h"
#include "api/output.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

constexpr std::size_t kLongestDigest = 64;
constexpr std::size_t kTlsMasterSecret = 48;
constexpr std::size_t kTlsSeed = 64;

struct Request {
  ByteView secret;
  const KdfParameters& parameters;
  ULONG flags;
  Output out;
};

const HashInfo& hash_or(const Request& request, AlgorithmId otherwise) {
  return request.parameters.hash != nullptr ? *request.parameters.hash : *algorithm(otherwise).hash;
}

// A short buffer takes the first bytes, a long one keeps its rest.
template <class Fill>
Status truncating(const Output& out, std::size_t available, Fill&& fill) {
  const std::size_t given = out.data == nullptr ? available : out.size;
  return two_call(out, std::min(available, given), std::forward<Fill>(fill));
}

// As many bytes as the buffer has; a query tells the length of the hash.
template <class Fill>
Status as_asked(const Output& out, std::size_t at_query, Fill&& fill) {
  return two_call(out, out.data == nullptr ? at_query : out.size, std::forward<Fill>(fill));
}

// Puts the wanted part of a digest into the caller's buffer, once all of it is there.
template <class Compute>
Status digest_into(const Request& request, const HashInfo& hash, Compute&& compute) {
  std::vector<ByteView> pieces(request.parameters.prepend);
  pieces.push_back(request.secret);
  pieces.insert(pieces.end(), request.parameters.append.begin(), request.parameters.append.end());
  return truncating(request.out, hash.digest_bytes, [&](ByteSpan to) -> Status {
    SecretArray<kLongestDigest> digest;
    const ByteSpan whole = digest.span(SecretAccess{}, hash.digest_bytes);
    CNG_TRY(compute(pieces, whole));
    if (!to.empty()) std::memcpy(to.data(), whole.data(), to.size());
    return {};
  });
}

// A KDF of any output length, through a buffer of ours: a failure must leave the caller's as it was.
template <class Compute>
Status stream_into(ByteSpan to, Compute&& compute) {
  SecretBytes made(to.size());
  CNG_TRY(compute(made.span(SecretAccess{})));
  if (!to.empty()) std::memcpy(to.data(), made.view(SecretAccess{}).data(), to.size());
  return {};
}

Status kdf_hash(const Request& request) {
  if (request.flags != 0) return invalid_parameter("no flag is defined for this KDF");
  const HashInfo& hash = hash_or(request, AlgorithmId::sha1);
  return digest_into(request, hash, [&](std::span<const ByteView> pieces, ByteSpan out) {
    return provider::digest(hash, pieces, out);
  });
}

Status kdf_hmac(const Request& request) {
  if ((request.flags & ~static_cast<ULONG>(KDF_USE_SECRET_AS_HMAC_KEY_FLAG)) != 0)
    return invalid_parameter("unknown flag");
  const bool secret_is_key = request.flags != 0;
  if (secret_is_key && request.parameters.hmac_key) return invalid_parameter("both an HMAC key and the secret as key");
  const HashInfo& hash = hash_or(request, AlgorithmId::sha1);
  const ByteView key = secret_is_key ? request.secret : request.parameters.hmac_key.value_or(ByteView{});
  return digest_into(request, hash, [&](std::span<const ByteView> pieces, ByteSpan out) {
    return provider::hmac(hash, key, pieces, out);
  });
}

// The hash of the PRF; null stands for MD5 and SHA-1 together, as TLS before 1.2 has it.
Result<const HashInfo*> tls_hash(const KdfParameters& parameters) {
  constexpr std::uint32_t kTls10 = 0x0301, kTls11 = 0x0302, kTls12 = 0x0303, kDtls10 = 0xFEFF, kDtls12 = 0xFEFD;
  switch (parameters.protocol.value_or(kTls10)) {
    case kTls10:
    case kTls11:
    case kDtls10:
      return nullptr;
    case kTls12:
    case kDtls12:
      break;
    default:
      return invalid_parameter("unknown TLS protocol version");
  }
  const HashInfo* sha256 = algorithm(AlgorithmId::sha256).hash;
  const HashInfo* hash = parameters.hash == nullptr ? sha256 : parameters.hash;
  if (hash != sha256 && hash != algorithm(AlgorithmId::sha384).hash)
    return not_supported("the PRF of TLS 1.2 is defined with SHA-256 and SHA-384");
  return hash;
}

Status kdf_tls_prf(const Request& request) {
  if (request.flags != 0) return invalid_parameter("no flag is defined for this KDF");
  const KdfParameters& given = request.parameters;
  if (!given.label || !given.seed) return invalid_parameter("the TLS PRF needs a label and a seed");
  if (given.seed->size() != kTlsSeed) return invalid_parameter("the seed of the TLS PRF has 64 bytes");
  const Result<const HashInfo*> hash = tls_hash(given);
  if (!hash) return hash.error();
  return two_call(request.out, kTlsMasterSecret, [&](ByteSpan to) {
    return stream_into(
        to, [&](ByteSpan out) { return provider::tls_prf(*hash, request.secret, *given.label, *given.seed, out); });
  });
}

// One piece after the other; the last may be secret.
SecretBytes join(std::initializer_list<ByteView> pieces) {
  std::size_t size = 0;
  for (const ByteView piece : pieces) size += piece.size();
  SecretBytes joined(size);
  ByteWriter writer(joined.span(SecretAccess{}));
  for (const ByteView piece : pieces) writer.put(piece);
  return joined;
}

Status kdf_concat(const Request& request) {
  if (request.flags != 0) return invalid_parameter("no flag is defined for this KDF");
  const KdfParameters& given = request.parameters;
  if (!given.algorithm_id || !given.party_u || !given.party_v)
    return invalid_parameter("SP 800-56A needs KDF_ALGORITHMID, KDF_PARTYUINFO and KDF_PARTYVINFO");
  const HashInfo& hash = hash_or(request, AlgorithmId::sha256);
  const SecretBytes other =
      join({*given.algorithm_id, *given.party_u, *given.party_v, given.public_info, given.private_info});
  return as_asked(request.out, hash.digest_bytes, [&](ByteSpan to) {
    return stream_into(
        to, [&](ByteSpan out) { return provider::concat_kdf(hash, request.secret, other.view(SecretAccess{}), out); });
  });
}

Status kdf_hkdf(const Request& request) {
  if (request.flags != 0) return invalid_parameter("no flag is defined for this KDF");
  const HashInfo& hash = hash_or(request, AlgorithmId::sha1);
  const KdfParameters& given = request.parameters;
  return as_asked(request.out, hash.digest_bytes, [&](ByteSpan to) -> Status {
    if (to.size() > std::size_t{255} * hash.digest_bytes) return invalid_parameter("HKDF gives at most 255 digests");
    return stream_into(to,
                       [&](ByteSpan out) { return provider::hkdf(hash, request.secret, given.salt, given.info, out); });
  });
}

Status kdf_raw_secret(const Request& request) {
  if (request.flags != 0) return invalid_parameter("no flag is defined for this KDF");
  return truncating(request.out, request.secret.size(), [&](ByteSpan to) -> Status {
    std::copy_n(request.secret.rbegin(), to.size(), to.begin());
    return {};
  });
}

struct Kdf {
  WideView name;
  Status (*run)(const Request& request);
};

constexpr Kdf kKdfs[] = {
    {CNG_W("HASH"), kdf_hash},       {CNG_W("HMAC"), kdf_hmac},
    {CNG_W("TLS_PRF"), kdf_tls_prf}, {CNG_W("SP800_56A_CONCAT"), kdf_concat},
    {CNG_W("HKDF"), kdf_hkdf},       {CNG_W("TRUNCATE"), kdf_raw_secret},
};

}  // namespace

Status derive_key(BCRYPT_SECRET_HANDLE hSharedSecret, LPCWSTR pwszKDF, const BCryptBufferDesc* pParameterList,
                  UCHAR* pbDerivedKey, ULONG cbDerivedKey, ULONG* pcbResult, ULONG dwFlags) {
  const Pin<SecretObject> secret = handles().pin<SecretObject>(to_handle(hSharedSecret), Kind::secret);
  if (!secret) return invalid_handle("not a secret handle");
  if (pwszKDF == nullptr || pcbResult == nullptr) return invalid_parameter("pwszKDF or pcbResult is NULL");
  const WideView name = wide(pwszKDF);
  const auto* kdf = std::find_if(std::begin(kKdfs), std::end(kKdfs), [&](const Kdf& row) { return row.name == name; });
  if (kdf == std::end(kKdfs)) return not_supported("no such KDF");
  const Result<KdfParameters> parameters = read_kdf_parameters(pParameterList);
  if (!parameters) return parameters.error();
  return kdf->run({secret->secret.view(SecretAccess{}), *parameters, dwFlags, {pbDerivedKey, cbDerivedKey, pcbResult}});
}

}  // namespace cng::api
