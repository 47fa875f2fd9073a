// Curves without a name: is what they were given a curve at all, and OpenSSL's objects for it.
#pragma once

#include "core/nameless_curve.h"
#include "provider/material.h"
#include "provider/ossl_ptr.h"

namespace cng::provider::ecc {

// What is kept with a NamelessCurve that has passed its check.
struct NamelessMaterial final : Material {
  std::shared_ptr<const EC_GROUP> group;
  Lazy<Holder> parameters;  // a key object with the curve and no key
};

// Checks the curve once and gives its material, which lives as long as the curve. invalid_parameter: p or n is no
// prime, a number is not below p, the curve is singular, the generator is not on it or not of order n, or h is not the
// cofactor. A good curve takes some ten milliseconds; the last few are remembered.
Result<const NamelessMaterial*> check_domain(const NamelessCurve& curve);

}  // namespace cng::provider::ecc
