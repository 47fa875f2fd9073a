#include "provider/der_parts.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <array>
#include <cstring>
#include <vector>

#include "provider/ec_der.h"
#include "provider/library.h"
#include "provider/material.h"
#include "provider/ossl_error.h"
#include "provider/pq_der.h"

namespace cng::provider {
namespace {

using BldPtr = OsslPtr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamPtr = OsslPtr<OSSL_PARAM, OSSL_PARAM_free>;

// A number of a key and where it belongs. In a builder, secret ones are marked so that OpenSSL clears its copies.
struct Number {
  const char* name;
  std::size_t part;
  bool secret;
};
constexpr Number kRsaNumbers[] = {
    {OSSL_PKEY_PARAM_RSA_N, rsa_part::n, false},
    {OSSL_PKEY_PARAM_RSA_E, rsa_part::e, false},
    {OSSL_PKEY_PARAM_RSA_FACTOR1, rsa_part::p, true},
    {OSSL_PKEY_PARAM_RSA_FACTOR2, rsa_part::q, true},
    {OSSL_PKEY_PARAM_RSA_EXPONENT1, rsa_part::dp, true},
    {OSSL_PKEY_PARAM_RSA_EXPONENT2, rsa_part::dq, true},
    {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, rsa_part::qi, true},
    {OSSL_PKEY_PARAM_RSA_D, rsa_part::d, true},
};
constexpr Number kDhNumbers[] = {
    {OSSL_PKEY_PARAM_FFC_P, dh_part::p, false},
    {OSSL_PKEY_PARAM_FFC_G, dh_part::g, false},
    {OSSL_PKEY_PARAM_PUB_KEY, dh_part::y, false},
    {OSSL_PKEY_PARAM_PRIV_KEY, dh_part::x, true},
};
constexpr Number kDsaNumbers[] = {
    {OSSL_PKEY_PARAM_FFC_P, dsa_part::p, false},   {OSSL_PKEY_PARAM_FFC_Q, dsa_part::q, false},
    {OSSL_PKEY_PARAM_FFC_G, dsa_part::g, false},   {OSSL_PKEY_PARAM_PUB_KEY, dsa_part::y, false},
    {OSSL_PKEY_PARAM_PRIV_KEY, dsa_part::x, true},
};

using Numbers = std::array<BnPtr, KeyParts::kMost>;

Numbers read_numbers(const EVP_PKEY* pkey, std::span<const Number> rows) {
  Numbers numbers;
  for (const Number& row : rows) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(pkey, row.name, &value) == 1) numbers[row.part].reset(value);
  }
  return numbers;
}

std::size_t bytes_of(const BnPtr& number) { return static_cast<std::size_t>(BN_num_bytes(number.get())); }

using Widths = std::array<std::size_t, KeyParts::kMost>;

// Writes each number big-endian with its width, 0 for one that is left out; all fit.
Status store(const Numbers& numbers, const Widths& widths, SecretBytes& storage, KeyParts& parts) {
  std::size_t total = 0;
  for (const std::size_t width : widths) total += width;
  storage = SecretBytes(total);
  ByteSpan rest = storage.span(SecretAccess{});
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    if (BN_bn2binpad(numbers[i].get(), rest.data(), static_cast<int>(widths[i])) < 0)
      return ossl_failed("a number is longer than its place");
    parts.set(i, rest.first(widths[i]));
    rest = rest.subspan(widths[i]);
  }
  return {};
}

bool has_more_primes(const EVP_PKEY* pkey) {
  BIGNUM* value = nullptr;
  const bool more = EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_FACTOR3, &value) == 1;
  const BnPtr owner(value);
  return more;
}

Status rsa_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts) {
  const Numbers numbers = read_numbers(pkey, kRsaNumbers);
  if (!numbers[rsa_part::n] || !numbers[rsa_part::e]) return ossl_failed("OpenSSL does not give the modulus");
  if (has_more_primes(pkey)) return ossl_failed(not_supported("the key has more than two primes"));
  const std::size_t modulus = bytes_of(numbers[rsa_part::n]);
  const std::size_t half = (modulus + 1) / 2;
  Widths widths{};
  widths[rsa_part::n] = modulus;
  widths[rsa_part::e] = bytes_of(numbers[rsa_part::e]);
  parts.has_private = numbers[rsa_part::d] != nullptr;
  if (parts.has_private) {
    for (const std::size_t prime : {rsa_part::p, rsa_part::q}) {
      if (!numbers[prime] || BN_is_zero(numbers[prime].get()))
        return ossl_failed(not_supported("the primes are missing; no blob type holds such a key"));
      if (bytes_of(numbers[prime]) > half)
        return ossl_failed(not_supported("a prime is longer than half the modulus; no blob type holds such a key"));
      widths[prime] = half;
    }
    bool kept = bytes_of(numbers[rsa_part::d]) <= modulus;
    for (const std::size_t index : {rsa_part::dp, rsa_part::dq, rsa_part::qi})
      kept = kept && numbers[index] && bytes_of(numbers[index]) <= half;
    widths[rsa_part::dp] = widths[rsa_part::dq] = widths[rsa_part::qi] = kept ? half : 0;
    widths[rsa_part::d] = kept ? modulus : 0;
  }
  return store(numbers, widths, storage, parts);
}

