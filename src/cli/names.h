// Names as people see and type them. Names of keys are any UTF-16, and names of files any bytes; what reaches a
// terminal is neither able to move its cursor nor to look like something else.
#pragma once

#include <string>

#include "core/result.h"
#include "core/wide_string.h"

namespace cng::cli {

// A key's name for people: as it is, in UTF-8; or, where it has control characters, lone surrogates, invisible ones, a
// space at an end or a quotation mark at the start, between quotation marks, with \uXXXX for each such unit and
// \ before quotation marks and backslashes. So no two names look the same to read_name.
std::string show_name(WideView name);

// The name that an argument in UTF-8 stands for: itself, or what show_name put between quotation marks.
// invalid_parameter: it is not UTF-8, or what is between quotation marks is not as show_name writes it.
Result<WideText> read_name(const std::string& argument);

// A name as valid UTF-8, with U+FFFD for each lone surrogate.
std::string utf8_name(WideView name);

// Text of the system's for a terminal: what is no UTF-8 and what cannot be seen becomes \xXX, byte by byte.
std::string safe_text(const std::string& utf8);

}  // namespace cng::cli
