// MLKEMPUBLICBLOB (ek), MLKEMPRIVATEBLOB (dk), MLKEMPRIVATESEEDBLOB (d || z) of FIPS 203; PQDSAPUBLICBLOB (pk),
// PQDSAPRIVATEBLOB (sk), PQDSAPRIVATESEEDBLOB (xi) of ML-DSA (FIPS 204) and SLH-DSA (FIPS 205), which has no seed.
// BCRYPT_MLKEM_KEY_BLOB and BCRYPT_PQDSA_KEY_BLOB are the same:
//
//    0  u32 dwMagic          says algorithm and content
//    4  u32 cbParameterSet   bytes of the name
//    8  u32 cbKey            bytes of the key
//   12  name of the parameter set, UTF-16, with its NUL
//       key, the bytes of its standard
//
// Sizes that do not fit are STATUS_INVALID_BUFFER_SIZE, as the documentation says of these types. Bytes behind an
// ML-KEM key are ignored, as Windows does; for the others the total must be exact.
#include "codec/pq_blob.h"

#include <cstring>

namespace cng::codec::pq {
namespace {

// What a blob may hold, bit by bit.
enum Content : unsigned { kPublicKey = 1, kPrivateKey = 2, kSeed = 4 };

// The magics of an algorithm; 0: it has no such blob.
struct Magics {
  std::uint32_t public_key, private_key, seed;
};
constexpr Magics kMlkem{0x504B4C4D, 0x524B4C4D, 0x534B4C4D};  // MLKP, MLKR, MLKS
constexpr Magics kMldsa{0x4B505344, 0x4B535344, 0x53535344};  // DSPK, DSSK, DSSS
constexpr Magics kSlhdsa{0x4B504853, 0x4B534853, 0};          // SHPK, SHSK

const Magics& magics_of(Family family) {
  return family == Family::mlkem ? kMlkem : family == Family::mldsa ? kMldsa : kSlhdsa;
}

constexpr std::size_t kLongestName = 32;  // in units; no set has a longer one

constexpr Field kFields[] = {
    {"dwMagic", "algorithm, and what the key is", FieldKind::magic},
    {"cbParameterSet", "bytes of the parameter set's name"},
    {"cbKey", "bytes of the key"},
};

// Which content a magic stands for; 0: none of this algorithm.
unsigned content_of(std::uint32_t magic, const Magics& magics) {
  if (magic == 0) return 0;
  if (magic == magics.public_key) return kPublicKey;
  if (magic == magics.private_key) return kPrivateKey;
  return magic == magics.seed ? unsigned{kSeed} : 0;
}

std::size_t part_of(unsigned content) {
  return content == kPublicKey ? pq_part::public_key : content == kPrivateKey ? pq_part::private_key : pq_part::seed;
}

std::uint32_t size_of(const ParameterSet& set, unsigned content) {
  return content == kPublicKey ? set.public_bytes : content == kPrivateKey ? set.private_bytes : set.seed_bytes;
}

// Null if the bytes are not the name, with its NUL, of a set of the algorithm.
const ParameterSet* find_set(AlgorithmId algorithm, ByteView name) {
  Char16 units[kLongestName];
  if (name.size() < sizeof *units || name.size() > sizeof units || name.size() % sizeof *units != 0) return nullptr;
  std::memcpy(units, name.data(), name.size());
  const std::size_t length = name.size() / sizeof *units - 1;
  return units[length] == 0 ? find_parameter_set(algorithm, WideView(units, length)) : nullptr;
}

// The name of a key field, for the log.
struct KeyField {
  const char* name;
  const char* meaning;
};
KeyField describe(unsigned content) {
  if (content == kPublicKey) return {"PublicKey", "as the standard of the algorithm encodes it"};
  if (content == kPrivateKey) return {"PrivateKey", "expanded, as the standard of the algorithm encodes it"};
  return {"Seed", "what the pair is computed from"};
}

Result<KeyParts> parse(ByteReader& reader, const Target& target, unsigned contents) {
  const Result<Head> head = read_head(reader, target);
  if (!head) return head.error();
  const unsigned content = content_of(head->magic, magics_of(target.algorithm->family)) & contents;
  if (content == 0) return invalid_parameter("the magic does not belong to this algorithm and blob type");
  ByteView name, key;
  if (!reader.take(head->name_bytes, name, "ParameterSet", "name of the parameter set", FieldKind::text))
    return invalid_buffer_size("the blob ends inside the name of its parameter set");
  const ParameterSet* set = find_set(target.algorithm->id, name);
  if (set == nullptr) return invalid_parameter("the algorithm has no parameter set of this name");
  if (head->key_bytes != size_of(*set, content))
    return invalid_buffer_size("cbKey is not the size of this parameter set");
  const KeyField field = describe(content);
  if (!reader.take(head->key_bytes, key, field.name, field.meaning,
                   content == kPublicKey ? FieldKind::public_bytes : FieldKind::secret_bytes))
    return invalid_buffer_size("the blob ends inside its key");
  if (target.algorithm->family != Family::mlkem && reader.rest() != 0)
    return invalid_buffer_size("bytes follow the key");

  KeyParts parts;
  parts.family = target.algorithm->family;
  parts.parameters = set;
  parts.has_private = content != kPublicKey;
  parts.set(part_of(content), key);
  return parts;
}

void write(const KeyParts& parts, std::uint32_t magic, std::size_t part, ByteWriter& writer) {
  const WideView name = parts.parameters->name;
  writer.u32(magic);
  writer.u32(static_cast<std::uint32_t>((name.size() + 1) * sizeof(Char16)));
  writer.u32(static_cast<std::uint32_t>(parts[part].size()));
  writer.put({reinterpret_cast<const std::uint8_t*>(name.data()), name.size() * sizeof(Char16)});
  constexpr std::uint8_t kNul[sizeof(Char16)] = {};
  writer.put(kNul);
  writer.put(parts[part]);
}

}  // namespace

Result<Head> read_head(ByteReader& reader, const Target& target) {
  if (target.generic && reader.size() < 4) return invalid_parameter("the blob is too short for a magic");
  std::uint32_t head[3];
  if (!reader.u32s(head, kFields)) return invalid_buffer_size("the blob is shorter than its header of 12 bytes");
  return Head{head[0], head[1], head[2]};
}

Result<KeyParts> parse_public(ByteReader& reader, const Target& target) { return parse(reader, target, kPublicKey); }

// Of the generic type the magic says which of the two forms it is.
Result<KeyParts> parse_private(ByteReader& reader, const Target& target) {
  return parse(reader, target, target.generic ? kPrivateKey | kSeed : kPrivateKey);
}

Result<KeyParts> parse_seed(ByteReader& reader, const Target& target) { return parse(reader, target, kSeed); }

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write(parts, magics_of(parts.family).public_key, pq_part::public_key, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write(parts, magics_of(parts.family).private_key, pq_part::private_key, writer);
}

void write_seed(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  write(parts, magics_of(parts.family).seed, pq_part::seed, writer);
}

}  // namespace cng::codec::pq
