// OpaqueKeyBlob: the secret of a symmetric key for another process of this account, until the next boot. The format is
// this project's own: the container of sealed_blob.h with the secret alone as its text. The flag says that the secret
// is longer than the algorithm's usual keys; an imported key takes the mode of its algorithm handle.
#include "codec/codec.h"
#include "codec/sealed_blob.h"

namespace cng::codec::opaque {
namespace {

struct Number {
  AlgorithmId algorithm;
  std::uint32_t number;
};

// Never to be numbered anew: another version of the library may have written the blob.
constexpr Number kNumbers[] = {
    {AlgorithmId::aes, 1}, {AlgorithmId::tdes, 2},    {AlgorithmId::tdes_112, 3},
    {AlgorithmId::des, 4}, {AlgorithmId::desx, 5},    {AlgorithmId::rc2, 6},
    {AlgorithmId::rc4, 7}, {AlgorithmId::xts_aes, 8}, {AlgorithmId::chacha20_poly1305, 9},
};

std::uint32_t number_of(const AlgorithmInfo& algorithm) {
  for (const Number& row : kNumbers)
    if (row.algorithm == algorithm.id) return row.number;
  return 0;
}

}  // namespace

Result<sealed::Blob> read(ByteReader& reader, const AlgorithmInfo& algorithm) {
  Result<sealed::Blob> blob = sealed::read(reader, sealed::kOpaqueMagic);
  if (blob && blob->algorithm != number_of(algorithm))
    return not_supported("the blob holds a key of another algorithm");
  return blob;
}

Result<KeyParts> parse(ByteReader& reader, const Target& target) {
  const Result<sealed::Blob> blob = read(reader, *target.algorithm);
  if (!blob) return blob.error();
  KeyParts parts;
  parts.family = Family::symmetric;
  parts.has_private = true;
  parts.set(cipher_part::secret, blob->text);
  return parts;
}

void write_header(const Header& header, ByteWriter& writer) {
  sealed::write_header({sealed::kOpaqueMagic, number_of(*header.algorithm), header.extended, header.secret_bytes,
                        header.effective_bits, header.key_id, header.nonce},
                       writer);
}

void write(const KeyParts& parts, const AlgorithmInfo&, ByteWriter& writer) { writer.put(parts[cipher_part::secret]); }

}  // namespace cng::codec::opaque
