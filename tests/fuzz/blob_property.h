// The property that every blob codec must have: what parses and passes the checks is written in canonical form, and
// that form parses to the same parts and is written as the same bytes. The input's own bytes may differ from it: a
// wrong bit length, leading zeros, trailing bytes and X = Y = 0 are accepted.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "codec/codec.h"
#include "provider/provider.h"

namespace cng::fuzz {

// Reads every byte that a parser logs, so that a view beyond the input is seen by the sanitizer.
class TouchingLog final : public FieldLog {
 public:
  void field(const char*, const char*, FieldKind, std::size_t, ByteView bytes) override {
    for (const std::uint8_t byte : bytes) sum_ = sum_ + byte;
  }

 private:
  volatile unsigned sum_ = 0;
};

inline void require(bool condition) {
  if (!condition) std::abort();
}

inline std::unique_ptr<Key> import(ByteView blob, const codec::BlobCodec& row, const AlgorithmInfo& algorithm,
                                   const CurveInfo* curve, Validation validation) {
  TouchingLog log;
  ByteReader reader(blob, &log);
  const Result<KeyParts> parts = row.parse(reader, {&algorithm, curve, row.half, row.generic});
  if (!parts) return nullptr;
  std::unique_ptr<Key> key = Key::create(*parts, {&algorithm, 0});
  return provider::check(*key, validation) ? std::move(key) : nullptr;
}

inline std::vector<std::uint8_t> write(const Key& key, const codec::BlobCodec& row) {
  const Result<KeyParts> parts = row.computed_parts ? provider::complete(key) : Result<KeyParts>(key.parts());
  require(static_cast<bool>(parts));
  const Result<std::size_t> size = codec::measure(row, *parts, key.algorithm());
  require(static_cast<bool>(size));
  std::vector<std::uint8_t> blob(*size);
  ByteWriter writer{ByteSpan(blob)};
  row.write(*parts, key.algorithm(), writer);
  require(!writer.overflowed() && writer.written() == blob.size());
  return blob;
}

inline bool same_curve(const CurveInfo* a, const CurveInfo* b) {
  return a == b || (a != nullptr && b != nullptr && a->name == b->name && is_same_curve(*a, *b));
}

// Which parts every form carries. One without the computed parts loses given ones that are as good as ours: d modulo
// the lcm. Legacy forms lose the order of a DH group, and what does not fit of a seed; the expanded form of a
// post-quantum key loses its seed.
inline bool is_compared(const codec::BlobCodec& form, std::size_t part) {
  switch (form.family) {
    case Family::rsa:
      return form.computed_parts || part <= rsa_part::q;
    case Family::dh:
      return part != dh_part::q;
    case Family::dsa:
      return part > dsa_part::seed;
    case Family::mlkem:
    case Family::mldsa:
    case Family::slhdsa:
      return part != pq_part::seed;
    default:
      return true;
  }
}

// Zeros in front of a private value of DH, DSA and ECC mean nothing.
inline ByteView significant(Family family, std::size_t index, ByteView part) {
  const bool is_number =
      family == Family::dh || family == Family::dsa || (family == Family::ecc && index == ecc_part::d);
  return is_number ? strip_zeros(part) : part;
}

// Zeros in front of a scalar mean nothing.
inline bool same_parts(const Key& a, const Key& b, const codec::BlobCodec& form) {
  const Result<KeyParts> left = provider::complete(a);
  const Result<KeyParts> right = provider::complete(b);
  require(left && right);
  for (std::size_t i = 0; i < KeyParts::kMost; ++i)
    if (is_compared(form, i) &&
        !equal_constant_time(significant(form.family, i, (*left)[i]), significant(form.family, i, (*right)[i])))
      return false;
  return same_curve(left->curve, right->curve) && left->parameters == right->parameters &&
         left->has_private == right->has_private;
}

// The curve that the handle must have for `form` to be read again: a blob may have named another.
inline const CurveInfo* curve_for(const KeyParts& parts, const AlgorithmInfo& algorithm) {
  const bool is_named_by_magic = parts.nist_magic && algorithm.curve == CurveId::none;
  return is_named_by_magic ? nullptr : parts.curve;
}

inline void check_blob(ByteView blob, const codec::BlobCodec& row, const AlgorithmInfo& algorithm,
                       const CurveInfo* curve, Validation validation) {
  // No handle has this pair: setting the curve refuses it.
  if (curve != nullptr && is_montgomery(*curve) && algorithm.interface != Interface::secret_agreement) return;
  const std::unique_ptr<Key> key = import(blob, row, algorithm, curve, validation);
  if (key == nullptr || row.seal != codec::Seal::none) return;
  // A private key whose public half was not to be believed has got its own; a public one stays what it was, and of DH
  // and DSA not even the ranges were looked at.
  const bool is_group = row.family == Family::dh || row.family == Family::dsa;
  const Validation then = key->parts().has_private && !is_group ? Validation::full : validation;
  for (const codec::BlobCodec& form : codec::all()) {
    if (form.family != row.family || form.seal != codec::Seal::none) continue;
    if (form.half == codec::Half::private_key && !key->parts().has_private) continue;
    if (form.writable != nullptr && !form.writable(key->parts())) continue;
    const std::vector<std::uint8_t> canonical = write(*key, form);
    const std::unique_ptr<Key> again = import(canonical, form, algorithm, curve_for(key->parts(), algorithm), then);
    require(again != nullptr);
    if (form.half == row.half) require(same_parts(*key, *again, form));
    require(write(*again, form) == canonical);
  }
}

// Runs the property on `data`: its first byte picks row, algorithm, curve and validation, the rest is the blob.
inline void check_family(Family family, const std::uint8_t* data, std::size_t size) {
  if (size < 1) return;
  unsigned choice = data[0];
  const auto pick = [&choice](std::size_t count) {
    const std::size_t index = choice % count;
    choice /= static_cast<unsigned>(count);
    return index;
  };
  const auto nth = [&](const auto& rows, const auto& member) -> decltype(auto) {
    std::vector<decltype(&*rows.begin())> fitting;
    for (const auto& row : rows)
      if (row.*member == family) fitting.push_back(&row);
    return *fitting[pick(fitting.size())];
  };
  const codec::BlobCodec& row = nth(codec::all(), &codec::BlobCodec::family);
  const AlgorithmInfo& algorithm = nth(all_algorithms(), &AlgorithmInfo::family);
  const Validation validation = pick(2) == 0 ? Validation::full : Validation::none;
  const CurveInfo* curve = nullptr;
  if (algorithm.curve != CurveId::none) {
    curve = &cng::curve(algorithm.curve);
  } else if (family == Family::ecc) {
    const std::size_t index = pick(all_curves().size() + 1);
    curve = index == 0 ? nullptr : &all_curves()[index - 1];
  }
  check_blob(ByteView(data + 1, size - 1), row, algorithm, curve, validation);
}

}  // namespace cng::fuzz
