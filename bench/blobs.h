// The keys that are measured, as blobs: the same fixed keys in every program of this folder, so that figures compare.
#pragma once

#include <cng/cng.h>

#include <string_view>
#include <vector>

#include "support/keys.h"

namespace cngbench {

using cngtest::Bytes;

// ImportCase is one import: which blob, for which algorithm, with which flags.
struct ImportCase {
  const char* name;
  LPCWSTR algorithm_name;
  BCRYPT_ALG_HANDLE algorithm;  // pseudo-handle
  LPCWSTR type;
  ULONG flags;
  Bytes blob;
};

// All cases. RsaPublic, RsaPrivate and RsaFull are of 2048 bits. For each curve CURVE of P256, P384, P521 there is
// EcPublicCURVE, EcPrivateCURVE (flags 0), EcUncheckedCURVE (private, BCRYPT_NO_KEY_VALIDATION) and EcScalarCURVE
// (private, X = Y = 0). AesKeyData is a key of 256 bits, for BCryptImportKey.
const std::vector<ImportCase>& import_cases();

// The case of this name; ends the program if there is none.
const ImportCase& import_case(std::string_view name);

}  // namespace cngbench
