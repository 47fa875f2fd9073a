#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "cli/console.h"

namespace cng::cli {

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

bool terminal_shows_colour() {
  const char* kind = std::getenv("TERM");
  return output_is_terminal() && kind != nullptr && *kind != '\0' && std::strcmp(kind, "dumb") != 0;
}

}  // namespace cng::cli
