// A store of the test program's own, so that no test writes to the user's.
#ifndef OPENCNG_TESTS_SUPPORT_PRIVATE_STORE_H_
#define OPENCNG_TESTS_SUPPORT_PRIVATE_STORE_H_

#include <string>

namespace cngtest {

// set_environment is seen by this process and its children.
void set_environment(const char* name, const std::string& value);

// use_private_store sets OPENCNG_STORE to a new folder in the system's temporary one, which goes with the program;
// once, and not if it is set already. Before the first call that may use the store.
void use_private_store();

// fresh_folder makes a new folder there; it goes with the program.
std::string fresh_folder();

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_PRIVATE_STORE_H_
