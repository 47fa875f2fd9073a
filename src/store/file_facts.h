// What the system tells of a file, without opening or following it. file_facts_posix.cpp and file_facts_win.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "store/key_store.h"

namespace cng::store {

struct FileFacts {
  enum class Kind : std::uint8_t { file, folder, other };  // other: symbolic links, devices
  Kind kind = Kind::other;
  std::uint64_t modified = 0;  // FILETIME
  // not_permitted: it belongs to someone else, or others may read or change what only its owner may. On Windows it is
  // the owner alone that is looked at, for the store's folder hands its access list down.
  Status rights;
};

// not_found, not_permitted or storage_failure if the system does not tell. `path` is UTF-8.
Result<FileFacts> look_at(const std::string& path, Scope scope);

// Removes a file, not a folder. Errors as above.
Status remove_file(const std::string& path);

}  // namespace cng::store
