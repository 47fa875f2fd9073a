// The commands: each fills a report, or prints its own table, and tells how it ended.
#pragma once

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/report.h"

namespace cng::cli {

Report inspect(const Arguments& arguments);
Report convert(const Arguments& arguments);
Report verify(const Arguments& arguments);
Verdict print_types(const Arguments& arguments, const Style& style);

Verdict doctor(const Arguments& arguments, const Style& style);

// The store's; each prints what it has to say.
Verdict store_ls(const Arguments& arguments, const Style& style);
Verdict store_show(const Arguments& arguments, const Style& style);
Verdict store_import(const Arguments& arguments, const Style& style);
Verdict store_export(const Arguments& arguments, const Style& style);
Verdict store_rm(const Arguments& arguments, const Style& style);
Verdict store_fsck(const Arguments& arguments, const Style& style);

}  // namespace cng::cli
