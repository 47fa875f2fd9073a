// The extra export by which a program tells our libraries from Windows' and Wine's.
#include <cng/cng.h>

extern "C" const char* WINAPI OpenCngVersion(void) { return OPENCNG_VERSION; }
