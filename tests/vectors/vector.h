// One vector of a data file, with what its test needs of the key.
#ifndef OPENCNG_TESTS_VECTORS_VECTOR_H_
#define OPENCNG_TESTS_VECTORS_VECTOR_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/bytes.h"

namespace vectors {

using cngtest::Bytes;

struct Vector {
  std::string id, family;
  std::string algorithm, provider_algorithm, curve_parameter;  // empty: not given
  std::string op, blob_type, import_blob_type, property;
  std::vector<std::string> api;
  std::optional<Bytes> blob, import_blob;
  std::string expect;
  std::optional<NTSTATUS> status;
  ULONG flags = 0;
  bool zero_public = false;
  std::optional<std::string> password;  // of an encrypted PKCS #8
  std::string evidence, source;

  // Members of `inputs` and `outputs` that are strings (hex for most of them), numbers, and the one boolean.
  std::map<std::string, std::string> inputs, outputs;
  std::map<std::string, long long> numbers;
  std::optional<bool> valid;

  // The key: its curve, and numbers as hex. A negative without a key has its broken values here.
  std::map<std::string, std::string> components;

  std::string curve() const {
    if (!curve_parameter.empty()) return curve_parameter;
    const auto found = components.find("curve");
    return found == components.end() ? "" : found->second;
  }
};

// load reads every *.json of a folder, in the order of their names. Throws std::runtime_error with the reason.
std::vector<Vector> load(const std::string& folder);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_VECTOR_H_
