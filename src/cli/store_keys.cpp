// cngkey store ls, show, rm.
#include <algorithm>

#include "cli/commands.h"
#include "cli/names.h"
#include "cli/store_output.h"
#include "core/status.h"
#include "store/survey.h"

namespace cng::cli {
namespace {

struct Damaged {
  std::string path;
  Error why;
};

struct Listed {
  WideText name;
  std::string algorithm;
  std::uint32_t bits = 0, policy = 0;
  std::uint64_t modified = 0;
  std::string path;
};

struct Listing {
  std::vector<Listed> keys;
  std::vector<Damaged> damaged;
};

// The size of a key is known when it has been imported, which a record that is whole may still refuse.
void list_record(const StorageHandle& storage, bool machine, const store::Finding& finding, Listing& out) {
  const bool is_of_earlier_boot = !finding.verdict && finding.verdict.error().code == Code::bad_keyset;
  if (finding.what != store::Finding::What::record || is_of_earlier_boot) return;
  if (finding.record == nullptr) return out.damaged.push_back({finding.path, finding.verdict.error()});
  const store::Record& record = *finding.record;
  const Result<StorageHandle> key = open_stored(storage, record.name, machine);
  if (!key) return out.damaged.push_back({finding.path, key.error()});
  out.keys.push_back({record.name, utf8_name(record.algorithm), stored_bits(*key), record.export_policy,
                      record.modified, finding.path});
}

// By their names as names are compared, and spelled alike where those are the same.
void sort(Listing& listing) {
  std::sort(listing.keys.begin(), listing.keys.end(), [](const Listed& a, const Listed& b) {
    return std::pair(store::canonical(a.name), a.name) < std::pair(store::canonical(b.name), b.name);
  });
  std::sort(listing.damaged.begin(), listing.damaged.end(),
            [](const Damaged& a, const Damaged& b) { return a.path < b.path; });
}

Status fill(const store::KeyStore& store, Listing& listing) {
  const Result<StorageHandle> storage = open_storage();
  if (!storage) return storage.error();
  const bool machine = store.scope() == store::Scope::machine;
  const Status walked =
      store::survey(store, [&](const store::Finding& finding) { list_record(*storage, machine, finding, listing); });
  sort(listing);
  if (!walked && walked.error().code == Code::not_found) return {};  // there is no store yet
  return walked;
}

Json listing_json(const store::KeyStore& store, const Listing& listing) {
  Json json = json_of("store ls");
  json["scope"] = store.scope() == store::Scope::machine ? "machine" : "user";
  json["folder"] = store.folder();
  json["keys"] = Json::array();
  for (const Listed& key : listing.keys) {
    json["keys"].push_back(name_json(key.name));
    json["keys"].back().update(Json{{"algorithm", key.algorithm},
                                    {"bits", key.bits != 0 ? Json(key.bits) : Json()},
                                    {"export_policy", policy_json(key.policy)},
                                    {"modified", time_text(key.modified, true)},
                                    {"path", key.path}});
  }
  json["damaged"] = Json::array();
  for (const Damaged& each : listing.damaged)
    json["damaged"].push_back(
        Json{{"path", each.path}, {"reason", each.why.reason}, {"status", security_status_name(each.why.code)}});
  return json;
}

std::string listing_text(const Listing& listing, const Paint& paint) {
  std::string out;
  if (!listing.keys.empty()) {
    Columns columns({false, true, false, false, false});
    columns.add({"algorithm", "bits", "export policy", "modified (UTC)", "name"});
    for (const Listed& key : listing.keys)
      columns.add({key.algorithm, key.bits != 0 ? std::to_string(key.bits) : "-", policy_text(key.policy),
                   time_text(key.modified), show_name(key.name)});
    out = columns.text(paint, 0);
  }
  for (const Damaged& each : listing.damaged)
    out += paint.bad("damaged") + ": " + safe_text(each.path) + ": " + each.why.reason + " [" +
           security_status_name(each.why.code) + "]\n";
  return out;
}

std::string hexadecimal(std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(value));
  return text;
}

std::string show_text(const StoredKey& key, const Paint& paint) {
  Columns columns({false, false});
  columns.add({"property", "value"});
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) columns.add({name, value});
  };
  add("Algorithm Name", key.algorithm);
  add("Algorithm Group", key.group);
  if (key.bits != 0) add("Length", std::to_string(key.bits));
  add("ECCCurveName", key.curve);
  add("ParameterSetName", key.parameter_set);
  add("Export Policy", policy_text(key.policy));
  add("Key Usage", key.usage == 0x00FFFFFF ? "all" : hexadecimal(key.usage));
  add("Key Type", key.machine ? "machine" : "user");
  if (key.legacy_spec != 0) add("legacy spec", key.legacy_spec == 1 ? "AT_KEYEXCHANGE" : "AT_SIGNATURE");
  if (key.per_boot) add("Per Boot Key", "until the next boot");
  add("Modified", time_text(key.modified) + " UTC");
  add("Unique Name", key.unique_name);
  add("file", safe_text(key.path));
  for (const StoredKey::Property& each : key.properties)
    columns.add(
        {each.custom ? "custom property" : "kept property", each.name + ", " + std::to_string(each.bytes) + " bytes"});
  return paint.head(show_name(key.name)) + "\n" + columns.text(paint, 0);
}

