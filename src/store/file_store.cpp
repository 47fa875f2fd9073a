// KeyStore: one file for each record, in 256 subfolders by the first digits of its name, beside the master key.
#include <utility>

#include "core/platform.h"
#include "store/folder_layout.h"
#include "store/key_store.h"
#include "store/name.h"
#include "store/protector.h"
#include "store/system.h"

namespace cng::store {
namespace {

constexpr Error kGone = bad_keyset("the key was deleted or replaced");

Result<MasterKey> load_or_make_master_key(const Folder& folder, Scope scope) {
  Result<MasterKey> known = load_master_key(folder, scope);
  if (known || !missing(known.error())) return known;
  const Result<Folder::Hold> hold = folder.hold();
  if (!hold) return hold.error();
  known = load_master_key(folder, scope);  // another process may have been first
  if (known || !missing(known.error())) return known;
  // A new master key would leave the records that are there sealed for ever, and nobody would notice the loss.
  const Result<bool> records = has_records(folder);
  if (!records) return records.error();
  if (*records) return bad_data("there are keys, but their master key file is missing");
  Result<MasterKey> made = make_master_key();
  if (!made) return made;
  const Result<SecretBytes> file = write_master_key(*made, scope);
  if (!file) return file.error();
  CNG_TRY(folder.sync_path());  // a writer that was killed may have made the folders
  CNG_TRY(folder.write(master_place(), file->view(SecretAccess{}), Existing::keep, *hold));
  return made;
}

// The folder of a store that must be there; else `absent`.
Result<Folder> open_folder(const KeyStore& store, const Error& absent) {
  Result<Folder> folder = Folder::open(store.folder(), store.scope());
  if (!folder && missing(folder.error())) return absent;
  return folder;
}

// kGone unless the record in the file is the one of this id. A damaged record is nobody's.
Status check_still_there(const Folder& folder, const std::string& file, const RecordId& id) {
  const Result<SecretBytes> bytes = read_file(folder, file, kGone);
  if (!bytes) return bytes.error();
  const Result<RecordFile> parsed = parse_record(bytes->view(SecretAccess{}));
  if (!parsed) return parsed.error();
  return parsed->record.id == id ? Status{} : kGone;
}

// True if the record is for an earlier boot: nobody can open it any more, and it is in nobody's way.
bool is_dead(const Folder& folder, const std::string& file) {
  const Result<SecretBytes> bytes = read_file(folder, file, kNoKey);
  if (!bytes) return false;
  const Result<RecordFile> parsed = parse_record(bytes->view(SecretAccess{}));
  if (!parsed) return false;
  const Status boot = check_boot(*parsed);
  return !boot && boot.error().code == Code::bad_keyset;
}

// Puts back what create and rewrite change in the caller's record, unless all went well.
class Stamp {
 public:
  explicit Stamp(Record& record) : record_(record), id_(record.id), modified_(record.modified), type_(record.key_type) {
    record_.modified = system::now();
  }
  Stamp(const Stamp&) = delete;
  Stamp& operator=(const Stamp&) = delete;
  ~Stamp() {
    if (kept_) return;
    record_.id = id_;
    record_.modified = modified_;
    record_.key_type = type_;
  }
  void keep() { kept_ = true; }

