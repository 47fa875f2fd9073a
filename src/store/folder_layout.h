// What lies where in a store's folder: the master key, and one file for each record in 256 subfolders by the first
// digits of its name. Errors are those of key_store.h.
#pragma once

#include <string>
#include <vector>

#include "store/atomic_file.h"
#include "store/key_store.h"
#include "store/protector.h"

namespace cng::store {

inline constexpr Error kNoKey = bad_keyset("there is no key of this name");

inline bool missing(const Error& error) { return error.code == Code::not_found; }

// The places of the master key and of a record's file.
Folder::Place master_place();
Folder::Place place_of(const std::string& file);

// The path of a place, UTF-8.
std::string path_in(const std::string& folder, const Folder::Place& place);

bool is_subfolder_name(const std::string& name);

// Those of the 256 that are there, in no order.
Result<std::vector<std::string>> subfolders(const Folder& folder);

// True if any of them has a file in it.
Result<bool> has_records(const Folder& folder);

// The master key; load: not_found if there is none; known: then it is bad_data, for records need it.
Result<MasterKey> load_master_key(const Folder& folder, Scope scope);
Result<MasterKey> known_master_key(const Folder& folder, Scope scope);

// The whole file of a record; `absent` if it is not there.
Result<SecretBytes> read_file(const Folder& folder, const std::string& file, const Error& absent);

// The record in a file, if it is where its name says.
Result<Record> open_in_place(const Folder& folder, Scope scope, const std::string& file, const MasterKey& master);

}  // namespace cng::store
