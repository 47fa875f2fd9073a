// The files of a store: nothing else of the store opens any. A file is there whole or not at all, at every moment and
// after every crash: it is written under another name in the folder "tmp", synced, and renamed to its place.
// atomic_file_posix.cpp and atomic_file_win.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "store/key_store.h"

namespace cng::store {

// Errors of all functions: not_permitted, storage_full and storage_failure as in key_store.h.
class Folder {
 public:
  // A file: `subfolder` is empty for the store's own folder.
  struct Place {
    std::string subfolder, name;
  };

  // Held while a store is changed; other threads and processes wait. It ends with the object, or the process.
  class Hold {
   public:
    struct System;
    explicit Hold(std::unique_ptr<System> system);
    Hold(Hold&&) noexcept;
    ~Hold();

   private:
    std::unique_ptr<System> system_;
  };

  // A folder that only its owner may change. open: not_found if it is not there; make makes it and those above.
  static Result<Folder> open(const std::string& path, Scope scope);
  static Result<Folder> make(const std::string& path, Scope scope);

  // Waits for the store to be free, and removes what writers that were killed have left in "tmp".
  Result<Hold> hold() const;

  // The whole file. not_found: it is not there; bad_data: longer than `most`.
  Result<SecretBytes> read(const Place& place, std::size_t most) const;

  // Puts a new file in its place. exists: with Existing::keep, there is one. When it returns, all is on disk; after an
  // error the old file is there as before (after a failed sync of a folder, perhaps the new one).
  Status write(const Place& place, ByteView bytes, Existing existing, const Hold& hold) const;

  // not_found: it is not there. When it returns, the deletion is on disk.
  Status remove(const Place& place, const Hold& hold) const;

  // The names in a subfolder, whatever they are; none if it is not there.
  Result<std::vector<std::string>> names(const std::string& subfolder) const;

  struct System;
  explicit Folder(std::unique_ptr<System> system);
  Folder(Folder&&) noexcept;
  ~Folder();

 private:
  std::unique_ptr<System> system_;
};

// For tests: asked before each call of the system, by its name; what it returns happens in its stead.
enum class Fault { none, full, broken, denied };
using FaultHook = Fault (*)(const char* call);
extern constinit std::atomic<FaultHook> g_fault_hook;

}  // namespace cng::store
