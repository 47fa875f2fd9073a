#include "run_sealed.h"

#include "calls.h"
#include "support/private_store.h"
#include "support/sentinel.h"
#include "support/symmetric.h"

namespace vectors {
namespace {

using namespace cngtest;

const std::string kWrapped = "Rfc3565KeyWrapBlob", kOpaque = "OpaqueKeyBlob";

std::pair<NTSTATUS, AnyKey> unwrap(const OpenedProvider& provider, const AnyKey& kek, const Vector& vector) {
  const Bytes& blob = *vector.blob;
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = BCryptImportKey(provider.value, kek.value, BCRYPT_AES_WRAP_KEY_BLOB, &raw, nullptr, 0,
                                          in(blob), len(blob), vector.flags);
  require((raw != untouched()) == (status == STATUS_SUCCESS), "the out-handle does not go with the status");
  return {status, status == STATUS_SUCCESS ? AnyKey(raw) : AnyKey()};
}

Bytes wrap(const AnyKey& key, const AnyKey& kek) {
  ULONG size = 0;
  require_status(BCryptExportKey(key.value, kek.value, BCRYPT_AES_WRAP_KEY_BLOB, nullptr, 0, &size, 0), STATUS_SUCCESS,
                 "asking for the size");
  Bytes out(size);
  require_status(BCryptExportKey(key.value, kek.value, BCRYPT_AES_WRAP_KEY_BLOB, out.data(), size, &size, 0),
                 STATUS_SUCCESS, "wrapping");
  return out;
}

void run_wrapped(const Vector& vector) {
  const OpenedProvider provider = open_provider({vector.algorithm, ""});
  const AnyKey kek = import_key(provider, "KeyDataBlob", key_data(hex(vector.components.at("kek"))), 0);
  const auto [status, key] = unwrap(provider, kek, vector);
  require_expected(vector, status, "unwrapping");
  if (status != STATUS_SUCCESS) return;
  require_bytes(exported(key, "KeyDataBlob"), key_data(hex(vector.components.at("plain"))), "the secret");
  require_bytes(wrap(key, kek), *vector.blob, "wrapping");
}

// What the vectors assert: the size of an export that has no room, and the way back through handles of both kinds.
void run_opaque(const Vector& vector) {
  use_private_store();
  const OpenedProvider provider = open_provider({vector.algorithm, ""});
  const AnyKey key = import_key(provider, vector.import_blob_type, *vector.import_blob, vector.flags);
  if (vector.status == STATUS_BUFFER_TOO_SMALL) {
    MarkedBuffer buffer(1);
    ULONG needed = 0;
    require_status(BCryptExportKey(key.value, nullptr, BCRYPT_OPAQUE_KEY_BLOB, buffer.data(), 0, &needed, 0),
                   *vector.status, "exporting into 0 bytes");
    return require(buffer.untouched() && needed > 0, "the export wrote, or told no size");
  }
  const Bytes blob = exported(key, "OpaqueKeyBlob");
  for (BCRYPT_ALG_HANDLE algorithm :
       {BCRYPT_ALG_HANDLE{provider.value}, BCRYPT_ALG_HANDLE{BCRYPT_AES_CBC_ALG_HANDLE}}) {
    BCRYPT_KEY_HANDLE raw = untouched();
    const NTSTATUS status =
        BCryptImportKey(algorithm, nullptr, BCRYPT_OPAQUE_KEY_BLOB, &raw, nullptr, 0, in(blob), len(blob), 0);
    require_expected(vector, status, "importing again");
    require_bytes(exported(AnyKey(raw), "KeyDataBlob"), *vector.import_blob, "the secret");
  }
}

}  // namespace

bool is_sealed(const std::string& blob_type) { return blob_type == kWrapped || blob_type == kOpaque; }

void run_sealed(const Vector& vector) { vector.blob_type == kOpaque ? run_opaque(vector) : run_wrapped(vector); }

}  // namespace vectors
