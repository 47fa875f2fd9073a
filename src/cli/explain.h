// The numbers behind a refusal. The parsers give a static reason; here the fields they took are looked at again.
#pragma once

#include "cli/report.h"

namespace cng::cli {

// Sets report.detail and marks the fields that are wrong, for a blob that its parser refused with `error`.
void explain(const codec::Target& target, const Error& error, Report& report);

// The same for a file that was not recognised at all.
void explain_magic(Report& report);

// The same for a key whose layout is right and whose numbers are not.
void explain_numbers(Report& report);

// The name of a curve, or that it has none.
std::string curve_text(const CurveInfo& curve);

// A magic as its four letters, or empty where they are none.
std::string magic_letters(ByteView bytes);

// A little-endian number of up to four bytes.
std::uint32_t little_endian(ByteView bytes);

}  // namespace cng::cli
