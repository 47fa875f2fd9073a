// What all keys with a parameter set have in common: computing the missing parts, new pairs, deep tests.
#include <openssl/core_names.h>

#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

constexpr const char* kOtherSize = "OpenSSL gives a part of the key in another size";

bool copy_part(const EVP_PKEY* pkey, const char* name, ByteSpan out) {
  std::size_t size = 0;
  return EVP_PKEY_get_octet_string_param(pkey, name, out.data(), out.size(), &size) == 1 && size == out.size();
}

// The private key of a seed, and a public key that is not contained in the private one.
Result<const DerivedParts*> derive(const Key& key) {
  if (const DerivedParts* known = key.derived.get(); known != nullptr) return known;
  const Result<EVP_PKEY*> pkey = pq_pkey(key);
  if (!pkey) return pkey.error();
  const ParameterSet& set = *key.parts().parameters;
  const bool with_private = key.parts()[pq_part::private_key].empty();
  const std::size_t private_bytes = with_private ? set.private_bytes : 0;
  auto made = std::make_unique<DerivedParts>();
  made->storage = SecretBytes(private_bytes + set.public_bytes);
  made->parts = key.parts();
  const ByteSpan private_key = made->storage.span(SecretAccess{}).first(private_bytes);
  const ByteSpan public_key = made->storage.span(SecretAccess{}).subspan(private_bytes);
  if (with_private) {
    if (!copy_part(*pkey, OSSL_PKEY_PARAM_PRIV_KEY, private_key)) return ossl_failed(kOtherSize);
    made->parts.set(pq_part::private_key, private_key);
  }
  if (!copy_part(*pkey, OSSL_PKEY_PARAM_PUB_KEY, public_key)) return ossl_failed(kOtherSize);
  made->parts.set(pq_part::public_key, public_key);
  return static_cast<const DerivedParts*>(key.derived.publish(std::move(made)));
}

}  // namespace

Result<KeyParts> pq::complete(const Key& key) {
  const KeyParts& parts = key.parts();
  if (!parts.has_private) return parts;
  if (const ByteView found = public_within(*parts.parameters, parts[pq_part::private_key]); !found.empty()) {
    KeyParts whole = parts;
    whole.set(pq_part::public_key, found);
    return whole;
  }
  const Result<const DerivedParts*> derived = derive(key);
  if (!derived) return derived.error();
  return (*derived)->parts;
}

Result<std::unique_ptr<Key>> pq_generate(const KeyOrigin& origin, const ParameterSet& set) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyCtxPtr generator(EVP_PKEY_CTX_new_from_name(*context, set.provider_name, nullptr));
  EVP_PKEY* made = nullptr;
  if (!generator || EVP_PKEY_keygen_init(generator.get()) != 1 || EVP_PKEY_generate(generator.get(), &made) != 1)
    return ossl_failed("the key pair cannot be generated");
  PkeyPtr pkey(made);
  const bool by_seed = set.seed_bytes != 0;
  SecretBytes storage(by_seed ? set.seed_bytes : set.private_bytes);
  const ByteSpan bytes = storage.span(SecretAccess{});
  if (!copy_part(made, by_seed ? OSSL_PKEY_PARAM_ML_KEM_SEED : OSSL_PKEY_PARAM_PRIV_KEY, bytes))
    return ossl_failed(kOtherSize);
  KeyParts parts;
  parts.family = origin.algorithm->family;
  parts.has_private = true;
  parts.parameters = &set;
  parts.set(by_seed ? pq_part::seed : pq_part::private_key, bytes);
  std::unique_ptr<Key> key = Key::create(parts, origin);
  keep_pq_pkey(*key, std::move(pkey));
  return key;
}

Result<std::unique_ptr<Key>> pq::generate(const KeyOrigin&, std::uint32_t, const CurveInfo*) {
  return invalid_parameter("no parameter set is named");
}

Status pq::verify_deeply(const Key& key) {
  const Result<EVP_PKEY*> pkey = pq_pkey(key);
  if (!pkey) return pkey.error();
  if (!key.parts().has_private) return {};
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyCtxPtr tester(EVP_PKEY_CTX_new_from_pkey(*context, *pkey, nullptr));
  if (!tester) return ossl_failed("no memory for the test of a key");
  if (EVP_PKEY_pairwise_check(tester.get()) != 1)
    return ossl_failed(invalid_parameter("the parts of the private key do not belong together"));
  return {};
}

// ML-DSA: no cheap test exists, so that OpenSSL's key is built, which computes the public key, and kept. Any bytes are
// a public key, and any are a seed.
Status pq::check_mldsa(Key& key, Validation) {
  if (key.parts()[pq_part::private_key].empty()) return {};
  if (!pq_pkey(key)) return invalid_parameter("the numbers of the private key do not belong together");
  return {};
}

// SLH-DSA: any bytes of the right size are a key, but for the root, whose test is as dear as a new key.
Status pq::check_slhdsa(Key&, Validation) { return {}; }

}  // namespace cng::provider
