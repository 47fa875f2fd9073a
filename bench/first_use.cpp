// What the first use of a key costs: import, sign or verify once, destroy; beside the same on a key that was used
// before ("warm").
#include <memory>

#include "bench/bench.h"

namespace cngbench {
namespace {

// Signer, a key to sign with, and a signature to verify.
struct Prepared {
  explicit Prepared(const char* signing_case)
      : signing(import_case(signing_case)), signer(kOurs, signing), private_key(kOurs, signing) {
    signer.sign(private_key.handle());
  }
  const ImportCase& signing;
  Signer signer;
  Key private_key;
};

void add_sign(const char* name) {
  const auto with = std::make_shared<Prepared>(name);
  add(name, "import+sign", "ours", [with] {
    const Key key(kOurs, with->signing);
    with->signer.sign(key.handle());
  });
  add(name, "import+sign", "warm", [with] { with->signer.sign(with->private_key.handle()); });
}

void add_verify(const char* name, const char* signing_case) {
  const auto with = std::make_shared<Prepared>(signing_case);
  const ImportCase& from = import_case(name);
  add(name, "import+verify", "ours", [with, &from] {
    const Key key(kOurs, from);
    with->signer.verify(key.handle());
  });
  const auto warm = std::make_shared<Key>(kOurs, from);
  with->signer.verify(warm->handle());
  add(name, "import+verify", "warm", [with, warm] { with->signer.verify(warm->handle()); });
}

}  // namespace

void add_first_uses() {
  add_sign("RsaFull");
  add_sign("RsaPrivate");
  add_verify("RsaPublic", "RsaFull");
  for (const char* curve : {"P256", "P384", "P521"}) {
    const auto key = [&](const char* kind) { return std::string("Ec") + kind + curve; };
    for (const char* kind : {"Private", "Unchecked", "Scalar"}) add_sign(key(kind).c_str());
    add_verify(key("Public").c_str(), key("Private").c_str());
  }
}

}  // namespace cngbench
