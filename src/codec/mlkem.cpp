// MLKEMPUBLICBLOB (ek), MLKEMPRIVATEBLOB (dk) and MLKEMPRIVATESEEDBLOB (d || z) of FIPS 203. Trailing bytes are
// ignored, as Windows does.
#include "codec/pq_blob.h"

namespace cng::codec::mlkem {
namespace {

constexpr pq::Magics kMagics{0x504B4C4D, 0x524B4C4D, 0x534B4C4D};  // MLKP, MLKR, MLKS

Result<KeyParts> parse(ByteReader& reader, const Target& target, unsigned contents) {
  return pq::parse(reader, target, kMagics, contents, pq::Trailing::ignored);
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
  pq::write(parts, kMagics.public_key, pq_part::public_key, writer);
}

void write_private(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  pq::write(parts, kMagics.private_key, pq_part::private_key, writer);
}

void write_seed(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) {
  pq::write(parts, kMagics.seed, pq_part::seed, writer);
}

}  // namespace cng::codec::mlkem