// The key of an argument, and what it says of itself.
Result<StoredKey> find_stored(const Arguments& arguments) {
  const Result<WideText> name = read_name(*arguments.name);
  if (!name) return name.error();
  const Result<StorageHandle> storage = open_storage();
  if (!storage) return storage.error();
  const Result<store::KeyStore> store = open_store(arguments);
  if (!store) return store.error();
  const Result<StorageHandle> key = open_stored(*storage, *name, arguments.machine);
  if (!key) return key.error();
  return describe_stored(*key, *store);
}

// The store's own removal, which takes a damaged record too.
Status remove_stored(const Arguments& arguments) {
  const Result<WideText> name = read_name(*arguments.name);
  if (!name) return name.error();
  const Result<store::KeyStore> store = open_store(arguments);
  return store ? store->remove(*name) : store.error();
}

}  // namespace

Verdict store_ls(const Arguments& arguments, const Style& style) {
  Outcome outcome;
  const Result<store::KeyStore> store = open_store(arguments);
  if (!store) {
    outcome.refuse(store.error());
    return finish(style, json_of("store ls"), {}, "store", outcome);
  }
  Listing listing;
  if (const Status filled = fill(*store, listing); !filled) {
    outcome.refuse(filled.error());
  } else if (!listing.damaged.empty()) {
    outcome.end(Verdict::refused, std::to_string(listing.damaged.size()) + " damaged",
                listing.damaged.front().why.code);
  }
  return finish(style, listing_json(*store, listing), listing_text(listing, style.paint), safe_text(store->folder()),
                outcome);
}

Verdict store_show(const Arguments& arguments, const Style& style) {
  Outcome outcome;
  Json json = json_of("store show");
  const Result<StoredKey> key = find_stored(arguments);
  if (!key) outcome.refuse(key.error());
  json["key"] = key ? key_json(*key) : Json();
  return finish(style, json, key ? show_text(*key, style.paint) : "", safe_text(*arguments.name), outcome);
}

Verdict store_rm(const Arguments& arguments, const Style& style) {
  Outcome outcome;
  Json json = json_of("store rm");
  json["argument"] = *arguments.name;
  const Status removed = remove_stored(arguments);
  if (!removed) outcome.refuse(removed.error());
  const std::string name = safe_text(*arguments.name);
  return finish(style, json, removed ? name + ": removed\n" : "", name, outcome);
}

}  // namespace cng::cli
