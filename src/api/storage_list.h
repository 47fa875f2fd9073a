// The states of NCryptEnumKeys, which NCryptFreeBuffer frees like everything else.
#pragma once

namespace cng::api {

// Frees the state of an enumeration; false if it is none.
bool free_listing(void* state);

}  // namespace cng::api
