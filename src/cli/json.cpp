// Reports as JSON. Its members are promised in docs/cngkey-json.md.
#include "cli/json.h"

#include "cli/console.h"
#include "cli/explain.h"
#include "cli/output.h"
#include "core/status.h"

namespace cng::cli {
namespace {

template <class T>
Json name_or_null(const T* named, WideView T::*name) {
  return named != nullptr && !(named->*name).empty() ? Json(narrow(named->*name)) : Json();
}

Json form_or_null(const std::optional<provider::Form>& form) { return form ? Json(form_name(*form)) : Json(); }

Json value_json(const Report& report, const Field& field) {
  if (is_hidden(report, field)) return nullptr;
  if (field.kind == FieldKind::public_bytes || field.kind == FieldKind::secret_bytes) return hex(field.bytes);
  if (field.kind == FieldKind::text) return plain_text(field.bytes);
  return little_endian(field.bytes);
}

Json field_json(const Report& report, const Field& field) {
  return Json{{"name", field.name},
              {"meaning", field.meaning},
              {"kind", kind_name(field.kind)},
              {"offset", field.offset},
              {"size", field.bytes.size()},
              {"value", value_json(report, field)},
              {"verdict", judge(report, field)}};
}

Json status_json(const Status& status) {
  return Json{{"verdict", status ? "ok" : "bad"},
              {"reason", status ? Json() : Json(status.error().reason)},
              {"status", status_name(status.error().code)}};
}

Json key_json(const Report& report) {
  if (!report.key) return nullptr;
  const KeyParts& parts = report.key->parts();
  return Json{{"algorithm", narrow(report.algorithm->name)},
              {"private", parts.has_private},
              {"bits", key_bits(parts)},
              {"curve", name_or_null(parts.curve, &CurveInfo::name)},
              {"parameter_set", name_or_null(parts.parameters, &ParameterSet::name)}};
}

Json input_json(const Report& report) {
  return Json{{"file", report.file},
              {"size", report.input.size()},
              {"format", format_name(report.format)},
              {"type", name_or_null(report.codec, &codec::BlobCodec::type)},
              {"form", form_or_null(report.form)},
              {"algorithm", name_or_null(report.algorithm, &AlgorithmInfo::name)}};
}

}  // namespace

Json output_json(const Output& output) {
  return Json{{"file", output.file},
              {"size", output.size},
              {"format", format_name(output.format)},
              {"type", output.type.empty() ? Json() : Json(output.type)},
              {"form", form_or_null(output.form)},
              {"private", output.has_private}};
}

namespace {

Json report_json(const Report& report) {
  Json json{{"schema", kSchema}, {"command", report.command}, {"input", input_json(report)}};
  json["key"] = key_json(report);
  if (report.output) json["output"] = output_json(*report.output);
  json["fields"] = Json::array();
  for (const Field& field : report.fields) json["fields"].push_back(field_json(report, field));
  json["trailing"] = report.trailing;
  json["checks"] = Json::array();
  for (const Check& check : report.checks) {
    json["checks"].push_back(Json{{"name", check.name}, {"meaning", check.meaning}});
    json["checks"].back().update(status_json(check.result));
  }
  json["verdict"] = verdict_name(report.verdict);
  json["reason"] = report.reason.empty() ? Json() : Json(report.reason);
  json["detail"] = report.detail.empty() ? Json() : Json(report.detail);
  const std::optional<Code> code = report.verdict == Verdict::good ? Code::ok : report.code;
  json["status"] = code ? Json(status_name(*code)) : Json();
  return json;
}

}  // namespace

// A file name need not be UTF-8; what is not becomes U+FFFD.
void put_json(const Json& json, const Style& style) {
  const std::string out = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  std::fputs(out.c_str(), style.to);
}

void print_json(const Report& report, const Style& style) { put_json(report_json(report), style); }

}  // namespace cng::cli
