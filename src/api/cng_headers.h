// The one place where the platform's headers come in; it undoes their macros that clash with ours.
#pragma once

#include <cng/cng.h>

#undef min
#undef max
#undef interface
