// The key storage of ncrypt as cngkey uses it: the very functions behind the exports, so their rules and statuses.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "api/storage_api.h"
#include "cli/arguments.h"
#include "store/key_store.h"

namespace cng::cli {

// A handle of ncrypt; 0 is none.
class StorageHandle {
 public:
  StorageHandle() = default;
  StorageHandle(StorageHandle&& other) noexcept : value_(std::exchange(other.value_, 0)) {}
  StorageHandle& operator=(StorageHandle&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~StorageHandle() {
    if (value_ != 0) (void)api::free_object(value_);
  }
  NCRYPT_HANDLE get() const { return value_; }
  NCRYPT_HANDLE* out() { return &value_; }

 private:
  NCRYPT_HANDLE value_ = 0;
};

// The provider of software keys.
Result<StorageHandle> open_storage();

// A key by its name; bad_keyset: there is none.
Result<StorageHandle> open_stored(const StorageHandle& storage, const WideText& name, bool machine);

// The user's store, or the machine's.
Result<store::KeyStore> open_store(const Arguments& arguments);

// "Length" of a key: 0 if it has none.
std::uint32_t stored_bits(const StorageHandle& key);

// A string property; empty if it is not set.
WideText stored_text(const StorageHandle& key, LPCWSTR property);

// What can be told of a stored key without giving anything of it away.
struct StoredKey {
  struct Property {
    std::string name;
    bool custom = false;  // the program's own
    std::size_t bytes = 0;
  };
  WideText name;
  std::string algorithm, group, curve, parameter_set;  // empty: has none
  std::uint32_t bits = 0, policy = 0, usage = 0, legacy_spec = 0;
  std::uint64_t modified = 0;  // FILETIME
  bool machine = false, per_boot = false;
  std::string unique_name, path;
  std::vector<Property> properties;
};
Result<StoredKey> describe_stored(const StorageHandle& key, const store::KeyStore& store);

}  // namespace cng::cli
