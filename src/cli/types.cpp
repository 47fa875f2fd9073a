// The support matrix, printed from the table that the libraries themselves look into.
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/console.h"
#include "core/storage_algorithm.h"

namespace cng::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
  WideView type;
  bool is_private, imports, exports;
  std::vector<std::string> algorithms;
};

void add_algorithms(Family family, bool stored, Row& row) {
  for (const AlgorithmInfo& algorithm : all_algorithms())
    if (algorithm.family == family && (!stored || is_storage_algorithm(algorithm)))
      row.algorithms.push_back(narrow(algorithm.name));
}

std::vector<Row> rows() {
  std::vector<Row> out;
  for (const codec::BlobCodec& codec : codec::all()) {
    Row row{codec.type,
            codec.half == codec::Half::private_key,
            codec.parse != nullptr && !codec.export_only,
            codec.write != nullptr,
            {}};
    add_algorithms(codec.family, false, row);
    out.push_back(std::move(row));
  }
  for (const codec::StorageRow& storage : codec::storage_rows()) {
    if (storage.families.empty()) continue;
    Row row{storage.type, true, true, true, {}};
    for (const Family family : storage.families) add_algorithms(family, true, row);
    out.push_back(std::move(row));
  }
  return out;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

const char* half_name(const Row& row) { return row.is_private ? "private" : "public"; }
const char* yes(bool value) { return value ? "yes" : "no"; }

std::string as_text(const Paint& paint) {
  Columns columns({false, false, false, false, false});
  columns.add({"blob type", "half", "import", "export", "algorithms"});
  for (const Row& row : rows())
    columns.add({narrow(row.type), half_name(row), yes(row.imports), yes(row.exports), join(row.algorithms)});
  return columns.text(paint, 0);
}

std::string as_markdown() {
  std::string out = "| Blob type | Half | Import | Export | Algorithms |\n|---|---|---|---|---|\n";
  for (const Row& row : rows())
    out += "| `" + narrow(row.type) + "` | " + half_name(row) + " | " + yes(row.imports) + " | " + yes(row.exports) +
           " | " + join(row.algorithms) + " |\n";
  return out;
}

std::string as_json() {
  Json json{{"schema", kSchema}, {"command", "types"}, {"blob_types", Json::array()}};
  for (const Row& row : rows())
    json["blob_types"].push_back(Json{{"type", narrow(row.type)},
                                      {"private", row.is_private},
                                      {"import", row.imports},
                                      {"export", row.exports},
                                      {"algorithms", row.algorithms}});
  json["encodings"] =
      Json{{"formats", {"pem", "der"}}, {"forms", {"pkcs1", "pkcs8", "pkcs8-seed", "pkcs8-expanded", "sec1", "spki"}}};
  return json.dump(2) + "\n";
}

}  // namespace

Verdict print_types(const Arguments& arguments, const Style& style) {
  const std::string out = arguments.json ? as_json() : arguments.markdown ? as_markdown() : as_text(style.paint);
  std::fputs(out.c_str(), style.to);
  return Verdict::good;
}

}  // namespace cng::cli
