// The properties of keys of key derivation algorithms. HKDF's are also its first step: they make the pseudorandom key.
#include "api/kdf_parameters.h"
#include "api/properties.h"
#include "api/property_output.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

Status name(KdfKey& key, const Output& out) { return put_string(out, key.algorithm().name); }
Status provider_handle(KdfKey& key, const Output& out) { return put_handle(out, key.origin().provider); }
Status object_length(KdfKey& key, const Output& out) { return put_dword(out, key.algorithm().object_length); }

Status key_length(KdfKey& key, const Output& out) {
  const KdfKey::State state = key.copy_state();
  return put_dword(out, static_cast<std::uint32_t>(state.secret.size() * 8));
}

constexpr Error kFinalized = invalid_parameter("the HKDF key is finalized");
constexpr Error kNoHash = invalid_parameter("HkdfHashAlgorithm is not set");

// The setters run under the key's lock.
Status set_hash(KdfKey::State& state, ByteView input) {
  if (state.finalized) return kFinalized;
  const Result<const AlgorithmInfo*> hash = read_hash_name(input);
  if (!hash) return hash.error();
  state.hash = *hash;
  return {};
}

// Extract: HMAC of the input keying material under the salt (RFC 5869, section 2.2). No salt is as good as zeros.
Status set_salt(KdfKey::State& state, ByteView input) {
  if (state.finalized) return kFinalized;
  if (state.hash == nullptr) return kNoHash;
  SecretBytes made(state.hash->hash->digest_bytes);
  const ByteView pieces[] = {state.secret.view(SecretAccess{})};
  CNG_TRY(provider::hmac(*state.hash->hash, input, pieces, made.span(SecretAccess{})));
  state.secret = std::move(made);
  state.finalized = true;
  return {};
}

// The secret is the pseudorandom key already.
Status set_pseudorandom_key(KdfKey::State& state, ByteView input) {
  if (state.finalized) return kFinalized;
  if (state.hash == nullptr) return kNoHash;
  if (!input.empty()) return invalid_parameter("HkdfPrkAndFinalize has no value");
  state.finalized = true;
  return {};
}

struct Property {
  WideView name;
  Status (*get)(KdfKey& key, const Output& out);        // null: write-only
  Status (*set)(KdfKey::State& state, ByteView input);  // null: read-only; the others are HKDF's
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), name, nullptr},
    {CNG_W("ProviderHandle"), provider_handle, nullptr},
    {CNG_W("ObjectLength"), object_length, nullptr},
    {CNG_W("KeyLength"), key_length, nullptr},
    {CNG_W("HkdfHashAlgorithm"), nullptr, set_hash},
    {CNG_W("HkdfSaltAndFinalize"), nullptr, set_salt},
    {CNG_W("HkdfPrkAndFinalize"), nullptr, set_pseudorandom_key},
};

}  // namespace

Status get_kdf_property(KdfKey& key, WideView property, const Output& out) {
  const Property* row = find_row(kProperties, property);
  return row == nullptr || row->get == nullptr ? kNoSuchProperty : row->get(key, out);
}

Status set_kdf_property(KdfKey& key, WideView property, ByteView input) {
  const Property* row = find_row(kProperties, property);
  if (row == nullptr || row->set == nullptr || key.algorithm().id != AlgorithmId::hkdf) return kNoSuchProperty;
  const std::lock_guard guard(key.lock);
  return row->set(key.state, input);
}

}  // namespace cng::api
