#include "run_vector.h"

#include <algorithm>

#include "calls.h"
#include "pq_vector.h"
#include "run_sealed.h"
#include "run_storage.h"
#include "support/dl_keys.h"
#include "support/keys.h"
#include "support/properties.h"
#include "support/use.h"

namespace vectors {
namespace {

using namespace cngtest;

void run_import(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const auto [status, key] = import(provider, vector.blob_type, *vector.blob, vector.flags);
  require_expected(vector, status, "importing");
  if (status != STATUS_SUCCESS) return;
  // A key that was taken can be exported again, whatever bytes that gives.
  exported(key, vector.blob_type);
  if (!is_symmetric(vector.blob_type)) exported(key, public_type(vector.blob_type));
}

// The types of public keys that are exported and never imported. Their vectors state a layout: the key that they name
// is imported in its native form and exported. Blobs of version 2 are written under the name that says so.
bool is_export_only(const std::string& type) { return type == "CAPIPUBLICBLOB" || type == "CAPIDSAPUBLICBLOB"; }

Bytes component(const Vector& vector, const char* name) {
  const auto found = vector.components.find(name);
  require(found != vector.components.end(), std::string("the vector's key has no ") + name);
  return hex(found->second);
}

Bytes native_blob(const Vector& vector) {
  if (vector.algorithm != "RSA") {
    DsaKey key{{}, {}, component(vector, "q"), component(vector, "p"), component(vector, "g"), component(vector, "y"),
               {}};
    key.set_seed_unknown();
    return dsa_public(key);
  }
  const Bytes e = component(vector, "e"), n = component(vector, "n");
  return rsa_blob(RsaHeader{kRsa1, 8 * len(n), len(e), len(n), 0, 0}, concat({e, n}));
}

void run_layout(const Vector& vector) {
  const OpenedProvider provider = open_provider({vector.algorithm, ""});
  require_status(import(provider, vector.blob_type, *vector.blob, vector.flags).first, STATUS_NOT_SUPPORTED,
                 "importing the " + vector.blob_type);
  const bool is_rsa = vector.algorithm == "RSA", is_v2 = vector.blob->at(1) == 2;
  const AnyKey key = import_key(provider, is_rsa ? "RSAPUBLICBLOB" : "DSAPUBLICBLOB", native_blob(vector), 0);
  const std::string type = !is_rsa && is_v2 ? "V2CAPIDSAPUBLICBLOB" : vector.blob_type;
  require_bytes(exported(key, type), *vector.blob, "exporting the " + type);
  if (is_rsa) return;
  const AnyKey back = import_key(provider, type, *vector.blob, vector.flags);
  require_bytes(exported(back, "DSAPUBLICBLOB"), native_blob(vector), "exporting what came back");
}

// A secret that is no blob.
void run_generate(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, {}));
  require_expected(vector, generate(provider, hex(input(vector, "raw_secret")), vector.flags).first, "generating");
}

// What the export must give where the vector does not say: the same bytes, with the public point filled in.
Bytes expected_export(const Vector& vector) {
  if (const std::string given = output(vector, "export"); !given.empty()) return hex(given);
  Bytes out = *vector.blob;
  if (!vector.zero_public) return out;
  Bytes point = hex(vector.components.at("x"));
  const std::size_t size = point.size();
  if (const auto y = vector.components.find("y"); y != vector.components.end()) point = concat({point, hex(y->second)});
  require(out.size() >= 8 + 3 * size, "the vector's blob is too short for its key");
  std::copy(point.begin(), point.end(), out.begin() + 8);
  return out;
}

void run_import_export(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const auto [status, key] = import(provider, vector.blob_type, *vector.blob, vector.flags);
  require_expected(vector, status, "importing");
  if (status != STATUS_SUCCESS) return;
  require_bytes(exported(key, vector.blob_type), expected_export(vector), "exporting the " + vector.blob_type);
  if (const std::string given = output(vector, "export_public"); !given.empty())
    require_bytes(exported(key, public_type(vector.blob_type)), hex(given), "exporting the public half");
  if (const std::string given = output(vector, "export_fullprivate"); !given.empty())
    require_bytes(exported(key, "RSAFULLPRIVATEBLOB"), hex(given), "exporting the RSAFULLPRIVATEBLOB");
}

// A buffer of no bytes, which is not a size query.
void run_short_export(const Vector& vector, const AnyKey& key) {
  MarkedBuffer buffer(1);
  ULONG needed = 0;
  require_expected(vector,
                   BCryptExportKey(key.value, nullptr, widen(vector.blob_type).c_str(), buffer.data(), 0, &needed, 0),
                   "exporting into 0 bytes");
  require(buffer.untouched(), "the export wrote into a buffer that is too small");
  if (const auto size = vector.numbers.find("required_size"); size != vector.numbers.end())
    require(needed == static_cast<ULONG>(size->second), "the export needs " + std::to_string(needed));
}

void run_export(const Vector& vector) {
  require(vector.import_blob.has_value(), "the vector does not say what its key is made from");
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.import_blob));
  const AnyKey key = import_key(provider, vector.import_blob_type, *vector.import_blob, vector.flags);
  if (vector.status == STATUS_BUFFER_TOO_SMALL) return run_short_export(vector, key);
  const auto [status, blob] = export_blob(key, vector.blob_type);
  require_expected(vector, status, "exporting");
  if (status != STATUS_SUCCESS) return;
  if (vector.blob) require_bytes(blob, *vector.blob, "exporting");
  if (const auto size = vector.numbers.find("required_size"); size != vector.numbers.end())
    require(blob.size() == static_cast<std::size_t>(size->second), "the export has " + std::to_string(blob.size()));
}