 private:
  Record& record_;
  RecordId id_;
  std::uint64_t modified_;
  std::uint32_t type_;
  bool kept_ = false;
};

}  // namespace

Result<KeyStore> KeyStore::open(Scope scope) {
  Result<std::string> folder = system::store_folder(scope);
  if (!folder) return folder.error();
  return KeyStore(scope, std::move(*folder));
}

Status KeyStore::create(Record& record, Existing existing) const {
  const Result<std::string> file = file_name(scope_, record.name);
  if (!file) return file.error();
  Stamp stamp(record);
  record.key_type = scope_ == Scope::machine ? 0x20 : 0;  // NCRYPT_MACHINE_KEY_FLAG
  if (!platform::random_bytes(record.id)) return internal_error("the system gives no random bytes");
  const Result<Folder> folder = Folder::make(folder_, scope_);
  if (!folder) return folder.error();
  const Result<MasterKey> master = load_or_make_master_key(*folder, scope_);
  if (!master) return master.error();
  const Result<SecretBytes> sealed = seal_record(record, scope_, *master);
  if (!sealed) return sealed.error();
  const Result<Folder::Hold> hold = folder->hold();
  if (!hold) return hold.error();
  if (existing == Existing::keep && is_dead(*folder, *file)) existing = Existing::replace;
  CNG_TRY(folder->write(place_of(*file), sealed->view(SecretAccess{}), existing, *hold));
  stamp.keep();
  return {};
}

Result<Record> KeyStore::read(WideView name) const {
  const Result<std::string> file = file_name(scope_, name);
  if (!file) return file.error();
  const Result<Folder> folder = open_folder(*this, kNoKey);
  if (!folder) return folder.error();
  // The record first: where there is none, the master key is not needed.
  const Result<SecretBytes> bytes = read_file(*folder, *file, kNoKey);
  if (!bytes) return bytes.error();
  const Result<MasterKey> master = known_master_key(*folder, scope_);
  if (!master) return master.error();
  Result<Record> record = open_record(bytes->view(SecretAccess{}), scope_, *master);
  if (record && !same_name(record->name, name)) return bad_data("the record is of a key of another name");
  return record;
}

Status KeyStore::rewrite(Record& record) const {
  const Result<std::string> file = file_name(scope_, record.name);
  if (!file) return file.error();
  const Result<Folder> folder = open_folder(*this, kGone);
  if (!folder) return folder.error();
  const Result<MasterKey> master = known_master_key(*folder, scope_);
  if (!master) return master.error();
  Stamp stamp(record);
  const Result<SecretBytes> sealed = seal_record(record, scope_, *master);
  if (!sealed) return sealed.error();
  const Result<Folder::Hold> hold = folder->hold();
  if (!hold) return hold.error();
  CNG_TRY(check_still_there(*folder, *file, record.id));
  CNG_TRY(folder->write(place_of(*file), sealed->view(SecretAccess{}), Existing::replace, *hold));
  stamp.keep();
  return {};
}

Status KeyStore::remove(WideView name, const RecordId* only) const {
  const Result<std::string> file = file_name(scope_, name);
  if (!file) return file.error();
  const Result<Folder> folder = open_folder(*this, kNoKey);
  if (!folder) return folder.error();
  const Result<Folder::Hold> hold = folder->hold();
  if (!hold) return hold.error();
  if (only != nullptr) CNG_TRY(check_still_there(*folder, *file, *only));
  const Status removed = folder->remove(place_of(*file), *hold);
  return !removed && missing(removed.error()) ? kNoKey : removed;
}

Result<std::vector<Entry>> KeyStore::list() const {
  std::vector<Entry> entries;
  const Result<Folder> folder = Folder::open(folder_, scope_);
  if (!folder && missing(folder.error())) return entries;
  if (!folder) return folder.error();
  const Result<MasterKey> master = load_master_key(*folder, scope_);
  if (!master && missing(master.error())) return entries;  // no record can be whole without it
  if (!master) return master.error();
  const Result<std::vector<std::string>> present = subfolders(*folder);
  if (!present) return present.error();
  for (const std::string& subfolder : *present) {
    const Result<std::vector<std::string>> names = folder->names(subfolder);
    if (!names) return names.error();
    for (const std::string& file : *names) {
      if (!is_file_name(file) || subfolder_of(file) != subfolder) continue;
      Result<Record> record = open_in_place(*folder, scope_, file, *master);
      if (record) entries.push_back({std::move(record->name), std::move(record->algorithm), record->legacy_spec});
    }
  }
  return entries;
}

Result<WideText> KeyStore::unique_name(WideView name) const {
  const Result<std::string> file = file_name(scope_, name);
  if (!file) return file.error();
  return WideText(file->begin(), file->end());
}

Result<std::string> KeyStore::path(WideView name) const {
  const Result<std::string> file = file_name(scope_, name);
  if (!file) return file.error();
  return path_in(folder_, place_of(*file));
}

}  // namespace cng::store
