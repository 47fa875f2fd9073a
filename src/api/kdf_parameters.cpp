#include "api/kdf_parameters.h"

#include <algorithm>
#include <cstring>

#include "api/hash_name.h"
#include "api/output.h"

namespace cng::api {
namespace {

template <class Number>
Status read_number(ByteView bytes, std::optional<Number>& out) {
  Number number = 0;
  if (bytes.size() != sizeof number) return invalid_parameter("a parameter is not a number of its size");
  std::memcpy(&number, bytes.data(), sizeof number);
  out = number;
  return {};
}

Status read_buffer(const BCryptBuffer& buffer, KdfParameters& out) {
  const auto* data = static_cast<const UCHAR*>(buffer.pvBuffer);
  if (missing(data, buffer.cbBuffer)) return invalid_parameter("a parameter buffer is NULL");
  const ByteView bytes = view(data, buffer.cbBuffer);
  switch (buffer.BufferType) {
    case KDF_HASH_ALGORITHM: {
      const Result<const AlgorithmInfo*> hash = read_hash_name(bytes);
      if (!hash) return hash.error();
      out.hash = (*hash)->hash;
      return {};
    }
    case KDF_TLS_PRF_PROTOCOL:
      return read_number(bytes, out.protocol);
    case KDF_ITERATION_COUNT:
      return read_number(bytes, out.iterations);
    case KDF_SECRET_PREPEND:
      out.prepend.push_back(bytes);
      return {};
    case KDF_SECRET_APPEND:
      out.append.push_back(bytes);
      return {};
    case KDF_HMAC_KEY:
      out.hmac_key = bytes;
      return {};
    case KDF_TLS_PRF_LABEL:
      out.label = bytes;
      return {};
    case KDF_TLS_PRF_SEED:
      out.seed = bytes;
      return {};
    case KDF_ALGORITHMID:
      out.algorithm_id = bytes;
      return {};
    case KDF_PARTYUINFO:
      out.party_u = bytes;
      return {};
    case KDF_PARTYVINFO:
      out.party_v = bytes;
      return {};
    case KDF_SUPPPUBINFO:
      out.public_info = bytes;
      return {};
    case KDF_SUPPPRIVINFO:
      out.private_info = bytes;
      return {};
    case KDF_LABEL:
      out.kdf_label = bytes;
      return {};
    case KDF_CONTEXT:
      out.kdf_context = bytes;
      return {};
    case KDF_SALT:
      out.kdf_salt = bytes;
      return {};
    case KDF_GENERIC_PARAMETER:
      out.generic = bytes;
      return {};
    case KDF_KEYBITLENGTH:
      return {};  // says what cbDerivedKey says
    case KDF_HKDF_SALT:
      out.salt = bytes;
      return {};
    case KDF_HKDF_INFO:
      out.info = bytes;
      return {};
    default:
      return invalid_parameter("unknown type of a parameter buffer");
  }
}

}  // namespace

Result<const AlgorithmInfo*> read_hash_name(ByteView bytes) {
  Char16 name[16] = {};
  const std::size_t most = std::min(bytes.size(), sizeof name - sizeof name[0]);
  if (most != 0) std::memcpy(name, bytes.data(), most & ~std::size_t{1});
  return find_hash_row(wide(name));
}

Result<KdfParameters> read_kdf_parameters(const BCryptBufferDesc* list) {
  KdfParameters out;
  if (list == nullptr) return out;
  if (missing(list->pBuffers, list->cBuffers)) return invalid_parameter("pBuffers is NULL");
  for (ULONG i = 0; i < list->cBuffers; ++i) CNG_TRY(read_buffer(list->pBuffers[i], out));
  return out;
}

}  // namespace cng::api
