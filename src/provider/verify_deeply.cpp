// Everything that can be tested of a key, however long it takes.
#include "core/secret.h"
#include "provider/ec_group.h"
#include "provider/ecx.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {
namespace {

Status check_prime(ByteView number, const char* why_not) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_secure_new_ex(*context));
  const BnPtr prime(BN_secure_new());
  if (!scratch || !prime || BN_bin2bn(number.data(), static_cast<int>(number.size()), prime.get()) == nullptr)
    return ossl_failed("no memory for a prime");
  BN_set_flags(prime.get(), BN_FLG_CONSTTIME);
  const int answer = BN_check_prime(prime.get(), scratch.get(), nullptr);
  if (answer < 0) return ossl_failed("the test of a prime cannot be done");
  return answer == 1 ? Status{} : Status{invalid_parameter(why_not)};
}

// True if complete() kept a part that the key came with, or the key came without it.
bool kept(const KeyParts& given, const KeyParts& complete, std::size_t index) {
  return given[index].empty() || given[index].data() == complete[index].data();
}

Status check_given_numbers(const Key& key) {
  const Result<KeyParts> complete = rsa::complete(key);
  if (!complete) return complete.error();
  for (const std::size_t index : {rsa_part::dp, rsa_part::dq, rsa_part::qi, rsa_part::d})
    if (!kept(key.parts(), *complete, index)) return invalid_parameter("d, dp, dq or qinv does not belong to this key");
  return {};
}

using Test = int (*)(EVP_PKEY_CTX*);

Status run(Test test, EVP_PKEY* pkey, const char* why_not) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const PkeyCtxPtr tester(EVP_PKEY_CTX_new_from_pkey(*context, pkey, nullptr));
  if (!tester) return ossl_failed("no memory for the test of a key");
  if (test(tester.get()) != 1) return ossl_failed(invalid_parameter(why_not));
  return {};
}

}  // namespace

Status rsa::verify_deeply(const Key& key) {
  const KeyParts& parts = key.parts();
  if (parts.has_private) {
    CNG_TRY(check_prime(parts[rsa_part::p], "p is not a prime"));
    CNG_TRY(check_prime(parts[rsa_part::q], "q is not a prime"));
    CNG_TRY(check_given_numbers(key));
  }
  const Result<EVP_PKEY*> pkey = rsa_pkey(key);
  if (!pkey) return pkey.error();
  if (!parts.has_private) return run(EVP_PKEY_public_check, *pkey, "the modulus is not that of an RSA key");
  return run(EVP_PKEY_check, *pkey, "the numbers of the key do not belong together");
}

Status ecc::verify_deeply(const Key& key) {
  const Result<EVP_PKEY*> whole = ec_public_pkey(key);
  if (!whole) return whole.error();
  CNG_TRY(run(EVP_PKEY_public_check, *whole, "the public point is not on the curve or has the wrong order"));
  const KeyParts& parts = key.parts();
  if (!parts.has_private || parts[ecc_part::x].empty()) return {};
  if (is_montgomery(*parts.curve)) return x25519::compare_public(parts);
  const Result<bool> equal = is_base_times(*parts.curve, parts[ecc_part::d], parts[ecc_part::x], parts[ecc_part::y]);
  if (!equal) return equal.error();
  if (!*equal) return invalid_parameter("the public point is not that of the private scalar");
  return {};
}

}  // namespace cng::provider
