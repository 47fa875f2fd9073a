// The table of key families.
#include "provider/provider.h"

#include "provider/families.h"

namespace cng::provider {
namespace {

struct Row {
  Family family;
  Status (*check)(Key& key, Validation validation);
  Result<KeyParts> (*complete)(const Key& key);
  Result<std::unique_ptr<Key>> (*generate)(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve);
  Status (*verify_deeply)(const Key& key);
};

constexpr Row kFamilies[] = {
    {Family::rsa, rsa::check, rsa::complete, rsa::generate, rsa::verify_deeply},
    {Family::ecc, ecc::check, ecc::complete, ecc::generate, ecc::verify_deeply},
    {Family::dh, dh::check, dh::complete, dh::generate, dh::verify_deeply},
    {Family::dsa, dsa::check, dsa::complete, dsa::generate, dsa::verify_deeply},
    {Family::symmetric, symmetric::check, symmetric::complete, symmetric::generate, symmetric::verify_deeply},
    {Family::mlkem, pq::check_mlkem, pq::complete, pq::generate, pq::verify_deeply},
    {Family::mldsa, pq::check_mldsa, pq::complete, pq::generate, pq::verify_deeply},
    {Family::slhdsa, pq::check_slhdsa, pq::complete, pq::generate, pq::verify_deeply},
    {Family::derivation, symmetric::check, symmetric::complete, symmetric::generate, symmetric::verify_deeply},
    {Family::hash_based, hash_based::check, hash_based::complete, hash_based::generate, hash_based::verify_deeply},
};

const Row* find(Family family) {
  for (const Row& row : kFamilies)
    if (row.family == family) return &row;
  return nullptr;
}

constexpr Error kNoFamily = internal_error("a key of no known family");

}  // namespace

Status check(Key& key, Validation validation) {
  const Row* row = find(key.parts().family);
  return row == nullptr ? kNoFamily : row->check(key, validation);
}

Result<KeyParts> complete(const Key& key) {
  const Row* row = find(key.parts().family);
  if (row == nullptr) return kNoFamily;
  return row->complete(key);
}

Result<std::unique_ptr<Key>> generate(const KeyOrigin& origin, std::uint32_t bits, const CurveInfo* curve) {
  const Row* row = find(origin.algorithm->family);
  if (row == nullptr) return kNoFamily;
  return row->generate(origin, bits, curve);
}

Result<std::unique_ptr<Key>> generate_in(const KeyOrigin& origin, const KeyParts& group) {
  if (group.family == Family::dh) return dh::generate_in(origin, group);
  return group.family == Family::dsa ? dsa::generate_in(origin, group) : kNoFamily;
}

Status check_group(const KeyParts& group) {
  if (group.family == Family::dh) return dh::check_group(group);
  return group.family == Family::dsa ? dsa::check_group(group) : Status{kNoFamily};
}

Status verify_deeply(const Key& key) {
  const Row* row = find(key.parts().family);
  return row == nullptr ? kNoFamily : row->verify_deeply(key);
}

}  // namespace cng::provider
