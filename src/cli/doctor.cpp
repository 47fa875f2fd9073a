// cngkey doctor: what a user with trouble must know, and what to do about it.
#include "cli/commands.h"
#include "cli/doctor_system.h"
#include "cli/names.h"
#include "cli/store_output.h"
#include "provider/provider.h"
#include "store/survey.h"

namespace cng::cli {
namespace {

enum class State { good, note, wrong };

// One line of the report, and what a program reads of it.
struct Topic {
  std::string name;
  State state = State::good;
  std::string text;
  std::string advice;  // empty: nothing is to be done
  Json json;
};

const char* state_name(State state) { return state == State::good ? "ok" : state == State::note ? "note" : "bad"; }

const char* protector_name(store::Protector protector) {
  return protector == store::Protector::windows_dpapi ? "dpapi" : "file-rights";
}

// ---- stores

void judge(const store::Condition& condition, store::Scope scope, Topic& topic) {
  const bool is_machine = scope == store::Scope::machine;
  if (!condition.exists) {
    topic.text += ": not made yet; the first key with a name makes it";
  } else if (!condition.folder) {
    topic.state = State::wrong;
    topic.text += std::string(": ") + condition.folder.error().reason;
    topic.advice = "the folder must be its owner's alone: `cngkey store fsck` tells more";
  } else if (!condition.master_key && is_machine && condition.master_key.error().code == Code::not_permitted) {
    topic.state = State::note;
    topic.text += ": not for this account";
    topic.advice = "the machine's keys are for administrators";
  } else if (!condition.master_key) {
    topic.state = State::wrong;
    topic.text += std::string(": ") + condition.master_key.error().reason;
    topic.advice = "without its master.key no key of the store opens; put it back from a copy";
  } else {
    topic.text += ": usable";
  }
}

const char* store_state(const store::Condition& condition, State state) {
  if (!condition.exists) return "absent";
  return state == State::good ? "good" : state == State::note ? "forbidden" : "wrong";
}

Topic examine_store(store::Scope scope) {
  const bool is_machine = scope == store::Scope::machine;
  Topic topic;
  topic.name = is_machine ? "machine store" : "user store";
  topic.json = Json{{"scope", is_machine ? "machine" : "user"}};
  const Result<store::KeyStore> store = store::KeyStore::open(scope);
  if (!store) {
    topic.state = State::wrong;
    topic.text = store.error().reason;
    topic.advice = "OPENCNG_STORE can name a folder for the stores";
    topic.json.update(Json{{"folder", Json()}, {"state", "wrong"}, {"reason", topic.text}, {"protector", Json()}});
    return topic;
  }
  const store::Condition condition = store::condition_of(*store);
  topic.text = safe_text(store->folder());
  const std::size_t path = topic.text.size();
  judge(condition, scope, topic);
  const char* const protector = protector_name(condition.protector);
  topic.json.update(Json{{"folder", store->folder()},
                         {"state", store_state(condition, topic.state)},
                         {"reason", topic.state == State::good ? Json() : Json(topic.text.substr(path + 2))},
                         {"protector", protector}});
  topic.text += std::string("; protector ") + protector;
  return topic;
}

// ---- libraries

// True if the overrides ask for a DLL that is not Wine's: "a,b=n,b;c=".
bool asks_for_native(const std::string& overrides, const std::string& dll) {
  for (std::size_t from = 0; from < overrides.size();) {
    const std::size_t end = std::min(overrides.find(';', from), overrides.size());
    const std::string entry = overrides.substr(from, end - from);
    from = end + 1;
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos) continue;
    const std::string names = "," + entry.substr(0, equals) + ",";
    const bool is_named =
        names.find("," + dll + ",") != std::string::npos || names.find("," + dll + ".dll,") != std::string::npos;
    if (is_named) return entry.compare(equals + 1, 1, "n") == 0;
  }
  return false;
}

std::string advice_on(const Library& library, const Platform& platform, const std::string& overrides) {
  const std::string folder = safe_text(program_folder());
  if (!library.problem.empty()) return "put the file of this version in its place";
  if (platform.kind == "linux")
    return "programs that need it want its folder in LD_LIBRARY_PATH, or known to ldconfig; cngkey does not";
  if (platform.kind == "windows") return "a program uses ours when " + library.name + " lies beside it, in its folder";
  const std::string dll = library.name.substr(0, library.name.find('.'));
  if (!asks_for_native(overrides, dll)) return "to use ours, set WINEDLLOVERRIDES=bcrypt,ncrypt=n,b";
  return "WINEDLLOVERRIDES asks for ours: put " + library.name + " into the program's folder (here " + folder +
         ") or into system32";
}

Topic examine_library(const Library& library, const Platform& platform, const std::string& overrides) {
  Topic topic;
  topic.name = library.name;
  const bool is_ours = !library.version.empty();
  if (is_ours) {
    topic.text = "ours, version " + library.version + (library.path.empty() ? "" : ", " + safe_text(library.path));
    if (library.version != CNGKEY_VERSION) {
      topic.state = State::note;
      topic.advice = "it is of another version than cngkey";
    }
  } else {
    topic.state = library.problem.empty() ? State::note : State::wrong;
    topic.text = !library.problem.empty()     ? safe_text(library.problem)
                 : !library.found             ? "not found"
                 : platform.kind == "windows" ? "Windows' own"
                 : platform.kind == "wine"    ? "Wine's own"
                                              : "not ours";
    topic.advice = advice_on(library, platform, overrides);
  }
  topic.json = Json{{"name", library.name},
                    {"found", library.found},
                    {"ours", is_ours},
                    {"version", is_ours ? Json(library.version) : Json()},
                    {"path", library.path.empty() ? Json() : Json(library.path)},
                    {"problem", library.problem.empty() ? Json() : Json(library.problem)}};
  return topic;
}

// ---- all of it

struct Checkup {
  Platform platform;
  std::optional<std::string> overrides;
  std::vector<Topic> stores, libraries;
};

Checkup examine() {
  Checkup checkup{platform(), wine_overrides(), {}, {}};
  for (const store::Scope scope : {store::Scope::user, store::Scope::machine})
    checkup.stores.push_back(examine_store(scope));
  for (const Library& library : find_libraries())
    checkup.libraries.push_back(examine_library(library, checkup.platform, checkup.overrides.value_or("")));
  return checkup;
}

std::string platform_text(const Platform& platform) {
  const char* const name = platform.kind == "wine" ? "Wine" : platform.kind == "windows" ? "Windows" : "Linux";
  return std::string(name) + " " + platform.version;
}

std::string checkup_text(const Checkup& checkup, const Paint& paint) {
  Columns columns({false, false, false});
  columns.add({"what", "state", "how it is"});
  const auto say = [&](const std::string& name, const std::string& text) { columns.add({name, "ok", text}); };
  say("cngkey", CNGKEY_VERSION);
  say("OpenSSL", provider::openssl_version());
  say("platform", platform_text(checkup.platform));
  for (const auto* topics : {&checkup.stores, &checkup.libraries}) {
    for (const Topic& topic : *topics) {
      std::vector<std::string> below;
      if (!topic.advice.empty()) below.push_back(topic.advice);
      columns.add({topic.name, state_name(topic.state), topic.text}, std::move(below));
    }
  }
  if (checkup.overrides)
    say("WINEDLLOVERRIDES", checkup.overrides->empty() ? "not set" : safe_text(*checkup.overrides));
  return columns.text(paint, 2);
}

Json topics_json(const std::vector<Topic>& topics) {
  Json json = Json::array();
  for (const Topic& topic : topics) {
    json.push_back(topic.json);
    json.back()["advice"] = topic.advice.empty() ? Json() : Json(topic.advice);
  }
  return json;
}

Json checkup_json(const Checkup& checkup) {
  Json json = json_of("doctor");
  json["cngkey"] = CNGKEY_VERSION;
  json["openssl"] = provider::openssl_version();
  json["platform"] = Json{{"kind", checkup.platform.kind}, {"version", checkup.platform.version}};
  json["stores"] = topics_json(checkup.stores);
  json["libraries"] = topics_json(checkup.libraries);
  json["wine_dll_overrides"] = checkup.overrides ? Json(*checkup.overrides) : Json();
  return json;
}

}  // namespace

Verdict doctor(const Arguments&, const Style& style) {
  const Checkup checkup = examine();
  Outcome outcome;
  for (const auto* topics : {&checkup.stores, &checkup.libraries})
    for (const Topic& topic : *topics)
      if (topic.state == State::wrong) outcome.end(Verdict::refused, topic.name + ": " + topic.text);
  return finish(style, checkup_json(checkup), checkup_text(checkup, style.paint), "doctor", outcome);
}

}  // namespace cng::cli
