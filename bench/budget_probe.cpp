// What bench/budgets.sh counts the instructions of: each case warmed up, then 100 calls inside measured_calls(), where
// callgrind collects. Prints the names of the cases in the order in which they were measured.
//
//   KEY.import.internal   parse, Key::create, check, destroy: the work that the budgets of the reference are about
//   KEY.import.public     BCryptImportKeyPair and BCryptDestroyKey: with exports, names and handles
//   KEY.export.public     BCryptExportKey
#include <cstdio>
#include <functional>
#include <string>

#include "bench/calls.h"
#include "bench/internal.h"

namespace {

using namespace cngbench;

constexpr int kCalls = 100;
constexpr int kWarmUp = 20;
constexpr Calls kOurs = {BCryptImportKeyPair, BCryptImportKey, BCryptExportKey,
                         BCryptDestroyKey,    BCryptSignHash,  BCryptVerifySignature};

}  // namespace

extern "C" [[gnu::noinline, gnu::noclone]] void measured_calls(const std::function<void()>& once) {
  for (int i = 0; i < kCalls; ++i) once();
}

namespace {

void measure(const std::string& name, const std::function<void()>& once) {
  for (int i = 0; i < kWarmUp; ++i) once();
  measured_calls(once);
  std::printf("%s %d\n", name.c_str(), kCalls);
}

void measure_export(const ImportCase& from) {
  const Key key(kOurs, from);
  Bytes out(from.blob.size());
  measure(std::string(from.name) + ".export.public", [&] { export_key(kOurs, key.handle(), from.type, out); });
}

}  // namespace

int main() {
  for (const char* name : {"RsaPublic", "RsaPrivate", "RsaFull", "EcPublicP256", "EcUncheckedP256", "EcScalarP256"}) {
    const ImportCase& from = import_case(name);
    const InternalImport internal(from);
    measure(std::string(name) + ".import.internal", [&] { internal.run(); });
    measure(std::string(name) + ".import.public", [&] { const Key key(kOurs, from); });
  }
  for (const char* name : {"RsaPublic", "RsaPrivate", "RsaFull", "EcPublicP256", "EcPrivateP256"})
    measure_export(import_case(name));
  return 0;
}
