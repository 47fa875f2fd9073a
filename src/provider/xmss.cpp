// XMSS signatures. Source: RFC 8391, algorithms 2 to 14, and SP 800-208, section 5, for the further sets.
//
// Public key: u32 number, root, SEED. Signature: u32 index, r, one-time signature[len], path[h].
#include <vector>

#include "core/secret.h"
#include "provider/ossl_error.h"
#include "provider/tree_hash.h"

namespace cng::provider {
namespace {

// The address of RFC 8391, 2.5: eight words, of which layer and tree are 0 in a single tree.
class Address {
 public:
  enum Type : std::uint32_t { one_time = 0, l_tree = 1, tree = 2 };
  enum Word : std::size_t { type = 3, leaf = 4, chain = 5, height = 5, step = 6, index = 6, key_and_mask = 7 };

  explicit Address(Type kind) { set(type, kind); }
  void set(Word word, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes_[4 * word + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  }
  ByteView view() const { return bytes_; }

 private:
  std::uint8_t bytes_[32] = {};
};

Node mask(ByteView value, const Node& with) {
  Node out = with;
  for (std::size_t i = 0; i < value.size(); ++i) out.bytes[i] = static_cast<std::uint8_t>(value[i] ^ with.bytes[i]);
  return out;
}

// The functions of RFC 8391, 5.1, keyed by the public seed. Each begins with its number, as long as a hash value, or 4
// bytes where that has 24.
class Functions {
 public:
  Functions(TreeHash& hash, const HashBasedSet& set, ByteView seed)
      : hash_(hash), padding_(set.hash_bytes == 24 ? 4 : set.hash_bytes), seed_(seed) {}

  // F with key and mask of the address.
  Node step(ByteView value, Address& address) {
    const Node key = pseudorandom(address, 0);
    const Node masked = mask(value, pseudorandom(address, 1));
    return hash_({number(0), key.view(), masked.view()});
  }

  // RAND_HASH.
  Node join(ByteView left, ByteView right, Address& address) {
    const Node key = pseudorandom(address, 0);
    const Node masked_left = mask(left, pseudorandom(address, 1));
    const Node masked_right = mask(right, pseudorandom(address, 2));
    return hash_({number(1), key.view(), masked_left.view(), masked_right.view()});
  }

  // H_msg of the message under r, the root and the index.
  Node message(ByteView r, ByteView root, std::uint32_t index, ByteView text) {
    std::uint8_t padded[kMostTreeHash] = {};
    const BigEndian<4> last(index);
    std::copy(last.bytes, last.bytes + 4, padded + r.size() - 4);
    return hash_({number(2), r, root, ByteView(padded, r.size()), text});
  }

 private:
  Node pseudorandom(Address& address, std::uint32_t which) {
    address.set(Address::key_and_mask, which);
    return hash_({number(3), seed_, address.view()});
  }
  ByteView number(std::uint8_t value) {
    number_[padding_ - 1] = value;
    return {number_, padding_};
  }

  TreeHash& hash_;
  std::size_t padding_;
  ByteView seed_;
  std::uint8_t number_[kMostTreeHash] = {};
};

// The ends of the chains. Algorithm 6.
std::vector<Node> one_time_key(Functions& functions, const HashBasedSet& set, const Node& digest, std::uint32_t index,
                               Slices& values) {
  const std::vector<std::uint32_t> digits = chain_digits(set, digest.view());
  const std::uint32_t last = (std::uint32_t{1} << set.digit_bits) - 1;
  Address address(Address::one_time);
  address.set(Address::leaf, index);
  std::vector<Node> ends;
  ends.reserve(set.digits);
  for (std::uint32_t i = 0; i < set.digits; ++i) {
    address.set(Address::chain, i);
    const ByteView given = values.take(set.hash_bytes);
    Node node;
    node.size = set.hash_bytes;
    std::copy(given.begin(), given.end(), node.bytes);
    for (std::uint32_t step = digits[i]; step < last; ++step) {
      address.set(Address::step, step);
      node = functions.step(node.view(), address);
    }
    ends.push_back(node);
  }
  return ends;
}

// The leaf of a one-time key: a tree whose odd last node goes up as it is. Algorithm 8.
Node leaf_of(Functions& functions, std::vector<Node> nodes, std::uint32_t index) {
  Address address(Address::l_tree);
  address.set(Address::leaf, index);
  for (std::uint32_t height = 0; nodes.size() > 1; ++height) {
    address.set(Address::height, height);
    const std::size_t pairs = nodes.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
      address.set(Address::index, static_cast<std::uint32_t>(i));
      nodes[i] = functions.join(nodes[2 * i].view(), nodes[2 * i + 1].view(), address);
    }
    if (nodes.size() % 2 != 0) nodes[pairs] = nodes.back();
    nodes.resize((nodes.size() + 1) / 2);
  }
  return nodes.front();
}

// From a leaf along the path to the root. Algorithm 13.
Node root_of(Functions& functions, const HashBasedSet& set, Node node, std::uint32_t index, Slices& path) {
  Address address(Address::tree);
  for (std::uint32_t height = 0; height < set.height; ++height, index /= 2) {
    const ByteView other = path.take(set.hash_bytes);
    address.set(Address::height, height);
    address.set(Address::index, index / 2);
    node = index % 2 == 0 ? functions.join(node.view(), other, address) : functions.join(other, node.view(), address);
  }
  return node;
}

}  // namespace

Result<bool> xmss_verify(const HashBasedSet& set, ByteView key, ByteView message, ByteView signature) {
  Slices of_key(key), of_signature(signature);
  of_key.take_number();
  const ByteView root = of_key.take(set.hash_bytes);
  const ByteView seed = of_key.take(set.hash_bytes);
  const std::uint32_t index = of_signature.take_number();
  if (index >> set.height != 0) return false;
  const ByteView randomizer = of_signature.take(set.hash_bytes);

  Result<TreeHash> hash = TreeHash::start(set);
  if (!hash) return hash.error();
  Functions functions(*hash, set, seed);
  const Node digest = functions.message(randomizer, root, index, message);
  const Node leaf = leaf_of(functions, one_time_key(functions, set, digest, index, of_signature), index);
  const Node computed = root_of(functions, set, leaf, index, of_signature);
  if (!hash->good()) return ossl_failed("the hash failed");
  return equal_constant_time(computed.view(), root);
}

}  // namespace cng::provider
