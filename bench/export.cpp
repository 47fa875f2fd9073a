// Export of each blob, beside a memcpy of its size.
#include <cstring>
#include <memory>

#include "bench/bench.h"

namespace cngbench {
namespace {

void add_export(const char* name) {
  const ImportCase& from = import_case(name);
  const auto out = std::make_shared<Bytes>(from.blob.size());
  add(name, "export", "ours", [key = std::make_shared<Key>(kOurs, from), out, type = from.type] {
    benchmark::DoNotOptimize(export_key(kOurs, key->handle(), type, *out));
    benchmark::ClobberMemory();
  });
  add(name, "export", "memcpy", [&from, out] {
    std::memcpy(out->data(), from.blob.data(), from.blob.size());
    benchmark::DoNotOptimize(out->data());
    benchmark::ClobberMemory();
  });
}

}  // namespace

void add_exports() {
  for (const char* name : {"RsaPublic", "RsaPrivate", "RsaFull", "EcPublicP256", "EcPrivateP256", "EcPublicP384",
                           "EcPrivateP384", "EcPublicP521", "EcPrivateP521"})
    add_export(name);
}

}  // namespace cngbench
