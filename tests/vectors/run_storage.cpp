#include "run_storage.h"

#include <algorithm>

#include "calls.h"
#include "support/storage.h"

namespace vectors {
namespace {

using namespace cngtest;

constexpr DWORD kPolicy = 3;  // NCRYPT_ALLOW_EXPORT_FLAG | NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG

StoredKey import_blob(const Vector& vector) {
  ParameterList list;
  if (!vector.curve_parameter.empty()) list.add(60, vector.curve_parameter);
  if (vector.password) list.add(NCRYPTBUFFER_PKCS_SECRET, *vector.password);
  const Stored provider = open_storage();
  return store_import(provider, widen(vector.blob_type).c_str(), *vector.blob, vector.flags, list.get());
}

StoredKey imported(const Vector& vector) {
  StoredKey key = import_blob(vector);
  require_expected(vector, key.status, "importing");
  if (key.status == ERROR_SUCCESS)
    require_status(set_store_number(key.handle, NCRYPT_EXPORT_POLICY_PROPERTY, kPolicy), ERROR_SUCCESS,
                   "allowing plain export");
  return key;
}

Bytes exported(NCRYPT_KEY_HANDLE key, const std::string& type) {
  const Output out = store_export(key, widen(type).c_str());
  require_status(out.status, ERROR_SUCCESS, "exporting the " + type);
  return out.bytes;
}

void run_import(const Vector& vector) {
  const StoredKey key = imported(vector);
  if (key.status == ERROR_SUCCESS) exported(key.handle, "PUBLICBLOB");
}

// d is not in the blob that was imported; there is more than one right value, and the source took any of them.
Bytes without_d(const Bytes& blob) {
  constexpr std::size_t kModulusSize = 12;
  require(blob.size() > 24, "an RSA blob is longer");
  const std::size_t size = blob[kModulusSize] | static_cast<std::size_t>(blob[kModulusSize + 1]) << 8;
  require(blob.size() > size, "an RSA blob is longer");
  return Bytes(blob.begin(), blob.end() - static_cast<std::ptrdiff_t>(size));
}

// The export of an EC key has the attribute that tells its use, which the source left out: the key is compared.
void run_again(const Vector& vector, NCRYPT_KEY_HANDLE key) {
  Vector again = vector;
  again.blob = exported(key, vector.blob_type);
  const StoredKey back = imported(again);
  require_bytes(exported(back.handle, "ECCPRIVATEBLOB"), exported(key, "ECCPRIVATEBLOB"), "importing the export");
}

void run_import_export(const Vector& vector) {
  const StoredKey key = imported(vector);
  if (key.status != ERROR_SUCCESS) return;
  if (vector.blob_type == "PKCS8_PRIVATEKEY" && vector.algorithm == "ECDSA") return run_again(vector, key.handle);
  const std::string given = output(vector, "export");
  require_bytes(exported(key.handle, vector.blob_type), given.empty() ? *vector.blob : hex(given),
                "exporting the " + vector.blob_type);
  if (const std::string full = output(vector, "export_fullprivate"); !full.empty())
    require_bytes(without_d(exported(key.handle, "RSAFULLPRIVATEBLOB")), without_d(hex(full)),
                  "exporting the RSAFULLPRIVATEBLOB");
}

// The policy is tested first, so that it is opened.
void run_export_of(const Vector& vector, const Bytes& blob) {
  const Stored provider = open_storage();
  const StoredKey key = store_import(provider, widen(vector.import_blob_type).c_str(), blob);
  require_status(key.status, ERROR_SUCCESS, "importing the " + vector.import_blob_type);
  require_status(set_store_number(key.handle, NCRYPT_EXPORT_POLICY_PROPERTY, kPolicy), ERROR_SUCCESS, "the policy");
  require_expected(vector, store_export(key.handle, widen(vector.blob_type).c_str()).status, "exporting");
}

// A key that is made, of the provider's default length.
void run_export(const Vector& vector) {
  if (vector.import_blob) return run_export_of(vector, *vector.import_blob);
  const Stored provider = open_storage();
  const StoredKey key = store_create(provider, widen(vector.algorithm).c_str());
  require_status(key.status, ERROR_SUCCESS, "creating a key");
  require_status(set_store_number(key.handle, NCRYPT_EXPORT_POLICY_PROPERTY, kPolicy), ERROR_SUCCESS, "the policy");
  require_status(NCryptFinalizeKey(key.handle, 0), ERROR_SUCCESS, "finalizing");
  require(exported(key.handle, vector.blob_type).size() == static_cast<std::size_t>(vector.numbers.at("required_size")),
          "the export has another size");
}

void run_property(const Vector& vector) {
  const StoredKey key = import_blob(vector);
  require_status(key.status, ERROR_SUCCESS, "importing");
  const Output value = store_property(key.handle, widen(vector.property).c_str());
  require_expected(vector, value.status, "reading " + vector.property);
  if (value.status != ERROR_SUCCESS) return;
  if (const auto number = vector.numbers.find("dword"); number != vector.numbers.end())
    require_bytes(value.bytes, le32(static_cast<ULONG>(number->second)), vector.property);
  if (const std::string given = output(vector, "utf16z"); !given.empty())
    require_bytes(value.bytes, text_bytes(given), vector.property);
}

void run_sign_verify(const Vector& vector) {
  const StoredKey key = import_blob(vector);
  require_status(key.status, ERROR_SUCCESS, "importing");
  Bytes digest = hex(input(vector, "hash")), signature = hex(input(vector, "signature"));
  require_status(
      NCryptVerifySignature(key.handle, nullptr, digest.data(), len(digest), signature.data(), len(signature), 0),
      vector.valid.value() ? ERROR_SUCCESS : NTE_BAD_SIGNATURE, "verifying");
}

}  // namespace

bool uses_storage(const Vector& vector) {
  return !vector.api.empty() && std::all_of(vector.api.begin(), vector.api.end(),
                                            [](const std::string& name) { return name.rfind("NCrypt", 0) == 0; });
}

void run_storage(const Vector& vector) {
  if (vector.op == "import")
    run_import(vector);
  else if (vector.op == "import_export")
    run_import_export(vector);
  else if (vector.op == "export")
    run_export(vector);
  else if (vector.op == "property")
    run_property(vector);
  else if (vector.op == "sign_verify")
    run_sign_verify(vector);
  else
    throw Wrong{"unknown op of key storage: " + vector.op};
}

}  // namespace vectors
