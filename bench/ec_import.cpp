// Import and destroy of elliptic curve keys, beside the curve check (our own and OpenSSL's), one base-point
// multiplication, and EVP.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <cstdlib>
#include <functional>
#include <memory>

#include "bench/bench.h"
#include "bench/evp.h"
#include "core/curve.h"
#include "provider/ec_point.h"

namespace cngbench {
namespace {

using cngtest::Curve;

struct Names {
  const char* suffix;
  const char* group;
  int nid;
};
constexpr Names kCurves[] = {
    {"P256", "P-256", NID_X9_62_prime256v1}, {"P384", "P-384", NID_secp384r1}, {"P521", "P-521", NID_secp521r1}};

const cng::CurveInfo& own_curve(const Curve& curve) {
  for (const cng::CurveInfo& one : cng::all_curves())
    if (one.bits == curve.bits) return one;
  std::abort();
}

// The library's own point check.
void own_check(const Curve& curve, const cng::CurveInfo& own) {
  const cngtest::EcKey& key = cngtest::ec_key_a(curve);
  const auto answer = cng::provider::ecc::is_on_curve(own, key.x, key.y);
  benchmark::DoNotOptimize(answer);
}

// OpenSSL's curve arithmetic with everything that can be made once made once.
class EcFloor {
 public:
  EcFloor(const Curve& curve, int nid)
      : group_(EC_GROUP_new_by_curve_name_ex(evp_library(), nullptr, nid)), point_(EC_POINT_new(group_)) {
    const cngtest::EcKey& key = cngtest::ec_key_a(curve);
    encoded_ = cngtest::concat({{4}, key.x, key.y});
    BN_bin2bn(key.d.data(), static_cast<int>(key.d.size()), scalar_);
    BN_set_flags(scalar_, BN_FLG_CONSTTIME);
  }
  EcFloor(const EcFloor&) = delete;
  EcFloor& operator=(const EcFloor&) = delete;
  ~EcFloor() {
    for (BIGNUM* number : {scalar_, x_, y_}) BN_free(number);
    BN_CTX_free(scratch_);
    EC_POINT_free(point_);
    EC_GROUP_free(group_);
  }

  void check_point() const {
    if (EC_POINT_oct2point(group_, point_, encoded_.data(), encoded_.size(), scratch_) != 1)
      evp_must(false, "EC_POINT_oct2point");
  }
  void base_multiplication() const {
    if (EC_POINT_mul(group_, point_, scalar_, nullptr, nullptr, scratch_) != 1) evp_must(false, "EC_POINT_mul");
  }
  void affine_base_multiplication() const {
    base_multiplication();
    if (EC_POINT_get_affine_coordinates(group_, point_, x_, y_, scratch_) != 1)
      evp_must(false, "EC_POINT_get_affine_coordinates");
  }

 private:
  EC_GROUP* group_;
  EC_POINT* point_;
  BN_CTX* scratch_ = BN_CTX_new();
  BIGNUM *scalar_ = BN_new(), *x_ = BN_new(), *y_ = BN_new();
  Bytes encoded_;
};

std::shared_ptr<EvpMaker> evp(const Curve& curve, const char* group, bool with_private) {
  const cngtest::EcKey& key = cngtest::ec_key_a(curve);
  auto maker = std::make_shared<EvpMaker>("EC", with_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
  maker->text(OSSL_PKEY_PARAM_GROUP_NAME, group);
  maker->octets(OSSL_PKEY_PARAM_PUB_KEY, cngtest::concat({{4}, key.x, key.y}));
  if (with_private) maker->number(OSSL_PKEY_PARAM_PRIV_KEY, key.d);
  return maker;
}

void add_curve(const Curve& curve, const Names& names) {
  const auto key = [&](const char* kind) { return std::string("Ec") + kind + names.suffix; };
  for (const char* kind : {"Public", "Private", "Unchecked", "Scalar"}) add_import(key(kind).c_str());
  add(key("Public"), "import", "floor", [&curve, own = std::cref(own_curve(curve))] { own_check(curve, own); });
  const auto floor = std::make_shared<EcFloor>(curve, names.nid);
  add(key("Public"), "import", "ossl_floor", [floor] { floor->check_point(); });
  add(key("Private"), "import", "floor", [floor] { floor->base_multiplication(); });
  add(key("Private"), "import", "affine_floor", [floor] { floor->affine_base_multiplication(); });
  for (const bool with_private : {false, true}) {
    add(key(with_private ? "Private" : "Public"), "import", "evp",
        [maker = evp(curve, names.group, with_private)] { EVP_PKEY_free(maker->make()); });
  }
}

}  // namespace

void add_ec_imports() {
  for (int i = 0; i < cngtest::kCurveCount; ++i) add_curve(cngtest::curve(i), kCurves[i]);
}

}  // namespace cngbench
