// A key is its parts: canonical component bytes in one allocation, with two things built at first need and published
// once without a lock - the parts that can be computed from the others, and the provider's object ("material").
// Import and export only parse and copy.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/curve.h"
#include "core/handle_table.h"
#include "core/parameter_set.h"
#include "core/result.h"
#include "core/secret.h"

namespace cng {

// Indices into KeyParts::part, one set a family. All numbers are big-endian.
namespace rsa_part {
enum : std::size_t { e, n, p, q, dp, dq, qi, d };  // the order of a blob, so that a copy is one run
}
namespace cipher_part {
enum : std::size_t { secret };
}
namespace ecc_part {
enum : std::size_t { x, y, d, parameters };
}
namespace pq_part {
enum : std::size_t { public_key, private_key, seed };  // each a byte string of its standard
}
namespace dh_part {
enum : std::size_t { p, g, y, x, q };  // q, the order of g, only where it came with the key; no CNG blob has it
}
namespace dsa_part {
enum : std::size_t { standard, count, seed, q, p, g, y, x };  // standard: one byte, of keys with a V2 blob
}

// The components of a key as views. After a parse they point into the blob, inside a Key into its own storage.
// Canonical form - RSA: n and e without leading zeros, p and q of ceil(bytes(n)/2) bytes each, d no longer than n,
// dp, dq and qi as long as p, q and p. ECC: x and y of the curve's field size, d of its order size or shorter; x and y
// are empty where they are to be computed from d; on curve25519 x is u, and y is empty. A curve without a name is given
// by `parameters`, the bytes of "ECCParameters", and `curve` is null until the parts are those of a Key. DH and DSA: g
// and y as long as p, which has no zero byte in front, x no longer than p (DSA: q); y is empty where it is to be
// computed from x. Post-quantum: of a private key one of private_key and seed is there, what is missing is to be
// computed. Only the parts up to the last that was set are ever copied: a public key has few, and an import must be
// cheap.
class KeyParts {
 public:
  static constexpr std::size_t kMost = 8;

  KeyParts() {}  // NOLINT(modernize-use-equals-default): leaves the parts that are not there unwritten
  KeyParts(const KeyParts& other) { *this = other; }
  // The same parts, copied one after the other to `storage`, which has other.bytes() bytes.
  KeyParts(const KeyParts& other, std::uint8_t* storage)
      : family(other.family),
        has_private(other.has_private),
        nist_magic(other.nist_magic),
        curve(other.curve),
        parameters(other.parameters),
        count_(other.count_),
        bytes_(other.bytes_) {
    copy_numbers(other, storage);
    if (other.reversed_ != 0) [[unlikely]]
      turn_round(other.reversed_, storage);
  }
  KeyParts& operator=(const KeyParts& other) {
    family = other.family;
    has_private = other.has_private;
    nist_magic = other.nist_magic;
    curve = other.curve;
    parameters = other.parameters;
    count_ = other.count_;
    bytes_ = other.bytes_;
    reversed_ = other.reversed_;
    for (std::size_t i = 0; i < count_; ++i) part_[i] = other.part_[i];
    return *this;
  }

  ByteView operator[](std::size_t index) const {
    return index < count_ ? ByteView(part_[index].data, part_[index].size) : ByteView();
  }
  void set(std::size_t index, ByteView bytes) {
    while (count_ <= index) part_[count_++] = {nullptr, 0};
    bytes_ += bytes.size() - part_[index].size;
    part_[index] = {bytes.data(), bytes.size()};
  }
  // The same for a number that is given least significant byte first. It is turned round when a Key takes its copy;
  // until then nobody but Key may read it.
  void set_reversed(std::size_t index, ByteView bytes) {
    set(index, bytes);
    reversed_ = static_cast<std::uint8_t>(reversed_ | 1U << index);
  }
  // The bytes of all parts together.
  std::size_t bytes() const { return bytes_; }

  Family family = Family::none;
  bool has_private = false;
  bool nist_magic = false;                   // ECC: exported with the magic of its curve, not with the generic one
  const CurveInfo* curve = nullptr;          // ECC
  const ParameterSet* parameters = nullptr;  // ML-KEM, ML-DSA, SLH-DSA

 private:
  struct Part {
    const std::uint8_t* data;
    std::size_t size;
  };

