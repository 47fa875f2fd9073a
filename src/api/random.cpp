// BCryptGenRandom. The system's generator is asked each time: there is no state to fork or to seed, and the call works
// from another module's DllMain.
#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "core/platform.h"

namespace cng::api {

Status gen_random(BCRYPT_ALG_HANDLE hAlgorithm, UCHAR* pbBuffer, ULONG cbBuffer, ULONG dwFlags) {
  constexpr ULONG kKnown = BCRYPT_RNG_USE_ENTROPY_IN_BUFFER | BCRYPT_USE_SYSTEM_PREFERRED_RNG;
  if (hAlgorithm == nullptr) {
    if ((dwFlags & BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0) return invalid_handle("no algorithm handle");
  } else {
    const Result<AlgorithmRef> algorithm = find_algorithm_handle(hAlgorithm);
    if (!algorithm) return algorithm.error();
    if (algorithm->info->interface != Interface::rng) return invalid_handle("not a handle of a generator");
    if ((dwFlags & BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0)
      return invalid_parameter("the system's generator is asked for, and another one given");
  }
  if ((dwFlags & ~kKnown) != 0) return invalid_parameter("unknown flag");
  if (missing(pbBuffer, cbBuffer)) return invalid_parameter("pbBuffer is NULL");
  if (cbBuffer == 0) return {};
  if (!platform::random_bytes(ByteSpan(pbBuffer, cbBuffer))) return internal_error("the system's generator failed");
  return {};
}

}  // namespace cng::api
