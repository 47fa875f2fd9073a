// Import and destroy of RSA-2048 keys, beside the bare check that a private import must do and beside EVP.
#include <openssl/bn.h>
#include <openssl/core_names.h>

#include <memory>

#include "bench/bench.h"
#include "bench/evp.h"
#include "provider/limbs.h"

namespace cngbench {
namespace {

namespace limbs = cng::provider;
using limbs::Limb;

constexpr std::size_t kPrimeLimbs = 16;

struct Numbers {
  Limb p[kPrimeLimbs], q[kPrimeLimbs], n[2 * kPrimeLimbs];
  Limb e;
};

const Numbers& numbers() {
  static const Numbers loaded = [] {
    const cngtest::RsaKey& key = cngtest::rsa2048();
    Numbers of{};
    limbs::load_limbs(key.p, of.p);
    limbs::load_limbs(key.q, of.q);
    limbs::load_limbs(key.n, of.n);
    of.e = 65537;
    return of;
  }();
  return loaded;
}

// p * q == n, and p - 1 and q - 1 modulo e, with the library's own arithmetic on numbers that are loaded already. The
// compiler must not know the length, as it does not in the library.
void own_check() {
  const Numbers& of = numbers();
  std::size_t count = kPrimeLimbs;
  benchmark::DoNotOptimize(count);
  Limb e = of.e;
  benchmark::DoNotOptimize(e);
  const limbs::OddWord word(e);
  const bool product = limbs::product_equals(of.p, of.q, count, of.n);
  benchmark::DoNotOptimize(product);
  const Limb remainders = limbs::hensel_remainder(of.p, count, word) | limbs::hensel_remainder(of.q, count, word);
  benchmark::DoNotOptimize(remainders);
  benchmark::ClobberMemory();
}

// The same with OpenSSL's numbers: that ours are no slow floor.
class BnCheck {
 public:
  BnCheck() {
    const cngtest::RsaKey& key = cngtest::rsa2048();
    load(p_, key.p);
    load(q_, key.q);
    load(n_, key.n);
  }
  BnCheck(const BnCheck&) = delete;
  BnCheck& operator=(const BnCheck&) = delete;
  ~BnCheck() {
    for (BIGNUM* number : {p_, q_, n_, product_}) BN_free(number);
    BN_CTX_free(scratch_);
  }
  void run() const {
    const bool good = BN_mul(product_, p_, q_, scratch_) == 1 && BN_cmp(product_, n_) == 0;
    evp_must(good, "p * q");
    benchmark::DoNotOptimize(BN_mod_word(p_, 65537) | BN_mod_word(q_, 65537));
  }

 private:
  static void load(BIGNUM* to, const Bytes& from) {
    evp_must(BN_bin2bn(from.data(), static_cast<int>(from.size()), to) != nullptr, "BN_bin2bn");
  }
  BIGNUM *p_ = BN_new(), *q_ = BN_new(), *n_ = BN_new(), *product_ = BN_new();
  BN_CTX* scratch_ = BN_CTX_new();
};

std::shared_ptr<EvpMaker> evp_public() {
  const cngtest::RsaKey& key = cngtest::rsa2048();
  auto maker = std::make_shared<EvpMaker>("RSA", EVP_PKEY_PUBLIC_KEY);
  maker->number(OSSL_PKEY_PARAM_RSA_N, key.n);
  maker->number(OSSL_PKEY_PARAM_RSA_E, key.e);
  return maker;
}

std::shared_ptr<EvpMaker> evp_full() {
  const cngtest::RsaKey& key = cngtest::rsa2048();
  auto maker = std::make_shared<EvpMaker>("RSA", EVP_PKEY_KEYPAIR);
  maker->number(OSSL_PKEY_PARAM_RSA_N, key.n);
  maker->number(OSSL_PKEY_PARAM_RSA_E, key.e);
  maker->number(OSSL_PKEY_PARAM_RSA_D, key.d);
  maker->number(OSSL_PKEY_PARAM_RSA_FACTOR1, key.p);
  maker->number(OSSL_PKEY_PARAM_RSA_FACTOR2, key.q);
  maker->number(OSSL_PKEY_PARAM_RSA_EXPONENT1, key.dp);
  maker->number(OSSL_PKEY_PARAM_RSA_EXPONENT2, key.dq);
  maker->number(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, key.qi);
  return maker;
}

}  // namespace

void add_rsa_imports() {
  for (const char* name : {"RsaPublic", "RsaPrivate", "RsaFull"}) add_import(name);
  add("RsaPrivate", "import", "floor", own_check);
  add("RsaPrivate", "import", "bn_floor", [check = std::make_shared<BnCheck>()] { check->run(); });
  add("RsaPublic", "import", "evp", [maker = evp_public()] { EVP_PKEY_free(maker->make()); });
  add("RsaFull", "import", "evp", [maker = evp_full()] { EVP_PKEY_free(maker->make()); });
}

}  // namespace cngbench
