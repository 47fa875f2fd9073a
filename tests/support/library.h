// The library under test as the loader sees it: which file answers, and exports that have no prototype in a header.
#ifndef OPENCNG_TESTS_SUPPORT_LIBRARY_H_
#define OPENCNG_TESTS_SUPPORT_LIBRARY_H_

#include <string>

namespace cngtest {

// export_address finds an export of the loaded bcrypt library by name, or gives nullptr.
void* export_address(const char* name);

// library_path is the file that the loaded bcrypt library came from; empty when the system does not say.
std::string library_path();

// A second load of a library file, for tests of loading and unloading. load gives nullptr when it fails.
void* load_library(const std::string& path);
void* library_symbol(void* library, const char* name);
bool unload_library(void* library);

// load_ncrypt loads the ncrypt library of this build.
void* load_ncrypt();

// open_cng_version calls OpenCngVersion, looked up by name so that the tests also start against Windows' own DLL;
// nullptr when there is no such export.
const char* open_cng_version();

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_LIBRARY_H_
