#include "cli/commands.h"
#include "cli/input.h"
#include "provider/provider.h"

namespace cng::cli {

Report verify(const Arguments& arguments) {
  Report report;
  report.command = "verify";
  report.file = arguments.input;
  load({arguments.type, arguments.algorithm, arguments.curve}, report);
  if (report.verdict == Verdict::good && !report.key) report.refuse(kSealed);
  if (report.verdict != Verdict::good) return report;
  const Status deep = provider::verify_deeply(*report.key);
  report.checks.push_back({"mathematics", "primality, orders, and that a pair works", deep});
  if (!deep) report.refuse(deep.error());
  return report;
}

}  // namespace cng::cli
