// Names of keys: what may be one, when two are the same, and what the file of a key is called.
#pragma once

#include <array>
#include <string>

#include "core/result.h"
#include "store/key_store.h"

namespace cng::store {

// invalid_parameter if it cannot be the name of a key.
Status check_name(WideView name);

// The same key, whatever the case.
bool same_name(WideView a, WideView b);

// Hexadecimal SHA-256 over a tag of ours, the scope and the canonical name in UTF-16LE. No part of the name itself ever
// becomes part of a path.
Result<std::string> file_name(Scope scope, WideView name);
inline constexpr std::size_t kFileNameDigits = 64;

// Whether `name` is one that file_name could have given.
bool is_file_name(const std::string& name);

// The subfolder of a file: its first two digits.
inline std::string subfolder_of(const std::string& file) { return file.substr(0, 2); }

}  // namespace cng::store
