// The properties of hash objects.
#include "api/properties.h"
#include "api/property_output.h"

namespace cng::api {
namespace {

Status name(HashObject& hash, const Output& out) { return put_string(out, hash.info.name); }
Status provider_handle(HashObject& hash, const Output& out) { return put_handle(out, hash.provider); }
Status object_length(HashObject& hash, const Output& out) { return put_dword(out, hash.info.object_length); }
Status digest_length(HashObject& hash, const Output& out) { return put_dword(out, hash.info.hash->digest_bytes); }
Status block_length(HashObject& hash, const Output& out) { return put_dword(out, hash.info.hash->block_bytes); }
Status is_reusable(HashObject& hash, const Output& out) { return put_dword(out, hash.reusable ? 1 : 0); }

Status set_function_name(provider::Hash& hash, ByteView input) { return hash.set_function_name(input); }
Status set_customization(provider::Hash& hash, ByteView input) { return hash.set_customization(input); }
Status set_iv(provider::Hash& hash, ByteView input) { return hash.set_iv(input); }

struct Property {
  WideView name;
  Status (*get)(HashObject& hash, const Output& out);   // null: write-only
  Status (*set)(provider::Hash& hash, ByteView input);  // null: read-only
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), name, nullptr},
    {CNG_W("ProviderHandle"), provider_handle, nullptr},
    {CNG_W("ObjectLength"), object_length, nullptr},
    {CNG_W("HashDigestLength"), digest_length, nullptr},
    {CNG_W("HashBlockLength"), block_length, nullptr},
    {CNG_W("IsReusableHash"), is_reusable, nullptr},
    {CNG_W("FunctionNameString"), nullptr, set_function_name},
    {CNG_W("CustomizationString"), nullptr, set_customization},
    {CNG_W("IV"), nullptr, set_iv},
};

}  // namespace

Status get_hash_property(HashObject& hash, WideView property, const Output& out) {
  const Property* row = find_row(kProperties, property);
  return row == nullptr || row->get == nullptr ? kNoSuchProperty : row->get(hash, out);
}

Status set_hash_property(HashObject& hash, WideView property, ByteView input) {
  const Property* row = find_row(kProperties, property);
  if (row == nullptr || row->set == nullptr) return kNoSuchProperty;
  const std::lock_guard guard(hash.lock);
  if (hash.phase != HashObject::Phase::open) return invalid_handle("the hash is finished");
  return row->set(*hash.running, input);
}

}  // namespace cng::api