  void copy_numbers(const KeyParts& other, std::uint8_t* storage) {
    // Parts that follow one another, as they do in most blobs, are copied in one run.
    const std::uint8_t* run = nullptr;
    std::size_t run_size = 0;
    std::uint8_t* to = storage;
    for (std::size_t i = 0; i < count_; ++i, storage += part_[i - 1].size) {
      part_[i] = {storage, other.part_[i].size};
      if (other.part_[i].data != run + run_size) {
        if (run_size != 0) std::memcpy(to, run, run_size);
        to = storage;
        run = other.part_[i].data;
        run_size = 0;
      }
      run_size += part_[i].size;
    }
    if (run_size != 0) std::memcpy(to, run, run_size);
  }
  void turn_round(std::uint8_t reversed, std::uint8_t* storage) {
    for (std::size_t i = 0; i < count_; storage += part_[i++].size)
      if ((reversed >> i & 1) != 0) std::reverse(storage, storage + part_[i].size);
  }

  std::uint8_t reversed_ = 0;  // bit by bit, which parts set_reversed has set
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
  Part part_[kMost];
};

// Bits of a big-endian number without leading zeros.
inline std::uint32_t bit_length(ByteView number) {
  if (number.empty()) return 0;
  return static_cast<std::uint32_t>((number.size() - 1) * 8 + static_cast<unsigned>(std::bit_width(number[0])));
}

// Size of a key in bits: RSA modulus, DH and DSA prime, ECC field, symmetric secret, post-quantum public key.
std::uint32_t key_bits(const KeyParts& parts);

// How much an import checks; from the BCRYPT_*KEY_VALIDATION flags. `order` is `full` and the order of the public
// value, where that is known.
enum class Validation : std::uint8_t { full, none, order };

// A lazily built companion of a key, published once. Readers take no lock; of two builders one loses its copy.
template <class T>
class Lazy {
 public:
  Lazy() = default;
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;
  ~Lazy() { delete pointer_.load(std::memory_order_relaxed); }

  T* get() const { return pointer_.load(std::memory_order_acquire); }
  T* publish(std::unique_ptr<T> built) const {
    T* expected = nullptr;
    if (pointer_.compare_exchange_strong(expected, built.get(), std::memory_order_acq_rel)) return built.release();
    return expected;
  }

 private:
  mutable std::atomic<T*> pointer_{nullptr};
};

// The provider's object for a key; only the provider knows what is behind it.
class Material {
 public:
  Material() = default;
  Material(const Material&) = delete;
  Material& operator=(const Material&) = delete;
  virtual ~Material() = default;
};

// Parts that were computed: `parts` is the whole key, with views into the key's storage and into `storage`.
struct DerivedParts {
  SecretBytes storage;
  KeyParts parts;
};

// What an import or a generation knows of a key besides its parts.
struct KeyOrigin {
  const AlgorithmInfo* algorithm = nullptr;
  Handle provider = 0;  // the algorithm handle it was made with, for the ProviderHandle property
};

// What a key handle names: a finished pair, one that is still to be generated, a symmetric key, or one to derive from.
enum class KeyState : std::uint8_t { pair, pending, symmetric, derivation };

class KeyObject : public Object {
 public:
  explicit KeyObject(KeyState state) : state_(state) {}
  KeyState state() const { return state_; }

 private:
  KeyState state_;
};

class NamelessCurve;

// A finished key pair or public key. Immutable, so any number of threads may use it.
class Key final : public KeyObject {
 public:
  // Copies the parts into one allocation; throws bad_alloc.
  static std::unique_ptr<Key> create(const KeyParts& parts, const KeyOrigin& origin);

  ~Key() override;
  static void operator delete(Key* key, std::destroying_delete_t);

  const KeyParts& parts() const { return parts_; }
  const KeyOrigin& origin() const { return origin_; }
  const AlgorithmInfo& algorithm() const { return *origin_.algorithm; }

  // x and y of an imported private key that are not to be believed; they are computed at first need.
  void drop_public();
  void drop(std::size_t part);

  Lazy<DerivedParts> derived;
  Lazy<Material> material;

 private:
  Key(const KeyParts& parts, const KeyOrigin& origin, std::size_t bytes);
  std::uint8_t* storage() { return reinterpret_cast<std::uint8_t*>(this + 1); }

  KeyOrigin origin_;
  std::size_t bytes_;
  KeyParts parts_;
  std::unique_ptr<const NamelessCurve> nameless_;  // what parts_.curve points to, if the curve has no name
};

}  // namespace cng
