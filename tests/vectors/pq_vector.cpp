#include "pq_vector.h"

#include "calls.h"

namespace vectors {
namespace {

using namespace cngtest;

// The blob of a vector that gives only the raw key of LMS or XMSS.
Bytes blob_of(const Vector& vector) {
  if (vector.blob) return *vector.blob;
  const Bytes raw = hex(vector.components.at("raw"));
  const ULONG magic = vector.algorithm == "LMS" ? BCRYPT_LMS_PUBLIC_MAGIC : BCRYPT_XMSS_PUBLIC_MAGIC;
  return concat({le32(magic), le32(0), le32(len(raw)), raw});
}

NTSTATUS verify_message(const Vector& vector, const AnyKey& key, const Bytes& message, const Bytes& signature) {
  const auto call = [&](PVOID padding, ULONG flags) {
    return BCryptVerifySignature(key.value, padding, in(message), len(message), in(signature), len(signature), flags);
  };
  if (vector.inputs.count("mu")) return call(nullptr, BCRYPT_MLDSA_EXTERNAL_MU);
  if (!vector.inputs.count("context")) return call(nullptr, 0);
  const Bytes context = hex(input(vector, "context"));
  BCRYPT_PQDSA_PADDING_INFO padding = {in(context), len(context), nullptr};
  return call(&padding, BCRYPT_PAD_PQDSA);
}

}  // namespace

bool is_decapsulation(const Vector& vector) { return vector.inputs.count("kem_ciphertext") != 0; }

bool is_message_signature(const Vector& vector) {
  return vector.inputs.count("message") != 0 || vector.inputs.count("mu") != 0;
}

void run_decapsulation(const Vector& vector) {
  const OpenedProvider provider = open_provider(provider_of(vector, *vector.blob));
  const AnyKey key = import_key(provider, vector.blob_type, *vector.blob, vector.flags);
  const Bytes sent = hex(input(vector, "kem_ciphertext"));
  Bytes secret(32);
  ULONG size = 0;
  require_expected(vector, BCryptDecapsulate(key.value, in(sent), len(sent), secret.data(), len(secret), &size, 0),
                   "decapsulating");
  require(size == secret.size(), "the secret has " + std::to_string(size) + " bytes");
  require_bytes(secret, hex(output(vector, "shared_secret")), "decapsulating");
}

void run_message_signature(const Vector& vector) {
  const Bytes blob = blob_of(vector);
  const OpenedProvider provider = open_provider(provider_of(vector, blob));
  const AnyKey key = import_key(provider, vector.blob_type, blob, vector.flags);
  const Bytes message = hex(input(vector, vector.inputs.count("mu") ? "mu" : "message"));
  Bytes signature = hex(input(vector, "signature"));
  require(vector.valid.has_value(), "the vector does not say whether its signature is valid");
  const NTSTATUS bad = vector.status && *vector.status != STATUS_SUCCESS ? *vector.status : STATUS_INVALID_SIGNATURE;
  require_status(verify_message(vector, key, message, signature), *vector.valid ? STATUS_SUCCESS : bad, "verifying");
  if (!*vector.valid) return;
  signature[signature.size() / 2] ^= 1;
  require_status(verify_message(vector, key, message, signature), STATUS_INVALID_SIGNATURE, "a changed signature");
}

}  // namespace vectors
