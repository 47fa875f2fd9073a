// PQDSAPUBLICBLOB (pk), PQDSAPRIVATEBLOB (sk) and PQDSAPRIVATESEEDBLOB (xi) of ML-DSA (FIPS 204) and SLH-DSA (FIPS
// 205). The total must be exact. The algorithm says which magics belong to it; SLH-DSA has no seed.
#include "codec/pq_blob.h"

namespace cng::codec::pqdsa {
namespace {

constexpr pq::Magics kMldsa{0x4B505344, 0x4B535344, 0x53535344};  // DSPK, DSSK, DSSS
constexpr pq::Magics kSlhdsa{0x4B504853, 0x4B534853, 0};          // SHPK, SHSK

const pq::Magics& magics_of(Family family) { return family == Family::mldsa ? kMldsa : kSlhdsa; }

Result<KeyParts> parse(ByteReader& reader, const Target& target, unsigned contents) {
  return pq::parse(reader, target, magics_of(target.algorithm->family), contents, pq::Trailing::refused);
}

}  // namespace

Result<KeyParts> parse_public(ByteReader& reader, const Target& target) {
  return parse(reader, target, pq::kPublicKey);
}

// Of the generic type the magic says which of the two forms it is.
Result<KeyParts> parse_private(ByteReader& reader, const Target& target) {
  return parse(reader, target, target.generic ? pq::kPrivateKey | pq::kSeed : pq::kPrivateKey);
}

Result<KeyParts> parse_seed(ByteReader& reader, const Target& target) { return parse(reader, target, pq::kSeed); }

void write_public(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  pq::write(parts, magics_of(parts.family).public_key, pq_part::public_key, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  pq::write(parts, magics_of(parts.family).private_key, pq_part::private_key, writer);
}

void write_seed(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  pq::write(parts, magics_of(parts.family).seed, pq_part::seed, writer);
}

}  // namespace cng::codec::pqdsa
