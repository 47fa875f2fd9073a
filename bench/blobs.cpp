#include "bench/blobs.h"

#include <cstdio>
#include <cstdlib>

namespace cngbench {
namespace {

using cngtest::Curve;
using cngtest::EcKey;

struct CurveNames {
  const char *public_key, *private_key, *unchecked, *scalar;
};
constexpr CurveNames kNames[] = {
    {"EcPublicP256", "EcPrivateP256", "EcUncheckedP256", "EcScalarP256"},
    {"EcPublicP384", "EcPrivateP384", "EcUncheckedP384", "EcScalarP384"},
    {"EcPublicP521", "EcPrivateP521", "EcUncheckedP521", "EcScalarP521"},
};

void add_rsa(std::vector<ImportCase>& cases) {
  const cngtest::RsaKey& key = cngtest::rsa2048();
  const auto add = [&](const char* name, LPCWSTR type, const Bytes& blob) {
    cases.push_back({name, BCRYPT_RSA_ALGORITHM, BCRYPT_RSA_ALG_HANDLE, type, 0, blob});
  };
  add("RsaPublic", BCRYPT_RSAPUBLIC_BLOB, cngtest::rsa_public(key));
  add("RsaPrivate", BCRYPT_RSAPRIVATE_BLOB, cngtest::rsa_private(key));
  add("RsaFull", BCRYPT_RSAFULLPRIVATE_BLOB, cngtest::rsa_full(key));
}

void add_curve(std::vector<ImportCase>& cases, const Curve& curve, const CurveNames& names) {
  const EcKey& key = cngtest::ec_key_a(curve);
  const EcKey scalar{Bytes(curve.size), Bytes(curve.size), key.d};
  const auto add = [&](const char* name, LPCWSTR type, ULONG flags, const Bytes& blob) {
    cases.push_back({name, curve.ecdsa, curve.ecdsa_handle, type, flags, blob});
  };
  const Bytes whole = cngtest::ec_private(curve.ecdsa_private, key);
  add(names.public_key, BCRYPT_ECCPUBLIC_BLOB, 0, cngtest::ec_public(curve.ecdsa_public, key));
  add(names.private_key, BCRYPT_ECCPRIVATE_BLOB, 0, whole);
  add(names.unchecked, BCRYPT_ECCPRIVATE_BLOB, BCRYPT_NO_KEY_VALIDATION, whole);
  add(names.scalar, BCRYPT_ECCPRIVATE_BLOB, 0, cngtest::ec_private(curve.ecdsa_private, scalar));
}

std::vector<ImportCase> make_cases() {
  std::vector<ImportCase> cases;
  add_rsa(cases);
  for (int i = 0; i < cngtest::kCurveCount; ++i) add_curve(cases, cngtest::curve(i), kNames[i]);
  Bytes secret = {0x4B, 0x44, 0x42, 0x4D, 1, 0, 0, 0, 32, 0, 0, 0};
  for (UCHAR i = 0; i < 32; ++i) secret.push_back(i);
  cases.push_back({"AesKeyData", BCRYPT_AES_ALGORITHM, BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_KEY_DATA_BLOB, 0, secret});
  return cases;
}

}  // namespace

const std::vector<ImportCase>& import_cases() {
  static const std::vector<ImportCase> cases = make_cases();
  return cases;
}

const ImportCase& import_case(std::string_view name) {
  for (const ImportCase& one : import_cases())
    if (name == one.name) return one;
  std::fprintf(stderr, "no import case named %.*s\n", static_cast<int>(name.size()), name.data());
  std::exit(1);
}

}  // namespace cngbench
