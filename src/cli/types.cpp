// The support matrix, printed from the table that the libraries themselves look into.
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/console.h"

namespace cng::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
  const codec::BlobCodec* codec;
  std::vector<std::string> algorithms;
};

std::vector<Row> rows() {
  std::vector<Row> out;
  for (const codec::BlobCodec& codec : codec::all()) {
    Row row{&codec, {}};
    for (const AlgorithmInfo& algorithm : all_algorithms())
      if (algorithm.family == codec.family) row.algorithms.push_back(narrow(algorithm.name));
    out.push_back(std::move(row));
  }
  return out;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

const char* half_name(const codec::BlobCodec& codec) {
  return codec.half == codec::Half::private_key ? "private" : "public";
}
bool imports(const codec::BlobCodec& codec) { return codec.parse != nullptr && !codec.export_only; }
const char* yes(bool value) { return value ? "yes" : "no"; }

std::string as_text(const Paint& paint) {
  Columns columns({false, false, false, false, false});
  columns.add({"blob type", "half", "import", "export", "algorithms"});
  for (const Row& row : rows())
    columns.add({narrow(row.codec->type), half_name(*row.codec), yes(imports(*row.codec)),
                 yes(row.codec->write != nullptr), join(row.algorithms)});
  return columns.text(paint, 0);
}

std::string as_markdown() {
  std::string out = "| Blob type | Half | Import | Export | Algorithms |\n|---|---|---|---|---|\n";
  for (const Row& row : rows())
    out += "| `" + narrow(row.codec->type) + "` | " + half_name(*row.codec) + " | " + yes(imports(*row.codec)) + " | " +
           yes(row.codec->write != nullptr) + " | " + join(row.algorithms) + " |\n";
  return out;
}

std::string as_json() {
  Json json{{"schema", kSchema}, {"command", "types"}, {"blob_types", Json::array()}};
  for (const Row& row : rows())
    json["blob_types"].push_back(Json{{"type", narrow(row.codec->type)},
                                      {"private", row.codec->half == codec::Half::private_key},
                                      {"import", imports(*row.codec)},
                                      {"export", row.codec->write != nullptr},
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
