// cngkey store fsck: is everything in a store's folder as it should be?
#include <algorithm>

#include "cli/commands.h"
#include "cli/names.h"
#include "cli/store_output.h"
#include "core/status.h"
#include "store/survey.h"

namespace cng::cli {
namespace {

using What = store::Finding::What;

// What is said of one file.
struct Remark {
  What what;
  std::string path;
  Error why;
  bool wrong = true;  // false: worth telling, and in order
  bool removed = false;
};

struct Checked {
  std::size_t records = 0, whole = 0;
  std::vector<Remark> remarks;
};

const char* what_name(What what) {
  switch (what) {
    case What::folder:
      return "folder";
    case What::lock:
      return "lock";
    case What::master_key:
      return "master-key";
    case What::temporary:
      return "temporary";
    case What::record:
      return "record";
    case What::sealing_key:
      return "sealing-key";
    case What::foreign:
      break;
  }
  return "foreign";
}

// A record that opens has a key that ncrypt has to import as well.
Status import_error(const StorageHandle& storage, bool machine, const store::Record& record) {
  const Result<StorageHandle> key = open_stored(storage, record.name, machine);
  return key ? Status() : key.error();
}

class Checker {
 public:
  Checker(const StorageHandle& storage, const Arguments& arguments, Checked& check)
      : storage_(storage), arguments_(arguments), check_(check) {}

  void visit(const store::Finding& finding) {
    const bool is_record = finding.what == What::record;
    const std::size_t before = check_.remarks.size();
    if (!finding.verdict) remark(finding, finding.verdict.error());
    if (is_record && finding.record != nullptr) {
      const Status imported = import_error(storage_, arguments_.machine, *finding.record);
      if (!imported) remark(finding, imported.error());
    }
    check_.records += is_record ? 1 : 0;
    check_.whole += is_record && check_.remarks.size() == before ? 1 : 0;
  }

 private:
  void remark(const store::Finding& finding, const Error& why) {
    Remark remark{finding.what, finding.path, why};
    const bool is_record = finding.what == What::record || finding.what == What::sealing_key;
    remark.wrong = !is_record || why.code != Code::bad_keyset;  // a key of an earlier boot
    if (arguments_.repair && finding.what == What::temporary) {
      const Status removed = store::remove_stale(finding);
      remark.removed = static_cast<bool>(removed);
      if (!removed) remark.why = removed.error();
      remark.wrong = !removed;
    }
    check_.remarks.push_back(std::move(remark));
  }

  const StorageHandle& storage_;
  const Arguments& arguments_;
  Checked& check_;
};

Status run(const store::KeyStore& store, const Arguments& arguments, Checked& check) {
  const Result<StorageHandle> storage = open_storage();
  if (!storage) return storage.error();
  Checker checker(*storage, arguments, check);
  const Status walked = store::survey(store, [&](const store::Finding& finding) { checker.visit(finding); });
  std::sort(check.remarks.begin(), check.remarks.end(),
            [](const Remark& a, const Remark& b) { return a.path < b.path; });
  const bool is_told = !walked && walked.error().code == Code::not_permitted && !check.remarks.empty();
  if (is_told || (!walked && walked.error().code == Code::not_found)) return {};
  return walked;
}

std::string check_text(const Checked& check, const Paint& paint) {
  std::string out;
  for (const Remark& each : check.remarks)
    out += (each.wrong     ? paint.bad("wrong")
            : each.removed ? "removed"
                           : "note") +
           std::string(": ") + what_name(each.what) + " " + safe_text(each.path) + ": " + each.why.reason + "\n";
  return out + std::to_string(check.whole) + " of " + std::to_string(check.records) + " keys are whole\n";
}

Json check_json(const store::KeyStore& store, const Checked& check) {
  Json json = json_of("store fsck");
  json["scope"] = store.scope() == store::Scope::machine ? "machine" : "user";
  json["folder"] = store.folder();
  json["records"] = check.records;
  json["whole"] = check.whole;
  json["findings"] = Json::array();
  for (const Remark& each : check.remarks)
    json["findings"].push_back(Json{{"what", what_name(each.what)},
                                    {"path", each.path},
                                    {"reason", each.why.reason},
                                    {"status", security_status_name(each.why.code)},
                                    {"wrong", each.wrong},
                                    {"removed", each.removed}});
  return json;
}

}  // namespace

Verdict store_fsck(const Arguments& arguments, const Style& style) {
  Outcome outcome;
  Checked check;
  const Result<store::KeyStore> store = open_store(arguments);
  if (!store) {
    outcome.refuse(store.error());
    return finish(style, json_of("store fsck"), {}, "store", outcome);
  }
  const Status ran = run(*store, arguments, check);
  const auto is_wrong = [](const Remark& each) { return each.wrong; };
  const auto wrong = std::count_if(check.remarks.begin(), check.remarks.end(), is_wrong);
  if (!ran) {
    outcome.refuse(ran.error());
  } else if (wrong != 0) {
    outcome.end(Verdict::refused, std::to_string(wrong) + (wrong == 1 ? " thing is wrong" : " things are wrong"),
                std::find_if(check.remarks.begin(), check.remarks.end(), is_wrong)->why.code);
  }
  return finish(style, check_json(*store, check), check_text(check, style.paint), safe_text(store->folder()), outcome);
}

}  // namespace cng::cli
