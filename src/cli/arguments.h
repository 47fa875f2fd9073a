// The command line: options, help and usage errors. Only arguments.cpp knows the parser behind it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report.h"

namespace cng::cli {

enum class Command : std::uint8_t {
  inspect,
  convert,
  verify,
  types,
  store_ls,
  store_show,
  store_import,
  store_export,
  store_rm,
  store_fsck,
  doctor,
};

struct Arguments {
  Command command = Command::inspect;
  std::string input, output;
  bool output_given = true;
  std::string type;  // --type, --from: a blob type, "pem" or "der"
  const AlgorithmInfo* algorithm = nullptr;
  const CurveInfo* curve = nullptr;
  std::string to;  // as `type`
  std::optional<provider::Form> form;
  bool json = false, markdown = false;
  bool show_secrets = false, force = false, public_half = false;
  std::string colour = "auto";
  // of the store
  std::optional<std::string> name;  // as it was typed
  bool machine = false, overwrite = false, repair = false;
  std::optional<std::uint32_t> policy;  // NCRYPT_ALLOW_*_FLAG
};

constexpr int kExitUsage = 2;

// Parses UTF-8 arguments without the program's name. Nothing: the program is to end with `exit_code`; help, version or
// the complaint has been printed.
std::optional<Arguments> parse_arguments(std::vector<std::string> words, int& exit_code);

}  // namespace cng::cli
