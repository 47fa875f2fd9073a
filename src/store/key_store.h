// KeyStore: named keys on disk, for ncrypt and cngkey. It keeps records and knows nothing of handles or algorithms.
// Any number of threads and processes may use one store at once; nothing here holds a lock between calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/wide_string.h"

namespace cng::store {

inline constexpr std::size_t kMostNameUnits = 512;  // NCRYPT_MAX_KEY_NAME_LENGTH, without the NUL
inline constexpr std::size_t kMostRecordBytes = std::size_t{1} << 20;

// Whose keys: NCRYPT_MACHINE_KEY_FLAG asks for the machine's. The numbers are those of the file format.
enum class Scope : std::uint8_t { user = 1, machine = 2 };

// A property as the program gave it. `custom` ones are its own (NCRYPT_PERSIST_ONLY_FLAG), apart from the names that
// mean something to ncrypt.
struct Property {
  WideText name;
  bool custom = false;
  std::vector<std::uint8_t> value;
};

using RecordId = std::array<std::uint8_t, 16>;

// All that is kept of a key. Only `blob` is encrypted; everything is authenticated.
struct Record {
  RecordId id{};       // tells this key from a later one of the same name; made by create
  WideText name;       // 1..kMostNameUnits units of any value but 0, in the spelling of its creator
  WideText algorithm;  // "Algorithm Name"
  std::uint32_t export_policy = 0;
  std::uint32_t usage = 0x00FFFFFF;
  std::uint32_t key_type = 0;     // "Key Type": 0, or 0x20 in the machine's store
  std::uint32_t legacy_spec = 0;  // 0, AT_KEYEXCHANGE or AT_SIGNATURE
  std::uint64_t modified = 0;     // FILETIME: 100 ns since 1601; set by create and rewrite
  bool per_boot = false;          // opens until the next boot of the machine, and never after
  std::vector<Property> properties;
  WideText blob_type;  // what `blob` is
  SecretBytes blob;    // the private key, as a blob of CNG
};

// What a listing tells of a key.
struct Entry {
  WideText name;
  WideText algorithm;
  std::uint32_t legacy_spec = 0;
};

enum class Existing : std::uint8_t { keep, replace };

// Errors of every function, besides the ones named with it:
//   invalid_parameter  a name that is empty, too long or has a NUL in it
//   not_permitted      NTE_PERM: no access, no place for a store, or a folder or file that others could change, or that
//                      is no regular file of ours (symbolic link, FIFO, folder, second hard link)
//   bad_data           NTE_BAD_DATA: the record is damaged, longer than kMostRecordBytes, or sealed under a master key
//                      that is not there
//   bad_version        NTE_BAD_VER: a later format
//   storage_full       NTE_TOKEN_KEYSET_STORAGE_FULL: the disk or a quota is full, or the record is too long
//   storage_failure    NTE_FAIL: the system reports something else
// After an error the store is as it was before.
class KeyStore {
 public:
  // The store of the process's user, or of the machine; nothing is made on disk before the first create.
  // With OPENCNG_STORE in the environment: the folders "user" and "machine" below that folder; not heeded by programs
  // with raised rights.
  static Result<KeyStore> open(Scope scope);

  // A store in a folder of the caller's choice (UTF-8), for tests and tools.
  KeyStore(Scope scope, std::string folder) : scope_(scope), folder_(std::move(folder)) {}

  // Writes a new record and sets its id, key_type and modified. When it returns, the key is on disk.
  // exists: the name is taken, and `existing` is keep. A record that is replaced stays whole until the new one is.
  Status create(Record& record, Existing existing) const;

  // The key of this name, in whatever case. bad_keyset: there is none, or it was for an earlier boot.
  Result<Record> read(WideView name) const;

  // Writes a record that was created or read before with other properties, and sets its modified. bad_keyset: the key
  // was deleted or replaced since; it does not come back.
  Status rewrite(Record& record) const;

  // Deletes the key from the disk, even a damaged one. bad_keyset: there is none, or, with `only`, another one took the
  // name.
  Status remove(WideView name, const RecordId* only = nullptr) const;

  // The keys there are at this moment, in no order. Damaged records and those of an earlier boot are left out.
  // A store that was never made is empty.
  Result<std::vector<Entry>> list() const;

  // The "Unique Name" of a key: the name of its file, 64 hexadecimal digits.
  Result<WideText> unique_name(WideView name) const;

  // Where the record of a key is, or would be: UTF-8.
  Result<std::string> path(WideView name) const;

  const std::string& folder() const { return folder_; }
  Scope scope() const { return scope_; }

 private:
  Scope scope_;
  std::string folder_;
};

// The name as names are compared: every unit by itself in upper case, by a table that is fixed in this library.
WideText canonical(WideView name);

}  // namespace cng::store
