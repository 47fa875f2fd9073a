// A walk over everything in a store's folder, which changes nothing: for cngkey.
#pragma once

#include <functional>
#include <string>

#include "store/key_store.h"
#include "store/record.h"

namespace cng::store {

// One thing that lies there.
struct Finding {
  // sealing_key: a record of the small stores inside, which hold the keys that opaque blobs are sealed under.
  enum class What : std::uint8_t { folder, lock, master_key, temporary, record, sealing_key, foreign };
  What what = What::foreign;
  std::string path;  // UTF-8
  Status verdict;    // why it is not as it should be; its reason is for people
  // Of a record or sealing key: as it was opened, without the key itself; null where it does not open. The verdict is
  // bad_keyset for a key of an earlier boot, which is nobody's fault.
  const Record* record = nullptr;
};

// Calls `visitor` for the store's folder and, if that can be believed, for all that is in it. not_found: there is no
// store yet; not_permitted: the folder cannot be believed, which `visitor` has been told; other errors: the walk came
// to no end.
Status survey(const KeyStore& store, const std::function<void(const Finding&)>& visitor);

// Whether a store can be used, as far as that shows without its records.
struct Condition {
  bool exists = false;
  Status folder;                                // as in a Finding
  Status master_key;                            // not_permitted too where only others may read it
  Protector protector = Protector::master_key;  // of its master key, or of the one that it will get
};
Condition condition_of(const KeyStore& store);

// How long a temporary file may lie: a day. No writer needs one that is older.
inline constexpr std::uint64_t kStaleAfter = 864'000'000'000;  // FILETIME

// Removes the file of a finding whose `what` is temporary and whose verdict is bad. invalid_parameter: it is another.
Status remove_stale(const Finding& finding);

}  // namespace cng::store
