// load: from a file name to a checked key, the way all commands go. What it learns goes into the report.
#pragma once

#include <string>

#include "cli/report.h"

namespace cng::cli {

// What the user says of an input; anything may be missing.
struct Hints {
  std::string type;                          // a blob type, "pem" or "der"
  const AlgorithmInfo* algorithm = nullptr;  // of whose handle the blob is to be parsed
  const CurveInfo* curve = nullptr;          // for magics that name none
};

// Reads and recognises `report.file`, parses it and runs the checks of an import. Where that ends early, the report has
// the verdict and no key. A blob whose secret is encrypted is good by its layout alone, and has no key either.
void load(const Hints& hints, Report& report);

// The same for bytes that are in `report.input` already.
void examine(const Hints& hints, Report& report);

// The algorithm that --algorithm (`wanted`; null: none) or the input gives the key of a report that has one.
Result<const AlgorithmInfo*> choose_algorithm(const AlgorithmInfo* wanted, const Report& report);

// The blob types that keep all of a key, the best first: for one half, and a curve that has a name or not.
std::vector<const codec::BlobCodec*> fullest_rows(Family family, codec::Half half, bool curve_is_named);

// What is said where a key is needed and the blob keeps it to itself.
constexpr Error kSealed = not_supported("the secret in this blob type is encrypted under a key that is not at hand");

// The blob of `key`; what is computed is computed. Refused: a private blob of a public key.
Result<SecretBytes> make_blob(const Key& key, const codec::BlobCodec& row, const AlgorithmInfo& algorithm);

// True if keys of `algorithm` may be on the curve of `parts`, or if they are on none.
bool is_curve_of(const AlgorithmInfo& algorithm, const KeyParts& parts);

// The algorithm that a key without a magic gets: RSA, or ECDSA on its curve, ECDH on curve25519.
const AlgorithmInfo& default_algorithm(const KeyParts& parts);

// The row that keeps most of a key: the full private blob for RSA, the curve's parameters for ECC.
const codec::BlobCodec& widest_row(const KeyParts& parts);

}  // namespace cng::cli
