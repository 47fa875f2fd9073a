// LMS signatures. Source: RFC 8554, algorithms 4b and 6a; section 3.3 has the type numbers, SP 800-208 the further
// sets.
//
// Public key: u32 type, u32 one-time type, I[16], T[1]. Signature: u32 q, u32 one-time type, C, y[p], u32 type,
// path[h].
#include <vector>

#include "core/secret.h"
#include "provider/ossl_error.h"
#include "provider/tree_hash.h"

namespace cng::provider {
namespace {

constexpr std::size_t kIdBytes = 16;
constexpr std::uint32_t kPublicKey = 0x8080, kMessage = 0x8181, kLeaf = 0x8282, kInner = 0x8383;  // D_PBLK and on

// What every hash begins with: I, the number of a leaf or node, and what is hashed.
class Prefix {
 public:
  Prefix(ByteView id, std::uint32_t number) : id_(id), number_(number) {}
  ByteView id() const { return id_; }
  ByteView number() const { return number_.view(); }

 private:
  ByteView id_;
  BigEndian<4> number_;
};

// The public key of a one-time signature: the ends of all its chains, hashed.
Node one_time_key(TreeHash& hash, const HashBasedSet& set, const Prefix& prefix, ByteView message, ByteView randomizer,
                  Slices& values) {
  const Node digest = hash({prefix.id(), prefix.number(), BigEndian<2>(kMessage).view(), randomizer, message});
  const std::vector<std::uint32_t> digits = chain_digits(set, digest.view());
  const std::uint32_t last = (std::uint32_t{1} << set.digit_bits) - 1;
  std::vector<std::uint8_t> ends;
  ends.reserve(std::size_t{set.digits} * set.hash_bytes);
  for (std::uint32_t i = 0; i < set.digits; ++i) {
    const BigEndian<2> chain(i);
    ByteView value = values.take(set.hash_bytes);
    Node node;
    for (std::uint32_t step = digits[i]; step < last; ++step) {
      node = hash({prefix.id(), prefix.number(), chain.view(), BigEndian<1>(step).view(), value});
      value = node.view();
    }
    ends.insert(ends.end(), value.begin(), value.end());
  }
  return hash({prefix.id(), prefix.number(), BigEndian<2>(kPublicKey).view(), ends});
}

// From a leaf along the path to the root.
Node root_of(TreeHash& hash, const HashBasedSet& set, ByteView id, std::uint32_t leaf, const Node& one_time,
             Slices& path) {
  std::uint32_t number = (std::uint32_t{1} << set.height) + leaf;
  Node node = hash({id, BigEndian<4>(number).view(), BigEndian<2>(kLeaf).view(), one_time.view()});
  for (; number > 1; number /= 2) {
    const ByteView other = path.take(set.hash_bytes);
    const bool is_right = number % 2 != 0;
    const ByteView left = is_right ? other : node.view(), right = is_right ? node.view() : other;
    node = hash({id, BigEndian<4>(number / 2).view(), BigEndian<2>(kInner).view(), left, right});
  }
  return node;
}

}  // namespace

Result<bool> lms_verify(const HashBasedSet& set, ByteView key, ByteView message, ByteView signature) {
  Slices of_key(key), of_signature(signature);
  const std::uint32_t type = of_key.take_number();
  const std::uint32_t one_time_type = of_key.take_number();
  const ByteView id = of_key.take(kIdBytes);
  const ByteView root = of_key.take(set.hash_bytes);
  const std::uint32_t leaf = of_signature.take_number();
  if (leaf >> set.height != 0 || of_signature.take_number() != one_time_type) return false;
  const ByteView randomizer = of_signature.take(set.hash_bytes);
  Slices values(of_signature.take(std::size_t{set.digits} * set.hash_bytes));
  if (of_signature.take_number() != type) return false;

  Result<TreeHash> hash = TreeHash::start(set);
  if (!hash) return hash.error();
  const Node one_time = one_time_key(*hash, set, Prefix(id, leaf), message, randomizer, values);
  const Node computed = root_of(*hash, set, id, leaf, one_time, of_signature);
  if (!hash->good()) return ossl_failed("the hash failed");
  return equal_constant_time(computed.view(), root);
}

}  // namespace cng::provider
