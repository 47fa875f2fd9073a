#include "provider/tree_hash.h"

#include <algorithm>

#include "provider/families.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {

TreeHash::TreeHash(const HashBasedSet& set, DigestContext context)
    : context_(std::move(context)), size_(set.hash_bytes) {
  const HashInfo& info = *algorithm(set.hash).hash;
  digest_bytes_ = info.digest_bytes;
  is_xof_ = info.kind == HashKind::xof;
}

Result<TreeHash> TreeHash::start(const HashBasedSet& set) {
  Result<DigestContext> context = DigestContext::start(*algorithm(set.hash).hash);
  if (!context) return context.error();
  return TreeHash(set, std::move(*context));
}

Node TreeHash::operator()(std::initializer_list<ByteView> pieces) {
  Node out;
  out.size = size_;
  if (used_) good_ = context_.restart() && good_;
  used_ = true;
  for (const ByteView piece : pieces) good_ = context_.update(piece) && good_;
  if (is_xof_) {
    good_ = context_.finish_xof({out.bytes, size_}) && good_;
  } else {
    good_ = context_.finish({out.bytes, digest_bytes_}) && good_;
  }
  return out;
}

std::vector<std::uint32_t> chain_digits(const HashBasedSet& set, ByteView hash) {
  const std::uint32_t most = (std::uint32_t{1} << set.digit_bits) - 1;
  std::vector<std::uint32_t> out;
  out.reserve(set.digits);
  const auto append = [&](ByteView bytes) {
    for (const std::uint8_t byte : bytes)
      for (std::uint32_t shift = 8; shift != 0 && out.size() < set.digits;) {
        shift -= set.digit_bits;
        out.push_back(static_cast<std::uint32_t>(byte) >> shift & most);
      }
  };
  append(hash);
  std::uint32_t sum = 0;
  for (const std::uint32_t digit : out) sum += most - digit;
  append(BigEndian<2>(sum << set.checksum_shift).view());
  return out;
}

Status hash_based_verify(const Key& key, ByteView message, ByteView signature) {
  constexpr Error kNotVerified = invalid_signature("the signature is not that of this message");
  const ByteView public_key = key.parts()[pq_part::public_key];
  const std::optional<HashBasedSet> set = hash_based_set(key.algorithm().id, public_key);
  if (!set) return internal_error("a key of no parameter set");
  if (signature.size() != set->signature_bytes) return kNotVerified;
  const auto verify = key.algorithm().id == AlgorithmId::lms ? lms_verify : xmss_verify;
  const Result<bool> good = verify(*set, public_key, message, signature);
  if (!good) return good.error();
  return *good ? Status() : kNotVerified;
}

// The codec has checked that the numbers of the set are known and fit the size; the rest is hash values.
Status hash_based::check(Key&, Validation) { return {}; }

Result<KeyParts> hash_based::complete(const Key& key) { return key.parts(); }

Result<std::unique_ptr<Key>> hash_based::generate(const KeyOrigin&, std::uint32_t, const CurveInfo*) {
  return not_supported("stateful keys are not generated: a copy of one gives its signatures away");
}

Status hash_based::verify_deeply(const Key&) { return {}; }

}  // namespace cng::provider
