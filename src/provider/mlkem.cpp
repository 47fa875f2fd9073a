// ML-KEM (FIPS 203): the checks of keys, encapsulation and decapsulation.
#include <bit>
#include <cstring>

#include "provider/families.h"
#include "provider/hash.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

constexpr std::size_t kHashBytes = 32, kSeedBytes = 32;

// Eight bytes from the six of four coefficients; the upper two are whatever follows.
std::uint64_t load(const std::uint8_t* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  static_assert(std::endian::native == std::endian::little);
  return word;
}

// True if all coefficients, of 12 bits each, are below q = 3329. `rows` is a multiple of 384 bytes with at least two
// bytes behind it. Four at a time: two have room above them to carry into, and then the other two. Takes the same time
// whatever the coefficients are.
bool are_reduced(const std::uint8_t* rows, std::size_t size) {
  constexpr std::uint64_t kFields = 0x000000FFF000FFF, kToCarry = 4096 - 3329;
  constexpr std::uint64_t kAdd = kToCarry << 24 | kToCarry, kCarries = std::uint64_t{1} << 36 | std::uint64_t{1} << 12;
  std::uint64_t carried = 0;
  for (std::size_t at = 0; at < size; at += 6) {
    const std::uint64_t four = load(rows + at);
    carried |= ((four & kFields) + kAdd) | ((four >> 12 & kFields) + kAdd);
  }
  return (carried & kCarries) == 0;
}

// FIPS 203, 7.2, encapsulation key check: the modulus. The seed behind the coefficients can be anything.
Status check_public(ByteView ek) {
  if (!are_reduced(ek.data(), ek.size() - kSeedBytes))
    return invalid_parameter("a coefficient of the encapsulation key is not below 3329");
  return {};
}

// FIPS 203, 7.3, decapsulation key check: the hash; and what OpenSSL would refuse later, the modulus of both halves.
Status check_private(const ParameterSet& set, ByteView dk) {
  const ByteView ek = public_within(set, dk);
  const ByteView rows = dk.first(set.private_bytes - set.public_bytes - kHashBytes - kSeedBytes);
  if (!are_reduced(rows.data(), rows.size()))
    return invalid_parameter("a coefficient of the decapsulation key is not below 3329");
  CNG_TRY(check_public(ek));
  std::uint8_t hash[kHashBytes];
  CNG_TRY(hash_once(*algorithm(AlgorithmId::sha3_256).hash, {}, ek, hash));
  if (!equal_constant_time(hash, dk.last(kHashBytes + kSeedBytes).first(kHashBytes)))
    return invalid_parameter("the hash in the decapsulation key is not that of its encapsulation key");
  return {};
}

}  // namespace

Status pq::check_mlkem(Key& key, Validation) {
  const KeyParts& parts = key.parts();
  if (!parts[pq_part::private_key].empty()) return check_private(*parts.parameters, parts[pq_part::private_key]);
  if (!parts[pq_part::public_key].empty()) return check_public(parts[pq_part::public_key]);
  return {};
}

Status mlkem_encapsulate(const Key& key, ByteSpan secret, ByteSpan ciphertext) {
  const Result<EVP_PKEY*> pkey = pq_pkey(key);
  if (!pkey) return pkey.error();
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_encapsulate_init);
  if (!operation) return operation.error();
  std::size_t secret_size = secret.size(), size = ciphertext.size();
  if (EVP_PKEY_encapsulate(operation->get(), ciphertext.data(), &size, secret.data(), &secret_size) != 1 ||
      size != ciphertext.size() || secret_size != secret.size())
    return ossl_failed("the encapsulation failed");
  return {};
}

Status mlkem_decapsulate(const Key& key, ByteView ciphertext, ByteSpan secret) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot decapsulate");
  if (ciphertext.size() != key.parts().parameters->output_bytes)
    return invalid_parameter("the ciphertext does not have the size of this parameter set");
  const Result<EVP_PKEY*> pkey = pq_pkey(key);
  if (!pkey) return pkey.error();
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_decapsulate_init);
  if (!operation) return operation.error();
  std::size_t size = secret.size();
  if (EVP_PKEY_decapsulate(operation->get(), secret.data(), &size, ciphertext.data(), ciphertext.size()) != 1 ||
      size != secret.size())
    return ossl_failed("the decapsulation failed");
  return {};
}

}  // namespace cng::provider
