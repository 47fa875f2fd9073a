#include "blob_names.h"

namespace vectors {
namespace {

constexpr ULONG kGenericMagics[] = {0x504B4345, 0x564B4345, 0x50444345, 0x56444345};  // ECKP ECKV ECDP ECDV

bool has_generic_magic(const Bytes& blob) {
  if (blob.size() < 4) return false;
  ULONG magic = 0;
  for (unsigned i = 0; i < 4; ++i) magic |= static_cast<ULONG>(blob[i]) << (8 * i);
  for (ULONG each : kGenericMagics)
    if (magic == each) return true;
  return false;
}

}  // namespace

Provider provider_of(const Vector& vector, const Bytes& blob) {
  if (!vector.provider_algorithm.empty()) return {vector.provider_algorithm, vector.curve_parameter};
  if (vector.algorithm != "ECDSA" && vector.algorithm != "ECDH") return {vector.algorithm, ""};
  const std::string curve = vector.curve();
  if (curve.rfind("nistP", 0) == 0 && !has_generic_magic(blob)) {
    const std::string name = curve.substr(4);
    if (name == "P256" || name == "P384" || name == "P521") return {vector.algorithm + "_" + name, ""};
  }
  return {vector.algorithm, curve};
}

std::string public_type(const std::string& blob_type) {
  std::string out = blob_type;
  for (const char* name : {"FULLPRIVATE", "PRIVATESEED", "PRIVATE"})
    if (const auto at = out.find(name); at != std::string::npos)
      return out.replace(at, std::string(name).size(), "PUBLIC");
  return out;
}

bool is_symmetric(const std::string& blob_type) {
  return blob_type == "KeyDataBlob" || blob_type == "OpaqueKeyBlob" || blob_type == "Rfc3565KeyWrapBlob";
}

}  // namespace vectors
