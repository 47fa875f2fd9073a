#include "cli/output.h"

#include <algorithm>

namespace cng::cli {

const char* format_name(Format format) {
  switch (format) {
    case Format::blob:
      return "blob";
    case Format::pem:
      return "pem";
    case Format::der:
      return "der";
    case Format::unknown:
      break;
  }
  return "unknown";
}

const char* form_name(provider::Form form) {
  switch (form) {
    case provider::Form::pkcs1:
      return "pkcs1";
    case provider::Form::pkcs8:
      return "pkcs8";
    case provider::Form::pkcs8_seed:
      return "pkcs8-seed";
    case provider::Form::pkcs8_expanded:
      return "pkcs8-expanded";
    case provider::Form::sec1:
      return "sec1";
    case provider::Form::spki:
      break;
  }
  return "spki";
}

const char* kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::magic:
      return "magic";
    case FieldKind::size:
      return "size";
    case FieldKind::number:
      return "number";
    case FieldKind::text:
      return "text";
    case FieldKind::public_bytes:
      return "public";
    case FieldKind::secret_bytes:
      break;
  }
  return "secret";
}

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::good:
      return "good";
    case Verdict::refused:
      return "refused";
    case Verdict::failed:
      break;
  }
  return "error";
}

const char* judge(const Report& report, const Field& field) {
  if (field.bad) return "bad";
  if (report.verdict == Verdict::good) return "ok";
  const bool is_number = field.kind == FieldKind::public_bytes || field.kind == FieldKind::secret_bytes;
  const bool layout_ok = !report.checks.empty() && report.checks.front().result;
  return layout_ok && !is_number ? "ok" : "unchecked";
}

bool is_hidden(const Report& report, const Field& field) {
  if (report.show_secrets) return false;
  if (field.kind == FieldKind::secret_bytes || !report.recognised) return true;
  const bool is_good_or_public =
      report.verdict == Verdict::good || report.codec == nullptr || report.codec->half == codec::Half::public_key;
  return field.kind == FieldKind::public_bytes && !is_good_or_public;
}

std::string hex(ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::string plain_text(ByteView bytes) {
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    if (bytes[i + 1] == 0 && bytes[i] > 0x20 && bytes[i] < 0x7F) out.push_back(static_cast<char>(bytes[i]));
  return out;
}

std::string Columns::text(const Paint& paint, std::size_t below_column) const {
  std::vector<std::size_t> width(right_.size());
  for (const Row& row : rows_)
    for (std::size_t i = 0; i < row.cells.size(); ++i) width[i] = std::max(width[i], row.cells[i].size());
  std::size_t indent = 2;
  for (std::size_t i = 0; i < below_column; ++i) indent += width[i] + 2;
  std::string out;
  for (const Row& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string& cell = row.cells[i];
      const std::string space(width[i] - cell.size(), ' ');
      const bool last = i + 1 == row.cells.size();
      const std::string shown = &row == &rows_.front() ? paint.head(cell)
                                : cell == "ok"         ? paint.good(cell)
                                : cell == "bad"        ? paint.bad(cell)
                                                       : cell;
      line += "  " + (right_[i] ? space + shown : last ? shown : shown + space);
    }
    out += line + "\n";
    for (const std::string& below : row.below) out += std::string(indent, ' ') + below + "\n";
  }
  return out;
}

void print(const Report& report, const Style& style) {
  if (style.json) {
    print_json(report, style);
  } else {
    print_text(report, style);
  }
}

}  // namespace cng::cli
