// Reports as text for people.
#include <algorithm>
#include <cstdio>

#include "cli/console.h"
#include "cli/explain.h"
#include "cli/output.h"
#include "core/status.h"

namespace cng::cli {
namespace {

constexpr std::size_t kLine = 32;  // bytes of hexadecimal in a line

std::string number(std::uint64_t value) { return std::to_string(value); }

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

std::string magic_text(ByteView bytes) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(little_endian(bytes)));
  const std::string letters = magic_letters(bytes);
  return letters.empty() ? text : letters + " (" + text + ")";
}

std::string short_value(const Report& report, const Field& field) {
  const std::string bytes = number(field.bytes.size()) + " bytes";
  if (is_hidden(report, field)) return bytes + ", not shown";
  if (field.kind == FieldKind::magic) return magic_text(field.bytes);
  if (field.kind == FieldKind::text) return plain_text(field.bytes);
  if (field.kind == FieldKind::size || field.kind == FieldKind::number) return number(little_endian(field.bytes));
  const ByteView digits = strip_zeros(field.bytes);
  const bool is_short = field.kind == FieldKind::public_bytes && digits.size() <= 8;
  return is_short ? number(big_endian(digits)) : bytes;
}

std::vector<std::string> long_value(const Report& report, const Field& field) {
  std::vector<std::string> lines;
  const bool is_long = field.kind == FieldKind::secret_bytes ||
                       (field.kind == FieldKind::public_bytes && strip_zeros(field.bytes).size() > 8);
  if (!is_long || is_hidden(report, field)) return lines;
  for (std::size_t at = 0; at < field.bytes.size(); at += kLine)
    lines.push_back(hex(field.bytes.subspan(at, std::min(kLine, field.bytes.size() - at))));
  return lines;
}

std::string key_text(const Report& report) {
  const KeyParts& parts = report.key->parts();
  std::string out = narrow(report.algorithm->name) + ", ";
  if (parts.curve != nullptr) out += curve_text(*parts.curve) + ", ";
  out += parts.parameters != nullptr ? narrow(parts.parameters->name) : number(key_bits(parts)) + " bits";
  return out + ", " + (parts.has_private ? "private" : "public");
}

std::string input_text(const Report& report) {
  std::string out = number(report.input.size()) + " bytes";
  if (report.format == Format::blob && report.codec != nullptr) out += ", " + narrow(report.codec->type);
  if (report.format == Format::pem) out += ", PEM";
  if (report.format == Format::der) out += ", DER";
  if (report.form) out += std::string(" ") + form_name(*report.form);
  return out;
}

std::string fields_text(const Report& report, const Paint& paint) {
  Columns columns({true, true, false, false, false, false});
  columns.add({"offset", "size", "field", "value", "verdict", "meaning"});
  std::size_t end = 0;
  for (const Field& field : report.fields) {
    const char* verdict = judge(report, field);
    columns.add({number(field.offset), number(field.bytes.size()), field.name, short_value(report, field),
                 *verdict == 'u' ? "-" : verdict, field.meaning},
                long_value(report, field));
    end = field.offset + field.bytes.size();
  }
  if (report.trailing != 0)
    columns.add({number(end), number(report.trailing), "(trailing)", "", "ok", "ignored, as on Windows"});
  return columns.text(paint, 3);
}

std::string checks_text(const Report& report, const Paint& paint) {
  Columns columns({false, false, false});
  columns.add({"check", "verdict", "of what"});
  for (const Check& check : report.checks) columns.add({check.name, check.result ? "ok" : "bad", check.meaning});
  return columns.text(paint, 0);
}

std::string verdict_text(const Report& report, const Paint& paint) {
  const char* name = verdict_name(report.verdict);
  if (report.verdict == Verdict::good) return paint.good(name) + "\n";
  std::string out = paint.bad(name) + ": " + report.reason;
  if (!report.detail.empty()) out += " (" + report.detail + ")";
  if (report.code) out += std::string(" [") + status_name(*report.code) + "]";
  return out + "\n";
}

}  // namespace

std::string output_text(const Output& output) {
  std::string out = output.file + ": " + number(output.size) + " bytes, ";
  out += !output.type.empty() ? output.type : output.format == Format::pem ? "PEM" : "DER";
  if (output.form) out += std::string(" ") + form_name(*output.form);
  return out + (output.has_private ? ", private" : ", public") + "\n";
}

void print_text(const Report& report, const Style& style) {
  const bool was_read = report.format != Format::unknown && report.input.size() != 0;
  const bool is_good = report.verdict == Verdict::good;
  if (!is_good && (report.is_conversion || !was_read)) {
    std::fputs(("cngkey: " + report.file + ": " + verdict_text(report, Paint{})).c_str(), stderr);
    return;
  }
  std::string out;
  if (report.output) {
    out = output_text(*report.output);
  } else {
    out = style.paint.head(report.file) + ": " + input_text(report) + "\n";
    if (report.key) out += "  " + key_text(report) + "\n";
    if (!report.fields.empty()) out += "\n" + fields_text(report, style.paint);
    if (!report.checks.empty()) out += "\n" + checks_text(report, style.paint);
    out += "\n" + verdict_text(report, style.paint);
  }
  std::fputs(out.c_str(), style.to);
}

}  // namespace cng::cli
