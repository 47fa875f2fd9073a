#include "run_vector.h"

#include <algorithm>

#include "blob_names.h"
#include "support/handles.h"
#include "support/properties.h"
#include "support/use.h"

namespace vectors {
namespace {

using namespace cngtest;

// Wrong leaves a run with the reason. Nothing of the library sees it.
struct Wrong {
  std::string reason;
};

void require(bool good, const std::string& reason) {
  if (!good) throw Wrong{reason};
}

void require_status(NTSTATUS seen, NTSTATUS wanted, const std::string& what) {
  require(seen == wanted, what + " gave " + status_name(seen) + ", not " + status_name(wanted));
}

void require_bytes(const Bytes& seen, const Bytes& wanted, const std::string& what) {
  require(seen == wanted, what + " gave " + to_hex(seen) + ", not " + to_hex(wanted));
}

// Handle closes what it holds with no word about failures.
template <NTSTATUS(WINAPI* Close)(PVOID)>
struct Handle {
  Handle() = default;
  explicit Handle(PVOID raw) : value(raw) {}
  Handle(Handle&& other) noexcept : value(std::exchange(other.value, nullptr)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (value) Close(value);
  }
  PVOID value = nullptr;
};

NTSTATUS WINAPI close_provider(PVOID handle) { return BCryptCloseAlgorithmProvider(handle, 0); }
using OpenedProvider = Handle<close_provider>;
using AnyKey = Handle<BCryptDestroyKey>;
using AnySecret = Handle<BCryptDestroySecret>;

OpenedProvider open_provider(const Provider& provider) {
  BCRYPT_ALG_HANDLE raw = nullptr;
  require_status(BCryptOpenAlgorithmProvider(&raw, widen(provider.id).c_str(), nullptr, 0), STATUS_SUCCESS,
                 "opening " + provider.id);
  OpenedProvider out(raw);
  if (!provider.curve.empty())
    require_status(set_text(raw, BCRYPT_ECC_CURVE_NAME, provider.curve), STATUS_SUCCESS, "setting " + provider.curve);
  return out;
}

// import gives the status and the key; it requires that a refusal leaves the out-handle alone.
std::pair<NTSTATUS, AnyKey> import(const OpenedProvider& provider, const std::string& type, const Bytes& blob,
                                   ULONG flags) {
  const std::unique_ptr<UCHAR[]> exact(new UCHAR[blob.size()]);
  std::copy(blob.begin(), blob.end(), exact.get());
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = is_symmetric(type) ? BCryptImportKey(provider.value, nullptr, widen(type).c_str(), &raw,
                                                               nullptr, 0, exact.get(), len(blob), flags)
                                             : BCryptImportKeyPair(provider.value, nullptr, widen(type).c_str(), &raw,
                                                                   exact.get(), len(blob), flags);
  if (status != STATUS_SUCCESS) {
    require(raw == untouched(), "a refused import wrote the out-handle");
    return {status, AnyKey()};
  }
  require(raw != untouched(), "a successful import did not write the out-handle");
  return {status, AnyKey(raw)};
}

AnyKey import_key(const OpenedProvider& provider, const std::string& type, const Bytes& blob, ULONG flags) {
  auto [status, key] = import(provider, type, blob, flags);
  require_status(status, STATUS_SUCCESS, "importing the " + type);
  return std::move(key);
}

// export_blob requires the two-call rule.
std::pair<NTSTATUS, Bytes> export_blob(const AnyKey& key, const std::string& type) {
  ULONG needed = 0;
  NTSTATUS status = BCryptExportKey(key.value, nullptr, widen(type).c_str(), nullptr, 0, &needed, 0);
  if (status != STATUS_SUCCESS) return {status, {}};
  MarkedBuffer buffer(needed);
  ULONG written = 0;
  status = BCryptExportKey(key.value, nullptr, widen(type).c_str(), buffer.data(), buffer.size(), &written, 0);
  if (status != STATUS_SUCCESS) return {status, {}};
  require(written == needed, "the size query and the export of the " + type + " disagree");
  require(buffer.untouched_from(written), "the export of the " + type + " wrote behind its size");
  return {status, buffer.first(written)};
}

Bytes exported(const AnyKey& key, const std::string& type) {
  auto [status, blob] = export_blob(key, type);
  require_status(status, STATUS_SUCCESS, "exporting the " + type);
  return blob;
}

// A refusal must have the status that the vector names, if it names one.
void require_expected(const Vector& vector, NTSTATUS status, const std::string& what) {
  if (vector.expect == "unknown") {
    const NTSTATUS allowed[] = {STATUS_SUCCESS, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, NTE_BAD_DATA,
                                STATUS_INVALID_BUFFER_SIZE};
    require(std::find(std::begin(allowed), std::end(allowed), status) != std::end(allowed),
            what + " gave " + status_name(status));
    return;
  }
  if (vector.status) return require_status(status, *vector.status, what);
  require((status == STATUS_SUCCESS) == (vector.expect == "success"),
          what + " gave " + status_name(status) + "; " + vector.expect + " is expected");
}

std::string output(const Vector& vector, const char* name) {
  const auto found = vector.outputs.find(name);
  return found == vector.outputs.end() ? "" : found->second;
}

std::string input(const Vector& vector, const char* name) {
  const auto found = vector.inputs.find(name);
  require(found != vector.inputs.end(), std::string("the vector has no input ") + name);
  return found->second;
}

void run_import(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const auto [status, key] = import(provider, vector.blob_type, *vector.blob, vector.flags);
  require_expected(vector, status, "importing");
  if (status != STATUS_SUCCESS || is_symmetric(vector.blob_type)) return;
  // A key that was taken can be exported again, whatever bytes that gives.
  exported(key, vector.blob_type);
  exported(key, public_type(vector.blob_type));
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

void run_export(const Vector& vector) {
  require(vector.import_blob.has_value(), "the vector does not say what its key is made from");
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.import_blob));
  const AnyKey key = import_key(provider, vector.import_blob_type, *vector.import_blob, vector.flags);
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

void run_derive(const Vector& vector) {
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
    require(vector.blob.has_value() || vector.op == "export", "the vector has no blob");
    if (vector.op == "import")
      run_import(vector);
    else if (vector.op == "import_export")
      run_import_export(vector);
    else if (vector.op == "export")
      run_export(vector);
    else if (vector.op == "derive")
      run_derive(vector);
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
