// The native benchmarks. bench/run.sh gives the switches that the figures need; see there.
#include <openssl/crypto.h>

#include "bench/bench.h"
#include "bench/internal.h"

namespace cngbench {

const Calls kOurs = {BCryptImportKeyPair, BCryptImportKey, BCryptExportKey,
                     BCryptDestroyKey,    BCryptSignHash,  BCryptVerifySignature};

void add_import(const char* name) {
  const ImportCase& from = import_case(name);
  add(name, "import", "internal", [internal = InternalImport(from)] { internal.run(); });
  add(name, "import", "ours", [&from] {
    const Key key(kOurs, from);
    benchmark::DoNotOptimize(key.handle());
  });
}

}  // namespace cngbench

int main(int argc, char** argv) {
  benchmark::AddCustomContext("openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
  benchmark::AddCustomContext("opencng", OpenCngVersion());
  cngbench::add_rsa_imports();
  cngbench::add_ec_imports();
  cngbench::add_pq_imports();
  cngbench::add_exports();
  cngbench::add_first_uses();
  cngbench::add_symmetric();
  cngbench::add_hashes();
  cngbench::add_thread_scaling();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
