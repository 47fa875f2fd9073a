// What the dispatch table knows of a blob type, and how a codec is asked. Codecs turn bytes into KeyParts and back;
// they check the layout and leave the numbers to the provider.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "codec/sealed_blob.h"
#include "core/algorithm.h"
#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/wide_string.h"

namespace cng::codec {

// `private_key` stands for the secret of a symmetric key too.
enum class Half : std::uint8_t { public_key, private_key };

// What keeps the secret of a blob from its reader. Parts of a sealed row hold the sealed bytes in the secret's place;
// api opens and makes them, with a second key or the provider's help.
enum class Seal : std::uint8_t { none, aes_wrap, opaque };

// For whom a blob is parsed.
struct Target {
  const AlgorithmInfo* algorithm;
  const CurveInfo* curve;  // of the algorithm or set on its handle; null: none
  Half half;               // what the blob type says the key is
  bool generic;            // named as PUBLICBLOB or PRIVATEBLOB: the magic alone decides the layout
};

// Parses a whole blob. The parts point into the reader's bytes. An error names the status that Windows documents.
using Parse = Result<KeyParts> (*)(ByteReader& reader, const Target& target);

// Writes the blob of a complete key. Called once to count and once to write.
using Write = void (*)(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);

// One row: a blob type for one family of algorithms.
struct BlobCodec {
  WideView type;
  Family family;
  Half half;
  bool generic;
  bool computed_parts;  // the export may need parts that are computed from others
  Parse parse;
  Write write;
  Status (*writable)(const KeyParts& parts) = nullptr;  // refuses a key that the form cannot hold; null: it holds all
  Seal seal = Seal::none;
  bool export_only = false;  // Windows refuses to import it; cngkey reads it all the same
};

// All rows, sorted by family.
std::span<const BlobCodec> all();

// The row of a blob type for a family; null if the family has no such type. Types are compared exactly.
const BlobCodec* find(WideView type, Family family);

// The bytes that `row` takes for a complete key; not_supported if the form cannot hold it.
Result<std::size_t> measure(const BlobCodec& row, const KeyParts& parts, const AlgorithmInfo& algorithm);

// What a blob appears to be, by its magic alone; empty if no row knows it.
struct Identity {
  const BlobCodec* codec;
  const AlgorithmInfo* algorithm;
};
std::optional<Identity> identify(ByteView blob);

// What ncrypt takes a blob of this type for: the row of the type, and the algorithm that the magic tells. A magic that
// does not go with the type gives the type's own family, whose parser refuses it. Empty: no such type, or the type is
// PUBLICBLOB or PRIVATEBLOB and the magic is unknown.
std::optional<Identity> identify_as(WideView type, ByteView blob);

// The first row of a blob type, of whatever family; null if no family has it.
const BlobCodec* find_any(WideView type);

// The blob types that are ncrypt's alone: their blobs hold a key in an envelope, or belong to hardware.
enum class StorageType : std::uint8_t { none, pkcs8, pkcs7, opaque_transport, cipher_key, kdf_key, refused };
StorageType storage_type(WideView type);

// The type among them that the magic of a blob tells; empty: it tells none.
WideView identify_storage(ByteView blob);

// Their rows, for the support matrix: those of one type are for the families whose keys it takes.
struct StorageRow {
  WideView type;
  StorageType meaning;
  std::span<const Family> families;  // none: the type is refused
};
std::span<const StorageRow> storage_rows();

namespace rsa {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_full_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace rsa

namespace ecc {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
Result<KeyParts> parse_full(ByteReader& reader, const Target& target);
void write_full_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_full_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);

// "ECCParameters" as they were read. Their layout and sizes are sound; of the numbers nothing is known.
struct CurveParameters {
  ByteView bytes;
  const CurveInfo* named;  // the curve that has exactly these parameters; null: none has
  std::uint32_t field_bytes, order_bytes;
};

// Takes them from the reader. Wrong sizes, version or type: invalid_parameter; a kind of curve that is not served:
// not_supported.
Result<CurveParameters> parse_parameters(ByteReader& reader);

// Writes those of a curve: as they came, or without a seed.
void write_parameters(const CurveInfo& curve, ByteWriter& writer);
}  // namespace ecc

namespace dh {
constexpr std::size_t kMostBytes = 512;  // of p
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);

// The property DHParameters: a group without a key. Any flaw: invalid_parameter.
Result<KeyParts> parse_parameters(ByteView value);
void write_parameters(const KeyParts& parts, ByteWriter& writer);

// What every form of a group must keep: p of 512 to 4096 bits without zero bytes in front. Reads no number.
Status check_size(std::uint64_t prime_bytes);
}  // namespace dh

namespace dsa {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
Status check_writable(const KeyParts& parts);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);

// The property DSAParameters, of either version: a group without a key. Any flaw: invalid_parameter.
Result<KeyParts> parse_parameters(ByteView value);
void write_parameters(const KeyParts& parts, ByteWriter& writer);

// Which lengths of p and q go together: up to 1024 bits q has 20 bytes, above 20, 32 or 64.
Status check_sizes(std::uint64_t prime_bytes, std::uint64_t group_bytes);

// The seed of a group whose seed is not known: as long as q, and all ones as its counter.
ByteView unknown_seed(std::size_t group_bytes);
ByteView unknown_count();
}  // namespace dsa

// The LEGACY_* types: blobs of CryptoAPI, in which all numbers are little-endian. Trailing bytes are ignored.
namespace capi_rsa {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
Status check_writable(const KeyParts& parts);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace capi_rsa

namespace capi_dh {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace capi_dh

namespace capi_dsa {
Result<KeyParts> parse(ByteReader& reader, const Target& target);     // version 2 or 3
Result<KeyParts> parse_v2(ByteReader& reader, const Target& target);  // version 2
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
Status check_writable_v2(const KeyParts& parts);
void write_v2_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_v2_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace capi_dsa

namespace key_data {
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace key_data

// Post-quantum keys. A seed is written only of a key that was generated or came as one.
namespace pq {
Result<KeyParts> parse_public(ByteReader& reader, const Target& target);
Result<KeyParts> parse_private(ByteReader& reader, const Target& target);
Result<KeyParts> parse_seed(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_private(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
void write_seed(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace pq

namespace opaque {
// invalid_parameter: the layout; not_supported: a key of another algorithm.
Result<sealed::Blob> read(ByteReader& reader, const AlgorithmInfo& algorithm);

struct Header {
  const AlgorithmInfo* algorithm;
  bool extended;
  std::uint32_t secret_bytes, effective_bits;
  ByteView key_id, nonce;
};
void write_header(const Header& header, ByteWriter& writer);

Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace opaque

namespace aes_wrap {
constexpr std::size_t kOverhead = 8;  // bytes that a wrapped secret is longer than the secret
Result<KeyParts> parse(ByteReader& reader, const Target& target);
void write(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace aes_wrap

namespace hash_based {
Result<KeyParts> parse_public(ByteReader& reader, const Target& target);
void write_public(const KeyParts& parts, const AlgorithmInfo& algorithm, ByteWriter& writer);
}  // namespace hash_based

}  // namespace cng::codec
