// cngkey: the tool for key blobs.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/console.h"

namespace cng::cli {
namespace {

bool wants_colour(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  const char* no_colour = std::getenv("NO_COLOR");
  return (no_colour == nullptr || *no_colour == '\0') && terminal_shows_colour();
}

Verdict print_report(Report report, const Style& style) {
  print(report, style);
  return report.verdict;
}

Verdict run(const Arguments& arguments, const Style& style) {
  switch (arguments.command) {
    case Command::inspect:
      return print_report(inspect(arguments), style);
    case Command::convert:
      return print_report(convert(arguments), style);
    case Command::verify:
      return print_report(verify(arguments), style);
    case Command::types:
      return print_types(arguments, style);
    case Command::store_ls:
      return store_ls(arguments, style);
    case Command::store_show:
      return store_show(arguments, style);
    case Command::store_import:
      return store_import(arguments, style);
    case Command::store_export:
      return store_export(arguments, style);
    case Command::store_rm:
      return store_rm(arguments, style);
    case Command::store_fsck:
      return store_fsck(arguments, style);
    case Command::doctor:
      return doctor(arguments, style);
  }
  return Verdict::failed;
}

int end(Verdict verdict, std::FILE* out) {
  if (std::fflush(out) == 0 && std::ferror(out) == 0) return static_cast<int>(verdict);
  std::fputs("cngkey: the output cannot be written\n", stderr);
  return static_cast<int>(Verdict::failed);
}

int start(std::vector<std::string> words) {
  int exit_code = 0;
  const std::optional<Arguments> arguments = parse_arguments(std::move(words), exit_code);
  if (!arguments) return exit_code;
  Style style;
  style.paint.on = wants_colour(arguments->colour);
  style.json = arguments->json;
  if (arguments->output == "-") style.to = stderr;  // the key itself goes to standard output
  return end(run(*arguments, style), style.to);
}

int guarded(std::vector<std::string> words) {
  try {
    return start(std::move(words));
  } catch (const std::bad_alloc&) {
    std::fputs("cngkey: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cngkey: internal error: %s\n", error.what());
  }
  return static_cast<int>(Verdict::failed);
}

}  // namespace
}  // namespace cng::cli

#ifdef _WIN32
// File names with brackets are names, not patterns.
extern "C" int _dowildcard;
int _dowildcard = 0;

extern "C" int wmain(int count, wchar_t** values);
int wmain(int count, wchar_t** values) {
  const cng::cli::ConsoleMode mode;
  std::vector<std::string> words;
  bool ok = true;
  for (int i = 1; i < count; ++i) words.push_back(cng::cli::to_utf8(values[i], ok));
  if (!ok) {
    std::fputs("cngkey: an argument is not valid UTF-16\n", stderr);
    return cng::cli::kExitUsage;
  }
  return cng::cli::guarded(std::move(words));
}
#else
int main(int count, char** values) { return cng::cli::guarded(std::vector<std::string>(values + 1, values + count)); }
#endif
