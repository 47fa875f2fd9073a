// ML-DSA (FIPS 204) and SLH-DSA (FIPS 205): signing and verifying whole messages, digests of them, and mu.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <vector>

#include "provider/library.h"
#include "provider/material.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

using SignaturePtr = OsslPtr<EVP_SIGNATURE, EVP_SIGNATURE_free>;

// OpenSSL's algorithm of a parameter set, fetched once and never freed.
Result<EVP_SIGNATURE*> fetch_signature(const ParameterSet& set) {
  constexpr std::size_t kMostSets = 32;
  static constinit std::array<std::atomic<EVP_SIGNATURE*>, kMostSets> kept{};
  const auto row = static_cast<std::size_t>(&set - all_parameter_sets().data());
  if (row >= kMostSets) return internal_error("a parameter set without a place");
  if (EVP_SIGNATURE* known = kept[row].load(std::memory_order_acquire); known != nullptr) return known;
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  SignaturePtr fetched(EVP_SIGNATURE_fetch(*context, set.provider_name, nullptr));
  if (!fetched) return ossl_failed("OpenSSL does not have this signature");
  EVP_SIGNATURE* expected = nullptr;
  if (kept[row].compare_exchange_strong(expected, fetched.get(), std::memory_order_acq_rel)) return fetched.release();
  return expected;
}

// M' of a digest: 1, context with its length, DER of the hash's identifier, digest. Source: FIPS 204 algorithm 4, FIPS
// 205 algorithm 23.
std::vector<std::uint8_t> encode_digest(const PqInput& input) {
  constexpr std::uint8_t kPrehashed = 1, kObjectIdentifier = 6;
  const ByteView oid = input.prehash->oid;
  std::vector<std::uint8_t> out{kPrehashed, static_cast<std::uint8_t>(input.context.size())};
  out.insert(out.end(), input.context.begin(), input.context.end());
  out.insert(out.end(), {kObjectIdentifier, static_cast<std::uint8_t>(oid.size())});
  out.insert(out.end(), oid.begin(), oid.end());
  out.insert(out.end(), input.bytes.begin(), input.bytes.end());
  return out;
}

Status check_input(const PqInput& input) {
  constexpr std::size_t kMostContext = 255, kMuBytes = 64;
  if (input.context.size() > kMostContext) return invalid_parameter("the context is longer than 255 bytes");
  if (input.prehash != nullptr && input.bytes.size() != input.prehash->digest_bytes)
    return invalid_parameter("the digest does not have the length of its hash");
  if (input.is_mu && input.bytes.size() != kMuBytes) return invalid_parameter("mu does not have 64 bytes");
  return {};
}

using Init = int (*)(EVP_PKEY_CTX*, EVP_SIGNATURE*, const OSSL_PARAM*);

// A signature being made or verified, and the bytes that OpenSSL is to take for it.
struct Operation {
  PkeyCtxPtr context;
  std::vector<std::uint8_t> encoded;
  ByteView message;
};

Result<Operation> start_message(const Key& key, const PqInput& input, Init init) {
  CNG_TRY(check_input(input));
  const Result<EVP_SIGNATURE*> algorithm = fetch_signature(*key.parts().parameters);
  if (!algorithm) return algorithm.error();
  const Result<EVP_PKEY*> pkey = pq_pkey(key);
  if (!pkey) return pkey.error();
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  Operation made;
  if (input.prehash != nullptr) made.encoded = encode_digest(input);
  made.message = input.prehash != nullptr ? ByteView(made.encoded) : input.bytes;
  int one = 1, raw = 0;
  const OSSL_PARAM pure[] = {bytes_param(OSSL_SIGNATURE_PARAM_CONTEXT_STRING, input.context),
                             OSSL_PARAM_construct_end()};
  const OSSL_PARAM encoded[] = {OSSL_PARAM_construct_int(OSSL_SIGNATURE_PARAM_MESSAGE_ENCODING, &raw),
                                OSSL_PARAM_construct_end()};
  const OSSL_PARAM mu[] = {OSSL_PARAM_construct_int(OSSL_SIGNATURE_PARAM_MU, &one), OSSL_PARAM_construct_end()};
  made.context.reset(EVP_PKEY_CTX_new_from_pkey(*context, *pkey, nullptr));
  const OSSL_PARAM* params = input.is_mu ? mu : input.prehash != nullptr ? encoded : pure;
  if (!made.context || init(made.context.get(), *algorithm, params) != 1)
    return ossl_failed("the signature cannot be started");
  return made;
}

}  // namespace

Status pqdsa_sign(const Key& key, const PqInput& input, ByteSpan out) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot sign");
  const Result<Operation> operation = start_message(key, input, EVP_PKEY_sign_message_init);
  if (!operation) return operation.error();
  std::size_t size = out.size();
  const ByteView message = operation->message;
  if (EVP_PKEY_sign(operation->context.get(), out.data(), &size, bytes_or_empty(message), message.size()) != 1 ||
      size != out.size())
    return ossl_failed("the signature cannot be made");
  return {};
}

Status pqdsa_verify(const Key& key, const PqInput& input, ByteView signature) {
  const Result<Operation> operation = start_message(key, input, EVP_PKEY_verify_message_init);
  if (!operation) return operation.error();
  const ByteView message = operation->message;
  if (EVP_PKEY_verify(operation->context.get(), bytes_or_empty(signature), signature.size(), bytes_or_empty(message),
                      message.size()) != 1)
    return ossl_failed(invalid_signature("the signature is not that of this message"));
  return {};
}

}  // namespace cng::provider
