// PQDSAPUBLICBLOB of LMS and XMSS. The key says itself which set it is, so that the blob names none: cbParameterSet is
// 0, or 2 with a NUL alone; 0 is written. There are no private blobs: whoever copies a stateful key signs twice with
// one leaf, and then anyone can sign.
#include "core/hash_based.h"

#include "codec/pq_blob.h"

namespace cng::codec::hash_based {
namespace {

constexpr std::uint32_t kLms = 0x4B504D4C;   // LMPK
constexpr std::uint32_t kXmss = 0x4B504D58;  // XMPK

std::uint32_t magic_of(const AlgorithmInfo& algorithm) { return algorithm.id == AlgorithmId::lms ? kLms : kXmss; }

Status check_name(ByteView name) {
  if (name.empty() || (name.size() == sizeof(Char16) && all_zero(name))) return {};
  return invalid_parameter("LMS and XMSS keys name no parameter set");
}

}  // namespace

Result<KeyParts> parse_public(ByteReader& reader, const Target& target) {
  const Result<pq::Head> head = pq::read_head(reader, target);
  if (!head) return head.error();
  if (head->magic != magic_of(*target.algorithm))
    return invalid_parameter("the magic does not belong to this algorithm and blob type");
  ByteView name, key;
  if (!reader.take(head->name_bytes, name, "ParameterSet", "none: the key says it", FieldKind::text))
    return invalid_buffer_size("the blob ends inside the name of its parameter set");
  CNG_TRY(check_name(name));
  if (!reader.take(head->key_bytes, key, "PublicKey", "as the RFC of the algorithm encodes it"))
    return invalid_buffer_size("the blob ends inside its key");
  if (reader.rest() != 0) return invalid_buffer_size("bytes follow the key");
  const std::optional<HashBasedSet> set = hash_based_set(target.algorithm->id, key);
  if (!set) return invalid_parameter("the key begins with the numbers of no single-tree parameter set");
  if (key.size() != set->public_bytes) return invalid_buffer_size("cbKey is not the size of this parameter set");
  KeyParts parts;
  parts.family = Family::hash_based;
  parts.set(pq_part::public_key, key);
  return parts;
}

void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer) {
  const ByteView key = parts[pq_part::public_key];
  writer.u32(magic_of(algorithm));
  writer.u32(0);
  writer.u32(static_cast<std::uint32_t>(key.size()));
  writer.put(key);
}

}  // namespace cng::codec::hash_based
