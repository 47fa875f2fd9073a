#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "vector.h"

namespace vectors {
namespace {

using Json = nlohmann::json;

std::string text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}

std::optional<Bytes> bytes(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return cngtest::hex(found->get<std::string>());
}

void take_strings(const Json& object, const char* name, std::map<std::string, std::string>& out) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_object()) return;
  for (const auto& [key, value] : found->items())
    if (value.is_string()) out[key] = value.get<std::string>();
}

void take_numbers(const Json& object, const char* name, std::map<std::string, long long>& out) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_object()) return;
  for (const auto& [key, value] : found->items())
    if (value.is_number_integer()) out[key] = value.get<long long>();
}

Vector read(const Json& json, const Json& keys, const std::string& family) {
  Vector out;
  out.id = json.at("id").get<std::string>();
  out.family = family;
  out.algorithm = text(json, "algorithm");
  out.provider_algorithm = text(json, "provider_algorithm");
  out.curve_parameter = text(json, "curve_parameter");
  out.op = text(json, "op");
  out.blob_type = text(json, "blob_type");
  out.import_blob_type = text(json, "import_blob_type");
  out.property = text(json, "property");
  out.api = json.at("api").get<std::vector<std::string>>();
  out.blob = bytes(json, "blob");
  out.import_blob = bytes(json, "import_blob");
  out.expect = text(json, "expect");
  if (const std::string status = text(json, "expected_status"); !status.empty())
    out.status = static_cast<NTSTATUS>(std::stoul(status, nullptr, 16));
  out.flags = json.value("flags", ULONG{0});
  if (const auto password = json.find("password"); password != json.end()) out.password = password->get<std::string>();
  out.zero_public = json.value("zero_public", false);
  out.evidence = text(json, "evidence");
  if (const auto source = json.find("source"); source != json.end()) out.source = text(*source, "repo");
  take_strings(json, "inputs", out.inputs);
  take_strings(json, "outputs", out.outputs);
  take_numbers(json, "inputs", out.numbers);
  take_numbers(json, "outputs", out.numbers);
  if (const auto outputs = json.find("outputs"); outputs != json.end() && outputs->contains("valid"))
    out.valid = outputs->at("valid").get<bool>();
  if (const std::string key = text(json, "key"); !key.empty()) take_strings(keys.at(key), "components", out.components);
  take_strings(json, "components", out.components);
  return out;
}

}  // namespace

std::vector<Vector> load(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  if (files.empty()) throw std::runtime_error("no *.json in " + folder);
  std::sort(files.begin(), files.end());
  std::vector<Vector> out;
  for (const auto& path : files) {
    std::ifstream stream(path, std::ios::binary);
    const Json file = Json::parse(stream);
    if (file.at("schema") != 1) throw std::runtime_error(path.string() + ": schema is not 1");
    const std::string family = file.at("family").get<std::string>();
    for (const Json& each : file.at("vectors")) out.push_back(read(each, file.at("keys"), family));
  }
  return out;
}

}  // namespace vectors
