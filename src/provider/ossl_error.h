// What every failure of OpenSSL goes through.
#pragma once

#include "core/result.h"

namespace cng::provider {

// `error`, with OpenSSL's error queue emptied: nothing of a refused key or signature stays with the thread.
Error ossl_failed(Error error);

// A failure that is not the caller's: no memory, or a key whose numbers pass every check and do not work.
Error ossl_failed(const char* why);

}  // namespace cng::provider
