#include "store/survey.h"

#include <algorithm>
#include <iterator>

#include "store/file_facts.h"
#include "store/folder_layout.h"
#include "store/name.h"
#include "store/system.h"

namespace cng::store {
namespace {

using What = Finding::What;
using Kind = FileFacts::Kind;

constexpr const char* kTemporary = "tmp";
constexpr const char* kLock = "lock";
// Stores of their own below the user's and the machine's.
constexpr const char* kInside[] = {"opaque", "transport"};

bool is_inside(const std::string& name) {
  return std::find(std::begin(kInside), std::end(kInside), name) != std::end(kInside);
}

// What the store's own folder may be blamed for; `folder` is how it opened.
Status check_folder(const KeyStore& store, const Result<Folder>& folder) {
  if (!folder) return folder.error();
  const Result<FileFacts> facts = look_at(store.folder(), store.scope());
  return facts ? facts->rights : facts.error();
}

Status walk(const KeyStore& store, const std::function<void(const Finding&)>& visitor, What records);

class Survey {
 public:
  Survey(const KeyStore& store, const Folder& folder, const std::function<void(const Finding&)>& visitor, What records)
      : store_(store),
        folder_(folder),
        visitor_(visitor),
        records_(records),
        master_(known_master_key(folder, store.scope())) {}

  Status run() {
    visit_master_key();
    const Result<std::vector<std::string>> names = folder_.names("");
    if (!names) return names.error();
    for (const std::string& name : *names) visit_entry(name);
    return {};
  }

 private:
  void report(What what, const Folder::Place& place, const Status& verdict, const Record* record = nullptr) {
    visitor_({what, path_in(store_.folder(), place), verdict, record});
  }

  Result<FileFacts> facts(const Folder::Place& place) const {
    return look_at(path_in(store_.folder(), place), store_.scope());
  }

  // What a thing of this kind and name may be blamed for apart from its content.
  Status outside(const Folder::Place& place, Kind kind) const {
    const Result<FileFacts> found = facts(place);
    if (!found) return found.error();
    if (found->kind != kind) return not_permitted(kind == Kind::file ? "not a regular file" : "not a folder");
    return found->rights;
  }

  // A store without a master key and without records is a new one.
  void visit_master_key() {
    const Result<FileFacts> found = facts(master_place());
    if (!found && missing(found.error())) {
      const Result<bool> records = has_records(folder_);
      if (records && !*records) return;
    }
    report(What::master_key, master_place(), master_ ? outside(master_place(), Kind::file) : master_.error());
  }

  void visit_entry(const std::string& name) {
    const Folder::Place place{"", name};
    if (name == master_place().name) return;
    if (name == kLock) {
      return report(What::lock, place, outside(place, Kind::file));
    }
    if (records_ == What::record && is_inside(name)) return visit_inside(place);
    const bool is_temporary = name == kTemporary;
    if (!is_temporary && !is_subfolder_name(name)) {
      return report(What::foreign, place, bad_data("no file of a key store"));
    }
    const Status rights = outside(place, Kind::folder);
    report(What::folder, place, rights);
    const Result<std::vector<std::string>> names = folder_.names(name);
    if (!names) return;  // `rights` has said why, or it went away meanwhile
    for (const std::string& file : *names) {
      if (is_temporary) {
        visit_temporary({name, file});
      } else {
        visit_record({name, file});
      }
    }
    return;
  }

  void visit_inside(const Folder::Place& place) {
    const Status walked = walk(KeyStore(store_.scope(), path_in(store_.folder(), place)), visitor_, What::sealing_key);
    const bool is_told = !walked && (missing(walked.error()) || walked.error().code == Code::not_permitted);
    if (!walked && !is_told) report(What::folder, place, walked);
  }

  void visit_temporary(const Folder::Place& place) {
    const Result<FileFacts> found = facts(place);
    if (!found && missing(found.error())) return;  // its writer is done
    if (!found || found->kind != Kind::file) {
      report(What::foreign, place, found ? not_permitted("not a regular file") : found.error());
      return;
    }
    const std::uint64_t now = system::now();
    const bool stale = now > found->modified && now - found->modified > kStaleAfter;
    report(What::temporary, place, stale ? bad_data("older than a day: a writer that was killed left it") : Status());
  }

  void visit_record(const Folder::Place& place) {
    if (!is_file_name(place.name)) return report(What::foreign, place, bad_data("no file of a key store"));
    if (subfolder_of(place.name) != place.subfolder)
      return report(records_, place, bad_data("a record in the wrong subfolder"));
    if (!master_) return report(records_, place, master_.error());
    Result<Record> record = open_in_place(folder_, store_.scope(), place.name, *master_);
    if (!record && missing_key(record.error(), place)) return;
    if (!record) return report(records_, place, record.error());
    record->blob = SecretBytes();
    report(records_, place, outside(place, Kind::file), &*record);
  }

  // True if the record was deleted while we looked.
  bool missing_key(const Error& error, const Folder::Place& place) const {
    if (error.code != Code::bad_keyset) return false;
    const Result<FileFacts> found = facts(place);
    return !found && missing(found.error());
  }

  const KeyStore& store_;
  const Folder& folder_;
  const std::function<void(const Finding&)>& visitor_;
  const What records_;  // what a record is here
  const Result<MasterKey> master_;
};

Status walk(const KeyStore& store, const std::function<void(const Finding&)>& visitor, What records) {
  const Result<Folder> folder = Folder::open(store.folder(), store.scope());
  if (!folder && missing(folder.error())) return folder.error();
  visitor({What::folder, store.folder(), check_folder(store, folder), nullptr});
  if (!folder) return folder.error();
  return Survey(store, *folder, visitor, records).run();
}

}  // namespace

Status survey(const KeyStore& store, const std::function<void(const Finding&)>& visitor) {
  return walk(store, visitor, What::record);
}

Condition condition_of(const KeyStore& store) {
  Condition condition;
  condition.protector = system::protector();
  const Result<Folder> folder = Folder::open(store.folder(), store.scope());
  if (!folder && missing(folder.error())) return condition;
  condition.exists = true;
  condition.folder = check_folder(store, folder);
  if (!folder) return condition;
  const Result<MasterKey> master = load_master_key(*folder, store.scope());
  if (master) {
    condition.protector = master->protector;
    return condition;
  }
  const Result<bool> records = has_records(*folder);
  const bool is_new = missing(master.error()) && records && !*records;
  if (!is_new)
    condition.master_key = missing(master.error()) ? known_master_key(*folder, store.scope()).error() : master.error();
  return condition;
}

Status remove_stale(const Finding& finding) {
  if (finding.what != What::temporary || finding.verdict) return invalid_parameter("no stale temporary file");
  return remove_file(finding.path);
}

}  // namespace cng::store
