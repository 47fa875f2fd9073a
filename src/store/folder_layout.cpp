#include "store/folder_layout.h"

#include "store/name.h"
#include "store/system.h"

namespace cng::store {
namespace {

constexpr std::size_t kMostMasterBytes = 8192;

}  // namespace

Folder::Place master_place() { return {"", "master.key"}; }

Folder::Place place_of(const std::string& file) { return {subfolder_of(file), file}; }

std::string path_in(const std::string& folder, const Folder::Place& place) {
  return system::join(place.subfolder.empty() ? folder : system::join(folder, place.subfolder), place.name);
}

bool is_subfolder_name(const std::string& name) {
  return name.size() == 2 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<std::vector<std::string>> subfolders(const Folder& folder) {
  Result<std::vector<std::string>> names = folder.names("");
  if (names) std::erase_if(*names, [](const std::string& name) { return !is_subfolder_name(name); });
  return names;
}

Result<bool> has_records(const Folder& folder) {
  const Result<std::vector<std::string>> present = subfolders(folder);
  if (!present) return present.error();
  for (const std::string& subfolder : *present) {
    const Result<std::vector<std::string>> names = folder.names(subfolder);
    if (!names) return names.error();
    if (!names->empty()) return true;
  }
  return false;
}

Result<MasterKey> load_master_key(const Folder& folder, Scope scope) {
  const Result<SecretBytes> file = folder.read(master_place(), kMostMasterBytes);
  if (!file) return file.error();
  return parse_master_key(file->view(SecretAccess{}), scope);
}

Result<MasterKey> known_master_key(const Folder& folder, Scope scope) {
  Result<MasterKey> key = load_master_key(folder, scope);
  if (!key && missing(key.error())) return bad_data("the master key file is missing");
  return key;
}

Result<SecretBytes> read_file(const Folder& folder, const std::string& file, const Error& absent) {
  Result<SecretBytes> bytes = folder.read(place_of(file), kMostRecordBytes);
  if (!bytes && missing(bytes.error())) return absent;
  return bytes;
}

Result<Record> open_in_place(const Folder& folder, Scope scope, const std::string& file, const MasterKey& master) {
  const Result<SecretBytes> bytes = read_file(folder, file, kNoKey);
  if (!bytes) return bytes.error();
  Result<Record> record = open_record(bytes->view(SecretAccess{}), scope, master);
  if (!record) return record;
  const Result<std::string> own = file_name(scope, record->name);
  if (!own || *own != file) return bad_data("the record is of a key of another name");
  return record;
}

}  // namespace cng::store
