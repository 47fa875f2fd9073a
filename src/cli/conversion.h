// What the commands that write a key share.
#pragma once

#include "cli/arguments.h"
#include "cli/report.h"

namespace cng::cli {

// Where the key goes, and in which format.
Output planned_output(const Arguments& arguments);

// PEM or DER of a key, as --form and --public want it; completes `output`.
Result<SecretBytes> to_encoding(const Arguments& arguments, const Key& key, Output& output);

// Writes the bytes; `done` is set if that went well. No binary reaches a terminal, and no private key whose way there
// was not asked for.
void save(const Arguments& arguments, const SecretBytes& bytes, Output output, Outcome& outcome,
          std::optional<Output>& done);

}  // namespace cng::cli
