// JSON of which more than one command has a share.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/output.h"

namespace cng::cli {

using Json = nlohmann::ordered_json;

Json output_json(const Output& output);
void put_json(const Json& json, const Style& style);

}  // namespace cng::cli
