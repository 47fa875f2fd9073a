#include "provider/pq_der.h"

#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstring>

#include "provider/material.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

using BioPtr = OsslPtr<BIO, BIO_free>;
using InfoPtr = OsslPtr<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

bool has_part(const EVP_PKEY* pkey, const char* name, std::size_t size) {
  std::size_t there = 0;
  return EVP_PKEY_get_octet_string_param(pkey, name, nullptr, 0, &there) == 1 && there == size;
}

struct Part {
  std::size_t index;
  const char* name;
  std::uint32_t ParameterSet::*size;
};
// The first that is there tells everything else.
constexpr Part kParts[] = {
    {pq_part::seed, OSSL_PKEY_PARAM_ML_KEM_SEED, &ParameterSet::seed_bytes},
    {pq_part::private_key, OSSL_PKEY_PARAM_PRIV_KEY, &ParameterSet::private_bytes},
    {pq_part::public_key, OSSL_PKEY_PARAM_PUB_KEY, &ParameterSet::public_bytes},
};

// A fresh PrivateKeyInfo that owns `inner`, allocated by OpenSSL; null if there is no memory.
InfoPtr make_info(const ParameterSet& set, unsigned char* inner, std::size_t size) {
  InfoPtr info(PKCS8_PRIV_KEY_INFO_new());
  ASN1_OBJECT* const algorithm = OBJ_txt2obj(set.provider_name, 0);
  if (info && algorithm != nullptr &&
      PKCS8_pkey_set0(info.get(), algorithm, 0, V_ASN1_UNDEF, nullptr, inner, static_cast<int>(size)) == 1)
    return info;
  ASN1_OBJECT_free(algorithm);
  OPENSSL_clear_free(inner, size);
  return nullptr;
}

// Memory that wipes what it gives up when it grows or goes.
BioPtr make_buffer() { return BioPtr(BIO_new(BIO_s_secmem())); }

}  // namespace

const ParameterSet* parameter_set_of(const EVP_PKEY* pkey) {
  for (const ParameterSet& set : all_parameter_sets())
    if (EVP_PKEY_is_a(pkey, set.provider_name) == 1) return &set;
  return nullptr;
}

Status pq_parts_of_pkey(const EVP_PKEY* pkey, const ParameterSet& set, SecretBytes& storage, KeyParts& parts) {
  parts.family = algorithm(set.algorithm).family;
  parts.parameters = &set;
  for (const Part& part : kParts) {
    const std::size_t size = set.*part.size;
    if (size == 0 || !has_part(pkey, part.name, size)) continue;
    storage = SecretBytes(size);
    const ByteSpan bytes = storage.span(SecretAccess{});
    std::size_t written = 0;
    if (EVP_PKEY_get_octet_string_param(pkey, part.name, bytes.data(), size, &written) != 1)
      return ossl_failed("OpenSSL does not give the key");
    parts.has_private = part.index != pq_part::public_key;
    parts.set(part.index, bytes);
    return {};
  }
  return ossl_failed("OpenSSL does not give the key");
}

Result<PkeyPtr> pq_pkey_of_parts(const KeyParts& parts, PqContent content) {
  KeyParts wanted;
  wanted.family = parts.family;
  wanted.parameters = parts.parameters;
  const bool by_seed = content == PqContent::seed && !parts[pq_part::seed].empty();
  const std::size_t index = content == PqContent::public_key ? pq_part::public_key
                            : by_seed                        ? pq_part::seed
                                                             : pq_part::private_key;
  wanted.set(index, parts[index]);
  return build_pq_pkey(wanted);
}

Result<SecretBytes> encode_seed_alone(const KeyParts& parts, bool pem) {
  const ByteView seed = parts[pq_part::seed];
  if (seed.empty()) return not_supported("the key did not come from a seed");
  constexpr std::size_t kHead = 2;
  constexpr unsigned char kTag = 0x80;  // [0] IMPLICIT, primitive
  const std::size_t size = kHead + seed.size();
  auto* inner = static_cast<unsigned char*>(OPENSSL_malloc(size));
  if (inner == nullptr) return ossl_failed("no memory for an encoded key");
  inner[0] = kTag;
  inner[1] = static_cast<unsigned char>(seed.size());
  std::memcpy(inner + kHead, seed.data(), seed.size());
  const InfoPtr info = make_info(*parts.parameters, inner, size);
  const BioPtr to = make_buffer();
  if (!info || !to) return ossl_failed("no memory for an encoded key");
  const int done =
      pem ? PEM_write_bio_PKCS8_PRIV_KEY_INFO(to.get(), info.get()) : i2d_PKCS8_PRIV_KEY_INFO_bio(to.get(), info.get());
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(to.get(), &bytes);
  if (done != 1 || length <= 0) return ossl_failed("OpenSSL cannot encode this key");
  return SecretBytes(ByteView(reinterpret_cast<std::uint8_t*>(bytes), static_cast<std::size_t>(length)),
                     SecretAccess{});
}

}  // namespace cng::provider