// What DH and DSA have in common: g and y are as long as p.
Status group_parts(const EVP_PKEY* pkey, std::span<const Number> rows, std::size_t x_width_of, SecretBytes& storage,
                   KeyParts& parts) {
  const Numbers numbers = read_numbers(pkey, rows);
  const auto find = [&](const char* name) {
    for (const Number& row : rows)
      if (std::strcmp(row.name, name) == 0) return row.part;
    return std::size_t{0};
  };
  const std::size_t p = find(OSSL_PKEY_PARAM_FFC_P), x = find(OSSL_PKEY_PARAM_PRIV_KEY);
  Widths widths{};
  for (const Number& row : rows) {
    if (!numbers[row.part] && row.part != x) return ossl_failed("OpenSSL does not give the numbers of the group");
    if (numbers[row.part]) widths[row.part] = bytes_of(numbers[p]);
  }
  if (x_width_of != p) widths[x_width_of] = bytes_of(numbers[x_width_of]);
  parts.has_private = numbers[x] != nullptr;
  if (parts.has_private) widths[x] = widths[x_width_of];
  for (const Number& row : rows)
    if (numbers[row.part] && bytes_of(numbers[row.part]) > widths[row.part])
      return ossl_failed(invalid_parameter("a number is longer than the prime of its group"));
  return store(numbers, widths, storage, parts);
}

bool push(OSSL_PARAM_BLD* builder, std::span<const Number> rows, const KeyParts& parts, bool with_private,
          std::vector<BnPtr>& owned) {
  for (const Number& row : rows) {
    const ByteView bytes = parts[row.part];
    if (row.secret && !with_private) continue;
    BIGNUM* number = row.secret ? BN_secure_new() : BN_new();
    owned.emplace_back(number);
    if (number == nullptr || BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number) == nullptr ||
        OSSL_PARAM_BLD_push_BN(builder, row.name, number) != 1)
      return false;
  }
  return true;
}

struct Type {
  Family family;
  const char* name;  // OpenSSL's
  std::span<const Number> numbers;
};
constexpr Type kTypes[] = {
    {Family::rsa, "RSA", kRsaNumbers},
    {Family::dh, "DH", kDhNumbers},
    {Family::dsa, "DSA", kDsaNumbers},
};

}  // namespace

Status parts_of_pkey(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts) {
  if (EVP_PKEY_is_a(pkey, "RSA") == 1) {
    parts.family = Family::rsa;
    return rsa_parts(pkey, storage, parts);
  }
  if (EVP_PKEY_is_a(pkey, "EC") == 1) {
    parts.family = Family::ecc;
    return ecc_parts(pkey, storage, parts);
  }
  if (EVP_PKEY_is_a(pkey, "X25519") == 1) {
    parts.family = Family::ecc;
    return x25519_parts(pkey, storage, parts);
  }
  if (EVP_PKEY_is_a(pkey, "DH") == 1 || EVP_PKEY_is_a(pkey, "DHX") == 1) {
    parts.family = Family::dh;
    return group_parts(pkey, kDhNumbers, dh_part::p, storage, parts);
  }
  if (EVP_PKEY_is_a(pkey, "DSA") == 1) {
    parts.family = Family::dsa;
    return group_parts(pkey, kDsaNumbers, dsa_part::q, storage, parts);
  }
  if (const ParameterSet* set = parameter_set_of(pkey); set != nullptr)
    return pq_parts_of_pkey(pkey, *set, storage, parts);
  if (EVP_PKEY_is_a(pkey, "RSA-PSS") == 1)
    return ossl_failed(not_supported("the key is bound to RSA-PSS; no blob type can say so"));
  return ossl_failed(not_supported("the key is of an algorithm that is not known here"));
}

Result<PkeyPtr> pkey_of_parts(const KeyParts& parts, bool with_private) {
  if (parts.family == Family::ecc) return make_ec_pkey(parts, with_private);
  if (parts.parameters != nullptr)
    return pq_pkey_of_parts(parts, with_private ? PqContent::seed : PqContent::public_key);
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const Type* type = nullptr;
  for (const Type& row : kTypes)
    if (row.family == parts.family) type = &row;
  if (type == nullptr) return internal_error("a key of no known type");
  const BldPtr builder(OSSL_PARAM_BLD_new());
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, type->name, nullptr));
  if (!builder || !maker) return ossl_failed("no memory for an OpenSSL key");

  std::vector<BnPtr> owned;  // what the builder points to
  if (!push(builder.get(), type->numbers, parts, with_private, owned))
    return ossl_failed("OpenSSL cannot take the numbers of this key");
  const ParamPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  EVP_PKEY* pkey = nullptr;
  if (!params || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &pkey, with_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return ossl_failed("OpenSSL cannot make a key of these numbers");
  return PkeyPtr(pkey);
}

}  // namespace cng::provider
