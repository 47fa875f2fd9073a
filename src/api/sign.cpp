// BCryptSignHash, BCryptVerifySignature.
#include <cstring>
#include <vector>

#include "api/api.h"
#include "api/objects.h"
#include "api/output.h"
#include "api/pq_padding.h"
#include "api/rsa_padding.h"
#include "core/hash_based.h"

namespace cng::api {
namespace {

constexpr std::size_t kLongestSignature = 2048;  // RSA, 16384 bits

// ECDSA and DSA take neither padding nor flags.
Status check_no_padding(const void* info, ULONG flags) {
  if (info != nullptr || flags != 0) return invalid_parameter("this algorithm has no padding");
  return {};
}

// Into a buffer of ours first: the caller's, which may be the input too, is written only when all went well.
template <class Sign>
Status sign_into(const Output& out, std::size_t size, Sign&& sign) {
  return two_call(out, size, [&](ByteSpan to) -> Status {
    std::uint8_t signature[kLongestSignature];
    CNG_TRY(sign(ByteSpan(signature, to.size())));
    std::memcpy(to.data(), signature, to.size());
    return {};
  });
}

Status sign_rsa(const Key& key, const void* info, ULONG flags, ByteView digest, const Output& out) {
  const Result<provider::RsaPadding> padding = read_signature_padding(info, flags);
  if (!padding) return padding.error();
  return sign_into(out, key.parts()[rsa_part::n].size(),
                   [&](ByteSpan to) { return provider::rsa_sign(key, *padding, digest, to); });
}

Status sign_ecdsa(const Key& key, const void* info, ULONG flags, ByteView digest, const Output& out) {
  CNG_TRY(check_no_padding(info, flags));
  return sign_into(out, std::size_t{2} * key.parts().curve->order_bytes,
                   [&](ByteSpan to) { return provider::ecdsa_sign(key, digest, to); });
}

// Its signature is too long for the stack.
Status sign_pqdsa(const Key& key, const void* info, ULONG flags, ByteView message, const Output& out) {
  const Result<provider::PqInput> input = read_pq_input(key.algorithm(), info, flags, message);
  if (!input) return input.error();
  return two_call(out, key.parts().parameters->output_bytes, [&](ByteSpan to) -> Status {
    std::vector<std::uint8_t> signature(to.size());
    CNG_TRY(provider::pqdsa_sign(key, *input, signature));
    std::memcpy(to.data(), signature.data(), to.size());
    return {};
  });
}

Status verify_rsa(const Key& key, const void* info, ULONG flags, ByteView digest, ByteView signature) {
  const Result<provider::RsaPadding> padding = read_signature_padding(info, flags);
  if (!padding) return padding.error();
  return provider::rsa_verify(key, *padding, digest, signature);
}

Status verify_ecdsa(const Key& key, const void* info, ULONG flags, ByteView digest, ByteView signature) {
  CNG_TRY(check_no_padding(info, flags));
  return provider::ecdsa_verify(key, digest, signature);
}

Status sign_dsa(const Key& key, const void* info, ULONG flags, ByteView digest, const Output& out) {
  CNG_TRY(check_no_padding(info, flags));
  return sign_into(out, 2 * key.parts()[dsa_part::q].size(),
                   [&](ByteSpan to) { return provider::dsa_sign(key, digest, to); });
}

Status verify_dsa(const Key& key, const void* info, ULONG flags, ByteView digest, ByteView signature) {
  CNG_TRY(check_no_padding(info, flags));
  return provider::dsa_verify(key, digest, signature);
}

Status verify_pqdsa(const Key& key, const void* info, ULONG flags, ByteView message, ByteView signature) {
  const Result<provider::PqInput> input = read_pq_input(key.algorithm(), info, flags, message);
  if (!input) return input.error();
  return provider::pqdsa_verify(key, *input, signature);
}

// Only the size can be asked for: there are no private keys.
Status sign_hash_based(const Key& key, const void*, ULONG, ByteView, const Output& out) {
  const std::optional<HashBasedSet> set = hash_based_set(key.algorithm().id, key.parts()[pq_part::public_key]);
  if (!set) return internal_error("a key of no parameter set");
  return two_call(out, set->signature_bytes, [](ByteSpan) -> Status { return internal_error("a stateful key"); });
}

Status verify_hash_based(const Key& key, const void* info, ULONG flags, ByteView message, ByteView signature) {
  const Result<provider::PqInput> input = read_pq_input(key.algorithm(), info, flags, message);
  if (!input) return input.error();
  return provider::hash_based_verify(key, input->bytes, signature);
}

// How the keys of a family sign. A digest is always there; a message may be empty, and then its pointer may be NULL.
struct Signing {
  Family family;
  bool takes_message;
  Status (*sign)(const Key& key, const void* info, ULONG flags, ByteView input, const Output& out);
  Status (*verify)(const Key& key, const void* info, ULONG flags, ByteView input, ByteView signature);
};
constexpr Signing kSignings[] = {
    {Family::rsa, false, sign_rsa, verify_rsa},       {Family::ecc, false, sign_ecdsa, verify_ecdsa},
    {Family::dsa, false, sign_dsa, verify_dsa},       {Family::mldsa, true, sign_pqdsa, verify_pqdsa},
    {Family::slhdsa, true, sign_pqdsa, verify_pqdsa}, {Family::hash_based, true, sign_hash_based, verify_hash_based},
};

Result<const Signing*> find_signing(const Key& key) {
  const Interface use = key.algorithm().interface;
  if (use != Interface::secret_agreement && use != Interface::key_encapsulation)
    for (const Signing& row : kSignings)
      if (row.family == key.parts().family) return &row;
  return not_supported("keys of this algorithm do not sign");
}

bool missing_input(const Signing& how, const UCHAR* data, ULONG size) {
  return how.takes_message ? missing(data, size) : data == nullptr;
}

}  // namespace

Status sign_hash(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbInput, ULONG cbInput, UCHAR* pbOutput,
                 ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  if (pcbResult == nullptr) return invalid_parameter("pcbResult is NULL");
  const Result<const Signing*> how = find_signing(**key);
  if (!how) return how.error();
  if (pbOutput != nullptr) {
    if (missing_input(**how, pbInput, cbInput)) return invalid_parameter("pbInput is NULL");
    if (!(*key)->parts().has_private) return invalid_parameter("the key has no private half");
  }
  return (*how)->sign(**key, pPaddingInfo, dwFlags, view(pbInput, cbInput), {pbOutput, cbOutput, pcbResult});
}

Status verify_signature(BCRYPT_KEY_HANDLE hKey, const void* pPaddingInfo, const UCHAR* pbHash, ULONG cbHash,
                        const UCHAR* pbSignature, ULONG cbSignature, ULONG dwFlags) {
  const Result<Pin<Key>> key = find_key_pair(hKey);
  if (!key) return key.error();
  const Result<const Signing*> how = find_signing(**key);
  if (!how) return how.error();
  if (missing_input(**how, pbHash, cbHash) || pbSignature == nullptr)
    return invalid_parameter("pbHash or pbSignature is NULL");
  return (*how)->verify(**key, pPaddingInfo, dwFlags, view(pbHash, cbHash), view(pbSignature, cbSignature));
}

}  // namespace cng::api
