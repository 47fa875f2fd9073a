// The properties of storage keys and providers: what NCryptGetProperty and NCryptSetProperty come down to.
#pragma once

#include "api/output.h"
#include "api/storage_objects.h"

namespace cng::api {

// not_supported where a key has no such property or may not change it now, not_found where it is not set.
Status get_storage_key_property(StorageKey& key, WideView name, const Output& out, DWORD flags);
Status set_storage_key_property(StorageKey& key, WideView name, ByteView value, DWORD flags);

// The value of "UI Policy", whose strings are kept behind the numbers as UTF-16; and back into the caller's structure.
Status keep_ui_policy(KeyAttributes& attributes, ByteView value);
Status put_ui_policy(const KeyAttributes& attributes, const Output& out);
// NCRYPT_UI_*_FLAG of the kept policy, 0 without one.
DWORD ui_policy_flags(const KeyAttributes& attributes);

// storage_import.cpp: a private blob that NCryptSetProperty got under the name of its type; false: no blob type.
bool is_importable_type(WideView name);
Status import_into_pending(StorageKey& key, WideView type, ByteView blob);

}  // namespace cng::api
