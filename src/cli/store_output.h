// How the commands of the store say what they found.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/json.h"
#include "cli/policy.h"
#include "cli/storage.h"

namespace cng::cli {

// FILETIME as "2026-01-31 23:59:59", UTC; JSON has a T in the middle and a Z at the end.
std::string time_text(std::uint64_t filetime, bool json = false);

// Members of a key: its name in two spellings, and all that show tells.
Json name_json(WideView name);
Json key_json(const StoredKey& key);
Json policy_json(std::uint32_t policy);

// One line on a key.
std::string key_line(const StoredKey& key);

// Begins the JSON of a command.
Json json_of(const char* command);

// Ends a command: prints either the JSON, to which verdict, reason and status are added, or the text; and, where all
// did not go well and it is text that is wanted, why, to standard error. `subject` is what the reason is about.
Verdict finish(const Style& style, Json json, const std::string& text, const std::string& subject,
               const Outcome& outcome);

}  // namespace cng::cli
