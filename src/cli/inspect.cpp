#include "cli/commands.h"
#include "cli/input.h"

namespace cng::cli {

Report inspect(const Arguments& arguments) {
  Report report;
  report.command = "inspect";
  report.file = arguments.input;
  report.show_secrets = arguments.show_secrets;
  load({arguments.type, arguments.algorithm, arguments.curve}, report);
  return report;
}

}  // namespace cng::cli
