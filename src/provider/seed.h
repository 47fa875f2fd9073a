// Where OpenSSL's random generators get their seed. On Windows its own way leads back to bcrypt.dll, which is us.
#pragma once

#include <openssl/types.h>

#include <cstdint>

namespace cng::provider {

#ifdef _WIN32
// Makes core/platform.h's generator the seed source of a new library context; false if OpenSSL refuses it.
bool use_own_seed_source(OSSL_LIB_CTX* context);

// How often a seed was drawn from our source. OpenSSL falls back to another one silently, so tests count.
std::uint32_t seed_calls();
#else
inline bool use_own_seed_source(OSSL_LIB_CTX*) { return true; }  // OpenSSL's own source is the system call
#endif

}  // namespace cng::provider
