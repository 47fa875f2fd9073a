// What the first calls of a process cost, in microseconds of CPU time, one line: an import before OpenSSL is
// initialised, and then the first use of cryptography. bench/run.sh starts it many times.
#include <time.h>

#include <cstdio>

#include "bench/calls.h"

namespace {

using namespace cngbench;

constexpr Calls kOurs = {BCryptImportKeyPair, BCryptImportKey, BCryptExportKey,
                         BCryptDestroyKey,    BCryptSignHash,  BCryptVerifySignature};

double now_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}

}  // namespace

int main() {
  const ImportCase& from = import_case("EcPublicP256");
  Signer signer(kOurs, from);
  now_us();
  const double began = now_us();
  const Key key(kOurs, from);
  const double imported = now_us();
  // Any signature will do: refusing one takes the same way.
  signer.refuse(key.handle());
  const double used = now_us();
  std::printf("%.3f %.3f\n", imported - began, used - imported);
  return 0;
}
