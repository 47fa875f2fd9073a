#include "provider/der_parts.h"

#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>

#include <array>
#include <vector>

#include "provider/library.h"
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
constexpr Number kEccNumbers[] = {
    {OSSL_PKEY_PARAM_EC_PUB_X, ecc_part::x, false},
    {OSSL_PKEY_PARAM_EC_PUB_Y, ecc_part::y, false},
    {OSSL_PKEY_PARAM_PRIV_KEY, ecc_part::d, true},
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

int curve_nid(const char* name) {
  const int nid = EC_curve_nist2nid(name);
  return nid != NID_undef ? nid : OBJ_txt2nid(name);
}

Result<const CurveInfo*> curve_of(const EVP_PKEY* pkey) {
  int is_explicit = 0;
  if (EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit) == 1 &&
      is_explicit != 0)
    return ossl_failed(not_supported("the curve is given by its parameters, not by name"));
  char name[80] = "";
  if (EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof name, nullptr) != 1)
    return ossl_failed(not_supported("the curve has no name"));
  const int nid = curve_nid(name);
  for (const CurveInfo& row : all_curves())
    if (nid != NID_undef && curve_nid(row.provider_name) == nid) return &row;
  return ossl_failed(not_supported("the curve is not one that is known here"));
}

Status ecc_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts) {
  const Result<const CurveInfo*> curve = curve_of(pkey);
  if (!curve) return curve.error();
  const Numbers numbers = read_numbers(pkey, kEccNumbers);
  if (!numbers[ecc_part::x] || !numbers[ecc_part::y]) return ossl_failed("OpenSSL does not give the public point");
  Widths widths{};
  widths[ecc_part::x] = widths[ecc_part::y] = (*curve)->field_bytes;
  parts.curve = *curve;
  parts.nist_magic = true;
  parts.has_private = numbers[ecc_part::d] != nullptr;
  if (parts.has_private) {
    widths[ecc_part::d] = (*curve)->order_bytes;
    if (bytes_of(numbers[ecc_part::d]) > (*curve)->order_bytes)
      return ossl_failed(invalid_parameter("the private scalar is longer than the order of the curve"));
  }
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

// OpenSSL takes the point as one string: 04 x y.
bool push_curve(OSSL_PARAM_BLD* builder, const KeyParts& parts, std::vector<std::uint8_t>& point) {
  point.push_back(4);
  for (const std::size_t index : {ecc_part::x, ecc_part::y})
    point.insert(point.end(), parts[index].begin(), parts[index].end());
  return OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, parts.curve->provider_name, 0) == 1 &&
         OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1;
}

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
  if (const ParameterSet* set = parameter_set_of(pkey); set != nullptr)
    return pq_parts_of_pkey(pkey, *set, storage, parts);
  if (EVP_PKEY_is_a(pkey, "RSA-PSS") == 1)
    return ossl_failed(not_supported("the key is bound to RSA-PSS; no blob type can say so"));
  return ossl_failed(not_supported("the key is of an algorithm that is not known here"));
}

Result<PkeyPtr> pkey_of_parts(const KeyParts& parts, bool with_private) {
  if (parts.parameters != nullptr)
    return pq_pkey_of_parts(parts, with_private ? PqContent::seed : PqContent::public_key);
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const bool is_rsa = parts.family == Family::rsa;
  const BldPtr builder(OSSL_PARAM_BLD_new());
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, is_rsa ? "RSA" : "EC", nullptr));
  if (!builder || !maker) return ossl_failed("no memory for an OpenSSL key");

  std::vector<BnPtr> owned;  // what the builder points to
  std::vector<std::uint8_t> point;
  const std::span<const Number> rows =
      is_rsa ? std::span<const Number>(kRsaNumbers) : std::span<const Number>(kEccNumbers).subspan(2);
  if ((!is_rsa && !push_curve(builder.get(), parts, point)) || !push(builder.get(), rows, parts, with_private, owned))
    return ossl_failed("OpenSSL cannot take the numbers of this key");
  const ParamPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  EVP_PKEY* pkey = nullptr;
  if (!params || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &pkey, with_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return ossl_failed("OpenSSL cannot make a key of these numbers");
  return PkeyPtr(pkey);
}

}  // namespace cng::provider
