// The properties of a storage key that come from its numbers, or say what numbers it will get. BCrypt knows them; until
// a pair is generated there is nothing to ask, and what is set waits here. The key's lock is held by every caller.
#pragma once

#include "api/output.h"
#include "api/storage_objects.h"

namespace cng::api {

constexpr Error kNotSet = not_found("the property is not set");

namespace numbers {
Status algorithm_name(StorageKey& key, const Output& out);
Status group(StorageKey& key, const Output& out);
Status length(StorageKey& key, const Output& out);
Status lengths(StorageKey& key, const Output& out);
Status block_length(StorageKey& key, const Output& out);
Status signature_length(StorageKey& key, const Output& out);
Status chaining_mode(StorageKey& key, const Output& out);
Status initialization_vector(StorageKey& key, const Output& out);
Status tag_lengths(StorageKey& key, const Output& out);
Status curve_name(StorageKey& key, const Output& out);
Status set_length(StorageKey& key, ByteView value);
Status set_chaining_mode(StorageKey& key, ByteView value);
Status set_initialization_vector(StorageKey& key, ByteView value);
Status set_curve_name(StorageKey& key, ByteView value);
Status set_kdf_secret(StorageKey& key, ByteView value);
}  // namespace numbers

// Names that mean the same to ncrypt as to bcrypt.
bool same_in_bcrypt(WideView name);
Status get_same_in_bcrypt(StorageKey& key, WideView name, const Output& out);
Status set_same_in_bcrypt(StorageKey& key, WideView name, ByteView value);

}  // namespace cng::api
