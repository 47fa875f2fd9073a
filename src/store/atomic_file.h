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
    friend class Folder;
    std::unique_ptr<System> system_;
  };

  // A folder that only its owner may change. open: not_found if it is not there; make makes it and those above.
  static Result<Folder> open(const std::string& path, Scope scope);
  static Result<Folder> make(const std::string& path, Scope scope);

  // Waits for the store to be free, and removes what writers that were killed have left in "tmp". What such a writer
  // may have put in place without syncing it is synced first.
  Result<Hold> hold() const;

  // Syncs the folders above this one that may have been made with it, so that its own name is on disk.
  Status sync_path() const;

  // The whole file. not_found: it is not there; bad_data: longer than `most`. A second name that a power cut has left
  // it in "tmp" is removed; with any other, not_permitted.
  Result<SecretBytes> read(const Place& place, std::size_t most) const;

  // Puts a new file in its place. exists: with Existing::keep, there is one. When it returns, all is on disk; after an
  // error the old file is there as before (after a failed sync of a folder, perhaps the new one).
  Status write(const Place& place, ByteView bytes, Existing existing, const Hold& hold) const;

  // not_found: it is not there. When it returns, the deletion is on disk; after an error the file is there as before.
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

// For tests: asked before each call of the system, by its name; what it returns happens in its stead. skipped: success,
// for a sync.
enum class Fault { none, full, broken, denied, skipped };
using FaultHook = Fault (*)(const char* call);
extern constinit std::atomic<FaultHook> g_fault_hook;

// For tests: told of each change of the files after it was made. `path` is whole; `to` is where a file is renamed to,
// `bytes` what was written behind the others.
struct FileChange {
  enum class Kind { create, write, sync, make_folder, rename, remove };
  Kind kind;
  std::string path, to;
  ByteView bytes;
};
using ChangeHook = void (*)(const FileChange&);
extern constinit std::atomic<ChangeHook> g_change_hook;

}  // namespace cng::store
