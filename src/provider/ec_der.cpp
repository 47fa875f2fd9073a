#include "provider/ec_der.h"

#include <openssl/core_names.h>

#include <vector>

#include "core/nameless_curve.h"
#include "provider/ecx.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

using Bytes = std::vector<std::uint8_t>;

BnPtr number(const EVP_PKEY* pkey, const char* name) {
  BIGNUM* value = nullptr;
  return EVP_PKEY_get_bn_param(pkey, name, &value) == 1 ? BnPtr(value) : nullptr;
}

Bytes octets(const EVP_PKEY* pkey, const char* name) {
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(pkey, name, nullptr, 0, &size) != 1) return {};
  Bytes out(size);
  if (EVP_PKEY_get_octet_string_param(pkey, name, out.data(), out.size(), &size) != 1) return {};
  out.resize(size);
  return out;
}

// Big-endian without zeros in front; nothing if the key does not have it.
Bytes stripped(const EVP_PKEY* pkey, const char* name) {
  const BnPtr value = number(pkey, name);
  Bytes out(value ? static_cast<std::size_t>(BN_num_bytes(value.get())) : 0);
  if (!out.empty()) BN_bn2bin(value.get(), out.data());
  return out;
}

// A point as OpenSSL gives it, uncompressed.
bool split_point(ByteView point, std::size_t field, ByteView& x, ByteView& y) {
  if (point.size() != 1 + 2 * field || point[0] != POINT_CONVERSION_UNCOMPRESSED) return false;
  x = point.subspan(1, field);
  y = point.subspan(1 + field);
  return true;
}

// "ECCParameters" of the key's curve.
Result<Bytes> parameters_of(const EVP_PKEY* pkey) {
  const Bytes p = stripped(pkey, OSSL_PKEY_PARAM_EC_P), a = stripped(pkey, OSSL_PKEY_PARAM_EC_A),
              b = stripped(pkey, OSSL_PKEY_PARAM_EC_B), n = stripped(pkey, OSSL_PKEY_PARAM_EC_ORDER),
              h = stripped(pkey, OSSL_PKEY_PARAM_EC_COFACTOR), seed = octets(pkey, OSSL_PKEY_PARAM_EC_SEED),
              generator = octets(pkey, OSSL_PKEY_PARAM_EC_GENERATOR);
  CurveNumbers numbers{p, a, b, {}, {}, n, h, seed};
  if (p.empty() || p.size() > kMostFieldBytes || n.empty() || n.size() > kMostOrderBytes || h.empty() ||
      a.size() > p.size() || b.size() > p.size() || !split_point(generator, p.size(), numbers.gx, numbers.gy))
    return ossl_failed(not_supported("no blob holds the parameters of this curve"));
  return join_parameters(numbers);
}

// OpenSSL leaves a seed with the named curves that have one, which is no part of them here.
bool is_explicit(const EVP_PKEY* pkey) {
  int flag = 0;
  char name[80] = "";
  return (EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &flag) == 1 && flag != 0) ||
         EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof name, nullptr) != 1;
}

const CurveInfo* find_name(const EVP_PKEY* pkey, const NamelessCurve& curve) {
  return is_explicit(pkey) && !curve.seed().empty() ? nullptr : find_curve_by_domain(curve);
}

ByteView put_number(const BIGNUM* value, ByteSpan to) {
  return BN_bn2binpad(value, to.data(), static_cast<int>(to.size())) < 0 ? ByteView() : ByteView(to);
}

}  // namespace

Status ecc_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts) {
  const Result<Bytes> parameters = parameters_of(pkey);
  if (!parameters) return parameters.error();
  const NamelessCurve curve(*parameters);
  const BnPtr x = number(pkey, OSSL_PKEY_PARAM_EC_PUB_X), y = number(pkey, OSSL_PKEY_PARAM_EC_PUB_Y),
              d = number(pkey, OSSL_PKEY_PARAM_PRIV_KEY);
  if (!x || !y) return ossl_failed("OpenSSL does not give the public point");
  parts.curve = find_name(pkey, curve);
  parts.nist_magic = true;
  parts.has_private = d != nullptr;
  const std::size_t field = curve.field_bytes, order = parts.has_private ? curve.order_bytes : 0;
  storage = SecretBytes(2 * field + order + parameters->size());
  const ByteSpan bytes = storage.span(SecretAccess{});
  parts.set(ecc_part::x, put_number(x.get(), bytes.first(field)));
  parts.set(ecc_part::y, put_number(y.get(), bytes.subspan(field, field)));
  if (parts.has_private) parts.set(ecc_part::d, put_number(d.get(), bytes.subspan(2 * field, order)));
  if (parts.has_private && parts[ecc_part::d].empty())
    return ossl_failed(invalid_parameter("the private scalar is longer than the order of the curve"));
  if (parts.curve != nullptr) return {};
  const ByteSpan to = bytes.last(parameters->size());
  std::copy(parameters->begin(), parameters->end(), to.begin());
  parts.set(ecc_part::parameters, to);
  return {};
}

Status x25519_parts(const EVP_PKEY* pkey, SecretBytes& storage, KeyParts& parts) {
  storage = SecretBytes(2 * x25519::kBytes);
  const ByteSpan u = storage.span(SecretAccess{}).first(x25519::kBytes);
  const ByteSpan d = storage.span(SecretAccess{}).last(x25519::kBytes);
  std::size_t size = u.size();
  if (EVP_PKEY_get_raw_public_key(pkey, u.data(), &size) != 1 || size != u.size())
    return ossl_failed("OpenSSL does not give the public point");
  parts.curve = &curve(CurveId::curve25519);
  parts.set(ecc_part::x, u);
  size = d.size();
  parts.has_private = EVP_PKEY_get_raw_private_key(pkey, d.data(), &size) == 1 && size == d.size();
  if (!parts.has_private) return {};
  x25519::clamp(d);
  parts.set(ecc_part::d, d);
  return {};
}

}  // namespace cng::provider
