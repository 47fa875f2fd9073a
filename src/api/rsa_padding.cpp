#include "api/rsa_padding.h"

#include "api/hash_name.h"
#include "api/output.h"

namespace cng::api {
namespace {

using provider::RsaPadding;
using Scheme = RsaPadding::Scheme;

// `needed`: a missing name is invalid_parameter; else it means "no hash".
Status read_hash(LPCWSTR name, bool needed, RsaPadding& padding) {
  if (name == nullptr) {
    if (needed) return invalid_parameter("pszAlgId is NULL");
    return {};
  }
  const Result<const HashInfo*> hash = find_hash(wide(name));
  if (!hash) return hash.error();
  padding.hash = *hash;
  return {};
}

}  // namespace

Result<RsaPadding> read_signature_padding(const void* info, ULONG flags) {
  const ULONG scheme = flags & ~static_cast<ULONG>(BCRYPT_PAD_PKCS1_OPTIONAL_HASH_OID);
  if (scheme != BCRYPT_PAD_PKCS1 && scheme != BCRYPT_PAD_PSS)
    return invalid_parameter("an RSA signature needs BCRYPT_PAD_PKCS1 or BCRYPT_PAD_PSS");
  if (info == nullptr) return invalid_parameter("pPaddingInfo is NULL");
  RsaPadding padding;
  if (scheme == BCRYPT_PAD_PKCS1) {
    padding.scheme = Scheme::pkcs1;
    padding.optional_oid = flags != scheme;
    CNG_TRY(read_hash(static_cast<const BCRYPT_PKCS1_PADDING_INFO*>(info)->pszAlgId, false, padding));
    return padding;
  }
  if (flags != scheme) return invalid_parameter("the optional hash OID belongs to PKCS #1");
  const auto& pss = *static_cast<const BCRYPT_PSS_PADDING_INFO*>(info);
  padding.scheme = Scheme::pss;
  padding.salt_bytes = pss.cbSalt;
  CNG_TRY(read_hash(pss.pszAlgId, true, padding));
  return padding;
}

Result<RsaPadding> read_encryption_padding(const void* info, ULONG flags) {
  RsaPadding padding;
  switch (flags) {
    case BCRYPT_PAD_NONE:
      return padding;
    case BCRYPT_PAD_PKCS1:
      padding.scheme = Scheme::pkcs1;
      return padding;
    case BCRYPT_PAD_OAEP: {
      if (info == nullptr) return invalid_parameter("pPaddingInfo is NULL");
      const auto& oaep = *static_cast<const BCRYPT_OAEP_PADDING_INFO*>(info);
      if (missing(oaep.pbLabel, oaep.cbLabel)) return invalid_parameter("pbLabel is NULL");
      padding.scheme = Scheme::oaep;
      padding.label = view(oaep.pbLabel, oaep.cbLabel);
      CNG_TRY(read_hash(oaep.pszAlgId, true, padding));
      return padding;
    }
    default:
      return invalid_parameter("RSA needs BCRYPT_PAD_NONE, BCRYPT_PAD_PKCS1 or BCRYPT_PAD_OAEP");
  }
}

}  // namespace cng::api