void run_raw_encryption(const Vector& vector) {
  require(input(vector, "padding") == "NONE", "a padding that this runner does not know");
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const AnyKey key = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  const Bytes plain = hex(input(vector, "plaintext"));
  Bytes cipher(plain.size());
  ULONG size = 0;
  require_status(BCryptEncrypt(key.value, in(plain), len(plain), nullptr, nullptr, 0, cipher.data(), len(cipher), &size,
                               BCRYPT_PAD_NONE),
                 STATUS_SUCCESS, "encrypting");
  require_bytes(cipher, hex(output(vector, "raw_ciphertext")), "encrypting");
}

Bytes derived(const AnySecret& secret, LPCWSTR kdf) {
  ULONG size = 0;
  require_status(BCryptDeriveKey(secret.value, kdf, nullptr, nullptr, 0, &size, 0), STATUS_SUCCESS, "deriving");
  Bytes out(size);
  require_status(BCryptDeriveKey(secret.value, kdf, nullptr, out.data(), len(out), &size, 0), STATUS_SUCCESS,
                 "deriving");
  require(size == out.size(), "the size query and the derivation disagree");
  return out;
}

void run_cipher(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  require_status(set_text(provider.value, BCRYPT_CHAINING_MODE, "ChainingMode" + input(vector, "mode")), STATUS_SUCCESS,
                 "setting the mode");
  const AnyKey key = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  const Bytes plain = hex(input(vector, "plaintext"));
  Bytes iv = hex(input(vector, "iv")), cipher(plain.size());
  ULONG size = 0;
  require_status(BCryptEncrypt(key.value, in(plain), len(plain), nullptr, iv.data(), len(iv), cipher.data(),
                               len(cipher), &size, 0),
                 STATUS_SUCCESS, "encrypting");
  require_bytes(cipher, hex(output(vector, "ciphertext")), "encrypting");
}

void run_derive(const Vector& vector) {
  if (vector.outputs.count("ciphertext")) return run_cipher(vector);
  if (vector.outputs.count("raw_ciphertext")) return run_raw_encryption(vector);
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const AnyKey own = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  const AnyKey peer = import_key(provider, public_type(vector.blob_type), hex(input(vector, "peer_blob")), 0);
  BCRYPT_SECRET_HANDLE raw = untouched();
  const NTSTATUS status = BCryptSecretAgreement(own.value, peer.value, &raw, 0);
  require_expected(vector, status, "agreeing");
  if (status != STATUS_SUCCESS) return require(raw == untouched(), "a refused agreement wrote the out-handle");
  const AnySecret secret(raw);
  require_bytes(derived(secret, BCRYPT_KDF_RAW_SECRET), hex(output(vector, "raw_secret")), "the raw secret");
  if (const std::string given = output(vector, "kdf_hash_sha1"); !given.empty())
    require_bytes(derived(secret, BCRYPT_KDF_HASH), hex(given), "HASH of the secret");
}

void run_sign_verify(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const AnyKey key = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  const Bytes digest = hex(input(vector, "hash")), signature = hex(input(vector, "signature"));
  require(vector.valid.has_value(), "the vector does not say whether its signature is valid");
  NTSTATUS status = STATUS_SUCCESS;
  if (vector.algorithm == "RSA") {
    require(input(vector, "padding") == "PKCS1", "a padding that this runner does not know");
    const WideText hash = widen(input(vector, "hash_alg"));
    status = verify(key.value, Pkcs1(hash.c_str()), digest, signature);
  } else {
    status = verify(key.value, nullptr, digest, signature, 0);
  }
  require_status(status, *vector.valid ? STATUS_SUCCESS : STATUS_INVALID_SIGNATURE, "verifying");
}

void run_property(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const AnyKey key = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  MarkedBuffer buffer(1024);
  ULONG size = 0;
  const NTSTATUS status =
      BCryptGetProperty(key.value, widen(vector.property).c_str(), buffer.data(), buffer.size(), &size, 0);
  require_expected(vector, status, "reading " + vector.property);
  if (status != STATUS_SUCCESS) return;
  if (const auto number = vector.numbers.find("dword"); number != vector.numbers.end())
    require_bytes(buffer.first(size), le32(static_cast<ULONG>(number->second)), vector.property);
  if (const std::string given = output(vector, "utf16z"); !given.empty())
    require_bytes(buffer.first(size), text_bytes(given), vector.property);
}

}  // namespace

std::optional<std::string> run(const Vector& vector) {
  try {
    if (uses_storage(vector)) {
      run_storage(vector);
      return std::nullopt;
    }
    const bool generates = vector.op == "import" && vector.inputs.count("raw_secret") != 0;
    if (is_sealed(vector.blob_type)) {
      run_sealed(vector);
      return std::nullopt;
    }
    const bool has_raw_key = vector.components.count("raw") != 0;
    require(vector.blob.has_value() || vector.op == "export" || generates || has_raw_key, "the vector has no blob");
    if (generates)
      run_generate(vector);
    else if (is_export_only(vector.blob_type))
      run_layout(vector);
    else if (vector.op == "import")
      run_import(vector);
    else if (vector.op == "import_export")
      run_import_export(vector);
    else if (vector.op == "export")
      run_export(vector);
    else if (is_decapsulation(vector))
      run_decapsulation(vector);
    else if (vector.op == "derive")
      run_derive(vector);
    else if (is_message_signature(vector))
      run_message_signature(vector);
    else if (vector.op == "sign_verify")
      run_sign_verify(vector);
    else if (vector.op == "property")
      run_property(vector);
    else
      throw Wrong{"unknown op " + vector.op};
  } catch (const Wrong& wrong) {
    return wrong.reason;
  } catch (const std::exception& error) {
    return std::string("the vector does not fit the runner: ") + error.what();
  }
  return std::nullopt;
}

}  // namespace vectors
