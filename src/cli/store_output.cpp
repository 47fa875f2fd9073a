#include "cli/store_output.h"

#include <chrono>
#include <cstdio>

#include "cli/names.h"
#include "core/status.h"

namespace cng::cli {
namespace {

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

Json policy_json(std::uint32_t policy) {
  Json words = Json::array();
  for (const PolicyWord& row : kPolicies)
    if ((policy & row.bit) != 0) words.push_back(row.word);
  return words;
}

std::string time_text(std::uint64_t filetime, bool json) {
  using namespace std::chrono;
  constexpr std::uint64_t kFrom1601To1970 = 11644473600;  // seconds
  const auto seconds_from_1601 = static_cast<std::int64_t>(filetime / 10'000'000);
  const sys_seconds time{seconds{seconds_from_1601 - static_cast<std::int64_t>(kFrom1601To1970)}};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[48];
  std::snprintf(text, sizeof text, json ? "%04d-%02u-%02uT%02d:%02d:%02dZ" : "%04d-%02u-%02u %02d:%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

Json name_json(WideView name) { return Json{{"name", utf8_name(name)}, {"argument", show_name(name)}}; }

Json key_json(const StoredKey& key) {
  Json json = name_json(key.name);
  json.update(Json{{"scope", key.machine ? "machine" : "user"},
                   {"algorithm", key.algorithm},
                   {"group", or_null(key.group)},
                   {"bits", key.bits != 0 ? Json(key.bits) : Json()},
                   {"curve", or_null(key.curve)},
                   {"parameter_set", or_null(key.parameter_set)},
                   {"export_policy", policy_json(key.policy)},
                   {"usage", key.usage},
                   {"legacy_spec", key.legacy_spec},
                   {"per_boot", key.per_boot},
                   {"modified", time_text(key.modified, true)},
                   {"unique_name", key.unique_name},
                   {"path", key.path},
                   {"properties", Json::array()}});
  for (const StoredKey::Property& each : key.properties)
    json["properties"].push_back(Json{{"name", each.name}, {"custom", each.custom}, {"size", each.bytes}});
  return json;
}

std::string key_line(const StoredKey& key) {
  std::string out = show_name(key.name) + ": " + key.algorithm;
  if (key.bits != 0) out += ", " + std::to_string(key.bits) + " bits";
  return out + ", export policy " + policy_text(key.policy) + "\n";
}

Json json_of(const char* command) { return Json{{"schema", kSchema}, {"command", command}}; }

Verdict finish(const Style& style, Json json, const std::string& text, const std::string& subject,
               const Outcome& outcome) {
  const bool good = outcome.verdict == Verdict::good;
  if (style.json) {
    const std::optional<Code> code = good ? Code::ok : outcome.code;
    json["verdict"] = verdict_name(outcome.verdict);
    json["reason"] = good ? Json() : Json(outcome.reason);
    json["status"] = code ? Json(security_status_name(*code)) : Json();
    put_json(json, style);
    return outcome.verdict;
  }
  std::fputs(text.c_str(), style.to);
  if (good) return outcome.verdict;
  std::fflush(style.to);
  std::string why = "cngkey: " + subject + ": " + verdict_name(outcome.verdict) + ": " + outcome.reason;
  if (outcome.code) why += std::string(" [") + security_status_name(*outcome.code) + "]";
  std::fputs((why + "\n").c_str(), stderr);
  return outcome.verdict;
}

}  // namespace cng::cli
