// What bench/budgets.sh counts the instructions of: each case warmed up, then 100 calls inside measured_calls(), where
// callgrind collects. Prints the names of the cases in the order in which they were measured.
//
//   KEY.import.internal   parse, Key::create, check, destroy: the work that the budgets of the reference are about
//   KEY.import.public     BCryptImportKeyPair and BCryptDestroyKey: with exports, names and handles
//   KEY.export.public     BCryptExportKey
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include "bench/calls.h"
#include "codec/codec.h"
#include "provider/provider.h"

namespace {

using namespace cngbench;

constexpr int kCalls = 100;
constexpr int kWarmUp = 20;
constexpr Calls kOurs = {BCryptImportKeyPair, BCryptExportKey, BCryptDestroyKey, BCryptSignHash, BCryptVerifySignature};

class InternalImport {
 public:
  explicit InternalImport(const ImportCase& from)
      : from_(from),
        algorithm_(
            cng::algorithm(cng::find_pseudo_handle(reinterpret_cast<std::uintptr_t>(from.algorithm))->algorithm)),
        row_(*cng::codec::find(cng::wide(from.type), algorithm_.family)),
        validation_(from.flags == 0 ? cng::Validation::full : cng::Validation::none) {}

  void run() const {
    const cng::CurveInfo* curve = algorithm_.curve == cng::CurveId::none ? nullptr : &cng::curve(algorithm_.curve);
    cng::ByteReader reader(from_.blob);
    const cng::Result<cng::KeyParts> parts = row_.parse(reader, {&algorithm_, curve, row_.half, row_.generic});
    if (!parts) fail(parts.error());
    const std::unique_ptr<cng::Key> key = cng::Key::create(*parts, {&algorithm_, 0});
    if (const cng::Status checked = cng::provider::check(*key, validation_); !checked) fail(checked.error());
  }

 private:
  [[noreturn]] void fail(const cng::Error& error) const {
    std::fprintf(stderr, "%s: %s\n", from_.name, error.reason);
    std::exit(1);
  }

  const ImportCase& from_;
  const cng::AlgorithmInfo& algorithm_;
  const cng::codec::BlobCodec& row_;
  cng::Validation validation_;
};

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
