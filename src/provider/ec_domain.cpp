#include "provider/ec_domain.h"

#include <utility>

#include "core/lock.h"
#include "provider/ec_group.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider::ecc {
namespace {

using GroupPtr = std::shared_ptr<const EC_GROUP>;

constexpr Error kNoMemory = no_memory("no memory for the check of a curve");
constexpr Error kNoPrime = invalid_parameter("p or n is not a prime");
constexpr Error kWrongCofactor = invalid_parameter("n and h are not those of a curve over this field");

BnPtr number(ByteView bytes) { return BnPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)); }

struct Domain {
  explicit Domain(const CurveInfo& curve)
      : p(number(curve.p())),
        a(number(curve.a())),
        b(number(curve.b())),
        gx(number(curve.gx())),
        gy(number(curve.gy())),
        n(number(curve.n())),
        h(number(curve.h())) {}
  explicit operator bool() const { return p && a && b && gx && gy && n && h; }

  BnPtr p, a, b, gx, gy, n, h;
};

// Hasse: a curve over this field has p + 1 - t points, t^2 <= 4 p. With n > 4 sqrt(p) no other multiple of n is in that
// interval, and so h is the cofactor if there is a point of order n.
Status check_cofactor(const Domain& domain, BN_CTX* scratch) {
  constexpr int kLeastOrderBits = 64;  // below, OpenSSL does not sign
  const int order_bits = BN_num_bits(domain.n.get());
  if (order_bits < kLeastOrderBits || 2 * order_bits < BN_num_bits(domain.p.get()) + 6)
    return invalid_parameter("n is too small for the field");
  const BnPtr t(BN_new()), square(BN_new()), limit(BN_new());
  if (!t || !square || !limit || BN_mul(t.get(), domain.n.get(), domain.h.get(), scratch) != 1 ||
      BN_sub(t.get(), t.get(), domain.p.get()) != 1 || BN_sub_word(t.get(), 1) != 1 ||
      BN_sqr(square.get(), t.get(), scratch) != 1 || BN_lshift(limit.get(), domain.p.get(), 2) != 1)
    return kNoMemory;
  if (BN_cmp(square.get(), limit.get()) > 0) return kWrongCofactor;
  // As many points as the field has elements: logarithms are divisions there.
  if (BN_cmp(domain.n.get(), domain.p.get()) == 0) return invalid_parameter("the curve is anomalous: n is p");
  return {};
}

Status check_ranges(const Domain& domain) {
  for (const BnPtr* coordinate : {&domain.a, &domain.b, &domain.gx, &domain.gy})
    if (BN_cmp(coordinate->get(), domain.p.get()) >= 0)
      return invalid_parameter("a parameter of the curve is not below p");
  if (BN_is_odd(domain.p.get()) == 0 || BN_is_odd(domain.n.get()) == 0) return kNoPrime;
  return {};
}

Status check_primes(const Domain& domain, BN_CTX* scratch) {
  for (const BnPtr* prime : {&domain.p, &domain.n}) {
    const int answer = BN_check_prime(prime->get(), scratch, nullptr);
    if (answer < 0) return kNoMemory;
    if (answer == 0) return kNoPrime;
  }
  return {};
}

// EC_GROUP_check tests the discriminant, that the generator is on the curve, and that n times it is infinity.
Result<GroupPtr> make_group(const Domain& domain, BN_CTX* scratch) {
  EcGroupPtr group(EC_GROUP_new_curve_GFp(domain.p.get(), domain.a.get(), domain.b.get(), scratch));
  if (!group) return ossl_failed(invalid_parameter("the parameters are not those of a curve"));
  const EcPointPtr generator(EC_POINT_new(group.get()));
  if (!generator) return ossl_failed(kNoMemory);
  if (EC_POINT_set_affine_coordinates(group.get(), generator.get(), domain.gx.get(), domain.gy.get(), scratch) != 1)
    return ossl_failed(invalid_parameter("the generator is not on the curve"));
  if (EC_GROUP_set_generator(group.get(), generator.get(), domain.n.get(), domain.h.get()) != 1 ||
      EC_GROUP_check(group.get(), scratch) != 1)
    return ossl_failed(invalid_parameter("the curve is singular, or n is not the order of the generator"));
  return GroupPtr(group.release(), EC_GROUP_free);
}

Result<GroupPtr> check_and_make(const NamelessCurve& curve) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_new_ex(*context));
  const Domain domain(curve);
  if (!scratch || !domain) return ossl_failed(kNoMemory);
  CNG_TRY(check_ranges(domain));
  CNG_TRY(check_cofactor(domain, scratch.get()));
  CNG_TRY(check_primes(domain, scratch.get()));
  return make_group(domain, scratch.get());
}

// The curves that were checked last: a program that uses such curves uses the same one again and again, and the test of
// two primes takes as long as a thousand imports.
class Checked {
 public:
  GroupPtr find(const CurveInfo& curve) {
    const std::lock_guard guard(lock_);
    for (const Entry& entry : entries_)
      if (entry.curve && is_same_domain(*entry.curve, curve)) return entry.group;
    return nullptr;
  }
  void add(const NamelessCurve& curve, const GroupPtr& group) {
    Entry entry{std::make_unique<NamelessCurve>(curve.parameters()), group};
    const std::lock_guard guard(lock_);
    std::swap(entries_[next_++ % std::size(entries_)], entry);
  }

 private:
  struct Entry {
    std::unique_ptr<const NamelessCurve> curve;
    GroupPtr group;
  };
  Lock lock_;
  Entry entries_[8];
  std::size_t next_ = 0;
};

// Leaked on purpose: no destructor runs at unloading.
Checked& checked() {
  static auto* const made = new Checked;
  return *made;
}

}  // namespace

Result<const NamelessMaterial*> check_domain(const NamelessCurve& curve) {
  if (const Material* known = curve.material.get(); known != nullptr)
    return static_cast<const NamelessMaterial*>(known);
  auto material = std::make_unique<NamelessMaterial>();
  material->group = checked().find(curve);
  if (material->group == nullptr) {
    const Result<GroupPtr> made = check_and_make(curve);
    if (!made) return made.error();
    material->group = *made;
    checked().add(curve, *made);
  }
  return static_cast<const NamelessMaterial*>(curve.material.publish(std::move(material)));
}

}  // namespace cng::provider::ecc
