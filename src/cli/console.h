// The terminal, and strings at the border to the system. console_posix.cpp and console_win.cpp.
#pragma once

#include <string>

#include "core/wide_string.h"

namespace cng::cli {

// Names of algorithms and blob types are ASCII.
inline std::string narrow(WideView text) {
  std::string out;
  for (const Char16 unit : text) out.push_back(unit < 0x80 ? static_cast<char>(unit) : '?');
  return out;
}
inline std::basic_string<Char16> wide_name(const std::string& ascii) { return {ascii.begin(), ascii.end()}; }

// True if standard output is a terminal that shows colours; prepares it for them where that is needed.
bool terminal_shows_colour();
bool output_is_terminal();

#ifdef _WIN32
// UTF-8 to UTF-16 and back; `ok` becomes false where a string is not valid.
std::wstring widen(const std::string& utf8);
std::string to_utf8(const wchar_t* text, bool& ok);
// Puts standard input and output into binary mode, and the console, while this lives, into UTF-8.
class ConsoleMode {
 public:
  ConsoleMode();
  ~ConsoleMode();
  ConsoleMode(const ConsoleMode&) = delete;
  ConsoleMode& operator=(const ConsoleMode&) = delete;

 private:
  unsigned code_page_;
};
#endif

}  // namespace cng::cli
