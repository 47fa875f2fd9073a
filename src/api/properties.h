// The properties of each kind of object: what BCryptGetProperty and BCryptSetProperty come down to.
#pragma once

#include "api/objects.h"
#include "api/output.h"
#include "core/cipher_key.h"
#include "core/kdf_key.h"

namespace cng::api {

// not_supported where the object has no such property.
Status get_algorithm_property(const AlgorithmRef& algorithm, WideView name, const Output& out);
Status get_key_property(const Key& key, WideView name, const Output& out);
Status get_cipher_property(CipherKey& key, WideView name, const Output& out);
Status get_kdf_property(KdfKey& key, WideView name, const Output& out);
Status get_hash_property(HashObject& hash, WideView name, const Output& out);

Status set_algorithm_property(AlgorithmObject& algorithm, WideView name, ByteView input);
Status set_pending_property(PendingKey& key, WideView name, ByteView input);
Status set_key_property(WideView name, ByteView input);
Status set_cipher_property(CipherKey& key, WideView name, ByteView input);
Status set_kdf_property(KdfKey& key, WideView name, ByteView input);
Status set_hash_property(HashObject& hash, WideView name, ByteView input);

}  // namespace cng::api
