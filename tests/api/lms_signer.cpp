#include "lms_signer.h"

namespace cngtest {
namespace {

constexpr ULONG kLeaves = 32;

Bytes be(ULONG value, std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[size - 1 - i] = static_cast<UCHAR>(value >> (8 * i));
  return out;
}

// RFC 8554, table 1 and its like for 24 bytes in SP 800-208, table 1: chains and the checksum's shift by width.
struct Row {
  ULONG n, width, digits, shift;
};
constexpr Row kRows[] = {{32, 1, 265, 7}, {32, 2, 133, 6}, {32, 4, 67, 4}, {32, 8, 34, 0},
                         {24, 1, 200, 8}, {24, 2, 101, 6}, {24, 4, 51, 4}, {24, 8, 26, 0}};

}  // namespace

LmsSigner::LmsSigner(LPCWSTR hash_name, ULONG n, ULONG width) : algorithm_(open(hash_name)), n_(n), width_(width) {
  ULONG row = 0;
  while (kRows[row].n != n || kRows[row].width != width) ++row;
  digits_ = kRows[row].digits;
  checksum_shift_ = kRows[row].shift;
  const bool is_shake = std::basic_string<WCHAR>(hash_name) == BCRYPT_SHAKE256_ALGORITHM;
  const ULONG group = (is_shake ? 2 : 0) + (n == 24 ? 1 : 0);
  type_ = 5 + 5 * group;
  one_time_type_ = 1 + 4 * group + row % 4;
  nodes_.resize(2 * kLeaves);
  for (ULONG leaf = 0; leaf < kLeaves; ++leaf) nodes_[kLeaves + leaf] = leaf_node(leaf);
  for (ULONG node = kLeaves - 1; node > 0; --node)
    nodes_[node] = hash({id_, be(node, 4), be(0x8383, 2), nodes_[2 * node], nodes_[2 * node + 1]});
}

Bytes LmsSigner::hash(std::initializer_list<Bytes> parts) const {
  const Bytes input = concat(parts);
  Bytes out(type_ >= 15 ? n_ : 32);
  EXPECT_THAT(BCryptHash(algorithm_, nullptr, 0, in(input), len(input), out.data(), len(out)), IsSuccess());
  out.resize(n_);
  return out;
}

Bytes LmsSigner::secret(ULONG leaf, ULONG chain) const { return hash({text("secret"), be(leaf, 4), be(chain, 2)}); }

Bytes LmsSigner::advance(ULONG leaf, ULONG chain, Bytes value, ULONG from, ULONG to) const {
  for (ULONG step = from; step < to; ++step) value = hash({id_, be(leaf, 4), be(chain, 2), be(step, 1), value});
  return value;
}

Bytes LmsSigner::leaf_node(ULONG leaf) const {
  Bytes ends = concat({id_, be(leaf, 4), be(0x8080, 2)});
  for (ULONG chain = 0; chain < digits_; ++chain) {
    const Bytes end = advance(leaf, chain, secret(leaf, chain), 0, (1U << width_) - 1);
    ends.insert(ends.end(), end.begin(), end.end());
  }
  return hash({id_, be(kLeaves + leaf, 4), be(0x8282, 2), hash({ends})});
}

std::vector<ULONG> LmsSigner::digits(const Bytes& digest) const {
  std::vector<ULONG> out;
  const ULONG most = (1U << width_) - 1;
  const auto bit = [](const Bytes& bytes, ULONG at) { return bytes[at / 8] >> (7 - at % 8) & 1U; };
  const auto digit = [&](const Bytes& bytes, ULONG index) {
    ULONG value = 0;
    for (ULONG i = 0; i < width_; ++i) value = value << 1 | bit(bytes, index * width_ + i);
    return value;
  };
  ULONG sum = 0;
  for (ULONG i = 0; i < 8 * n_ / width_; ++i) {
    out.push_back(digit(digest, i));
    sum += most - out.back();
  }
  const Bytes checksum = be(sum << checksum_shift_, 2);
  for (ULONG i = 0; out.size() < digits_; ++i) out.push_back(digit(checksum, i));
  return out;
}

Bytes LmsSigner::public_key() const { return concat({be(type_, 4), be(one_time_type_, 4), id_, nodes_[1]}); }

Bytes LmsSigner::sign(ULONG leaf, const Bytes& message) const {
  const Bytes randomizer(n_, 0x43);
  const std::vector<ULONG> values = digits(hash({id_, be(leaf, 4), be(0x8181, 2), randomizer, message}));
  Bytes out = concat({be(leaf, 4), be(one_time_type_, 4), randomizer});
  for (ULONG chain = 0; chain < digits_; ++chain) {
    const Bytes value = advance(leaf, chain, secret(leaf, chain), 0, values[chain]);
    out.insert(out.end(), value.begin(), value.end());
  }
  const Bytes tail = be(type_, 4);
  out.insert(out.end(), tail.begin(), tail.end());
  for (ULONG node = kLeaves + leaf; node > 1; node /= 2)
    out.insert(out.end(), nodes_[node ^ 1].begin(), nodes_[node ^ 1].end());
  return out;
}

}  // namespace cngtest
